// Pick a model and a device: every fact that is known of them, and what it rests on.
import { LitElement, html, nothing } from 'lit';
import { fetched } from '../../catalog/engine-source.js';
import { EXAMPLE } from '../../question/example.js';
import { addressOf, askedIn } from '../../question/state.js';
import { deviceSearch, modelSearch } from '../../search/late.js';
import { factsTable } from './facts-table.js';

/** @typedef {import('../../page/site.js').Site} Site */
/** Facts are of one thing. */
const ONE = { machines: false };

/** @typedef {{facts: any, sources: import('./facts-table.js').Source[]}} Sourced */

export class CanRunFacts extends LitElement {
  static properties = {
    model: { state: true },
    device: { state: true },
    found: { state: true },
  };

  constructor() {
    super();
    const asked = askedIn(location.search, '')?.request ?? EXAMPLE;
    this.model = String(asked.model || EXAMPLE.model);
    const device = asked.machine?.devices?.[0]?.device;
    this.device = typeof device === 'string' ? device : String(EXAMPLE.machine.devices[0].device);
    /** What has come, by "models/ID" or "devices/ID"; null where there is nothing. @type {Map<string, Sourced | null>} */
    this.found = new Map();
    /** @type {Site | undefined} */
    this.site = undefined;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Site} site */
  async prepare(site) {
    this.site = site;
    const { names } = site.context;
    this.searches = { models: modelSearch(names, site.context), devices: deviceSearch(names, site.context) };
    await Promise.all([this.fetch('models', this.model), this.fetch('devices', this.device)]);
  }

  /** @param {'models' | 'devices'} list @param {string} id */
  async fetch(list, id) {
    const { site } = this;
    if (!site) return;
    const { names } = site.context;
    const known = list === 'models' ? names.modelById.has(id) : names.deviceById.has(id);
    const at = (/** @type {string} */ folder) => site.facts.address(`${folder}${list}/${id}`);
    const one = known
      ? await Promise.all([at(''), at('sources/')].map(async (url) => (await fetched(url)).json())).then(
          ([facts, sources]) => ({ facts, sources }),
          () => null,
        )
      : null;
    this.found = new Map(this.found).set(`${list}/${id}`, one);
  }

  /** @param {'models' | 'devices'} list @param {string} id */
  async pick(list, id) {
    if (list === 'models') this.model = id;
    else this.device = id;
    const { query } = addressOf({ model: this.model, machine: { devices: [{ device: this.device }] } });
    history.replaceState(null, '', this.site?.addressHere(query) ?? '');
    await this.fetch(list, id);
  }

  render() {
    const { site } = this;
    if (!site) return nothing;
    const { words } = site.context;
    return html`<h2>${words.say('data.look_up')}</h2>
      ${this.section('models', this.model)} ${this.section('devices', this.device)}`;
  }

  /** @param {'models' | 'devices'} list @param {string} id */
  section(list, id) {
    const { context } = /** @type {Site} */ (this.site);
    const { words, names, figures } = context;
    const field = list === 'models' ? 'model' : 'device';
    const sourced = this.found.get(`${list}/${id}`);
    return html`<canrun-combobox
        .fieldId=${field}
        .label=${words.say(`field.${field}`)}
        .hint=${words.say(`hint.${field}`)}
        .value=${list === 'models' ? names.model(id) : names.device(id)}
        .find=${(/** @type {string} */ typed) => this.searches?.[list].find(typed, ONE) ?? { options: [], meant: 'none' }}
        .texts=${{
          noMatch: words.say('hint.no_match'),
          matches: (/** @type {number} */ count) => words.say('hint.matches', { count: figures.count(count) }),
        }}
        @pick=${(/** @type {CustomEvent<string>} */ event) => this.pick(list, event.detail)}
      ></canrun-combobox>
      <div aria-live="polite">
        ${
          sourced
            ? factsTable(sourced.facts, sourced.sources, context)
            : sourced === null
              ? html`<p>${words.say('data.unknown', { id })}</p>`
              : nothing
        }
      </div>`;
  }
}
