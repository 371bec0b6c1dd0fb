// How is a name taken apart? People leave out, add and move the spaces between letters and digits ("rtx4070", "RTX 4070",
// "llama3.1", "Llama 3.1"), so every name is known by its words, by their pieces and by neighbours run together. A Chinese
// word is known by its characters: nothing marks where it ends.

const HAN = /\p{Script=Han}/u;
const RUN = /(?:\p{L}|\d+(?:\.\d+)*)+/gu;
const PIECE = /\d+(?:\.\d+)*|\p{Script=Han}|(?:(?!\p{Script=Han})\p{L})+/gu;

/** Lower case, full width as half, and "2_5" as "2.5". @param {string} text */
const plain = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\d)_(?=\d)/g, '.');

/** Letters, digits and single Chinese characters in the order that they stand in. @param {string} text @returns {string[]} */
export const pieces = (text) => plain(text).match(PIECE) ?? [];

/** @param {string} text @returns {string[]} words without a space, Chinese apart from the rest */
const runs = (text) =>
  (plain(text).match(RUN) ?? []).flatMap((run) =>
    HAN.test(run) ? (run.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\d.])+/gu) ?? []) : [run],
  );

/** What a name is found by. @param {string} text @returns {string[]} */
export function nameTokens(text) {
  const words = runs(text);
  const tokens = new Set(words);
  words.forEach((word, index) => {
    const next = words[index + 1];
    for (const piece of pieces(word)) tokens.add(piece);
    if (next !== undefined && !HAN.test(word + next)) tokens.add(word + next);
  });
  return [...tokens];
}

/**
 * What is looked for: the longest pieces of each word that any name begins with.
 * @param {string} text as typed
 * @param {(start: string) => boolean} known whether any token of a name begins so
 * @returns {string[]}
 */
export function queryTokens(text, known) {
  return runs(text).flatMap((run) => {
    if (known(run)) return [run];
    const parts = pieces(run);
    const tokens = [];
    for (let from = 0; from < parts.length;) {
      let to = parts.length;
      while (to > from + 1 && !known(parts.slice(from, to).join(''))) to -= 1;
      tokens.push(parts.slice(from, to).join(''));
      from = to;
    }
    return tokens;
  });
}
