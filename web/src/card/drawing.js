// What is there to draw of one memory? Its parts and limits, and the same in words.

/** @typedef {import('../text/context.js').Context} Context @typedef {import('../types/report').Report['memory']['pools'][number]} Pool */

/** Bytes left, or -Infinity where the size is not known. @param {Pool} pool */
export const headroom = (pool) => (pool.usable_bytes === null ? -Infinity : pool.usable_bytes - pool.needed_bytes);

/**
 * @param {Pool} pool @param {string} title @param {Context} context
 * @returns {{drawing: import('./ruler.js').Drawing, of: string, summary: string, short: boolean}} of: needed of usable; summary: what is left or missing
 */
export function drawingOf(pool, title, context) {
  const { words, figures } = context;
  const items = /** @type {Record<string, number>} */ (pool.items);
  const parts = Object.keys(/** @type {any} */ (words.dictionary.item))
    .filter((key) => (items[key] ?? 0) > 0)
    .map((key) => ({ key, name: words.say(`item.${key}`), bytes: items[key] }));
  const left = headroom(pool);
  const needed = figures.gib(pool.needed_bytes);
  const summary =
    pool.usable_bytes === null
      ? words.say('ruler.unknown')
      : words.say(left < 0 ? 'ruler.short' : 'ruler.free', { bytes: figures.gib(Math.abs(left)) });
  const of =
    pool.usable_bytes === null
      ? words.say('ruler.needs', { needed })
      : words.say('ruler.of', { needed, usable: figures.gib(pool.usable_bytes, 'floor') });
  const described = words.say('ruler.described', {
    pool: title,
    parts: parts
      .map((part) => words.say('ruler.part', { name: part.name, bytes: figures.gib(part.bytes) }))
      .join(words.say('ruler.separator')),
    summary,
  });
  const drawing = {
    parts,
    usable: pool.usable_bytes,
    capacity: pool.capacity_bytes,
    low: pool.low_bytes ?? pool.needed_bytes,
    high: pool.high_bytes ?? pool.needed_bytes,
    described,
  };
  return { drawing, of, summary, short: left < 0 };
}
