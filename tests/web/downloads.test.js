// What one types to get a model: only what is known to exist, in forms that the programs take.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  downloadsOf,
  fetchingCommand,
  mirrored,
  modelscopeCommand,
  ollamaCommand,
} from '../../web/src/card/downloads.js';

const read = (/** @type {string} */ path) =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const known = read('build/catalog/downloads.json').models;
const catalog = read('build/catalog/catalog.json');
const everyEntry = (/** @type {string} */ kind) =>
  Object.entries(known).flatMap(([model, downloads]) =>
    (downloads[kind] ?? []).map((/** @type {any} */ entry) => ({ model, ...entry })),
  );

const some = {
  ollama: [
    { tag: 'some:8b', format: 'Q4_K_M' },
    { tag: 'some:8b-fp16', format: 'F16' },
  ],
  gguf: [
    { repo: 'lab/Some-GGUF', formats: ['Q8_0'] },
    { repo: 'other/Some-GGUF', formats: ['Q4_K_M', 'Q8_0'] },
    { repo: 'other/Some-GGUF', formats: ['F16'], quant: 'fp16' },
  ],
  modelscope: [{ repo: 'lab/Some-GGUF', formats: ['Q8_0'] }],
};

test('a format gets what exists in it and nothing else', () => {
  assert.deepEqual(downloadsOf(some, 'Q4_K_M'), {
    ollama: 'some:8b',
    gguf: { repo: 'other/Some-GGUF', quant: 'Q4_K_M' },
    lmstudio: 'other/Some-GGUF',
  });
  assert.deepEqual(downloadsOf(some, 'Q8_0'), {
    gguf: { repo: 'lab/Some-GGUF', quant: 'Q8_0' },
    lmstudio: 'lab/Some-GGUF',
    modelscope: { repo: 'lab/Some-GGUF', quant: 'Q8_0' },
  });
  assert.deepEqual(downloadsOf(some, 'Q5_K_M'), {});
});

test('files whose names say the format otherwise are asked for as they are named', () => {
  assert.deepEqual(downloadsOf(some, 'F16').gguf, { repo: 'other/Some-GGUF', quant: 'fp16' });
});

test('of a model that nothing is known of, nothing is said', () => {
  for (const nothing of [undefined, null, {}, { ollama: [] }]) assert.deepEqual(downloadsOf(nothing, 'Q4_K_M'), {});
});

test('the commands are what the programs take', () => {
  const { ollama, gguf } = downloadsOf(known['meta-llama/Llama-3.1-8B-Instruct'], 'Q4_K_M');
  assert.equal(ollamaCommand(String(ollama)), 'ollama run llama3.1:8b');
  const served = fetchingCommand(
    'llama-server -m Llama-3.1-8B-Instruct-Q4_K_M.gguf -c 8192 -ngl 33',
    gguf ?? assert.fail(),
  );
  assert.match(served, /^llama-server -hf [\w.-]+\/[\w.-]+:Q4_K_M -c 8192 -ngl 33$/);
  assert.equal(mirrored('llama-server -hf a/b:Q8_0'), 'HF_ENDPOINT=https://hf-mirror.com llama-server -hf a/b:Q8_0');
  assert.equal(mirrored('x', 'powershell'), '$env:HF_ENDPOINT = "https://hf-mirror.com"; x');
  assert.equal(
    modelscopeCommand({ repo: 'Qwen/Qwen3-8B-GGUF', quant: 'Q4_K_M' }),
    'ollama run modelscope.cn/Qwen/Qwen3-8B-GGUF:Q4_K_M',
  );
});

test('a command that is not a server with a file stays as it is', () => {
  for (const command of ['vllm serve a/b', 'llama-cli -m a.gguf'])
    assert.equal(fetchingCommand(command, { repo: 'a/b', quant: 'Q8_0' }), command);
});

test('every entry is of a model and a format that the catalog has', () => {
  const models = new Set(catalog.models.map((/** @type {any} */ one) => one.id));
  const formats = new Set(catalog.formats.map((/** @type {any} */ one) => one.id));
  assert.deepEqual(
    Object.keys(known).filter((id) => !models.has(id)),
    [],
  );
  for (const { model, format } of everyEntry('ollama')) assert.ok(formats.has(format), `${model}: ${format}`);
  for (const kind of ['gguf', 'modelscope'])
    for (const entry of everyEntry(kind))
      for (const format of entry.formats) assert.ok(formats.has(format), `${entry.model}: ${format}`);
});

test('no two entries share a tag, and no format of a model has two', () => {
  const entries = everyEntry('ollama');
  assert.equal(new Set(entries.map(({ tag }) => tag)).size, entries.length);
  assert.equal(new Set(entries.map(({ model, format }) => `${model} ${format}`)).size, entries.length);
});

test('no repository stands for two models', () => {
  for (const kind of ['gguf', 'modelscope']) {
    /** @type {Map<string, string>} */
    const owners = new Map();
    for (const { model, repo } of everyEntry(kind)) {
      assert.equal(owners.get(repo) ?? model, model, repo);
      owners.set(repo, model);
    }
  }
});

test("a tag that names a format names its entry's", () => {
  const named = /(?:^|[-:])(q\d\w*|iq\d\w*|fp16|f16|bf16)$/i;
  for (const { tag, format } of everyEntry('ollama')) {
    const [, said] = named.exec(tag.split(':')[1]) ?? [];
    if (said) assert.equal(said.toUpperCase().replace('FP16', 'F16'), format.toUpperCase(), tag);
  }
});

test('most models that people run can be fetched, each entry with its source', () => {
  assert.ok(Object.keys(known).length >= 300);
  const sources = read('build/catalog/sources.json').models;
  for (const [model, downloads] of Object.entries(known)) {
    const cited = new Set(sources[model].flatMap((/** @type {any} */ source) => source.for));
    for (const kind of Object.keys(downloads)) assert.ok(cited.has(`downloads.${kind}`), `${model}: ${kind}`);
  }
});
