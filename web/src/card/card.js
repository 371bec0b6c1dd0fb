// What does the answer look like? The verdict card, as templates of a report: the same when it is rendered ahead of time.
import { html, nothing } from 'lit';
import { GIB } from '../text/format.js';
import { curves } from './curves.js';
import { drawingOf, headroom } from './drawing.js';
import { gradeShape } from './grade.js';
import { rulerSvg } from './ruler.js';
import { maths } from './maths.js';
import { nextStep } from './next-step.js';
import { sentenceParts, shownGrade } from './sentence.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */
/** @typedef {Report['memory']['pools'][number]} Pool */

/**
 * What a press does; absent when the card is rendered ahead of time.
 * @typedef {object} Actions
 * @property {(field: string) => void} choose
 * @property {(change: any) => void} apply
 * @property {(text: string, event: Event) => void} copy
 * @property {{request: any, estimate: (request: any) => Report}} [curves]  the question, and who answers it at other contexts
 */

/** Width of a ruler that cannot measure itself, pixels. */
const STILL_WIDTH = 560;

/** Plans that leave something beside the devices are worth a line. */
const DIVIDED = ['layers-on-host', 'experts-on-host'];

/** Less than this beside the devices goes without saying, bytes. */
const LEAST_HOST_SHOWN = 0.05 * GIB;

/** Pools that are alike are shown by the fullest one beyond this number. */
const MOST_RULERS = 4;

/**
 * @param {Report} report @param {Context} context @param {Actions} [actions]
 * @param {import('./downloads.js').ModelDownloads} [downloads]  of the model
 */
export function card(report, context, actions, downloads) {
  const grade = shownGrade(report);
  return html`
    <article class="card">
      <h2 class="verdict" aria-live="polite">
        ${gradeShape(grade)}<span class="sentence">${sentence(report, context, grade, actions)}</span>
      </h2>
      ${reasons(report, context)} ${figuresRow(report, context)} ${rulers(report, context, actions !== undefined)}
      ${curves(report, context, actions)} ${suggestions(report, context, actions)}
      ${nextStep(report, context, actions, downloads)} ${confidence(report, context)} ${maths(report, context)}
    </article>
  `;
}

/** @param {Report} report @param {Context} context @param {string} grade @param {Actions} [actions] */
function sentence(report, context, grade, actions) {
  return sentenceParts(report, context).map((part) => {
    if (part.grade) return html`<strong class="grade grade-${grade}">${part.text}</strong>`;
    const field = part.field;
    if (!field || !actions) return part.text;
    // No button element: its text would not break across lines.
    return html`<span
      role="button"
      tabindex="0"
      class="word"
      @click=${() => actions.choose(field)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        actions.choose(field);
      }}
      >${part.text}</span
    >`;
  });
}

/** @param {Report} report @param {Context} context */
function reasons(report, context) {
  // That it fits is said by the sentence, and how well by the ruler.
  const said = report.verdict.reasons
    .filter((note) => note.code !== 'fits')
    .map((note) => context.noteText('reason', note));
  const plan = report.plan.reason;
  if (plan && DIVIDED.includes(plan.code)) said.push(context.noteText('plan', plan));
  if (!said.length) return nothing;
  return html`<ul class="reasons">
    ${said.map((text) => html`<li>${text}</li>`)}
  </ul>`;
}

/** @param {Pool[]} pools @param {(pool: Pool) => number} of */
const sum = (pools, of) => pools.reduce((total, pool) => total + of(pool), 0);

