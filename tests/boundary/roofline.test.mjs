// Does any measurement beat our bound? tests/truth/speed against the speed that the estimator calls an upper one: a row
// that does is a wrong fact about the device, a wrong row, or a bound that is none.
import assert from 'node:assert/strict';
import test from 'node:test';
import { speedRequest } from '../truth/groups.mjs';
import { callOf, jsonLines, libraryAnswers } from './hosts.mjs';

const rows = jsonLines('tests/truth/speed/llama_bench.jsonl');
const isDecode = (row) => 'decode_tokens_per_second' in row;

const reports = libraryAnswers('native', rows.map((row) => callOf('estimate', speedRequest(row)))).map((text, i) => {
  const { ok, value, errors } = JSON.parse(text);
  assert.ok(ok, `${rows[i].id}: ${JSON.stringify(errors)}`);
  return value;
});

const ratios = rows.map((row, i) => {
  const { decode_tokens_per_second: decode, prefill_tokens_per_second: prefill } = reports[i].speed;
  return isDecode(row) ? row.decode_tokens_per_second / decode : row.prefill_tokens_per_second / prefill;
});

test('every measured row has a bound', () => {
  assert.ok(rows.length >= 500);
  ratios.forEach((ratio, i) => assert.ok(Number.isFinite(ratio) && ratio > 0, rows[i].id));
});

test('no measurement beats the roofline of its device', () => {
  const beaten = rows.flatMap((row, i) => (ratios[i] > 1 ? [`${row.id} on ${row.device}: ${ratios[i].toFixed(3)} of the bound`] : []));
  assert.deepEqual(beaten, []);
});

// A bound that is far from everything is worth nothing: dense models decode at most of theirs (0.4 to 0.9 of the
// bandwidth is what published tables show; 4-bit files on cards with more bandwidth than arithmetic are the low end).
test('the decode bound of large dense models is near what is measured', () => {
  const near = ratios.filter((_, i) => isDecode(rows[i]) && rows[i].depth_tokens === 0 && rows[i].file_gib > 6).sort((a, b) => a - b);
  const median = near[Math.floor(near.length / 2)];
  assert.ok(near.length >= 50, `${near.length} rows`);
  assert.ok(median > 0.5 && median < 1, `median ${median}`);
});
