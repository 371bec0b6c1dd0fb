// My machine: every model of the catalog ranked for one machine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byGrade, modelLines, sifted } from '../../web/src/ranking/models.js';
import { shownGrade } from '../../web/src/card/sentence.js';
import { picksOf } from '../../web/src/ranking/picks.js';
import { Names } from '../../web/src/catalog/names.js';
import { EXAMPLE } from '../../web/src/question/example.js';
import { catalog, engine } from './contracts.js';
import { PHONE, READY, assertAccessible, linesOf, withRanking } from './rankings.js';

const MACHINE = 'device=nvidia/geforce-rtx-4090&ram=64&format=Q4_K_M&context=8192';

/** A row of a ranking. @param {any} row */
const row = (row) => ({
  format: 'Q4_K_M',
  grade: 'yes',
  pace: 'instant',
  needed_bytes: 5e9,
  usable_bytes: 8e9,
  headroom_bytes: 3e9,
  parameters: 8e9,
  download_bytes: 5e9,
  decode_tokens_per_second: 40,
  ...row,
});

const names = new Names({
  formats: [
    { id: 'Q4_K_M', bits_per_weight: 4.8 },
    { id: 'Q2_K', bits_per_weight: 2.6 },
  ],
  models: [
    { id: 'a/chat', name: 'A chat', family: 'A', variant: 'instruct', released: '2024-01-01', license: 'MIT' },
    { id: 'a/base', name: 'A base', family: 'A', variant: 'base', released: '2024-01-01', license: 'MIT' },
    { id: 'b/base', name: 'B base', family: 'B', variant: 'base', released: '2023-01-01', license: 'MIT' },
    { id: 'c/code', name: 'C', family: 'C', variant: 'code', released: '2025-01-01', modalities: ['text', 'image'] },
    { id: 'd/small', name: 'D', family: 'D', variant: 'instruct', released: '2026-01-01', license: 'Apache-2.0' },
  ],
});

test('a base model of the same shape stands behind the one made for use; others have lines of their own', () => {
  const lines = modelLines([row({ model: 'a/base' }), row({ model: 'a/chat' }), row({ model: 'b/base' })], names);
  assert.deepEqual(
    lines.map((line) => [line.id, line.bases.map(({ model }) => model)]),
    [
      ['a/chat', ['a/base']],
      ['b/base', []],
    ],
  );
});

test('a base model of another shape, or with another answer, keeps its line', () => {
  for (const other of [{ parameters: 9e9 }, { needed_bytes: 6e9 }, { format: 'Q2_K' }]) {
    const lines = modelLines([row({ model: 'a/base', ...other }), row({ model: 'a/chat' })], names);
    assert.equal(lines.length, 2, JSON.stringify(other));
  }
});

test('best grade first; within a grade four bits before fewer, a comfortable pace before less, then the largest', () => {
  const lines = modelLines(
    [
      row({ model: 'a/chat', grade: 'no', pace: null, parameters: 70e9 }),
      row({ model: 'b/base', format: 'Q2_K', parameters: 16e9 }),
      row({ model: 'c/code', parameters: 4e9 }),
      row({ model: 'd/small', parameters: 7e9 }),
      row({ model: 'a/base', pace: 'slow', decode_tokens_per_second: 5 }),
    ],
    names,
  );
  assert.deepEqual(
    byGrade(lines).map(({ grade, lines: inside }) => [grade, inside.map(({ id }) => id)]),
    [
      ['yes', ['d/small', 'c/code', 'b/base']],
      ['yes_slow', ['a/base']],
      ['no', ['a/chat']],
    ],
  );
  const newest = byGrade(lines, 'newest')[0].lines.map(({ id }) => id);
  assert.deepEqual(newest, ['d/small', 'c/code', 'b/base']);
});

