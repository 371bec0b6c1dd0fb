// What does the command line say? Flags to a request; what the flags mean is checked by the engine alone.
import { parseArgs } from 'node:util';
import { deviceEntry, withValue } from '../src/question/state.js';

/** A command line that cannot be read. */
export class UsageError extends Error {}

/**
 * @typedef {object} Flag
 * @property {string[]} path  where it goes in the request
 * @property {'text' | 'number' | 'boolean' | 'number-or-text' | 'numbers' | 'words'} kind
 * @property {string} help
 */

/** @type {Record<string, Flag>} every field of a request that is no list of devices */
export const FLAGS = {
  model: { path: ['model'], kind: 'text', help: 'catalog id, alias or Hugging Face id' },
  format: { path: ['format'], kind: 'text', help: 'Q4_K_M, F16, ... (default auto)' },
  runtime: { path: ['runtime'], kind: 'text', help: 'default llama.cpp' },
  context: { path: ['workload', 'context_tokens'], kind: 'number', help: 'tokens that one request may use' },
  prompt: { path: ['workload', 'prompt_tokens'], kind: 'number', help: 'tokens of each prompt' },
  output: { path: ['workload', 'output_tokens'], kind: 'number', help: 'tokens of each answer (default 256)' },
  concurrency: { path: ['workload', 'concurrency'], kind: 'number', help: 'requests at a time (default 1)' },
  'cache-tokens': {
    path: ['workload', 'cache_tokens'],
    kind: 'number',
    help: 'exact size of the cache (llama.cpp -c)',
  },
  task: { path: ['workload', 'task'], kind: 'text', help: 'default generate' },
  'host-memory': { path: ['machine', 'host', 'memory_gib'], kind: 'number', help: 'GiB beside the devices' },
  'host-bandwidth': { path: ['machine', 'host', 'bandwidth_gb_s'], kind: 'number', help: '10^9 bytes per second' },
  'host-cpu': { path: ['machine', 'host', 'cpu'], kind: 'text', help: 'kept for the record' },
  'host-threads': { path: ['machine', 'host', 'threads'], kind: 'number', help: 'threads of the processor' },
  'host-os': { path: ['machine', 'host', 'os'], kind: 'text', help: 'linux, windows, macos' },
  'kv-type': { path: ['options', 'kv_type'], kind: 'text', help: 'type of the KV cache (default f16)' },
  'kv-type-k': { path: ['options', 'kv_type_k'], kind: 'text', help: 'of the keys alone' },
  'kv-type-v': { path: ['options', 'kv_type_v'], kind: 'text', help: 'of the values alone' },
  'kv-unified': { path: ['options', 'kv_unified'], kind: 'boolean', help: 'one cache shared by all requests' },
  'kv-offload': {
    path: ['options', 'kv_offload'],
    kind: 'boolean',
    help: '--no-kv-offload keeps the cache on the host',
  },
  'swa-full': { path: ['options', 'swa_full'], kind: 'boolean', help: 'whole context for sliding-window layers' },
  'flash-attention': { path: ['options', 'flash_attention'], kind: 'text', help: 'true, false, auto' },
  batch: { path: ['options', 'batch_tokens'], kind: 'number', help: 'logical batch (default 2048)' },
  ubatch: { path: ['options', 'ubatch_tokens'], kind: 'number', help: 'physical batch (default 512)' },
  'output-rows': { path: ['options', 'output_rows'], kind: 'number-or-text', help: 'slots, all or a number' },
  'gpu-layers': { path: ['options', 'gpu_layers'], kind: 'number-or-text', help: 'auto, all or a number' },
  'experts-on-host': {
    path: ['options', 'experts_on_host'],
    kind: 'number-or-text',
    help: 'auto, all or a number of layers',
  },
  'tensor-split': { path: ['options', 'tensor_split'], kind: 'numbers', help: '3,1: share of each device' },
  parallelism: { path: ['options', 'parallelism'], kind: 'text', help: 'default auto' },
  'tensor-parallel': { path: ['options', 'tensor_parallel'], kind: 'number', help: 'ranks of an exact plan' },
  'pipeline-parallel': { path: ['options', 'pipeline_parallel'], kind: 'number', help: 'ranks of an exact plan' },
  'expert-parallel': { path: ['options', 'expert_parallel'], kind: 'number', help: 'ranks of an exact plan' },
  'data-parallel': { path: ['options', 'data_parallel'], kind: 'number', help: 'ranks of an exact plan' },
  overrides: {
    path: ['options', 'overrides'],
    kind: 'words',
    help: 'tensors by pattern and where they go (llama.cpp -ot)',
  },
  'runtime-version': {
    path: ['options', 'runtime_version'],
    kind: 'text',
    help: 'default the one that the rules were read from',
  },
  nodes: { path: ['machine', 'nodes'], kind: 'number', help: 'computers that the devices are spread over' },
  mmap: { path: ['options', 'mmap'], kind: 'boolean', help: '--no-mmap reads the file instead' },
  imatrix: { path: ['options', 'imatrix'], kind: 'boolean', help: 'quantised with an importance matrix' },
  'gpu-memory-utilization': {
    path: ['options', 'gpu_memory_utilization'],
    kind: 'number',
    help: 'share of each device',
  },
  include: { path: ['include'], kind: 'words', help: 'limits,suggestions,commands,rules_of_thumb,explain or none' },
};

