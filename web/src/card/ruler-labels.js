// Where do the labels of a ruler stand? Above their parts, each on a leader line that crosses no other label.

/** @typedef {{from: number, to: number, text: string}} Label  extent of its part and what it says; pixels */
/** @typedef {{leader: number, row: number, toLeft: boolean, left: number, right: number}} Place */

const GAP = 12;
const TEXT_OFFSET = 5;
const NARROW = 28;
const MOST_ROWS = 5;

/** About how wide a text is at 14 px. @param {string} text */
export const textWidth = (text) =>
  [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? 14.2 : 7.2), 0);

/**
 * The first `split` labels stand to the right of their leaders, the lowest one rightmost; the others to the left of
 * theirs, the lowest one leftmost. So a leader only passes beside what is lower.
 * @param {Label[]} labels @param {number} split @param {number} width
 * @returns {Place[] | undefined} undefined when they do not find room
 */
function placed(labels, split, width) {
  /** @type {Place[]} */
  const places = [];
  /** @type {Place[]} */
  const standing = [];
  const stand = (/** @type {number} */ index, /** @type {boolean} */ toLeft) => {
    const { from, to, text } = labels[index];
    const length = TEXT_OFFSET + textWidth(text);
    const leader = to - from < NARROW ? (from + to) / 2 : toLeft ? to - 0.5 : from + 0.5;
    const left = toLeft ? leader - length : leader;
    const right = toLeft ? leader : leader + length;
    if (left < 0 || right > width) return false;
    for (let row = 0; row < MOST_ROWS; row += 1) {
      const crosses = standing.some(
        (other) =>
          (other.row === row && left < other.right + GAP && other.left - GAP < right) ||
          (other.row > row && other.leader > left - 4 && other.leader < right + 4) ||
          (other.row < row && leader > other.left - 4 && leader < other.right + 4),
      );
      if (crosses) continue;
      places[index] = { leader, row, toLeft, left, right };
      standing.push(places[index]);
      return true;
    }
    return false;
  };
  for (let index = split - 1; index >= 0; index -= 1) if (!stand(index, false)) return undefined;
  for (let index = split; index < labels.length; index += 1) if (!stand(index, true)) return undefined;
  return places;
}

/**
 * @param {Label[]} labels from left to right
 * @param {number} width
 * @returns {(Place | undefined)[]} in the same order; the narrowest parts go without a label where there is no room
 */
export function labelPlaces(labels, width) {
  let shown = labels.map((_, index) => index);
  while (shown.length) {
    const chosen = shown.map((index) => labels[index]);
    /** @type {Place[] | undefined} */
    let best;
    for (let split = chosen.length; split >= 0; split -= 1) {
      const places = placed(chosen, split, width);
      if (places && (!best || rowsOf(places) < rowsOf(best))) best = places;
    }
    if (best) {
      const found = best;
      return labels.map((_, index) => (shown.includes(index) ? found[shown.indexOf(index)] : undefined));
    }
    const narrowest = shown.reduce((least, index) => (extent(labels[index]) < extent(labels[least]) ? index : least));
    shown = shown.filter((index) => index !== narrowest);
  }
  return labels.map(() => undefined);
}

/** @param {Label} label */
const extent = (label) => label.to - label.from;

/** @param {(Place | undefined)[]} places */
export const rowsOf = (places) => Math.max(0, ...places.map((place) => (place ? place.row + 1 : 0)));
