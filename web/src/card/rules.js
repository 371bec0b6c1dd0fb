// What do rules of thumb say, and why is ours another figure? The factor and its cause, in words.
import { html, nothing } from 'lit';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */
/** @typedef {NonNullable<Report['rules_of_thumb']>[number]} Rule */

/** From here to its inverse a rule and the answer are called close. */
const CLOSE = 1.15;

/** How this model's cache is smaller than one of every head in every layer, by the formulas of its maths. @param {Report} report */
function causeOf(report) {
  const formulas = (report.explain ?? []).map(({ formula }) => formula);
  if (formulas.includes('kv.latent')) return 'latent';
  if (formulas.includes('state.recurrent')) return 'recurrent';
  return formulas.includes('kv.window') ? 'window' : 'grouped';
}

/** The cache that the rule counts, in caches of ours; it is the rule's total without its weights. @param {Report} report */
function cacheFactor(report) {
  const total = (/** @type {string} */ id) => report.rules_of_thumb?.find((rule) => rule.id === id)?.total_bytes;
  const plain = total('weights-times-1.2');
  const whole = total('weights-and-multi-head-cache');
  const { kv_cache_bytes: cache = 0, state_bytes: state = 0 } = report.memory.items;
  return plain && whole && cache + state > 0 ? (whole - plain / 1.2) / (cache + state) : undefined;
}

/** Why a rule says something else, and by how much. @param {Rule} rule @param {Report} report @param {Context} context */
export function differsText(rule, report, context) {
  const { words, figures } = context;
  if (!rule.differs) return '';
  const { code, values } = rule.differs;
  const ratio = Number(values?.ratio);
  if (!(ratio > 0)) return context.noteText('rule_differs', rule.differs);
  const by =
    ratio > CLOSE
      ? words.say('rule_by.more', { ratio: figures.rate(ratio) })
      : ratio < 1 / CLOSE
        ? words.say('rule_by.less', { ratio: figures.rate(1 / ratio) })
        : words.say('rule_by.close');
  const factor = code === 'ignores-attention-kind' ? cacheFactor(report) : undefined;
  // Every head keeps its own keys and values: here the rule's assumption holds.
  if (factor !== undefined && factor < 1.05) return words.say('rule_differs.ignores-overhead', { by });
  return words.say(`rule_differs.${code}`, {
    by,
    cause: words.say(`rule_cause.${causeOf(report)}`),
    factor: factor === undefined ? '' : figures.rate(factor),
  });
}

/** @param {Report} report @param {Context} context */
export function rulesOfThumb(report, context) {
  const { words, figures } = context;
  const rules = (report.rules_of_thumb ?? []).filter((rule) => rule.total_bytes !== null);
  if (!rules.length) return nothing;
  return html`
    <h3>${words.say('maths.rules_title')}</h3>
    <p>
      ${words.say('maths.rules_ours', { ours: words.say('unit.gib', { value: figures.gib(report.memory.needed_bytes) }) })}
    </p>
    <ul class="rules">
      ${rules.map(
        (rule) =>
          html`<li>
            ${words.find(`rule.${rule.id.replaceAll('.', '_')}`) ?? rule.id}:
            <strong>${words.say('unit.gib', { value: figures.gib(rule.total_bytes ?? 0) })}</strong>.
            ${rule.differs ? html`<span>${differsText(rule, report, context)}</span>` : nothing}
            ${rule.source ? html`<span class="quiet">${words.say('maths.source', { source: rule.source })}</span>` : nothing}
          </li>`,
      )}
    </ul>
  `;
}
