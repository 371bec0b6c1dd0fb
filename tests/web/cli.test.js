import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FLAGS, readArguments } from '../../web/cli/arguments.js';
import { LONGEST_LINE, batch, lines } from '../../web/cli/batch.js';
import { engine, envelopeProblems, reportProblems, requestProblems, schemas } from './contracts.js';

const CLI = fileURLToPath(new URL('../../web/cli.js', import.meta.url));
const ASKED = {
  model: 'Qwen/Qwen3-8B',
  format: 'Q4_K_M',
  machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }] },
  include: [],
};

/**
 * @param {string[]} args
 * @param {string | Buffer | null} [input]
 * @returns {Promise<{code: number | null, out: string, err: string}>}
 */
function run(args, input = null) {
  return new Promise((finished, failed) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const out = [];
    /** @type {Buffer[]} */
    const err = [];
    child.stdout.on('data', (piece) => out.push(piece));
    child.stderr.on('data', (piece) => err.push(piece));
    child.on('error', failed);
    child.on('close', (code) =>
      finished({
        code,
        out: Buffer.concat(out).toString(),
        err: Buffer.concat(err).toString(),
      }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}

test('estimate --json prints the envelope of the engine', async () => {
  const { code, out } = await run([
    'estimate',
    '--model',
    'qwen3:8b',
    '--format',
    'Q4_K_M',
    '--device',
    'rtx 4090',
    '--context',
    '8192',
    '--json',
  ]);
  assert.equal(code, 0);
  const envelope = JSON.parse(out);
  assert.deepEqual(envelopeProblems(envelope), []);
  assert.deepEqual(reportProblems(envelope.value), []);
  assert.equal(envelope.value.resolved.model, 'Qwen/Qwen3-8B');
  assert.equal(envelope.value.resolved.workload.context_tokens, 8192);
});

test('estimate without --json reads as a verdict, memory by part, limits, speed and a command', async () => {
  const { code, out } = await run([
    'estimate',
    '--model',
    'Qwen/Qwen3-8B',
    '--format',
    'Q4_K_M',
    '--device',
    'nvidia/geforce-rtx-4090',
    '--host-memory',
    '64',
  ]);
  assert.equal(code, 0);
  for (const text of [
    'Yes: Qwen3 8B (Q4_K_M)',
    'weights',
    'KV cache',
    'needed',
    'usable',
    'tokens/s (uncalibrated)',
    'largest context',
    'llama-server -m',
  ]) {
    assert.ok(out.includes(text), `${text} in\n${out}`);
  }
});

test('what does not fit is an answer with changes that help', async () => {
  const { code, out } = await run([
    'estimate',
    '--model',
    'meta-llama/Llama-3.3-70B-Instruct',
    '--format',
    'Q4_K_M',
    '--device',
    'rtx 4060 laptop',
    '--host-memory',
    '16',
  ]);
  assert.equal(code, 0);
  assert.match(out, /^No: /);
  assert.match(out, /What would help:\n- /);
});

test('a refusal names each field and ends with status 2', async () => {
  const { code, out, err } = await run(['estimate', '--model', 'qwen3:8c', '--device', 'rtx 4090', '--context=-5']);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /\/model: .*\(unknown-model\)/);
  assert.match(err, /\/workload\/context_tokens: .*\(out-of-range\)/);
  const json = await run(['estimate', '--model', 'qwen3:8c', '--device', 'rtx 4090', '--json']);
  assert.equal(json.code, 2);
  assert.deepEqual(envelopeProblems(JSON.parse(json.out)), []);
});

test('a flag that does not exist, a missing command and a missing file end with status 2 and a line of words', async () => {
  for (const args of [
    ['estimate', '--contxt', '3'],
    ['guess'],
    [],
    ['inspect', '/nowhere/config.json'],
    ['inspect'],
    ['estimate', 'stray'],
  ]) {
    const { code, err, out } = await run(args);
    assert.equal(code, 2, args.join(' '));
    assert.doesNotMatch(err + out, /at .*cli\.js:\d+/, 'no stack trace');
  }
});

test('--help lists every flag', async () => {
  const { code, out } = await run(['estimate', '--help']);
  assert.equal(code, 0);
  for (const name of Object.keys(FLAGS)) assert.ok(out.includes(`--${name}`), name);
});

test('every field of a request has a flag', () => {
  const reached = new Set(Object.values(FLAGS).map(({ path }) => path.join('.')));
  const { properties, $defs } = schemas.request;
  const wanted = [
    ...Object.keys(properties).filter((key) => !['machine', 'workload', 'options'].includes(key)),
    ...Object.keys($defs.Workload.properties).map((key) => `workload.${key}`),
    ...Object.keys($defs.Options.properties).map((key) => `options.${key}`),
    ...Object.keys($defs.Host.properties).map((key) => `machine.host.${key}`),
    'machine.nodes',
  ];
  assert.deepEqual(
    wanted.filter((field) => !reached.has(field)),
    [],
  );
});

test('flags become a request of the right shape', () => {
  const { request } = readArguments(
    [
      ...[
        '--model',
        'a/b',
        '--device',
        '2x nvidia/rtx-a6000',
        '--device',
        'a100-40gbx4',
        '--device',
        '{"device":{"memory_gib":24,"bandwidth_gb_s":900}}',
      ],
      ...[
        '--context',
        '4096',
        '--concurrency',
        '4',
        '--kv-type',
        'q8_0',
        '--flash-attention',
        'true',
        '--gpu-layers',
        'all',
        '--experts-on-host',
        '3',
      ],
      ...[
        '--host-memory',
        '64',
        '--kv-unified',
        '--no-mmap',
        '--tensor-split',
        '3,1,1',
        '--include',
        'none',
        '--output-rows',
        '12',
      ],
    ],
    FLAGS,
  );
  assert.deepEqual(request, {
    model: 'a/b',
    workload: { context_tokens: 4096, concurrency: 4 },
    machine: {
      host: { memory_gib: 64 },
      devices: [
        { device: 'nvidia/rtx-a6000', count: 2 },
        { device: 'a100-40gb', count: 4 },
        { device: { memory_gib: 24, bandwidth_gb_s: 900 } },
      ],
    },
    options: {
      kv_type: 'q8_0',
      kv_unified: true,
      flash_attention: true,
      output_rows: 12,
      gpu_layers: 'all',
      experts_on_host: 3,
      tensor_split: [3, 1, 1],
      mmap: false,
    },
    include: [],
  });
  assert.deepEqual(requestProblems(request), []);
});

test('rank-devices and rank-models print rows, and envelopes with --json', async () => {
  const devices = await run(['rank-devices', '--model', 'Qwen/Qwen3-8B', '--limit', '3']);
  assert.equal(devices.code, 0);
  assert.equal(devices.out.trim().split('\n').length, 5, devices.out);
  const models = await run(['rank-models', '--device', 'rtx 4090', '--limit', '3', '--json']);
  assert.equal(JSON.parse(models.out).value.rows.length, 3);
});

test('inspect reads a config.json and refuses what is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'canrun-'));
  try {
    const good = join(folder, 'config.json');
    await writeFile(
      good,
      JSON.stringify({
        model_type: 'llama',
        hidden_size: 4096,
        intermediate_size: 11008,
        num_hidden_layers: 32,
        num_attention_heads: 32,
        vocab_size: 32000,
        max_position_embeddings: 4096,
      }),
    );
    const read = await run(['inspect', good, '--json']);
    assert.equal(read.code, 0, read.err);
    // Llama 2 7B: 6,738,415,616 parameters (meta-llama/Llama-2-7b-hf on Hugging Face).
    assert.equal(JSON.parse(read.out).value.parameters, 6738415616);
    const estimate = await run(['estimate', '--config', good, '--format', 'F16', '--device', 'rtx 4090', '--json']);
    assert.equal(estimate.code, 0, estimate.err);
    await writeFile(good, '{"model_type": "no-such-model"}');
    const refused = await run(['inspect', good]);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /unknown-model-type/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('batch answers a line for a line, in order, and a bad line never stops it', async () => {
  const input = [
    JSON.stringify(ASKED),
    '{',
    '',
    JSON.stringify({ ...ASKED, model: 'nobody/nothing' }),
    '\u0000\u0001',
    JSON.stringify({ ...ASKED, format: 'Q8_0' }),
    '[1,2',
    JSON.stringify({ ...ASKED, workload: { context_tokens: 1e30 } }),
  ].join('\n');
  // The last line has no line feed at its end.
  const { code, out } = await run(['batch'], Buffer.concat([Buffer.from(input), Buffer.from([0x0a, 0xff, 0xfe])]));
  assert.equal(code, 0);
  assert.ok(out.endsWith('\n'));
  const envelopes = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(envelopes.flatMap(envelopeProblems), []);
  assert.deepEqual(
    envelopes.map(({ ok }) => ok),
    [true, false, false, false, false, true, false, false, false],
  );
  assert.equal(envelopes[0].value.resolved.format, 'Q4_K_M');
  assert.equal(envelopes[5].value.resolved.format, 'Q8_0');
});

test('batch says nothing to nothing', async () => {
  assert.deepEqual(await run(['batch'], ''), { code: 0, out: '', err: '' });
});

test('a reader that stops early is no failure', async () => {
  const child = spawn(
    'bash',
    [
      '-c',
      'set -o pipefail; (for i in $(seq 1 20000); do echo "$REQUEST"; done) 2>/dev/null | "$NODE" "$CLI" batch | head -n 1 >/dev/null; echo "${PIPESTATUS[1]}"',
    ],
    {
      env: {
        ...process.env,
        REQUEST: JSON.stringify(ASKED),
        NODE: process.execPath,
        CLI,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (piece) => (out += piece));
  child.stderr.on('data', (piece) => (err += piece));
  await new Promise((closed) => child.on('close', closed));
  assert.equal(err, '');
  assert.equal(out.trim(), '0');
});

/** Bytes that come in pieces, without ever being one text. @param {number} bytes @param {Buffer} [end] */
async function* flood(bytes, end = Buffer.from('\n')) {
  const piece = Buffer.alloc(64 * 1024, 0x78);
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
  yield end;
}

test('a line of 100 MB is refused without being kept', async () => {
  const before = process.memoryUsage.rss();
  let most = before;
  const found = [];
  async function* input() {
    for await (const piece of flood(100 * 2 ** 20)) {
      most = Math.max(most, process.memoryUsage.rss());
      yield piece;
    }
    yield Buffer.from('short\n');
  }
  for await (const line of lines(input())) found.push(line === null ? null : line.toString());
  assert.deepEqual(found, [null, 'short']);
  assert.ok(most - before < 4 * LONGEST_LINE, `${Math.round((most - before) / 2 ** 20)} MiB more`);

  let out = '';
  const output = new Writable({
    write(piece, _encoding, done) {
      out += piece;
      done();
    },
  });
  await batch(Readable.from(flood(100 * 2 ** 20)), output, () => 'never asked');
  const [error] = JSON.parse(out).errors;
  assert.equal(error.code, 'too-large');
});

test('batch waits for a slow reader', async () => {
  let waiting = 0;
  let most = 0;
  const output = new Writable({
    highWaterMark: 1024,
    write(piece, _encoding, done) {
      waiting += piece.length;
      most = Math.max(most, waiting);
      setTimeout(() => {
        waiting -= piece.length;
        done();
      }, 1);
    },
  });
  const long = 'x'.repeat(10_000);
  await batch(Readable.from(Array(2000).fill(Buffer.from('{}\n'))), output, () => long);
  assert.ok(output.writableLength < 200_000, 'nothing is piled up');
  assert.ok(most < 200_000, String(most));
});

test('batch answers a stream of a thousand requests of five models, each of them', async () => {
  const one = await engine();
  const models = [
    'Qwen/Qwen3-8B',
    'meta-llama/Llama-3.1-8B-Instruct',
    'google/gemma-3-27b-it',
    'deepseek-ai/DeepSeek-R1',
    'openai/gpt-oss-20b',
  ];
  const asked = models.map((model) => Buffer.from(`${JSON.stringify({ ...ASKED, model })}\n`));
  const requests = 1000;
  async function* input() {
    for (let index = 0; index < requests; index += 1) yield asked[index % asked.length];
  }
  let answers = 0;
  const output = new Writable({
    write(piece, _encoding, done) {
      answers += piece.toString().split('"ok":true').length - 1;
      done();
    },
  });
  await batch(input(), output, (request) => one.estimateText(request));
  assert.equal(answers, requests);
});
