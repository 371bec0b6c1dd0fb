// Is the engine small enough to be fetched before somebody loses patience?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { enginePaths } from './hosts.mjs';

const BUDGET_BYTES = 100_000;

test(`the engine and its JavaScript take at most ${BUDGET_BYTES} bytes as served (brotli)`, () => {
  const sizes = enginePaths.map((path) => brotliCompressSync(readFileSync(path)).length);
  assert.ok(sizes[0] + sizes[1] <= BUDGET_BYTES, `${sizes.join(' + ')} bytes`);
});
