// The page: a question that is never empty, and its answer. The question lives in the address; the engine says what is
// wrong with it, at its field, and what was typed stays.
import { LitElement, html, nothing } from 'lit';
import { CanRunError } from '../../../engine.js';
import { fieldOf } from '../../text/context.js';
import { Drafts, draftOf, keepDraft } from '../../question/drafts.js';
import { FileDrop } from '../../question/file-drop.js';
import { questionIn } from '../../question/example.js';
import { mended, misspelt } from '../../question/ignored.js';
import { LONGEST_CONFIG, checkedText, tooLarge } from '../../question/config-text.js';
import { MORE, PATHS, form } from '../../question/form.js';
import { deviceSearch, modelSearch } from '../../search/index.js';
import { withDevice, withModel } from '../../question/picking.js';
import { deviceGrades, modelGrades } from '../../question/list-grades.js';
import { addressOf, at, merged, withValue } from '../../question/state.js';
import { withoutLanguage } from '../../page/site.js';
import { answer, titleOf } from './answer.js';

/** @typedef {import('../../../engine.js').EngineError} EngineError */
/** @typedef {import('../../text/context.js').Context} Context @typedef {import('../../search/index.js').Option} Option */
/** @typedef {import('../../question/ignored.js').Ignored} Ignored */
/**
 * A question. One from an address that was not typed here is mended where it has no answer.
 * @typedef {{request: any, configText?: string, foreign?: boolean, ignored?: Ignored[]}} Asked
 */

export class CanRunVerdict extends LitElement {
  static properties = {
    context: { state: true },
    asked: { state: true },
    report: { state: true },
    errors: { state: true },
    configDraft: { state: true },
    configOpen: { state: true },
    customContext: { state: true },
    sliding: { state: true },
    moreOpen: { state: true },
    othersOpen: { state: true },
    tokenText: { state: true },
    downloads: { state: true },
    addingDevice: { state: true },
    wide: { state: true },
  };

  constructor() {
    super();
    /** @type {import('../../page/site.js').Site | undefined} */
    this.site = undefined;
    /** @type {import('../../../engine.js').Engine | undefined} */
    this.engine = undefined;
    /** @type {{models?: import('../../search/index.js').ModelSearch, devices?: import('../../search/index.js').DeviceSearch}} */
    this.indexes = {};
    /** Whether the engine has the whole catalog. */
    this.complete = false;
    /** @type {Context | undefined} */
    this.context = undefined;
    /** @type {Asked} */
    this.asked = askedHere(history.state);
    /** @type {import('../../types/report').Report | undefined} */
    this.report = undefined;
    /** @type {EngineError[]} */
    this.errors = [];
    this.configDraft = this.asked.configText ?? draftOf('config') ?? '';
    this.configOpen = this.asked.configText !== undefined;
    /** The context that is dragged over, tokens. @type {number | undefined} */
    this.sliding = undefined;
    this.customContext = false;
    this.moreOpen = false;
    this.othersOpen = false;
    /** A text whose tokens are counted. */
    this.tokenText = draftOf('text') ?? '';
    /** Where the model's files are. @type {import('../../card/downloads.js').ModelDownloads} */
    this.downloads = {};
    /** @type {unknown} */
    this.downloadsOf = undefined;
    /** Whether a row stands there for one more device that is not chosen yet. */
    this.addingDevice = false;
    this.drafts = new Drafts(this);
    this.drop = new FileDrop(this, (file) => this.readConfig(file));
    this.width = matchMedia('(min-width: 960px)');
    this.wide = this.width.matches;
    /** What the model was trained for, kept while a question is refused. @type {number | undefined} */
    this.trained = undefined;
  }

  createRenderRoot() {
    return this;
  }

  /** Fetches what the first answer needs; the names of everything else follow. @param {import('../../page/site.js').Site} site */
  async prepare(site) {
    this.site = site;
    const engine = site.engine();
    await Promise.all([site.facts.bring(engine, this.asked.request), this.bringDownloads(this.asked.request.model)]);
    this.engine = await engine;
    site.call(await site.facts.namesSoFar());
    this.context = site.context;
    site.addEventListener('context', () => (this.context = site.context));
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
    this.asked = askedHere(event.state);
    this.addingDevice = false;
    this.configDraft = this.asked.configText ?? this.configDraft;
    this.customContext = false;
  };

  onWidth = () => {
    this.wide = this.width.matches;
  };

  /** Built when somebody first looks for a model: it takes longer than the answer. */
  get models() {
    const context = /** @type {Context} */ (this.context);
    return (this.indexes.models ??= modelSearch(context.names, context));
  }

