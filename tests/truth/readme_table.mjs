// The table of the README: how near to the outside world the answers are. Run, it writes the table there.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { summary } from './groups.mjs';

const path = fileURLToPath(new URL('../../README.md', import.meta.url));
const block = /(?<=<!-- accuracy -->\n)[^]*?(?=<!-- \/accuracy -->)/;
const percent = (share) => `${Number((100 * share).toPrecision(2))} %`;

/** @param {ReturnType<typeof summary>} groups */
export function readmeTable(groups) {
  const rows = [...groups].map(([group, { rows: count, exact, median, p90, worst }]) =>
    [group, count, `${Math.floor(exact * 1000) / 10} %`, percent(median), percent(p90), percent(worst)].join(' | '),
  );
  const head = ['compared', 'rows', 'to the byte', 'median error', '90th percentile', 'worst'].join(' | ');
  return `| ${head} |\n|---|---:|---:|---:|---:|---:|\n${rows.map((row) => `| ${row} |\n`).join('')}`;
}

/** What stands in the README now. */
export const readmeHas = () => readFileSync(path, 'utf8').match(block)?.[0];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(path, readFileSync(path, 'utf8').replace(block, () => readmeTable(summary())));
}
