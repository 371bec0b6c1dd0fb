// What runs on this machine? Every model of the catalog, by grade; sorted and sifted as the address says.
import { html, nothing } from 'lit';
import { machineForm } from '../../question/form.js';
import { withValue } from '../../question/state.js';
import { filterField } from '../../ranking/filter-field.js';
import { gradeCounts } from '../../ranking/list.js';
import { machineSentence, modelList, picksRow } from '../../ranking/model-ranking.js';
import { FILTERS, SIZES, SORTS, byGrade, choicesOf, filtersToDrop, modelLines, sifted } from '../../ranking/models.js';
import { picksOf } from '../../ranking/picks.js';
import { RankingView } from '../../ranking/ranking-view.js';
import { guessField } from '../../recognise/guess-field.js';
import { PARAMETERS } from './parameters.js';

/** @typedef {import('../../text/context.js').Context} Context @typedef {import('../../ranking/models.js').ModelLine} ModelLine */

export class CanRunMachine extends RankingView {
  static properties = { ...RankingView.properties, stuck: { state: true } };

  constructor() {
    super(PARAMETERS);
    /** @type {Map<string, boolean>} whether the runtime can run the models that were picked */
    this.stuck = new Map();
    /** @type {ModelLine[]} every model, the base models behind theirs */
    this.all = [];
    /** @type {ModelLine[]} those that pass the filters */
    this.lines = [];
  }

  candidates() {
    return this.context?.names.models.map(({ id }) => id) ?? [];
  }

  get question() {
    return this.asked.request;
  }

  /** @param {string} id of a model */
  questionOf(id) {
    return withValue(this.asked.request, ['model'], id);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    const { context, settings } = this;
    if (!context) return;
    if (['rows', 'settings', 'context'].some((name) => changed.has(name))) {
      this.all = modelLines(this.rows, context.names, { fold: settings.task !== 'base' });
      this.lines = sifted(this.all, settings);
      this.choices = new Map(FILTERS.map((name) => [name, choicesOf(this.all, name, settings)]));
    }
    this.picks = picksOf(this.lines, (line) => this.stuck.get(line.id) !== false);
    this.check();
  }

  /** A pick that the runtime cannot run is none: asked of the few that stand on top. */
  async check() {
    const { turn } = this;
    const { largest, newest, fastest } = this.picks ?? {};
    for (const line of new Set([largest, newest, fastest])) {
      if (!line || this.stuck.has(line.id)) continue;
      this.stuck.set(line.id, true);
      const report = await this.rankings.estimate({ ...this.questionOf(line.id), include: [] }).catch(() => undefined);
      const lacks = report?.verdict.reasons.some(({ code }) => code === 'runtime-lacks-architecture');
      if (lacks && turn === this.turn) this.stuck = new Map(this.stuck).set(line.id, false);
    }
  }

  /** @param {string} id @param {any} request @param {Context} context */
  ways(id, request, { words, names }) {
    const bases = this.lines.find((line) => line.id === id)?.bases ?? [];
    return html`<a href=${this.elsewhere('verdict', request)}>${words.say('ranking.to_verdict')}</a>
      <a href=${this.elsewhere('model', request)}>${words.say('machine.to_model')}</a>
      ${bases.map(
        ({ model = '' }) =>
          html`<a href=${this.elsewhere('verdict', this.questionOf(model))}
            >${words.say('machine.to_base', { name: names.model(model) })}</a
          >`,
      )}`;
  }

  /** @param {Context} context */
  asks(context) {
    return html`${guessField(this, context)} ${machineForm(this, context)}`;
  }

  get found() {
    return this.lines.length;
  }

  /** @param {Context} context */
  answerOf(context) {
    const { settings, lines } = this;
    const address = (/** @type {string} */ id) => this.elsewhere('verdict', this.questionOf(id));
    return html`<p class="verdict ranking-sentence">${machineSentence(this.all, this.asked.request, context)}</p>
      ${this.picks ? picksRow(this.picks, context, address) : nothing} ${this.sieve(context)}
      ${
        lines.length
          ? html`${gradeCounts('models', byGrade(lines), context, (id) => this.go(id))}
            ${modelList(lines, { request: this.asked.request, context, sort: settings.sort, address, most: this.most }, this.actions)}`
          : this.nothingLeft(context)
      }`;
  }

  /** Sorting and filters. @param {Context} context */
  sieve(context) {
    const { words, figures } = context;
    const { settings } = this;
    const all = this.all;
    const nameOf = (/** @type {string} */ name, /** @type {string} */ value) =>
      name === 'size'
        ? sizeText(value, context)
        : name === 'task' || name === 'modality'
          ? words.say(`machine.${name}.${value}`)
          : value;
    return html`<section class="sieve" aria-labelledby="sieve-title">
      <h2 id="sieve-title" class="visually-hidden">${words.say('machine.sieve')}</h2>
      ${filterField({
        id: 'sort',
        label: words.say('machine.sort.label'),
        value: settings.sort,
        options: SORTS.map((sort, index) => ({ value: index ? sort : '', text: words.say(`machine.sort.${sort}`) })),
        change: (value) => this.setting('sort', value),
      })}
      ${FILTERS.map((name) =>
        filterField({
          id: name,
          label: words.say(`machine.filter.${name}`),
          value: settings[name],
          options: [
            { value: '', text: words.say('machine.any') },
            ...(this.choices?.get(name) ?? []).map(({ value, count }) => ({
              value,
              text: words.say('machine.choice', { name: nameOf(name, value), count: figures.count(count) }),
            })),
          ],
          change: (value) => this.setting(name, value),
        }),
      )}
    </section>`;
  }

  /** No line passes every filter: which one to drop. @param {Context} context */
  nothingLeft({ words, figures }) {
    const { settings } = this;
    const ways = filtersToDrop(this.all, settings);
    return html`<div class="nothing-left">
      <p>${words.say('machine.nothing_left')}</p>
      <ul>
        ${ways.map(
          ({ name, count }) =>
            html`<li>
              <button type="button" class="word" @click=${() => this.setting(name, undefined)}>
                ${words.say('machine.drop', { filter: words.say(`machine.filter.${name}`), count: figures.count(count) })}
              </button>
            </li>`,
        )}
        <li>
          <button
            type="button"
            class="word"
            @click=${() => {
              this.settings = { ...settings, ...Object.fromEntries(FILTERS.map((name) => [name, undefined])) };
              this.setting('family', undefined);
            }}
          >
            ${words.say('machine.drop_all')}
          </button>
        </li>
      </ul>
    </div>`;
  }
}

/** @param {string} size @param {Context} context */
function sizeText(size, { words, figures }) {
  const [from, to] = SIZES[size] ?? [0, Infinity];
  if (from === 0) return words.say('machine.size_below', { to: figures.parameters(to) });
  if (to === Infinity) return words.say('machine.size_from', { from: figures.parameters(from) });
  return words.say('machine.size_between', { from: figures.parameters(from), to: figures.parameters(to) });
}
