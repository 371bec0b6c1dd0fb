// The comparison: what is compared, the grid, and the answers side by side. The page's own engine answers: the facts of
// four models and four machines are a few files, where the ranking worker would fetch the whole catalog first.
import { errorsOf } from '../../question/refusal.js';
import { LitElement, html, nothing } from 'lit';
import { searchTexts } from '../../question/fields.js';
import { misspelt } from '../../question/ignored.js';
import { withDevice } from '../../question/picking.js';
import { withValue } from '../../question/state.js';
import { deviceSearch, modelSearch } from '../../search/late.js';
import { devicesText } from '../../text/context.js';
import { answered } from './ask.js';
import { firstColumn, gridOf, gridTable, sideOf, sideTable } from './grid.js';
import {
  MOST,
  MOST_CONTEXTS,
  PARAMETERS,
  addressOfCompared,
  byFormat,
  comparedIn,
  contextsOf,
  formatsOf,
} from './question.js';

/** @typedef {import('../../page/site.js').Site} Site @typedef {import('./question.js').Compared} Compared */
/** @typedef {import('../../text/context.js').Context} Context @typedef {import('../../question/combobox.js').PickEvent} PickEvent */

const CHOICES = [4096, 8192, 16384, 32768, 65536, 131072];
const RAM = [8, 16, 32, 64, 96, 128, 256, 512];

/**
 * The formats that can be chosen, the largest first.
 * @param {Context} context @param {string[]} others  that are chosen already
 */
const formatsIn = ({ names, words }, others) =>
  names.formats
    .filter(({ id, runtimes }) => runtimes?.includes('llama.cpp') && (words.has(`format.${id}`) || others.includes(id)))
    .sort((a, b) => (b.bits_per_weight ?? 0) - (a.bits_per_weight ?? 0));

export class CanRunCompare extends LitElement {
  static properties = {
    compared: { state: true },
    context: { state: true },
    grid: { state: true },
    at: { state: true },
    charted: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    this.compared = comparedIn(location.search);
    /** @type {Context | undefined} */
    this.context = undefined;
    /** @type {import('./grid.js').Grid | undefined} */
    this.grid = undefined;
    /** The column shown side by side. */
    this.at = 0;
    /** Whether the curves are open. */
    this.charted = false;
    /** @type {Site | undefined} */
    this.site = undefined;
    /** @type {import('../../../engine.js').Engine | undefined} */
    this.engine = undefined;
    /** @type {{models?: import('../../search/late.js').LateSearch, devices?: import('../../search/late.js').LateSearch}} */
    this.indexes = {};
    this.ignored = misspelt(location.search, PARAMETERS);
    /** Why facts did not come. @type {import('../../../engine.js').EngineError | undefined} */
    this.failure = undefined;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('popstate', this.onHistory);
  }

  disconnectedCallback() {
    window.removeEventListener('popstate', this.onHistory);
    super.disconnectedCallback();
  }

  onHistory = () => this.show(comparedIn(location.search));

  /** @param {Site} site */
  async prepare(site) {
    this.site = site;
    await this.bring(this.compared);
    site.call(await site.facts.namesSoFar());
    this.context = site.context;
    this.fill();
    site.addEventListener('context', () => {
      this.context = site.context;
      this.indexes = {};
      this.fill();
    });
  }

  /** The facts of everything that is compared. @param {Compared} compared */
  async bring({ models, machines }) {
    const { facts } = /** @type {Site} */ (this.site);
    const loading = /** @type {Site} */ (this.site).engine();
    await Promise.all(models.map((model) => facts.bring(loading, { model, machine: {} })));
    await Promise.all(machines.map((devices) => facts.bring(loading, { machine: { devices } })));
    this.engine = await loading;
  }

