// What stands beside the question: its answer, or what it lacks to have one, and what was left out of an address.
import { html, nothing } from 'lit';
import { card } from '../../card/card.js';
import { devicesText } from '../../text/context.js';
import { modelName, shownGrade } from '../../card/sentence.js';

/** @typedef {import('./verdict-view.js').CanRunVerdict} CanRunVerdict @typedef {import('../../text/context.js').Context} Context */
/** @typedef {import('../../question/ignored.js').Ignored} Ignored */

/** Longest value of an address that is shown again, characters. */
const LONGEST_SHOWN = 40;

/** @param {CanRunVerdict} app @param {Context} context */
export function answer(app, context) {
  const { words } = context;
  return html`${ignoredLine(app.asked.ignored ?? [], context)}
  ${
    app.errors.length
      ? refused(app, context)
      : app.report
        ? answered(app, app.report, context)
        : html`<p class="card quiet">${words.say('page.loading')}</p>`
  }`;
}

/** @param {CanRunVerdict} app @param {import('../../types/report').Report} report @param {Context} context */
function answered(app, report, context) {
  const { words } = context;
  const actions = {
    choose: (/** @type {string} */ field) => app.choose(field),
    apply: (/** @type {any} */ change) => app.apply(change),
    copy: (/** @type {string} */ text, /** @type {Event} */ event) => app.copy(text, event),
  };
  return html`${card(report, context, actions, app.downloads)}
    <p class="share">
      <button
        type="button"
        class="word"
        @click=${(/** @type {Event} */ event) => app.copy(new URL(app.address(app.asked), location.href).href, event)}
      >
        ${words.say('next.share')}
      </button>
    </p>`;
}

/** @param {CanRunVerdict} app @param {Context} context */
function refused(app, context) {
  const { words } = context;
  const elsewhere = app.errors.filter((error) => app.fieldOfError(error) === undefined);
  const fields = [
    ...new Set(app.errors.map((error) => app.fieldOfError(error)).filter((field) => field !== undefined)),
  ];
  return html`<div class="card refused" role="alert">
    <p class="verdict">${words.say('page.refused')}</p>
    <ul>
      ${elsewhere.map((error) => html`<li>${context.errorText(error)}</li>`)}
      ${fields.map((field) => {
        const errors = app.errorsAt(field);
        return html`<li>
          <button type="button" class="word" @click=${() => app.choose(field, errors[0].path)}>
            ${words.say(`field.${field}`)}
          </button>
          ${errors.map((error) => context.errorText(error)).join(' ')}
        </li>`;
      })}
    </ul>
  </div>`;
}

/** What of an address is no part of the question, in one line. @param {Ignored[]} ignored @param {Context} context */
function ignoredLine(ignored, { words }) {
  if (!ignored.length) return nothing;
  const short = (/** @type {string} */ text) =>
    text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  const list = ignored
    .map(({ name, value, nearest }) =>
      nearest === undefined
        ? words.say('ignored.value', { name: short(name), value: short(value ?? '') })
        : words.say('ignored.name', { name: short(name), nearest: short(nearest) }),
    )
    .join(words.say('ignored.separator'));
  return html`<p class="ignored quiet" role="status">${words.say('ignored.line', { list })}</p>`;
}

/** A question and its answer as the title of its page. @param {import('../../types/report').Report} report @param {Context} context */
export const titleOf = (report, context) =>
  context.words.say('page.answered', {
    model: modelName(report, context),
    devices: devicesText(report.resolved.machine.devices, context),
    grade: context.words.say(`grade.${shownGrade(report)}`),
  });
