// A command line that runs a model: llama-server and its kin, ollama run, vllm serve.
import { Reading } from './reading.js';

/** Programs of llama.cpp whose flags these are. */
const LLAMA = /^(?:llama-(?:server|cli|run|bench|simple-chat|mtmd-cli)|llama|llamafile)(?:\.exe)?$/i;

/** llama.cpp: what has no part in what fits, with a value after it. */
const LLAMA_VALUES = new Set(
  `--host --port -t --threads -tb --threads-batch --temp --top-k --top-p --min-p --seed -s --repeat-penalty --presence-penalty
   --frequency-penalty --repeat-last-n -p --prompt -n --predict --n-predict --alias -a --api-key --chat-template
   --chat-template-file --chat-template-kwargs --reasoning-format --reasoning-budget --timeout -to --log-file --lora
   --mmproj --hf-token -hft -sm --split-mode -mg --main-gpu --device -dev --cache-reuse --keep --prio --poll --numa`.split(
    /\s+/,
  ),
);
/** llama.cpp: what has no part in what fits and stands alone. */
const LLAMA_ALONE = new Set(
  `--jinja --no-webui --metrics --verbose -v --mlock -cb --cont-batching --no-warmup -i --interactive -cnv --conversation
   -no-cnv --no-conversation --color --no-context-shift --context-shift --embeddings --slots --log-disable --webui --mmap
   --simple-io -st --single-turn --offline`.split(/\s+/),
);
const VLLM_VALUES = new Set(
  `--host --port --api-key --served-model-name --seed --tokenizer --tokenizer-mode --chat-template --download-dir --revision
   --reasoning-parser --tool-call-parser --distributed-executor-backend --uvicorn-log-level --load-format`.split(/\s+/),
);
const VLLM_ALONE = new Set(
  `--trust-remote-code --enable-auto-tool-choice --enable-prefix-caching --enable-chunked-prefill --disable-log-requests
   --disable-log-stats --enable-reasoning`.split(/\s+/),
);

/** @param {string} text the words of a command line, with their quotes taken off @returns {string[]} */
export function shellWords(text) {
  const words = [];
  let word = '';
  let quote = '';
  let started = false;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place];
    if (quote) {
      if (letter === quote) quote = '';
      else word += letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      started = true;
    } else if (/\s/.test(letter)) {
      if (started) words.push(word);
      word = '';
      started = false;
    } else {
      word += letter;
      started = true;
    }
  }
  if (started) words.push(word);
  return words;
}

/** A file's name without folders. @param {string} path */
const baseName = (path) => path.split(/[\\/]/).at(-1) ?? path;

/**
 * A GGUF file's name: the model's and the format's. "Qwen3-8B-UD-Q4_K_XL-00001-of-00002.gguf" -> Qwen3-8B, UD-Q4_K_XL.
 * @param {string} path @returns {{model: string, format?: string}}
 */
export function ggufName(path) {
  const stem = baseName(path)
    .replace(/\.gguf$/i, '')
    .replace(/-\d{5}-of-\d{5}$/, '');
  const found = /^(.{1,150}?)[-.]((?:UD-)?(?:I?Q\d\w{0,8}|TQ\d_\d|MXFP4(?:_MOE)?|BF16|F16|F32|FP16))$/i.exec(stem);
  return found ? { model: found[1], format: formatName(found[2]) } : { model: stem };
}

/** @param {string} text as tags and files write formats */
const formatName = (text) =>
  text
    .toUpperCase()
    .replace(/^FP16$/, 'F16')
    .replace(/^UD-/, '');

/** @param {string} repository "org/Name-GGUF" or "org/Name-GGUF:Q4_K_M" */
function ofRepository(repository) {
  const [name, format] = repository.split(':');
  return { model: name.replace(/[-_]gguf$/i, ''), format: format ? formatName(format) : 'Q4_K_M' };
}

/** @param {string | undefined} text "32768", "32k", "1M" @param {number} [small] what k stands for @returns {number | undefined} */
function tokens(text, small = 1024) {
  const found = /^(\d{1,9}(?:\.\d{1,3})?)([kKmM]?)$/.exec(text ?? '');
  if (!found) return undefined;
  const unit = { '': 1, k: small, K: 1024, m: small * small, M: 1024 * 1024 }[found[2]] ?? 1;
  return Math.round(Number(found[1]) * unit);
}

