// The comparison before any script: the example's model on its machine, by format and context.
import { html } from 'lit';
import { answered } from './ask.js';
import { firstColumn, gridOf, gridTable, sideOf, sideTable } from './grid.js';
import { comparedIn } from './question.js';

/** @param {import('../../../scripts/pages.js').Desk} desk @returns {import('../../../scripts/pages.js').Page[]} */
export function pages({ engine, context, link }) {
  const { words } = context;
  const compared = comparedIn('');
  const grid = gridOf(compared, answered(engine), context);
  const at = firstColumn(grid, compared);
  const verdictAt = (/** @type {string} */ query) => link('compare/', 'verdict', query);
  return [
    {
      path: 'compare/',
      title: words.say('view.compare.title'),
      description: words.say('view.compare.description'),
      main: html`<article class="prose compare">
        <h1>${words.say('view.compare.title')}</h1>
        <p>${words.say('compare.lead')}</p>
        <h2>
          ${words.say('compare.by_format', {
            model: context.names.model(compared.models[0]),
            machine: context.names.device(compared.machines[0][0].device),
          })}
        </h2>
        ${gridTable(grid, context, words.say('field.format'), verdictAt)}
        <h2>${words.say('compare.side_at', { name: grid.columns[at] })}</h2>
        ${sideTable(sideOf(grid, at), context, false, verdictAt)}
      </article>`,
    },
  ];
}