/** @type {Record<string, Flag>} of rank-models and rank-devices */
export const RANK_FLAGS = {
  ids: { path: ['where', 'ids'], kind: 'words', help: 'only these candidates' },
  families: { path: ['where', 'families'], kind: 'words', help: 'only these families of models' },
  vendors: { path: ['where', 'vendors'], kind: 'words', help: 'only these makers of devices' },
  counts: { path: ['where', 'counts'], kind: 'numbers', help: 'numbers of devices to try' },
  grades: { path: ['where', 'grades'], kind: 'words', help: 'only these grades' },
  sort: { path: ['sort'], kind: 'text', help: 'grade, speed, memory, parameters, context' },
  limit: { path: ['limit'], kind: 'number', help: 'most rows (default 50)' },
  fields: { path: ['fields'], kind: 'words', help: 'only these keys of a row' },
};

/** A number where the text is one, else the text, for the engine to refuse at its field. @param {string} text */
function numberOf(text) {
  const value = Number(text);
  return text.trim() !== '' && !Number.isNaN(value) && Number.isFinite(value) ? value : text;
}

/** @param {string} text */
const listOf = (text) => (text === '' || text === 'none' ? [] : text.split(','));

/** @param {Flag} flag @param {string | boolean} value */
function valueOf(flag, value) {
  const text = String(value);
  switch (flag.kind) {
    case 'boolean':
      return value;
    case 'number':
    case 'number-or-text':
      return numberOf(text);
    case 'numbers':
      return listOf(text).map(numberOf);
    case 'words':
      return listOf(text);
    default:
      return text === 'true' ? true : text === 'false' ? false : text;
  }
}

/** Model names and ids may read "true" or "false"; only this flag has words and truth values. */
const TRUTH_OR_TEXT = 'flash-attention';

/**
 * @param {string[]} args  after the command
 * @param {Record<string, Flag>} flags
 * @returns {{request: any, json: boolean, help: boolean, positionals: string[]}}
 */
export function readArguments(args, flags) {
  /** @type {NonNullable<import('node:util').ParseArgsConfig['options']>} */
  const options = {
    device: { type: 'string', multiple: true },
    config: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  for (const [name, flag] of Object.entries(flags))
    options[name] = { type: flag.kind === 'boolean' ? 'boolean' : 'string' };
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true, allowNegative: true, strict: true });
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
  /** @type {any} */
  let request = {};
  for (const [name, flag] of Object.entries(flags)) {
    const given = parsed.values[name];
    if (given === undefined) continue;
    const plainText = flag.kind === 'text' && name !== TRUTH_OR_TEXT;
    request = withValue(request, flag.path, plainText ? given : valueOf(flag, /** @type {string | boolean} */ (given)));
  }
  const devices = /** @type {string[] | undefined} */ (parsed.values.device);
  if (devices) request = withValue(request, ['machine', 'devices'], devices.map(deviceEntry));
  return {
    request,
    json: parsed.values.json === true,
    help: parsed.values.help === true,
    positionals: parsed.positionals,
    ...(typeof parsed.values.config === 'string' ? { config: parsed.values.config } : {}),
  };
}

/** @param {Record<string, Flag>} flags */
export function helpOf(flags) {
  const rows = Object.entries(flags).map(([name, flag]) => {
    const value = { boolean: '', number: ' N', 'number-or-text': ' N', numbers: ' N,N', words: ' A,B', text: ' WORD' };
    return [`--${name}${value[flag.kind]}`, flag.help];
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
