// What stands on the page with the figures of one question in it? A part for each place of the text, made of that
// question's report: the same ahead of time and in the browser.
import { html, nothing } from 'lit';
import { gradeShape } from '../../card/grade.js';
import { resultText } from '../../card/maths.js';
import { differsText } from '../../card/rules.js';
import { modelName, sentenceParts, shownGrade } from '../../card/sentence.js';
import { addends, namesIn, parsed } from '../../maths/expression.js';
import { element, figure, lined } from '../../maths/mathml.js';
import { general, legend, partSymbol, workedOut } from '../../maths/symbols.js';
import { devicesText } from '../../text/context.js';

/** @typedef {import('../../types/report').Report} Report @typedef {import('../../types/report').Term} Term */
/** @typedef {import('../../text/context.js').Context} Context */
/** @typedef {(report: Report, context: Context) => unknown} Part */

/** A formula that may be wider than a phone. @param {unknown} content @param {string} label */
const box = (content, label) =>
  html`<div class="working" role="group" tabindex="0" aria-label=${label}>${content}</div>`;

/** @param {Report} report @param {string} name @returns {Term | undefined} */
export const termOf = (report, name) => report.explain?.find(({ term }) => term === name);

/** @param {string} name of the term @param {string} none  what is said where the question has none @returns {Part} */
const worked = (name, none) => (report, context) => {
  const term = termOf(report, name);
  const { words } = context;
  if (!term) return html`<p>${words.say(`workings.${none}`)}</p>`;
  return html`${box(
    workedOut(term, context, resultText(term, context)),
    words.find(`item.${name}`) ?? words.say(`term.${name}`),
  )}
  ${legend(term, context)}`;
};

/** The question in a line. @type {Part} */
const question = (report, context) => {
  const { words, figures } = context;
  return html`<p class="verdict">
      ${gradeShape(shownGrade(report))}<span class="sentence"
        >${sentenceParts(report, context).map(({ text, grade }) =>
          grade ? html`<strong class="grade grade-${shownGrade(report)}">${text}</strong>` : text,
        )}</span
      >
    </p>
    <p class="visually-hidden">
      ${words.say('workings.question', {
        model: modelName(report, context),
        devices: devicesText(report.resolved.machine.devices, context),
        context: figures.tokens(report.resolved.workload?.context_tokens ?? 0),
      })}
    </p>`;
};

/** The sum of the parts. @type {Part} */
const total = (report, context) => {
  const items = /** @type {Record<string, number>} */ (report.memory.items);
  const names = Object.keys(items).filter((name) => items[name] > 0);
  const term = /** @type {Term} */ ({
    term: 'needed_bytes',
    formula: '',
    expression: names.join(' + '),
    values: items,
    result: report.memory.needed_bytes,
    source: '',
  });
  const { words } = context;
  return box(workedOut(term, context, resultText(term, context), partSymbol(words)), words.say('figure.memory'));
};

/**
 * The number types of the weights: how many values stand in each, and the layout of its blocks.
 * @param {Term} term weights_bytes
 */
export function typesOf(term) {
  const values = /** @type {Record<string, number>} */ (term.values);
  return addends(parsed(term.expression)).flatMap(({ of }) => {
    if (of.kind !== 'product' || of.right.kind !== 'number') return [];
    const [name] = namesIn(of);
    const block = of.left.kind === 'quotient' && of.left.right.kind === 'number' ? Number(of.left.right.text) : 1;
    const bytes = Number(of.right.text);
    return [{ type: name.replace(/_values$/, ''), count: values[name], block, bytes, bits: (8 * bytes) / block }];
  });
}

/** The values of all types: the parameters that the file holds. @param {Report} report */
export function valuesOf(report) {
  const term = termOf(report, 'weights_bytes');
  return term ? typesOf(term).reduce((sum, { count }) => sum + count, 0) : 0;
}

