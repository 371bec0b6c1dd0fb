// Which languages are there, and which one does the reader want? One file each in i18n; its name is the language's code.

/** @type {Record<string, import('./words.js').Dictionary>} */
const files = import.meta.glob('../i18n/*.json', { eager: true, import: 'default' });

const dictionaries = new Map(
  Object.entries(files).map(([path, dictionary]) => [path.replace(/^.*\/|\.json$/g, ''), dictionary]),
);

export const LANGUAGES = [...dictionaries].map(([id, words]) => ({
  id,
  name: String(words.language),
  tag: String(words.tag),
}));

/** @param {string} id */
export const dictionaryOf = (id) => /** @type {import('./words.js').Dictionary} */ (dictionaries.get(id));

/** The first that is asked for and known: by the address, then by the browser. @param {string} search @param {readonly string[]} wanted */
export function preferredLanguage(search, wanted) {
  const asked = new URLSearchParams(search).get('lang');
  for (const tag of [asked, ...wanted]) {
    const id = tag?.toLowerCase().split('-')[0];
    if (id && dictionaries.has(id)) return id;
  }
  return 'en';
}
