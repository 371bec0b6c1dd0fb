// The cells of a comparison and how they are shown: the grid, and up to four answers side by side on one scale.
import { html, nothing } from 'lit';
import { gradeShape } from '../../card/grade.js';
import { rulerSvg } from '../../card/ruler.js';
import { modelName, sentenceParts, shownGrade } from '../../card/sentence.js';
import { addressOf } from '../../question/state.js';
import { devicesText } from '../../text/context.js';
import { GIB } from '../../text/format.js';
import { byFormat, contextsOf, formatsOf, requestOf } from './question.js';

/** @typedef {import('../../types/report').Report} Report @typedef {import('../../text/context.js').Context} Context */
/** @typedef {import('../../../engine.js').EngineError} EngineError @typedef {import('./question.js').Compared} Compared */
/** @typedef {{request: any, report?: Report, errors?: EngineError[]}} Cell */
/** @typedef {{rows: string[], columns: string[], cells: Cell[][]}} Grid  names of rows and columns; a cell for each */
/** @typedef {(request: any) => {report?: Report, errors?: EngineError[]}} Ask */

/** Width of a ruler that cannot measure itself, pixels. */
const STILL_WIDTH = 260;

/**
 * Asks every cell.
 * @param {Compared} compared @param {Ask} ask @param {Context} context
 * @returns {Grid}
 */
export function gridOf(compared, ask, context) {
  const { figures, names } = context;
  const unified = (/** @type {string} */ id) => names.deviceById.get(id)?.unified === true;
  const cell = (/** @type {Parameters<typeof requestOf>[1]} */ of) => {
    const request = requestOf(compared, of, unified);
    return { request, ...ask(request) };
  };
  if (!byFormat(compared))
    return {
      rows: compared.models.map((model) => names.model(model)),
      columns: compared.machines.map((devices) => devicesText(devices, context)),
      cells: compared.models.map((model) => compared.machines.map((devices) => cell({ model, devices }))),
    };
  const first = cell({ context: 512 });
  const contexts = contextsOf(compared, first.report?.limits?.trained_context_tokens ?? 0);
  const formats = formatsOf(compared);
  return {
    rows: formats,
    columns: contexts.map((tokens) => figures.tokens(tokens)),
    cells: formats.map((format) => contexts.map((tokens) => cell({ format, context: tokens }))),
  };
}

/**
 * What stands side by side: the rows in one column, or where there is one row, its columns.
 * @param {Grid} grid @param {number} at the column
 * @returns {{name: string, cell: Cell}[]}
 */
export function sideOf(grid, at) {
  if (grid.rows.length > 1) return grid.rows.map((name, row) => ({ name, cell: grid.cells[row][at] }));
  return grid.columns.map((name, column) => ({ name, cell: grid.cells[0][column] }));
}

/** The column that is shown side by side at first: that of the context asked for. @param {Grid} grid @param {Compared} compared */
export function firstColumn(grid, compared) {
  if (!byFormat(compared)) return 0;
  const wanted = compared.base.workload?.context_tokens ?? 8192;
  const at = grid.cells[0].findIndex(({ request }) => request.workload.context_tokens >= wanted);
  return at < 0 ? grid.columns.length - 1 : at;
}

/** @param {Report} report bytes on the devices, or in the one memory that there is */
function neededOf({ memory: { pools } }) {
  const devices = pools.filter((pool) => pool.kind !== 'host');
  return (devices.length ? devices : [...pools]).reduce((sum, pool) => sum + pool.needed_bytes, 0);
}

/** What stands in system memory beside the devices, where that decides. @param {Report} report @param {Context} context */
function besideText(report, { words, figures }) {
  const { grade } = report.verdict;
  if (grade !== 'offload' && grade !== 'unknown') return nothing;
  const bytes = report.memory.needed_bytes - neededOf(report);
  return html`<span class="quiet">${words.say('figure.memory_host', { bytes: figures.gib(bytes) })}</span>`;
}

