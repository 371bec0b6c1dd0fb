// What does a question lack to have an answer, and what of an address was left out of it?
import { html, nothing } from 'lit';
import { CanRunError } from '../../engine.js';

/** @typedef {import('./asking.js').Asker} Asker @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('./ignored.js').Ignored} Ignored */

/** Longest value of an address that is shown again, characters. */
const LONGEST_SHOWN = 40;

/**
 * Why there is no answer: what the engine refused, or that what it needs could not be fetched.
 * @param {unknown} error @returns {import('../../engine.js').EngineError[]} at least one
 */
export function errorsOf(error) {
  if (error instanceof CanRunError) return error.errors;
  return [{ code: 'unreachable', path: '', values: {}, message: String(error) }];
}

/** @param {Asker} app @param {Context} context */
export function refused(app, context) {
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
export function ignoredLine(ignored, { words }) {
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