test('filters hold together', () => {
  const lines = modelLines(
    ['a/chat', 'b/base', 'c/code', 'd/small'].map((model, index) => row({ model, parameters: (index + 1) * 3e9 })),
    names,
  );
  const ids = (/** @type {any} */ filters) => sifted(lines, filters).map(({ id }) => id);
  assert.deepEqual(ids({ licence: 'MIT' }), ['a/chat', 'b/base']);
  assert.deepEqual(ids({ licence: 'MIT', task: 'base' }), ['b/base']);
  assert.deepEqual(ids({ modality: 'image' }), ['c/code']);
  assert.deepEqual(ids({ modality: 'text' }), ['a/chat', 'b/base', 'd/small']);
  assert.deepEqual(ids({ size: '5-10b' }), ['b/base', 'c/code']);
  assert.deepEqual(ids({ family: 'C', licence: 'MIT' }), []);
});

test('the picks follow their rules: yes, ten tokens a second, four bits, no base model, and half the size of the largest', () => {
  const lines = modelLines(
    [
      row({ model: 'a/chat', parameters: 9e9, decode_tokens_per_second: 20 }),
      row({ model: 'b/base', parameters: 20e9 }),
      row({ model: 'c/code', parameters: 5e9, decode_tokens_per_second: 90 }),
      row({ model: 'd/small', parameters: 4e9, decode_tokens_per_second: 200 }),
    ],
    names,
  );
  const { largest, newest, fastest, least } = picksOf(lines);
  assert.deepEqual([largest?.id, newest?.id, fastest?.id, least], ['a/chat', 'c/code', 'c/code', 4.5e9]);
  assert.equal(picksOf(lines, ({ id }) => id !== 'a/chat').largest?.id, 'c/code');
  for (const bad of [{ grade: 'offload' }, { format: 'Q2_K' }, { decode_tokens_per_second: 9, pace: 'slow' }]) {
    assert.equal(
      picksOf(modelLines([row({ model: 'a/chat', ...bad })], names)).largest,
      undefined,
      JSON.stringify(bad),
    );
  }
});

test("every model has a line or stands behind one, and a line's grade is the engine's", () =>
  withRanking(`machine/?${MACHINE}`, async (page) => {
    const lines = await linesOf(page);
    const all = catalog().models;
    assert.ok(lines.length > all.length * 0.9 && lines.length <= all.length, `${lines.length} lines`);
    assert.equal(new Set(lines.map(({ id }) => id)).size, lines.length);
    const known = await engine();
    for (const { id, grade, spoken } of lines.filter((_, index) => index % 23 === 0)) {
      const report = known.estimate({
        model: id,
        format: 'Q4_K_M',
        machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }], host: { memory_gib: 64 } },
        workload: { context_tokens: 8192 },
      });
      assert.equal(grade, shownGrade(report), id);
      assert.ok(spoken.includes(catalog().models.find((/** @type {any} */ model) => model.id === id).name), spoken);
    }
  }));

test('an opened line shows the verdict of its own page, and leads there', () =>
  withRanking(`machine/?${MACHINE}`, async (page) => {
    const line = page.locator('.line-row').nth(2);
    await line.click();
    const card = page.locator('.line.open .line-card');
    await card.locator('.sentence').waitFor();
    const said = await card.locator('.sentence').innerText();
    const way = card.locator('.line-ways a').first();
    await way.click();
    await page.waitForSelector('canrun-verdict .sentence');
    assert.equal((await page.locator('.sentence').innerText()).trim(), said.trim());
    assert.match(page.url(), /device=nvidia\/geforce-rtx-4090/);
  }));

test('sorting and filters live in the address, and survive a reload and another language', () =>
  withRanking(`machine/?${MACHINE}`, async (page) => {
    await page.selectOption('#sort', 'newest');
    await page.selectOption('#family', 'Qwen3');
    const { search } = new URL(page.url());
    assert.match(search, /sort=newest/);
    assert.match(search, /family=Qwen3/);
    const before = await linesOf(page);
    assert.ok(before.length > 3);
    const released = new Map(catalog().models.map((/** @type {any} */ model) => [model.id, model.released]));
    for (const grade of new Set(before.map((line) => line.grade))) {
      const days = before.filter((line) => line.grade === grade).map(({ id }) => released.get(id));
      assert.deepEqual(days, [...days].sort().reverse(), grade);
    }
    await page.reload();
    await page.waitForSelector(READY);
    assert.deepEqual(await linesOf(page), before);
    await page.click('.languages a[lang="zh-CN"]');
    await page.waitForSelector('html[lang="zh-CN"]');
    assert.deepEqual(
      (await linesOf(page)).map(({ id }) => id),
      before.map(({ id }) => id),
    );
    assert.equal(await page.inputValue('#family'), 'Qwen3');
  }));

