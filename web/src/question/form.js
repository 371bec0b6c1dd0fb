// What can be asked? The fields of the question. Each shows what stands in the request and, below it, what the engine has
// against it; what was typed goes to the engine as it is.
import { html, nothing } from 'lit';
import { whenIdle } from '../page/idle.js';
import { LONGEST_CONFIG } from './config-text.js';
import { addressOf, at } from './state.js';

/** @typedef {import('../views/verdict/verdict-view.js').CanRunVerdict} CanRunVerdict @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('../../engine.js').EngineError} EngineError */

/** @typedef {import('./combobox.js').PickEvent} PickEvent */

/** What people need a context for, tokens. */
const STOPS = { chat: 4096, long_chat: 8192, documents: 32768, agent: 65536 };
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

/** @param {CanRunVerdict} app @param {Context} context */
export function form(app, context) {
  return html`<form autocomplete="off" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${modelField(app, context)} ${deviceFields(app, context)} ${hostField(app, context)}
    <details
      class="more"
      ?open=${app.wide || app.moreOpen || MORE.some((field) => app.errorsAt(field).length > 0)}
      @toggle=${(/** @type {any} */ event) => (app.moreOpen = event.target.open)}
    >
      <summary>${context.words.say('page.more')}</summary>
      <div class="fields">
        ${formatField(app, context)} ${contextField(app, context)} ${kvField(app, context)}
        ${numberField(app, context, 'users', at(app.asked.request, PATHS.users) ?? 1, (value) => app.set(PATHS.users, value === 1 ? undefined : value))}
      </div>
    </details>
  </form>`;
}

/** @param {CanRunVerdict} app @param {Context} context */
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

/** @param {CanRunVerdict} app @param {Context} context */
function deviceFields(app, context) {
  const { words, names } = context;
  const devices = /** @type {any[]} */ (app.asked.request.machine?.devices ?? []);
  const rows = devices.length ? devices : [undefined];
  return rows.map((entry, index) => {
    const value =
      entry === undefined
        ? words.say('hint.processor_only')
        : typeof entry.device === 'string'
          ? names.device(entry.device)
          : (entry.device?.name ?? words.say('unit.gib', { value: String(entry.device?.memory_gib ?? '') }));
    const here = (/** @type {EngineError} */ error) =>
      index === 0 ? !/^\/machine\/devices\/[1-9]/.test(error.path) : error.path.startsWith(`/machine/devices/${index}`);
    return html`<div class="field field-device">
        <canrun-combobox
          .fieldId=${`device-${index}`}
          .label=${words.say('field.device')}
          .hint=${words.say('hint.device')}
          .value=${value}
          .find=${(/** @type {string} */ typed) => app.devices.find(typed)}
          .grades=${app.gradesOfDevices(index)}
          .texts=${searchTexts(context)}
          .error=${app.errorsAt('device').some(here) ? errorText(app, 'device', (name) => app.pickDevice(index, name)) : undefined}
          @focusin=${() => whenIdle(() => app.devices.warm())}
          @pick=${(/** @type {PickEvent} */ event) => app.pickDevice(index, event.detail, event.option)}
        ></canrun-combobox>
      </div>
      ${
        entry === undefined
          ? nothing
          : numberField(
              app,
              context,
              'count',
              entry.count ?? 1,
              (count) => app.set(['machine', 'devices', String(index), 'count'], count),
              index,
            )
      }`;
  });
}

/**
 * A number as it was typed: what is none goes to the engine as it is, which says so.
 * @param {CanRunVerdict} app
 * @param {Context} context @param {string} field @param {any} value @param {(value: any) => void} change @param {number} [index]
 */
function numberField(app, context, field, value, change, index = 0) {
  const id = index ? `${field}-${index}` : field;
  const error = errorText(app, field);
  return html`<div class="field field-${field}">
    <label for=${id}>${context.words.say(`field.${field}`)}</label>
    <input
      id=${id}
      type="text"
      inputmode="decimal"
      autocomplete="off"
      placeholder=${field === 'host' ? context.words.say('hint.host') : nothing}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? `${id}-error` : nothing}
      .value=${value === undefined ? '' : String(value)}
      @change=${(/** @type {any} */ event) => change(typedNumber(event.target.value))}
    />
    ${error ? html`<div class="error" id="${id}-error">${error}</div>` : nothing}
  </div>`;
}

/** @param {CanRunVerdict} app @param {Context} context */
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
  return numberField(app, context, 'host', given, (value) => app.set(PATHS.host, value));
}

/**
 * @param {CanRunVerdict} app
 * @param {Context} context @param {string} field @param {{value: string, text: string, group?: string}[]} options @param {string} value
 * @param {(value: string) => void} change
 */
function selectField(app, context, field, options, value, change) {
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

/** @param {CanRunVerdict} app @param {Context} context */
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

/** @param {CanRunVerdict} app @param {Context} context */
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
    ${typeof value === 'number' && Number.isFinite(value) && value > 0 ? html`<p class="quiet" id="context-holds">${holds(value, context)}</p>` : nothing}
  </div>`;
}

/** @param {CanRunVerdict} app @param {Context} context */
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

/** @param {CanRunVerdict} app @param {string} field @param {(name: string) => void} [pick] */
export function errorText(app, field, pick) {
  const context = /** @type {Context} */ (app.context);
  const errors = app.errorsAt(field);
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
const searchTexts = ({ words, figures }) => ({
  noMatch: words.say('hint.no_match'),
  matches: (/** @type {number} */ count) => words.say('hint.matches', { count: figures.count(count) }),
  choose: (/** @type {number} */ count) => words.say('names.choose', { count: figures.count(count) }),
});

/** Why a model that somebody asked for is none to run, and what is like it. @param {CanRunVerdict} app */
function refusalText(app) {
  if (!app.errorsAt('model').length) return undefined;
  const { notice, options } = app.models.find(String(app.asked.request.model ?? ''));
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

/** @param {{value: string, text: string}} option @param {string} value the chosen one */
const optionOf = (option, value) =>
  html`<option value=${option.value} .selected=${option.value === value}>${option.text}</option>`;

/** @param {Event} event */
const keepFocus = (event) => event.preventDefault();

/** What a context holds, in words that people know. @param {number} tokens @param {Context} context */
function holds(tokens, { words, figures }) {
  return words.say('context.holds', {
    tokens: figures.tokens(tokens),
    english: figures.about(tokens * 0.75),
    least: figures.about(tokens * 0.6),
    most: figures.about(tokens),
  });
}

/** @param {string} text @returns {number | string | undefined} */
function typedNumber(text) {
  const trimmed = text.trim().replaceAll(/(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)/g, '');
  if (trimmed === '') return undefined;
  const kibi = /^(\d+(?:\.\d+)?)\s*k$/i.exec(trimmed);
  if (kibi) return Number(kibi[1]) * 1024;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : text;
}
