// Is it nothing that runs here? Products that cannot be downloaded, and what makes pictures, films or sounds.
import { pieces } from './tokens.js';

/** @typedef {import('../catalog/names.js').OtherProduct} OtherProduct */

/** As words between spaces, so that a phrase is found whole or not at all. @param {string} text */
const spaced = (text) => ` ${pieces(text).join(' ')} `;

export class Refusals {
  /** @param {OtherProduct[]} products */
  constructor(products) {
    this.phrases = products
      .flatMap((product) => product.words.map((words) => ({ product, phrase: spaced(words) })))
      .sort((a, b) => b.phrase.length - a.phrase.length);
  }

  /** The product that is named; of several the one that is named most fully. @param {string} typed @returns {OtherProduct | undefined} */
  of(typed) {
    const text = spaced(typed);
    return this.phrases.find(({ phrase }) => text.includes(phrase))?.product;
  }
}
