// The search and its index are larger than the answer and not part of it: they come when a field is first touched.

/** @typedef {import('../catalog/names.js').Names} Names @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('./index.js').Found} Found @typedef {Found & {late?: Promise<unknown>}} LateFound */
/** @typedef {{warm: () => unknown, find: (typed: string, offer?: any) => Found}} Search */

/** A search that may still be on its way: until then it finds nothing, and says when to ask again. */
export class LateSearch {
  /** @type {Search | undefined} */
  #search;
  /** @type {Promise<void> | undefined} */
  #coming;
  #load;

  /** @param {() => Promise<Search>} load */
  constructor(load) {
    this.#load = load;
  }

  /** Makes ready for the first letter, when there is time. @returns {Promise<void>} */
  warm() {
    this.#coming ??= this.#load().then((search) => {
      search.warm();
      this.#search = search;
    });
    // A network that failed may be back for the next letter.
    this.#coming.catch(() => (this.#coming = undefined));
    return this.#coming;
  }

  /** @param {string} typed @param {unknown} [offer] @returns {LateFound} */
  find(typed, offer) {
    if (this.#search) return this.#search.find(typed, offer);
    return { options: [], meant: 'none', late: this.warm() };
  }
}

/** @param {Names} names @param {Context} context */
export const modelSearch = (names, context) =>
  new LateSearch(async () => (await import('./index.js')).modelSearch(names, context));

/** @param {Names} names @param {Context} context */
export const deviceSearch = (names, context) =>
  new LateSearch(async () => (await import('./index.js')).deviceSearch(names, context));
