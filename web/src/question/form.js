// What can be asked? The fields of the question. Each shows what stands in the request and, below it, what the engine has
// against it; what was typed goes to the engine as it is.
import { html, nothing } from 'lit';
import { whenIdle } from '../page/idle.js';
import { contextSlider } from './context-slider.js';
import { LONGEST_CONFIG } from './config-text.js';
import { deviceFields, othersFields } from './devices.js';
import { errorText, keepFocus, numberField, searchTexts, selectField, typedNumber } from './fields.js';
import { addressOf, at } from './state.js';
import { tokensField } from './tokens.js';

/** @typedef {import('./asking.js').Asker} Asker @typedef {import('../text/context.js').Context} Context */

/** @typedef {import('./combobox.js').PickEvent} PickEvent */

/** What people need a context for, tokens. */
const STOPS = { chat: 4096, long_chat: 8192, documents: 32768, agent: 65536 };
/** A model that was trained for no more than this has nothing to slide over. Tokens. */
const SHORTEST_SLIDER = 2048;
const KV_TYPES = ['f32', 'f16', 'bf16', 'q8_0', 'q5_1', 'q5_0', 'iq4_nl', 'q4_1', 'q4_0'];
export const PATHS = {
  host: ['machine', 'host', 'memory_gib'],
  format: ['format'],
  context: ['workload', 'context_tokens'],
  users: ['workload', 'concurrency'],
  kv: ['options', 'kv_type'],
};

/** Fields that a narrow page folds away: the sentence opens them. */
export const MORE = ['format', 'context', 'kv', 'users'];

/** @param {Asker} app @param {Context} context */
export function form(app, context) {
  const devices = deviceFields(app, context);
  return html`<form autocomplete="off" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${modelField(app, context)} ${devices.rows} ${hostField(app, context)} ${devices.add} ${moreFields(app, context)}
    ${othersFields(app, context)}
  </form>`;
}

/** The machine alone, where the answer is a list of models. @param {Asker} app @param {Context} context */
export function machineForm(app, context) {
  const devices = deviceFields(app, context);
  return html`<form autocomplete="off" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${devices.rows} ${hostField(app, context)} ${devices.add} ${moreFields(app, context)} ${othersFields(app, context)}
  </form>`;
}

/** The model alone, where the answer is a list of machines. @param {Asker} app @param {Context} context */
export function modelForm(app, context) {
  return html`<form autocomplete="off" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${modelField(app, context)}
    ${numberField(app, context, {
      field: 'host',
      value: at(app.asked.request, PATHS.host),
      hint: context.words.say('hint.host'),
      change: (value) => app.set(PATHS.host, value),
    })}
    ${moreFields(app, context)}
  </form>`;
}

/** Format, context, cache and users: a narrow page folds them away. @param {Asker} app @param {Context} context */
function moreFields(app, context) {
  return html`<details
    class="more"
    ?open=${app.wide || app.moreOpen || MORE.some((field) => app.errorsAt(field).length > 0)}
    @toggle=${(/** @type {any} */ event) => (app.moreOpen = event.target.open)}
  >
    <summary>${context.words.say('page.more')}</summary>
    <div class="fields">
      ${formatField(app, context)} ${contextField(app, context)} ${kvField(app, context)}
      ${numberField(app, context, {
        field: 'users',
        value: at(app.asked.request, PATHS.users) ?? 1,
        change: (value) => app.set(PATHS.users, value === 1 ? undefined : value),
      })}
    </div>
  </details>`;
}

