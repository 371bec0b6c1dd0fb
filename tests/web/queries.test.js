// What people type must find what they mean: every line of tests/truth/queries, asked of the real index.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Names } from '../../web/src/catalog/names.js';
import { deviceSearch, modelSearch } from '../../web/src/search/index.js';
import { Context } from '../../web/src/text/context.js';
import { names } from './contracts.js';

const folder = new URL('../truth/queries/', import.meta.url);
const dictionary = JSON.parse(readFileSync(new URL('../../web/src/i18n/en.json', import.meta.url), 'utf8'));
const known = new Names(names());
const context = new Context('en', dictionary, known);
const searches = { model: modelSearch(known, context), device: deviceSearch(known, context) };

const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
/** @type {Record<string, any[]>} */
const queries = Object.fromEntries(
  files.map((name) => [
    name,
    readFileSync(new URL(name, folder), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  ]),
);

const list = (/** @type {any} */ value) => (Array.isArray(value) ? value : [value]);

/** Whether that is the option that is expected. @param {any} option @param {any} first */
function isRight(option, first) {
  if (option === undefined) return false;
  if (typeof first === 'string') return option.id === first;
  if (Array.isArray(first)) return first.includes(option.id);
  if (first.devices) {
    const devices = option.devices ?? [{ device: option.id, count: 1 }];
    return (
      JSON.stringify(devices) === JSON.stringify(first.devices) &&
      (first.host_gib === undefined || option.host_gib === first.host_gib)
    );
  }
  const device = known.deviceById.get(option.id);
  return (
    (first.publisher === undefined || list(first.publisher).includes(option.id.split('/')[0])) &&
    (first.vendor === undefined || device?.vendor === first.vendor) &&
    (first.kind === undefined || device?.kind === first.kind)
  );
}

for (const [name, lines] of Object.entries(queries)) {
  test(`${name}: the first hit is what is meant`, () => {
    const wrong = [];
    for (const { field, query, first, format, refusal, choice = [] } of lines) {
      const { options, notice } = searches[/** @type {'model' | 'device'} */ (field)].find(query);
      const got = refusal === undefined ? options[0]?.id : notice?.kind;
      const right = refusal === undefined ? isRight(options[0], first) && !notice : notice?.kind === refusal;
      if (!right) wrong.push(`${query}: ${JSON.stringify(got ?? null)}, not ${JSON.stringify(first ?? refusal)}`);
      else if (format !== undefined && options[0].format !== format)
        wrong.push(`${query}: format ${options[0].format}, not ${format}`);
      const shown = new Set(options.map(({ id }) => id));
      for (const id of choice) if (!shown.has(id)) wrong.push(`${query}: ${id} cannot be chosen`);
    }
    assert.deepEqual(wrong, [], `${wrong.length} of ${lines.length}`);
  });
}

test('a name and its memory are one device, whatever others are called by', () => {
  for (const [typed, id] of [
    ['4060 8gb', 'nvidia/geforce-rtx-4060'],
    ['3080 ti 12 GB', 'nvidia/geforce-rtx-3080-ti'],
  ]) {
    const { options, meant } = searches.device.find(typed);
    assert.deepEqual([options[0].id, meant], [id, 'one'], typed);
  }
});

test('a Chinese name that nobody bears finds nothing, rather than all that share a character with it', () => {
  for (const typed of ['摩尔线程', '显卡坞', '寒武纪'])
    assert.deepEqual(searches.device.find(typed).options, [], typed);
});
