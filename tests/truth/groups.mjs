// How far are we from the outside world? Every row of tests/truth becomes a request; what is answered is compared with
// what was measured, group by group.
import { readFileSync } from 'node:fs';
import { callOf, catalogPath, jsonLines, libraryAnswers } from '../boundary/hosts.mjs';

const catalog = JSON.parse(readFileSync(catalogPath, 'utf8'));
const models = new Map(catalog.models.map((model) => [model.id, model]));
const devices = new Map(catalog.devices.map((device) => [device.id, device]));
const anyHost = { devices: [], host: { memory_gib: 1e6 } };

/** A model by its id, or its config with what the row had otherwise. */
const modelOf = ({ model, config }) => (config ? { config: { ...models.get(model).config, ...config } } : model);

const deviceOf80Gib = { memory_gib: 80, bandwidth_gb_s: 1000 };

const bufferRequest = (row) => {
  const sequences = row.sequences ?? 1;
  const layers = row.devices > 0 ? (row.gpu_layers ?? 'all') : 0;
  return {
    model: modelOf(row),
    format: row.format,
    machine: { devices: row.devices > 0 ? [{ device: deviceOf80Gib, count: row.devices }] : [], host: anyHost.host },
    workload: {
      context_tokens: Math.max(1, Math.floor(row.cache_tokens / sequences)),
      prompt_tokens: 0,
      output_tokens: 0,
      concurrency: sequences,
      cache_tokens: row.cache_tokens,
    },
    options: {
      kv_type_k: row.kv_type_k ?? 'f16',
      kv_type_v: row.kv_type_v ?? 'f16',
      kv_unified: row.kv_unified ?? false,
      kv_offload: row.kv_offload ?? true,
      swa_full: row.swa_full ?? false,
      flash_attention: row.flash_attention ?? true,
      batch_tokens: row.batch_tokens ?? 2048,
      ubatch_tokens: row.ubatch_tokens ?? 512,
      output_rows: row.output_rows ?? 'all',
      gpu_layers: layers,
      experts_on_host: row.experts_on_host ? 'all' : 0,
    },
    include: [],
  };
};

const BUFFERS = [
  ['weights', ['weights_bytes']],
  ['KV cache and state', ['kv_cache_bytes', 'state_bytes']],
  ['compute buffer', ['compute_bytes']],
];

function* bufferPairs(row, { value }) {
  const { pools } = value.memory;
  const wanted = [...(row.device ?? []), row.host];
  for (const [i, bytes] of wanted.entries()) {
    const pool = i < wanted.length - 1 ? pools[i] : pools.at(-1);
    for (const [j, [name, keys]] of BUFFERS.entries()) {
      const got = keys.reduce((sum, key) => sum + (pool.items[key] ?? 0), 0);
      yield { group: `llama.cpp ${name}`, got, wanted: bytes[j] };
    }
  }
}

const fileRequest = (row) => ({
  model: modelOf(row),
  format: row.format,
  machine: anyHost,
  options: { imatrix: row.imatrix ?? false },
  include: [],
});

const decodes = (row) => 'decode_tokens_per_second' in row;

/** What was measured did fit: the whole memory is taken as usable (a Mac gives more than it recommends). */
export const speedRequest = (row) => {
  const [prompt, output] = decodes(row) ? [row.depth_tokens, row.tokens] : [row.tokens, 0];
  return {
    model: row.model,
    format: row.format,
    machine: { devices: [{ device: row.device, usable_gib: devices.get(row.device).memory_gib }] },
    workload: { context_tokens: prompt + output, prompt_tokens: prompt, output_tokens: output },
    options: { gpu_layers: 'all', ubatch_tokens: row.ubatch_tokens, batch_tokens: Math.max(2048, row.ubatch_tokens) },
    include: [],
  };
};

/** Each list of rows: which request asks for it, and which pairs of (ours, theirs) its answer gives. */
const lists = [
  {
    file: 'tests/truth/llama_cpp/memory.jsonl',
    keep: (row) => !row.refused,
    request: bufferRequest,
    pairs: bufferPairs,
  },
  {
    file: 'tests/truth/quantizer/mixture.jsonl',
    keep: () => true,
    request: fileRequest,
    *pairs(row, { value }) {
      yield { group: 'GGUF tensors by the quantizer', got: value.files.tensor_bytes, wanted: row.data_section_bytes };
    },
  },
  {
    file: 'tests/truth/file_sizes/published.jsonl',
    keep: (row) => !row.kind,
    request: fileRequest,
    *pairs(row, { value }) {
      yield { group: 'GGUF file size', got: value.files.download_bytes, wanted: row.file_bytes };
    },
  },
  {
    file: 'tests/truth/speed/llama_bench.jsonl',
    keep: () => true,
    request: speedRequest,
    *pairs(row, { value }) {
      const key = decodes(row) ? 'decode_tokens_per_second' : 'prefill_tokens_per_second';
      const group = decodes(row) ? 'decode, upper bound' : 'prefill, upper bound';
      yield { group, got: value.speed[key], wanted: row[key] };
    },
  },
];

const nameOf = (row) => [row.id ?? row.model, row.format, row.device && !row.id ? `${row.devices} dev` : ''].filter(Boolean).join(' ');

/** Rows that llama.cpp refused: whether we refuse them too. */
function refusals() {
  const rows = jsonLines('tests/truth/llama_cpp/memory.jsonl').filter((row) => row.refused);
  const answers = libraryAnswers('native', rows.map((row) => callOf('estimate', bufferRequest(row))));
  return rows.map((row, i) => ({ group: 'llama.cpp refusals', got: JSON.parse(answers[i]).ok ? 0 : 1, wanted: 1, row }));
}

/** @returns {{group: string, got: number, wanted: number, row: any}[]} every comparison */
export function comparisons() {
  const found = lists.flatMap(({ file, keep, request, pairs }) => {
    const rows = jsonLines(file).filter(keep);
    const answers = libraryAnswers('native', rows.map((row) => callOf('estimate', request(row))));
    return rows.flatMap((row, i) => {
      const answer = JSON.parse(answers[i]);
      if (!answer.ok) throw new Error(`${nameOf(row)}: ${JSON.stringify(answer.errors)}`);
      return [...pairs(row, answer)].map((pair) => ({ ...pair, row }));
    });
  });
  return [...found, ...refusals()];
}

const errorOf = ({ got, wanted }) => (wanted === 0 ? (got === 0 ? 0 : 1) : Math.abs(got - wanted) / wanted);
const signed = ({ got, wanted }) => (wanted === 0 ? 0 : (got - wanted) / wanted);
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** By group: rows, exact, median, p90, worst (shares of the measured value), bias and the worst rows. */
export function summary(pairs = comparisons()) {
  const groups = new Map();
  for (const pair of pairs) (groups.get(pair.group) ?? groups.set(pair.group, []).get(pair.group)).push(pair);
  return new Map(
    [...groups].map(([group, list]) => {
      const errors = list.map(errorOf).sort((a, b) => a - b);
      const worst = [...list].sort((a, b) => errorOf(b) - errorOf(a)).slice(0, 3);
      return [
        group,
        {
          rows: list.length,
          exact: errors.filter((error) => error === 0).length / list.length,
          median: quantile(errors, 0.5),
          p90: quantile(errors, 0.9),
          worst: errors.at(-1),
          bias: quantile(list.map(signed).sort((a, b) => a - b), 0.5),
          worstRows: worst.filter((pair) => errorOf(pair) > 0).map((pair) => `${nameOf(pair.row)} (${(100 * signed(pair)).toFixed(2)} %)`),
        },
      ];
    }),
  );
}