/** @param {Asker} app @param {Context} context */
function modelField(app, context) {
  const { words, names } = context;
  const { request, configText } = app.asked;
  const value = configText === undefined ? names.model(String(request.model ?? '')) : words.say('hint.config_name');
  const tooLong = configText !== undefined && addressOf(request, configText).fragment === '';
  const error = errorText(app, 'config');
  return html`<div class="field field-model">
    <canrun-combobox
      .fieldId=${'model'}
      .label=${words.say('field.model')}
      .hint=${words.say('hint.model')}
      .value=${value}
      .find=${(/** @type {string} */ typed) => app.models.find(typed)}
      .grades=${app.gradesOfModels()}
      .texts=${searchTexts(context)}
      .error=${refusalText(app) ?? errorText(app, 'model', (name) => app.pickModel(name))}
      @focusin=${() => whenIdle(() => app.models.warm())}
      @pick=${(/** @type {PickEvent} */ event) => app.pickModel(event.detail, event.option)}
    ></canrun-combobox>
    <details
      class="config"
      ?open=${app.configOpen}
      @toggle=${(/** @type {any} */ event) => (app.configOpen = event.target.open)}
    >
      <summary>${words.say('hint.config')}</summary>
      <label for="config" class="visually-hidden">${words.say('hint.config_paste')}</label>
      <textarea
        id="config"
        rows="5"
        spellcheck="false"
        maxlength=${LONGEST_CONFIG}
        placeholder=${words.say('hint.config_paste')}
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? 'config-error' : nothing}
        .value=${app.configDraft}
        @input=${(/** @type {any} */ event) => app.useConfig(event.target.value)}
      ></textarea>
      <label class="file"
        >${words.say('hint.config_file')}
        <input
          type="file"
          accept=".json,application/json"
          @change=${(/** @type {any} */ event) => event.target.files[0] && app.readConfig(event.target.files[0])}
      /></label>
      ${error ? html`<div class="error" id="config-error">${error}</div>` : nothing}
      ${tooLong ? html`<p class="quiet">${words.say('hint.config_long')}</p>` : nothing}
    </details>
  </div>`;
}

/** @param {Asker} app @param {Context} context */
function hostField(app, context) {
  const first = app.asked.request.machine?.devices?.[0]?.device;
  const unified = app.context?.names.deviceById.get(first)?.unified ?? app.report?.memory.pools[0]?.kind === 'unified';
  const given = at(app.asked.request, PATHS.host);
  if (unified && given === undefined && !app.errorsAt('host').length) {
    return html`<div class="field field-host">
      <label for="host">${context.words.say('field.host')}</label>
      <input id="host" type="text" disabled .value=${context.words.say('hint.host_unified')} />
    </div>`;
  }
  return numberField(app, context, {
    field: 'host',
    value: given,
    hint: context.words.say('hint.host'),
    change: (value) => app.set(PATHS.host, value),
  });
}

/** @param {Asker} app @param {Context} context */
function formatField(app, context) {
  const { words, names, figures } = context;
  const asked = String(at(app.asked.request, PATHS.format) ?? 'auto');
  const chosen = asked === 'auto' && app.report?.resolved.format ? ` (${app.report.resolved.format})` : '';
  const option = (/** @type {string} */ name, /** @type {string} */ line) => words.say('hint.option', { name, line });
  const known = names.formats.filter((format) => !format.runtimes || format.runtimes.includes('llama.cpp'));
  const described = Object.keys(/** @type {any} */ (words.dictionary.format));
  const place = (/** @type {string} */ id) => (described.includes(id) ? described.indexOf(id) : described.length);
  const sorted = [...known].sort(
    (a, b) => place(a.id) - place(b.id) || (b.bits_per_weight ?? 0) - (a.bits_per_weight ?? 0),
  );
  const options = [
    { value: 'auto', text: `${option('auto', words.say('format.auto'))}${chosen}` },
    ...sorted.map(({ id, bits_per_weight: bits }) => ({
      value: id,
      text: option(id, words.find(`format.${id}`) ?? words.say('format.bits', { bits: figures.rate(bits ?? 0) })),
      group: described.includes(id) ? undefined : words.say('hint.other_formats'),
    })),
  ];
  const value = options.find((option) => option.value.toLowerCase() === asked.toLowerCase())?.value ?? asked;
  return html`<div class="field field-format">
    ${selectField(app, context, 'format', options, value, (format) => app.set(PATHS.format, format === 'auto' ? undefined : format))}
  </div>`;
}

