// The schema is the one list of a request's fields: whatever it accepts the engine's reader must accept, and whatever it
// refuses the reader must refuse, at the same field.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, withValue } from '../../web/src/question/state.js';
import { engine, requestProblems, schemas } from './contracts.js';

/** Codes that speak of shape. Others speak of names and sense, which a schema cannot know. */
const SHAPE = new Set([
  'unknown-field',
  'unknown-value',
  'wrong-type',
  'out-of-range',
  'wrong-length',
  'missing-field',
  'too-many',
  'too-few',
  'repeated',
]);

const WORKLOAD = {
  task: 'generate',
  context_tokens: 4096,
  prompt_tokens: 2048,
  output_tokens: 256,
  concurrency: 2,
  cache_tokens: 8192,
};
const OPTIONS = {
  kv_type: 'f16',
  kv_type_k: 'f16',
  kv_type_v: 'f16',
  kv_unified: false,
  kv_offload: true,
  swa_full: false,
  flash_attention: 'auto',
  batch_tokens: 2048,
  ubatch_tokens: 512,
  output_rows: 'slots',
  gpu_layers: 'auto',
  experts_on_host: 'auto',
  tensor_split: [1, 1],
  parallelism: 'auto',
  mmap: true,
  imatrix: false,
  gpu_memory_utilization: 0.9,
  tensor_parallel: 1,
  pipeline_parallel: 1,
  expert_parallel: 1,
  data_parallel: 1,
  overrides: ['exps=CPU'],
  runtime_version: 'v0.5.0',
};
const BY_NAME = {
  model: 'Qwen/Qwen3-8B',
  format: 'Q4_K_M',
  runtime: 'llama.cpp',
  machine: {
    devices: [
      {
        device: 'nvidia/geforce-rtx-4090',
        count: 2,
        reserved_bytes: 1024,
        usable_gib: 20,
        power_limit_w: 300,
      },
    ],
    host: {
      memory_gib: 64,
      bandwidth_gb_s: 80,
      cpu: 'a processor',
      threads: 8,
      os: 'linux',
    },
    also_running: [
      {
        model: 'Qwen/Qwen3-8B',
        format: 'Q4_K_M',
        runtime: 'llama.cpp',
        context_tokens: 4096,
        concurrency: 1,
      },
    ],
    nodes: 1,
    links: { device: 64, host: 'pcie-4', node: 25 },
  },
  workload: WORKLOAD,
  options: OPTIONS,
  include: ['limits', 'explain'],
};
const CONFIG = {
  model_type: 'llama',
  hidden_size: 2048,
  intermediate_size: 8192,
  num_hidden_layers: 4,
  num_attention_heads: 16,
  num_key_value_heads: 4,
  vocab_size: 32000,
  max_position_embeddings: 8192,
};
const INLINE = {
  ...BY_NAME,
  model: { config: CONFIG, parameters: 1000 },
  machine: {
    nodes: 1,
    devices: [
      {
        device: {
          name: 'a card',
          vendor: 'NVIDIA',
          memory_gib: 24,
          bandwidth_gb_s: 1000,
          fp16_dense_tflops: 100,
          unified: false,
        },
        count: 2,
      },
    ],
  },
};

const BY_FILE = {
  ...BY_NAME,
  model: { gguf: { kind: 'gguf' }, safetensors: { kind: 'safetensors' } },
};

const ROOT = schemas.request;

/** @param {any} schema @returns {any} with its reference followed */
function followed(schema) {
  if (!schema.$ref) return schema;
  const target = schema.$ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((/** @type {any} */ place, /** @type {string} */ step) => place[step], ROOT);
  return {
    ...followed(target),
    ...Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$ref')),
  };
}

/**
 * Every field that an instance holds and its schema declares.
 * @param {any} schema @param {any} instance @param {string[]} path
 * @returns {{path: string[], schema: any}[]}
 */
function fields(schema, instance, path = []) {
  const here = followed(schema);
  const alternatives = [here, ...(here.anyOf ?? []).map(followed)];
  const found = [];
  for (const one of alternatives) {
    if (one.properties && instance !== null && typeof instance === 'object' && !Array.isArray(instance)) {
      for (const [key, inner] of Object.entries(one.properties)) {
        if (!Object.hasOwn(instance, key)) continue;
        found.push({ path: [...path, key], schema: followed(inner) }, ...fields(inner, instance[key], [...path, key]));
      }
    }
    if (one.items && Array.isArray(instance)) {
      for (const [index, element] of instance.entries())
        found.push(...fields(one.items, element, [...path, String(index)]));
    }
  }
  return found;
}

/** @param {any} schema @returns {any[]} its edges and what lies just beyond */
function edges(schema) {
  const values = [];
  for (const one of [schema, ...(schema.anyOf ?? []).map(followed)]) {
    const whole = one.type === 'integer';
    for (const key of ['minimum', 'maximum', 'exclusiveMinimum']) {
      if (one[key] === undefined) continue;
      const step = whole ? 1 : Math.max(Math.abs(one[key]) * 1e-6, 1e-6);
      values.push(one[key], one[key] - step, one[key] + step, one[key] + 0.5);
    }
    if (one.enum) values.push(...one.enum, ...one.enum.map((/** @type {any} */ word) => `${word}x`));
    if (one.minLength !== undefined) values.push('x'.repeat(one.minLength));
    if (one.maxLength !== undefined)
      values.push(
        'x'.repeat(one.maxLength),
        'x'.repeat(one.maxLength + 1),
        '\u4e00'.repeat(one.maxLength),
        '\u{1f600}'.repeat(one.maxLength),
      );
    if (one.type === 'array') {
      const element = followed(one.items ?? {}).enum?.[0] ?? 1;
      values.push([], [element], [element, element], [null], ['x']);
      if (one.maxItems !== undefined && one.maxItems < 2000)
        values.push(Array(one.maxItems).fill(element), Array(one.maxItems + 1).fill(element));
    }
  }
  return values;
}

