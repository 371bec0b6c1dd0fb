// Which of many? An engine of its own, with the whole catalog, off the page's thread: a list of five hundred models is
// ranked while the page still scrolls.
import { expose } from 'comlink';
import { loadEngine } from '../../engine.js';
import { bytesAt, pageSource, urls } from './engine-source.js';

const engine = (async () => {
  const [engine, models, devices] = await Promise.all([
    loadEngine(pageSource),
    bytesAt(urls.models),
    bytesAt(urls.devices),
  ]);
  engine.load(models);
  engine.load(devices);
  return engine;
})();

/** Errors cross as values: an exception would lose its list. @param {() => any} call @returns {any} */
function envelope(call) {
  try {
    return { ok: true, value: call() };
  } catch (error) {
    const { errors } = /** @type {any} */ (error);
    if (!errors) throw error;
    return { ok: false, errors };
  }
}

const ranking = {
  /** @param {import('../types/rank').RankRequest} request */
  rank: async (request) => {
    const ready = await engine;
    return envelope(() => ready.rank(request));
  },
  /** @param {import('../types/request').Request | string} request */
  estimate: async (request) => {
    const ready = await engine;
    return envelope(() => ready.estimate(request));
  },
};

/** @typedef {typeof ranking} Ranking */

expose(ranking);
