// Do includes point only to the left? units <- facts <- plan <- runtime <- memory <- speed <- placement <- verdict <-
// explain <- json <- readers <- api <- bindings, tools.
import assert from 'node:assert/strict';
import test from 'node:test';
import { sources } from './sources.mjs';

// The first pattern that matches names a file's layer. In model/, the architecture and its tensors are facts; what
// reads them out of somebody's JSON is a reader, and stands right of json.
const LAYERS = [
  [/^src\/(units|result|order)\.(h|cpp)$/, 0],
  [/^src\/model\/(architecture|tensor|tensors|\w+_tensors)\.(h|cpp)$/, 1],
  [/^src\/(format|machine)\//, 1],
  [/^src\/plan\//, 2],
  [/^src\/runtime\//, 3],
  [/^src\/memory\//, 4],
  [/^src\/speed\//, 5],
  [/^src\/placement\//, 6],
  [/^src\/verdict\//, 7],
  [/^src\/explain\//, 8],
  [/^src\/api\/json\.(h|cpp)$/, 9],
  [/^src\/(model|catalog)\//, 10],
  [/^src\/api\/bindings\.cpp$/, 12],
  [/^src\/api\//, 11],
  [/^src\/tools\//, 12],
];

const layerOf = (path) => LAYERS.find(([pattern]) => pattern.test(path))?.[1];

test('every source file belongs to a layer', () => {
  assert.ok(sources.length > 20);
  assert.deepEqual(sources.filter(({ path }) => layerOf(path) === undefined).map(({ path }) => path), []);
});

test('an include names a file of src from its root', () => {
  const known = new Set(sources.map(({ path }) => path));
  const unknown = sources.flatMap(({ path, own }) => own.filter((target) => !known.has(target)).map((target) => `${path} -> ${target}`));
  assert.deepEqual(unknown, []);
});

test('an include points left only', () => {
  const wrong = sources.flatMap(({ path, own }) =>
    own.filter((target) => layerOf(target) > layerOf(path)).map((target) => `${path} -> ${target}`),
  );
  assert.deepEqual(wrong, []);
});

test('no headers include each other in a ring', () => {
  const includes = new Map(sources.map(({ path, own }) => [path, own]));
  const state = new Map();
  const rings = [];
  const visit = (path, trail) => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') return void rings.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    state.set(path, 'open');
    for (const target of includes.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of includes.keys()) visit(path, []);
  assert.deepEqual(rings, []);
});
