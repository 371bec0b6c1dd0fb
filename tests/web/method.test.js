import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { differsText } from '../../web/src/card/rules.js';
import { Names } from '../../web/src/catalog/names.js';
import { parsed } from '../../web/src/maths/expression.js';
import { drawn, element, figure } from '../../web/src/maths/mathml.js';
import { symbol } from '../../web/src/maths/symbols.js';
import { EXAMPLE } from '../../web/src/question/example.js';
import { Context } from '../../web/src/text/context.js';
import { Figures } from '../../web/src/text/format.js';
import { termOf, typesOf, valuesOf } from '../../web/src/views/method/live.js';
import { answerTo, catalog, manyRequests } from './contracts.js';
import { comesTo } from './formulas.js';
import { axeSource } from './packages.js';
import { browser, site } from './with-page.js';

const figures = new Figures('en');
const english = new Context(
  'en',
  JSON.parse(readFileSync(new URL('../../web/src/i18n/en.json', import.meta.url), 'utf8')),
  new Names({}),
);

/** @param {string} expression @param {Record<string, number>} values */
const withFigures = (expression, values) =>
  drawn(
    parsed(expression),
    (name) => figure(values[name], figures),
    (text) => element('mn', text),
  );

test('an expression drawn as a formula keeps its meaning: fractions, brackets, signs and functions', () => {
  for (const [expression, value] of /** @type {[string, number][]} */ ([
    ['1 + 2 * 3 - 4 / (1 + 1)', 5],
    ['10 - (2 - 3)', 11],
    ['10 - 2 - 3', 5],
    ['2 * (3 + 4) * 5', 70],
    ['-(2 + 3) * 2', -10],
    ['1 / (a / b + max(c, 4 / 8))', 0.8],
    ['floor(7 / 2) + ceil(7 / 2)', 7],
    ['min(9, 2 + 3) * 1e3', 5000],
    ['24 / 4 / 2', 3],
    ['24 / 4 * 2', 12],
  ]))
    assert.equal(comesTo(withFigures(expression, { a: 3, b: 4, c: 0.25 })), value, expression);
});

test('what is no expression is refused and not drawn', () => {
  for (const text of ['', '1 +', '(1', '1)', 'a b', 'sin(1)', '1 ** 2', 'max()', 'a.b', '<b>', '1 / / 2', 'max(1;2)'])
    assert.throws(() => parsed(text), SyntaxError, text);
});

test("every formula of every report, drawn with its values, comes to the report's result", async () => {
  let seen = 0;
  for (const request of manyRequests()) {
    const { value: report } = await answerTo(request);
    for (const term of report.explain) {
      const result = comesTo(withFigures(term.expression, term.values));
      // Values that are no whole numbers are shown with six digits.
      const tolerance = Object.values(term.values).every(Number.isInteger) ? 1e-9 : 1e-4;
      assert.ok(
        Math.abs(result - term.result) <= tolerance * Math.max(1, Math.abs(term.result)),
        `${term.term} of ${JSON.stringify(request)}: ${result}, not ${term.result}`,
      );
      seen += 1;
    }
  }
  assert.ok(seen > 300, String(seen));
});

test('within a formula no two values bear the same letter', async () => {
  for (const request of manyRequests()) {
    const { value: report } = await answerTo(request);
    for (const term of report.explain) {
      const letters = Object.keys(term.values).map((name) => JSON.stringify(symbol(name)));
      assert.equal(new Set(letters).size, letters.length, Object.keys(term.values).join(' '));
    }
  }
});

test('long round figures are written as powers of ten, others in full', () => {
  const shown = (/** @type {number} */ value) => JSON.stringify(figure(value, figures));
  assert.match(shown(256e9), /"256".*"10".*"9"/);
  assert.match(shown(92.9e12), /"92.9".*"12"/);
  assert.match(shown(5860777984), /"5,860,777,984"/);
  assert.match(shown(8192), /"8,192"/);
  assert.match(shown(0), /"0"/);
});

