// Three doors for whoever's machine we do not know, each saying where to look, and a box for what the machine says itself.
import { html, nothing } from 'lit';
import { buttons, ramField } from './choices.js';
import { appleChoice, appleDevices } from './machine.js';
import { searchTexts } from '../question/fields.js';
import { pasteBox } from './paste-box.js';

/** @typedef {import('./machine-guess.js').CanRunMachineGuess} Guess @typedef {import('../text/context.js').Context} Context */

/** @type {readonly ('card' | 'plain' | 'mac')[]} */
const DOORS = ['card', 'plain', 'mac'];

/** @param {Guess} guess @param {Context} context @param {'mac'} [only] what is behind one door alone */
export function doors(guess, context, only) {
  if (only) return html`<div class="door-open">${mac(guess, context)}</div>`;
  const { words } = context;
  return html`<div class="doors">
    <ul>
      ${DOORS.map((door) => {
        const open = guess.door === door;
        return html`<li>
          <button
            type="button"
            class="door"
            aria-expanded=${open ? 'true' : 'false'}
            aria-controls="door-${door}"
            @click=${() => (guess.door = open ? undefined : door)}
          >
            ${words.say(`recognise.door.${door}`)}
          </button>
          <div class="door-open" id="door-${door}" ?hidden=${!open}>
            ${open ? { card, plain, mac }[door](guess, context) : nothing}
          </div>
        </li>`;
      })}
    </ul>
    ${pasteBox(guess, context)}
  </div>`;
}

/** @param {Guess} guess @param {Context} context */
function card(guess, context) {
  const { words } = context;
  return html`<canrun-combobox
      .fieldId=${'machine-device'}
      .label=${words.say('recognise.card')}
      .hint=${words.say('recognise.card_hint')}
      .value=${''}
      .find=${guess.find}
      .texts=${searchTexts(context)}
      @pick=${(/** @type {import('../question/combobox.js').PickEvent} */ event) => guess.pickTyped(event.detail, event.option)}
    ></canrun-combobox>
    <p class="quiet">${words.say('recognise.where.card')}</p>`;
}

/** @param {Guess} guess @param {Context} context */
function plain(guess, context) {
  return html`${ramField(guess, context, 'shared')}
    <p class="quiet">${context.words.say('recognise.where.plain')}</p>`;
}

/** @param {Guess} guess @param {Context} context */
function mac(guess, context) {
  const { words } = context;
  const sold = appleDevices(guess.index?.devices ?? []);
  const { chip, memoryGib, cores } = guess.mac;
  const choice = appleChoice(sold, guess.mac);
  const set = (/** @type {{chip?: string, memoryGib?: number, cores?: number}} */ told) => {
    guess.mac = told;
    const { id } = appleChoice(sold, told);
    if (id) guess.pickDevice(id);
  };
  return html`<div class="machine-other">
      <label for="mac-chip">${words.say('recognise.mac.chip')}</label>
      <select id="mac-chip" @change=${(/** @type {any} */ event) => set({ chip: event.target.value || undefined })}>
        <option value="" .selected=${!chip}>${words.say('recognise.mac.pick')}</option>
        ${choice.chips.map((one) => html`<option value=${one} .selected=${one === chip}>Apple ${one}</option>`)}
      </select>
    </div>
    ${
      choice.memories.length
        ? buttons(
            'mac-memory',
            words.say('recognise.mac.memory'),
            choice.memories.map((gib) => ({ value: String(gib), text: String(gib), checked: gib === memoryGib })),
            (value) => set({ chip, memoryGib: Number(value) }),
          )
        : nothing
    }
    ${
      choice.cores.length
        ? buttons(
            'mac-cores',
            words.say('recognise.mac.cores'),
            choice.cores.map((count) => ({ value: String(count), text: String(count), checked: count === cores })),
            (value) => set({ chip, memoryGib, cores: Number(value) }),
            html`<p class="quiet">${words.say('recognise.mac.cores_where')}</p>`,
          )
        : nothing
    }
    <p class="quiet">${words.say('recognise.where.mac')}</p>`;
}