  /** @param {Compared} compared */
  async show(compared) {
    this.compared = compared;
    try {
      await this.bring(compared);
      this.failure = undefined;
      if (compared === this.compared) this.fill();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Says that facts did not come, and asks again when the network is back. @param {unknown} error */
  fail(error) {
    const { compared } = this;
    [this.failure] = errorsOf(error);
    addEventListener('online', () => compared === this.compared && this.show(compared), { once: true });
  }

  /** Asks every cell; a name that is no id is looked for among all of them. */
  fill() {
    const { engine, context, compared } = this;
    if (!engine || !context) return;
    const before = this.grid;
    this.grid = gridOf(compared, answered(engine), context);
    if (!before || before.columns.join() !== this.grid.columns.join()) this.at = firstColumn(this.grid, compared);
    const unknown = this.grid.cells.flat().some(({ errors }) => errors?.some(({ code }) => code.startsWith('unknown')));
    if (!unknown || this.complete) return;
    this.complete = true;
    /** @type {Site} */ (this.site).facts.bringAll(engine).then(
      () => this.fill(),
      (error) => this.fail(error),
    );
  }

  /** @param {Partial<Compared>} change */
  ask(change) {
    const site = /** @type {Site} */ (this.site);
    const compared = { ...this.compared, ...change };
    history.pushState(null, '', site.addressHere(addressOfCompared(compared)));
    this.ignored = [];
    site.frame();
    this.show(compared);
  }

  /** @param {string[]} path @param {any} value what all have in common */
  set(path, value) {
    this.ask({ base: withValue(this.compared.base, path, value) });
  }

  get models() {
    const context = /** @type {Context} */ (this.context);
    return (this.indexes.models ??= modelSearch(context.names, context));
  }

  get devices() {
    const context = /** @type {Context} */ (this.context);
    return (this.indexes.devices ??= deviceSearch(context.names, context));
  }

  /** @param {number} index @param {string} id */
  pickModel(index, id) {
    const models = [...this.compared.models];
    models[index] = id;
    this.ask({ models: [...new Set(models)] });
  }

  /** @param {number} index @param {PickEvent} event */
  pickMachine(index, { detail, option }) {
    const { names } = /** @type {Context} */ (this.context);
    const { machine } = withDevice({ machine: { devices: [] } }, 0, detail, option, names);
    const machines = [...this.compared.machines];
    machines[index] = machine.devices ?? [];
    const host = machine.host && !this.compared.base.machine?.host ? machine.host : undefined;
    this.ask({
      machines,
      ...(host ? { base: withValue(this.compared.base, ['machine', 'host'], host) } : {}),
    });
  }

  render() {
    const { context, grid, compared } = this;
    if (!context || !grid) return nothing;
    const { words } = context;
    const formats = byFormat(compared);
    const side = sideOf(grid, Math.min(this.at, grid.columns.length - 1));
    const verdictAt = (/** @type {string} */ query) => /** @type {Site} */ (this.site).address('verdict', query);
    return html`<article class="prose compare">
      <h1>${words.say('view.compare.title')}</h1>
      <p>${words.say('compare.lead')}</p>
      ${
        this.ignored.length
          ? html`<p class="error" role="status">
              ${words.say('compare.ignored', { names: this.ignored.map(({ name }) => name).join(words.say('ruler.separator')) })}
            </p>`
          : nothing
      }
      ${this.fields(context)}
      ${this.failure ? html`<p class="error" role="alert">${context.errorText(this.failure)}</p>` : nothing}
      <h2>
        ${
          formats
            ? words.say('compare.by_format', {
                model: context.names.model(compared.models[0]),
                machine: devicesText(compared.machines[0], context),
              })
            : words.say('compare.by_machine')
        }
      </h2>
      <div aria-live="polite">
        ${gridTable(grid, context, words.say(formats ? 'field.format' : 'field.model'), verdictAt)}
      </div>
      ${side.length > 1 ? this.side(side, grid, context, verdictAt) : nothing}
    </article>`;
  }

  /** @param {{name: string, cell: import('./grid.js').Cell}[]} side @param {import('./grid.js').Grid} grid @param {Context} context @param {(query: string) => string} verdictAt */
  side(side, grid, context, verdictAt) {
    const { words } = context;
    const choice = grid.rows.length > 1 && grid.columns.length > 1;
    const known = side.flatMap(({ name, cell: { request, report } }) => (report ? [{ name, request, report }] : []));
    return html`<h2>
        ${grid.rows.length > 1 ? words.say('compare.side_at', { name: grid.columns[this.at] ?? grid.columns[0] }) : words.say('compare.side')}
      </h2>
      ${
        choice
          ? html`<div class="field">
              <label for="side">${words.say(byFormat(this.compared) ? 'field.context' : 'compare.machine')}</label>
              <select id="side" @change=${(/** @type {any} */ event) => (this.at = Number(event.target.value))}>
                ${grid.columns.map((name, index) => html`<option value=${index} .selected=${index === this.at}>${name}</option>`)}
              </select>
            </div>`
          : nothing
      }
      ${sideTable(side, context, true, verdictAt)}
      <details
        class="curves-of"
        @toggle=${async (/** @type {any} */ event) => {
          if (event.target.open) await import('../../chart/chart.js');
          this.charted = event.target.open;
        }}
      >
        <summary>${words.say('chart.open')}</summary>
        ${
          this.charted
            ? html`<canrun-chart
                .asked=${known}
                .estimate=${(/** @type {any} */ request) => this.engine?.estimate(request)}
                .context=${context}
              ></canrun-chart>`
            : nothing
        }
      </details>`;
  }

  /** @param {Context} context */
  fields(context) {
    const { words, names } = context;
    const { models, machines } = this.compared;
    const texts = searchTexts(context);
    /** @param {'model' | 'machine'} kind @param {number} index @param {string} value @param {boolean} added */
    const field = (kind, index, value, added) =>
      html`<div class="compare-field">
        <canrun-combobox
          .fieldId=${`${kind}-${index}`}
          .label=${added ? words.say(`compare.add_${kind}`) : words.say('compare.numbered', { name: words.say(kind === 'model' ? 'field.model' : 'compare.machine'), number: index + 1 })}
          .hint=${words.say(kind === 'model' ? 'hint.model' : 'hint.device')}
          .value=${value}
          .find=${(/** @type {string} */ typed) => (kind === 'model' ? this.models : this.devices).find(typed)}
          .texts=${texts}
          @pick=${(/** @type {PickEvent} */ event) => (kind === 'model' ? this.pickModel(index, event.detail) : this.pickMachine(index, event))}
        ></canrun-combobox>
        ${
          !added && (kind === 'model' ? models : machines).length > 1
            ? html`<button
                type="button"
                class="take-out"
                aria-label=${words.say('compare.remove', { name: value })}
                @click=${() =>
                  this.ask(
                    kind === 'model'
                      ? { models: models.filter((_, at) => at !== index) }
                      : { machines: machines.filter((_, at) => at !== index) },
                  )}
              >
                ×
              </button>`
            : nothing
        }
      </div>`;
    return html`<form
      class="compare-fields"
      autocomplete="off"
      @submit=${(/** @type {Event} */ event) => event.preventDefault()}
    >
      <fieldset>
        <legend>${words.say('compare.models')}</legend>
        ${models.map((model, index) => field('model', index, names.model(model), false))}
        ${models.length < MOST ? field('model', models.length, '', true) : nothing}
      </fieldset>
      <fieldset>
        <legend>${words.say('compare.machines')}</legend>
        ${machines.map((devices, index) => field('machine', index, devicesText(devices, context), false))}
        ${machines.length < MOST ? field('machine', machines.length, '', true) : nothing}
      </fieldset>
      <details class="choices">
        <summary>${words.say('page.more')}</summary>
        <div>${byFormat(this.compared) ? this.choices(context) : this.common(context)}</div>
      </details>
    </form>`;
  }

  /** Formats and contexts, several of each. @param {Context} context */
  choices(context) {
    const { words, figures } = context;
    const { compared, grid } = this;
    const formats = formatsOf(compared);
    const trained = grid?.cells[0][0].report?.limits?.trained_context_tokens ?? 0;
    const contexts = contextsOf(compared, trained);
    const all = formatsIn(context, formats);
    const tokens = [
      ...new Set([...CHOICES.filter((one) => !trained || one < trained), ...(trained ? [trained] : []), ...contexts]),
    ].sort((a, b) => a - b);
    /** @template T @param {T[]} list @param {T} one @param {boolean} wanted @param {T[]} order */
    const chosen = (list, one, wanted, order) =>
      order.filter((other) => (other === one ? wanted : list.includes(other)));
    return html`<fieldset>
        <legend>${words.say('compare.formats', { most: MOST })}</legend>
        <div class="checks">
          ${all.map(
            ({ id }) =>
              html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${formats.includes(id)}
                  ?disabled=${(!formats.includes(id) && formats.length >= MOST) || (formats.includes(id) && formats.length === 1)}
                  @change=${(/** @type {any} */ event) =>
                    this.ask({
                      formats: chosen(formats, id, event.target.checked, [
                        ...new Set([...all.map((one) => one.id), ...formats]),
                      ]),
                    })}
                />${id}</label
              >`,
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>${words.say('compare.contexts', { most: MOST_CONTEXTS })}</legend>
        <div class="checks">
          ${tokens.map(
            (one) =>
              html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${contexts.includes(one)}
                  ?disabled=${(!contexts.includes(one) && contexts.length >= MOST_CONTEXTS) || (contexts.includes(one) && contexts.length === 1)}
                  @change=${(/** @type {any} */ event) => this.ask({ contexts: chosen(contexts, one, event.target.checked, tokens) })}
                />${figures.tokens(one)}</label
              >`,
          )}
        </div>
        ${this.ram({ words })}
      </fieldset>`;
  }

  /** One format, one context for all. @param {Context} context */
  common(context) {
    const { words, figures } = context;
    const { base } = this.compared;
    const format = base.format ?? 'auto';
    const tokens = base.workload?.context_tokens;
    const formats = formatsIn(context, [format]);
    return html`<fieldset>
        <legend>${words.say('field.format')}</legend>
        <select
          aria-label=${words.say('field.format')}
          id="format"
          @change=${(/** @type {any} */ event) => this.set(['format'], event.target.value === 'auto' ? undefined : event.target.value)}
        >
          <option value="auto" .selected=${format === 'auto'}>${words.say('format.auto')}</option>
          ${formats.map(({ id }) => html`<option value=${id} .selected=${id === format}>${words.say('hint.option', { name: id, line: words.find(`format.${id}`) ?? id })}</option>`)}
        </select>
      </fieldset>
      <fieldset>
        <legend>${words.say('field.context')}</legend>
        <select
          aria-label=${words.say('field.context')}
          id="context"
          @change=${(/** @type {any} */ event) => this.set(['workload', 'context_tokens'], Number(event.target.value))}
        >
          ${[...new Set([...CHOICES, ...(Number.isInteger(tokens) ? [tokens] : [])])]
            .sort((a, b) => a - b)
            .map(
              (one) => html`<option value=${one} .selected=${one === (tokens ?? 8192)}>${figures.tokens(one)}</option>`,
            )}
        </select>
        ${this.ram({ words })}
      </fieldset>`;
  }

  /** @param {{words: import('../../text/words.js').Words}} context */
  ram({ words }) {
    const given = this.compared.base.machine?.host?.memory_gib;
    return html`<div class="field">
      <label for="ram">${words.say('field.host')}</label>
      <select
        id="ram"
        @change=${(/** @type {any} */ event) =>
          this.set(['machine', 'host', 'memory_gib'], event.target.value ? Number(event.target.value) : undefined)}
      >
        <option value="" .selected=${given === undefined}>${words.say('hint.host_unknown')}</option>
        ${[...new Set([...RAM, ...(typeof given === 'number' ? [given] : [])])]
          .sort((a, b) => a - b)
          .map(
            (gib) =>
              html`<option value=${gib} .selected=${gib === given}>
                ${words.say('unit.gib', { value: String(gib) })}
              </option>`,
          )}
      </select>
    </div>`;
  }
}
