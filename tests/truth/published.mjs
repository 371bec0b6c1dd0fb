// What we say of our own error: the table of the README, and the figures of the site's page on accuracy. Run, it writes both.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { summary } from './groups.mjs';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));
const site = fileURLToPath(new URL('../../web/src/views/accuracy/summary.json', import.meta.url));
const targets = JSON.parse(readFileSync(new URL('targets.json', import.meta.url), 'utf8'));
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

/** The same for the site, with the targets and the worst rows. Shares are rounded to six digits. @param {ReturnType<typeof summary>} groups */
export function siteSummary(groups) {
  const rounded = (share) => Number(share.toPrecision(6));
  const rows = [...groups].map(([group, { rows: count, exact, median, p90, worst, bias, worstRows }]) => ({
    group,
    rows: count,
    exact: rounded(exact),
    median: rounded(median),
    p90: rounded(p90),
    worst: rounded(worst),
    bias: rounded(bias),
    target: targets[group]?.target ?? null,
    worst_rows: worstRows,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** What stands in the README now. */
export const readmeHas = () => readFileSync(readme, 'utf8').match(block)?.[0];

/** What the site has now. */
export const siteHas = () => readFileSync(site, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const groups = summary();
  writeFileSync(readme, readFileSync(readme, 'utf8').replace(block, () => readmeTable(groups)));
  writeFileSync(site, siteSummary(groups));
}
