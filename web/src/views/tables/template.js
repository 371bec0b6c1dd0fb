// What do the tables look like? Templates of values that were computed before: no script runs on these pages.
import { html, nothing } from 'lit';
import { GIB } from '../../text/format.js';
import { addressOf } from '../../question/state.js';

/** @typedef {import('../../text/context.js').Context} Context @typedef {import('../../types/request').Request} Request */
/** @typedef {import('./model.js').Answer} Answer @typedef {import('./model.js').Cell} Cell */
/** @typedef {import('./model.js').Figure} Figure @typedef {import('./model.js').Line} Line */
/** @typedef {import('./model.js').Source} Source @typedef {import('./model.js').Table} Table */

/**
 * A page's words, and its way to a verdict.
 * @typedef {object} Desk
 * @property {Context} context
 * @property {(query: string) => string} toVerdict
 * @property {string} reference  the device that goes without saying
 */

/** Bits of a weight by the name that people use; scales and mixtures add to them. */
const NOMINAL_BITS = /** @type {Record<string, number>} */ ({
  F32: 32,
  F16: 16,
  BF16: 16,
  Q8_0: 8,
  Q6_K: 6,
  Q4_K_M: 4,
  Q2_K: 2,
});

/** @param {Context} context @param {string} format "4-bit (Q4_K_M)" */
export const formatText = ({ words }, format) =>
  NOMINAL_BITS[format] ? words.say('tables.bits', { bits: NOMINAL_BITS[format], format }) : format;

/** @param {Context} context @param {number} bytes */
export const memoryText = ({ words, figures }, bytes) => words.say('unit.gib', { value: figures.gib(bytes) });

/** @param {Context} context @param {import('./model.js').Devices} machine */
export const machineText = ({ words, names }, { device, count }) =>
  words.say('tables.machine', { count, device: names.device(device) });

/** @param {Request} request @param {Desk} desk */
export const verdictLink = (request, { toVerdict }) => toVerdict(addressOf(request).query);

/** A wide table in a box of its own, which keyboards can scroll. @param {string} id @param {string} title @param {unknown} table @param {Context} context */
export const scrollBox = (id, title, table, { words }) =>
  html`<div class="table-box" id=${id} role="region" tabindex="0" aria-label=${words.say('tables.scroll', { title })}>
    ${table}
  </div>`;

/** What a row's or a column's head says of its part of the question. @param {Line} line @param {Context} context @returns {string[]} */
function headWords(line, context) {
  const { words, figures, names } = context;
  const { model, format, runtime, workload = {} } = line.request ?? {};
  const said = [];
  if (line.label) said.push(line.label);
  if (model) said.push(names.model(model));
  if (format) said.push(formatText(context, format));
  if (runtime) said.push(words.say(`tables.runtime.${runtime}`));
  const { prompt_tokens: prompt, output_tokens: output, context_tokens: tokens, concurrency } = workload;
  if (prompt === 1) said.push(words.say('tables.prompt_one'));
  else if (prompt) said.push(words.say('tables.prompt', { tokens: figures.count(prompt) }));
  if (output) said.push(words.say('tables.answer', { tokens: figures.count(output) }));
  if (tokens && !prompt) said.push(words.say('tables.context', { tokens: figures.tokens(tokens) }));
  if (concurrency)
    said.push(words.say(concurrency === 1 ? 'tables.request' : 'tables.requests', { count: concurrency }));
  return said;
}

/** @param {string[]} said */
export const stacked = (said) =>
  said.map((text, index) => html`<span class=${index ? 'head-more' : 'head-first'}>${text}</span>`);

/** A published figure without its source. @param {Figure} figure @param {Desk} desk */
function figureText(figure, desk) {
  const { words } = desk.context;
  const { machine } = figure;
  if (figure.value === undefined)
    return words.say('tables.runs_on', { machine: machine ? machineText(desk.context, machine) : '' });
  let text = words.say(`tables.unit.${figure.unit}`, { value: figure.value });
  if (figure.bound) text = words.say(figure.bound === 'above' ? 'tables.more_than' : 'tables.about', { value: text });
  if (figure.basis === 'formula') text = words.say('tables.formula', { value: text });
  return machine ? words.say('tables.measured', { value: text, place: placeText(machine, desk) }) : text;
}

