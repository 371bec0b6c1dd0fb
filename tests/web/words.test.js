import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Context } from '../../web/src/text/context.js';
import { Names } from '../../web/src/catalog/names.js';
import { sentenceParts } from '../../web/src/card/sentence.js';
import { formulaText, pieces, symbolText } from '../../web/src/card/maths.js';
import { Words } from '../../web/src/text/words.js';
import { answerTo, catalog, engine, manyRequests, schemas } from './contracts.js';

const folder = new URL('../../web/src/i18n/', import.meta.url);
/** @type {Record<string, any>} */
const languages = Object.fromEntries(
  readdirSync(folder).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  ]),
);

/** The command line speaks English only. */
const ENGLISH_ONLY = new Set(['cli']);

/** @param {any} dictionary @param {string} [prefix] @returns {[string, string][]} */
function texts(dictionary, prefix = '') {
  return Object.entries(dictionary).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [/** @type {[string, string]} */ ([`${prefix}${key}`, value])]
      : texts(value, `${prefix}${key}.`),
  );
}

/** @param {string} text */
const placeholders = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

/**
 * Every code that the sources of one folder name in a list of codes, by how it is written there.
 * @param {string[]} files @param {RegExp} pattern
 */
function codesIn(files, pattern) {
  const codes = new Set();
  for (const file of files) {
    const text = readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8');
    for (const [, code] of text.matchAll(pattern)) codes.add(code);
  }
  return codes;
}

/** @param {string} path @returns {string[]} */
const sources = (path) =>
  readdirSync(new URL(`../../src/${path}/`, import.meta.url))
    .filter((name) => name.endsWith('.cpp'))
    .map((name) => `${path}/${name}`);

