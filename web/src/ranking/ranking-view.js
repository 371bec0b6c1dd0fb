// What do the two lists have in common? A question asked for a whole catalog, off the page's thread; rows shown when all are
// there, or as they come where that takes long; cards that open in their lines.
import { html, nothing } from 'lit';
import { CanRunError } from '../../engine.js';
import { card } from '../card/card.js';
import { checkedText } from '../question/config-text.js';
import { Asking } from '../question/asking.js';
import { errorsOf, ignoredLine, refused } from '../question/refusal.js';
import { merged } from '../question/state.js';
import { whenIdle } from '../page/idle.js';
import { rankAll, rankRequest } from './asking.js';
import { settingsIn } from './settings.js';

/** @typedef {import('../text/context.js').Context} Context @typedef {import('../types/rank').Row} Row @typedef {import('../types/report').Report} Report */
/** @typedef {import('../../engine.js').EngineError} EngineError */

const FIRST_LINES = 40;
const MORE_LINES = 60;

/** A list that is complete within this time is not shown before, ms. */
const PATIENCE = 600;

export class RankingView extends Asking {
  static properties = {
    ...Asking.properties,
    settings: { state: true },
    rows: { state: true },
    progress: { state: true },
    open: { state: true },
    reports: { state: true },
    most: { state: true },
  };

  /** @param {readonly string[]} parameters  names of its settings in the address */
  constructor(parameters) {
    super(parameters);
    this.settings = settingsIn(location.search, parameters);
    /** @type {Row[]} of the question that `answered` holds */
    this.rows = [];
    /** @type {any} the question that the rows answer */
    this.answered = undefined;
    /** How many lines are drawn: the first at once, the others when the page is idle. */
    this.most = FIRST_LINES;
    /** How many candidates have been asked, while there are more. @type {{asked: number, of: number} | undefined} */
    this.progress = undefined;
    /** @type {Set<string>} lines whose card is open */
    this.open = new Set();
    /** @type {Map<string, Report | EngineError[]>} answers of the lines that were opened */
    this.reports = new Map();
    /** @type {Map<string, import('../card/downloads.js').ModelDownloads>} where the files of their models are */
    this.files = new Map();
    /** Whether every candidate has been asked. */
    this.complete = false;
    /** Whether more lines are on their way. */
    this.growing = false;
    /** Counts the questions: an older one's answers are dropped. */
    this.turn = 0;
  }

  /** What varies. @returns {'model' | 'device'} */
  get varies() {
    return 'model';
  }

  /** @returns {readonly string[]} all candidates */
  candidates() {
    return [];
  }

  /** The question of one line. @param {string} _id @returns {any} */
  questionOf(_id) {
    return this.asked.request;
  }

  /** The list needs the names of everything; the engine starts meanwhile. @param {import('../page/site.js').Site} site */
  async prepare(site) {
    this.site = site;
    site.call(await site.facts.names());
    this.context = site.context;
    site.addEventListener('context', () => (this.context = site.context));
    await this.answer();
  }

  readOwn() {
    this.settings = settingsIn(location.search, this.parameters);
  }

  ownParameters() {
    return this.settings;
  }

