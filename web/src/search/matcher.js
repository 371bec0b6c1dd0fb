// Which entries does a text mean? MiniSearch over names and aliases, unfinished and misspelt words too; an exact name,
// however it is spelt, comes before all others.
import MiniSearch from 'minisearch';
import { folded } from '../catalog/names.js';
import { nameTokens, queryTokens } from './tokens.js';

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} name
 * @property {string[]} names  all that it is called, each naming no other
 * @property {string} [beside]  what is said beside its name to tell it from others, and does not name it alone
 * @property {string} words  of its maker and kind, which it shares with others
 * @property {number} weight  above 0; of entries that match alike the heavier comes first
 */

/** Whether any of sorted words begins so. @param {string[]} sorted @param {string} start */
function anyBegins(sorted, start) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted[low].startsWith(start);
}

export class Matcher {
  /** @param {Entry[]} entries */
  constructor(entries) {
    this.entries = new Map(entries.map((entry) => [entry.id, entry]));
    /** @type {Map<string, string>} folded name -> id */
    this.exact = new Map();
    for (const entry of entries) {
      for (const name of [entry.id, entry.name, entry.id.slice(entry.id.indexOf('/') + 1), ...entry.names]) {
        const key = folded(name);
        if (!this.exact.has(key)) this.exact.set(key, entry.id);
      }
    }
    /** @type {MiniSearch | undefined} */
    this.built = undefined;
  }

  /** Built when first needed, or when there is time: it takes some hundredths of a second. */
  get index() {
    return (this.built ??= this.#build());
  }

  #build() {
    /** What many share is taken apart once. @type {Map<string, string[]>} */
    const apart = new Map();
    const all = new Set();
    const tokensOf = (/** @type {string} */ text) => {
      let tokens = apart.get(text);
      if (!tokens) {
        tokens = text.split('\n').flatMap(nameTokens);
        apart.set(text, tokens);
        for (const token of tokens) all.add(token);
      }
      return tokens;
    };
    /** @type {string[]} */
    let sorted = [];
    const known = (/** @type {string} */ start) => anyBegins(sorted, start);
    const index = new MiniSearch({
      fields: ['name', 'names', 'words'],
      extractField: (entry, field) =>
        field === 'names'
          ? [entry.id, ...entry.names].join(' \n ')
          : field === 'name' && entry.beside
            ? `${entry.name} \n ${entry.beside}`
            : entry[field],
      tokenize: tokensOf,
      searchOptions: {
        boost: { name: 3, names: 1.5 },
        boostDocument: (id) => this.entries.get(id)?.weight ?? 1,
        combineWith: 'AND',
        prefix: true,
        // A longer word that begins so, or another like it, is a guess.
        weights: { prefix: 0.1, fuzzy: 0.1 },
        fuzzy: (term) => (term.length > 3 && !/\d/.test(term) ? 0.25 : 0),
        tokenize: (text) => queryTokens(text, known),
      },
    });
    index.addAll([...this.entries.values()]);
    sorted = [...all].sort((a, b) => (a < b ? -1 : 1));
    return index;
  }

  /** The one that is called so. @param {string} text @returns {string | undefined} its id */
  called(text) {
    return this.exact.get(folded(text.trim()));
  }

  /**
   * Those in which every word is found, best first.
   * @param {string} text @param {boolean} [finished]  whether no word may go on
   * @returns {string[]} ids
   */
  all(text, finished = false) {
    const found = this.index.search(text, finished ? { prefix: false, fuzzy: false } : undefined);
    return found.map(({ id }) => id);
  }

  /**
   * Those in which any word is found, best first. A single Chinese character is no word: nearly all have one in common.
   * @param {string} text @returns {string[]} ids
   */
  any(text) {
    return this.index.search(text.replace(/\p{Script=Han}/gu, ' '), { combineWith: 'OR' }).map(({ id }) => id);
  }
}
