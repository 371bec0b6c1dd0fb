// Does damage to a good request ever get further than an envelope? Two thousand damaged requests, the same ones each
// time, give the same bytes natively, under the sanitizers and in wasm.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertSame, callOf, jsonLines, libraryAnswers, wasmAnswers, wasmModule } from './hosts.mjs';

const COUNT = 2000;
const NUMBERS = ['-1', '0', '0.5', '1e-300', '1e30', '1e308', '9007199254740993', '-0', '4294967296', 'null', '"8"', '[]', 'true'];

// A linear congruential generator (Numerical Recipes, section 7.1): the same damage on every run.
let state = 20_240_101;
const below = (most) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
};

const spanOf = (bytes) => {
  const begin = below(bytes.length);
  return [begin, begin + 1 + below(Math.min(24, bytes.length - begin))];
};

/** @type {((bytes: Buffer) => Buffer)[]} */
const damages = [
  (bytes) => bytes.subarray(0, below(bytes.length)),
  (bytes) => Buffer.from(bytes.map((byte, i) => (i === at ? below(256) : byte))),
  (bytes) => {
    const [begin, end] = spanOf(bytes);
    return Buffer.concat([bytes.subarray(0, begin), bytes.subarray(end)]);
  },
  (bytes) => {
    const [begin, end] = spanOf(bytes);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(begin)]);
  },
  (bytes) => {
    const places = [...bytes.toString('latin1').matchAll(/(?<=:)-?\d[\d.e+]*/g)];
    if (!places.length) return bytes.subarray(1);
    const { 0: digits, index } = places[below(places.length)];
    return Buffer.concat([bytes.subarray(0, index), Buffer.from(NUMBERS[below(NUMBERS.length)]), bytes.subarray(index + digits.length)]);
  },
];
let at = 0;

const seeds = jsonLines('tests/pinned/requests.jsonl')
  .filter(({ call }) => call !== 'rank')
  .map(({ call, input }) => callOf(call, call === 'estimate' ? { ...input, include: [] } : input));
const calls = Array.from({ length: COUNT }, () => {
  const { call, bytes } = seeds[below(seeds.length)];
  at = below(bytes.length);
  return { call, bytes: damages[below(damages.length)](bytes) };
});
const answers = libraryAnswers('native', calls);
const told = (i) => `${calls[i].call} ${calls[i].bytes.toString('latin1')}`;

test('every answer is an envelope', () => {
  assert.equal(answers.length, COUNT);
  answers.forEach((text, i) => {
    const { ok, value, errors } = JSON.parse(text);
    assert.ok(ok === true ? value !== undefined : errors.length > 0 && errors.every(({ code, message }) => code && message), told(i));
    assert.ok(!errors?.some(({ code }) => code === 'internal' || code === 'out-of-memory'), `${told(i)}: ${text}`);
  });
});

test('some of the damage is harmless and most of it is refused', () => {
  const refused = answers.filter((text) => text.startsWith('{"ok":false')).length;
  assert.ok(refused > COUNT / 2 && refused < COUNT, `${refused} refused`);
});

test('the library under the sanitizers gives the same bytes', () => {
  libraryAnswers('sanitize', calls).forEach((text, i) => assertSame(text, answers[i], told(i)));
});

test('the wasm gives the same bytes', async () => {
  wasmAnswers(await wasmModule(), calls).forEach((text, i) => assertSame(text, answers[i], told(i)));
});
