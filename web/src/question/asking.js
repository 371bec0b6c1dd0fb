// What has every view that asks? A question that lives in the address, the fields that change it, and what the engine has
// against them. What the answer is, each view knows itself.
import { LitElement } from 'lit';
import { withoutLanguage } from '../page/site.js';
import { fieldOf } from '../text/context.js';
import { deviceSearch, modelSearch } from '../search/late.js';
import { LONGEST_CONFIG, tooLarge } from './config-text.js';
import { Drafts, draftOf, keepDraft } from './drafts.js';
import { EXAMPLE, questionIn } from './example.js';
import { withChosen } from '../recognise/chosen.js';
import { MORE } from './form.js';
import { misspelt } from './ignored.js';
import { withDevice, withModel } from './picking.js';
import { addressOf, withValue } from './state.js';

/** @typedef {import('../../engine.js').EngineError} EngineError @typedef {import('../text/context.js').Context} Context
 * @typedef {import('../search/index.js').Option} Option @typedef {import('./ignored.js').Ignored} Ignored */
/**
 * A question. One from an address that was not typed here is mended where it has no answer.
 * @typedef {{request: any, configText?: string, foreign?: boolean, ignored?: Ignored[]}} Asked
 */

export class Asking extends LitElement {
  static properties = {
    context: { state: true },
    asked: { state: true },
    errors: { state: true },
    configDraft: { state: true },
    configOpen: { state: true },
    customContext: { state: true },
    sliding: { state: true },
    tokenText: { state: true },
    moreOpen: { state: true },
    othersOpen: { state: true },
    addingDevice: { state: true },
    wide: { state: true },
    machineAsked: { state: true },
  };

  /** @param {readonly string[]} [parameters]  what the view's address says beside the question */
  constructor(parameters = []) {
    super();
    this.parameters = parameters;
    /** @type {import('../page/site.js').Site | undefined} */
    this.site = undefined;
    /** Where the view has one of its own. @type {import('../../engine.js').Engine | undefined} */
    this.engine = undefined;
    /** @type {{models?: import('../search/late.js').LateSearch, devices?: import('../search/late.js').LateSearch}} */
    this.indexes = {};
    /** @type {Context | undefined} */
    this.context = undefined;
    /** @type {Asked} */
    this.asked = askedHere(history.state, parameters);
    /** What an empty address asks: the example, on the visitor's machine once that is known. @type {Asked} */
    this.first = { request: EXAMPLE };
    /** Whether somebody asked for a machine, or it is the visitor's own. */
    this.machineAsked = new URLSearchParams(location.search).has('device');
    /** @type {import('../types/report').Report | undefined} */
    this.report = undefined;
    /** @type {EngineError[]} */
    this.errors = [];
    this.configDraft = this.asked.configText ?? draftOf('config') ?? '';
    this.configOpen = this.asked.configText !== undefined;
    /** The context that is dragged over, tokens. @type {number | undefined} */
    this.sliding = undefined;
    /** A text whose tokens are counted. */
    this.tokenText = draftOf('text') ?? '';
    this.customContext = false;
    this.moreOpen = false;
    this.othersOpen = false;
    /** Whether a row stands there for one more device that is not chosen yet. */
    this.addingDevice = false;
    this.drafts = new Drafts(this);
    this.width = matchMedia('(min-width: 960px)');
    this.wide = this.width.matches;
    /** What the model was trained for, kept while a question is refused. @type {number | undefined} */
    this.trained = undefined;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('popstate', this.onHistory);
    this.width.addEventListener('change', this.onWidth);
  }

  disconnectedCallback() {
    window.removeEventListener('popstate', this.onHistory);
    this.width.removeEventListener('change', this.onWidth);
    super.disconnectedCallback();
  }

  /** @param {PopStateEvent} event */
  onHistory = (event) => {
    this.asked =
      withoutLanguage(location.search) || location.hash ? askedHere(event.state, this.parameters) : this.first;
    this.addingDevice = false;
    this.configDraft = this.asked.configText ?? this.configDraft;
    this.customContext = false;
    this.readOwn();
  };

