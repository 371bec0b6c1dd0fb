// The same calls through every host of the estimator: the native library, the same under the sanitizers, the wasm, and
// the command line. A call is {call, bytes}; an answer is an envelope as text.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const built = (path) => join(root, 'build', path);
export const catalogPath = built('catalog/catalog.json');
export const enginePaths = [built('wasm/canrun-engine.mjs'), built('wasm/canrun-engine.wasm')];
const MOST_OUTPUT = 2 ** 30;

/** What web/package.json brings. */
export const required = createRequire(join(root, 'web/package.json'));

/** @returns {any[]} */
export const jsonLines = (path) =>
  readFileSync(join(root, path), 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));

const bytesOf = (input) => Buffer.from(typeof input === 'string' ? input : JSON.stringify(input));

/** @param {string} call @param {unknown} input  text as it is; anything else as JSON */
export const callOf = (call, input) => ({ call, bytes: input instanceof Uint8Array ? Buffer.from(input) : bytesOf(input) });

function run(command, words, input) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, words, { input, maxBuffer: MOST_OUTPUT });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${signal ?? status}:\n${stderr.toString().slice(-4000)}`);
  return stdout.toString().split('\n').slice(0, -1);
}

/** The calls as canrun_calls reads them. */
export const framed = (calls) =>
  Buffer.concat(calls.flatMap(({ call, bytes }) => [Buffer.from(`${call} ${bytes.length}\n`), bytes, Buffer.from('\n')]));

/** @param {'native' | 'sanitize'} tree @returns {string[]} */
export const libraryAnswers = (tree, calls, ...words) => run(built(`${tree}/canrun_calls`), [catalogPath, ...words], framed(calls));

/** The engine with the catalog, bare as Emscripten made it. */
export async function wasmModule() {
  const { default: create } = await import(pathToFileURL(enginePaths[0]).href);
  const module = await create({ wasmBinary: readFileSync(enginePaths[1]) });
  const loaded = JSON.parse(module.load(readFileSync(catalogPath)));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.errors));
  return module;
}

/** @returns {string[]} */
export const wasmAnswers = (module, calls) => calls.map(({ call, bytes }) => (call === 'version' ? module.version() : module[call](bytes)));

/** `node web/cli.js batch`: requests to estimate only. @returns {string[]} */
export const batchAnswers = (calls) =>
  run(process.execPath, [join(root, 'web/cli.js'), 'batch'], Buffer.concat(calls.flatMap(({ bytes }) => [bytes, Buffer.from('\n')])));

/** Equal to the byte; a failure shows where two long answers part. @param {string} got @param {string} wanted @param {string} name */
export function assertSame(got, wanted, name) {
  if (got === wanted) return;
  let i = 0;
  while (got?.[i] === wanted?.[i]) ++i;
  const around = (text) => text?.slice(Math.max(0, i - 120), i + 60);
  assert.fail(`${name}\n  differs at ${i}: ${around(got)}\n  from            ${around(wanted)}`);
}
