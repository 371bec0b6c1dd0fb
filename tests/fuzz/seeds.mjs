// Writes what the fuzzer starts from: every pinned request and every short refused one, one file each, with the byte
// that chooses the call before it. seeds.mjs FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callOf, jsonLines } from '../boundary/hosts.mjs';

const CALLS = ['estimate', 'rank', 'inspect', 'load'];
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const rows = [...jsonLines('tests/pinned/requests.jsonl'), ...jsonLines('tests/reject/cases.jsonl')];
rows.forEach(({ call, input, text, base64 }, i) => {
  const bytes = base64 === undefined ? text ?? input : Buffer.from(base64, 'base64');
  if (bytes === undefined) return;
  writeFileSync(join(folder, `seed-${i}`), Buffer.concat([Buffer.from([CALLS.indexOf(call)]), callOf(call, bytes).bytes]));
});