/** @param {Report} report @param {Context} context */
function figuresRow(report, context) {
  const { words, figures } = context;
  const devices = report.memory.pools.filter((pool) => pool.kind !== 'host');
  const host = report.memory.pools.find((pool) => pool.kind === 'host');
  const main = devices.length ? devices : report.memory.pools;
  const capacity = sum(main, (pool) => pool.capacity_bytes ?? 0);
  const low = sum(main, (pool) => pool.low_bytes ?? pool.needed_bytes);
  const high = sum(main, (pool) => pool.high_bytes ?? pool.needed_bytes);
  const needed = sum(main, (pool) => pool.needed_bytes);
  const range =
    figures.gib(low) === figures.gib(high)
      ? ''
      : words.say('figure.range', { low: figures.gib(low), high: figures.gib(high) });
  const hostBytes = devices.length && host ? host.needed_bytes : 0;

  const rate = report.speed.decode_tokens_per_second;
  const pace = report.verdict.pace;
  const bound = report.speed.bound;
  const paceNote =
    rate === null
      ? words.say('figure.pace_none')
      : words.say(bound && bound !== 'memory' ? `figure.pace_${bound}_bound` : 'figure.pace_bound', {
          rate: figures.rate(rate),
        });

  const most = report.limits?.max_context_tokens;
  const trained = report.limits?.trained_context_tokens;
  const together = report.limits?.max_concurrency;
  return html`
    <dl class="figures">
      <div>
        <dt>${words.say('figure.memory')}</dt>
        <dd class="figure">
          <b>${figures.gib(needed)}</b>
          <span
            >${
              capacity
                ? words.say('figure.memory_of', { capacity: figures.soldGib(capacity) })
                : words.say('figure.memory_unit')
            }</span
          >
        </dd>
        <dd class="quiet">
          ${range ? html`[${range}]<br />` : nothing}${
            hostBytes >= LEAST_HOST_SHOWN ? words.say('figure.memory_host', { bytes: figures.gib(hostBytes) }) : nothing
          }
        </dd>
      </div>
      <div>
        <dt>
          ${pace ? words.parts('figure.pace_is', { pace: html`<span class="pace">${words.say(`pace.${pace}`)}</span>` }) : words.say('figure.pace')}
        </dt>
        <dd class="figure">
          ${
            rate === null
              ? html`<b>–</b>`
              : html`<span class="up-to">${words.say('figure.up_to')}</span> <b>${figures.rate(rate)}</b>
                  <span>${words.say('figure.pace_unit')}</span>`
          }
        </dd>
        <dd class="quiet">
          ${paceNote}${
            report.speed.ttft_seconds !== null && report.speed.ttft_seconds > 0
              ? html`<br />${words.say('figure.first_token', { time: context.time(report.speed.ttft_seconds) })}`
              : nothing
          }
        </dd>
      </div>
      <div>
        <dt>${words.say('figure.context')}</dt>
        <dd class="figure"><b>${most ? figures.tokens(most) : '–'}</b></dd>
        <dd class="quiet">
          ${most ? nothing : html`${words.say(report.verdict.grade === 'unknown' ? 'grade.unknown' : 'figure.context_none')}<br />`}${
            trained ? words.say('figure.context_trained', { tokens: figures.tokens(trained) }) : nothing
          }${
            together && together > 1
              ? html`<br />${words.say('figure.context_users', {
                    count: figures.count(together),
                    context: figures.tokens(report.resolved.workload?.context_tokens ?? 0),
                  })}`
              : nothing
          }
        </dd>
      </div>
    </dl>
  `;
}

/** @param {Report} report @param {Context} context @param {boolean} live */
function rulers(report, context, live) {
  const { words } = context;
  const pools = report.memory.pools;
  const devices = pools.filter((pool) => pool.kind !== 'host');
  // Some of every model stays beside the processor; that is a ruler of its own only where it decides.
  const runsBesides =
    !['yes', 'yes_slow', 'tight'].includes(shownGrade(report)) &&
    pools.some((pool) => pool.kind === 'host' && pool.needed_bytes > GIB);
  const others = pools.filter((pool) => pool.kind === 'host' && (runsBesides || devices.length === 0));
  const fullest = devices.reduce(
    (most, pool) => (most && headroom(most) <= headroom(pool) ? most : pool),
    /** @type {Pool | undefined} */ (undefined),
  );
  const single = devices.length > MOST_RULERS && fullest;
  const shown = [...(single ? [fullest] : devices), ...others];
  return html`
    <div class="rulers">
      ${shown.map((pool) => {
        const name = context.poolName(pool, report);
        const numbered = !single && devices.length > 1 && pool.kind === 'device' ? `${name} · ${pool.index + 1}` : name;
        const title =
          single && pool === fullest ? words.say('ruler.fullest', { name, count: devices.length }) : numbered;
        return ruler(pool, title, context, live);
      })}
    </div>
  `;
}

/** @param {Pool} pool @param {string} title @param {Context} context @param {boolean} live whether it may measure itself */
function ruler(pool, title, context, live) {
  const { drawing, of, summary, short } = drawingOf(pool, title, context);
  return html`
    <figure class="pool">
      <figcaption>
        <span>${title}</span> <span class="quiet">${of}</span>
        <span class=${short ? 'headroom short' : 'headroom'}>${summary}</span>
      </figcaption>
      ${
        live
          ? html`<canrun-ruler .drawing=${drawing} .context=${context}></canrun-ruler>`
          : html`<div class="ruler-still">${rulerSvg(drawing, context, STILL_WIDTH)}</div>`
      }
    </figure>
  `;
}

/** @param {Report} report @param {Context} context @param {Actions} [actions] */
function suggestions(report, context, actions) {
  const { words } = context;
  const offers = report.suggestions ?? [];
  const { grade } = report.verdict;
  const runs = grade === 'yes' || grade === 'tight' || grade === 'offload';
  if (!offers.length) return grade === 'no' ? html`<p class="quiet">${words.say('suggestions.none')}</p>` : nothing;
  return html`
    <section class="suggestions">
      <h3>${words.say(runs ? 'suggestions.title_more' : 'suggestions.title_fit')}</h3>
      <ul>
        ${offers.map(
          (offer) =>
            html`<li>
              <button type="button" class="offer" ?disabled=${!actions} @click=${() => actions?.apply(offer.change)}>
                ${gradeShape(offer.grade)}
                <span class="offer-text">${context.suggestionText(offer, report)}</span>
                <span class="quiet offer-gain">${context.gainText(offer.gain)}</span>
              </button>
            </li>`,
        )}
      </ul>
    </section>
  `;
}

/** @param {Report} report @param {Context} context */
function confidence(report, context) {
  const { memory, speed } = report.verdict.confidence;
  return html`<p class="quiet confidence">
    ${context.words.say(`confidence.memory.${memory}`)}<br />${context.words.say(`confidence.speed.${speed}`)}
  </p>`;
}