test('the number types of the weights have the layouts of ggml, and their values are the published parameters', async () => {
  const { value: report } = await answerTo(EXAMPLE);
  const term = /** @type {any} */ (termOf(report, 'weights_bytes'));
  // ggml-org/llama.cpp ggml/src/ggml-common.h: block_q4_K, block_q6_K.
  assert.deepEqual(
    typesOf(term).map(({ type, block, bytes, bits }) => [type, block, bytes, bits]),
    [
      ['q4_k', 256, 144, 4.5],
      ['q6_k', 256, 210, 6.5625],
      ['f32', 1, 4, 32],
    ],
  );
  const { published } = catalog().models.find((/** @type {any} */ model) => model.id === EXAMPLE.model).parameters;
  assert.equal(valuesOf(report), published);
});

/** @param {string} path @param {(page: any) => Promise<void>} steps @param {any} [options] */
async function onPage(path, steps, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (/** @type {Error} */ error) => complaints.push(`thrown: ${error.message}`));
  page.on(
    'console',
    (/** @type {any} */ message) =>
      message.type() === 'error' && !/404/.test(message.text()) && complaints.push(`console: ${message.text()}`),
  );
  try {
    await page.goto(`${site.address}${path}`);
    await steps(page);
    assert.equal(await page.locator('[style]').count(), 0, 'inline styles');
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** What the places with figures say. @param {any} page @returns {Promise<Record<string, string>>} */
const figuresOf = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-live]')].map((place) => [
        /** @type {HTMLElement} */ (place).dataset.live,
        place.textContent?.replace(/\s+/g, ' ').trim(),
      ]),
    ),
  );

test('the page reads without a script, and says the same of the example with one', async () => {
  /** @type {Record<string, string>} */
  let still = {};
  await onPage(
    'method/',
    async (page) => {
      still = await figuresOf(page);
    },
    { javaScriptEnabled: false },
  );
  assert.ok(Object.keys(still).length >= 14);
  await onPage('method/', async (page) => {
    await page.waitForSelector('#picker #device');
    await page.waitForSelector('canrun-chart svg');
    assert.deepEqual(await figuresOf(page), still);
  });
});

const QUESTIONS = [
  '',
  'model=google/gemma-3-27b-it&device=nvidia/geforce-rtx-4090&ram=64&context=131072&format=Q8_0',
  'model=deepseek-ai/DeepSeek-V3&device=8x+nvidia/h100-sxm5-80gb&context=16384&format=Q4_K_M',
  'model=Qwen/Qwen3-Next-80B-A3B-Instruct&device=apple/m2-max-38-core-64gb&context=32768&kv=q8_0',
];

test("the figures are those of the question in the address, to the byte the engine's", async () => {
  for (const query of QUESTIONS) {
    await onPage(`method/?${query}`, async (page) => {
      await page.waitForSelector('canrun-chart svg');
      const { askedIn } = await import('../../web/src/question/state.js');
      const { value: report } = await answerTo(askedIn(query, '')?.request ?? EXAMPLE);
      const said = await figuresOf(page);
      assert.ok(said.total.includes(figures.count(report.memory.needed_bytes)), query);
      for (const [item, place] of [
        ['weights_bytes', 'weights'],
        ['kv_cache_bytes', 'kv'],
        ['state_bytes', 'state'],
        ['compute_bytes', 'compute'],
        ['output_bytes', 'output'],
        ['overhead_bytes', 'overhead'],
      ]) {
        const bytes = report.memory.items[item];
        if (!bytes) continue;
        assert.ok(said[place].includes(`= ${figures.count(bytes)} bytes`.slice(2)), `${query}: ${place}`);
        assert.ok(said.total.includes(figures.count(bytes)), `${query}: ${place} in the sum`);
      }
      for (const pool of report.memory.pools)
        if (pool.kind === 'unified')
          assert.ok(said.fit.includes(figures.exact(pool.usable_bytes - pool.needed_bytes)), query);
      if (report.speed.decode_tokens_per_second)
        assert.ok(said.decode.includes(figures.rate(report.speed.decode_tokens_per_second)), query);
      if (report.limits.max_context_tokens)
        assert.ok(said.reach.includes(figures.count(report.limits.max_context_tokens)), query);
      for (const rule of report.rules_of_thumb) {
        assert.ok(said.rules.includes(figures.gib(rule.total_bytes)), query);
        assert.ok(said.rules.includes(differsText(rule, report, english)), `${query}: why ${rule.id} differs`);
      }
    });
  }
});

