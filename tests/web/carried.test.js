import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, site } from './with-page.js';

const QUESTION = 'model=google/gemma-3-12b-it&device=nvidia/geforce-rtx-3090&format=Q5_K_M&ram=32&context=16384';

/** @param {any} page @param {string} path @returns {Promise<URLSearchParams>} what the menu's link to a view asks */
const linked = async (page, path) =>
  new URL(await page.$eval(`header .views a[href*="/${path}"]`, (/** @type {HTMLAnchorElement} */ link) => link.href))
    .searchParams;

test('the menu takes the question along to every view that reads it', async () => {
  const page = await browser.newPage({ locale: 'en-GB' });
  try {
    await page.goto(`${site.address}?${QUESTION}`);
    await page.waitForSelector('#model');
    for (const path of ['machine/', 'model/', 'method/', 'data/']) {
      const asked = await linked(page, path);
      assert.equal(asked.get('model'), 'google/gemma-3-12b-it', path);
      assert.equal(asked.get('device'), 'nvidia/geforce-rtx-3090', path);
      assert.equal(asked.get('context'), '16384', path);
    }
    assert.equal([...(await linked(page, 'tables/'))].length, 0);
    await page.selectOption('#format', 'Q8_0');
    await page.waitForFunction(() =>
      /format=Q8_0/.test(document.querySelector('header .views a[href*="/model/"]')?.getAttribute('href') ?? ''),
    );
  } finally {
    await page.close();
  }
});

test('when the network fails as a model is picked, the page says so, and answers when it is back', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  /** @type {string[]} */
  const thrown = [];
  page.on('pageerror', (/** @type {Error} */ error) => thrown.push(error.message));
  try {
    await page.goto(`${site.address}?${QUESTION}`);
    await page.waitForSelector('#model');
    await page.waitForLoadState('networkidle');
    for (const files of ['**/facts/**', '**/models-*.json', '**/devices-*.json'])
      await page.route(files, (/** @type {any} */ route) => route.abort());
    await page.fill('#model', 'microsoft/phi-4');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.card[role=alert]');
    assert.match(await page.locator('[role=alert]').innerText(), /could not be fetched/);
    await page.unrouteAll();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.waitForFunction(() => /Phi/i.test(document.querySelector('.sentence')?.textContent ?? ''));
    assert.deepEqual(thrown, []);
  } finally {
    await context.close();
  }
});

test('when the list of names does not come, the answer stands all the same', async () => {
  const page = await browser.newPage({ locale: 'en-GB' });
  try {
    await page.route('**/names-*.json', (/** @type {any} */ route) => route.abort());
    await page.goto(`${site.address}?${QUESTION}`);
    await page.waitForSelector('#model');
    await page.waitForLoadState('networkidle');
    assert.match(await page.locator('.sentence').innerText(), /Gemma 3 12B/);
    assert.equal(await page.locator('body > [role=alert], body > .error').count(), 0);
  } finally {
    await page.close();
  }
});

for (const [name, path, steps] of /** @type {[string, string, (page: any) => Promise<void>][]} */ ([
  ['a ranking', 'machine/', async () => undefined],
  [
    'a comparison',
    'compare/',
    async (page) => {
      await page.waitForSelector('#model-0');
      await page.waitForLoadState('networkidle');
      await page.route('**/facts/**', (/** @type {any} */ route) => route.abort());
      await page.fill('#model-0', 'microsoft/phi-4');
      await page.keyboard.press('Enter');
    },
  ],
])) {
  test(`${name} says when the network failed, and goes on when it is back`, async () => {
    const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    /** @type {string[]} */
    const thrown = [];
    page.on('pageerror', (/** @type {Error} */ error) => thrown.push(error.message));
    try {
      for (const files of ['**/models-*.json', '**/devices-*.json'])
        await page.route(files, (/** @type {any} */ route) => route.abort());
      await page.goto(site.address + path);
      await steps(page);
      await page.waitForSelector('[role=alert]');
      assert.match(await page.locator('[role=alert]').innerText(), /could not be fetched/);
      await page.unrouteAll();
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await page.waitForFunction(() => !document.querySelector('[role=alert]'));
      assert.deepEqual(thrown, []);
    } finally {
      await page.close();
    }
  });
}
