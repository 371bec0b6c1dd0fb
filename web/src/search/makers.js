// Who made it? What people call makers and their models, besides the name that their models carry.
import { pieces } from './tokens.js';

/** @typedef {{publishers: string[], words: string[], brand?: string}} Maker */

/** @param {string} text @returns {string} its letters, digits and characters, with spaces between */
const spaced = (text) => ` ${pieces(text).join(' ')} `;

export class Makers {
  /** @param {Maker[]} makers */
  constructor(makers) {
    /** @type {Map<string, string>} publisher -> what its models are found by */
    this.byPublisher = new Map(
      makers.flatMap(({ publishers, words }) => publishers.map((publisher) => [publisher, words.join(' \n ')])),
    );
    this.brands = makers
      .flatMap(({ words, brand }) =>
        brand ? words.map((word) => ({ phrase: spaced(word), brand: ` ${brand} ` })) : [],
      )
      .sort((a, b) => b.phrase.length - a.phrase.length);
  }

  /** @param {string} publisher @returns {string} */
  words(publisher) {
    return this.byPublisher.get(publisher) ?? '';
  }

  /** The text with the name that the maker's models carry: "通义千问3" as "qwen 3". @param {string} text @returns {string} */
  branded(text) {
    const plain = spaced(text);
    const found = this.brands.find(({ phrase }) => plain.includes(phrase));
    return found ? plain.replace(found.phrase, found.brand).trim() : text;
  }
}
