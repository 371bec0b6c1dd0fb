// The page: a question that is never empty, and its answer. The question lives in the address; the engine says what is
// wrong with it, at its field, and what was typed stays.
import { LitElement, html, nothing } from 'lit';
import { CanRunError } from '../engine.js';
import { card } from './card.js';
import { Context, fieldOf } from './context.js';
import { EXAMPLE } from './example.js';
import { GIB } from './format.js';
import { LANGUAGES, dictionaryOf } from './languages.js';
import { deviceSearch, modelSearch } from './search.js';
import { addressOf, askedIn, at, merged, requestText, withValue } from './state.js';

/** @typedef {import('../engine.js').EngineError} EngineError */
/** @typedef {{request: any, configText?: string}} Asked */

/** A config longer than this is refused before it is read. Characters. */
const LONGEST_CONFIG = 16 * 2 ** 20;

/** What people need a context for, tokens. */
const STOPS = { chat: 4096, long_chat: 8192, documents: 32768, agent: 65536 };
const KV_TYPES = ['f32', 'f16', 'bf16', 'q8_0', 'q5_1', 'q5_0', 'iq4_nl', 'q4_1', 'q4_0'];
const PATHS = {
  host: ['machine', 'host', 'memory_gib'],
  format: ['format'],
  context: ['workload', 'context_tokens'],
  users: ['workload', 'concurrency'],
  kv: ['options', 'kv_type'],
};

/** Fields that a narrow page folds away: the sentence opens them. */
const MORE = ['format', 'context', 'kv', 'users'];

