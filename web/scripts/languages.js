// The languages there are: one file each in src/i18n. For Node, and for the bundle as a list without the words.
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('../src/i18n/', import.meta.url);

/** Words that only pages rendered ahead of time and the command line speak: no browser needs them. */
const STILL_ONLY = ['cli', 'tables', 'accuracy', 'method'];

/** @type {Map<string, import('../src/text/words.js').Dictionary>} */
export const dictionaries = new Map(
  readdirSync(folder)
    .sort()
    .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
);

export const LANGUAGES = [...dictionaries].map(([id, words]) => ({
  id,
  name: String(words.language),
  tag: String(words.tag),
}));

/** `virtual:languages`, and dictionaries without what no browser says. @returns {import('vite').Plugin} */
export function languages() {
  const id = 'virtual:languages';
  return {
    name: 'canrun-languages',
    enforce: 'pre',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? `export const LANGUAGES = ${JSON.stringify(LANGUAGES)};` : undefined),
    transform(code, source) {
      if (!/\/src\/i18n\/\w+\.json$/.test(source)) return undefined;
      const words = JSON.parse(code);
      for (const section of STILL_ONLY) delete words[section];
      return { code: JSON.stringify(words), map: null };
    },
  };
}
