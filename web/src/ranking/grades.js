// In what order do lines stand? By grade, best first; inside a grade as they are sorted.

/** The grades as they are shown, best first: the groups of every list. */
export const GRADES = ['yes', 'yes_slow', 'tight', 'offload', 'unknown', 'no'];

/**
 * @template {{grade: string, facts: {name: string}}} Line
 * @param {readonly Line[]} lines
 * @param {Record<string, (a: Line, b: Line) => number>} orders  what a grade can be sorted by, the usual one first
 * @param {string} [sort]  its name; one that there is not is the usual one
 * @returns {{grade: string, lines: Line[]}[]} without empty groups
 */
export function graded(lines, orders, sort = '') {
  const order = Object.hasOwn(orders, sort) ? orders[sort] : Object.values(orders)[0];
  return GRADES.map((grade) => ({
    grade,
    lines: lines
      .filter((line) => line.grade === grade)
      .sort((a, b) => order(a, b) || a.facts.name.localeCompare(b.facts.name, 'en')),
  })).filter((group) => group.lines.length > 0);
}
