// Which of many? The page's side of the ranking worker, which starts when first asked.
import { wrap } from 'comlink';
import { CanRunError } from '../../engine.js';

/** @typedef {import('../types/rank').RankRequest} RankRequest @typedef {import('../types/rank').Ranking} Ranking */

export class Rankings {
  /** @type {import('comlink').Remote<import('./ranking-worker.js').Ranking> | undefined} */
  #worker;

  get #remote() {
    this.#worker ??= wrap(new Worker(new URL('./ranking-worker.js', import.meta.url), { type: 'module' }));
    return this.#worker;
  }

  /** @param {RankRequest} request @returns {Promise<Ranking>} @throws {CanRunError} */
  async rank(request) {
    return opened(await this.#remote.rank(request));
  }

  /**
   * The same answer as the page's own engine, by the whole catalog.
   * @param {import('../types/request').Request | string} request
   * @returns {Promise<import('../types/report').Report>} @throws {CanRunError}
   */
  async estimate(request) {
    return opened(await this.#remote.estimate(request));
  }
}

/** @param {any} envelope */
function opened(envelope) {
  if (envelope.ok) return envelope.value;
  throw new CanRunError(envelope.errors);
}
