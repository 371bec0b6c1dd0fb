// Which of many? The page's side of the ranking worker, which starts when first asked.
import { wrap } from 'comlink';
import { CanRunError } from '../../engine.js';

/** @typedef {import('../types/rank').RankRequest} RankRequest @typedef {import('../types/rank').Ranking} Ranking */
/** @typedef {import('comlink').Remote<import('./ranking-worker.js').Ranking>} Remote */
/** @typedef {{remote: Remote, failed: Promise<never>, end: (error: unknown) => void}} Started */

/** A worker; whoever waits for it hears of its end. @returns {Started} */
function start() {
  const worker = new Worker(new URL('./ranking-worker.js', import.meta.url), { type: 'module' });
  /** @type {(error: unknown) => void} */
  let fail = () => {};
  const failed = /** @type {Promise<never>} */ (new Promise((_, reject) => (fail = reject)));
  failed.catch(() => {});
  const end = (/** @type {unknown} */ error) => {
    fail(error);
    worker.terminate();
  };
  // A worker whose script does not come never answers.
  worker.addEventListener('error', ({ message }) => end(new Error(message || 'the rankings could not be loaded')));
  return { remote: wrap(worker), failed, end };
}

export class Rankings {
  /** @type {Started | undefined} */
  #started;

  /**
   * A worker that could not start is given up for all who wait for it: the next question starts another one, for the
   * network may be back.
   * @param {(remote: Remote) => Promise<any>} call
   */
  async #asked(call) {
    const started = (this.#started ??= start());
    try {
      const { ok, value, errors } = await Promise.race([call(started.remote), started.failed]);
      if (ok) return value;
      throw new CanRunError(errors);
    } catch (error) {
      if (!(error instanceof CanRunError)) {
        if (this.#started === started) this.#started = undefined;
        started.end(error);
      }
      throw error;
    }
  }

  /** @param {RankRequest} request @returns {Promise<Ranking>} @throws {CanRunError} */
  rank(request) {
    return this.#asked((remote) => remote.rank(request));
  }

  /**
   * The same answer as the page's own engine, by the whole catalog.
   * @param {import('../types/request').Request | string} request
   * @returns {Promise<import('../types/report').Report>} @throws {CanRunError}
   */
  estimate(request) {
    return this.#asked((remote) => remote.estimate(request));
  }
}
