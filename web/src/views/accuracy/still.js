// How far are we from the outside world? The published errors, group by group, with the worst rows named.
import { readFileSync } from 'node:fs';
import { html, nothing } from 'lit';

/** @typedef {import('../../text/context.js').Context} Context */
/**
 * Errors of one group, as shares of what was measured.
 * @typedef {{group: string, rows: number, exact: number, median: number, p90: number, worst: number, bias: number,
 *   target: Record<string, number> | null, worst_rows: string[]}} Group
 */

/** @type {Group[]} */
const groups = JSON.parse(readFileSync(new URL('./summary.json', import.meta.url), 'utf8'));

/** Bounds are no estimates: that nothing measured is above them is all that is asked. @param {Group} group */
const isBound = ({ group }) => group.endsWith('upper bound');

/** @param {string} group */
const keyOf = (group) => group.toLowerCase().replace(/[^a-z0-9]+/g, '_');

/** @param {import('../../../scripts/pages.js').Desk} desk @returns {import('../../../scripts/pages.js').Page[]} */
export function pages({ context }) {
  const { words } = context;
  const estimates = groups.filter((group) => !isBound(group));
  const bounds = groups.filter(isBound);
  return [
    {
      path: 'accuracy/',
      title: words.say('view.accuracy.title'),
      description: words.say('view.accuracy.description'),
      main: html`<article class="prose">
        <h1>${words.say('view.accuracy.title')}</h1>
        <p>${words.say('accuracy.intro')}</p>
        <h2>${words.say('accuracy.memory')}</h2>
        <p>${words.say('accuracy.memory_lead', { rows: context.figures.count(sumOfRows(estimates)) })}</p>
        ${table(estimates, context, words.say('accuracy.memory'))}
        <dl class="notes">
          ${estimates.map(
            (group) =>
              html`<dt>${words.say(`accuracy.group.${keyOf(group.group)}.name`)}</dt>
                <dd>${words.say(`accuracy.group.${keyOf(group.group)}.how`)}${worstRows(group, context)}</dd>`,
          )}
        </dl>
        <h2>${words.say('accuracy.speed')}</h2>
        <p>${words.say('accuracy.speed_lead')}</p>
        ${table(bounds, context, words.say('accuracy.speed'))}
        <p class="quiet">${words.say('accuracy.speed_note')}</p>
        <h2>${words.say('accuracy.missing')}</h2>
        <ul class="bullets">
          ${['overhead', 'speed', 'runtimes', 'backends', 'training'].map(
            (name) => html`<li>${words.say(`accuracy.not.${name}`)}</li>`,
          )}
        </ul>
        <h2>${words.say('accuracy.check')}</h2>
        <p>${words.say('accuracy.check_lead')}</p>
        <pre tabindex="0"><code>./dev accuracy</code></pre>
        <p>${words.say('accuracy.rows_lead')}</p>
      </article>`,
    },
  ];
}

/** @param {Group[]} list */
const sumOfRows = (list) => list.reduce((sum, { rows }) => sum + rows, 0);

/** @param {Group[]} list @param {Context} context @param {string} caption */
function table(list, context, caption) {
  const { words, figures } = context;
  const bounds = list.some(isBound);
  const columns = bounds
    ? ['compared', 'rows', 'median_below', 'p90_below', 'worst_below']
    : ['compared', 'rows', 'exact', 'median', 'p90', 'worst', 'target'];
  return html`<div class="table-box" role="region" tabindex="0" aria-label=${caption}>
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${words.say(`accuracy.column.${column}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${list.map(
          (group) =>
            html`<tr>
              <th scope="row">${words.say(`accuracy.group.${keyOf(group.group)}.name`)}</th>
              <td>${figures.count(group.rows)}</td>
              ${
                bounds
                  ? [group.median, group.p90, group.worst].map(
                      (error) => html`<td>${words.say('accuracy.times', { times: figures.rate(1 + error) })}</td>`,
                    )
                  : html`<td>${figures.share(group.exact)}</td>
                      <td>${figures.share(group.median)}</td>
                      <td>${figures.share(group.p90)}</td>
                      <td>${figures.share(group.worst)}</td>
                      <td>${target(group, context)}</td>`
              }
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What is aimed at, and whether it is reached. @param {Group} group @param {Context} context */
function target(group, { words, figures }) {
  if (!group.target) return '–';
  return Object.entries(group.target).map(([name, most], index) => {
    const reached = group[/** @type {'median' | 'p90' | 'worst'} */ (name)] <= most;
    return html`${index ? html`<br />` : nothing}${words.say(reached ? 'accuracy.reached' : 'accuracy.missed', {
      name: words.say(`accuracy.column.${name}`),
      share: figures.share(most),
    })}`;
  });
}

/** The rows we are furthest from, as they are called in tests/truth. @param {Group} group @param {Context} context */
function worstRows({ worst_rows: rows }, { words }) {
  if (!rows.length) return nothing;
  return html`<br />${words.say('accuracy.worst_rows')} <code>${rows.join('; ')}</code>`;
}