  /** @param {string} name @param {string | undefined} value  undefined: its default */
  setting(name, value) {
    this.settings = { ...this.settings, [name]: value || undefined };
    history.replaceState(history.state, '', this.address(this.asked));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has('asked') && this.answered && !sameQuestion(this.answered, this.asked)) this.answer();
  }

  /** The model of the question as the engine takes it. */
  get question() {
    const { request, configText } = this.asked;
    return configText === undefined ? request : JSON.parse(checkedText(request, configText));
  }

  /** Asks for every candidate. */
  async answer() {
    const turn = (this.turn += 1);
    this.complete = false;
    this.toggleAttribute('data-whole', false);
    const wanted = () => turn === this.turn;
    const asked = this.asked;
    this.answered = asked;
    const first = this.rows.length === 0;
    const began = performance.now();
    try {
      const request = rankRequest(this.question, this.varies);
      const answer = await rankAll((one) => this.rankings.rank(one), request, this.inOrder(), {
        wanted,
        came: (rows, count) => {
          const of = this.candidates().length;
          this.progress = count < of ? { asked: count, of } : undefined;
          if (first || performance.now() - began > PATIENCE) this.show([...rows], []);
        },
      });
      if (answer) this.show(answer.rows, answer.errors);
    } catch (error) {
      if (wanted()) this.show([], errorsOf(error));
      if (!(error instanceof CanRunError)) addEventListener('online', () => wanted() && this.answer(), { once: true });
    }
    if (!wanted()) return;
    this.progress = undefined;
    this.complete = true;
    this.grow();
  }

  updated() {
    this.grow();
  }

  /** Draws more lines, in steps that leave the page its breath, until the list is whole. */
  grow() {
    const drawn = this.most >= this.rows.length;
    this.toggleAttribute('data-whole', drawn && !this.progress && this.complete);
    if (drawn || this.growing) return;
    this.growing = true;
    whenIdle(() => {
      this.growing = false;
      this.most += MORE_LINES;
    });
  }

  get rankings() {
    return /** @type {import('../page/site.js').Site} */ (this.site).rankings;
  }

  /** @param {Row[]} rows @param {EngineError[]} errors */
  show(rows, errors) {
    this.rows = rows;
    this.errors = errors;
    if (!this.reports.size) return;
    this.reports = new Map();
    for (const id of this.open) this.estimate(id);
  }

  /** The candidates, what came first the last time in front. */
  inOrder() {
    const key = this.varies;
    const before = new Map(this.rows.map((row, index) => [row[key], index]));
    const place = (/** @type {string} */ id) => before.get(id) ?? before.size;
    return [...this.candidates()].sort((a, b) => place(a) - place(b));
  }

  /** Opens or closes the card of a line. @param {string} id */
  toggle(id) {
    const open = new Set(this.open);
    if (!open.delete(id)) {
      open.add(id);
      if (!this.reports.has(id)) this.estimate(id);
    }
    this.open = open;
  }

  /** @param {string} id of a line */
  async estimate(id) {
    const { turn } = this;
    /** @type {Report | EngineError[]} */
    let answer;
    const question = this.questionOf(id);
    try {
      const site = /** @type {import('../page/site.js').Site} */ (this.site);
      const [report, files] = await Promise.all([
        this.rankings.estimate(question),
        site.facts.downloads(question.model),
      ]);
      this.files.set(id, files);
      answer = report;
    } catch (error) {
      answer = errorsOf(error);
    }
    if (turn === this.turn) this.reports = new Map(this.reports).set(id, answer);
  }

  /** @type {import('./list.js').ListActions} */
  actions = {
    toggle: (id) => this.toggle(id),
    isOpen: (id) => this.open.has(id),
    opened: (id) => this.opened(id),
  };

  /** What stands below an open line: the same card as on its own page, and the ways on. @param {string} id */
  opened(id) {
    const context = /** @type {Context} */ (this.context);
    const answer = this.reports.get(id);
    if (!answer) return html`<p class="quiet">${context.words.say('page.loading')}</p>`;
    const request = this.questionOf(id);
    return html`${
        Array.isArray(answer)
          ? html`<ul class="card refused">
              ${answer.map((error) => html`<li>${context.errorText(error)}</li>`)}
            </ul>`
          : card(
              answer,
              context,
              {
                choose: (field) => this.chosen(field, request),
                apply: (change) => location.assign(this.elsewhere('verdict', merged(request, change))),
                copy: (text, event) => this.copy(text, event),
              },
              this.files.get(id),
            )
      }
      <p class="line-ways">${this.ways(id, request, context)}</p>`;
  }

  /** Ways on from an open line. @param {string} _id @param {any} _request @param {Context} _context @returns {unknown} */
  ways(_id, _request, _context) {
    return nothing;
  }

  /** A word of a card in the list: its field, or the page that has it. @param {string} field @param {any} request */
  chosen(field, request) {
    if (this.querySelector(field === 'device' ? '#device-0' : `#${field}`)) this.choose(field);
    else location.assign(this.elsewhere('verdict', request));
  }

  /** Moves the reader to a heading. @param {string} id */
  go(id) {
    const heading = /** @type {HTMLElement | null} */ (this.querySelector(`#${CSS.escape(id)}`));
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }

  /** The fields of its question. @param {Context} _context @returns {unknown} */
  asks(_context) {
    return nothing;
  }

  /** What is shown of the rows. @param {Context} _context @returns {unknown} */
  answerOf(_context) {
    return nothing;
  }

  /** Lines of the list, drawn or not. */
  get found() {
    return this.rows.length;
  }

  render() {
    const { context, site, rows, errors } = this;
    if (!context || !site) return nothing;
    const { words, figures } = context;
    const done = rows.length ? words.say('ranking.done', { count: figures.count(this.found) }) : '';
    return html`<section class="question ranking-question" aria-labelledby="question-title">
        <h2 id="question-title" class="visually-hidden">${words.say('page.question')}</h2>
        ${this.asks(context)}
      </section>
      <section class="ranking-answer" aria-labelledby="answer-title">
        ${ignoredLine(this.asked.ignored ?? [], context)}
        <h1 id="answer-title">${words.say(`view.${site.view}.title`)}</h1>
        ${this.status(context, done)}
        ${errors.length ? refused(this, context) : rows.length ? this.answerOf(context) : html`<p class="quiet">${words.say('page.loading')}</p>`}
      </section>`;
  }

  /** Where the list stands, for those who do not see it come. @param {Context} context @param {string} done */
  status({ words, figures }, done) {
    return html`<p class="visually-hidden" role="status">
      ${
        this.progress
          ? words.say('ranking.progress', {
              asked: figures.count(this.progress.asked),
              of: figures.count(this.progress.of),
            })
          : done
      }
    </p>`;
  }
}

/** @param {import('../question/asking.js').Asked} a @param {import('../question/asking.js').Asked} b */
const sameQuestion = (a, b) =>
  a === b || JSON.stringify([a.request, a.configText]) === JSON.stringify([b.request, b.configText]);
