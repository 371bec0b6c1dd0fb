// The small choices of the machine: its memory, which of the sold sizes it is.
import { html, nothing } from 'lit';
import { RAM_SIZES, isRam } from './machine.js';

/** @typedef {import('./machine-guess.js').CanRunMachineGuess} Guess @typedef {import('../text/context.js').Context} Context */

/** @param {Guess} guess @param {Context} context @param {string} [word] key of what the closed choice is called */
export const change = (guess, { words }, word = 'recognise.change') =>
  html`<button
    type="button"
    class="word machine-change"
    aria-expanded=${guess.open ? 'true' : 'false'}
    @click=${() => (guess.open ? guess.close() : guess.show())}
  >
    ${words.say(guess.open ? 'recognise.keep' : word)}
  </button>`;

/**
 * Buttons of which one holds: radio inputs, so that arrow keys and screen readers know them.
 * @param {string} name of the group @param {string} legend
 * @param {{value: string, text: string, checked: boolean}[]} options @param {(value: string) => void} pick
 * @param {unknown} [hint] @param {boolean} [even] all of one width, in one row
 */
export function buttons(name, legend, options, pick, hint = nothing, even = false) {
  return html`<fieldset class=${even ? 'choices choices-even' : 'choices'}>
    <legend>${legend}</legend>
    <div class="choices-row">
      ${options.map(
        ({ value, text, checked }) =>
          html`<label class="choice"
            ><input type="radio" name=${name} value=${value} .checked=${checked} @change=${() => pick(value)} /><span
              >${text}</span
            ></label
          >`,
      )}
    </div>
    ${hint}
  </fieldset>`;
}

/**
 * System memory, which the browser does not tell: it is asked and never guessed.
 * @param {Guess} guess @param {Context} context @param {'ram' | 'shared'} kind  beside a card, or all there is
 */
export function ramField(guess, context, kind) {
  const { words } = context;
  const { ramGib } = guess;
  const listed = ramGib === undefined || RAM_SIZES.includes(ramGib);
  const other = guess.otherRam || !listed;
  const options = RAM_SIZES.map((size) => ({
    value: String(size),
    text: String(size),
    checked: !guess.otherRam && size === ramGib,
  }));
  options.push({ value: 'other', text: words.say('recognise.ram.other'), checked: other });
  const hint = html`<p class="quiet">${words.say(`recognise.ram.why_${kind}`)}</p>`;
  return html`${buttons(
    `ram-${kind}`,
    words.say('recognise.ram.question'),
    options,
    (value) => {
      guess.otherRam = value === 'other';
      if (value === 'other') guess.updateComplete.then(() => focusOn(guess, '#ram-other'));
      else guess.pickRam(Number(value));
    },
    hint,
    true,
  )}
  ${
    other
      ? html`<p class="machine-other">
          <label for="ram-other">${words.say('recognise.ram.other_label')}</label>
          <input
            id="ram-other"
            type="text"
            inputmode="decimal"
            autocomplete="off"
            maxlength="12"
            .value=${listed || ramGib === undefined ? '' : String(ramGib)}
            @change=${(/** @type {any} */ event) => {
              const gib = Number(event.target.value.trim().replace(/ ?gi?b$/i, ''));
              if (!isRam(gib)) return;
              guess.otherRam = false;
              guess.pickRam(gib);
            }}
          />
        </p>`
      : nothing
  }`;
}

/** One of several sold under the same name. @param {Guess} guess @param {Context} context @param {readonly string[]} candidates */
export function sizesField(guess, context, candidates) {
  return buttons(
    'candidates',
    context.words.say('recognise.which_size'),
    candidates.map((id) => ({ value: id, text: guess.nameOf(id), checked: guess.device === id })),
    (id) => guess.pickDevice(id),
  );
}

/** @param {Guess} guess @param {string} selector */
export const focusOn = (guess, selector) => /** @type {HTMLElement | null} */ (guess.querySelector(selector))?.focus();
