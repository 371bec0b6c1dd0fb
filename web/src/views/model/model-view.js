// What runs this model? Every device of the catalog and how many of it, apart by who buys them.
import { html, nothing } from 'lit';
import { modelForm } from '../../question/form.js';
import { typedNumber } from '../../question/fields.js';
import { withValue } from '../../question/state.js';
import { filterField } from '../../ranking/filter-field.js';
import { machineLists, smallestRow, stepsTable } from '../../ranking/machine-ranking.js';
import { MACHINE_SORTS, machineLines, memorySteps } from '../../ranking/machines.js';
import { COMFORTABLE } from '../../ranking/models.js';
import { RankingView } from '../../ranking/ranking-view.js';
import { PARAMETERS } from './parameters.js';

/** @typedef {import('../../text/context.js').Context} Context @typedef {import('../../ranking/machines.js').MachineLine} MachineLine */

export class CanRunModel extends RankingView {
  static properties = { ...RankingView.properties, steps: { state: true } };

  constructor() {
    super(PARAMETERS);
    /** @type {MachineLine[]} */
    this.all = [];
    /** @type {Parameters<typeof stepsTable>[0]} */
    this.steps = [];
  }

  /** @returns {'model' | 'device'} */
  get varies() {
    return 'device';
  }

  candidates() {
    return this.context?.names.devices.map(({ id }) => id) ?? [];
  }

  /** @param {string} id of a device @returns {any} */
  questionOf(id) {
    const line = this.all.find((one) => one.id === id);
    const entry = line && line.count > 1 ? { device: id, count: line.count } : { device: id };
    const request = withValue(this.question, ['machine', 'devices'], [entry]);
    return line?.facts.unified ? withValue(request, ['machine', 'host'], undefined) : request;
  }

  /** The speed that is asked for, tokens a second. */
  get speed() {
    const typed = typedNumber(this.settings.speed ?? '');
    return typeof typed === 'number' && typed > 0 ? typed : COMFORTABLE;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const { context } = this;
    if (!context || !['rows', 'context'].some((name) => changed.has(name))) return;
    this.all = machineLines(this.rows, context.names);
    if (changed.has('rows')) this.climb();
  }

  /** What each step of memory gives: asked of one card for each size. */
  async climb() {
    const { turn } = this;
    const lines = memorySteps(this.all);
    const steps = await Promise.all(
      lines.map(async (line) => {
        const question = this.questionOf(line.id);
        const [report, best] = await Promise.all([
          this.rankings.estimate(question),
          this.rankings.estimate({ ...withValue(question, ['format'], undefined), include: [] }),
        ]);
        return { line, report, best: best.resolved.format ?? '' };
      }),
    );
    if (turn === this.turn) this.steps = steps;
  }

  /** @param {string} _id @param {any} request @param {Context} context */
  ways(_id, request, { words }) {
    return html`<a href=${this.elsewhere('verdict', request)}>${words.say('ranking.to_verdict')}</a>
      <a href=${this.elsewhere('machine', request)}>${words.say('model.to_machine')}</a>`;
  }

  /** @param {Context} context */
  asks(context) {
    return html`${modelForm(this, context)}`;
  }

  get found() {
    return this.all.length;
  }

  /** @param {Context} context */
  answerOf(context) {
    const { words, figures } = context;
    const { settings } = this;
    const address = (/** @type {MachineLine} */ { id }) => this.elsewhere('verdict', this.questionOf(id));
    const vendors = [...new Set(this.all.map(({ facts }) => facts.vendor ?? ''))].filter(Boolean).sort();
    const lines = settings.vendor ? this.all.filter(({ facts }) => facts.vendor === settings.vendor) : this.all;
    return html`<section class="picks" aria-labelledby="smallest-title">
        <h2 id="smallest-title">${words.say('model.smallest')}</h2>
        <div class="sieve">
          <div class="filter">
            <label for="speed">${words.say('model.speed')}</label>
            <input
              id="speed"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              .value=${settings.speed ?? String(COMFORTABLE)}
              @change=${(/** @type {any} */ event) => this.setting('speed', event.target.value.trim())}
            />
          </div>
          ${filterField({
            id: 'vendor',
            label: words.say('model.vendor'),
            value: settings.vendor,
            options: [
              { value: '', text: words.say('machine.any') },
              ...vendors.map((vendor) => ({ value: vendor, text: vendor })),
            ],
            change: (value) => this.setting('vendor', value),
          })}
          ${filterField({
            id: 'sort',
            label: words.say('machine.sort.label'),
            value: settings.sort,
            options: MACHINE_SORTS.map((sort, index) => ({
              value: index ? sort : '',
              text: words.say(`model.sort.${sort}`),
            })),
            change: (value) => this.setting('sort', value),
          })}
        </div>
        ${smallestRow(lines, this.speed, context, address)}
        <p class="quiet">${words.say('model.smallest_rule', { rate: figures.rate(this.speed) })}</p>
      </section>
      ${stepsTable(this.steps, context, address)}
      ${
        lines.length
          ? machineLists(lines, { context, sort: settings.sort, address, most: this.most }, this.actions)
          : html`<p class="nothing-left">
              ${words.say('model.nothing_left')}
              <button type="button" class="word" @click=${() => this.setting('vendor', undefined)}>
                ${words.say('machine.drop_all')}
              </button>
            </p>`
      }`;
  }
}
