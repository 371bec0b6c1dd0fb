// How is a whole catalog asked? In portions, so that rows can be shown as they come and an older question is given up
// between two of them.
import { CanRunError } from '../../engine.js';

/** @typedef {import('../types/rank').RankRequest} RankRequest @typedef {import('../types/rank').Ranking} Ranking @typedef {import('../types/rank').Row} Row */
/** @typedef {import('../../engine.js').EngineError} EngineError */

/** Candidates of one portion. */
const PORTION = 60;

/**
 * @param {(request: RankRequest) => Promise<Ranking>} rank
 * @param {RankRequest} request
 * @param {readonly string[]} ids  all candidates, those that should be shown first in front
 * @param {object} options
 * @param {() => boolean} options.wanted  false once another question was asked
 * @param {(rows: Row[], asked: number) => void} [options.came]  rows so far, and of how many candidates
 * @returns {Promise<{rows: Row[], errors: EngineError[]} | undefined>} undefined when it is not wanted any more; errors only
 *   when every portion was refused: a few candidates that cannot be asked are left out by the engine
 */
export async function rankAll(rank, request, ids, { wanted, came = () => {} }) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {EngineError[]} */
  let errors = [];
  for (let from = 0; from < ids.length; from += PORTION) {
    const portion = ids.slice(from, from + PORTION);
    try {
      const answer = await rank({
        ...request,
        where: { ...request.where, ids: /** @type {any} */ (portion) },
        limit: 10_000,
      });
      rows.push(...answer.rows);
    } catch (error) {
      if (!(error instanceof CanRunError)) throw error;
      if (!errors.length) errors = error.errors;
      // What is wrong with the question itself is wrong for all.
      if (errors.some(({ path }) => !path.startsWith('/workload'))) return wanted() ? { rows: [], errors } : undefined;
    }
    if (!wanted()) return undefined;
    came(rows, Math.min(from + PORTION, ids.length));
  }
  return { rows, errors: rows.length ? [] : errors };
}

/**
 * The request of a ranking: the question without what varies, and without what a list does not show.
 * @param {any} request @param {'model' | 'device' | 'format'} vary
 * @returns {RankRequest}
 */
export function rankRequest(request, vary) {
  const { include: _, ...rest } = request;
  if (vary === 'model') delete rest.model;
  if (vary === 'format') delete rest.format;
  if (vary === 'device') {
    const host = rest.machine?.host;
    if (host) rest.machine = { host };
    else delete rest.machine;
  }
  return { vary, ...rest };
}