test('when nothing passes the filters, the page says which one to drop', () =>
  withRanking(`machine/?${MACHINE}&family=Qwen3&modality=audio`, async (page) => {
    assert.equal((await linesOf(page)).length, 0);
    const ways = page.locator('.nothing-left button');
    assert.ok((await ways.count()) >= 2);
    await ways.first().click();
    assert.ok((await linesOf(page)).length > 0);
  }));

test('a device that is not known offers the nearest, and a press on it brings the list', () =>
  withRanking('machine/?device=nvidia/geforce-rtx-4900&ram=64&model=Qwen/Qwen3-8B', async (page) => {
    assert.equal((await linesOf(page)).length, 0);
    await page.locator('#device-0-error button').first().click();
    await page.waitForSelector('.ranking .line');
    assert.match(page.url(), /device=nvidia\/geforce-rtx-\d/);
  }));

test('another machine drops the answers of the one before', () =>
  withRanking(`machine/?${MACHINE}`, async (page) => {
    await page.fill('#device-0', 'RTX 3060 12 GB');
    await page.keyboard.press('Enter');
    await page.fill('#device-0', 'apple/m4-max-40-core-128gb');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /M4 Max/.test(document.querySelector('.ranking-sentence')?.textContent ?? ''));
    await page.waitForSelector(READY);
    const known = await engine();
    const lines = await linesOf(page);
    for (const { id, grade } of lines.filter((_, index) => index % 61 === 0)) {
      const report = known.estimate({
        model: id,
        format: 'Q4_K_M',
        machine: { devices: [{ device: 'apple/m4-max-40-core-128gb' }] },
        workload: { context_tokens: 8192 },
      });
      assert.equal(grade, shownGrade(report), id);
    }
  }));

test('by keyboard alone: to a line, open it, reach its verdict, close it', () =>
  withRanking(`machine/?${MACHINE}`, async (page) => {
    await page.locator('#task').focus();
    const at = () => page.evaluate(() => document.activeElement?.className);
    for (let presses = 0; presses < 12 && (await at()) !== 'line-row'; presses += 1) await page.keyboard.press('Tab');
    assert.equal(await at(), 'line-row');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.line.open .sentence');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded')), 'true');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.line.open', { state: 'detached' });
    assert.equal(await at(), 'line-row');
  }));

test("before any script the page shows the example's machine with the engine's numbers", () =>
  withRanking(
    'machine/',
    async (page) => {
      const known = await engine();
      const rows = await page.$$eval('.ranking a.line-row', (/** @type {HTMLAnchorElement[]} */ all) =>
        all.map((one) => one.href),
      );
      assert.equal(rows.length, 20);
      const model = new URL(rows[0]).searchParams.get('model');
      assert.equal(known.estimate({ .../** @type {any} */ (EXAMPLE), model }).verdict.grade, 'yes');
    },
    { script: false },
  ));

test('the list is narrow enough for a phone, and says the same in two lines', () =>
  withRanking(
    `machine/?${MACHINE}`,
    async (page) => {
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.locator('.line-row').first().click();
      await page.waitForSelector('.line.open .sentence');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    },
    { viewport: PHONE },
  ));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const language of ['', 'zh/']) {
    test(`axe finds nothing in the list with a line open: ${colorScheme}, ${language || 'en'}`, () =>
      withRanking(
        `${language}machine/?${MACHINE}&family=Qwen3`,
        async (page) => {
          await page.locator('.line-row').first().click();
          await page.waitForSelector('.line.open .sentence');
          await assertAccessible(page, `${language}machine/`);
        },
        { colorScheme, locale: language ? 'zh-CN' : 'en-GB' },
      ));
  }
}