/** @param {string[]} lines */
export function readCommand(lines) {
  const reading = new Reading();
  for (let number = 0; number < lines.length; number += 1) {
    const first = number;
    let text = lines[number].trim().replace(/^(?:[$>%#]|PS [^>]{0,80}>|[\w.@~:\\/-]{1,80}[$#>])\s+/, '');
    const start = programOf(text);
    if (start === undefined) continue;
    // A line that ends in \, ^ or ` goes on in the next.
    while (/[\\^`]\s*$/.test(text) && number + 1 < lines.length) {
      number += 1;
      text = `${text.replace(/[\\^`]\s*$/, ' ')}${lines[number].trim()}`;
    }
    for (let known = first; known <= number; known += 1) reading.known.add(known);
    const words = shellWords(text).flatMap((word) =>
      /^--?[a-z][\w-]{0,40}=/i.test(word)
        ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
        : [word],
    );
    const from = words.findIndex((word) => isProgram(word));
    const strange = (/** @type {string} */ word) => reading.unknown.push({ line: first + 1, text: word });
    const name = baseName(words[from] ?? '').toLowerCase();
    if (name.startsWith('ollama')) readOllama(words.slice(from + 1), reading, strange);
    else if (name.startsWith('vllm')) readVllm(words.slice(from + 1), reading, strange);
    else readLlama(words.slice(from + 1), reading, strange);
  }
  return reading;
}

/** @param {string} word */
const isProgram = (word) =>
  LLAMA.test(baseName(word)) ||
  /llama[^\s/\\]{0,40}[/\\](?:.{0,80}[/\\])?(?:server|main)(?:\.exe)?$/i.test(word) ||
  /^(?:ollama|vllm)(?:\.exe)?$/i.test(baseName(word)) ||
  /^vllm\.entrypoints/.test(word);

/** @param {string} text @returns {string | undefined} */
const programOf = (text) => text.split(/\s+/).slice(0, 24).find(isProgram);

/** @param {string[]} words @param {Reading} reading @param {(word: string) => void} strange */
function readLlama(words, reading, strange) {
  /** @type {any} */
  const options = {};
  /** @type {any} */
  const told = {};
  let context;
  let slots = 1;
  for (let place = 0; place < words.length; place += 1) {
    const flag = words[place];
    const value = words[place + 1];
    const number = Number(value);
    let taken = 1;
    if (/^(?:-m|--model)$/.test(flag)) {
      // A variable of a shell names nothing here.
      if (/[$%]/.test(value ?? '')) strange(`${flag} ${value}`);
      else Object.assign(told, ggufName(value ?? ''));
    } else if (/^(?:-hf|-hfr|--hf-repo)$/.test(flag)) Object.assign(told, ofRepository(value ?? ''));
    else if (/^(?:-hff|--hf-file)$/.test(flag)) Object.assign(told, { format: ggufName(value ?? '').format });
    else if (/^(?:-c|--ctx-size)$/.test(flag)) context = tokens(value);
    else if (/^(?:-np|--parallel)$/.test(flag)) slots = number > 0 ? number : 1;
    else if (/^(?:-ngl|--gpu-layers|--n-gpu-layers)$/.test(flag))
      options.gpu_layers = value === 'auto' ? 'auto' : value === 'all' || number >= 99 || number < 0 ? 'all' : number;
    else if (/^(?:-ctk|--cache-type-k)$/.test(flag)) options.kv_type_k = value;
    else if (/^(?:-ctv|--cache-type-v)$/.test(flag)) options.kv_type_v = value;
    else if (/^(?:-ub|--ubatch-size)$/.test(flag)) options.ubatch_tokens = number;
    else if (/^(?:-b|--batch-size)$/.test(flag)) options.batch_tokens = number;
    else if (/^(?:-ncmoe|--n-cpu-moe)$/.test(flag)) options.experts_on_host = number;
    else if (/^(?:-lm|--load-mode)$/.test(flag)) options.mmap = !/^(?:none|mlock|dio)$/.test(value ?? '');
    else if (/^(?:-ts|--tensor-split)$/.test(flag)) options.tensor_split = (value ?? '').split(/[,/]/).map(Number);
    else if (/^(?:-fa|--flash-attn)$/.test(flag)) {
      const said = /** @type {Record<string, any>} */ ({ on: true, 1: true, off: false, 0: false, auto: 'auto' })[
        value ?? ''
      ];
      options.flash_attention = said ?? true;
      taken = said === undefined ? 0 : 1;
    } else {
      taken = 0;
      if (/^(?:-kvu|--kv-unified)$/.test(flag)) options.kv_unified = true;
      else if (flag === '--no-mmap') options.mmap = false;
      else if (flag === '--swa-full') options.swa_full = true;
      else if (/^(?:-nkvo|--no-kv-offload)$/.test(flag)) options.kv_offload = false;
      else if (LLAMA_VALUES.has(flag)) taken = 1;
      else if (!LLAMA_ALONE.has(flag)) taken = strangeFlag(flag, value, strange);
    }
    place += taken;
  }
  if (options.kv_type_k !== undefined && options.kv_type_k === options.kv_type_v) {
    options.kv_type = options.kv_type_k;
    delete options.kv_type_k;
    delete options.kv_type_v;
  }
  /** @type {any} */
  const workload = {};
  if (context) workload.context_tokens = Math.floor(context / slots);
  if (slots > 1) workload.concurrency = slots;
  put(reading, { ...told, runtime: 'llama.cpp', workload, options });
}

/** @param {string[]} words @param {Reading} reading @param {(word: string) => void} strange */
function readOllama(words, reading, strange) {
  const [verb, ...rest] = words;
  if (!['run', 'pull', 'show'].includes(verb)) {
    if (verb) strange(verb);
    return;
  }
  const tag = rest.find((word) => !word.startsWith('-')) ?? '';
  for (const word of rest)
    if (word.startsWith('-') && !/^--(?:verbose|keepalive|insecure|nowordwrap|think|hidethinking)$/.test(word))
      strange(word);
  const file = /^(?:hf\.co|huggingface\.co)\/(.+)$/.exec(tag);
  const quantised = /^(.{1,120}?)-((?:i?q\d\w{0,6})|fp16|bf16|f16)$/i.exec(tag);
  const told = file
    ? ofRepository(file[1])
    : quantised
      ? { model: quantised[1], format: formatName(quantised[2]) }
      : { model: tag };
  reading.note('runtime-ollama');
  put(reading, { ...told, runtime: 'ollama', workload: {}, options: {} });
}

/** @param {string[]} words @param {Reading} reading @param {(word: string) => void} strange */
function readVllm(words, reading, strange) {
  /** @type {any} */
  const workload = {};
  let model;
  let deviceCount = 1;
  for (let place = 0; place < words.length; place += 1) {
    const flag = words[place].replace(/^--([a-z_-]+)$/, (_, name) => `--${name.replaceAll('_', '-')}`);
    const value = words[place + 1];
    let taken = 1;
    if (/^(?:serve)$/.test(flag)) taken = 0;
    else if (flag === '--model') model = value;
    else if (/^(?:--tensor-parallel-size|-tp|--pipeline-parallel-size|-pp)$/.test(flag))
      deviceCount *= Number(value) > 0 ? Number(value) : 1;
    else if (flag === '--max-model-len') workload.context_tokens = tokens(value, 1000);
    else if (flag === '--max-num-seqs') workload.concurrency = Number(value);
    else if (VLLM_VALUES.has(flag)) taken = 1;
    else if (VLLM_ALONE.has(flag)) taken = 0;
    else if (!flag.startsWith('-') && model === undefined) {
      model = flag;
      taken = 0;
    } else taken = strangeFlag(words[place], value, strange);
    place += taken;
  }
  reading.note('runtime-vllm');
  put(reading, { ...(model && { model }), runtime: 'vllm', deviceCount, workload, options: {} });
}

/** A flag that is not known, and the value that seems to be its own. @returns {number} words taken after it */
function strangeFlag(
  /** @type {string} */ flag,
  /** @type {string | undefined} */ value,
  /** @type {(word: string) => void} */ strange,
) {
  const own = flag.startsWith('-') && value !== undefined && !/^-[a-z-]/i.test(value);
  strange(own ? `${flag} ${value}` : flag);
  return own ? 1 : 0;
}

/** The first command of a paste says what is asked. @param {Reading} reading @param {import('./reading.js').Asked} asked */
function put(reading, asked) {
  const kept = /** @type {any} */ ({ ...asked });
  for (const key of ['workload', 'options']) {
    for (const [name, value] of Object.entries(kept[key]))
      if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) delete kept[key][name];
    if (!Object.keys(kept[key]).length) delete kept[key];
  }
  for (const key of ['model', 'format']) if (!kept[key]) delete kept[key];
  if (kept.deviceCount === 1) delete kept.deviceCount;
  reading.asked ??= kept;
}
