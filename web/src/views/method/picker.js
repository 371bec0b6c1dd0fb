// Whose figures stand in the formulas? A model and a device; the rest of the question is kept, and can be changed where
// the verdict is.
import { LitElement, html, nothing } from 'lit';
import { CanRunError } from '../../../engine.js';
import { modelName } from '../../card/sentence.js';
import { EXAMPLE } from '../../question/example.js';
import { searchTexts } from '../../question/fields.js';
import { withDevice, withModel } from '../../question/picking.js';
import { checkedText } from '../../question/config-text.js';
import { addressOf, askedIn } from '../../question/state.js';
import { deviceSearch, modelSearch } from '../../search/late.js';
import { devicesText, fieldOf } from '../../text/context.js';

/** @typedef {import('../../search/index.js').Option} Option @typedef {import('../../question/combobox.js').PickEvent} PickEvent */
/** @typedef {import('../../../engine.js').EngineError} EngineError @typedef {import('../../page/site.js').Site} Site */

/** Dispatches "answer" when the question has another answer, or the context other words. */
export class CanRunPicker extends LitElement {
  static properties = {
    asked: { state: true },
    errors: { state: true },
    context: { state: true },
  };

  constructor() {
    super();
    /** @type {{request: any, configText?: string}} */
    this.asked = askedIn(location.search, location.hash) ?? { request: EXAMPLE };
    /** @type {EngineError[]} */
    this.errors = [];
    /** @type {Site | undefined} */
    this.site = undefined;
    /** @type {import('../../../engine.js').Engine | undefined} */
    this.engine = undefined;
    /** @type {import('../../text/context.js').Context | undefined} */
    this.context = undefined;
    /** @type {{models?: import('../../search/late.js').LateSearch, devices?: import('../../search/late.js').LateSearch}} */
    this.indexes = {};
    /** The answer; undefined while the question is refused. @type {import('../../types/report').Report | undefined} */
    this.report = undefined;
  }

  createRenderRoot() {
    return this;
  }

  get request() {
    return this.asked.request;
  }

  /** The model as it is spoken of. */
  get name() {
    return this.report && this.context ? modelName(this.report, this.context) : '';
  }

  /** @param {Site} site */
  async prepare(site) {
    this.site = site;
    await this.answer();
    site.call(await site.facts.namesSoFar());
    this.context = site.context;
    site.addEventListener('context', () => {
      this.context = site.context;
      this.dispatchEvent(new Event('answer'));
    });
    window.addEventListener('popstate', async () => {
      this.asked = askedIn(location.search, location.hash) ?? { request: EXAMPLE };
      await this.answer();
      this.dispatchEvent(new Event('answer'));
    });
    this.dispatchEvent(new Event('answer'));
  }

  /** Asks the engine; a name that it does not know is looked for among all of them. */
  async answer() {
    const site = /** @type {Site} */ (this.site);
    const { asked } = this;
    const loading = site.engine();
    await site.facts.bring(loading, asked.request);
    const engine = await loading;
    this.engine = engine;
    this.estimate();
    if (!this.errors.some(({ code }) => code.startsWith('unknown'))) return;
    await site.facts.bringAll(engine);
    if (asked === this.asked) this.estimate();
  }

  estimate() {
    const { request, configText } = this.asked;
    try {
      this.report = this.engine?.estimate(configText === undefined ? request : checkedText(request, configText));
      this.errors = [];
    } catch (error) {
      if (!(error instanceof CanRunError)) throw error;
      this.report = undefined;
      this.errors = error.errors;
    }
  }

  /** @param {{request: any, configText?: string}} asked */
  async ask(asked) {
    this.asked = asked;
    const { query, fragment } = addressOf(asked.request, asked.configText);
    const site = /** @type {Site} */ (this.site);
    history.pushState(null, '', site.addressHere(query, fragment));
    await this.answer();
    site.frame();
    this.dispatchEvent(new Event('answer'));
  }

  /** @param {string} id or the text as typed @param {Option} [option] */
  pickModel(id, option) {
    this.ask({ request: withModel(this.request, id, option) });
  }

  /** One machine instead of the one that stood there. @param {string} id or the text as typed @param {Option} [option] */
  pickDevice(id, option) {
    const names = /** @type {import('../../text/context.js').Context} */ (this.context).names;
    const before = { ...this.request, machine: { ...this.request.machine, devices: [] } };
    this.ask({ ...this.asked, request: withDevice(before, 0, id, option, names) });
  }

  /** Built when somebody first looks: it takes longer than the answer. */
  get models() {
    const context = /** @type {import('../../text/context.js').Context} */ (this.context);
    return (this.indexes.models ??= modelSearch(context.names, context));
  }

  get devices() {
    const context = /** @type {import('../../text/context.js').Context} */ (this.context);
    return (this.indexes.devices ??= deviceSearch(context.names, context));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('context')) this.indexes = {};
  }

  /** @param {string} field */
  errorAt(field) {
    const here = this.errors.filter(({ path }) => {
      const at = fieldOf(path);
      return field === 'model' ? at !== 'device' : at === 'device';
    });
    return here.length ? here.map((error) => this.context?.errorText(error)).join(' ') : undefined;
  }

  render() {
    const { context, site, asked } = this;
    if (!context || !site) return nothing;
    const { words, names } = context;
    const texts = searchTexts(context);
    const { query, fragment } = addressOf(asked.request, asked.configText);
    return html`<canrun-combobox
        .fieldId=${'model'}
        .label=${words.say('field.model')}
        .hint=${words.say('hint.model')}
        .value=${asked.configText === undefined ? names.model(String(asked.request.model ?? '')) : words.say('hint.config_name')}
        .find=${(/** @type {string} */ typed) => this.models.find(typed)}
        .texts=${texts}
        .error=${this.errorAt('model')}
        @pick=${(/** @type {PickEvent} */ event) => this.pickModel(event.detail, event.option)}
      ></canrun-combobox>
      <canrun-combobox
        .fieldId=${'device'}
        .label=${words.say('field.device')}
        .hint=${words.say('hint.device')}
        .value=${devicesText(asked.request.machine?.devices ?? [], context)}
        .find=${(/** @type {string} */ typed) => this.devices.find(typed)}
        .texts=${texts}
        .error=${this.errorAt('device')}
        @pick=${(/** @type {PickEvent} */ event) => this.pickDevice(event.detail, event.option)}
      ></canrun-combobox>
      <p>
        <a href="${site.address('verdict', query)}${fragment ? `#${fragment}` : ''}">${words.say('workings.change')}</a>
      </p>`;
  }
}
