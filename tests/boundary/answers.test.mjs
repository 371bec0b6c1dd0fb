// Do the answers agree with what others published? Each row of tests/truth/answers.jsonl, natively and in wasm.
import assert from 'node:assert/strict';
import test from 'node:test';
import { callOf, jsonLines, libraryAnswers, wasmAnswers, wasmModule } from './hosts.mjs';

const cases = jsonLines('tests/truth/answers.jsonl');
const calls = cases.map(({ call, input }) => callOf(call, input));
const answers = libraryAnswers('native', calls);

/** @param {any} value @param {string} pointer */
const at = (value, pointer) => pointer.split('/').slice(1).reduce((inner, key) => inner?.[key], value);

assert.ok(cases.length > 0);
cases.forEach(({ name, expect, source }, i) => {
  test(name, () => {
    assert.match(source, /^https:\/\//);
    const answer = JSON.parse(answers[i]);
    assert.ok(answer.ok, answers[i]);
    for (const { at: pointer, least, most, one_of: oneOf } of expect) {
      const found = at(answer.value, pointer);
      if (oneOf) assert.ok(oneOf.includes(found), `${pointer} is ${found}: ${JSON.stringify(answer.value.memory)}`);
      else assert.ok(found >= least && found <= most, `${pointer} is ${found}, not ${least} to ${most}`);
    }
  });
});

test('two A100 of 40 GB are offered for Llama 2 13B in FP16 with ten requests of 4,096 tokens', () => {
  const request = {
    vary: 'device',
    model: 'meta-llama/Llama-2-13b-hf',
    format: 'F16',
    workload: { context_tokens: 4096, concurrency: 10 },
    where: { counts: [1, 2] },
    limit: 500,
  };
  const { ok, value, errors } = JSON.parse(libraryAnswers('native', [callOf('rank', request)])[0]);
  assert.ok(ok, JSON.stringify(errors));
  const of = (count) => value.rows.filter((row) => /a100-\w+-40gb/.test(row.device) && row.count === count).map(({ grade }) => grade);
  assert.ok(of(2).includes('yes'), JSON.stringify(value.rows.slice(0, 5)));
  assert.deepEqual(of(1).filter((grade) => grade === 'yes' || grade === 'tight'), []);
});

test('the wasm gives the same answers, byte for byte', async () => {
  assert.deepEqual(wasmAnswers(await wasmModule(), calls), answers);
});
