// Which models stand in the list, and in what order? Lines of a ranking with the facts that they are sifted and sorted by;
// a base model of the same shape as the one made for use stands behind it and has no line of its own.
import { gradeShown } from '../card/sentence.js';
import { graded } from './grades.js';

/** @typedef {import('../types/rank').Row} Row @typedef {import('../catalog/names.js').ModelName} ModelName */
/** @typedef {import('../catalog/names.js').Names} Names */

/**
 * One line of the list.
 * @typedef {object} ModelLine
 * @property {string} id
 * @property {Row} row  what the engine says of it
 * @property {ModelName} facts
 * @property {string} grade  as shown
 * @property {number} bits  a weight takes
 * @property {Row[]} bases  base models of its shape, with the same answer
 */

/** What a person reads along with, tokens a second. */
export const COMFORTABLE = 10;

/** Weights of fewer bits cost quality that shows, and come after all others. */
export const ENOUGH_BITS = 4;

/** What of it lies in the devices' own memory when it fits there, else all that it needs. Bytes. @param {Row} row */
export function neededBytes({ grade, needed_bytes: needed = 0, usable_bytes: usable, headroom_bytes: headroom }) {
  if ((grade !== 'yes' && grade !== 'tight') || !usable || headroom === null || headroom === undefined) return needed;
  return Math.min(needed, usable - headroom);
}

/**
 * What the devices can hold; the processor's memory where there are none. Bytes.
 * @param {Row} row @param {boolean} processor  whether there are no devices
 */
export function usableBytes({ usable_bytes: usable, needed_bytes: needed = 0, headroom_bytes: headroom }, processor) {
  if (!processor) return usable || undefined;
  return headroom === null || headroom === undefined ? undefined : needed + headroom;
}

/** Of one family, with as many weights and the same answer. @param {Row} row @param {ModelName} facts */
const shapeOf = (row, facts) =>
  JSON.stringify([facts.family, row.parameters, row.download_bytes, row.needed_bytes, row.format]);

/**
 * @param {readonly Row[]} rows
 * @param {Names} names
 * @param {{fold?: boolean}} [options]  fold: base models stand behind the one of their shape that is made for use
 * @returns {ModelLine[]}
 */
export function modelLines(rows, names, { fold = true } = {}) {
  const bits = new Map(names.formats.map((format) => [format.id, format.bits_per_weight ?? 0]));
  const lines = rows.map((row) => {
    const id = row.model ?? '';
    const facts = names.modelById.get(id) ?? { id, name: id };
    return {
      id,
      row,
      facts,
      grade: gradeShown(row),
      bits: bits.get(row.format) ?? 0,
      bases: /** @type {Row[]} */ ([]),
    };
  });
  if (!fold) return lines;
  /** @type {Map<string, ModelLine>} */
  const made = new Map();
  const isBase = (/** @type {ModelLine} */ line) => line.facts.variant === 'base';
  const place = (/** @type {ModelLine} */ { facts }) =>
    `${facts.variant === 'instruct' ? 1 : 0}${facts.released ?? ''} ${facts.id}`;
  for (const line of lines) {
    if (isBase(line) || !line.facts.family) continue;
    const shape = shapeOf(line.row, line.facts);
    const other = made.get(shape);
    if (!other || place(line) > place(other)) made.set(shape, line);
  }
  return lines.filter((line) => {
    const front = isBase(line) ? made.get(shapeOf(line.row, line.facts)) : undefined;
    front?.bases.push(line.row);
    return !front;
  });
}

/** Classes of size as people speak of them, from (with it) and to (without it), parameters. @type {Record<string, [number, number]>} */
export const SIZES = {
  '0-2b': [0, 2e9],
  '2-5b': [2e9, 5e9],
  '5-10b': [5e9, 10e9],
  '10-20b': [10e9, 20e9],
  '20-40b': [20e9, 40e9],
  '40-100b': [40e9, 100e9],
  '100b': [100e9, Infinity],
};

/** What a model is made for, and the catalog's word for it. */
export const TASKS = { chat: 'instruct', reasoning: 'reasoning', code: 'code', base: 'base' };

