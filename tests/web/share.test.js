import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { csvText, jsonText, markdownText, sentenceText } from '../../web/src/card/share.js';
import { Names } from '../../web/src/catalog/names.js';
import { Context } from '../../web/src/text/context.js';
import { answerTo, catalog, reportProblems, requestProblems } from './contracts.js';
import { DESKTOP, PHONE, QUESTIONS, assertAccessible, expected, verdict, withPage } from './with-page.js';

const english = new Context(
  'en',
  JSON.parse(await readFile(new URL('../../web/src/i18n/en.json', import.meta.url), 'utf8')),
  new Names(catalog()),
);
const OFFLOAD = {
  model: 'meta-llama/Llama-3.3-70B-Instruct',
  format: 'Q4_K_M',
  machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }], host: { memory_gib: 64 } },
};

/** Lines of RFC 4180. @param {string} text @returns {string[][]} */
const table = (text) =>
  text
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .map(([, cell]) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
        .slice(0, 5),
    );

test('the table holds what each memory holds, to the byte', async () => {
  const { value: report } = await answerTo(OFFLOAD);
  const [head, ...rows] = table(csvText(report, english));
  assert.deepEqual(head, ['pool', 'index', 'name', 'item', 'bytes']);
  for (const pool of report.memory.pools) {
    const own = rows.filter(([kind, index]) => kind === pool.kind && Number(index) === pool.index);
    const items = own.filter(([, , , item]) => item in pool.items);
    assert.equal(
      items.reduce((sum, [, , , , bytes]) => sum + Number(bytes), 0),
      pool.needed_bytes,
    );
    assert.ok(own.some(([, , , item, bytes]) => item === 'needed_bytes' && Number(bytes) === pool.needed_bytes));
  }
});

test('a hostile name is no formula, no markup and no second cell', async () => {
  const name = '=HYPERLINK("http://x"),|<img src=x>*_`';
  const { value: report } = await answerTo({
    ...OFFLOAD,
    machine: { devices: [{ device: { name, memory_gib: 24, bandwidth_gb_s: 900 } }] },
  });
  for (const [, , cell] of table(csvText(report, english)).slice(1)) assert.doesNotMatch(cell, /^[=+\-@]/);
  const markdown = markdownText(report, english, 'https://example.org/?a=b');
  assert.doesNotMatch(markdown, /(?<!\\)[<`]/);
  assert.match(markdown, /\\<img src=x\\>/);
});

test('the JSON is the request as it was asked and the whole report, both as the schemas say', async () => {
  const { value: report } = await answerTo(OFFLOAD);
  const taken = JSON.parse(jsonText(report, OFFLOAD));
  assert.deepEqual(requestProblems(taken.request), []);
  assert.deepEqual(reportProblems(taken.report), []);
  assert.deepEqual((await answerTo(taken.request)).value, report);
});

test('the sentence and the Markdown say what the card says', async () => {
  const { value: report } = await answerTo(OFFLOAD);
  const sentence = sentenceText(report, english);
  assert.match(sentence, /^Only with system RAM: Llama 3\.3 70B Instruct \(Q4_K_M\) is too big for your 24 GB/);
  const markdown = markdownText(report, english, 'https://example.org/');
  for (const text of ['24 GiB', 'tokens/s', 'bandwidth limit, uncalibrated', '](https://example.org/)'])
    assert.ok(markdown.includes(text), `${text} in ${markdown}`);
});

test('each form is copied from the page', () =>
  withPage(
    async (page) => {
      await page.click('.share summary');
      const copied = async (/** @type {string} */ kind, /** @type {RegExp} */ pattern) => {
        await page.click(`[data-share=${kind}]`);
        for (let tries = 0; tries < 200; tries += 1) {
          const held = await page.evaluate(() => navigator.clipboard.readText());
          if (pattern.test(held)) return held;
          await page.waitForTimeout(20);
        }
        return assert.fail(`${kind} is not copied`);
      };
      const said = await verdict(page);
      assert.equal(await copied('sentence', /^Yes: /), said);
      assert.match(await copied('markdown', /^\*\*Yes/), /\(http:\/\/[^)]+model=Qwen\/Qwen3-8B[^)]*\)/);
      assert.equal(JSON.parse(await copied('json', /^\{/)).request.model, 'Qwen/Qwen3-8B');
      await copied('csv', /^pool,index,name,item,bytes/);
    },
    { query: QUESTIONS.yes, permissions: ['clipboard-read', 'clipboard-write'] },
  ));

for (const [locale, colorScheme, paper] of /** @type {[string, 'light' | 'dark', string][]} */ ([
  ['en-GB', 'light', '#faf8f3'],
  ['zh-CN', 'dark', '#14161a'],
])) {
  test(`the picture is saved as SVG that stands alone, and as PNG (${locale}, ${colorScheme})`, () =>
    withPage(
      async (page) => {
        await page.click('.share summary');
        await assertAccessible(page, 'the menu');
        const saved = async (/** @type {string} */ kind) => {
          const [download] = await Promise.all([page.waitForEvent('download'), page.click(`[data-share=${kind}]`)]);
          assert.equal(download.suggestedFilename(), `canrun.${kind}`);
          return readFile(await download.path());
        };
        const svg = (await saved('svg')).toString();
        assert.doesNotMatch(svg, /class=|style=|<style|<script|href|var\(/);
        assert.ok(svg.includes(`fill="${paper}"`), 'in the theme that is on');
        const shown = await page.evaluate((/** @type {string} */ text) => {
          const drawn = new DOMParser().parseFromString(text, 'image/svg+xml');
          return {
            broken: drawn.querySelector('parsererror')?.textContent,
            text: [...drawn.querySelectorAll('text')].map((one) => one.textContent).join(' '),
            title: drawn.querySelector('title')?.textContent,
          };
        }, svg);
        assert.equal(shown.broken, undefined);
        assert.equal(shown.title, await expected(page.url(), locale.slice(0, 2)));
        for (const word of locale === 'zh-CN'
          ? ['显存', '权重', '最大上下文']
          : ['Memory', 'weights', 'Largest context'])
          assert.ok(shown.text.includes(word), word);
        const png = await saved('png');
        assert.equal(png.subarray(1, 4).toString(), 'PNG');
        assert.equal(png.readUInt32BE(16), 2400);
        assert.ok(png.length > 20_000, `${png.length} bytes`);
      },
      { locale, colorScheme, query: QUESTIONS.offload, viewport: locale === 'zh-CN' ? PHONE : DESKTOP },
    ));
}

test('what sites show of a link is a picture of the example, 1200 x 630', async () => {
  const png = await readFile(new URL('../../build/site/social.png', import.meta.url));
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
  assert.ok(png.length < 300_000);
});
