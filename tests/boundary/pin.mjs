// Writes tests/pinned/reports.jsonl: what the native library answers today.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callOf, jsonLines, libraryAnswers, root } from './hosts.mjs';

const cases = jsonLines('tests/pinned/requests.jsonl');
const answers = libraryAnswers('native', cases.map(({ call, input }) => callOf(call, input)));
cases.forEach(({ name }, i) => {
  if (!answers[i].startsWith('{"ok":true')) throw new Error(`${name}: ${answers[i]}`);
});
writeFileSync(join(root, 'tests/pinned/reports.jsonl'), answers.map((line) => `${line}\n`).join(''));
console.log(`${answers.length} answers written`);
