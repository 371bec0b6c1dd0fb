// How would it be at other contexts? The curves below the figures, fetched and drawn when somebody opens them.
import { html, nothing } from 'lit';
import { modelName } from './sentence.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */

/** @param {Report} report @param {Context} context @param {import('./card.js').Actions} [actions] */
export function curves(report, context, actions) {
  if (!actions?.curves) return nothing;
  const { request, estimate } = actions.curves;
  return html`
    <details
      class="curves-of"
      @toggle=${(/** @type {any} */ event) => event.target.open && import('../chart/chart.js')}
    >
      <summary>${context.words.say('chart.open')}</summary>
      <canrun-chart
        .asked=${[{ name: modelName(report, context), request, report }]}
        .estimate=${estimate}
        .context=${context}
      ></canrun-chart>
    </details>
  `;
}
