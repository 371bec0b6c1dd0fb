import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedIn } from '../../web/src/question/state.js';
import { Figures } from '../../web/src/text/format.js';
import {
  addressOfCompared,
  byFormat,
  comparedIn,
  contextsOf,
  formatsOf,
} from '../../web/src/views/compare/question.js';
import { answerTo } from './contracts.js';
import { axeSource } from './packages.js';
import { browser, site } from './with-page.js';

const figures = new Figures('en');
const BOTH =
  'model=Qwen/Qwen3-8B&model=openai/gpt-oss-20b&device=nvidia/geforce-rtx-4090&device=2x+nvidia/geforce-rtx-3090&device=apple/m2-max-38-core-64gb&ram=32&context=32768';

/** @param {string} query @param {(page: any) => Promise<void>} steps @param {any} [options] */
async function onPage(query, steps, { path = 'compare/', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (/** @type {Error} */ error) => complaints.push(`thrown: ${error.message}`));
  try {
    await page.goto(`${site.address}${path}${query ? `?${query}` : ''}`);
    if (options.javaScriptEnabled !== false) await page.waitForSelector('canrun-compare .grid-table');
    await steps(page);
    assert.equal(await page.locator('[style]').count(), 0, 'inline styles');
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** The cells as they are shown: their text and where they lead. @param {any} page @returns {Promise<{text: string, href: string}[]>} */
const cellsOf = (page) =>
  page
    .locator('.cell')
    .evaluateAll((/** @type {HTMLAnchorElement[]} */ cells) =>
      cells.map((cell) => ({ text: (cell.textContent ?? '').replace(/\s+/g, ' ').trim(), href: cell.href })),
    );

test('an address says what is compared, and what is compared says its address', () => {
  for (const query of [
    BOTH,
    'model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-4090&formats=Q8_0,Q4_K_M&contexts=4096,32768&kv=q8_0',
    'model=a/b&device=none&ram=64',
    'model=a/b&device=nvidia/geforce-rtx-4090+%2B+2x+nvidia/geforce-rtx-3090&users=4',
  ]) {
    const compared = comparedIn(query);
    assert.deepEqual(comparedIn(addressOfCompared(compared)), compared, query);
  }
  const { machines } = comparedIn('device=nvidia/a+%2B+2x+nvidia/b&device=none');
  assert.deepEqual(machines, [[{ device: 'nvidia/a' }, { device: 'nvidia/b', count: 2 }], []]);
});

test('four of each at most, each once; what is no list of contexts is left out', () => {
  const compared = comparedIn(
    `${['a', 'b', 'b', 'c', 'd', 'e'].map((id) => `model=x/${id}`).join('&')}&contexts=8192,x,-1,4096,1.5,4096&formats=,Q8_0,,Q8_0`,
  );
  assert.deepEqual(compared.models, ['x/a', 'x/b', 'x/c', 'x/d']);
  assert.deepEqual(compared.contexts, [4096, 8192]);
  assert.deepEqual(compared.formats, ['Q8_0']);
});

test('one model on one machine is compared by format and context, up to what it was trained for', () => {
  const compared = comparedIn('');
  assert.ok(byFormat(compared));
  assert.deepEqual(contextsOf(compared, 40960), [4096, 8192, 32768, 40960]);
  assert.deepEqual(formatsOf(compared), ['Q8_0', 'Q6_K', 'Q4_K_M', 'Q3_K_M']);
  assert.deepEqual(formatsOf(comparedIn('model=a/b&format=IQ4_XS')).slice(0, 1), ['IQ4_XS']);
  assert.ok(!byFormat(comparedIn(BOTH)));
});

test('the page reads without a script, and says the same with one', async () => {
  /** @type {string[]} */
  let still = [];
  await onPage(
    '',
    async (page) => {
      still = (await cellsOf(page)).map(({ text }) => text);
    },
    { javaScriptEnabled: false },
  );
  assert.equal(still.length, 16);
  await onPage('', async (page) =>
    assert.deepEqual(
      (await cellsOf(page)).map(({ text }) => text),
      still,
    ),
  );
});

for (const [kind, query, count] of /** @type {[string, string, number][]} */ ([
  ['formats by contexts', 'model=google/gemma-3-12b-it&device=nvidia/geforce-rtx-4060-laptop&ram=16', 16],
  ['models by machines', BOTH, 6],
]))
  test(`${kind}: each cell leads to the question that it answers, and says what the engine does`, () =>
    onPage(query, async (page) => {
      const cells = await cellsOf(page);
      assert.equal(cells.length, count);
      for (const { text, href } of cells) {
        const { value: report } = await answerTo(askedIn(new URL(href).search, '')?.request);
        const devices = report.memory.pools.filter((/** @type {any} */ pool) => pool.kind !== 'host');
        const needed = devices.reduce(
          (/** @type {number} */ sum, /** @type {any} */ pool) => sum + pool.needed_bytes,
          0,
        );
        assert.ok(text.includes(`${figures.gib(needed)} GiB`), `${text}: ${href}`);
        const rate = report.speed.decode_tokens_per_second;
        assert.ok(text.includes(rate === null ? '–' : `${figures.rate(rate)} tokens/s`), `${text}: ${href}`);
      }
    }));

test('the verdict behind a cell says the same sentence as the answer side by side', () =>
  onPage(BOTH, async (page) => {
    const said = (await page.locator('.side-verdict').first().innerText()).replace(/\s+/g, ' ').trim();
    await page.locator('.side-table a').first().click();
    await page.waitForSelector('canrun-verdict .sentence');
    assert.equal((await page.locator('.sentence').first().innerText()).replace(/\s+/g, ' ').trim(), said);
  }));

test('rulers side by side have one scale: a GiB is as long on each of them', () =>
  onPage('model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-4090&device=nvidia/geforce-rtx-4060-laptop', async (page) => {
    await page.waitForSelector('.side-table canrun-ruler svg');
    const lengths = await page
      .locator('.side-table canrun-ruler svg')
      .evaluateAll((/** @type {SVGElement[]} */ rulers) =>
        rulers.map((ruler) => [...ruler.querySelectorAll('.tick-text')].map((tick) => tick.textContent).at(-1)),
      );
    assert.equal(lengths.length, 2);
    assert.equal(lengths[0], lengths[1]);
  }));

test('a model and a machine are added and taken out again with the keyboard; the address follows', () =>
  onPage('', async (page) => {
    await page.waitForFunction(
      () => /** @type {HTMLInputElement} */ (document.querySelector('#model-0')).value === 'Qwen3 8B',
    );
    await page.focus('#model-1');
    await page.keyboard.type('gpt-oss 20b');
    await page.waitForSelector('#model-1-list [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#model-2');
    await page.focus('#machine-1');
    await page.keyboard.type('rtx 4090');
    await page.waitForSelector('#machine-1-list [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.cell').length === 4);
    assert.match(
      page.url(),
      /model=Qwen\/Qwen3-8B&model=openai\/gpt-oss-20b&device=.*4060-laptop&device=nvidia\/geforce-rtx-4090/,
    );
    const shared = page.url();
    await page.focus('.take-out');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.cell').length === 2);
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll('.cell').length === 4);
    assert.equal(page.url(), shared);
  }));

