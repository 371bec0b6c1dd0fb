// Which languages are there, and which one does the reader want? One file each in i18n, named by the language's code; the
// bundler hands over the list and loads the words of one language only.
import { LANGUAGES } from 'virtual:languages';
import { FIRST_LANGUAGE } from '../page/address.js';

export { LANGUAGES };

/** @type {Record<string, () => Promise<unknown>>} */
const files = import.meta.glob('../i18n/*.json', { import: 'default' });

/** @param {string} id @returns {Promise<import('./words.js').Dictionary>} */
export const dictionaryOf = (id) =>
  /** @type {Promise<import('./words.js').Dictionary>} */ (files[`../i18n/${id}.json`]());

/** The first language of those tags that there is. @param {readonly (string | null | undefined)[]} tags such as "zh-CN" */
export function firstKnown(tags) {
  const codes = tags.map((tag) => tag?.toLowerCase().split('-')[0]);
  return codes.find((code) => LANGUAGES.some(({ id }) => id === code));
}

/**
 * The language to speak: what the address asks for, then what its path is written in, then what the browser prefers.
 * @param {string} search @param {string} written of the page's path @param {readonly string[]} wanted by the browser
 */
export const preferredLanguage = (search, written, wanted) =>
  firstKnown([
    new URLSearchParams(search).get('lang'),
    written === FIRST_LANGUAGE ? undefined : written,
    ...wanted,
    FIRST_LANGUAGE,
  ]) ?? FIRST_LANGUAGE;
