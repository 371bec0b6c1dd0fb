// Which machines run the model? Rows of devices and counts, apart by who buys them; the smallest that gives a speed, and what
// one step up in memory adds.
import { gradeShown } from '../card/sentence.js';
import { graded } from './grades.js';

/** @typedef {import('../types/rank').Row} Row @typedef {import('../catalog/names.js').DeviceName} DeviceName @typedef {import('../catalog/names.js').Names} Names */
/** @typedef {{id: string, row: Row, facts: DeviceName, grade: string, count: number, group: string}} MachineLine */

/** Kinds of devices by who buys them. */
export const GROUPS = {
  consumer: ['desktop', 'laptop', 'apple', 'igpu', 'mini-pc'],
  workstation: ['workstation'],
  server: ['datacenter'],
  boards: ['cpu', 'embedded'],
};

/** @param {string | undefined} kind */
const groupOf = (kind = '') =>
  Object.entries(GROUPS).find(([, kinds]) => kinds.includes(kind))?.[0] ?? Object.keys(GROUPS)[0];

/** @param {readonly Row[]} rows @param {Names} names @returns {MachineLine[]} */
export const machineLines = (rows, names) =>
  rows.map((row) => {
    const id = row.device ?? '';
    const facts = names.deviceById.get(id) ?? { id, name: id };
    return { id, row, facts, grade: gradeShown(row), count: row.count ?? 1, group: groupOf(facts.kind) };
  });

const rate = (/** @type {MachineLine} */ { row }) => row.decode_tokens_per_second ?? 0;
const memory = (/** @type {MachineLine} */ { row }) => row.usable_bytes ?? 0;

/** @type {Record<string, (a: MachineLine, b: MachineLine) => number>} */
const ORDERS = {
  smallest: (a, b) => memory(a) - memory(b) || a.count - b.count || rate(b) - rate(a),
  speed: (a, b) => rate(b) - rate(a),
  newest: (a, b) => (b.facts.released ?? 0) - (a.facts.released ?? 0) || memory(a) - memory(b),
};

/** What the machines of a grade can be sorted by; the first unless another is asked for. */
export const MACHINE_SORTS = Object.keys(ORDERS);

/** @param {readonly MachineLine[]} lines @param {string} [sort] */
export const machinesByGrade = (lines, sort) => graded(lines, ORDERS, sort);

/**
 * The smallest machine of a group that holds the model in its own memory and gives the speed.
 * @param {readonly MachineLine[]} lines @param {string} group @param {number} speed tokens a second
 */
export const smallest = (lines, group, speed) =>
  lines
    .filter((line) => line.group === group && ['yes', 'yes_slow'].includes(line.grade) && rate(line) >= speed)
    .sort(ORDERS.smallest)[0];

/** Years that a card is still to be had, about. */
const STILL_SOLD = 6;

/** What is less than this many times the memory is no step. */
const STEP = 4 / 3;

/**
 * Memory sizes of single graphics cards that are sold, from the smallest that holds the model on: each with the newest card
 * of its size as the example.
 * @param {readonly MachineLine[]} lines @param {number} [most] sizes
 * @returns {MachineLine[]}
 */
export function memorySteps(lines, most = 4) {
  const newest = Math.max(...lines.map(({ facts }) => facts.released ?? 0));
  /** @type {Map<number, MachineLine>} */
  const sizes = new Map();
  const cards = lines.filter(
    ({ facts, count, grade }) =>
      ['desktop', 'workstation', 'datacenter'].includes(facts.kind ?? '') &&
      !facts.unified &&
      count === 1 &&
      grade === 'yes' &&
      facts.memory_gib &&
      (facts.released ?? 0) >= newest - STILL_SOLD,
  );
  const place = (/** @type {MachineLine} */ { facts }) =>
    ['desktop', 'workstation', 'datacenter'].indexOf(facts.kind ?? '');
  const better = (/** @type {MachineLine} */ a, /** @type {MachineLine} */ b) =>
    place(a) - place(b) || (b.facts.released ?? 0) - (a.facts.released ?? 0) || a.id.localeCompare(b.id);
  for (const line of cards) {
    const size = /** @type {number} */ (line.facts.memory_gib);
    const other = sizes.get(size);
    if (!other || better(line, other) < 0) sizes.set(size, line);
  }
  /** @type {MachineLine[]} */
  const steps = [];
  let last = 0;
  for (const [size, line] of [...sizes].sort(([a], [b]) => a - b)) {
    if (size < last * STEP) continue;
    last = size;
    steps.push(line);
  }
  return steps.slice(0, most);
}
