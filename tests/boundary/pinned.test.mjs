// Are our own answers what they were, byte for byte, in every host? `./dev pin` writes them anew; a change is reviewed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { assertSame, batchAnswers, callOf, jsonLines, libraryAnswers, root, wasmAnswers, wasmModule } from './hosts.mjs';

const cases = jsonLines('tests/pinned/requests.jsonl');
const calls = cases.map(({ call, input }) => callOf(call, input));
const pinned = readFileSync(join(root, 'tests/pinned/reports.jsonl'), 'utf8').split('\n').slice(0, -1);

function same(answers, expected, names) {
  names.forEach((name, i) => assertSame(answers[i], expected[i], name));
  assert.equal(answers.length, expected.length);
}
const names = cases.map(({ name }) => name);

test('there is one pinned answer for each request', () => {
  assert.ok(calls.length > 0);
  assert.equal(pinned.length, calls.length);
});

test('the native library answers as pinned', () => same(libraryAnswers('native', calls), pinned, names));

test('the library under the sanitizers answers as pinned', () => same(libraryAnswers('sanitize', calls), pinned, names));

test('the wasm answers as pinned', async () => same(wasmAnswers(await wasmModule(), calls), pinned, names));

test('the command line answers a stream of requests as pinned', () => {
  const estimates = cases.flatMap(({ call }, i) => (call === 'estimate' ? [i] : []));
  const of = (list) => estimates.map((i) => list[i]);
  same(batchAnswers(of(calls)), of(pinned), of(names));
});
