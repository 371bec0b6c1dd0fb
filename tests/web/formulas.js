// What a drawn formula comes to, read back from its MathML alone: the counterpart of web/src/maths, for tests.

/** @typedef {import('../../web/src/maths/mathml.js').Drawn} Drawn */

/**
 * @param {Drawn} node  of figures only, in the notation of English
 * @returns {number}
 */
export function comesTo(node) {
  const { tag, of } = node;
  if (typeof of === 'string') {
    if (tag !== 'mn') throw new Error(`${tag} ${of} is no figure`);
    return Number(of.replaceAll(',', ''));
  }
  if (tag === 'mfrac') return comesTo(of[0]) / comesTo(of[1]);
  if (tag === 'msup') return comesTo(of[0]) ** comesTo(of[1]);
  if (tag !== 'mrow') throw new Error(`no value of ${tag}`);
  const parts = [...of];
  const first = parts[0];
  if (first.tag === 'mi' && (first.of === 'max' || first.of === 'min')) {
    const given = parts.slice(2, -1).filter(({ tag: kind }) => kind !== 'mo');
    return Math[first.of](...given.map(comesTo));
  }
  if (first.tag === 'mo') {
    if (first.of === '⌊') return Math.floor(comesTo(parts[1]));
    if (first.of === '⌈') return Math.ceil(comesTo(parts[1]));
    if (first.of === '(') return comesTo(parts[1]);
    if (first.of === '−') return -comesTo(parts[1]);
    throw new Error(`${first.of} at the start`);
  }
  let value = comesTo(first);
  for (let index = 1; index < parts.length; index += 2) {
    const next = comesTo(parts[index + 1]);
    const sign = parts[index].of;
    if (sign === '×') value *= next;
    else if (sign === '+') value += next;
    else if (sign === '−') value -= next;
    else throw new Error(`the sign ${sign}`);
  }
  return value;
}
