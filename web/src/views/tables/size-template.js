// What does the page of one size class look like? The answer first, then what it rests on.
import { html, nothing } from 'lit';
import { answerCell, formatText, machineText, memoryText, scrollBox, verdictLink } from './template.js';

/** @typedef {import('./size-model.js').SizeModel} SizeModel @typedef {import('./template.js').Desk} Desk */
/** @typedef {import('./size-model.js').Size} Size */

/** Values that the sentences of a size share. @param {SizeModel} model @param {import('../../text/context.js').Context} context */
export function sizeValues({ size, context: tokens, answers }, context) {
  const [first, second, third] = answers.map((answer) => memoryText(context, answer.gpuBytes));
  const [format1, format2, format3] = answers.map((answer) => String(answer.request.format));
  return {
    size: size.label,
    model: context.names.model(size.model),
    tokens: context.figures.count(tokens),
    ...{ first, second, third, format1, format2, format3 },
  };
}

/** @param {SizeModel} model @param {Size[]} sizes @param {Desk & {toSize: (id: string) => string, toTables: string}} desk */
export function sizePage(model, sizes, desk) {
  const { context } = desk;
  const { words } = context;
  const say = (/** @type {string} */ key, /** @type {Record<string, any>} */ values = {}) =>
    words.say(`tables.size.${key}`, { ...sizeValues(model, context), ...values });
  return html`<div class="prose">
    <h1>${say('title')}</h1>
    <p class="lead">${say('answer')} ${enough(model, desk)}</p>
    <section>
      <h2>${say('table')}</h2>
      ${formatTable(model, desk)}
      <p class="quiet">
        ${say('table_note', { tokens: context.figures.count(model.trained) })} ${words.say('tables.how')}
      </p>
    </section>
    <section>
      <h2>${say('machines')}</h2>
      ${machineTable(model, desk)}
      <p class="quiet">${say('machines_note')}</p>
    </section>
    <section>
      <h2>${say('changes')}</h2>
      <ul class="plain-list">
        ${model.changes.map(({ id, answer, values }) => {
          const value = html`<a class="computed" href=${verdictLink(answer.request, desk)}
            >${memoryText(context, answer.gpuBytes)}</a
          >`;
          const shown = Object.entries(values).map(([key, given]) => [
            key,
            typeof given === 'number' ? context.figures.count(given) : given,
          ]);
          return html`<li>${words.parts(`tables.size.change.${id}`, { ...Object.fromEntries(shown), value })}</li>`;
        })}
        <li>${say('offload')}</li>
      </ul>
    </section>
    <section>
      <h2>${say('models')}</h2>
      <ul class="model-list">
        ${model.models.map(
          ({ model: { name }, answer }) =>
            html`<li>
              <a href=${verdictLink(answer.request, desk)}>${name}</a>
              <span>${memoryText(context, answer.gpuBytes)}${answer.beyond ? ' †' : nothing}</span>
            </li>`,
        )}
      </ul>
      <p class="quiet">
        ${say('models_note', { format: formatText(context, String(model.answers[0].request.format)) })}
        ${model.models.some(({ answer }) => answer.beyond) ? words.say('tables.beyond') : nothing}
      </p>
    </section>
    <nav aria-label=${say('others')}>
      <h2>${say('others')}</h2>
      ${sizeLinks(sizes, desk, model.size.id)}
      <p><a href=${desk.toTables}>${say('back')}</a></p>
    </nav>
  </div>`;
}

/** @param {Size[]} sizes @param {{toSize: (id: string) => string}} desk @param {string} [current] */
export const sizeLinks = (sizes, { toSize }, current) =>
  html`<ul class="size-links">
    ${sizes.map(
      ({ id, label }) =>
        html`<li><a href=${toSize(id)} aria-current=${id === current ? 'page' : nothing}>${label}</a></li>`,
    )}
  </ul>`;

/** The machine that a private reader would buy, and the one that a server has. @param {SizeModel} model @param {Desk} desk */
function enough(model, desk) {
  const { context } = desk;
  const [{ picks }] = model.picks;
  const first = (/** @type {string} */ group) => picks.find((pick) => pick.group === group);
  const [one, two] = [first('consumer') ?? first('unified'), first('server')].flatMap((pick) =>
    pick ? [html`<a href=${verdictLink(pick.request, desk)}>${machineText(context, pick)}</a>`] : [],
  );
  if (!one) return nothing;
  return context.words.parts(two ? 'tables.size.enough_two' : 'tables.size.enough_one', { one, two });
}

/** @param {SizeModel} model @param {Desk} desk */
function formatTable({ rows, contexts }, desk) {
  const { context } = desk;
  const { words, figures } = context;
  const body = html`<table class="figures-table">
    <thead>
      <tr>
        <th scope="col">${words.say('tables.size.format')}</th>
        ${contexts.map(
          (tokens) => html`<th scope="col">${words.say('tables.context', { tokens: figures.tokens(tokens) })}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ format, answers }) =>
          html`<tr>
            <th scope="row">${formatText(context, format)}</th>
            ${answers.map(
              (answer) =>
                html`<td>${answer ? answerCell(answer, undefined, desk) : words.say('tables.unanswered')}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
  return scrollBox('format-box', words.say('tables.size.table'), body, context);
}

/** @param {SizeModel} model @param {Desk} desk */
function machineTable({ picks }, desk) {
  const { context } = desk;
  const { words } = context;
  const groups = ['consumer', 'workstation', 'unified', 'server'];
  const body = html`<table class="figures-table machines-table">
    <thead>
      <tr>
        <th scope="col">${words.say('tables.size.format')}</th>
        ${groups.map((group) => html`<th scope="col">${words.say(`tables.size.group.${group}`)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${picks.map(({ format, picks: found }) => {
        return html`<tr>
          <th scope="row">${formatText(context, format)}</th>
          ${groups.map((group) => {
            const own = found.filter((pick) => pick.group === group);
            return html`<td>
              ${
                own.length
                  ? html`<ul class="picks">
                      ${own.map(
                        (pick) =>
                          html`<li><a href=${verdictLink(pick.request, desk)}>${machineText(context, pick)}</a></li>`,
                      )}
                    </ul>`
                  : words.say('tables.size.no_machine')
              }
            </td>`;
          })}
        </tr>`;
      })}
    </tbody>
  </table>`;
  return scrollBox('machines-box', words.say('tables.size.machines'), body, context);
}
