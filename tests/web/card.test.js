import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { ways } from '../../web/src/card/next-step.js';
import { differsText } from '../../web/src/card/rules.js';
import { Names } from '../../web/src/catalog/names.js';
import { Context } from '../../web/src/text/context.js';
import { catalogPath } from '../../web/engine-node.js';
import { answerTo, catalog } from './contracts.js';
import { DESKTOP, PHONE, withPage } from './with-page.js';

const downloads = JSON.parse(readFileSync(join(dirname(catalogPath), 'downloads.json'), 'utf8')).models;
const names = new Names(catalog());
const contextIn = (/** @type {string} */ language) =>
  new Context(
    language,
    JSON.parse(readFileSync(new URL(`../../web/src/i18n/${language}.json`, import.meta.url), 'utf8')),
    names,
  );
const contexts = { en: contextIn('en'), zh: contextIn('zh') };

/** @param {string} model @param {any} [rest] @param {string} [device] @returns {Promise<any>} */
const reportOf = async (model, rest = {}, device = 'nvidia/a100-sxm4-80gb') =>
  (await answerTo({ model, format: 'Q4_K_M', machine: { devices: [{ device }] }, ...rest })).value;

/** @param {any} report @param {boolean} [mirror] @param {boolean} [powershell] */
const offered = (report, mirror = false, powershell = false) =>
  ways(report, downloads[report.resolved.model], mirror, powershell);

test('a newcomer reads ollama run first, then llama-server with the flags of the engine', async () => {
  const report = await reportOf('Qwen/Qwen3-8B');
  const [first, second, ...more] = offered(report);
  // https://ollama.com/library/qwen3/tags and https://huggingface.co/Qwen/Qwen3-8B-GGUF
  assert.deepEqual(first, { way: 'ollama', command: 'ollama run qwen3:8b' });
  assert.equal(second.way, 'llama');
  const flags = report.commands[0].command.replace(/^llama-server -m \S+/, '');
  assert.equal(second.command, `llama-server -hf Qwen/Qwen3-8B-GGUF:Q4_K_M${flags}`);
  assert.deepEqual(more, []);
});

test('what serves several people at once is llama-server alone', async () => {
  const report = await reportOf('Qwen/Qwen3-8B', { workload: { concurrency: 4 } });
  assert.deepEqual(
    offered(report).map(({ way }) => way),
    ['llama'],
  );
});

test('a reader in China is offered ModelScope and the mirror first, on Windows in its own shell', async () => {
  const report = await reportOf('Qwen/Qwen3-8B');
  const [first, second] = offered(report, true);
  assert.match(first.command, /^ollama run modelscope\.cn\/\S+:Q4_K_M$/);
  assert.match(second.command, /^HF_ENDPOINT=https:\/\/hf-mirror\.com llama-server -hf /);
  assert.match(
    offered(report, true, true)[1].command,
    /^\$env:HF_ENDPOINT = "https:\/\/hf-mirror\.com"; llama-server -hf /,
  );
});

test('only files that are known to exist are offered, in the format that was asked for', async () => {
  const known = Object.entries(downloads);
  for (const [model, { ollama = [], gguf = [] }] of known.filter((_, index) => index % 40 === 0)) {
    const report = await reportOf(model);
    for (const { way, command } of offered(report)) {
      if (way === 'ollama')
        assert.ok(
          ollama.some((/** @type {any} */ entry) => command === `ollama run ${entry.tag}` && entry.format === 'Q4_K_M'),
          command,
        );
      if (way === 'llama')
        assert.ok(
          gguf.some(
            (/** @type {any} */ entry) => command.includes(` ${entry.repo}:`) && entry.formats.includes('Q4_K_M'),
          ),
          command,
        );
    }
  }
  const report = await reportOf('Qwen/Qwen3-8B', { format: 'Q3_K_S' });
  assert.deepEqual(
    ways(report, {}, false).map(({ way }) => way),
    ['file'],
  );
  assert.deepEqual(ways({ ...report, commands: [] }, {}, false), []);
});

test('a rule of thumb is beside ours with the factor and its cause, in both languages', async () => {
  for (const [model, rule, english, chinese] of /** @type {[string, string, RegExp, RegExp][]} */ ([
    // 32 heads share 8 pairs of keys and values.
    ['Qwen/Qwen3-8B', 'weights-and-multi-head-cache', /grouped-query attention.* 4\.0 × ours/, /GQA.* 4\.0 倍/],
    ['Qwen/Qwen3-8B', 'weights-times-1.2', /how long the context is/, /上下文/],
    // Multi-head latent attention.
    ['deepseek-ai/DeepSeek-V2-Lite-Chat', 'weights-and-multi-head-cache', /compressed/, /压缩/],
    ['google/gemma-3-27b-it', 'weights-and-multi-head-cache', /sliding windows/, /滑动窗口/],
    // Every head has keys and values of its own.
    ['meta-llama/Llama-2-7b-chat-hf', 'weights-and-multi-head-cache', /every head does keep/, /每个头确实/],
  ])) {
    const report = await reportOf(model, { workload: { context_tokens: 4096 } });
    const found = report.rules_of_thumb.find((/** @type {any} */ one) => one.id === rule);
    const said = differsText(found, report, contexts.en);
    assert.match(said, english, model);
    assert.match(said, /too much|too little|close by chance/);
    assert.match(differsText(found, report, contexts.zh), chinese, model);
  }
});

for (const [locale, first, time] of /** @type {[string, RegExp, RegExp][]} */ ([
  ['en-GB', /^ollama run qwen3:8b$/, /5\.0 GB.* min at 50 Mbit\/s/s],
  ['zh-CN', /^ollama run modelscope\.cn\//, /5\.0 GB.*50 Mbit\/s 时.*分钟/s],
])) {
  test(`the card shows the commands, the download and its time (${locale})`, () =>
    withPage(
      async (page) => {
        await page.waitForSelector('.way');
        assert.match((await page.locator('.command code').first().innerText()).replaceAll('\n', ''), first);
        assert.match(await page.locator('.next').innerText(), time);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= (locale === 'zh-CN' ? PHONE : DESKTOP).width);
      },
      { locale, viewport: locale === 'zh-CN' ? PHONE : DESKTOP },
    ));
}
