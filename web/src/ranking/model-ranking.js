// What is said of all models on one machine? The sentence, the picks with the rule that chose them, and the list: templates
// of rows, the same when they are rendered ahead of time.
import { html, nothing } from 'lit';
import { GIB } from '../text/format.js';
import { devicesText } from '../text/context.js';
import { gradeShape } from '../card/grade.js';
import { nowhere, rankingList } from './list.js';
import { modelLine, modelScale } from './model-line.js';
import { COMFORTABLE, ENOUGH_BITS, byGrade } from './models.js';

/** @typedef {import('../text/context.js').Context} Context @typedef {import('./models.js').ModelLine} ModelLine */

/** Grades that count as running without help from system memory. */
const RUNS = ['yes', 'yes_slow', 'tight'];

/**
 * How many run, and under what assumptions: the answer of the page in one sentence.
 * @param {readonly ModelLine[]} lines @param {any} request @param {Context} context
 */
export function machineSentence(lines, request, context) {
  const { words, figures } = context;
  const host = request.machine?.host?.memory_gib;
  const count = (/** @type {string[]} */ grades) => lines.filter(({ grade }) => grades.includes(grade)).length;
  const tokens = request.workload?.context_tokens;
  const more = count(['offload']);
  const depends = count(['unknown']);
  return words.say('machine.sentence', {
    devices: devicesText(request.machine?.devices ?? [], context),
    beside:
      typeof host === 'number' && request.machine?.devices?.length
        ? words.say('sentence.beside', { host: words.say('unit.gib', { value: figures.soldGib(host * GIB) }) })
        : '',
    count: figures.count(count(RUNS)),
    of: figures.count(lines.length),
    format: request.format ?? words.say('machine.best_format'),
    context: tokens ? words.say('machine.context', { context: figures.tokens(tokens) }) : '',
    more: more
      ? words.say('machine.more', { count: figures.count(more) })
      : depends
        ? words.say('machine.depends', { count: figures.count(depends) })
        : '',
  });
}

/**
 * Three to look at first.
 * @param {import('./picks.js').Picks} picks
 * @param {Context} context
 * @param {(id: string) => string} address  of the verdict of a model
 */
export function picksRow(picks, context, address) {
  const { words, figures } = context;
  const rule = words.say('machine.picks_rule', { rate: figures.rate(COMFORTABLE), bits: figures.count(ENOUGH_BITS) });
  const shown = /** @type {const} */ (['largest', 'newest', 'fastest'])
    .map((name) => ({ name, line: picks[name] }))
    .filter(({ line }) => line !== undefined);
  return html`<section class="picks" aria-labelledby="picks-title">
    <h2 id="picks-title">${words.say('machine.picks')}</h2>
    ${
      shown.length
        ? html`<ul>
            ${shown.map(({ name, line }) => {
              const { facts, row, grade } = /** @type {ModelLine} */ (line);
              const figure = {
                largest: figures.parameters(row.parameters ?? 0),
                newest: facts.released ? figures.month(facts.released) : '',
                fastest: words.say('unit.rate', { value: figures.rate(row.decode_tokens_per_second ?? 0) }),
              }[name];
              return html`<li>
                <h3>${words.say(`machine.pick.${name}`)}</h3>
                <p class="pick-name">${gradeShape(grade)}<a href=${address(facts.id)}>${facts.name}</a></p>
                <p class="quiet">
                  ${words.say(`machine.pick_rule.${name}`, { figure, least: figures.parameters(picks.least) })}
                </p>
              </li>`;
            })}
          </ul>`
        : html`<p>${words.say('machine.no_picks')}</p>`
    }
    <p class="quiet">${rule}</p>
  </section>`;
}

/**
 * The list itself.
 * @param {readonly ModelLine[]} lines  those to show
 * @param {object} of
 * @param {any} of.request
 * @param {Context} of.context
 * @param {string} [of.sort]
 * @param {(id: string) => string} of.address
 * @param {number} [of.most]  lines that are shown
 * @param {import('./list.js').ListActions} [actions]
 */
export function modelList(lines, { request, context, sort, address, most = Infinity }, actions) {
  if (!lines.length) return nothing;
  let left = most;
  const { words, figures } = context;
  const scale = modelScale(lines, request);
  const formats = new Set(lines.map(({ row }) => row.format)).size > 1;
  return rankingList(
    {
      id: 'models',
      scale,
      heads: { name: words.say('field.model'), memory: words.say('ranking.memory'), rate: words.say('ranking.rate') },
      unit: scale.limit
        ? words.say('ranking.usable', { usable: figures.gib(scale.limit, 'floor') })
        : words.say('figure.memory_unit'),
      groups: byGrade(lines, sort).map((group) => {
        const shown = group.lines.slice(0, left);
        left -= shown.length;
        return {
          grade: group.grade,
          count: group.lines.length,
          lines: shown.map((line) =>
            modelLine(line, { context, scale, sort, formats, address: actions ? nowhere : address }),
          ),
        };
      }),
    },
    context,
    actions,
  );
}
