import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '../../web/node_modules/@lit-labs/ssr/index.js';
import { collectResult } from '../../web/node_modules/@lit-labs/ssr/lib/render-result.js';
import { asked, curveOf, pointOf, stops } from '../../web/src/chart/curve.js';
import { spread } from '../../web/src/chart/draw.js';
import { charts } from '../../web/src/chart/templates.js';
import { Names } from '../../web/src/catalog/names.js';
import { EXAMPLE } from '../../web/src/question/example.js';
import { Context } from '../../web/src/text/context.js';
import { dictionaries } from '../../web/scripts/languages.js';
import { serve } from '../../web/serve.js';
import { openBrowser } from './browser.js';
import { answerTo, catalog } from './contracts.js';

const answer = async (/** @type {any} */ request) => (await answerTo(request)).value;
const contextOf = (/** @type {string} */ language) =>
  new Context(language, /** @type {any} */ (dictionaries.get(language)), new Names(catalog()));
const context = contextOf('en');

/** @param {any} template */
const drawn = async (template) => (await collectResult(render(template))).replace(/<!--[^]*?-->/g, '');

test('the stops are doublings up to what the model was trained for, nine at most', () => {
  assert.deepEqual(stops(40960), [1024, 2048, 4096, 8192, 16384, 32768, 40960]);
  assert.deepEqual(stops(4096), [1024, 2048, 4096]);
  assert.deepEqual(stops(512), [512]);
  assert.equal(stops(1048576).length, 9);
  assert.equal(stops(1048576)[0], 4096);
  assert.equal(stops(0).at(-1), 131072);
  for (const trained of [512, 2048, 40960, 131072, 262144, 1048576, 10485760]) {
    const all = asked(trained);
    assert.deepEqual(
      all,
      [...new Set(all)].sort((a, b) => a - b),
    );
    for (const stop of stops(trained)) assert.ok(all.includes(stop));
  }
});

test("each point of a curve is the engine's answer to the question at that context", async () => {
  for (const request of [
    EXAMPLE,
    {
      model: 'openai/gpt-oss-120b',
      machine: { devices: [{ device: 'nvidia/geforce-rtx-5090' }], host: { memory_gib: 128 } },
      workload: { context_tokens: 65536, concurrency: 2 },
      options: { kv_type: 'q8_0' },
    },
  ]) {
    const report = await answer(request);
    const curve = await curveOf(request, report, answer);
    assert.deepEqual(
      curve.points.map((point) => point.context),
      asked(report.limits.trained_context_tokens),
    );
    for (const point of curve.points) {
      const { verdict, memory, speed } = await answer({
        ...request,
        format: report.resolved.format,
        workload: { ...request.workload, context_tokens: point.context },
      });
      assert.equal(point.grade, verdict.grade);
      assert.equal(point.rate, speed.decode_tokens_per_second);
      const device = memory.pools.filter((/** @type {any} */ pool) => pool.kind !== 'host');
      assert.equal(
        point.device,
        device.reduce((/** @type {number} */ sum, /** @type {any} */ pool) => sum + pool.needed_bytes, 0),
      );
      if (verdict.grade === 'offload') assert.equal(point.device + point.host, memory.needed_bytes);
    }
    // At its own context a curve goes through its own answer.
    const own = curve.points.find((point) => point.context === report.resolved.workload.context_tokens);
    assert.deepEqual(own && { ...own }, pointOf(report));
  }
});

test('more context never needs less, along every curve', async () => {
  for (const model of ['Qwen/Qwen3-8B', 'google/gemma-3-12b-it', 'deepseek-ai/DeepSeek-V3']) {
    const request = { ...EXAMPLE, model, machine: { devices: [], host: { memory_gib: 2048 } } };
    const { points } = await curveOf(request, await answer(request), answer);
    points.forEach(
      (point, index) => index && assert.ok(point.items.kv_cache_bytes >= points[index - 1].items.kv_cache_bytes),
    );
  }
});

