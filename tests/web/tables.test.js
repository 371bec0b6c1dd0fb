import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.js';
import { Figures } from '../../web/src/text/format.js';
import { askedIn } from '../../web/src/question/state.js';
import { openBrowser } from './browser.js';
import { engine, schemas } from './contracts.js';
import { Ajv, axeSource } from './packages.js';

const SITE = fileURLToPath(new URL('../../build/site/', import.meta.url));
const DATA = new URL('../../data/tables/', import.meta.url);
const LANGUAGES = /** @type {const} */ ({ en: '', zh: 'zh/' });
const LARGEST_SIZE_PAGE = 60_000;

/** @type {Record<string, any>} */
const files = Object.fromEntries(
  readdirSync(DATA).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, DATA), 'utf8'))]),
);
/** Tables with figures of others. */
const tables = Object.values(files).filter((file) => file.figures);
const sizes = files.sizes.sizes.map((/** @type {any} */ size) => size.id);

/** @param {string} path below the site's root */
const pageAt = (path) => readFileSync(join(SITE, path, 'index.html'), 'utf8');

/** @param {string} html */
const mainOf = (html) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));

/** What a reader reads. @param {string} html */
const textOf = (html) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

/** @param {string} html @param {string} id of a section */
const section = (html, id) => {
  const from = html.indexOf(`<section id="${id}">`);
  assert.notEqual(from, -1, id);
  return html.slice(from, html.indexOf('</section>', from));
};

