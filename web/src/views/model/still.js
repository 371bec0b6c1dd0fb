// The machines for the example's model, ahead of any script.
import { html } from 'lit';
import { addressOf, withValue } from '../../question/state.js';
import { EXAMPLE } from '../../question/example.js';
import { rankRequest } from '../../ranking/asking.js';
import { machineLists, smallestRow } from '../../ranking/machine-ranking.js';
import { machineLines } from '../../ranking/machines.js';
import { COMFORTABLE } from '../../ranking/models.js';

/** Lines of each group that stand there before the script; the rest follows. */
const SHOWN = 6;

/** @param {import('../../../scripts/pages.js').Desk} desk @returns {import('../../../scripts/pages.js').Page[]} */
export function pages({ engine, context, link }) {
  const { words, names, figures } = context;
  const path = 'model/';
  const { rows } = engine.rank({ ...rankRequest(EXAMPLE, 'device'), limit: 10_000 });
  const lines = machineLines(rows, names);
  const address = (/** @type {import('../../ranking/machines.js').MachineLine} */ { id, count, facts }) => {
    const entry = count > 1 ? { device: id, count } : { device: id };
    const asked = withValue(EXAMPLE, ['machine', 'devices'], [entry]);
    return link(
      path,
      'verdict',
      addressOf(facts.unified ? withValue(asked, ['machine', 'host'], undefined) : asked).query,
    );
  };
  return [
    {
      path,
      title: words.say('view.model.title'),
      description: words.say('view.model.description'),
      main: html`<div class="ranking-page">
        <section class="ranking-answer">
          <h1>${words.say('view.model.title')}</h1>
          <p class="verdict ranking-sentence">
            ${names.model(/** @type {string} */ (EXAMPLE.model))} · ${EXAMPLE.format}
          </p>
          <section class="picks">
            <h2>${words.say('model.smallest')}</h2>
            ${smallestRow(lines, COMFORTABLE, context, address)}
            <p class="quiet">${words.say('model.smallest_rule', { rate: figures.rate(COMFORTABLE) })}</p>
          </section>
          ${machineLists(lines, { context, address, most: SHOWN })}
        </section>
      </div>`,
    },
  ];
}