test('the table says what the curves show, in both languages', async () => {
  const report = await answer(EXAMPLE);
  const curve = await curveOf(EXAMPLE, report, answer);
  for (const language of ['en', 'zh']) {
    const own = contextOf(language);
    const html = await drawn(charts([{ name: 'Qwen3 8B', curve }], own, { width: 600, id: 'x', marked: 8192 }));
    const rows = [...html.matchAll(/<tr>\s*<th scope="row">([^<]*)<\/th>([^]*?)<\/tr>/g)].map(([, head, cells]) => [
      head,
      ...[...cells.matchAll(/<td>([^<]*)<\/td>/g)].map(([, cell]) => cell),
    ]);
    assert.equal(rows.length, stops(40960).length);
    const at = rows.find(([head]) => head === '8K');
    assert.deepEqual(at, [
      '8K',
      own.words.say(`grade.${report.verdict.grade}`),
      own.words.say('unit.gib', { value: own.figures.gib(report.memory.pools[0].needed_bytes) }),
      own.words.say('unit.rate', { value: own.figures.rate(report.speed.decode_tokens_per_second) }),
    ]);
    assert.doesNotMatch(html, /NaN|undefined|style=/);
    for (const [, label] of html.matchAll(/role="img" aria-label="([^"]*)"/g)) assert.match(label, /Qwen3 8B.*1K.*40K/);
  }
});

test('several questions are told apart by number and dash, and a name is text', async () => {
  const report = await answer(EXAMPLE);
  const curve = await curveOf(EXAMPLE, report, answer);
  const series = ['<img src=x onerror=alert(1)>', 'b', 'c', 'd'].map((name) => ({ name, curve }));
  const html = await drawn(charts(series, context, { width: 328, id: 'x' }));
  assert.doesNotMatch(html, /<img/);
  assert.match(html, /&lt;img src=x/);
  for (const number of [1, 2, 3, 4]) assert.match(html, new RegExp(`curve-${number}"`));
});

test('a curve without any speed says so instead of drawing', async () => {
  const points = [1024, 2048].map((tokens) => ({
    context: tokens,
    grade: 'no',
    device: 5e9,
    host: 0,
    items: {},
    rate: null,
  }));
  const html = await drawn(
    charts([{ name: 'x', curve: { points, usable: null, trained: 2048 } }], context, { width: 328, id: 'x' }),
  );
  assert.match(html, /no speed/);
  assert.doesNotMatch(html, /NaN/);
});

test('labels keep their distance and stay on the drawing', () => {
  assert.deepEqual(spread([10, 12, 90], 16, 100), [10, 26, 90]);
  assert.deepEqual(spread([90, 95, 99], 16, 100), [68, 84, 100]);
  assert.deepEqual(spread([], 16, 100), []);
});

test('on the card the curves come when they are opened, follow the question, and are fetched by nobody else', async () => {
  const site = await serve();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'en-GB' });
    /** @type {string[]} */
    const fetched = [];
    page.on('request', (/** @type {any} */ request) => fetched.push(request.url()));
    await page.goto(site.address);
    await page.waitForSelector('canrun-verdict .curves-of');
    await page.waitForLoadState('networkidle');
    assert.deepEqual(
      fetched.filter((url) => /chart/.test(url)),
      [],
    );
    await page.click('.curves-of summary');
    await page.waitForSelector('canrun-chart svg.chart');
    assert.equal(await page.locator('canrun-chart svg.chart').count(), 2);
    const label = () => page.locator('svg.chart').first().getAttribute('aria-label');
    const before = await label();
    assert.match(before, /^Qwen3 8B: [\d.]+ GiB at 1K tokens of context, [\d.]+ GiB at 40K\.$/);
    await page.goto(`${site.address}?model=google/gemma-3-12b-it&device=nvidia/geforce-rtx-4090&format=Q8_0`);
    await page.waitForSelector('canrun-verdict .curves-of');
    await page.click('.curves-of summary');
    await page.waitForSelector('canrun-chart svg.chart');
    assert.match(await label(), /^Gemma 3 12B Instruct: .* at 128K\.$/);
    assert.equal(await page.locator('[style]').count(), 0);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
  } finally {
    await browser.close();
    await site.close();
  }
});
