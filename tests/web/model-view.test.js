// This model: every device of the catalog ranked for one model.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Names } from '../../web/src/catalog/names.js';
import { shownGrade } from '../../web/src/card/sentence.js';
import { machineLines, machinesByGrade, memorySteps, smallest } from '../../web/src/ranking/machines.js';
import { catalog, engine } from './contracts.js';
import { PHONE, assertAccessible, linesOf, withRanking } from './rankings.js';

const MODEL = 'model=Qwen/Qwen3-8B&format=Q4_K_M&context=8192&ram=32';

/** @param {string} device @param {any} [more] @returns {any} */
const row = (device, more) => ({
  device,
  count: 1,
  format: 'Q4_K_M',
  grade: 'yes',
  pace: 'instant',
  needed_bytes: 7e9,
  usable_bytes: 8e9,
  headroom_bytes: 1e9,
  decode_tokens_per_second: 40,
  ...more,
});

const names = new Names({
  devices: [
    { id: 'n/eight', name: 'Eight', kind: 'desktop', memory_gib: 8, released: 2020 },
    { id: 'n/eight-new', name: 'Eight new', kind: 'desktop', memory_gib: 8, released: 2024 },
    { id: 'n/twelve', name: 'Twelve', kind: 'laptop', memory_gib: 12, released: 2022 },
    { id: 'n/sixteen', name: 'Sixteen', kind: 'workstation', memory_gib: 16, released: 2023 },
    { id: 'n/server', name: 'Server', kind: 'datacenter', memory_gib: 80, released: 2023 },
    { id: 'a/mac', name: 'Mac', kind: 'apple', memory_gib: 16, unified: true, released: 2025 },
  ],
});

test('the smallest of a group has the least memory that gives the speed', () => {
  const lines = machineLines(
    [
      row('n/eight', { decode_tokens_per_second: 12 }),
      row('n/twelve', { usable_bytes: 12e9 }),
      row('n/sixteen', { usable_bytes: 16e9 }),
      row('a/mac', { grade: 'no', usable_bytes: 4e9 }),
    ],
    names,
  );
  assert.equal(smallest(lines, 'consumer', 10)?.id, 'n/eight');
  assert.equal(smallest(lines, 'consumer', 30)?.id, 'n/twelve');
  assert.equal(smallest(lines, 'workstation', 30)?.id, 'n/sixteen');
  assert.equal(smallest(lines, 'server', 1), undefined);
});

test('the steps of memory are sizes of single cards, each by its newest', () => {
  const lines = machineLines(
    [
      row('n/server', { usable_bytes: 80e9 }),
      row('n/eight'),
      row('n/eight-new'),
      row('n/sixteen', { usable_bytes: 16e9 }),
      row('a/mac'),
    ],
    names,
  );
  assert.deepEqual(
    memorySteps(lines).map(({ id }) => id),
    ['n/eight-new', 'n/sixteen', 'n/server'],
  );
});

test('within a grade the smallest machine comes first, or what was asked for', () => {
  const lines = machineLines(
    [
      row('n/twelve', { usable_bytes: 12e9, decode_tokens_per_second: 90 }),
      row('n/eight'),
      row('a/mac', { grade: 'no' }),
    ],
    names,
  );
  const order = (/** @type {string | undefined} */ sort) =>
    machinesByGrade(lines, sort).map((group) => group.lines.map(({ id }) => id));
  assert.deepEqual(order(undefined), [['n/eight', 'n/twelve'], ['a/mac']]);
  assert.deepEqual(order('speed'), [['n/twelve', 'n/eight'], ['a/mac']]);
  assert.deepEqual(order('__proto__'), order(undefined));
});

test("every device has a line, in one group, with the engine's grade", () =>
  withRanking(`model/?${MODEL}`, async (page) => {
    const lines = await linesOf(page);
    const devices = catalog().devices;
    assert.deepEqual(lines.map(({ id }) => id).sort(), devices.map((/** @type {any} */ { id }) => id).sort());
    const known = await engine();
    for (const { id, grade } of lines.filter(({ id: one }) => /4060|4090|h100|m4-max|b200/.test(one)).slice(0, 12)) {
      const unified = devices.find((/** @type {any} */ device) => device.id === id).unified;
      const { rows } = known.rank({
        vary: 'device',
        model: 'Qwen/Qwen3-8B',
        format: 'Q4_K_M',
        machine: { host: { memory_gib: 32 } },
        workload: { context_tokens: 8192 },
        where: { ids: [id] },
      });
      const report = known.estimate({
        model: 'Qwen/Qwen3-8B',
        format: 'Q4_K_M',
        machine: { devices: [{ device: id, count: rows[0].count }], ...(unified ? {} : { host: { memory_gib: 32 } }) },
        workload: { context_tokens: 8192 },
      });
      assert.equal(grade, shownGrade(report), id);
    }
  }));

test('an asked speed moves the smallest machine, lives in the address and survives a reload', () =>
  withRanking(`model/?${MODEL}`, async (page) => {
    const first = () => page.locator('.smallest .pick-name a').first().innerText();
    const slow = await first();
    await page.fill('#speed', '100');
    await page.keyboard.press('Enter');
    await page.locator('#vendor').focus();
    assert.match(page.url(), /speed=100/);
    const fast = await first();
    assert.notEqual(fast, slow);
    await page.reload();
    await page.waitForSelector('canrun-model[data-whole]');
    assert.equal(await first(), fast);
    assert.equal(await page.inputValue('#speed'), '100');
  }));

test('a line opens the verdict of that machine; the steps say what more memory adds', () =>
  withRanking(`model/?${MODEL}`, async (page) => {
    await page.waitForSelector('.steps tbody tr');
    assert.equal(await page.locator('.steps tbody tr').count(), 4);
    const line = page.locator('.line-row[data-line="nvidia/geforce-rtx-4090"]');
    await line.click();
    const said = page.locator('.line.open .sentence');
    await said.waitFor();
    assert.match(await said.innerText(), /4090/);
    const text = (await said.innerText()).trim();
    await page.locator('.line.open .line-ways a').first().click();
    await page.waitForSelector('canrun-verdict .sentence');
    assert.equal((await page.locator('.sentence').innerText()).trim(), text);
  }));

test('a model that is not known offers the nearest', () =>
  withRanking('model/?model=Qwen/Qwen3-8C&ram=32', async (page) => {
    assert.equal((await linesOf(page)).length, 0);
    await page.locator('#model-error button').first().click();
    await page.waitForSelector('.ranking .line');
  }));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const language of ['', 'zh/']) {
    test(`axe finds nothing, and nothing is wider than a phone: ${colorScheme}, ${language || 'en'}`, () =>
      withRanking(
        `${language}model/?${MODEL}&vendor=Intel`,
        async (page) => {
          await page.locator('.line-row').first().click();
          await page.waitForSelector('.line.open .sentence');
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
          await assertAccessible(page, `${language}model/`);
        },
        { colorScheme, viewport: PHONE, locale: language ? 'zh-CN' : 'en-GB' },
      ));
  }
}