test('formats and contexts are chosen, four and six at most', () =>
  onPage('', async (page) => {
    await page.click('.choices summary');
    assert.ok(await page.locator('.check:has-text("BF16") input').isDisabled());
    await page.uncheck('.check:has-text("Q3_K_M") input');
    await page.check('.check:has-text("BF16") input');
    await page.waitForFunction(() => document.querySelector('.grid-table')?.textContent?.includes('BF16'));
    assert.match(page.url(), /formats=BF16,Q8_0,Q6_K,Q4_K_M/);
    await page.uncheck('.check:has-text("32K") input');
    await page.waitForFunction(() => document.querySelectorAll('.cell').length === 12);
  }));

test('the curves of what stands side by side are drawn when they are opened', () =>
  onPage(BOTH, async (page) => {
    assert.equal(await page.locator('canrun-chart').count(), 0);
    await page.click('.curves-of summary');
    await page.waitForSelector('canrun-chart svg.chart');
    assert.equal(await page.locator('.chart-key li').count(), 2);
    assert.equal(await page.locator('svg.chart').count(), 2);
  }));

test('what an address says wrongly is named, and an unknown model leaves the others answered', () =>
  onPage('model=nobody/nothing&model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-4090&contxt=5', async (page) => {
    await page.waitForFunction(() => document.querySelectorAll('.cell').length === 2);
    assert.match(await page.locator('[role=status].error').innerText(), /contxt/);
    const [unknown, known] = await cellsOf(page);
    assert.match(unknown.text, /No model of this name/);
    assert.match(known.text, /GiB/);
  }));

test('on a phone the columns scroll in a region of their own, and the heads of the rows stay in sight; axe agrees', () =>
  onPage(
    BOTH,
    async (page) => {
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
      const place = await page.locator('.table-box:has(.side-table)').evaluate((/** @type {HTMLElement} */ box) => {
        box.scrollLeft = 200;
        const head = /** @type {HTMLElement} */ (box.querySelector('tbody th'));
        return { scrolled: box.scrollLeft, left: head.getBoundingClientRect().left - box.getBoundingClientRect().left };
      });
      assert.ok(place.scrolled > 100);
      assert.ok(Math.abs(place.left) < 1, String(place.left));
      await page.click('.choices summary');
      await page.click('.curves-of summary');
      await page.waitForSelector('canrun-chart svg.chart');
      await page.evaluate(axeSource);
      const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
      assert.deepEqual(
        violations.map((/** @type {any} */ one) => [one.id, one.nodes.map((/** @type {any} */ node) => node.html)]),
        [],
      );
    },
    { path: 'zh/compare/', viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' },
  ));