  get devices() {
    const context = /** @type {Context} */ (this.context);
    return (this.indexes.devices ??= deviceSearch(context.names, context));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('context') && this.context) {
      this.indexes = {};
    }
    if (changed.has('asked')) this.answerTo(this.asked);
  }

  /** @param {unknown} model  its id, or anything else */
  async bringDownloads(model) {
    if (model === this.downloadsOf) return;
    this.downloadsOf = model;
    const downloads = await /** @type {import('../../page/site.js').Site} */ (this.site).facts.downloads(model);
    if (model === this.downloadsOf) this.downloads = downloads;
  }

  /** Answers at once where the facts are there, else when they have come. @param {Asked} asked */
  async answerTo(asked) {
    const { site, engine } = this;
    if (!site || !engine) return;
    if (!site.facts.has(asked.request)) await site.facts.bring(engine, asked.request);
    if (asked !== this.asked) return;
    this.estimate();
    const mended = this.asked;
    // What it calls unknown may have another name, and what was meant is among all the others.
    if (this.complete || !this.errors.some(({ code }) => code.startsWith('unknown'))) return;
    await site.facts.bringAll(engine);
    this.complete = true;
    if (mended === this.asked) this.estimate();
  }

  /** Asks the engine; a refusal leaves the errors for the fields. */
  estimate() {
    const { request, configText, foreign, ignored = [] } = this.asked;
    const ask = (/** @type {any} */ asked) =>
      /** @type {import('../../../engine.js').Engine} */ (this.engine).estimate(
        configText === undefined ? asked : checkedText(asked, configText),
      );
    try {
      if (foreign) {
        const nearest = mended(request, ask);
        if (nearest.ignored.length)
          this.asked = { ...this.asked, request: nearest.request, ignored: [...ignored, ...nearest.ignored] };
        this.report = nearest.report;
        this.errors = nearest.errors;
      } else {
        this.report = ask(request);
        this.errors = [];
      }
      this.bringDownloads(this.report?.resolved.model);
      this.trained = this.report?.limits?.trained_context_tokens ?? this.trained;
    } catch (error) {
      if (!(error instanceof CanRunError)) throw error;
      this.report = undefined;
      this.errors = error.errors;
    }
  }

  /**
   * The answer while the context is dragged: what the engine tells at once. Limits and suggestions stay as they were
   * until the slider is let go.
   * @param {number} tokens
   */
  slide(tokens) {
    const { request, configText } = this.asked;
    const slid = { ...withValue(request, PATHS.context, tokens), include: [] };
    try {
      const quick = this.engine?.estimate(configText === undefined ? slid : checkedText(slid, configText));
      if (this.report && quick) this.report = { ...this.report, ...quick };
    } catch (error) {
      // A length that the rest of the question does not allow is said when it is chosen.
      if (!(error instanceof CanRunError)) throw error;
    }
    this.sliding = tokens;
  }

  /** Asks it, and says it in the address. @param {Asked} asked */
  ask({ request, configText }) {
    this.asked = configText === undefined ? { request } : { request, configText };
    this.sliding = undefined;
    this.addingDevice = false;
    const address = this.address(this.asked);
    if (address !== location.href) history.pushState({ typed: true }, '', address);
  }

  /** @param {Asked} asked */
  address(asked) {
    const { query, fragment } = addressOf(asked.request, asked.configText);
    return /** @type {import('../../page/site.js').Site} */ (this.site).addressHere(query, fragment);
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

  /** @param {any} request */
  rank = (request) => /** @type {import('../../page/site.js').Site} */ (this.site).rankings.rank(request);

  /** The grades of the models in the list, on this machine. */
  gradesOfModels() {
    return this.#grades('model', modelGrades(this.rank, this.asked.request));
  }

  /** The grades of the devices in the list, with this model. @param {number} index of the entry */
  gradesOfDevices(index) {
    const { request, configText } = this.asked;
    if (configText !== undefined || (request.machine?.devices?.length ?? 0) > 1) return undefined;
    return this.#grades(`device ${index}`, deviceGrades(this.rank, request));
  }

  /** @param {string} list @param {import('../../question/grading.js').Ask} ask */
  #grades(list, ask) {
    const { words } = /** @type {Context} */ (this.context);
    const question = `${list} ${JSON.stringify(this.asked.request)}`;
    return { question, ask, say: (/** @type {string} */ grade) => words.say(`grade.${grade}`) };
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
    const combobox = /** @type {import('../../question/combobox.js').CanRunCombobox | null} */ (
      control.closest('canrun-combobox')
    );
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

  render() {
    const { context } = this;
    if (!context) return nothing;
    return html`<h1 class="visually-hidden">${context.words.say('view.verdict.title')}</h1>
      <section class="question" aria-labelledby="question-title">
        <h2 id="question-title" class="visually-hidden">${context.words.say('page.question')}</h2>
        ${form(this, context)}
      </section>
      <section class="answer" aria-labelledby="answer-title">
        <h2 id="answer-title" class="visually-hidden">${context.words.say('page.answer')}</h2>
        ${answer(this, context)}
      </section>
      ${this.drop.dragging ? html`<div class="drop" aria-hidden="true">${context.words.say('hint.drop')}</div>` : nothing}`;
  }

  /** The title says the question that the address holds, and its answer. */
  updated() {
    const { context, report } = this;
    if (!context) return;
    const asks = withoutLanguage(location.search) || location.hash;
    document.title = asks && report ? titleOf(report, context) : context.words.say('view.verdict.title');
  }

  /** Takes a suggestion. @param {any} change a merge patch */
  apply(change) {
    this.ask({ ...this.asked, request: plainest(merged(this.asked.request, change)) });
  }
}

/** The question of the address. @param {any} state  of the history: whether it was typed here, and is to be kept as it is @returns {Asked} */
function askedHere(state) {
  const asked = questionIn(location.search, location.hash);
  const config = draftOf('config');
  // A config that is too long for an address is kept by the tab.
  if (state?.typed && config !== undefined && asked.configText === undefined && isWithoutModel(location.search))
    return { request: { ...asked.request, model: '' }, configText: config };
  return state?.typed ? asked : { ...asked, foreign: true, ignored: misspelt(location.search) };
}

/** @param {string} search */
const isWithoutModel = (search) => new URLSearchParams(search).get('model') === '';

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
