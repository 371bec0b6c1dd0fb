// Is bad input refused, with the code and the place that it must give, the same in every host?
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertSame, callOf, jsonLines, libraryAnswers, wasmAnswers, wasmModule } from './hosts.mjs';

/**
 * The bytes of a case: `input` as JSON, `text` as it is, `base64` for what is no text, or `pieces` of [text, times].
 * @param {any} row
 */
function inputOf({ input, text, base64, pieces }) {
  if (text !== undefined) return text;
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  if (pieces !== undefined) return pieces.map(([piece, times]) => piece.repeat(times)).join('');
  return input;
}

const cases = jsonLines('tests/reject/cases.jsonl').map((row) => ({ ...row, bytes: callOf(row.call, inputOf(row)) }));
const calls = cases.map(({ bytes }) => bytes);
const answers = libraryAnswers('native', calls);

assert.ok(cases.length > 0);
cases.forEach(({ name, code, path, nearest }, i) => {
  test(name, () => {
    const answer = JSON.parse(answers[i]);
    assert.equal(answer.ok, false, answers[i].slice(0, 400));
    const found = answer.errors.find((error) => error.code === code && error.path === path);
    assert.ok(found, `${code} at "${path}" is not among ${JSON.stringify(answer.errors).slice(0, 1000)}`);
    assert.ok(found.message.length > 0);
    if (nearest !== undefined) assert.ok(found.values.nearest.includes(nearest), JSON.stringify(found.values));
  });
});

/** @param {string[]} others */
const sameBytes = (others) => cases.forEach(({ name }, i) => assertSame(others[i], answers[i], name));

test('the library under the sanitizers refuses with the same bytes', () => sameBytes(libraryAnswers('sanitize', calls)));

test('the wasm refuses with the same bytes', async () => sameBytes(wasmAnswers(await wasmModule(), calls)));
