// What would it be at another context? One question asked at doublings up to what the model was trained for.

/** @typedef {import('../types/report').Report} Report */

/**
 * The answer at one context, bytes and tokens per second.
 * @typedef {object} Point
 * @property {number} context  tokens
 * @property {string} grade
 * @property {number} device  bytes in the memory of the devices (or in the one that there is)
 * @property {number} host  bytes in system memory beside devices
 * @property {Record<string, number>} items  the parts of `device`
 * @property {number | null} rate  tokens a second
 */

/** A curve of one question. @typedef {{points: Point[], usable: number | null, trained: number}} Curve */

const SHORTEST = 1024;
const MOST_DOUBLINGS = 9;

/**
 * The contexts in the table: the doublings, at most nine, and the last one that the model was trained for. Tokens.
 * @param {number} trained tokens, 0 where it is not known
 */
export function stops(trained) {
  const longest = trained > 0 ? trained : 131072;
  const doublings = [];
  for (let context = SHORTEST; context <= longest; context *= 2) doublings.push(context);
  if (doublings.at(-1) !== longest) doublings.push(longest);
  return doublings.slice(-MOST_DOUBLINGS);
}

/** The contexts that are asked: between two stops one more, so that the line bends where memory does. @param {number} trained */
export function asked(trained) {
  const all = stops(trained);
  return all.flatMap((context, index) => {
    const next = all[index + 1];
    const middle = next && Math.round((context + next) / 2 / 256) * 256;
    return middle && middle > context && middle < next ? [context, middle] : [context];
  });
}

/** @typedef {Report['memory']['pools'][number]} Pool */

/** @param {Pool[]} pools @param {(pool: Pool) => number} of */
const sum = (pools, of) => pools.reduce((total, pool) => total + of(pool), 0);

/** What of a report stands on a curve. @param {Report} report @returns {Point} */
export function pointOf(report) {
  const { pools } = report.memory;
  const devices = pools.filter((pool) => pool.kind !== 'host');
  const main = devices.length ? devices : pools;
  /** @type {Record<string, number>} */
  const items = {};
  for (const pool of main)
    for (const [key, bytes] of Object.entries(pool.items))
      items[key] = (items[key] ?? 0) + /** @type {number} */ (bytes);
  const { grade } = report.verdict;
  // The embedding that stays beside the processor of every model decides nothing.
  const divided = devices.length > 0 && grade !== 'yes' && grade !== 'tight';
  return {
    context: report.resolved.workload?.context_tokens ?? 0,
    grade,
    device: sum(main, (pool) => pool.needed_bytes),
    host: divided ? sum(pools, (pool) => (pool.kind === 'host' ? pool.needed_bytes : 0)) : 0,
    items,
    rate: report.speed.decode_tokens_per_second,
  };
}

/** The bytes that the devices together may use; null where one is not known. @param {Report} report */
export function usableOf(report) {
  const { pools } = report.memory;
  const devices = pools.filter((pool) => pool.kind !== 'host');
  const main = devices.length ? devices : pools;
  return main.some((pool) => pool.usable_bytes === null) ? null : sum(main, (pool) => pool.usable_bytes ?? 0);
}

/**
 * The curve of a question: its other parts are kept, and the format is the one that the answer chose. Prompts fill the
 * context, so that speed is that of a conversation which has grown so long.
 * @param {any} request the question
 * @param {Report} report the answer to it
 * @param {(request: any) => Report | Promise<Report>} estimate
 * @returns {Promise<Curve>}
 */
export async function curveOf(request, report, estimate) {
  const { model, format, workload } = report.resolved;
  const trained = report.limits?.trained_context_tokens ?? 0;
  const points = [];
  for (const context of asked(trained))
    points.push(pointOf(await estimate(questionAt({ ...request, model, format }, context, workload?.output_tokens))));
  return { points, usable: usableOf(report), trained };
}

/**
 * The question at another context.
 * @param {any} request @param {number} context tokens @param {number} [output] tokens of each answer
 */
export function questionAt(request, context, output = 0) {
  const { prompt_tokens: _, ...workload } = request.workload ?? {};
  return {
    ...request,
    workload: { ...workload, context_tokens: context, output_tokens: Math.min(output, context) },
    include: [],
  };
}
