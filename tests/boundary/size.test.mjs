// Is the engine small enough to be fetched before somebody loses patience? The budget is 100 kB; what has been reached
// may only be lowered, and `./dev bench` shows the distance.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { enginePaths } from './hosts.mjs';

const REACHED_BYTES = 150_000;

test(`the engine and its JavaScript take at most ${REACHED_BYTES} bytes as served (brotli)`, () => {
  const sizes = enginePaths.map((path) => brotliCompressSync(readFileSync(path)).length);
  assert.ok(sizes[0] + sizes[1] <= REACHED_BYTES, `${sizes.join(' + ')} bytes`);
});
