import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { DeviceIndex } from '../../web/src/recognise/device-index.js';
import { ggufName, shellWords } from '../../web/src/recognise/pasted/command.js';
import { LONGEST, readPasted } from '../../web/src/recognise/pasted/index.js';
import { catalog } from './contracts.js';

const folder = new URL('../truth/pasted/', import.meta.url);
/** @type {{kind: string, text: string, expect: any, source: string}[]} */
const rows = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line));
const index = new DeviceIndex(catalog().devices);

/** @param {import('../../web/src/recognise/pasted/index.js').PastedDevice[]} devices */
const told = (devices) => devices.map(({ candidates, count }) => ({ ids: [...candidates].sort(), count }));

test('outputs that people have pasted elsewhere are read as what they say, line by line', () => {
  assert.ok(rows.length >= 25, String(rows.length));
  for (const { kind, text, expect, source } of rows) {
    const where = `${kind}, ${source}`;
    const read = readPasted(text, index);
    assert.deepEqual(told(read.devices), expect.devices, where);
    assert.equal(read.host_memory_gib, expect.host_memory_gib, where);
    assert.deepEqual(read.asked, expect.asked, where);
    assert.deepEqual(
      read.notes.map(({ code }) => code),
      expect.notes ?? [],
      where,
    );
    if (expect.left_out) assert.deepEqual(told(read.left_out), expect.left_out, where);
    assert.deepEqual(
      read.not_understood.map((unknown) => unknown.text),
      expect.unknown ?? [],
      where,
    );
  }
});

test("llama.cpp's flags become the question that they ask", () => {
  const read = readPasted(
    '$ ./build/bin/llama-server -m "models/My Folder/Qwen3-8B-Q4_K_M.gguf" -c 32768 -np 2 -ngl 20 -fa on -ctk q8_0 -ctv q8_0 -ub 1024 --host 0.0.0.0 --frobnicate 3 -kvu',
    index,
  );
  assert.deepEqual(read.asked, {
    model: 'Qwen3-8B',
    format: 'Q4_K_M',
    runtime: 'llama.cpp',
    workload: { context_tokens: 16384, concurrency: 2 },
    options: { gpu_layers: 20, flash_attention: true, kv_type: 'q8_0', ubatch_tokens: 1024, kv_unified: true },
  });
  assert.deepEqual(read.not_understood, [{ line: 1, text: '--frobnicate 3' }]);
  const other = readPasted(
    'llama-cli --hf-repo unsloth/gpt-oss-20b-GGUF:F16 -c 8k \\\n -ctk q8_0 --n-cpu-moe 12 --no-mmap',
    index,
  );
  assert.deepEqual(other.asked, {
    model: 'unsloth/gpt-oss-20b',
    format: 'F16',
    runtime: 'llama.cpp',
    workload: { context_tokens: 8192 },
    options: { kv_type_k: 'q8_0', experts_on_host: 12, mmap: false },
  });
  const mapped = (/** @type {string} */ mode) => readPasted(`llama-server -m a.gguf -lm ${mode}`, index).asked?.options;
  for (const mode of ['none', 'mlock', 'dio']) assert.deepEqual(mapped(mode), { mmap: false }, mode);
  for (const mode of ['auto', 'mmap', 'mmap+mlock']) assert.deepEqual(mapped(mode), { mmap: true }, mode);
  assert.equal(readPasted('llama-server -m "${base}\\${file}" -c 4096', index).asked?.model, undefined);
});

test("an ollama tag is a model and the format in the tag's end", () => {
  const asked = (/** @type {string} */ text) => readPasted(text, index).asked;
  assert.deepEqual(asked('ollama run llama3.1'), { model: 'llama3.1', runtime: 'ollama' });
  assert.deepEqual(asked('>>> ollama run qwen2.5:14b-instruct-q4_K_M --verbose'), {
    model: 'qwen2.5:14b-instruct',
    format: 'Q4_K_M',
    runtime: 'ollama',
  });
  assert.deepEqual(asked('ollama run hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0'), {
    model: 'bartowski/Llama-3.2-1B-Instruct',
    format: 'Q8_0',
    runtime: 'ollama',
  });
});

test('a GGUF file is named after its model and its format', () => {
  assert.deepEqual(ggufName('C:\\m\\Qwen3-30B-A3B-UD-Q4_K_XL-00001-of-00002.gguf'), {
    model: 'Qwen3-30B-A3B',
    format: 'Q4_K_XL',
  });
  assert.deepEqual(ggufName('gpt-oss-120b-MXFP4.gguf'), { model: 'gpt-oss-120b', format: 'MXFP4' });
  assert.deepEqual(ggufName('mistral-7b-instruct-v0.2.IQ4_XS.gguf'), {
    model: 'mistral-7b-instruct-v0.2',
    format: 'IQ4_XS',
  });
  assert.deepEqual(ggufName('model.gguf'), { model: 'model' });
  assert.deepEqual(shellWords(`a "b c" 'd "e' f"g h"`), ['a', 'b c', 'd "e', 'fg h']);
});

test('About This Mac is read in English and Chinese; where cores are not told, both sold chips are offered', () => {
  const ids = ['apple/m2-pro-16-core-16gb', 'apple/m2-pro-19-core-16gb'];
  for (const text of [
    'Chip  Apple M2 Pro\nMemory  16 GB',
    '芯片 Apple M2 Pro\n内存 16 GB',
    'Chip\nApple M2 Pro\nMemory\n16 GB',
  ])
    assert.deepEqual(told(readPasted(text, index).devices), [{ ids, count: 1 }], text);
});

test("a cut name of an older nvidia-smi is no card's name, and a plain name is one", () => {
  const cut = readPasted('|   0  NVIDIA GeForce ...  Off  | 00000000:01:00.0  On |                  N/A |', index);
  assert.deepEqual([cut.devices, cut.notes[0].code], [[], 'name-cut']);
  assert.deepEqual(told(readPasted('2x RTX 3090\nRTX 4060 Ti 16GB', index).devices), [
    { ids: ['nvidia/geforce-rtx-3090'], count: 2 },
    { ids: ['nvidia/geforce-rtx-4060-ti-16gb'], count: 1 },
  ]);
});

test('what is not understood is named, line by line, as it stands', () => {
  const read = readPasted('hello\n\n<img src=x onerror=alert(1)>\nGPU 0: NVIDIA L4 (UUID: GPU-3a23c669)\n===', index);
  assert.deepEqual(told(read.devices), [{ ids: ['nvidia/l4'], count: 1 }]);
  assert.deepEqual(read.not_understood, [
    { line: 1, text: 'hello' },
    { line: 3, text: '<img src=x onerror=alert(1)>' },
  ]);
});

test('hostile text is bounded, whatever it repeats', () => {
  const pieces = [
    ' ',
    '\t',
    '|',
    '(',
    '[',
    'a:',
    'GPU ',
    '-',
    '"',
    '\\\n',
    '0x',
    '| 0  NVIDIA',
    'llama-server ',
    'ollama run ',
    '/',
    'Apple M',
    'Chip: ',
    '{',
    'device,',
    'Card name: ',
    '01:00.0 VGA compatible controller: ',
    '\ud800',
    '专用 GPU 内存',
  ];
  for (const piece of pieces) {
    for (const text of [piece.repeat(300_000 / piece.length), `${piece.repeat(900)}\n`.repeat(300)]) {
      const read = readPasted(text, index);
      assert.ok(read.not_understood.length <= LONGEST.characters);
      assert.ok(
        read.notes.some(({ code }) => code === 'cut'),
        piece,
      );
    }
  }
});