export class CanRunApp extends LitElement {
  static properties = {
    engine: { attribute: false },
    context: { attribute: false },
    asked: { state: true },
    report: { state: true },
    errors: { state: true },
    configDraft: { state: true },
    configOpen: { state: true },
    customContext: { state: true },
    dragging: { state: true },
    moreOpen: { state: true },
    wide: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../engine.js').Engine | undefined} */
    this.engine = undefined;
    /** @type {Context | undefined} */
    this.context = undefined;
    /** @type {Asked} */
    this.asked = askedIn(location.search, location.hash) ?? { request: EXAMPLE };
    /** @type {import('./types/report').Report | undefined} */
    this.report = undefined;
    /** @type {EngineError[]} */
    this.errors = [];
    this.configDraft = this.asked.configText ?? '';
    this.configOpen = this.asked.configText !== undefined;
    this.customContext = false;
    this.dragging = false;
    this.moreOpen = false;
    this.width = matchMedia('(min-width: 960px)');
    this.wide = this.width.matches;
    /** What the model was trained for, kept while a question is refused. @type {number | undefined} */
    this.trained = undefined;
  }

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('popstate', this.onHistory);
    this.width.addEventListener('change', this.onWidth);
    document.addEventListener('dragover', this.onDrag);
    document.addEventListener('dragleave', this.onDragEnd);
    document.addEventListener('drop', this.onDrop);
  }

  disconnectedCallback() {
    window.removeEventListener('popstate', this.onHistory);
    this.width.removeEventListener('change', this.onWidth);
    document.removeEventListener('dragover', this.onDrag);
    document.removeEventListener('dragleave', this.onDragEnd);
    document.removeEventListener('drop', this.onDrop);
    super.disconnectedCallback();
  }

  onHistory = () => {
    this.asked = askedIn(location.search, location.hash) ?? { request: EXAMPLE };
    this.configDraft = this.asked.configText ?? this.configDraft;
    this.customContext = false;
  };

  onWidth = () => {
    this.wide = this.width.matches;
  };

  /** @param {DragEvent} event */
  onDrag = (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragging = true;
  };

  onDragEnd = () => {
    this.dragging = false;
  };

  /** @param {DragEvent} event */
  onDrop = (event) => {
    this.dragging = false;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.readConfig(file);
  };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('context') && this.context) {
      this.models = modelSearch(this.context.names);
      this.devices = deviceSearch(this.context.names, this.context);
    }
    if (this.engine && (changed.has('engine') || changed.has('asked'))) this.estimate();
  }

  /** Asks the engine; a refusal leaves the errors for the fields. */
  estimate() {
    const { request, configText } = this.asked;
    try {
      this.report = this.engine?.estimate(configText === undefined ? request : checkedText(request, configText));
      this.trained = this.report?.limits?.trained_context_tokens ?? undefined;
      this.errors = [];
    } catch (error) {
      if (!(error instanceof CanRunError)) throw error;
      this.report = undefined;
      this.errors = error.errors;
    }
  }

  /** @param {Asked} asked */
  ask(asked) {
    this.asked = asked;
    const address = this.address(asked);
    if (address !== location.pathname + location.search + location.hash) history.pushState(null, '', address);
  }

  /** @param {Asked} asked @param {string} [language] */
  address(asked, language = new URLSearchParams(location.search).get('lang') ?? undefined) {
    const { query, fragment } = addressOf(asked.request, asked.configText);
    const whole = language === undefined ? query : `${query}&lang=${encodeURIComponent(language)}`;
    return `${location.pathname}?${whole}${fragment ? `#${fragment}` : ''}`;
  }

  /** @param {string[]} path @param {any} value */
  set(path, value) {
    this.ask({ ...this.asked, request: withValue(this.asked.request, path, value) });
  }

  /** @param {string} id */
  pickModel(id) {
    if (id.startsWith('{')) {
      this.useConfig(id);
      return;
    }
    this.ask({ request: { ...this.asked.request, model: id } });
  }

  /** @param {number} index @param {string} id */
  pickDevice(index, id) {
    let request = this.asked.request;
    const devices = [...(request.machine?.devices ?? [])];
    if (id === 'none') devices.splice(index, 1);
    else devices[index] = { ...devices[index], device: id };
    request = withValue(request, ['machine', 'devices'], devices);
    // A unified memory is the only one there is: what was said of the other no longer holds.
    if (this.context?.names.deviceById.get(id)?.unified) request = withValue(request, ['machine', 'host'], undefined);
    this.ask({ ...this.asked, request });
  }

  /** @param {string} text of a config.json */
  useConfig(text) {
    this.configDraft = text;
    this.configOpen = true;
    if (text.trim()) this.ask({ request: { ...this.asked.request, model: '' }, configText: text });
  }

  /** @param {File} file */
  async readConfig(file) {
    if (file.size > LONGEST_CONFIG) {
      this.configOpen = true;
      this.report = undefined;
      this.errors = [tooLarge()];
      return;
    }
    this.useConfig(await file.text());
  }

  /** Opens the choice of a field. @param {string} field */
  async choose(field) {
    if (!this.wide && MORE.includes(field)) {
      this.moreOpen = true;
      await this.updateComplete;
    }
    if (field === 'config') {
      this.configOpen = true;
      await this.updateComplete;
    }
    const id =
      field === 'device' ? 'device-0' : field === 'model' && this.asked.configText !== undefined ? 'config' : field;
    const control = /** @type {HTMLElement | null} */ (this.querySelector(`#${id}`));
    if (!control) return;
    control.scrollIntoView({ block: 'nearest' });
    const combobox = /** @type {import('./combobox.js').CanRunCombobox | null} */ (control.closest('canrun-combobox'));
    if (combobox) {
      combobox.choose();
      return;
    }
    control.focus();
    if (control instanceof HTMLInputElement) control.select();
    if (control instanceof HTMLSelectElement && 'showPicker' in control) {
      try {
        control.showPicker();
      } catch {
        // Focus is enough where the browser wants another press.
      }
    }
  }

  /** @param {string} text @param {Event} event */
  async copy(text, event) {
    const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
    const words = this.context?.words;
    if (!words) return;
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = words.say('next.copied');
    } catch {
      button.textContent = words.say('next.copy_failed');
    }
    setTimeout(() => (button.textContent = before), 2000);
  }

  /** @param {string} language */
  speak(language) {
    if (!this.context) return;
    const context = new Context(language, dictionaryOf(language), this.context.names);
    this.context = context;
    history.replaceState(null, '', this.address(this.asked, language));
    announceLanguage(context);
  }

  /** @param {string} field @returns {EngineError[]} */
  errorsAt(field) {
    return this.errors.filter((error) => this.fieldOfError(error) === field);
  }

  /** @param {EngineError} error the control that shows it; a config's own text has one field */
  fieldOfError(error) {
    const field = fieldOf(error.path);
    if (this.asked.configText !== undefined && (field === 'model' || error.path === '')) return 'config';
    return field;
  }

  /** @param {string} field @param {(name: string) => void} [pick] */
  errorText(field, pick) {
    const context = /** @type {Context} */ (this.context);
    const errors = this.errorsAt(field);
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

  render() {
    const { context } = this;
    if (!context) return nothing;
    return html`${this.head(context)}
      <main>
        <section class="question" aria-labelledby="question-title">
          <h2 id="question-title" class="visually-hidden">${context.words.say('page.question')}</h2>
          ${this.form(context)}
        </section>
        <section class="answer" aria-labelledby="answer-title">
          <h2 id="answer-title" class="visually-hidden">${context.words.say('page.answer')}</h2>
          ${this.answer(context)}
        </section>
      </main>
      ${this.foot(context)}
      ${this.dragging ? html`<div class="drop" aria-hidden="true">${context.words.say('hint.drop')}</div>` : nothing}`;
  }

  /** @param {Context} context */
  head({ words, language }) {
    return html`<header>
      <h1>${words.say('page.title')}</h1>
      <p class="quiet">${words.say('page.private')}</p>
      <nav aria-label=${words.say('page.language')}>
        ${LANGUAGES.map(
          ({ id, name, tag }) =>
            html`<button
              type="button"
              class="word"
              lang=${tag}
              aria-pressed=${id === language ? 'true' : 'false'}
              @click=${() => this.speak(id)}
            >
              ${name}
            </button>`,
        )}
      </nav>
    </header>`;
  }

  /** @param {Context} context */
  foot({ words, names, figures }) {
    return html`<footer class="quiet">
      ${words.say('page.facts', { models: figures.count(names.models.length), devices: figures.count(names.devices.length) })}
    </footer>`;
  }

  /** @param {Context} context */
  answer(context) {
    const { words } = context;
    const elsewhere = this.errors.filter((error) => this.fieldOfError(error) === undefined);
    const fields = [
      ...new Set(this.errors.map((error) => this.fieldOfError(error)).filter((field) => field !== undefined)),
    ];
    if (this.errors.length) {
      return html`<div class="card refused" role="alert">
        <p class="verdict">${words.say('page.refused')}</p>
        <ul>
          ${elsewhere.map((error) => html`<li>${context.errorText(error)}</li>`)}
          ${fields.map(
            (field) =>
              html`<li>
                <button type="button" class="word" @click=${() => this.choose(field)}>
                  ${words.say(`field.${field}`)}
                </button>
                ${this.errorsAt(field)
                  .map((error) => context.errorText(error))
                  .join(' ')}
              </li>`,
          )}
        </ul>
      </div>`;
    }
    if (!this.report) return html`<p class="card quiet">${words.say('page.loading')}</p>`;
    return html`${card(this.report, context, {
        choose: (field) => this.choose(field),
        apply: (change) => this.ask({ ...this.asked, request: plainest(merged(this.asked.request, change)) }),
        copy: (text, event) => this.copy(text, event),
      })}
      <p class="share">
        <button
          type="button"
          class="word"
          @click=${(/** @type {Event} */ event) => this.copy(new URL(this.address(this.asked), location.href).href, event)}
        >
          ${words.say('next.share')}
        </button>
      </p>`;
  }

  /** @param {Context} context */
  form(context) {
    return html`<form autocomplete="off" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      ${this.modelField(context)} ${this.deviceFields(context)} ${this.hostField(context)}
      <details
        class="more"
        ?open=${this.wide || this.moreOpen || MORE.some((field) => this.errorsAt(field).length > 0)}
        @toggle=${(/** @type {any} */ event) => (this.moreOpen = event.target.open)}
      >
        <summary>${context.words.say('page.more')}</summary>
        <div class="fields">
          ${this.formatField(context)} ${this.contextField(context)} ${this.kvField(context)}
          ${this.numberField(context, 'users', at(this.asked.request, PATHS.users) ?? 1, (value) => this.set(PATHS.users, value === 1 ? undefined : value))}
        </div>
      </details>
    </form>`;
  }

  /** @param {Context} context */
  modelField(context) {
    const { words, names } = context;
    const { request, configText } = this.asked;
    const value = configText === undefined ? names.model(String(request.model ?? '')) : words.say('hint.config_name');
    const tooLong = configText !== undefined && addressOf(request, configText).fragment === '';
    const error = this.errorText('config');
    return html`<div class="field field-model">
      <canrun-combobox
        .fieldId=${'model'}
        .label=${words.say('field.model')}
        .hint=${words.say('hint.model')}
        .value=${value}
        .find=${(/** @type {string} */ typed) => this.models?.find(typed) ?? []}
        .texts=${searchTexts(context)}
        .error=${this.errorText('model', (name) => this.pickModel(name))}
        @pick=${(/** @type {CustomEvent<string>} */ event) => this.pickModel(event.detail)}
      ></canrun-combobox>
      <details
        class="config"
        ?open=${this.configOpen}
        @toggle=${(/** @type {any} */ event) => (this.configOpen = event.target.open)}
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
          .value=${this.configDraft}
          @input=${(/** @type {any} */ event) => this.useConfig(event.target.value)}
        ></textarea>
        <label class="file"
          >${words.say('hint.config_file')}
          <input
            type="file"
            accept=".json,application/json"
            @change=${(/** @type {any} */ event) => event.target.files[0] && this.readConfig(event.target.files[0])}
        /></label>
        ${error ? html`<div class="error" id="config-error">${error}</div>` : nothing}
        ${tooLong ? html`<p class="quiet">${words.say('hint.config_long')}</p>` : nothing}
      </details>
    </div>`;
  }

  /** @param {Context} context */
  deviceFields(context) {
    const { words, names } = context;
    const devices = /** @type {any[]} */ (this.asked.request.machine?.devices ?? []);
    const rows = devices.length ? devices : [undefined];
    return rows.map((entry, index) => {
      const value =
        entry === undefined
          ? words.say('hint.processor_only')
          : typeof entry.device === 'string'
            ? names.device(entry.device)
            : (entry.device?.name ?? words.say('unit.gib', { value: String(entry.device?.memory_gib ?? '') }));
      const here = (/** @type {EngineError} */ error) =>
        index === 0
          ? !/^\/machine\/devices\/[1-9]/.test(error.path)
          : error.path.startsWith(`/machine/devices/${index}`);
      return html`<div class="field field-device">
          <canrun-combobox
            .fieldId=${`device-${index}`}
            .label=${words.say('field.device')}
            .hint=${words.say('hint.device')}
            .value=${value}
            .find=${(/** @type {string} */ typed) => this.devices?.find(typed) ?? []}
            .texts=${searchTexts(context)}
            .error=${this.errorsAt('device').some(here) ? this.errorText('device', (name) => this.pickDevice(index, name)) : undefined}
            @pick=${(/** @type {CustomEvent<string>} */ event) => this.pickDevice(index, event.detail)}
          ></canrun-combobox>
        </div>
        ${
          entry === undefined
            ? nothing
            : this.numberField(
                context,
                'count',
                entry.count ?? 1,
                (count) => this.set(['machine', 'devices', String(index), 'count'], count),
                index,
              )
        }`;
    });
  }

  /**
   * A number as it was typed: what is none goes to the engine as it is, which says so.
   * @param {Context} context @param {string} field @param {any} value @param {(value: any) => void} change @param {number} [index]
   */
  numberField(context, field, value, change, index = 0) {
    const id = index ? `${field}-${index}` : field;
    const error = this.errorText(field);
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

  /** @param {Context} context */
  hostField(context) {
    const first = this.asked.request.machine?.devices?.[0]?.device;
    const unified =
      this.context?.names.deviceById.get(first)?.unified ?? this.report?.memory.pools[0]?.kind === 'unified';
    const given = at(this.asked.request, PATHS.host);
    if (unified && given === undefined && !this.errorsAt('host').length) {
      return html`<div class="field field-host">
        <label for="host">${context.words.say('field.host')}</label>
        <input id="host" type="text" disabled .value=${context.words.say('hint.host_unified')} />
      </div>`;
    }
    return this.numberField(context, 'host', given, (value) => this.set(PATHS.host, value));
  }

  /**
   * @param {Context} context @param {string} field @param {{value: string, text: string, group?: string}[]} options @param {string} value
   * @param {(value: string) => void} change
   */
  selectField(context, field, options, value, change) {
    const error = this.errorText(field, (name) => change(name));
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

  /** @param {Context} context */
  formatField(context) {
    const { words, names, figures } = context;
    const asked = String(at(this.asked.request, PATHS.format) ?? 'auto');
    const chosen = asked === 'auto' && this.report?.resolved.format ? ` (${this.report.resolved.format})` : '';
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
      ${this.selectField(context, 'format', options, value, (format) => this.set(PATHS.format, format === 'auto' ? undefined : format))}
    </div>`;
  }

  /** @param {Context} context */
  contextField(context) {
    const { words, figures } = context;
    const asked = at(this.asked.request, PATHS.context);
    const value = asked ?? this.report?.resolved.workload?.context_tokens ?? 8192;
    const trained = this.trained;
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
    const custom = this.customContext || !listed;
    options.push({ value: 'custom', text: words.say('context.custom') });
    const error = this.errorText('context');
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
                  this.customContext = false;
                  this.set(PATHS.context, typedNumber(event.target.value));
                }}
              /><datalist id="context-stops">
                ${options.filter((option) => option.value !== 'custom').map((option) => html`<option value=${option.value}>${option.text}</option>`)}
              </datalist>
              ${error ? html`<div class="error" id="context-error">${error}</div>` : nothing}`
          : this.selectField(context, 'context', options, String(value), (choice) => {
              if (choice === 'custom') {
                this.customContext = true;
                this.updateComplete.then(() => this.choose('context'));
              } else {
                this.set(PATHS.context, Number(choice));
              }
            })
      }
      ${typeof value === 'number' && Number.isFinite(value) && value > 0 ? html`<p class="quiet" id="context-holds">${holds(value, context)}</p>` : nothing}
    </div>`;
  }

  /** @param {Context} context */
  kvField(context) {
    const value = String(at(this.asked.request, PATHS.kv) ?? 'f16');
    const options = KV_TYPES.map((type) => ({
      value: type,
      text: context.words.say('hint.option', { name: type, line: context.words.say(`kv.${type}`) }),
    }));
    return html`<div class="field field-kv">
      ${this.selectField(context, 'kv', options, value, (type) => this.set(PATHS.kv, type === 'f16' ? undefined : type))}
    </div>`;
  }
}

/** @param {Context} context */
const searchTexts = ({ words, figures }) => ({
  noMatch: words.say('hint.no_match'),
  matches: (/** @type {number} */ count) => words.say('hint.matches', { count: figures.count(count) }),
});

/** @param {{value: string, text: string}} option @param {string} value the chosen one */
const optionOf = (option, value) =>
  html`<option value=${option.value} .selected=${option.value === value}>${option.text}</option>`;

/** @param {Event} event */
const keepFocus = (event) => event.preventDefault();

/** The same question, said as the form says it: without defaults, and one type for keys and values alike. @param {any} request */
function plainest(request) {
  let plain = request;
  for (const option of ['gpu_layers', 'experts_on_host']) {
    if (at(request, ['options', option]) === 'auto') plain = withValue(plain, ['options', option], undefined);
  }
  const { kv_type_k: keys, kv_type_v: values } = plain.options ?? {};
  if (keys !== undefined && keys === values) {
    plain = withValue(plain, ['options', 'kv_type_k'], undefined);
    plain = withValue(plain, ['options', 'kv_type_v'], undefined);
    plain = withValue(plain, PATHS.kv, keys === 'f16' ? undefined : keys);
  }
  return at(plain, ['options']) && !Object.keys(plain.options).length
    ? withValue(plain, ['options'], undefined)
    : plain;
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

/** @param {string} text @returns {number | string | undefined} */
function typedNumber(text) {
  const trimmed = text.trim().replaceAll(/(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)/g, '');
  if (trimmed === '') return undefined;
  const kibi = /^(\d+(?:\.\d+)?)\s*k$/i.exec(trimmed);
  if (kibi) return Number(kibi[1]) * 1024;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : text;
}

/** @param {any} request @param {string} configText @throws {CanRunError} where the text is no JSON object */
function checkedText(request, configText) {
  if (configText.length > LONGEST_CONFIG) throw new CanRunError([tooLarge()]);
  try {
    const config = JSON.parse(configText);
    if (typeof config === 'object' && config !== null && !Array.isArray(config))
      return requestText(request, configText);
    throw new CanRunError([
      {
        code: 'wrong-type',
        path: '/model/config',
        values: { expected: 'an object' },
        message: 'a config.json holds an object',
      },
    ]);
  } catch (error) {
    if (error instanceof CanRunError) throw error;
    throw new CanRunError([{ code: 'not-json', path: '/model/config', message: /** @type {Error} */ (error).message }]);
  }
}

/** @returns {EngineError} */
const tooLarge = () => ({
  code: 'too-large',
  path: '/model/config',
  values: { limit_bytes: LONGEST_CONFIG },
  message: `a config.json is at most ${LONGEST_CONFIG / GIB} GiB`,
});

/** The document says which language it is in. @param {Context} context */
export function announceLanguage({ words }) {
  document.documentElement.lang = words.say('tag');
  document.title = words.say('page.title');
}
