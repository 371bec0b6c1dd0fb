// Is the catalog's builder as strict as the schemas, and does it refuse what breaks a rule with the code and place that
// it must give? Do the files in data/ keep their schemas?
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { required, root } from './hosts.mjs';

const Ajv = required('ajv/dist/2020').default;
const cases = join(root, 'tests/reject/catalog');
const base = join(cases, 'base');
const scratch = mkdtempSync(join(tmpdir(), 'catalog-'));
test.after(() => rmSync(scratch, { recursive: true }));

const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const copyOf = (value) => JSON.parse(JSON.stringify(value));
const schemaNames = {
  models: 'model',
  tokenizers: 'tokenizer',
  devices: 'device',
  formats: 'format',
  runtimes: 'runtime',
};
const ajv = new Ajv({ strict: false, allErrors: true });
const validators = Object.fromEntries(
  [...Object.values(schemaNames), 'exceptions'].map((name) => [
    name,
    ajv.compile(json(join(root, 'data/schema', `${name}.schema.json`))),
  ]),
);
const schemaOf = (path) => (path === 'exceptions.json' ? 'exceptions' : schemaNames[path.split('/')[0]]);

/** RFC 7396. */
function merged(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const out = target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = merged(out[key], value);
  }
  return out;
}

function filesBelow(folder, prefix = '') {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}

/** What the builder says about the base with these files added or replaced: [{file, path, code}]. */
function problems(files = {}) {
  const data = join(scratch, 'data');
  rmSync(data, { recursive: true, force: true });
  cpSync(base, data, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(data, file)), { recursive: true });
    writeFileSync(join(data, file), text);
  }
  const { status, stderr } = spawnSync(join(root, 'build/native/catalogc'), [data, join(scratch, 'out')], {
    maxBuffer: 2 ** 26,
  });
  const lines = stderr.toString().split('\n').slice(0, -2);
  assert.equal(status, lines.length > 0 ? 1 : 0, stderr.toString());
  return lines.map((line) => {
    const [, where, pointer = '', code] = /^([^#:]+)(?:#([^:]*))?: .* \[([a-z-]+)\]$/.exec(line) ?? assert.fail(line);
    return { file: where, path: pointer, code };
  });
}

test('the base of the cases is good', () => assert.deepEqual(problems(), []));

for (const name of readdirSync(cases).filter((entry) => entry.endsWith('.json'))) {
  const row = json(join(cases, name));
  test(`the builder refuses ${row.name}`, () => {
    const before = filesBelow(base).includes(row.file) ? json(join(base, row.file)) : {};
    const found = problems({ [row.file]: row.text ?? JSON.stringify(merged(before, row.change)) });
    const wanted = { file: row.at ?? row.file, path: row.path, code: row.code };
    assert.ok(
      found.some((one) => one.file === wanted.file && one.path === wanted.path && one.code === wanted.code),
      `${JSON.stringify(wanted)} is not among ${JSON.stringify(found)}`,
    );
  });
}

test('every file in data/ keeps its schema', () => {
  const data = join(root, 'data');
  const files = filesBelow(data).filter(schemaOf);
  assert.ok(files.length > 1000);
  const broken = files.flatMap((path) => {
    const validate = validators[schemaOf(path)];
    return validate(json(join(data, path))) ? [] : [`${path}: ${ajv.errorsText(validate.errors)}`];
  });
  assert.deepEqual(broken, []);
});

// What makes a file another shape; the codes of rules beyond the shape are no part of the comparison.
const shapeCodes = new Set([
  'missing-field',
  'unknown-field',
  'wrong-type',
  'out-of-range',
  'unknown-value',
  'wrong-pattern',
  'wrong-length',
  'too-few',
  'too-many',
]);

/** The file with one member absent, null, of another type, out of range or misspelt: [[what, file]]. */
function mutations(value, at = []) {
  const holder = (file) => at.slice(0, -1).reduce((node, key) => node[key], file);
  const out = [];
  const change = (what, apply) => {
    const file = copyOf(value);
    apply(holder(file), at.at(-1));
    out.push([`${what} /${at.join('/')}`, file]);
  };
  const here = at.reduce((node, key) => node[key], value);
  if (at.length > 0) {
    if (!Array.isArray(holder(value))) {
      change('absent', (node, key) => delete node[key]);
      change('misspelt', (node, key) => {
        node[`${key}x`] = node[key];
        delete node[key];
      });
    }
    for (const other of [null, true, 'word', '', 7, -1, 0, 1.5, 1e30, [], {}]) {
      change(JSON.stringify(other), (node, key) => (node[key] = other));
    }
  }
  // A config is anybody's; its reader answers for it.
  if (here !== null && typeof here === 'object' && at[0] !== 'config') {
    for (const key of Object.keys(here)) out.push(...mutations(value, [...at, key]));
  }
  return out;
}

for (const path of filesBelow(base).filter((file) => file !== 'exceptions.json')) {
  test(`schema and reader agree on every change of ${path}`, () => {
    const validate = validators[schemaOf(path)];
    const original = json(join(base, path));
    assert.ok(validate(original), ajv.errorsText(validate.errors));
    const changes = mutations(original).filter(([what]) => what !== '{} /config'); // what a config needs is its reader's
    const name = (i) => path.replace(/[^/]+$/, `change-${i}.json`);
    const found = problems(Object.fromEntries(changes.map(([, file], i) => [name(i), JSON.stringify(file)])));
    const refused = new Set(found.filter(({ code }) => shapeCodes.has(code)).map(({ file }) => file));
    assert.ok(changes.length > 50);
    const apart = changes.filter(([, file], i) => validate(file) === refused.has(name(i))).map(([what]) => what);
    assert.deepEqual(apart, []);
  });
}
