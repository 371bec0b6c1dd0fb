// What does a ranking look like? Rows, not cards: groups by grade, each line with its shape, name, bar and two figures; a
// press opens the card in place. The same templates ahead of time, where a line is a link to its verdict.
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { gradeShape } from '../card/grade.js';
import { axisStrip, notchStrip } from './strip.js';

/** @typedef {import('../text/context.js').Context} Context @typedef {import('./strip.js').Scale} Scale */

/**
 * One line as it is shown.
 * @typedef {object} Line
 * @property {string} id  stands once in the list
 * @property {string} grade  as shown
 * @property {string} name
 * @property {string} detail  beside the name; may be empty
 * @property {unknown} strip  its bar
 * @property {string} memory  figure
 * @property {string} [rate]  figure
 * @property {string[]} spoken  what is said after the name, after the memory and after the rate
 * @property {string} address  of its verdict
 */

/**
 * What a press does; absent when the list is rendered ahead of time.
 * @typedef {object} ListActions
 * @property {(id: string) => void} toggle
 * @property {(id: string) => boolean} isOpen
 * @property {(id: string) => unknown} opened  what stands below an open line
 */

/** A line that opens in place leads nowhere; an address takes longer to write than the rest of it. */
export const nowhere = () => '';

/** @param {string} text for the id of an element */
const idOf = (text) => text.replace(/[^\w-]+/g, '-');

/**
 * @param {object} list
 * @param {string} list.id  begins the ids of what is in it
 * @param {{grade: string, lines: Line[], count?: number}[]} list.groups  count: of lines, where not all are shown yet
 * @param {Scale} list.scale
 * @param {{name: string, memory: string, rate: string}} list.heads
 * @param {string} list.unit  said once, at the ticks
 * @param {number} [list.level]  of the groups' headings
 * @param {Context} context
 * @param {ListActions} [actions]
 */
export function rankingList({ id, groups, scale, heads, unit, level = 3 }, context, actions) {
  const { words, figures } = context;
  return html`<div class="ranking" id=${id}>
    <div class="ranking-head" aria-hidden="true">
      <span class="head-name">${heads.name}</span>
      <span class="line-strip">${axisStrip(scale, context)}<span class="axis-unit">${unit}</span></span>
      <span class="line-memory">${heads.memory}</span>
      <span class="line-rate">${heads.rate}</span>
    </div>
    ${groups.map(({ grade, lines, count = lines.length }) => {
      const title = html`${gradeShape(grade)}<span class="grade-${grade}">${words.say(`grade.${grade}`)}</span>
        <span class="quiet">${figures.count(count)}</span>`;
      return html`<div class="group" data-grade=${grade}>
        <div class="group-head">
          ${
            level === 2
              ? html`<h2 id="${id}-${grade}" tabindex="-1">${title}</h2>`
              : level === 3
                ? html`<h3 id="${id}-${grade}" tabindex="-1">${title}</h3>`
                : html`<h4 id="${id}-${grade}" tabindex="-1">${title}</h4>`
          }
          <span class="line-strip" aria-hidden="true">${notchStrip(scale)}</span>
        </div>
        <ul>
          ${repeat(
            lines,
            (line) => line.id,
            (line) => lineRow(line, `${id}-${idOf(line.id)}`, actions),
          )}
        </ul>
      </div>`;
    })}
  </div>`;
}

/** @param {Line} line @param {string} id @param {ListActions} [actions] */
function lineRow(line, id, actions) {
  const [afterName, afterMemory, afterRate] = line.spoken.map(
    (text) => html`<span class="visually-hidden">${text}</span>`,
  );
  const inside = html`${gradeShape(line.grade)}<span class="line-name"
      ><span class="line-title">${line.name}</span
      >${line.detail ? html` <span class="quiet">${line.detail}</span>` : nothing}</span
    >${afterName}<span class="line-strip" aria-hidden="true">${line.strip}</span
    ><span class="line-memory">${line.memory}</span>${afterMemory}<span class="line-rate"
      >${line.rate ?? html`<span aria-hidden="true">–</span>`}</span
    >${afterRate}`;
  if (!actions) return html`<li class="line"><a class="line-row" href=${line.address}>${inside}</a></li>`;
  const open = actions.isOpen(line.id);
  return html`<li class="line ${open ? 'open' : ''}">
    <button
      type="button"
      class="line-row"
      id=${id}
      data-line=${line.id}
      aria-expanded=${open ? 'true' : 'false'}
      aria-controls=${open ? `${id}-card` : nothing}
      @click=${() => actions.toggle(line.id)}
    >
      ${inside}
    </button>
    ${open ? html`<div class="line-card" id="${id}-card">${actions.opened(line.id)}</div>` : nothing}
  </li>`;
}

/**
 * How many lines each grade has, as ways to them.
 * @param {string} id  of the list
 * @param {{grade: string, lines: readonly unknown[]}[]} groups
 * @param {Context} context
 * @param {(element: string) => void} [go]  to the heading of that id
 */
export function gradeCounts(id, groups, { words, figures }, go) {
  return html`<ul class="grade-counts">
    ${groups.map(({ grade, lines }) => {
      const text = html`${gradeShape(grade)} <b>${figures.count(lines.length)}</b> ${words.say(`grade.${grade}`)}`;
      return html`<li>
        ${go ? html`<button type="button" @click=${() => go(`${id}-${grade}`)}>${text}</button>` : html`<span>${text}</span>`}
      </li>`;
    })}
  </ul>`;
}

/**
 * A sentence about a line, cut where its figures stand.
 * @param {import('../text/words.js').Words} words @param {string} key  with {memory} and {rate} in it
 * @param {Record<string, string>} values  the others
 * @returns {string[]} three pieces
 */
export function spokenPieces(words, key, values) {
  const pieces = [''];
  for (const piece of words.parts(key, { ...values, memory: undefined, rate: undefined })) {
    if (piece === undefined) pieces.push('');
    else pieces[pieces.length - 1] += piece;
  }
  return pieces;
}
