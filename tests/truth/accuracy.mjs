// Predictions against the outside world, as a table: what `./dev accuracy` prints.
import { readFileSync } from 'node:fs';
import { summary } from './groups.mjs';

const targets = JSON.parse(readFileSync(new URL('targets.json', import.meta.url), 'utf8'));
const percent = (share) => `${(100 * share).toFixed(share < 0.001 ? 4 : 2)} %`;
const goal = (target) =>
  Object.entries(target ?? {})
    .map(([name, share]) => `${name} ${percent(share)}`)
    .join(', ');

console.log('| quantity | rows | exact | median | p90 | worst | bias | target | worst rows |');
console.log('|---|---:|---:|---:|---:|---:|---:|---|---|');
for (const [group, { rows, exact, median, p90, worst, bias, worstRows }] of summary()) {
  const cells = [group, rows, percent(exact), percent(median), percent(p90), percent(worst), percent(bias)];
  console.log(`| ${[...cells, goal(targets[group]?.target), worstRows.join('; ')].join(' | ')} |`);
}
