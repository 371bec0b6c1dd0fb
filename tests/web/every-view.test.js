// What every view must bear: hostile addresses, and a reader without a mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VIEWS } from '../../web/src/views.js';
import { browser, site } from './with-page.js';

const MARKUP =
  '<img src=x onerror="document.documentElement.dataset.hit=1"><script>document.documentElement.dataset.hit=1</script>';

/** Addresses that nobody means well with. */
const HOSTILE = [
  [
    'markup',
    `model=${encodeURIComponent(MARKUP)}&device=${encodeURIComponent(MARKUP)}&format=${encodeURIComponent(MARKUP)}&sort=${encodeURIComponent(MARKUP)}&family=${encodeURIComponent(MARKUP)}&${encodeURIComponent(MARKUP)}=1`,
  ],
  ['a script as address', 'model=javascript:alert(1)&device=javascript:alert(1)'],
  [
    'absurd numbers',
    'model=Qwen/Qwen3-8B&device=1000000x+nvidia/geforce-rtx-4090&ram=1e308&context=-1&users=999999999999999999999',
  ],
  [
    'prototype names',
    'model=__proto__&device=constructor&machine.__proto__.polluted=1&options.constructor=1&sort=__proto__&family=toString',
  ],
  [
    'JSON bombs',
    `model=Qwen/Qwen3-8B&device=${encodeURIComponent('{"memory_gib":'.repeat(30))}&options.overrides=${encodeURIComponent('['.repeat(500))}`,
  ],
  ['broken escapes', 'model=%E0%A4%A&device=%ZZ&ram=%'],
  ['the same thing two hundred times', 'device=nvidia/geforce-rtx-4090&'.repeat(200)],
  ['path tricks', 'model=../../../etc/passwd&device=..%2F..%2Fcatalog'],
];

/** @param {any} page @returns {Promise<string[]>} what went wrong, filled while the page lives */
async function watched(page) {
  /** @type {string[]} */
  const complaints = [];
  await page.exposeFunction('complain', (/** @type {string} */ text) => complaints.push(text));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      /** @type {any} */ (window).complain(`${event.violatedDirective} blocked ${event.blockedURI}`),
    ),
  );
  page.on('pageerror', (/** @type {Error} */ error) => complaints.push(`thrown: ${error.message}`));
  page.on('dialog', (/** @type {any} */ dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (/** @type {any} */ request) => {
    if (!request.url().startsWith(new URL(site.address).origin)) complaints.push(`third party: ${request.url()}`);
  });
  return complaints;
}

for (const { id, path } of VIEWS) {
  test(`${id}: names, addresses and numbers of an enemy are text and do nothing`, async () => {
    const page = await browser.newPage();
    const complaints = await watched(page);
    try {
      for (const [kind, query] of HOSTILE) {
        await page.goto(`${site.address}${path}?${query}`);
        await page.waitForLoadState('networkidle');
        await page.waitForFunction(() => !document.querySelector('main[aria-busy]'));
        assert.deepEqual(complaints, [], kind);
        assert.equal(await page.evaluate(() => document.documentElement.dataset.hit), undefined, kind);
        assert.equal(await page.evaluate(() => /** @type {any} */ ({}).polluted), undefined, kind);
        assert.equal(await page.locator('#main img, #main script, #main a[href^="javascript:"]').count(), 0, kind);
        assert.ok((await page.locator('#main').innerText()).length > 50, `${kind}: the page is empty`);
      }
    } finally {
      await page.close();
    }
  });

  test(`${id}: the keyboard reaches everything, in sight, and gets out again`, async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    try {
      await page.goto(`${site.address}${path}`);
      await page.waitForLoadState('networkidle');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip');
      // Far more presses than there are stops before the end of the first screen's worth of controls.
      const seen = new Set();
      let last = -1;
      for (let presses = 0; presses < 60; presses += 1) {
        const stop = await page.evaluate(() => {
          const element = /** @type {HTMLElement} */ (document.activeElement);
          if (!element || element === document.body) return undefined;
          const box = element.getBoundingClientRect();
          const { outlineStyle } = getComputedStyle(element);
          const all = [...document.querySelectorAll('*')];
          return {
            place: all.indexOf(element),
            name: element.outerHTML.slice(0, 120),
            inSight: box.bottom > 0 && box.top < innerHeight && box.width > 0,
            marked: outlineStyle !== 'none' || element.matches('input[type="file"]'),
          };
        });
        if (!stop) break;
        assert.ok(stop.inSight, `out of sight: ${stop.name}`);
        assert.ok(stop.marked, `not marked: ${stop.name}`);
        assert.notEqual(stop.place, last, `caught at ${stop.name}`);
        last = stop.place;
        seen.add(stop.place);
        await page.keyboard.press('Tab');
      }
      assert.ok(seen.size >= 5, `only ${seen.size} stops`);
    } finally {
      await page.close();
    }
  });
}