/**
 * @param {Grid} grid @param {Context} context @param {string} corner what the rows are
 * @param {(query: string) => string} verdictAt
 */
export function gridTable(grid, context, corner, verdictAt) {
  const { words, figures } = context;
  const label = words.say('compare.grid');
  return html`<div class="table-box" role="region" tabindex="0" aria-label=${label}>
      <table class="grid-table">
        <thead>
          <tr>
            <th scope="col">${corner}</th>
            ${grid.columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${grid.rows.map(
            (row, index) =>
              html`<tr>
                <th scope="row">${row}</th>
                ${grid.cells[index].map((cell) => html`<td>${cellOf(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <ul class="grade-key">
      ${['yes', 'tight', 'offload', 'unknown', 'no'].map(
        (grade) => html`<li>${gradeShape(grade)} ${words.say(`grade.${grade}`)}</li>`,
      )}
    </ul>`;

  /** @param {Cell} cell */
  function cellOf({ request, report, errors }) {
    const address = verdictAt(addressOf(request).query);
    if (!report)
      return html`<a href=${address} class="cell">
        <span class="quiet">${errors?.map((error) => context.errorText(error)).join(' ')}</span>
      </a>`;
    const grade = shownGrade(report);
    const rate = report.speed.decode_tokens_per_second;
    return html`<a href=${address} class="cell">
      ${gradeShape(grade)}<span class="visually-hidden">${words.say(`grade.${grade}`)}</span>
      <span>${words.say('unit.gib', { value: figures.gib(neededOf(report)) })}</span>
      ${besideText(report, context)}
      <span class="quiet">${rate === null ? '–' : words.say('unit.rate', { value: figures.rate(rate) })}</span>
      ${byAuto(request) ? html`<span class="quiet">${report.resolved.format}</span>` : nothing}
    </a>`;
  }
}

/** Whether the format was left to the answer. @param {any} request */
const byAuto = (request) => request.format === undefined || request.format === 'auto';

/**
 * @param {{name: string, cell: Cell}[]} side @param {Context} context @param {boolean} live whether rulers may measure themselves
 * @param {(query: string) => string} verdictAt
 */
export function sideTable(side, context, live, verdictAt) {
  const { words, figures } = context;
  const reports = side.map(({ cell }) => cell.report);
  // One scale for all: what is longer needs more.
  const scale = Math.max(...reports.flatMap((report) => (report ? poolsOf(report).map(endOf) : [0])));
  /** @param {string} key @param {(report: Report) => unknown} content */
  const row = (key, content) =>
    html`<tr>
      <th scope="row">${words.say(key)}</th>
      ${side.map(({ cell }) => html`<td>${cell.report ? content(cell.report) : '–'}</td>`)}
    </tr>`;
  return html`<div class="table-box" role="region" tabindex="0" aria-label=${words.say('compare.side')}>
    <table class="side-table">
      <thead>
        <tr>
          <td></td>
          ${side.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${words.say('compare.verdict')}</th>
          ${side.map(({ cell }) => html`<td>${verdictOf(cell, context, verdictAt)}</td>`)}
        </tr>
        ${row('figure.memory', (report) => html`<b>${figures.gib(neededOf(report))}</b> ${words.say('figure.memory_of', { capacity: capacityOf(report, context) })}<br />${besideText(report, context)}`)}
        ${row('compare.pace', (report) =>
          report.speed.decode_tokens_per_second === null
            ? '–'
            : html`<b>${figures.rate(report.speed.decode_tokens_per_second)}</b> ${words.say('figure.pace_unit')}${
                  report.verdict.pace
                    ? html`<br /><span class="quiet">${words.say(`pace.${report.verdict.pace}`)}</span>`
                    : nothing
                }`,
        )}
        ${row('figure.context', (report) => {
          const most = report.limits?.max_context_tokens;
          return most ? html`<b>${figures.tokens(most)}</b>` : words.say('figure.context_none');
        })}
        ${row('compare.download', (report) =>
          report.files ? html`<b>${figures.gb(report.files.download_bytes)}</b> GB` : '–',
        )}
        ${row('compare.parts', (report) =>
          poolsOf(report).map((pool) => {
            const drawing = { ...drawingOf(pool, report, context), scale };
            return live
              ? html`<canrun-ruler .drawing=${drawing} .context=${context}></canrun-ruler>`
              : html`<div class="ruler-still">${rulerSvg(drawing, context, STILL_WIDTH)}</div>`;
          }),
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {Cell} cell @param {Context} context @param {(query: string) => string} verdictAt */
function verdictOf({ request, report, errors }, context, verdictAt) {
  if (!report) return html`<p>${errors?.map((error) => context.errorText(error)).join(' ')}</p>`;
  const grade = shownGrade(report);
  return html`<p class="side-verdict">
      ${gradeShape(grade)}
      <span
        >${sentenceParts(report, context).map((part) =>
          part.grade ? html`<strong class="grade grade-${grade}">${part.text}</strong>` : part.text,
        )}</span
      >
    </p>
    <p>
      <a href=${verdictAt(addressOf(request).query)}
        >${context.words.say('compare.open')}<span class="visually-hidden"
          >${modelName(report, context)} ${report.resolved.format}</span
        ></a
      >
    </p>`;
}

/** @param {Report} report @param {Context} context */
function capacityOf(report, { figures }) {
  const devices = report.memory.pools.filter((pool) => pool.kind !== 'host');
  const main = devices.length ? devices : [...report.memory.pools];
  return figures.soldGib(main.reduce((sum, pool) => sum + (pool.capacity_bytes ?? 0), 0));
}

/** The memories that are drawn: the fullest device, and system memory where it decides. @param {Report} report */
function poolsOf(report) {
  const { pools } = report.memory;
  const free = (/** @type {(typeof pools)[number]} */ pool) => (pool.usable_bytes ?? 0) - pool.needed_bytes;
  const devices = pools.filter((pool) => pool.kind !== 'host').sort((a, b) => free(a) - free(b));
  const { grade } = report.verdict;
  const beside = !devices.length || grade === 'offload' || grade === 'unknown';
  return [
    ...devices.slice(0, 1),
    ...pools.filter((pool) => pool.kind === 'host' && beside && (!devices.length || pool.needed_bytes > GIB)),
  ];
}

/** @param {ReturnType<typeof poolsOf>[number]} pool where its ruler ends, bytes */
const endOf = (pool) =>
  Math.max(pool.needed_bytes, pool.high_bytes ?? 0, pool.capacity_bytes ?? 0, pool.usable_bytes ?? 0);

/** @param {ReturnType<typeof poolsOf>[number]} pool @param {Report} report @param {Context} context */
function drawingOf(pool, report, context) {
  const { words, figures } = context;
  const items = /** @type {Record<string, number>} */ (pool.items);
  const parts = Object.keys(/** @type {any} */ (words.dictionary.item))
    .filter((key) => (items[key] ?? 0) > 0)
    .map((key) => ({ key, name: words.say(`item.${key}`), bytes: items[key] }));
  const left = pool.usable_bytes === null ? null : pool.usable_bytes - pool.needed_bytes;
  const summary =
    left === null
      ? words.say('ruler.unknown')
      : words.say(left < 0 ? 'ruler.short' : 'ruler.free', { bytes: figures.gib(Math.abs(left)) });
  return {
    parts,
    usable: pool.usable_bytes,
    capacity: pool.capacity_bytes,
    low: pool.low_bytes ?? pool.needed_bytes,
    high: pool.high_bytes ?? pool.needed_bytes,
    described: words.say('ruler.described', {
      pool: context.poolName(pool, report),
      parts: parts
        .map((part) => words.say('ruler.part', { name: part.name, bytes: figures.gib(part.bytes) }))
        .join(words.say('ruler.separator')),
      summary,
    }),
  };
}
