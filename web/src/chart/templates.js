// The charts of one to four questions with what belongs to them: what the lines are, and the table behind the toggle.
import { html, nothing } from 'lit';
import { chartSvg, shownValue } from './draw.js';
import { stops } from './curve.js';

/** @typedef {import('./draw.js').Series} Series @typedef {import('../text/context.js').Context} Context */

/** @param {Series[]} series @param {Context} context @param {{width: number, id: string, marked?: number}} frame */
export function charts(series, context, frame) {
  const { words } = context;
  return html`
    ${series.length > 1 ? key(series) : nothing}
    <figure class="curves">
      <figcaption>${words.say('chart.memory')}</figcaption>
      ${chartSvg('memory', series, context, { ...frame, id: `${frame.id}-memory` })}
    </figure>
    <figure class="curves">
      <figcaption>${words.say('chart.speed')}</figcaption>
      ${chartSvg('speed', series, context, { ...frame, id: `${frame.id}-speed` })}
    </figure>
    <details class="curve-table">
      <summary>${words.say('chart.table')}</summary>
      ${table(series, context)}
    </details>
  `;
}

/** Which line is which. @param {Series[]} series */
const key = (series) =>
  html`<ol class="chart-key">
    ${series.map(
      ({ name }, index) =>
        html`<li>
          <svg width="32" height="12" viewBox="0 0 32 12" aria-hidden="true">
            <line class="curve curve-${index + 1}" x1="0" x2="32" y1="6" y2="6" />
          </svg>
          <span>${index + 1}</span> ${name}
        </li>`,
    )}
  </ol>`;

/** @param {Series[]} series @param {Context} context */
function table(series, context) {
  const { words, figures } = context;
  const longest = Math.max(...series.flatMap(({ curve }) => curve.points.map((point) => point.context)));
  const rows = [...new Set(series.flatMap(({ curve }) => stops(curve.trained)))]
    .filter((tokens) => tokens <= longest)
    .sort((a, b) => a - b);
  const single = series.length === 1;
  return html`<div class="table-box" role="region" tabindex="0" aria-label=${words.say('chart.table')}>
    <table>
      <thead>
        ${
          single
            ? nothing
            : html`<tr>
                <td></td>
                ${series.map(({ name }) => html`<th scope="colgroup" colspan="3">${name}</th>`)}
              </tr>`
        }
        <tr>
          <th scope="col">${words.say('field.context')}</th>
          ${series.map(
            () =>
              html`<th scope="col">${words.say('chart.verdict')}</th>
                <th scope="col">${words.say('figure.memory')}</th>
                <th scope="col">${words.say('chart.pace')}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (tokens) =>
            html`<tr>
              <th scope="row">${figures.tokens(tokens)}</th>
              ${series.map(({ curve }) => {
                const point = curve.points.find((one) => one.context === tokens);
                if (!point)
                  return html`<td>–</td>
                    <td>–</td>
                    <td>–</td>`;
                return html`<td>${words.say(`grade.${point.grade}`)}</td>
                  <td>${shownValue('memory', point, context)}</td>
                  <td>${point.rate === null ? '–' : shownValue('speed', point, context)}</td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