/** @param {Asker} app @param {Context} context */
function contextField(app, context) {
  const { words, figures } = context;
  const asked = at(app.asked.request, PATHS.context);
  const value = asked ?? app.report?.resolved.workload?.context_tokens ?? 8192;
  const trained = app.trained;
  const stops = Object.entries(STOPS).filter(([, tokens]) => trained === undefined || tokens < trained);
  const options = stops.map(([name, tokens]) => ({
    value: String(tokens),
    text: words.say('context.stop', { tokens: figures.tokens(tokens), name: words.say(`context.${name}`) }),
  }));
  if (trained !== undefined) {
    options.push({
      value: String(trained),
      text: words.say('context.stop', { tokens: figures.tokens(trained), name: words.say('context.trained') }),
    });
  }
  const listed = options.some((option) => option.value === String(value));
  const custom = app.customContext || !listed;
  options.push({ value: 'custom', text: words.say('context.custom') });
  const error = errorText(app, 'context');
  return html`<div class="field field-context">
    ${
      custom
        ? html`<label for="context">${words.say('context.custom_label')}</label>
            <input
              id="context"
              type="text"
              inputmode="numeric"
              autocomplete="off"
              list="context-stops"
              aria-invalid=${error ? 'true' : nothing}
              aria-describedby=${error ? 'context-error' : 'context-holds'}
              .value=${String(value)}
              @change=${(/** @type {any} */ event) => {
                app.customContext = false;
                app.set(PATHS.context, typedNumber(event.target.value));
              }}
            /><datalist id="context-stops">
              ${options.filter((option) => option.value !== 'custom').map((option) => html`<option value=${option.value}>${option.text}</option>`)}
            </datalist>
            ${error ? html`<div class="error" id="context-error">${error}</div>` : nothing}`
        : selectField(app, context, 'context', options, String(value), (choice) => {
            if (choice === 'custom') {
              app.customContext = true;
              app.updateComplete.then(() => app.choose('context'));
            } else {
              app.set(PATHS.context, Number(choice));
            }
          })
    }
    ${
      typeof value === 'number' && Number.isFinite(value) && value > 0
        ? html`${
              trained === undefined || trained <= SHORTEST_SLIDER
                ? nothing
                : contextSlider(context, {
                    value: app.sliding ?? value,
                    most: trained,
                    slide: (tokens) => app.slide(tokens),
                    choose: (tokens) => app.set(PATHS.context, tokens),
                  })
            }
            <p class="quiet" id="context-holds">${holds(app.sliding ?? value, context)}</p>`
        : nothing
    }
    ${tokensField(app, context)}
  </div>`;
}

/** @param {Asker} app @param {Context} context */
function kvField(app, context) {
  const value = String(at(app.asked.request, PATHS.kv) ?? 'f16');
  const options = KV_TYPES.map((type) => ({
    value: type,
    text: context.words.say('hint.option', { name: type, line: context.words.say(`kv.${type}`) }),
  }));
  return html`<div class="field field-kv">
    ${selectField(app, context, 'kv', options, value, (type) => app.set(PATHS.kv, type === 'f16' ? undefined : type))}
  </div>`;
}

/** Why a model that somebody asked for is none to run, and what is like it. @param {Asker} app */
function refusalText(app) {
  if (!app.errorsAt('model').length) return undefined;
  const { notice, options, late } = app.models.find(String(app.asked.request.model ?? ''));
  late?.then(
    () => app.requestUpdate(),
    () => undefined,
  );
  if (!notice) return undefined;
  return html`<p>${notice.text}</p>
    ${options.map(
      (option) =>
        html`<button
          type="button"
          class="word"
          @mousedown=${keepFocus}
          @click=${() => app.pickModel(option.id, option)}
        >
          ${option.name}
        </button> `,
    )}`;
}

/** What a context holds, in words that people know. @param {number} tokens @param {Context} context */
function holds(tokens, { words, figures }) {
  return words.say('context.holds', {
    tokens: figures.tokens(tokens),
    english: figures.about(tokens * 0.75),
    least: figures.about(tokens * 0.6),
    most: figures.about(tokens),
  });
}
