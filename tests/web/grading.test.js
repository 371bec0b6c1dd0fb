import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Grading } from '../../web/src/question/grading.js';
import { deviceGrades, modelGrades } from '../../web/src/question/list-grades.js';
import { withDevice, withModel } from '../../web/src/question/picking.js';
import { Names } from '../../web/src/catalog/names.js';
import { EXAMPLE } from '../../web/src/question/example.js';
import { answerTo, engine, names } from './contracts.js';

/** @param {number} count @returns {any[]} */
const lines = (count) => Array.from({ length: count }, (_, index) => ({ kind: 'model', id: `lab/model-${index}` }));

const settled = async () => {
  for (let turns = 0; turns < 50; turns += 1) await Promise.resolve();
};

test('grades are asked for after the list is shown, a few at a time, the first lines first', async () => {
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @type {string[][]} */
  const asked = [];
  let changes = 0;
  const grading = new Grading(
    () => (changes += 1),
    (run) => waiting.push(run),
  );
  grading.of('question', async (options) => {
    asked.push(options.map(({ id }) => id));
    return new Map(options.map(({ id }) => [id, 'yes']));
  });
  grading.want(lines(20));
  assert.equal(asked.length, 0, 'nothing is asked while the list is drawn');
  waiting[0]();
  await settled();
  assert.deepEqual(
    asked.flat(),
    lines(20).map(({ id }) => id),
  );
  assert.ok(asked.every((ids) => ids.length <= 8) && changes === asked.length);
  assert.equal(grading.grade('lab/model-19'), 'yes');
});

test('a list that is no longer shown is no longer asked for, and what is known is not asked again', async () => {
  /** @type {(() => void)[]} */
  const waiting = [];
  /** @type {string[]} */
  const asked = [];
  const grading = new Grading(
    () => {},
    (run) => waiting.push(run),
  );
  grading.of('question', async (options) => {
    asked.push(...options.map(({ id }) => id));
    return new Map();
  });
  grading.want(lines(3));
  grading.want(lines(1));
  for (const run of waiting.splice(0)) run();
  await settled();
  assert.deepEqual(asked, ['lab/model-0']);
  grading.want(lines(2));
  for (const run of waiting.splice(0)) run();
  await settled();
  assert.deepEqual(asked, ['lab/model-0', 'lab/model-1']);
  assert.equal(grading.grade('lab/model-0'), undefined, 'what has no grade shows none');
});

test('another question forgets the grades of the last', async () => {
  /** @type {(() => void)[]} */
  const waiting = [];
  const grading = new Grading(
    () => {},
    (run) => waiting.push(run),
  );
  grading.of('one', async () => new Map([['lab/model-0', 'no']]));
  grading.want(lines(1));
  waiting[0]();
  await settled();
  assert.equal(grading.grade('lab/model-0'), 'no');
  grading.of('other', async () => new Map());
  assert.equal(grading.grade('lab/model-0'), undefined);
});

test('the grade in a list is the grade of the answer', async () => {
  const ready = await engine();
  const rank = async (/** @type {any} */ request) => ready.rank(request);
  const option = (/** @type {any} */ kind, /** @type {string} */ id, more = {}) => ({
    kind,
    id,
    name: '',
    detail: '',
    ...more,
  });
  const models = ['Qwen/Qwen3-0.6B', 'Qwen/Qwen3-32B', 'deepseek-ai/DeepSeek-R1'];
  const ofModels = await modelGrades(rank, EXAMPLE)(models.map((id) => option('model', id)));
  for (const id of models) {
    const { verdict } = (await answerTo({ ...EXAMPLE, model: id })).value;
    assert.equal(ofModels.get(id)?.replace('_slow', ''), verdict.grade, id);
  }
  const two = { devices: [{ device: 'nvidia/geforce-rtx-3090', count: 2 }], host_gib: 32 };
  const large = { ...EXAMPLE, model: 'Qwen/Qwen3-32B' };
  const ofDevices = await deviceGrades(
    rank,
    large,
  )([option('device', 'nvidia/geforce-rtx-4090'), option('machine', 'two', two)]);
  for (const [id, machine] of /** @type {[string, any][]} */ ([
    ['nvidia/geforce-rtx-4090', { ...large.machine, devices: [{ device: 'nvidia/geforce-rtx-4090' }] }],
    ['two', { devices: two.devices, host: { memory_gib: 32 } }],
  ])) {
    const { verdict } = (await answerTo({ ...large, machine })).value;
    assert.equal(ofDevices.get(id)?.replace('_slow', ''), verdict.grade, id);
  }
});

test('a model that is picked brings the format that was named with it', () => {
  const picked = withModel(EXAMPLE, 'Qwen/Qwen3-4B', /** @type {any} */ ({ format: 'Q8_0' }));
  assert.deepEqual([picked.model, picked.format], ['Qwen/Qwen3-4B', 'Q8_0']);
  assert.equal(withModel(EXAMPLE, 'Qwen/Qwen3-4B').format, EXAMPLE.format);
});

test('a machine that is picked takes the place of one device, and brings its memory', () => {
  const known = new Names(names());
  const devices = [{ device: 'nvidia/geforce-rtx-3090', count: 2 }];
  const picked = withDevice(EXAMPLE, 0, 'machine', /** @type {any} */ ({ devices, host_gib: 64 }), known);
  assert.deepEqual(picked.machine, { devices, host: { memory_gib: 64 } });
  const mac = withDevice(EXAMPLE, 0, 'apple/m4-10-core-16gb', undefined, known);
  assert.deepEqual(mac.machine, { devices: [{ device: 'apple/m4-10-core-16gb' }] }, 'one memory is all there is');
});
