// What is the verdict, in one sentence that says all that was assumed? Parts in order; a part with a choice behind it
// names the field of that choice.
import { GIB } from '../text/format.js';
import { devicesText } from '../text/context.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */
/** @typedef {{text: string, field?: string, grade?: boolean}} Part */

/** The grade as it is shown: a plain yes that is slow is no plain yes. @param {{grade?: string, pace?: string | null}} verdict @returns {string} */
export const gradeShown = ({ grade = 'unknown', pace }) =>
  grade === 'yes' && (pace === 'slow' || pace === 'painful') ? 'yes_slow' : grade;

/** @param {Report} report */
export const shownGrade = (report) => gradeShown(report.verdict);

/** @param {Report} report @param {Context} context @returns {string} */
export function modelName(report, context) {
  const model = report.resolved.model;
  if (typeof model === 'string') return context.names.model(model);
  const type = /** @type {any} */ (model.config).model_type;
  return typeof type === 'string'
    ? `${context.words.say('hint.config_name')} (${type})`
    : context.words.say('hint.config_name');
}

/** @param {Report} report @param {Context} context @returns {Part[]} */
export function sentenceParts(report, context) {
  const { words, figures } = context;
  const asked = report.resolved;
  const host = asked.machine.host?.memory_gib;
  const hostText = host === undefined ? '' : words.say('unit.gib', { value: figures.soldGib(host * GIB) });
  const requests = asked.workload?.concurrency ?? 1;
  const kv = asked.options?.kv_type_k ?? asked.options?.kv_type ?? 'f16';
  const kvValues = asked.options?.kv_type_v ?? asked.options?.kv_type ?? 'f16';
  const rate = report.speed.decode_tokens_per_second;

  /** @type {Record<string, Part | Part[]>} */
  const values = {
    grade: { text: words.say(`grade.${shownGrade(report)}`), grade: true },
    model: { text: modelName(report, context), field: 'model' },
    format: { text: asked.format ?? 'auto', field: 'format' },
    devices: { text: devicesText(asked.machine.devices, context), field: 'device' },
    context: { text: figures.tokens(asked.workload?.context_tokens ?? 0), field: 'context' },
    host: { text: hostText, field: 'host' },
    ram: { text: words.say('sentence.ram'), field: 'host' },
  };
  if (requests > 1)
    values.requests = parts(words, 'sentence.requests', {
      users: { text: context.usersText(requests), field: 'users' },
    });
  if (kv !== 'f16' || kvValues !== 'f16') {
    const types = kv === kvValues ? kv : `${kv}/${kvValues}`;
    values.cache = parts(words, 'sentence.cache', { kv: { text: types, field: 'kv' } });
  }
  if (rate !== null && rate !== undefined) {
    values.speed = parts(words, 'sentence.speed', { rate: { text: figures.rate(rate) } });
  }
  if (hostText) values.beside = parts(words, 'sentence.beside', { host: values.host });
  // Without devices the host is the machine: it is named there, and not beside it.
  if (!asked.machine.devices.length && hostText) delete values.beside;
  return parts(words, `sentence.${report.verdict.grade}`, values);
}

/**
 * @param {import('../text/words.js').Words} words
 * @param {string} key
 * @param {Record<string, Part | Part[]>} values
 * @returns {Part[]}
 */
function parts(words, key, values) {
  return words.parts(key, values).flatMap((piece) => (typeof piece === 'string' ? [{ text: piece }] : piece));
}
