// The page: a question that is never empty, and its answer. The question lives in the address; the engine says what is
// wrong with it, at its field, and what was typed stays.
import { html, nothing } from 'lit';
import { CanRunError } from '../../../engine.js';
import { Asking } from '../../question/asking.js';
import { FileDrop } from '../../question/file-drop.js';
import { mended } from '../../question/ignored.js';
import { checkedText } from '../../question/config-text.js';
import { PATHS, form } from '../../question/form.js';
import { errorsOf } from '../../question/refusal.js';
import { deviceGrades, modelGrades } from '../../question/list-grades.js';
import { at, merged, withValue } from '../../question/state.js';
import { guessField } from '../../recognise/guess-field.js';
import { withoutLanguage } from '../../page/site.js';
import { answer, titleOf } from './answer.js';

/** @typedef {import('../../text/context.js').Context} Context @typedef {import('../../question/asking.js').Asked} Asked */

export class CanRunVerdict extends Asking {
  static properties = { ...Asking.properties, report: { state: true }, downloads: { state: true } };

  constructor() {
    super();
    /** Whether the engine has the whole catalog. */
    this.complete = false;
    /** Where the model's files are. @type {import('../../card/downloads.js').ModelDownloads} */
    this.downloads = {};
    /** @type {unknown} */
    this.downloadsOf = undefined;
    this.drop = new FileDrop(this, (file) => this.readConfig(file));
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

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
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
    try {
      if (!site.facts.has(asked.request)) await site.facts.bring(engine, asked.request);
      if (asked === this.asked) await this.answerNow();
    } catch (error) {
      if (asked !== this.asked) return;
      this.report = undefined;
      this.errors = errorsOf(error);
      addEventListener('online', () => asked === this.asked && this.answerTo(asked), { once: true });
    }
  }

  /** Answers a question whose facts are there. */
  async answerNow() {
    const { site, engine } = this;
    if (!site || !engine) return;
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
    super.slide(tokens);
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

  render() {
    const { context } = this;
    if (!context) return nothing;
    return html`<h1 class="visually-hidden">${context.words.say('view.verdict.title')}</h1>
      <section class="question" aria-labelledby="question-title">
        <h2 id="question-title" class="visually-hidden">${context.words.say('page.question')}</h2>
        ${guessField(this, context)} ${form(this, context)}
      </section>
      <section class="answer" aria-labelledby="answer-title">
        <h2 id="answer-title" class="visually-hidden">${context.words.say('page.answer')}</h2>
        ${this.machineAsked ? nothing : html`<p class="quiet example">${context.words.say('recognise.example')}</p>`}
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
