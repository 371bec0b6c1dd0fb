// Which three are worth a first look? Each by a rule that the page writes out; no taste, and nothing but what the list shows.
import { COMFORTABLE, ENOUGH_BITS } from './models.js';

/** @typedef {import('./models.js').ModelLine} ModelLine */
/** @typedef {{largest?: ModelLine, newest?: ModelLine, fastest?: ModelLine, least: number}} Picks  least: half the largest's parameters */

/** Weights that were never given out. */
const withheld = (/** @type {ModelLine} */ { facts }) => /^proprietary/.test(facts.license ?? '');

/** Whether the first look may fall on it. @param {ModelLine} line */
export const eligible = (line) =>
  line.grade === 'yes' &&
  (line.row.decode_tokens_per_second ?? 0) >= COMFORTABLE &&
  line.bits >= ENOUGH_BITS &&
  line.facts.variant !== 'base' &&
  !withheld(line);

/**
 * The largest; and of those at least half as large the newest and the fastest.
 * @param {readonly ModelLine[]} lines
 * @param {(line: ModelLine) => boolean} [runs]  whether the runtime can run it
 * @returns {Picks}
 */
export function picksOf(lines, runs = () => true) {
  const able = lines.filter((line) => eligible(line) && runs(line));
  const best = (/** @type {ModelLine[]} */ among, /** @type {(a: ModelLine, b: ModelLine) => number} */ order) =>
    [...among].sort(order)[0];
  const size = (/** @type {ModelLine} */ { row }) => row.parameters ?? 0;
  const rate = (/** @type {ModelLine} */ { row }) => row.decode_tokens_per_second ?? 0;
  const released = (/** @type {ModelLine} */ { facts }) => facts.released ?? '';
  const newer = (/** @type {ModelLine} */ a, /** @type {ModelLine} */ b) => released(b).localeCompare(released(a));
  const largest = best(able, (a, b) => size(b) - size(a) || newer(a, b));
  if (!largest) return { least: 0 };
  const least = size(largest) / 2;
  const half = able.filter((line) => size(line) >= least);
  return {
    largest,
    newest: best(half, (a, b) => newer(a, b) || size(b) - size(a)),
    fastest: best(half, (a, b) => rate(b) - rate(a) || newer(a, b)),
    least,
  };
}
