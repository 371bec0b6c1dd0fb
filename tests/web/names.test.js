import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { Names, folded } from '../../web/src/catalog/names.js';
import { catalog, names } from './contracts.js';

const part = names();

test('the names part names every model, device and format as the catalog does', () => {
  const few = new Names(part);
  const all = new Names(catalog());
  assert.equal(few.version, all.version);
  assert.deepEqual(
    few.models.map(({ id, name }) => [id, name]),
    all.models.map(({ id, name }) => [id, name]),
  );
  assert.deepEqual(
    few.devices.map(({ id, name }) => [id, name]),
    all.devices.map(({ id, name }) => [id, name]),
  );
  assert.deepEqual(
    few.formats.map(({ id }) => id),
    all.formats.map(({ id }) => id),
  );
});

test('an alias is left out only where the name or the id says the same', () => {
  const whole = new Map([...catalog().models, ...catalog().devices].map((entry) => [entry.id, entry]));
  for (const entry of [...part.models, ...part.devices]) {
    const said = new Set([entry.id, entry.name, entry.id.split('/').slice(1).join('/'), ...entry.aliases].map(folded));
    for (const alias of whole.get(entry.id).aliases) assert.ok(said.has(folded(alias)), `${entry.id}: ${alias}`);
  }
});

test('the names part takes at most 45 kB as served', () => {
  const bytes = brotliCompressSync(JSON.stringify(part)).length;
  assert.ok(bytes <= 45_000, `${bytes} bytes`);
});
