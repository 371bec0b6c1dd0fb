// All models on the example's machine, ahead of any script: the sentence, the picks, and the first lines of the list.
import { html } from 'lit';
import { addressOf, withValue } from '../../question/state.js';
import { EXAMPLE } from '../../question/example.js';
import { rankRequest } from '../../ranking/asking.js';
import { gradeCounts } from '../../ranking/list.js';
import { machineSentence, modelList, picksRow } from '../../ranking/model-ranking.js';
import { byGrade, modelLines } from '../../ranking/models.js';
import { picksOf } from '../../ranking/picks.js';

/** Lines that stand there before the script; the rest follows. */
const SHOWN = 20;

/** @param {import('../../../scripts/pages.js').Desk} desk @returns {import('../../../scripts/pages.js').Page[]} */
export function pages({ engine, context, link }) {
  const { words, names, figures } = context;
  const path = 'machine/';
  const { rows } = engine.rank({ ...rankRequest(EXAMPLE, 'model'), limit: 10_000 });
  const lines = modelLines(rows, names);
  const questionOf = (/** @type {string} */ id) => withValue(EXAMPLE, ['model'], id);
  const address = (/** @type {string} */ id) => link(path, 'verdict', addressOf(questionOf(id)).query);
  const runs = (/** @type {string} */ model) =>
    !engine
      .estimate({ ...questionOf(model), include: [] })
      .verdict.reasons.some(({ code }) => code === 'runtime-lacks-architecture');
  const first = byGrade(lines)[0].lines.slice(0, SHOWN);
  return [
    {
      path,
      title: words.say('view.machine.title'),
      description: words.say('view.machine.description'),
      main: html`<div class="ranking-page">
        <section class="ranking-answer">
          <h1>${words.say('view.machine.title')}</h1>
          <p class="verdict ranking-sentence">${machineSentence(lines, EXAMPLE, context)}</p>
          ${picksRow(
            picksOf(lines, ({ id }) => runs(id)),
            context,
            address,
          )}
          ${gradeCounts('models', byGrade(lines), context)} ${modelList(first, { request: EXAMPLE, context, address })}
          <p class="quiet">
            ${words.say('machine.first_lines', { count: figures.count(first.length), of: figures.count(lines.length) })}
          </p>
        </section>
      </div>`,
    },
  ];
}