/** Figures of one source for the same weights belong together. @param {Figure[]} figures @returns {Figure[][]} */
function together(figures) {
  /** @type {Map<string, Figure[]>} */
  const groups = new Map();
  for (const figure of figures) {
    const key = JSON.stringify([figure.model, figure.weights, figure.source]);
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups.values()];
}

/** @param {Figure[]} figures @param {Table} table @param {Desk} desk */
function published(figures, table, desk) {
  const { context } = desk;
  const { words } = context;
  return together(figures).map((group) => {
    const [first] = group;
    const number = table.sources.findIndex((source) => source.id === first.source) + 1;
    const value = group.map((figure) => figureText(figure, desk)).join(words.say('tables.join'));
    const what = [first.model, table.kind === 'memory' ? first.weights : undefined].filter(Boolean).join(' ');
    return html`<p class="published">
      <span class="visually-hidden">${words.say('tables.published')}</span>
      ${what ? words.say('tables.figure', { what, value }) : value}
      ${reference(`${table.id}-${number}`, number, context)}
    </p>`;
  });
}

/** @param {string} id of the source on this page @param {number} number @param {Context} context */
export const reference = (id, number, { words }) =>
  html`<a class="reference" href="#${id}" aria-label=${words.say('tables.source_number', { number })}>[${number}]</a>`;

/** What a figure was got on: "on 2 cards" of the device that goes without saying. @param {import('./model.js').Devices} machine @param {Desk} desk */
const placeText = (machine, { context, reference: usual }) =>
  machine.device === usual
    ? context.words.say('tables.on_cards', { count: machine.count })
    : context.words.say('tables.on', { machine: machineText(context, machine) });

/** @param {Answer} answer @param {Table | undefined} table @param {Desk} desk */
export function answerCell(answer, table, desk) {
  const { context } = desk;
  const { words } = context;
  const count = /** @type {any} */ (answer.request.machine.devices[0]).count ?? 1;
  const device = String(answer.request.machine.devices[0].device);
  return html`<a class="computed" href=${verdictLink(answer.request, desk)}>${memoryText(context, answer.gpuBytes)}</a
    >${answer.beyond ? ' †' : nothing}
    ${(table?.parts ?? []).map(
      (part) =>
        html`<p class="part">
          ${words.say(`tables.part.${part}`, { value: memoryText(context, answer.parts[part] ?? 0) })}
        </p>`,
    )}
    ${count > 1 ? html`<p class="part">${placeText({ device, count }, desk)}</p>` : nothing}`;
}

/** @param {Cell} cell @param {Table} table @param {Desk} desk */
function cellBody(cell, table, desk) {
  const { context } = desk;
  const { words } = context;
  const shown = published(cell.figures, table, desk);
  if (table.kind !== 'memory')
    return shown.length ? shown : html`<span class="published">${words.say('tables.none')}</span>`;
  return html`${cell.answer ? answerCell(cell.answer, table, desk) : words.say('tables.unanswered')} ${shown}
  ${
    cell.picks.length
      ? html`<p class="picks">${words.say('tables.enough')}</p>
          <ul class="picks">
            ${cell.picks.map(
              (pick) => html`<li><a href=${verdictLink(pick.request, desk)}>${machineText(context, pick)}</a></li>`,
            )}
          </ul>`
      : nothing
  }`;
}

/** The head of the first column. @param {Table} table @param {Context} context */
const cornerText = (table, { words }) => words.find(`tables.${table.id}.row_head`) ?? words.say('tables.row_head');

/** @param {Line} line @param {Table} table @param {Context} context @returns {string[]} */
function headOf(line, table, context) {
  const own =
    context.words.find(`tables.${table.id}.rows.${line.id}`) ?? context.words.find(`tables.${table.id}.${line.id}`);
  return own ? [own] : headWords(line, context);
}