  onWidth = () => {
    this.wide = this.width.matches;
  };

  /** Reads from the address what is the view's own. */
  readOwn() {}

  /** What the address says beside the question. @returns {Record<string, string | undefined>} */
  ownParameters() {
    return {};
  }

  /** Built when somebody first looks for a model: it takes longer than the answer. */
  get models() {
    const context = /** @type {Context} */ (this.context);
    return (this.indexes.models ??= modelSearch(context.names, context));
  }

  get devices() {
    const context = /** @type {Context} */ (this.context);
    return (this.indexes.devices ??= deviceSearch(context.names, context));
  }

  /** The grades of the lines of a list of names; undefined: it has none. @returns {any} */
  gradesOfModels() {
    return undefined;
  }

  /** @param {number} _index of the device's row @returns {any} */
  gradesOfDevices(_index) {
    return undefined;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('context')) this.indexes = {};
    if (changed.has('asked') || changed.has('machineAsked')) this.site?.carry(this.carried());
  }

  /** The context while it is dragged over. @param {number} tokens */
  slide(tokens) {
    this.sliding = tokens;
  }

  /** Asks it, and says it in the address. @param {Asked} asked */
  ask({ request, configText }) {
    if (request.machine !== this.asked.request.machine) this.machineAsked = true;
    this.asked = configText === undefined ? { request } : { request, configText };
    this.sliding = undefined;
    this.addingDevice = false;
    const address = this.address(this.asked);
    if (address !== location.href) history.pushState({ typed: true }, '', address);
  }

  /** @param {Asked} asked */
  address(asked) {
    const { query, fragment } = addressOf(asked.request, asked.configText);
    const own = new URLSearchParams();
    for (const [name, value] of Object.entries(this.ownParameters())) if (value !== undefined) own.set(name, value);
    return /** @type {import('../page/site.js').Site} */ (this.site).addressHere(
      [query, own.toString()].filter(Boolean).join('&'),
      fragment,
    );
  }

  /** What of the question was asked, and is not only the example that is shown, as a query. */
  carried() {
    const inAddress = new URLSearchParams(location.search);
    if (withoutLanguage(location.search) === '' && !this.machineAsked) return '';
    const asked = { ...this.asked.request };
    if (!inAddress.has('model') || this.asked.configText !== undefined) delete asked.model;
    if (!this.machineAsked) delete asked.machine;
    return addressOf(asked).query;
  }

  /** A question on another page. @param {string} view @param {any} [request] */
  elsewhere(view, request = this.asked.request) {
    return /** @type {import('../page/site.js').Site} */ (this.site).address(view, addressOf(request).query);
  }

  /** @param {string[]} path @param {any} value */
  set(path, value) {
    this.ask({ ...this.asked, request: withValue(this.asked.request, path, value) });
  }

  /** @param {string} id or the text as typed @param {Option} [option] */
  pickModel(id, option) {
    keepDraft('model', undefined);
    if (id.startsWith('{')) {
      this.useConfig(id);
      return;
    }
    keepDraft('config', undefined);
    this.ask({ request: withModel(this.asked.request, id, option) });
  }

  /** @param {number} index @param {string} id or the text as typed @param {Option} [option] */
  pickDevice(index, id, option) {
    keepDraft(`device-${index}`, undefined);
    const { names } = /** @type {Context} */ (this.context);
    this.ask({ ...this.asked, request: withDevice(this.asked.request, index, id, option, names) });
  }

  /** The visitor's machine, as it was seen, remembered, chosen or pasted. @param {import('../recognise/machine-guess.js').Chosen} chosen */
  useMachine(chosen) {
    const { names } = /** @type {Context} */ (this.context);
    if (chosen.from === 'forgotten') {
      const { machine: _, ...request } = this.asked.request;
      history.replaceState(null, '', this.address({ ...this.asked, request }));
      this.machineAsked = false;
      this.first = { request: EXAMPLE };
      this.asked = { ...this.asked, request: { ...request, machine: EXAMPLE.machine } };
      return;
    }
    const asked = { ...this.asked, request: withChosen(this.asked.request, chosen, names) };
    if (chosen.asked?.model) delete asked.configText;
    this.machineAsked = true;
    if (chosen.from === 'choice' || chosen.from === 'pasted') {
      this.ask(asked);
      return;
    }
    // Nobody has chosen anything yet: the address stays as it is.
    this.first = { request: withChosen(EXAMPLE, chosen, names) };
    this.asked = asked;
  }

  /** A row for one more device. */
  async addDevice() {
    this.addingDevice = true;
    await this.updateComplete;
    this.choose(`device-${this.asked.request.machine?.devices?.length ?? 0}`);
  }

  /** @param {number} index */
  removeDevice(index) {
    const devices = /** @type {any[]} */ (this.asked.request.machine?.devices ?? []);
    keepDraft(`device-${index}`, undefined);
    if (index >= devices.length) this.addingDevice = false;
    else
      this.ask({
        ...this.asked,
        request: withValue(
          this.asked.request,
          ['machine', 'devices'],
          devices.filter((_, place) => place !== index),
        ),
      });
    this.choose('device');
  }

  /** @param {string} text of a config.json */
  useConfig(text) {
    this.configDraft = text;
    this.configOpen = true;
    keepDraft('config', text);
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

  /** Opens the choice of a field. @param {string} field  or the id of a control @param {string} [path]  of an error */
  async choose(field, path = '') {
    if (!this.wide && MORE.includes(field)) {
      this.moreOpen = true;
      await this.updateComplete;
    }
    if (field === 'config') {
      this.configOpen = true;
      await this.updateComplete;
    }
    if (field === 'reserved') {
      this.othersOpen = true;
      await this.updateComplete;
    }
    const row = Number(/^\/machine\/devices\/(\d+)/.exec(path)?.[1] ?? 0);
    const id =
      field === 'device'
        ? `device-${row}`
        : field === 'model' && this.asked.configText !== undefined
          ? 'config'
          : `${field}${row ? `-${row}` : ''}`;
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
  copy(text, event) {
    return this.copyFrom(/** @type {HTMLButtonElement} */ (event.currentTarget), text);
  }

  /** The button says what came of it. @param {HTMLButtonElement} button @param {string} text */
  async copyFrom(button, text) {
    const words = this.context?.words;
    // The text itself is changed, and not what holds it: that is Lit's.
    const label = [...button.childNodes].find((node) => node instanceof Text && node.data.trim());
    if (!words || !(label instanceof Text)) return;
    const before = label.data;
    const say = (/** @type {string} */ key) => {
      label.data = words.say(key);
      setTimeout(() => label.data === words.say(key) && (label.data = before), 2000);
    };
    await navigator.clipboard.writeText(text).then(
      () => say('next.copied'),
      () => say('next.copy_failed'),
    );
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
}

/**
 * The question of the address.
 * @param {any} state  of the history: whether it was typed here, and is to be kept as it is
 * @param {readonly string[]} parameters  known beside the question's own
 * @returns {Asked}
 */
function askedHere(state, parameters) {
  const asked = questionIn(location.search, location.hash);
  const config = draftOf('config');
  // A config that is too long for an address is kept by the tab.
  if (state?.typed && config !== undefined && asked.configText === undefined && isWithoutModel(location.search))
    return { request: { ...asked.request, model: '' }, configText: config };
  return state?.typed ? asked : { ...asked, foreign: true, ignored: misspelt(location.search, parameters) };
}

/** @param {string} search */
const isWithoutModel = (search) => new URLSearchParams(search).get('model') === '';

/** Whatever the fields of the question belong to. @typedef {Asking} Asker */