const KEBAB = /[{(]\s*(?:Note|Error)?\s*[{(]?\s*"([a-z]+(?:-[a-z0-9]+)+)"\s*,/g;

test('the languages have the same texts, with the same values in them', () => {
  const english = new Map(texts(languages.en).filter(([key]) => !ENGLISH_ONLY.has(key.split('.')[0])));
  for (const [name, dictionary] of Object.entries(languages)) {
    if (name === 'en') continue;
    const own = new Map(texts(dictionary));
    assert.deepEqual(
      [...english.keys()].filter((key) => !own.has(key)),
      [],
      `missing in ${name}`,
    );
    assert.deepEqual(
      [...own.keys()].filter((key) => !english.has(key)),
      [],
      `only in ${name}`,
    );
    for (const [key, text] of english)
      assert.deepEqual(placeholders(own.get(key) ?? ''), placeholders(text), `${name}: ${key}`);
  }
});

test('Chinese text has Chinese punctuation', () => {
  for (const [key, text] of texts(languages.zh)) {
    if (/[\u4e00-\u9fff]/.test(text)) assert.doesNotMatch(text, /[,;?]|[\u4e00-\u9fff][:()]/, key);
  }
});

test('every grade, pace, item, confidence, KV type and term that the schemas know has words', () => {
  const { report, request } = schemas;
  for (const dictionary of Object.values(languages)) {
    const words = new Words(dictionary);
    const wanted = [
      ...report.$defs.Grade.enum.flatMap((/** @type {string} */ grade) => [`grade.${grade}`, `sentence.${grade}`]),
      ...report.$defs.Verdict.properties.pace.enum.filter(Boolean).map((/** @type {string} */ pace) => `pace.${pace}`),
      ...Object.keys(report.$defs.Items.properties).map((key) => `item.${key}`),
      ...['memory', 'speed'].flatMap((kind) =>
        report.$defs.Confidence
          ? report.$defs.Confidence.properties[kind].enum.map(
              (/** @type {string} */ word) => `confidence.${kind}.${word}`,
            )
          : report.$defs.Verdict.properties.confidence.properties[kind].enum.map(
              (/** @type {string} */ word) => `confidence.${kind}.${word}`,
            ),
      ),
      ...request.$defs.KvType.enum.map((/** @type {string} */ type) => `kv.${type}`),
    ];
    assert.deepEqual(
      wanted.filter((key) => !words.has(key)),
      [],
    );
  }
});

test('every code that the estimator can give has words in every language', () => {
  const reasons = codesIn(sources('verdict'), KEBAB);
  const errors = codesIn(
    [
      ...sources('api'),
      'catalog/parts.cpp',
      'model/hf_config.cpp',
      'model/config_reader.cpp',
      'runtime/llama_cpp_cache.cpp',
    ],
    KEBAB,
  );
  assert.ok(reasons.size >= 6, [...reasons].join(' '));
  assert.ok(errors.size >= 20, [...errors].join(' '));
  for (const [name, dictionary] of Object.entries(languages)) {
    const words = new Words(dictionary);
    const without = (/** @type {Set<string>} */ codes, /** @type {string[]} */ kinds) =>
      [...codes].filter((code) => !kinds.some((kind) => words.has(`${kind}.${code}`)));
    assert.deepEqual(without(reasons, ['reason', 'gain', 'plan', 'rule', 'rule_differs']), [], `${name}: reasons`);
    assert.deepEqual(without(errors, ['error', 'reason', 'plan', 'rule', 'rule_differs']), [], `${name}: errors`);
  }
});

test('no report reaches a reader with a code, a key or a hole in it', async () => {
  const names = new Names(catalog());
  /** @type {Set<string>} */
  const seen = new Set();
  for (const [name, dictionary] of Object.entries(languages)) {
    const context = new Context(name, dictionary, names);
    const { words } = context;
    for (const request of manyRequests()) {
      const { value: report } = await answerTo(request);
      const said = [
        sentenceParts(report, context)
          .map((part) => part.text)
          .join(''),
        ...report.verdict.reasons.map((/** @type {any} */ note) => context.noteText('reason', note)),
        ...report.suggestions.flatMap((/** @type {any} */ offer) => [
          context.suggestionText(offer),
          context.gainText(offer.gain),
        ]),
        ...report.rules_of_thumb.flatMap((/** @type {any} */ rule) => [
          words.say(`rule.${rule.id.replaceAll('.', '_')}`),
          ...(rule.differs ? [context.noteText('rule_differs', rule.differs)] : []),
        ]),
        context.noteText('plan', report.plan.reason),
        ...report.explain.map((/** @type {any} */ term) => words.say(`formula.${term.formula.replaceAll('.', '_')}`)),
        ...report.explain.map(
          (/** @type {any} */ term) => words.find(`item.${term.term}`) ?? words.say(`term.${term.term}`),
        ),
      ];
      for (const text of said) {
        assert.doesNotMatch(
          text,
          /undefined|NaN|\{\w+\}|\b(?:reason|gain|plan|rule|rule_differs|formula|term|sentence|grade|pace)\.[a-z_-]+/,
          `${name}: ${JSON.stringify(request)}: ${text}`,
        );
      }
      for (const term of report.explain) {
        for (const piece of pieces(term.expression)) {
          if (piece.kind !== 'name') continue;
          seen.add(piece.text);
          if (name === 'zh')
            assert.match(symbolText(piece.text, words), /[\u4e00-\u9fff]|^(?:max|min|floor|ceil)$/, piece.text);
        }
        assert.doesNotMatch(formulaText(term, context), /undefined|[a-z]_|_[a-z]/, term.expression.slice(0, 80));
      }
    }
  }
  assert.ok(seen.size > 10);
});

test('every refusal is said in words of the reader', async () => {
  const one = await engine();
  const base = {
    model: 'Qwen/Qwen3-8B',
    machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }] },
  };
  const refused = [
    '{',
    '{"model":1,"model":2}',
    '['.repeat(100),
    ' '.repeat(2 ** 21),
    JSON.stringify({ ...base, modle: 1 }),
    JSON.stringify({ ...base, model: 'qwen3 8c' }),
    JSON.stringify({ ...base, format: 'Q4_K_X' }),
    JSON.stringify({ ...base, runtime: 'vllm' }),
    JSON.stringify({ ...base, runtime: 'llama' }),
    JSON.stringify({
      ...base,
      workload: {
        context_tokens: 10,
        prompt_tokens: 20,
        concurrency: 0,
        output_tokens: 'x',
      },
    }),
    JSON.stringify({ ...base, workload: { concurrency: 1000 } }),
    JSON.stringify({
      ...base,
      options: {
        kv_type: 'q9',
        tensor_split: [0],
        ubatch_tokens: 1.5,
        kv_unified: 1,
      },
    }),
    JSON.stringify({
      ...base,
      options: { kv_type_v: 'q8_0', flash_attention: false },
    }),
    JSON.stringify({
      ...base,
      machine: {
        devices: [{ device: 'apple/m2-max-38-core-64gb', count: 2 }],
        host: { memory_gib: 5 },
      },
    }),
    JSON.stringify({ ...base, machine: { devices: [] } }),
    JSON.stringify({ ...base, machine: {} }),
    JSON.stringify({ ...base, include: ['limits', 'limits', 'nothing'] }),
    JSON.stringify({ ...base, model: { config: { model_type: 'qwen33' } } }),
    JSON.stringify({ ...base, model: { config: {} } }),
    JSON.stringify({
      ...base,
      model: {
        config: {
          model_type: 'llama',
          hidden_size: -1,
          num_hidden_layers: 'x',
        },
      },
    }),
    JSON.stringify({ ...base, model: '' }),
    JSON.stringify(5),
  ];
  const names = new Names(catalog());
  for (const [name, dictionary] of Object.entries(languages)) {
    const context = new Context(name, dictionary, names);
    for (const text of refused) {
      const { ok, errors } = JSON.parse(one.estimateText(text));
      assert.equal(ok, false, text.slice(0, 100));
      for (const error of errors) {
        assert.ok(context.words.has(`error.${error.code}`), error.code);
        const said = context.errorText(error);
        assert.doesNotMatch(said, /undefined|NaN|\{\w+\}|error\./, `${name}: ${JSON.stringify(error)}: ${said}`);
        if (name === 'zh') assert.match(said, /[\u4e00-\u9fff]/, said);
      }
    }
  }
});
