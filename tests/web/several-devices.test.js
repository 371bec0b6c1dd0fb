import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceEntries } from '../../web/src/question/state.js';
import { DESKTOP, PHONE, assertAccessible, expected, verdict, withPage } from './with-page.js';

const QUESTION =
  'model=meta-llama/Llama-3.3-70B-Instruct&format=Q4_K_M&device=nvidia/geforce-rtx-4090&ram=64&context=8192';

test('devices of several kinds are read as people write them', () => {
  for (const [text, entries] of /** @type {[string, any[]][]} */ ([
    ['4090 + 3090 Ti', [{ device: '4090' }, { device: '3090 Ti' }]],
    ['2x3090 + 4090', [{ device: '3090', count: 2 }, { device: '4090' }]],
    ['4090 & 3090', [{ device: '4090' }, { device: '3090' }]],
    ['4090＋3090', [{ device: '4090' }, { device: '3090' }]],
    ['AMD Ryzen AI Max+ 395', [{ device: 'AMD Ryzen AI Max+ 395' }]],
    ['{"device":{"memory_gib":24,"bandwidth_gb_s":900}}', [{ device: { memory_gib: 24, bandwidth_gb_s: 900 } }]],
  ]))
    assert.deepEqual(deviceEntries(text), entries, text);
});

test('a second kind of device is added, counted, and taken away again', () =>
  withPage(
    async (page) => {
      const before = await verdict(page);
      assert.equal(await page.locator('.remove').count(), 0, 'one device has nothing to remove');
      await page.click('.add button');
      await page.waitForFunction(() => document.activeElement?.id === 'device-1');
      assert.equal(await verdict(page), before, 'an empty row asks nothing');
      await page.keyboard.type('rtx 3090 ti');
      await page.waitForSelector('#device-1-list [role=option]:has-text("3090 Ti")');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#count-1');
      assert.match(await verdict(page), /GeForce RTX 4090 and 24 GB GeForce RTX 3090 Ti/);
      assert.equal(await verdict(page), await expected(page.url()));
      await page.fill('#count-1', '2');
      await page.keyboard.press('Tab');
      assert.match(await verdict(page), /and 2 × 24 GB GeForce RTX 3090 Ti/);
      assert.equal(await verdict(page), await expected(page.url()));
      assert.equal(await page.locator('canrun-ruler').count(), 3);
      const shared = page.url();
      await page.reload();
      await page.waitForSelector('#count-1');
      assert.equal(await page.inputValue('#count-1'), '2');
      assert.equal(page.url(), shared);
      await page.click('.remove >> nth=1');
      assert.equal(await verdict(page), before);
      assert.equal(await page.locator('.remove').count(), 0);
    },
    { query: QUESTION },
  ));

test('an error of one device stands at its own row', () =>
  withPage(
    async (page) => {
      await page.fill('#count-1', 'many');
      await page.keyboard.press('Tab');
      await page.waitForSelector('#count-1-error');
      assert.equal(await page.locator('#count-error').count(), 0);
      assert.equal(await page.getAttribute('#count-1', 'aria-invalid'), 'true');
      await page.click('.refused .word');
      await page.waitForFunction(() => document.activeElement?.id === 'count-1');
      await page.fill('#count-1', '1');
      await page.fill('#device-1', 'no such card');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#device-1-error');
      assert.equal(await page.locator('#device-0-error').count(), 0);
    },
    { query: `${QUESTION}&device=nvidia/geforce-rtx-3090-ti` },
  ));

test('several devices typed into one field become rows', () =>
  withPage(
    async (page) => {
      await page.fill('#device-0', '4090 + 3090 Ti');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#device-1');
      assert.match(await page.inputValue('#device-1'), /3090 Ti/);
      assert.match(await verdict(page), /RTX 4090 and 24 GB GeForce RTX 3090 Ti/);
    },
    { query: QUESTION },
  ));

test('what other programs hold is taken off the device, in GiB', () =>
  withPage(
    async (page) => {
      await page.click('.others summary');
      await page.fill('#reserved', '2');
      await page.keyboard.press('Tab');
      await page.waitForFunction(() => location.search.includes('reserved_bytes'));
      const asked = new URL(page.url()).searchParams.get('device') ?? '';
      assert.equal(JSON.parse(asked).reserved_bytes, 2 * 2 ** 30);
      assert.equal(await verdict(page), await expected(page.url()));
      await page.reload();
      await page.waitForSelector('#reserved');
      assert.equal(await page.inputValue('#reserved'), '2');
      await page.fill('#reserved', '-1');
      await page.keyboard.press('Tab');
      await page.waitForSelector('#reserved-error');
      assert.match(await page.locator('#reserved-error').innerText(), /between .* GiB and/);
      await page.fill('#reserved', '');
      await page.keyboard.press('Tab');
      await page.waitForSelector('#reserved-error', { state: 'detached' });
      assert.doesNotMatch(page.url(), /reserved/);
    },
    { query: QUESTION },
  ));

for (const locale of ['en-GB', 'zh-CN']) {
  test(`the rows are accessible and fit a phone (${locale})`, async () => {
    for (const viewport of [PHONE, DESKTOP]) {
      await withPage(
        async (page) => {
          await page.click('.others summary');
          await page.click('.add button');
          await page.waitForSelector('#device-2');
          await assertAccessible(page, `${viewport.width}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= viewport.width, `${wide} px`);
        },
        { locale, viewport, query: `${QUESTION}&device=2x+nvidia/geforce-rtx-3090-ti` },
      );
    }
  });
}