/** @param {import('./model.js').TableModel} model @param {Desk} desk */
export function tableSection({ table, rows }, desk) {
  const { context } = desk;
  const { words } = context;
  const title = words.say(`tables.${table.id}.title`);
  const body = html`<table class="figures-table">
    <thead>
      <tr>
        <th scope="col">${cornerText(table, context)}</th>
        ${table.columns.map((column) => html`<th scope="col">${stacked(headOf(column, table, context))}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ line, cells }) =>
          html`<tr>
            <th scope="row">${stacked(headOf(line, table, context))}</th>
            ${cells.map((cell) => html`<td>${cellBody(cell, table, desk)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
  const beyond = rows.some(({ cells }) => cells.some((cell) => cell.answer?.beyond));
  return html`<section id=${table.id}>
    <h2>${title}</h2>
    <p>${words.say(`tables.${table.id}.intro`)}</p>
    ${table.kind === 'memory' ? nothing : html`<p>${words.say('tables.not_computed')}</p>`}
    ${scrollBox(`${table.id}-box`, title, body, context)}
    ${beyond ? html`<p class="quiet">${words.say('tables.beyond')}</p>` : nothing}
    <p class="quiet">${words.say(`tables.${table.id}.note`)}</p>
    ${sourceList(table.id, table.sources, context)}
  </section>`;
}

/** @param {string} id of the table @param {Source[]} sources @param {Context} context */
export function sourceList(id, sources, { words, language }) {
  const tag = words.find('tag') ?? language;
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' });
  return html`<h3 class="visually-hidden">${words.say('tables.sources')}</h3>
    <ol class="sources-list">
      ${sources.map((source, index) => {
        const date = day.format(new Date(source.read));
        const title = html`<a href=${source.url} lang="en">${source.title}</a>`;
        const via = source.via ? html`<a href=${source.via}>${new URL(source.via).host}</a>` : '';
        const said = words.parts(via ? 'tables.read_via' : 'tables.read', { title, date, via });
        return html`<li id="${id}-${index + 1}">[${index + 1}] ${said}</li>`;
      })}
    </ol>`;
}

/**
 * @param {ReturnType<typeof import('./model.js').deviceModel>} model
 * @param {(device: string) => {url: string, read: string} | undefined} sourceOf  where a device's memory was read
 * @param {Desk} desk
 */
export function deviceSection({ table, rows }, sourceOf, desk) {
  const { context } = desk;
  const { words, figures, names } = context;
  const say = (/** @type {string} */ key, /** @type {Record<string, string>} */ values = {}) =>
    words.say(`tables.${table.id}.${key}`, values);
  /** @type {Source[]} */
  const sources = [];
  const numberOf = (/** @type {string} */ device) => {
    const source = sourceOf(device);
    if (!source) return undefined;
    const known = sources.findIndex(({ url }) => url === source.url);
    return known >= 0 ? known + 1 : sources.push({ id: '', title: source.url.replace('https://', ''), ...source });
  };
  const body = html`<table class="figures-table">
    <thead>
      <tr>
        ${['gpu', 'memory', 'usable', 'bandwidth', 'largest'].map((key) => html`<th scope="col">${say(key)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(({ device, usableBytes, largest }) => {
        const number = numberOf(device.id);
        return html`<tr>
          <th scope="row">${device.name}</th>
          <td>
            ${words.say('unit.gib', { value: figures.soldGib((device.memory_gib ?? 0) * GIB) })}
            ${number ? reference(`${table.id}-${number}`, number, context) : nothing}
          </td>
          <td>${words.say('unit.gib', { value: figures.soldGib(usableBytes) })}</td>
          <td>${say('gb_s', { value: figures.count(device.bandwidth_gb_s ?? 0) })}</td>
          <td>
            ${
              largest
                ? html`<a class="computed" href=${verdictLink(largest.request, desk)}>${largest.line.label}</a>
                    <p class="part">${names.model(String(largest.request.model))}</p>`
                : say('none')
            }
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
  return html`<section id=${table.id}>
    <h2>${say('title')}</h2>
    <p>${say('intro')}</p>
    ${scrollBox(`${table.id}-box`, say('title'), body, context)}
    <p class="quiet">${say('note')}</p>
    ${sourceList(table.id, sources, context)}
  </section>`;
}