test('the formulas are MathML that a browser lays out: each element with as many parts as it takes', async () => {
  for (const query of QUESTIONS) {
    await onPage(`method/?${query}`, async (page) => {
      await page.waitForSelector('canrun-chart svg');
      const wrong = await page.evaluate(() => {
        const parts = /** @type {Record<string, number>} */ ({
          mfrac: 2,
          msub: 2,
          msup: 2,
          mi: 0,
          mn: 0,
          mo: 0,
          mtext: 0,
        });
        return [...document.querySelectorAll('math, math *')].flatMap((node) => {
          const said = [];
          if (!(node instanceof MathMLElement)) said.push(`${node.localName} is no MathML`);
          const wanted = parts[node.localName];
          if (wanted !== undefined && node.children.length !== wanted)
            said.push(`${node.localName}: ${node.outerHTML}`);
          if (node.localName === 'math' && node.getBoundingClientRect().width < 5)
            said.push('a formula without a width');
          return said;
        });
      });
      assert.deepEqual(wrong, [], query);
      assert.ok((await page.locator('math').count()) > 20);
    });
  }
});

test('another model and another device, picked with the keyboard, change every figure and the address', () =>
  onPage('method/?context=4096&model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-4090', async (page) => {
    await page.waitForSelector('canrun-chart svg');
    await page.waitForFunction(
      () => /** @type {HTMLInputElement} */ (document.querySelector('#model')).value === 'Qwen3 8B',
    );
    const before = await figuresOf(page);
    await page.focus('#model');
    await page.keyboard.type('gemma 3 27b it');
    await page.waitForSelector('#model-list [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('[data-live=question]')?.textContent?.includes('Gemma 3 27B'),
    );
    assert.match(page.url(), /model=google\/gemma-3-27b-it.*context=4096/);
    const { value: report } = await answerTo({
      model: 'google/gemma-3-27b-it',
      machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }] },
      workload: { context_tokens: 4096 },
    });
    const after = await figuresOf(page);
    assert.notEqual(after.total, before.total);
    assert.ok(after.total.includes(figures.count(report.memory.needed_bytes)));
    await page.goBack();
    await page.waitForFunction(() => document.querySelector('[data-live=question]')?.textContent?.includes('Qwen3 8B'));
    assert.deepEqual(await figuresOf(page), before);
  }));

test('a question that is refused says so at its field and shows no figures of another one', () =>
  onPage('method/?model=nobody/nothing&device=nvidia/geforce-rtx-4090', async (page) => {
    await page.waitForSelector('#model-error');
    assert.equal(await page.inputValue('#model'), 'nobody/nothing');
    assert.equal(Object.values(await figuresOf(page)).join(''), '');
  }));

test('every source that is cited with an address is a link to it, and every section names one', () => {
  const html = readFileSync(new URL('../../build/site/method/index.html', import.meta.url), 'utf8');
  for (const name of ['weights', 'kv', 'compute', 'overhead', 'fit', 'offload', 'decode', 'prefill', 'reach']) {
    const section = new RegExp(`<section aria-labelledby="${name}">([^]*?)</section>`).exec(html)?.[1] ?? '';
    assert.match(section, /Source: /, name);
  }
  for (const paper of ['2305.13245', '2310.06825', '2405.04434', '2312.00752'])
    assert.ok(html.includes(`href="https://arxiv.org/abs/${paper}"`), paper);
});

test('axe finds nothing on a phone either, with the table of the curves open', () =>
  onPage(
    'zh/method/',
    async (page) => {
      await page.waitForSelector('canrun-chart svg');
      await page.click('canrun-chart summary');
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
      assert.deepEqual(
        violations.map((/** @type {any} */ one) => [one.id, one.nodes.map((/** @type {any} */ node) => node.html)]),
        [],
      );
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
    },
    { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' },
  ));
