// How is it said? A dictionary of one language, looked up by dotted key; "{name}" stands for a value.

/** @typedef {{[key: string]: string | Dictionary}} Dictionary */

export class Words {
  /** @param {Dictionary} dictionary */
  constructor(dictionary) {
    this.dictionary = dictionary;
  }

  /** @param {string} key @returns {string | undefined} */
  find(key) {
    /** @type {string | Dictionary | undefined} */
    let place = this.dictionary;
    for (const step of key.split('.')) {
      if (typeof place !== 'object' || !Object.hasOwn(place, step)) return undefined;
      place = place[step];
    }
    return typeof place === 'string' ? place : undefined;
  }

  /** @param {string} key */
  has(key) {
    return this.find(key) !== undefined;
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   * @returns {string} the words, or the key where there are none (which a test refuses)
   */
  say(key, values = {}) {
    return this.parts(key, values).join('');
  }

  /**
   * The words split at their values, so that a value may be something else than text.
   * @template T
   * @param {string} key
   * @param {Record<string, T>} values  a missing one stands for nothing
   * @returns {(string | T)[]}
   */
  parts(key, values) {
    const pieces = (this.find(key) ?? key).split(/\{(\w+)\}/);
    return pieces
      .map((piece, index) => (index % 2 === 0 ? piece : Object.hasOwn(values, piece) ? values[piece] : ''))
      .filter((piece) => piece !== '');
  }
}
