// The box for what a program says of the machine: read on this device, and what is not understood is named.
import { html, nothing } from 'lit';
import { GIB } from '../text/format.js';
import { buttons } from './choices.js';

/** @typedef {import('./machine-guess.js').CanRunMachineGuess} Guess @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('./pasted/index.js').Pasted} Pasted */

/** Lines that are named; of more, their number. */
const NAMED = 8;

/** @param {Guess} guess @param {Context} context */
export function pasteBox(guess, context) {
  const { words } = context;
  return html`<details class="paste" ?open=${guess.text !== ''}>
    <summary>${words.say('recognise.paste.title')}</summary>
    <label for="machine-paste" class="machine-label">${words.say('recognise.paste.label')}</label>
    <textarea
      id="machine-paste"
      rows="4"
      spellcheck="false"
      autocomplete="off"
      maxlength="65536"
      aria-describedby="machine-paste-hint"
      .value=${guess.text}
      @input=${(/** @type {any} */ event) => guess.read(event.target.value)}
    ></textarea>
    <p class="quiet" id="machine-paste-hint">${words.say('recognise.paste.hint')}</p>
    <div role="status">${guess.pasted ? found(guess, context, guess.pasted) : nothing}</div>
  </details>`;
}

/** @param {Guess} guess @param {Context} context @param {Pasted} pasted */
function found(guess, context, pasted) {
  const { words, figures } = context;
  const say = (/** @type {string} */ key, /** @type {any} */ values = {}) =>
    words.say(`recognise.paste.${key}`, values);
  const { devices, asked } = pasted;
  const gib = (/** @type {number} */ value) => words.say('unit.gib', { value: figures.soldGib(value * GIB) });
  const counted = (/** @type {string} */ name, /** @type {number} */ count) =>
    count === 1 ? name : words.say('recognise.counted', { count: figures.count(count), name });
  const told = [
    ...devices.map(({ name, candidates, count }) => {
      if (!candidates.length) return say('unlisted', { name });
      return counted(candidates.length === 1 ? guess.nameOf(candidates[0]) : name, count);
    }),
    ...(pasted.host_memory_gib === undefined ? [] : [say('host', { memory: gib(pasted.host_memory_gib) })]),
    ...(asked?.model ? [say('model', { name: asked.model })] : []),
    ...(asked?.format ? [say('format', { name: asked.format })] : []),
    ...(asked?.workload?.context_tokens
      ? [say('context', { tokens: figures.tokens(asked.workload.context_tokens) })]
      : []),
    ...(asked?.workload?.concurrency ? [say('users', { count: figures.count(asked.workload.concurrency) })] : []),
    ...(asked?.deviceCount ? [say('spread', { count: figures.count(asked.deviceCount) })] : []),
    ...pasted.left_out.map(({ name }) => say('left_out', { name })),
  ];
  const notes = pasted.notes.map(({ code, values }) =>
    say(`note.${code}`, {
      ...values,
      ...(values?.shared_gib !== undefined && { memory: gib(values.shared_gib) }),
    }),
  );
  const unclear = devices.find(({ candidates }) => candidates.length > 1);
  const ready = guess.usable(pasted);
  const more = pasted.not_understood.length - NAMED;
  return html`<ul class="found">
      ${told.length ? told.map((text) => html`<li>${text}</li>`) : html`<li>${say('nothing')}</li>`}
    </ul>
    ${notes.map((text) => html`<p class="quiet">${text}</p>`)}
    ${
      unclear
        ? buttons(
            'pasted-which',
            words.say('recognise.which_size'),
            unclear.candidates.map((id) => ({ value: id, text: guess.nameOf(id), checked: false })),
            (id) => guess.settle(unclear, id),
          )
        : nothing
    }
    ${
      ready && !unclear
        ? html`<p>
            <button type="button" class="press" @click=${() => guess.usePasted(pasted)}>${say('use')}</button>
          </p>`
        : nothing
    }
    ${
      pasted.not_understood.length
        ? html`<p class="machine-label">${say('unknown')}</p>
            <ul class="unknown">
              ${pasted.not_understood
                .slice(0, NAMED)
                .map(
                  ({ line, text }) =>
                    html`<li>${say('line', { line: figures.count(line) })} <code>${text.slice(0, 160)}</code></li>`,
                )}
              ${more > 0 ? html`<li>${say('more', { count: figures.count(more) })}</li>` : nothing}
            </ul>`
        : nothing
    }`;
}
