// What do the fields of the question have in common? A label, what was typed, and below it what the engine has against it.
import { html, nothing } from 'lit';

/** @typedef {import('./asking.js').Asker} Asker @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('../../engine.js').EngineError} EngineError */

/**
 * A number as it was typed: what is none goes to the engine as it is, which says so.
 * @param {Asker} app
 * @param {Context} context
 * @param {object} of
 * @param {string} of.field  as errors name it
 * @param {any} of.value
 * @param {(value: any) => void} of.change
 * @param {string} [of.id]  of the control, where a field stands there more than once
 * @param {string} [of.label]
 * @param {string} [of.hint]
 * @param {(error: EngineError) => boolean} [of.here]  which of the field's errors belong to this control
 */
export function numberField(app, context, { field, value, change, id = field, label, hint, here }) {
  const error = errorText(app, field, undefined, here);
  return html`<div class="field field-${field}">
    <label for=${id}>${label ?? context.words.say(`field.${field}`)}</label>
    <input
      id=${id}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      placeholder=${hint ?? nothing}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? `${id}-error` : nothing}
      .value=${value === undefined ? '' : String(value)}
      @change=${(/** @type {any} */ event) => change(typedNumber(event.target.value))}
    />
    ${error ? html`<div class="error" id="${id}-error">${error}</div>` : nothing}
  </div>`;
}

/**
 * @param {Asker} app
 * @param {Context} context @param {string} field @param {{value: string, text: string, group?: string}[]} options @param {string} value
 * @param {(value: string) => void} change
 */
export function selectField(app, context, field, options, value, change) {
  const error = errorText(app, field, (name) => change(name));
  const known = options.some((option) => option.value === value);
  const shown = known ? options : [...options, { value, text: value }];
  return html`<label for=${field}>${context.words.say(`field.${field}`)}</label>
    <select
      id=${field}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? `${field}-error` : nothing}
      @change=${(/** @type {any} */ event) => change(event.target.value)}
    >
      ${shown.filter((option) => !option.group).map((option) => optionOf(option, value))}
      ${[...new Set(shown.map((option) => option.group))].map((group) =>
        group
          ? html`<optgroup label=${group}>
              ${shown.filter((option) => option.group === group).map((option) => optionOf(option, value))}
            </optgroup>`
          : nothing,
      )}
    </select>
    ${error ? html`<div class="error" id="${field}-error">${error}</div>` : nothing}`;
}

/**
 * What the engine has against a field; undefined when nothing.
 * @param {Asker} app @param {string} field
 * @param {(name: string) => void} [pick]  takes one of the names that are near what was typed
 * @param {(error: EngineError) => boolean} [here]  which of the field's errors
 */
export function errorText(app, field, pick, here = () => true) {
  const context = /** @type {Context} */ (app.context);
  const errors = app.errorsAt(field).filter(here);
  if (!errors.length) return undefined;
  return errors.map((error) => {
    const nearest = /** @type {string[]} */ (error.values?.nearest ?? []);
    return html`<p>
      ${context.errorText(error)}
      ${
        nearest.length && pick
          ? html`${context.words.say('did_you_mean')}
            ${nearest.map(
              (name, index) =>
                html`${index ? context.words.say('ruler.separator') : nothing}<button
                    type="button"
                    class="word"
                    @mousedown=${keepFocus}
                    @click=${() => pick(name)}
                  >
                    ${context.figure(field, name)}
                  </button>`,
            )}`
          : nothing
      }
    </p>`;
  });
}

/** @param {Context} context */
export const searchTexts = ({ words, figures }) => ({
  noMatch: words.say('hint.no_match'),
  matches: (/** @type {number} */ count) => words.say('hint.matches', { count: figures.count(count) }),
  choose: (/** @type {number} */ count) => words.say('names.choose', { count: figures.count(count) }),
});

/** @param {{value: string, text: string}} option @param {string} value the chosen one */
const optionOf = (option, value) =>
  html`<option value=${option.value} .selected=${option.value === value}>${option.text}</option>`;

/** A press that leaves the cursor where it is. @param {Event} event */
export const keepFocus = (event) => event.preventDefault();

/** @param {string} text @returns {number | string | undefined} */
export function typedNumber(text) {
  const trimmed = text.trim().replaceAll(/(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)/g, '');
  if (trimmed === '') return undefined;
  const kibi = /^(\d+(?:\.\d+)?)\s*k$/i.exec(trimmed);
  if (kibi) return Number(kibi[1]) * 1024;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : text;
}