/** @type {Part} */
const weights = (report, context) => {
  const { words, figures } = context;
  const term = termOf(report, 'weights_bytes');
  if (!term) return nothing;
  const types = typesOf(term);
  const count = valuesOf(report);
  const bits = types.reduce((sum, type) => sum + type.count * type.bits, 0) / count;
  return html`${box(workedOut(term, context, resultText(term, context)), words.say('item.weights_bytes'))}
    ${legend(term, context, (name) => !name.endsWith('_values'))}
    <div class="table-box" role="region" tabindex="0" aria-label=${words.say('workings.types')}>
      <table>
        <thead>
          <tr>
            ${['type', 'block', 'block_bytes', 'bits', 'share'].map(
              (column) => html`<th scope="col">${words.say(`workings.${column}`)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${types.map(
            (type) =>
              html`<tr>
                <th scope="row">${type.type.toUpperCase()}</th>
                <td>${figures.count(type.block)}</td>
                <td>${figures.count(type.bytes)}</td>
                <td>${figures.precise(type.bits)}</td>
                <td>${figures.share(type.count / count)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p>
      ${words.say('workings.average', {
        format: report.resolved.format ?? '',
        bits: figures.rate(bits),
        count: figures.count(count),
      })}
    </p>`;
};

/** @type {Part} */
const kv = (report, context) => {
  const { words, figures } = context;
  const bytes = report.memory.items.kv_cache_bytes ?? 0;
  const context_tokens = report.resolved.workload?.context_tokens ?? 1;
  const users = report.resolved.workload?.concurrency ?? 1;
  return html`${worked('kv_cache_bytes', 'no_cache')(report, context)}
  ${
    bytes
      ? html`<p>
          ${words.say('workings.per_token', {
            size: words.say('maths.approximate_mib', { value: figures.mib(bytes / (context_tokens * users)) }),
          })}
        </p>`
      : nothing
  }`;
};

/** Devices that are worked out one by one. */
const MOST_POOLS = 2;

/** What is free in each memory. @type {Part} */
const fit = (report, context) => {
  const { words, figures } = context;
  const known = report.memory.pools.filter((pool) => pool.usable_bytes !== null);
  const free = (/** @type {(typeof known)[number]} */ pool) => (pool.usable_bytes ?? 0) - pool.needed_bytes;
  // Of many alike, the fullest decides.
  const devices = known.filter((pool) => pool.kind === 'device').sort((a, b) => free(a) - free(b));
  const pools = known.filter((pool) => pool.kind !== 'device' || devices.length <= MOST_POOLS || pool === devices[0]);
  if (!pools.length) return html`<p>${words.say('ruler.unknown')}</p>`;
  return pools.map((pool) => {
    const usable = /** @type {number} */ (pool.usable_bytes);
    const left = usable - pool.needed_bytes;
    const name = context.poolName(pool, report);
    const said = words.say(left < 0 ? 'ruler.short' : 'ruler.free', { bytes: figures.gib(Math.abs(left)) });
    const minus = element('mo', '−');
    return html`<p>${devices.length > 1 && pool.kind === 'device' ? `${name} · ${pool.index + 1}` : name}</p>
      ${box(
        lined([
          [element('mi', 'H'), '=', element('mrow', [element('mi', 'U'), minus, element('mi', 'M')])],
          [undefined, '=', element('mrow', [figure(usable, figures), minus, figure(pool.needed_bytes, figures)])],
          [undefined, '=', element('mtext', `${words.say('maths.bytes', { value: figures.exact(left) })} (${said})`)],
        ]),
        words.say('term.headroom_bytes'),
      )}`;
  });
};

/** @type {Part} */
const offload = (report, context) => {
  const { words, figures } = context;
  const host = report.memory.pools.find((pool) => pool.kind === 'host');
  const plan = report.plan.reason;
  return html`<p>
    ${plan ? context.noteText('plan', plan) : nothing}
    ${host ? words.say('workings.on_host', { bytes: context.figure('needed_bytes', host.needed_bytes), exact: figures.count(host.needed_bytes) }) : nothing}
  </p>`;
};

/** @type {Part} */
const prefill = (report, context) => {
  const { words } = context;
  const { ttft_seconds: result, prefill_tokens_per_second: rate } = report.speed;
  const tokens = report.resolved.workload?.prompt_tokens ?? 0;
  if (rate === null || result === null || !tokens) return html`<p>${words.say('workings.no_prefill')}</p>`;
  const term = /** @type {Term} */ ({
    term: 'ttft_seconds',
    formula: '',
    expression: 'n / P',
    values: { n: tokens, P: rate },
    result,
    source: '',
  });
  return html`${box(
      workedOut(term, context, context.time(result), (name) => element('mi', name)),
      words.say('term.ttft_seconds'),
    )}
    <p>
      ${words.say('workings.prefill', {
        rate: context.figure('prefill_tokens_per_second', rate),
        time: context.time(result),
      })}
    </p>`;
};

/** @type {Part} */
const reach = (report, context) => {
  const { words, figures } = context;
  const { max_context_tokens: most, trained_context_tokens: trained, max_concurrency: users } = report.limits ?? {};
  if (!most) return html`<p>${words.say('workings.no_reach')}</p>`;
  return html`<p>
    ${words.say(trained && most >= trained ? 'workings.reach_trained' : 'workings.reach', {
      most: figures.count(most),
      trained: figures.count(trained ?? 0),
    })}
    ${
      users
        ? words.say('workings.reach_users', {
            users: figures.count(users),
            context: figures.tokens(report.resolved.workload?.context_tokens ?? 0),
          })
        : nothing
    }
  </p>`;
};

/** @type {Part} */
const rules = (report, context) => {
  const { words, figures } = context;
  return html`<dl class="rules">
    ${(report.rules_of_thumb ?? [])
      .filter((rule) => rule.total_bytes !== null)
      .map(
        (rule) =>
          html`<dt>${words.find(`rule.${rule.id.replaceAll('.', '_')}`) ?? rule.id}</dt>
            <dd>
              ${rule.id === 'weights-times-1.2' ? twelveTenths(report, rule.total_bytes ?? 0, context) : ruled(rule, context)}
              ${rule.differs ? html`<p>${differsText(rule, report, context)}</p>` : nothing}
              <p class="quiet">${source(rule.source ?? '')}</p>
            </dd>`,
      )}
    <dt>${words.say('workings.ours')}</dt>
    <dd>
      <p>
        ${context.figure('needed_bytes', report.memory.needed_bytes)}
        (${words.say('maths.bytes', { value: figures.count(report.memory.needed_bytes) })})
      </p>
    </dd>
  </dl>`;
};

/** Rules of several letters. @type {Record<string, string>} */
const RULES = { 'weights-and-multi-head-cache': 'N * q / 8 + 2 * 2 * L * d * C' };

/** A rule in letters and what it comes to. @param {{id: string, total_bytes: number | null}} rule @param {Context} context */
function ruled({ id, total_bytes: bytes }, context) {
  const { words } = context;
  const result = context.figure('total_bytes', bytes ?? 0);
  if (!Object.hasOwn(RULES, id)) return html`<p>${result}</p>`;
  return html`${box(
      lined([
        [undefined, '', general(RULES[id])],
        [undefined, '=', element('mtext', result)],
      ]),
      words.find(`rule.${id.replaceAll('.', '_')}`) ?? id,
    )}
    <p class="quiet">${words.say('workings.rule_letters')}</p>`;
}

/** The best known rule with its figures. @param {Report} report @param {number} result bytes @param {Context} context */
function twelveTenths(report, result, context) {
  const { words, figures } = context;
  const count = valuesOf(report);
  // The bits are what the rule itself takes, whole ones: the result tells which.
  const bits = Math.round((result * 8) / (1.2 * count));
  const exact = Math.abs(1.2 * count * bits - 8 * result) < 8;
  const number = (/** @type {string} */ text) => element('mn', text);
  const times = element('mo', '×');
  const formula = (
    /** @type {import('../../maths/mathml.js').Drawn} */ n,
    /** @type {import('../../maths/mathml.js').Drawn} */ q,
  ) => element('mrow', [number(figures.exact(1.2)), times, n, times, element('mfrac', [q, number('8')])]);
  return box(
    lined([
      [undefined, '', formula(element('mi', 'N'), element('mi', 'q'))],
      ...(exact
        ? [
            /** @type {[undefined, string, any]} */ ([
              undefined,
              '=',
              formula(figure(count, figures), number(String(bits))),
            ]),
          ]
        : []),
      [undefined, '=', element('mtext', context.figure('total_bytes', result))],
    ]),
    words.say('rule.weights-times-1_2'),
  );
}

/** @type {Part} */
const confidence = (report, context) => {
  const { words, figures } = context;
  const { memory, speed } = report.verdict.confidence;
  const { low_bytes: low, high_bytes: high, needed_bytes: needed } = report.memory;
  return html`<p>
      ${words.say('workings.range', {
        low: figures.gib(low ?? needed),
        high: figures.gib(high ?? needed),
        needed: figures.gib(needed),
      })}
    </p>
    <p>${words.say(`confidence.memory.${memory}`)} ${words.say(`confidence.speed.${speed}`)}</p>`;
};

/** A source as it is cited: an address is a link. @param {string} text */
export const source = (text) =>
  text
    .split(/(https?:\/\/[^\s,;)]+|arXiv:\d{4}\.\d{4,5}|doi:\S+)/)
    .map((piece, index) =>
      index % 2 ? html`<a href=${addressOfSource(piece)} rel="noopener noreferrer">${piece}</a>` : piece,
    );

/** @param {string} cited */
const addressOfSource = (cited) =>
  cited.startsWith('arXiv:')
    ? `https://arxiv.org/abs/${cited.slice(6)}`
    : cited.startsWith('doi:')
      ? `https://doi.org/${cited.slice(4)}`
      : cited;

/** By the name of its place. @type {Record<string, Part>} */
export const LIVE = {
  question,
  total,
  weights,
  kv,
  state: worked('state_bytes', 'no_state'),
  compute: worked('compute_bytes', 'none'),
  output: worked('output_bytes', 'none'),
  overhead: worked('overhead_bytes', 'no_overhead'),
  fit,
  offload,
  decode: worked('decode_tokens_per_second', 'no_speed'),
  prefill,
  reach,
  rules,
  confidence,
};
