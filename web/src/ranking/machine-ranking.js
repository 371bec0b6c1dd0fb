// What is said of all machines for one model? The smallest for a speed, the steps of memory, and the lists by who buys them.
import { html, nothing } from 'lit';
import { gradeShape } from '../card/grade.js';
import { devicesText } from '../text/context.js';
import { GIB } from '../text/format.js';
import { rankingList, spokenPieces, nowhere } from './list.js';
import { GROUPS, machinesByGrade, smallest } from './machines.js';
import { roomStrip } from './strip.js';
import { neededBytes } from './models.js';

/** @typedef {import('../text/context.js').Context} Context @typedef {import('./machines.js').MachineLine} MachineLine */
/** @typedef {import('../types/report').Report} Report */

/** The scale goes as far as this many times what is needed. */
const ROOM = 4;

/** @param {MachineLine} line @param {Context} context */
export const machineName = ({ id, count }, context) =>
  devicesText([count === 1 ? { device: id } : { device: id, count }], context);

/**
 * The smallest of each group that gives the speed.
 * @param {readonly MachineLine[]} lines @param {number} speed @param {Context} context @param {(line: MachineLine) => string} address
 */
export function smallestRow(lines, speed, context, address) {
  const { words, figures } = context;
  return html`<ul class="smallest">
    ${Object.keys(GROUPS)
      .filter((group) => group !== 'boards')
      .map((group) => {
        const line = smallest(lines, group, speed);
        return html`<li>
          <h3>${words.say(`model.group.${group}`)}</h3>
          ${
            line
              ? html`<p class="pick-name">
                    ${gradeShape(line.grade)}<a href=${address(line)}>${machineName(line, context)}</a>
                  </p>
                  <p class="quiet">
                    ${words.say('model.smallest_is', {
                      memory: figures.gib(line.row.usable_bytes ?? 0, 'floor'),
                      rate: figures.rate(line.row.decode_tokens_per_second ?? 0),
                    })}
                  </p>`
              : html`<p class="quiet">${words.say('model.smallest_none', { rate: figures.rate(speed) })}</p>`
          }
        </li>`;
      })}
  </ul>`;
}

/**
 * What more memory adds, from the smallest card that holds the model on.
 * @param {{line: MachineLine, report: Report, best: string}[]} steps  best: the best format that fits it
 * @param {Context} context @param {(line: MachineLine) => string} address
 */
export function stepsTable(steps, context, address) {
  const { words, figures } = context;
  if (!steps.length) return nothing;
  return html`<div class="steps">
    <h2 id="steps-title">${words.say('model.steps')}</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="steps-title">
      <table>
        <thead>
          <tr>
            <th scope="col">${words.say('model.step.card')}</th>
            <th scope="col">${words.say('figure.context')}</th>
            <th scope="col">${words.say('model.step.format')}</th>
            <th scope="col">${words.say('ranking.rate')}</th>
          </tr>
        </thead>
        <tbody>
          ${steps.map(
            ({ line, report, best }) =>
              html`<tr>
                <th scope="row">
                  ${words.say('unit.gb', { value: figures.soldGib((line.facts.memory_gib ?? 0) * GIB) })}
                  <a class="quiet" href=${address(line)}
                    >${words.say('model.step.example', { name: line.facts.name })}</a
                  >
                </th>
                <td>${report.limits?.max_context_tokens ? figures.tokens(report.limits.max_context_tokens) : '–'}</td>
                <td>${best}</td>
                <td>${figures.rate(report.speed.decode_tokens_per_second ?? 0)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="quiet">${words.say('model.steps_rule')}</p>
  </div>`;
}

/**
 * @param {readonly MachineLine[]} lines
 * @param {object} of
 * @param {Context} of.context @param {string} [of.sort] @param {(line: MachineLine) => string} of.address
 * @param {number} [of.most]  lines of each group that are shown
 * @param {import('./list.js').ListActions} [actions]
 */
export function machineLists(lines, { context, sort, address, most = Infinity }, actions) {
  const { words, figures } = context;
  const needs = lines.map(({ row }) => neededBytes(row)).sort((a, b) => a - b);
  const scale = { end: ROOM * (needs[needs.length >> 1] || GIB) };
  return Object.keys(GROUPS).map((group) => {
    const own = lines.filter((line) => line.group === group);
    if (!own.length) return nothing;
    let left = most;
    const groups = machinesByGrade(own, sort).map(({ grade, lines: inside }) => {
      const shown = inside.slice(0, left);
      left -= shown.length;
      const drawn = shown.map((line) => machineLine(line, context, scale, (actions ? nowhere : address)(line)));
      return { grade, count: inside.length, lines: drawn };
    });
    return html`<section class="machines" aria-labelledby="group-${group}">
      <h2 id="group-${group}">
        ${words.say(`model.group.${group}`)} <span class="quiet">${figures.count(own.length)}</span>
      </h2>
      ${rankingList(
        {
          id: `machines-${group}`,
          scale,
          heads: {
            name: words.say('field.device'),
            memory: words.say('ranking.memory'),
            rate: words.say('ranking.rate'),
          },
          unit: words.say('figure.memory_unit'),
          groups: groups.filter((one) => one.lines.length),
        },
        context,
        actions,
      )}
    </section>`;
  });
}

/** @param {MachineLine} line @param {Context} context @param {import('./strip.js').Scale} scale @param {string} address @returns {import('./list.js').Line} */
function machineLine(line, context, scale, address) {
  const { words, figures } = context;
  const needed = neededBytes(line.row);
  const usable = line.row.usable_bytes ?? 0;
  const rate = line.row.decode_tokens_per_second;
  return {
    id: line.id,
    grade: line.grade,
    name: machineName(line, context),
    detail: '',
    strip: roomStrip(needed, usable, scale),
    memory: figures.gib(needed),
    rate: typeof rate === 'number' ? figures.rate(rate) : undefined,
    spoken: spokenPieces(words, typeof rate === 'number' ? 'ranking.spoken' : 'ranking.spoken_no_rate', {
      grade: words.say(`grade.${line.grade}`),
      usable: figures.gib(usable, 'floor'),
      pace: line.row.pace ? words.say(`pace.${line.row.pace}`) : '',
    }),
    address,
  };
}