/** What goes in, beside text. */
export const MODALITIES = ['text', 'image', 'audio', 'video'];

/** @typedef {{family?: string, licence?: string, size?: string, modality?: string, task?: string}} Filters */

/** Whether a line passes each of the filters. @type {Record<keyof Filters, (line: ModelLine, wanted: string) => boolean>} */
const PASSES = {
  family: ({ facts }, wanted) => facts.family === wanted,
  licence: ({ facts }, wanted) => facts.license === wanted,
  size: ({ row }, wanted) => {
    const [from, to] = Object.hasOwn(SIZES, wanted) ? SIZES[wanted] : [0, 0];
    return (row.parameters ?? 0) >= from && (row.parameters ?? 0) < to;
  },
  modality: ({ facts }, wanted) => {
    const takes = facts.modalities ?? ['text'];
    return wanted === 'text' ? takes.every((one) => one === 'text') : takes.includes(wanted);
  },
  task: ({ facts }, wanted) => facts.variant === TASKS[/** @type {keyof typeof TASKS} */ (wanted)],
};

export const FILTERS = /** @type {(keyof Filters)[]} */ (Object.keys(PASSES));

/** @param {readonly ModelLine[]} lines @param {Filters} filters */
export const sifted = (lines, filters) =>
  lines.filter((line) =>
    FILTERS.every((name) => {
      const wanted = filters[name];
      return wanted === undefined || PASSES[name](line, wanted);
    }),
  );

/**
 * Which filter to drop when nothing passes them all: each that lets something through when it is gone, most first.
 * @param {readonly ModelLine[]} lines @param {Filters} filters
 * @returns {{name: keyof Filters, count: number}[]}
 */
export function filtersToDrop(lines, filters) {
  return FILTERS.filter((name) => filters[name] !== undefined)
    .map((name) => ({ name, count: sifted(lines, { ...filters, [name]: undefined }).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

const rate = (/** @type {ModelLine} */ { row }) => row.decode_tokens_per_second ?? 0;
const size = (/** @type {ModelLine} */ { row }) => row.parameters ?? 0;
const yes = (/** @type {boolean} */ value) => (value ? 1 : 0);

/** Which of two comes first within a grade. @type {Record<string, (a: ModelLine, b: ModelLine) => number>} */
const ORDERS = {
  grade: (a, b) =>
    yes(b.bits >= ENOUGH_BITS) - yes(a.bits >= ENOUGH_BITS) ||
    yes(rate(b) >= COMFORTABLE) - yes(rate(a) >= COMFORTABLE) ||
    size(b) - size(a),
  newest: (a, b) => (b.facts.released ?? '').localeCompare(a.facts.released ?? ''),
  size: (a, b) => size(b) - size(a),
  speed: (a, b) => rate(b) - rate(a),
  memory: (a, b) => neededBytes(a.row) - neededBytes(b.row),
};

/** What the lines of a grade can be sorted by; the first unless another is asked for. */
export const SORTS = Object.keys(ORDERS);

/**
 * The lines by grade, best first, each group sorted.
 * @param {readonly ModelLine[]} lines @param {string} [sort]
 */
export const byGrade = (lines, sort) => graded(lines, ORDERS, sort);

/**
 * What a filter can be set to, with how many lines have it: families and licences by name, the rest in their order.
 * @param {readonly ModelLine[]} lines @param {keyof Filters} name @param {Filters} filters  the others hold
 * @returns {{value: string, count: number}[]}
 */
export function choicesOf(lines, name, filters) {
  const others = sifted(lines, { ...filters, [name]: undefined });
  const values =
    name === 'size'
      ? Object.keys(SIZES)
      : name === 'task'
        ? Object.keys(TASKS)
        : name === 'modality'
          ? MODALITIES
          : [...new Set(others.map(({ facts }) => (name === 'family' ? facts.family : facts.license)))]
              .filter((value) => value !== undefined)
              .sort((a, b) => a.localeCompare(b, 'en'));
  return values
    .map((value) => ({ value, count: others.filter((line) => PASSES[name](line, value)).length }))
    .filter(({ value, count }) => count > 0 || filters[name] === value);
}
