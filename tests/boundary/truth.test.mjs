// Are we as near to the outside world as we have been? A floor only rises; the distance to the target is in the table of
// `./dev accuracy`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { summary } from '../truth/groups.mjs';
import { readmeHas, readmeTable, siteHas, siteSummary } from '../truth/published.mjs';

const targets = JSON.parse(readFileSync(new URL('../truth/targets.json', import.meta.url), 'utf8'));
const groups = summary();

for (const [group, { floor }] of Object.entries(targets)) {
  test(`${group}: no further from what was measured than before`, () => {
    const found = groups.get(group);
    assert.ok(found, 'no row is left in this group');
    const { exact, ...errors } = floor;
    for (const [name, most] of Object.entries(errors)) {
      assert.ok(found[name] <= most, `${name} ${found[name]} is above ${most}: ${found.worstRows.join('; ')}`);
    }
    if (exact !== undefined) assert.ok(found.exact >= exact, `${found.exact} of the rows are exact, ${exact} were`);
  });
}

test('the rows that are compared are those of all the lists', () => {
  const rows = Object.fromEntries([...groups].map(([group, { rows: count }]) => [group, count]));
  assert.ok(rows['llama.cpp weights'] >= 6000, JSON.stringify(rows));
  assert.ok(rows['GGUF tensors by the quantizer'] >= 1700, JSON.stringify(rows));
  assert.ok(rows['GGUF file size'] >= 500, JSON.stringify(rows));
});

test("the README's table says what the rows say: ./dev pin writes it", () => assert.equal(readmeHas(), readmeTable(groups)));

test("the site's figures are those of the rows: ./dev pin writes them", () => assert.deepEqual(JSON.parse(siteHas()), JSON.parse(siteSummary(groups))));
