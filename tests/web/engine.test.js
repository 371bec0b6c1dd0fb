import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CanRunError, Engine, loadEngine } from '../../web/engine.js';
import { nodeSource } from '../../web/engine-node.js';
import { answerTo, engine, envelopeProblems, manyRequests, validator } from './contracts.js';

const ASKED = {
  model: 'Qwen/Qwen3-8B',
  format: 'Q4_K_M',
  machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }] },
};

test('the engine is loaded once for a source, however often it is asked for', async () => {
  let created = 0;
  const source = {
    ...nodeSource,
    create: async () => {
      created += 1;
      return nodeSource.create();
    },
  };
  const [first, second] = await Promise.all([loadEngine(source), loadEngine(source)]);
  assert.equal(first, second);
  assert.equal(await loadEngine(source), first);
  assert.equal(created, 1);
});

test('a load that failed is tried again', async () => {
  let attempts = 0;
  const source = {
    ...nodeSource,
    wasm: async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('no network');
      return nodeSource.wasm();
    },
  };
  await assert.rejects(loadEngine(source), /no network/);
  assert.equal((await loadEngine(source)).estimate(ASKED).verdict.grade, 'yes');
});

test('the same catalog twice is harmless', async () => {
  const one = await loadEngine({ ...nodeSource });
  const before = one.estimateText(JSON.stringify(ASKED));
  one.load(await nodeSource.catalog());
  assert.equal(one.estimateText(JSON.stringify(ASKED)), before);
});

test('an answer arrives as an object', async () => {
  const report = (await engine()).estimate(ASKED);
  assert.equal(report.resolved.model, 'Qwen/Qwen3-8B');
  assert.equal(
    report.memory.needed_bytes,
    Object.values(report.memory.items).reduce((sum, bytes) => sum + bytes, 0),
  );
});

test('a refusal is a CanRunError with every error, each at its field', async () => {
  const refused = {
    model: 'Qwen/Qwen3-8C',
    machine: { devices: [{ device: 'nvidia/geforce-rtx-4091', count: 0 }] },
    workload: { contxt: 1 },
  };
  const one = await engine();
  assert.throws(
    () => one.estimate(/** @type {any} */ (refused)),
    (error) => {
      assert.ok(error instanceof CanRunError);
      const paths = error.errors.map(({ path }) => path);
      for (const path of ['/model', '/machine/devices/0/device', '/machine/devices/0/count', '/workload/contxt'])
        assert.ok(paths.includes(path), path);
      return true;
    },
  );
});

test('text that is no JSON, and bytes that are no text, are refused in an envelope', async () => {
  const one = await engine();
  const bad = [
    '',
    '{',
    '[]',
    'null',
    '{"model":"a","model":"b"}',
    '{"model":"\\ud800","machine":{"devices":[]}}',
    '{"model":1e999}',
    `${'['.repeat(100_000)}`,
    new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    ' '.repeat(20 * 2 ** 20),
  ];
  for (const request of bad) {
    const envelope = JSON.parse(one.estimateText(request));
    assert.equal(envelope.ok, false);
    assert.deepEqual(envelopeProblems(envelope), []);
  }
});

test('every report keeps to its schema, and asking what it resolved to gives it again', async () => {
  for (const request of manyRequests()) {
    const { ok, value, errors } = await answerTo(request);
    assert.ok(ok, `${JSON.stringify(request)}: ${JSON.stringify(errors)}`);
    const again = await answerTo(value.resolved);
    assert.deepEqual(again.value?.memory, value.memory, JSON.stringify(request));
    assert.deepEqual(again.value?.verdict, value.verdict, JSON.stringify(request));
  }
});

test('each suggestion, applied to the question, gives the grade that it promises', async () => {
  const { merged } = await import('../../web/src/question/state.js');
  let tried = 0;
  for (const request of manyRequests()) {
    const { value } = await answerTo(request);
    for (const suggestion of value.suggestions) {
      const changed = await answerTo(merged(request, suggestion.change));
      assert.equal(
        changed.value?.verdict.grade,
        suggestion.grade,
        JSON.stringify({
          request,
          change: suggestion.change,
          errors: changed.errors,
        }),
      );
      tried += 1;
    }
  }
  assert.ok(tried > 20, `only ${tried} suggestions were made`);
});

test('rankings keep to their schema', async () => {
  const problems = validator('rank.schema.json#/$defs/Ranking');
  const one = await engine();
  const models = one.rank({
    vary: 'model',
    machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }] },
    limit: 20,
  });
  assert.deepEqual(problems(models), []);
  assert.equal(models.rows.length, 20);
  const devices = one.rank({
    vary: 'device',
    model: 'Qwen/Qwen3-8B',
    limit: 20,
  });
  assert.deepEqual(problems(devices), []);
  assert.ok(devices.total >= devices.rows.length);
});

test('version says what is loaded', async () => {
  const version = (await engine()).version();
  assert.ok(version.models >= 120 && version.devices >= 120, JSON.stringify(version));
});

test('a module that traps is a refusal, and nothing else is ever thrown', () => {
  const trap = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  const broken = new Engine({ load: trap, estimate: trap, rank: trap, inspect: trap, version: trap });
  assert.deepEqual(envelopeProblems(JSON.parse(broken.estimateText('{}'))), []);
  for (const call of [
    () => broken.load(new Uint8Array()),
    () => broken.estimate(/** @type {any} */ ({})),
    () => broken.rank(/** @type {any} */ ({})),
    () => broken.inspect(new Uint8Array()),
    () => broken.version(),
  ]) {
    assert.throws(call, (error) => error instanceof CanRunError && error.errors[0].code === 'internal');
  }
});
