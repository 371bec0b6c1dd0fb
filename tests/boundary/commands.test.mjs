// Does llama-server, in the version that data/runtimes names, take every command that the engine writes?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { callOf, libraryAnswers, root } from './hosts.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const known = JSON.parse(read('tests/truth/llama_cpp_flags.json'));

const card = { device: { memory_gib: 24, bandwidth_gb_s: 1008 } };
const dense = 'meta-llama/Llama-3.1-8B-Instruct';
const sparse = 'Qwen/Qwen3-30B-A3B';
const windowed = 'google/gemma-3-4b-it';
const ask = (model, options = {}, devices = [card], workload = {}) => ({
  model,
  format: 'Q4_K_M',
  runtime: 'llama.cpp',
  machine: { devices, host: { memory_gib: 64 } },
  workload: { context_tokens: 4096, ...workload },
  options,
  include: ['commands'],
});

/** Together they ask for everything that a command can say; the last test holds them to it. */
const requests = [
  ask(dense),
  ask(dense, { flash_attention: false, mmap: false, kv_offload: false }),
  ask(dense, { gpu_layers: 12, batch_tokens: 1024, ubatch_tokens: 256 }),
  ask(dense, { kv_unified: true }, [card], { concurrency: 4 }),
  ask(dense, {}, [card, card]),
  ask(sparse, { experts_on_host: 20 }),
  ask(windowed, { swa_full: true }),
  ...known.values['--cache-type-k'].map((type) => ask(dense, { flash_attention: true, kv_type: type })),
];

/** The command's options and what stands after each. @param {string} command @returns {[string, string | undefined][]} */
function optionsOf(command) {
  const [program, ...words] = command.split(' ');
  assert.equal(program, 'llama-server');
  const options = [];
  while (words.length > 0) {
    const flag = words.shift();
    const hint = known.flags[flag];
    assert.notEqual(hint, undefined, `llama-server ${known.version} has no ${flag}: ${command}`);
    options.push([flag, hint === null ? undefined : words.shift()]);
  }
  return options;
}

const answers = libraryAnswers(
  'native',
  requests.map((request) => callOf('estimate', request)),
).map((line) => JSON.parse(line));
const commands = answers.flatMap((answer, i) => {
  assert.ok(answer.ok, `${JSON.stringify(requests[i])}: ${JSON.stringify(answer.errors)}`);
  return answer.value.commands.map(({ command }) => command);
});

test('the list is of the version that the runtime has', () => {
  const runtime = JSON.parse(read('data/runtimes/llama.cpp.json'));
  assert.equal(known.version, runtime.version);
  assert.ok(Object.keys(known.flags).length > 300);
});

test('every request gets a command', () => assert.equal(commands.length, requests.length));

test('every option is one of the list, with a value where it takes one and none where it does not', () => {
  for (const command of commands) {
    for (const [flag, value] of optionsOf(command)) {
      if (known.flags[flag] === null) continue;
      assert.ok(value && !value.startsWith('-'), `${flag} lacks its value: ${command}`);
      const hint = known.flags[flag];
      if (hint === 'N') assert.match(value, /^\d+$/, command);
      if (hint.startsWith('N0,')) assert.match(value, /^\d+(,\d+)+$/, command);
      const allowed = known.values[known.short[flag] ?? flag];
      if (allowed) assert.ok(allowed.includes(value), `${flag} ${value}: ${command}`);
    }
  }
});

test('no option stands twice', () => {
  for (const command of commands) {
    const flags = optionsOf(command).map(([flag]) => flag);
    assert.deepEqual(flags, [...new Set(flags)], command);
  }
});

test('the requests reach every option that the engine can write', () => {
  const written = read('src/runtime/llama_cpp_command.cpp').matchAll(/(?<= )--?[a-z][a-z-]*(?=[ "])/g);
  const able = [...new Set([...written].map(([flag]) => flag))].sort();
  const seen = [...new Set(commands.flatMap(optionsOf).map(([flag]) => flag))].sort();
  assert.deepEqual(seen, able);
});