const OF_EVERY_TYPE = [
  null,
  true,
  false,
  '',
  'x',
  'auto',
  '1',
  0,
  -0,
  1,
  2,
  -1,
  1.5,
  1e15,
  1e30,
  -1e30,
  5e-324,
  [],
  [1],
  {},
  { x: 1 },
];

/** @param {any} one @param {any} request */
function compare(one, request) {
  const text = JSON.stringify(request);
  const problems = requestProblems(request);
  const envelope = JSON.parse(one.estimateText(text));
  const shape = envelope.ok ? [] : envelope.errors.filter((/** @type {any} */ error) => SHAPE.has(error.code));
  return {
    problems,
    shape,
    refused: !envelope.ok,
    errors: envelope.errors ?? [],
  };
}

/** Whether an error is about that field, something in it, or a whole that is not read yet. @param {any} error @param {string} where */
function speaksOf(error, where) {
  if (error.code === 'not-yet-supported' && where.startsWith(`${error.path}/`)) return true;
  return error.path === where || error.path.startsWith(`${where}/`);
}

/** Sense that shares a code with shape: what the values of several fields say together. @param {any} error @param {any} request */
function isSense(error, request) {
  if (error.path === '/machine/host' && error.code === 'missing-field') return request.machine?.devices?.length === 0;
  if (error.path === '/options/tensor_split') return true;
  if (error.path === '/machine/devices' && error.code === 'too-many') return true;
  return error.path.startsWith('/model/config/');
}

for (const [name, base] of Object.entries({
  'by name': BY_NAME,
  'by inline facts': INLINE,
  'by file': BY_FILE,
})) {
  test(`the base request ${name} has the right shape`, async () => {
    const { problems, shape } = compare(await engine(), base);
    assert.deepEqual(problems, []);
    assert.deepEqual(shape, []);
  });

  test(`schema and reader agree on each field ${name}: absent, null, of another type, out of range, misspelt`, async () => {
    const one = await engine();
    const all = fields(ROOT, base);
    assert.ok(all.length > 20);
    /** @type {string[]} */
    const differences = [];
    let tried = 0;
    for (const { path, schema } of all) {
      if (path[0] === 'model' && path.length > 2) continue;
      const pointer = `/${path.join('/')}`;
      const holder = path.slice(0, -1);
      const key = /** @type {string} */ (path.at(-1));
      const misspelt = withValue(base, path, undefined);
      const requests = [
        { what: 'absent', request: misspelt, where: pointer },
        {
          what: 'misspelt',
          request: withValue(withValue(base, [...holder, `${key}x`], at(base, path)), path, undefined),
          where: `/${[...holder, `${key}x`].join('/')}`,
        },
        ...[...OF_EVERY_TYPE, ...edges(schema)].map((value) => ({
          what: JSON.stringify(value)?.slice(0, 60),
          request: withValue(base, path, value),
          where: pointer,
        })),
      ];
      for (const { what, request, where } of requests) {
        tried += 1;
        const { problems, shape, refused, errors } = compare(one, request);
        if (problems.length && !refused)
          differences.push(`${pointer} ${what}: the schema refuses it, the reader does not: ${problems[0]}`);
        else if (problems.length && !errors.some((/** @type {any} */ error) => speaksOf(error, where))) {
          differences.push(
            `${pointer} ${what}: refused elsewhere: ${errors.map((/** @type {any} */ error) => `${error.code} ${error.path}`).join(', ')}`,
          );
        } else if (!problems.length && shape.some((/** @type {any} */ error) => !isSense(error, request))) {
          differences.push(
            `${pointer} ${what}: the reader refuses it, the schema does not: ${JSON.stringify(shape).slice(0, 200)}`,
          );
        }
      }
    }
    assert.deepEqual(differences.slice(0, 20), [], `${differences.length} differences`);
    assert.ok(tried > 500, String(tried));
  });
}

test('the base requests together hold every field that the schema declares', () => {
  const seen = new Set(
    [...fields(ROOT, BY_NAME), ...fields(ROOT, INLINE), ...fields(ROOT, BY_FILE)].map(({ path }) =>
      path.filter((step) => !/^\d+$/.test(step)).join('.'),
    ),
  );
  const declared = new Set();
  const walk = (/** @type {any} */ schema, /** @type {string[]} */ path) => {
    for (const one of [followed(schema), ...(followed(schema).anyOf ?? []).map(followed)]) {
      for (const [key, inner] of Object.entries(one.properties ?? {})) {
        declared.add([...path, key].join('.'));
        walk(inner, [...path, key]);
      }
      if (one.items) walk(one.items, path);
    }
  };
  walk(ROOT, []);
  assert.deepEqual(
    [...declared].filter((field) => !seen.has(field)),
    [],
  );
});