/** Links with a question, and what they say. @param {string} html @returns {{query: string, text: string, computed: boolean}[]} */
const questionsIn = (html) =>
  [...html.matchAll(/<a\s([^>]*)href="[^"?]*\?([^"]*)"[^>]*>([^<]*)</g)].map(([, attributes, query, text]) => ({
    query: query.replaceAll('&amp;', '&'),
    text: text.trim(),
    computed: attributes.includes('class="computed"'),
  }));

/** @type {Map<string, any>} */
const known = new Map();
/** The report for the question of a link, as the page that it opens would ask for it. @param {string} query */
async function reportOf(query) {
  if (!known.has(query))
    known.set(query, (await engine()).estimate({ .../** @type {any} */ (askedIn(query, '')).request, include: [] }));
  return known.get(query);
}

/** @param {any} report */
const gpuBytes = (report) =>
  report.memory.pools
    .filter((/** @type {any} */ pool) => pool.kind !== 'host')
    .reduce((/** @type {number} */ sum, /** @type {any} */ pool) => sum + pool.needed_bytes, 0);

const everyPage = ['tables/', ...sizes.map((/** @type {string} */ id) => `tables/${id}/`)];

test('every file of tables keeps to its schema', () => {
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  for (const schema of Object.values(schemas)) ajv.addSchema(schema);
  const schema = new URL('../../data/schema/table.schema.json', import.meta.url);
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
  for (const [name, file] of Object.entries(files)) {
    assert.ok(validate(file), `${name}: ${JSON.stringify(validate.errors?.slice(0, 4))}`);
    assert.equal(file.id, name);
  }
});

test('every published figure belongs to a cell and to a source, and every source has a figure', () => {
  for (const { id, rows, columns, sources, figures } of tables) {
    const ids = (/** @type {any[]} */ list) => list.map((one) => one.id);
    for (const list of [rows, columns, sources]) assert.equal(new Set(ids(list)).size, list.length, id);
    for (const figure of figures) {
      assert.ok(ids(rows).includes(figure.row), `${id}: row ${figure.row}`);
      assert.ok(ids(columns).includes(figure.column), `${id}: column ${figure.column}`);
      assert.ok(ids(sources).includes(figure.source), `${id}: source ${figure.source}`);
    }
    for (const source of sources)
      assert.ok(
        figures.some((/** @type {any} */ figure) => figure.source === source.id),
        `${id}: no figure of ${source.id}`,
      );
  }
});

test('every computed figure is what the engine answers to the question of its link', async () => {
  const figures = new Figures('en');
  let compared = 0;
  for (const prefix of Object.values(LANGUAGES))
    for (const path of everyPage)
      for (const { query, text, computed } of questionsIn(mainOf(pageAt(prefix + path)))) {
        if (!computed || !text.endsWith('GiB')) continue;
        assert.equal(text, `${figures.gib(gpuBytes(await reportOf(query)))} GiB`, `${path}: ${query}`);
        compared++;
      }
  assert.ok(compared > 500, String(compared));
});

test('every cell of a table that is computed has a figure', () => {
  const html = pageAt('tables/');
  for (const { id, kind, rows, columns } of tables) {
    if (kind !== 'memory') continue;
    const links = questionsIn(section(html, id)).filter(({ computed }) => computed);
    assert.equal(links.length, rows.length * columns.length, id);
  }
});

test('the parts beside a figure are those of its report', async () => {
  const figures = new Figures('en');
  const html = section(pageAt('tables/'), 'context-requests');
  const cells = [...html.matchAll(/<td>([\s\S]*?)<\/td>/g)].map(([, cell]) => cell);
  assert.equal(cells.length, 4 * 8);
  for (const cell of cells) {
    const [{ query }] = questionsIn(cell);
    const { items } = (await reportOf(query)).memory;
    assert.ok(textOf(cell).includes(`KV cache ${figures.gib(items.kv_cache_bytes)} GiB`), query);
  }
});

test('a context longer than the model was trained for is marked', async () => {
  const marked = questionsIn(section(pageAt('tables/'), 'context-requests'));
  const html = section(pageAt('tables/'), 'context-requests');
  for (const { query } of marked) {
    const { reasons } = (await reportOf(query)).verdict;
    const beyond = reasons.some((/** @type {any} */ reason) => reason.code === 'beyond-trained-context');
    const after = html.slice(html.indexOf(query.replaceAll('&', '&amp;'))).replace(/^[^<]*<\/a\s*>/, '');
    assert.equal(/^\s*†/.test(after), beyond, query);
  }
});

test('every machine that is named as enough is graded yes', async () => {
  let named = 0;
  for (const path of everyPage)
    for (const { query, text } of questionsIn(mainOf(pageAt(path)))) {
      if (!/^\d+ × /.test(text)) continue;
      assert.equal((await reportOf(query)).verdict.grade, 'yes', `${path}: ${query}`);
      named++;
    }
  assert.ok(named > 200, String(named));
});

test('a GPU runs the size that its row names, and not the next one', async () => {
  const rows = [...section(pageAt('tables/'), 'gpus').matchAll(/<tr>([\s\S]*?)<\/tr>/g)].slice(1);
  assert.equal(rows.length, files.gpus.devices.length);
  const lines = files['size-classes'].rows;
  for (const [, row] of rows) {
    const [{ query, text }] = questionsIn(row);
    const { request } = /** @type {any} */ (askedIn(query, ''));
    assert.equal((await reportOf(query)).verdict.grade, 'yes', query);
    const next = lines[lines.findIndex((/** @type {any} */ line) => line.label === text) + 1];
    const larger = (await engine()).estimate({ ...request, model: next.request.model, include: [] });
    assert.notEqual(larger.verdict.grade, 'yes', `${query}: ${next.label}`);
    assert.match(row, /class="reference"/, query);
  }
});

test('published figures stand there with the digits and the unit of their source', () => {
  const html = pageAt('tables/');
  const has = (/** @type {string} */ id, /** @type {string} */ said) =>
    assert.ok(textOf(section(html, id)).replaceAll('\u00a0', ' ').includes(said), `${id}: ${said}`);
  // github.com/01-ai/Yi, README: memory by batch size
  for (const said of ['BF16: 76 GB', 'BF16: > 80 GB', 'GPTQ: 58 GB', 'AWQ: 40 GB', 'AWQ: 4 GB']) has('yi-batch', said);
  // Qwen2 documentation, speed benchmark, 7B and 72B
  has('qwen2-7b-context', 'BF16: 42.62 GB, 17.49 tokens/s');
  has('qwen2-7b-context', 'AWQ: 5.93 GB, 33.08 tokens/s');
  has('qwen2-speed', '256.16 tokens/s');
  has('qwen2-speed', '27.98 tokens/s on 4 cards');
  has('size-classes', 'GPTQ-Int8: 80.60 GB');
  // github.com/THUDM/GLM-130B, README: hardware
  has('size-classes', 'INT4: runs on 4 × NVIDIA GeForce RTX 3090');
  // Hugging Face, model training anatomy
  has('training', '18 [1]');
});

test('tables of what is not computed yet say so', () => {
  for (const { id } of tables.filter(({ kind }) => kind === 'published')) {
    const html = section(pageAt('tables/'), id);
    assert.match(html, /canrun does not compute this yet/, id);
    assert.doesNotMatch(html, /class="computed"/, id);
  }
});

test('both languages have the same figures and ask the same questions', () => {
  for (const path of everyPage) {
    const [en, zh] = Object.values(LANGUAGES).map((prefix) => mainOf(pageAt(prefix + path)));
    const numbers = (/** @type {string} */ html) =>
      [...html.matchAll(/<t[dh][\s\S]*?<\/t[dh]>/g)].map(([cell]) => textOf(cell).match(/\d[\d,.]*\d|\d/g) ?? []);
    assert.deepEqual(numbers(zh), numbers(en), path);
    const asked = (/** @type {string} */ html) => questionsIn(html).map(({ query }) => query);
    assert.deepEqual(asked(zh), asked(en), path);
  }
});

test('no key and no hole stands where words should', () => {
  for (const prefix of Object.values(LANGUAGES))
    for (const path of everyPage) {
      const html = pageAt(prefix + path);
      const text = textOf(mainOf(html)) + /<title>(.*?)<\/title>/.exec(html)?.[1];
      assert.doesNotMatch(text, /\b(tables|view|unit)\.[a-z]|undefined|NaN|\[object|\{\w+\}/, path);
    }
});

/** @param {{query: string}} link */
const contextOf = ({ query }) => Number(new URLSearchParams(query).get('context'));

test('each size class has a page that answers in its first sentence and stays small', () => {
  for (const [language, prefix] of Object.entries(LANGUAGES))
    for (const { id, label, model } of files.sizes.sizes) {
      const html = pageAt(`${prefix}tables/${id}/`);
      assert.ok(Buffer.byteLength(html) < LARGEST_SIZE_PAGE, `${id}: ${Buffer.byteLength(html)}`);
      const title = /<title>(.*?)<\/title>/.exec(html)?.[1];
      assert.equal(
        title,
        language === 'en' ? `How much GPU memory does a ${label} model need?` : `运行 ${label} 需要多大显存？`,
      );
      assert.ok(html.includes(`<h1>${title}</h1>`), id);
      const lead = textOf(/<p class="lead">([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '');
      const asked = questionsIn(html).filter(({ computed }) => computed);
      const largest = Math.max(...asked.map(contextOf).filter((tokens) => tokens <= files.sizes.answer.context_tokens));
      for (const format of files.sizes.answer.formats) {
        const own = asked.find((link) => link.query.includes(`format=${format}`) && contextOf(link) === largest);
        assert.ok(lead.includes(format) && lead.includes(own?.text ?? '?'), `${id}: ${format} ${own?.text} in ${lead}`);
      }
    }
});

/** @type {{address: string, close: () => Promise<void>}} */
let server;
/** @type {any} */
let browser;

before(async () => {
  server = await serve();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('on a phone a wide table scrolls inside its own box, by keys too, and keeps its first column in sight', async () => {
  for (const path of ['tables/', 'zh/tables/70b/']) {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
    await page.goto(`${server.address}${path}`);
    const box = page.locator('.table-box').first();
    await box.focus();
    const before = await box.locator('tbody th').first().boundingBox();
    await box.evaluate((/** @type {HTMLElement} */ element) => element.scrollBy(200, 0));
    const {
      left,
      own,
      page: width,
    } = await box.evaluate((/** @type {HTMLElement} */ element) => ({
      left: element.scrollLeft,
      own: document.activeElement === element && element.getAttribute('aria-label'),
      page: document.documentElement.scrollWidth,
    }));
    assert.equal(left, 200, path);
    assert.ok(own, path);
    assert.equal(width, 360, path);
    assert.equal((await box.locator('tbody th').first().boundingBox())?.x, before?.x, path);
    await page.close();
  }
});

test('a figure opens its verdict', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${server.address}zh/tables/8b/`);
  const link = page.locator('a.computed').first();
  const figure = (await link.innerText()).trim();
  await link.click();
  await page.locator('.card', { hasText: 'Llama 3.1 8B' }).waitFor();
  assert.match(new URL(page.url()).pathname, /\/zh\/$/);
  assert.match(figure, /^\d.* GiB$/);
  await page.close();
});

test('axe finds nothing on the page of a size, small targets included', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await page.goto(`${server.address}zh/tables/70b/`);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    /** @type {any} */ (window).axe.run(document, { rules: { 'target-size': { enabled: true } } }),
  );
  assert.deepEqual(
    violations.map((/** @type {any} */ violation) => [violation.id, violation.nodes[0].html]),
    [],
  );
  await page.close();
});
