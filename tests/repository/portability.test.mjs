// Can the same sources give the same bytes natively and in wasm, and do the two libraries stay behind one door each?
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { filesUnder, root, sources } from './sources.mjs';

const pathsWhere = (condition) => sources.filter(condition).map(({ path }) => path);

test('exactly one file includes Emscripten', () => {
  assert.deepEqual(pathsWhere(({ foreign }) => foreign.some((header) => header.startsWith('emscripten'))), ['src/api/bindings.cpp']);
});

test('exactly one file includes nlohmann/json', () => {
  assert.deepEqual(pathsWhere(({ foreign }) => foreign.some((header) => header.startsWith('nlohmann'))), ['src/api/json.cpp']);
});

test('no file calls a function whose last bit differs between C libraries', () => {
  const call = /(?<![\w.>])(?:std::)?(?:exp2?|expm1|log(?:2|10|1p)?|pow|erfc?|[tl]gamma|(?:sin|cos|tan)h?|a(?:sin|cos|tan2?)h?|cbrt|hypot|fma)f?\s*\(/;
  assert.ok(call.test('x = std::pow(2, y)'));
  assert.deepEqual(pathsWhere(({ code }) => call.test(code)), []);
});

test('no file uses what the oldest Emscripten lacks', () => {
  const headers = ['format', 'expected', 'ranges', 'source_location', 'print', 'generator', 'spanstream', 'syncstream'];
  assert.deepEqual(pathsWhere(({ foreign }) => foreign.some((header) => headers.includes(header))), []);
  assert.deepEqual(pathsWhere(({ code }) => /std::(bit_cast|ranges|format)\b/.test(code)), []);
});

test('the estimator knows no clock, no file and no environment', () => {
  const library = sources.filter(({ path }) => !path.startsWith('src/tools/'));
  const headers = ['chrono', 'ctime', 'fstream', 'filesystem', 'iostream', 'random', 'thread', 'cstdio', 'mutex'];
  assert.deepEqual(library.filter(({ foreign }) => foreign.some((header) => headers.includes(header))).map(({ path }) => path), []);
  assert.deepEqual(library.filter(({ code }) => /\b(getenv|fopen|printf|rand|time)\s*\(/.test(code)).map(({ path }) => path), []);
});

test('no source file is longer than 450 lines', () => {
  assert.deepEqual(sources.filter(({ lines }) => lines > 450).map(({ path, lines }) => `${path}: ${lines}`), []);
});

test('every C++ file is formatted as .clang-format says', () => {
  const files = [...filesUnder('src'), ...filesUnder('tests')].filter((path) => /\.(h|cpp)$/.test(path));
  const format = (command) => spawnSync(command, ['--dry-run', '--ferror-limit=1', ...files], { cwd: root, encoding: 'utf8' });
  // Each version formats a little differently: ours is 14, where it is to be had.
  let { error, stderr } = format('clang-format-14');
  if (error) ({ error, stderr } = format('clang-format'));
  assert.equal(error, undefined);
  assert.deepEqual([...stderr.matchAll(/^(\S+?:\d+):\d+: warning/gm)].map((match) => match[1]), [], './dev format');
});
