// How many tokens is a text? A range by script, for models whose tokenizer is not here.
//
// Characters a token, the most and the least of: o200k_base and cl100k_base (OpenAI's tiktoken) over article 1 of the
// Universal Declaration of Human Rights in eleven languages and over program text, which the test counts anew;
// https://api-docs.deepseek.com/quick_start/token_usage (0.3 tokens an English character, 0.6 a Chinese one);
// https://huggingface.co/Cohere/multilingual-22-12 (1.1 to 4.8 by language, Wikipedia);
// Qwen's tokenizer, 1.5 to 1.8 Chinese characters a token and digits one by one (QwenLM/Qwen tokenization_note.md);
// Llama 3 and the two of OpenAI take up to three digits together.

/** @typedef {'latin' | 'accented' | 'han' | 'kana' | 'cyrillic' | 'digits' | 'signs' | 'breaks' | 'other'} Script */

/** Characters a token: [most, least]. A blank before a word belongs to the word. */
const CHARACTERS = /** @type {Record<Script, [number, number]>} */ ({
  latin: [5.5, 3.2],
  accented: [5, 1.5],
  han: [1.9, 0.8],
  kana: [2, 0.8],
  cyrillic: [4.5, 1.8],
  digits: [3, 1],
  signs: [3, 1],
  breaks: [16, 4],
  other: [4.5, 0.9],
});

/** In this order; the first that matches a piece is its script. @type {[Script, RegExp][]} */
const SCRIPTS = [
  ['breaks', /[ \t]*[\r\n\t]\s*| {2,}/y],
  ['han', / ?[\p{Script=Han}　-〿！-／：-＠]+/uy],
  ['kana', / ?[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/uy],
  ['latin', / ?[A-Za-z]+(?!\p{L}|\p{M})/uy],
  ['accented', / ?[\p{Script=Latin}\p{M}]+/uy],
  ['cyrillic', / ?[\p{Script=Cyrillic}\p{Script=Greek}]+/uy],
  ['digits', / ?\p{Nd}+/uy],
  ['other', / ?[\p{L}\p{M}]+/uy],
  ['signs', / ?[^\s\p{L}\p{M}\p{Nd}]+|\s/uy],
];

/**
 * Tokens of a text: between `least` and `most`, whole numbers; 0 for an empty one.
 * @param {string} text
 * @returns {{least: number, most: number, characters: Partial<Record<Script, number>>}} characters by script
 */
export function tokenCount(text) {
  /** @type {Partial<Record<Script, number>>} */
  const characters = {};
  let at = 0;
  while (at < text.length) {
    let length = 1;
    /** @type {Script} */
    let script = 'signs';
    for (const [name, pattern] of SCRIPTS) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (!found) continue;
      script = name;
      length = found[0].length;
      break;
    }
    // A sign outside the basic plane is one character, and two to three tokens.
    characters[script] =
      (characters[script] ?? 0) + (script === 'signs' ? length : [...text.slice(at, at + length)].length);
    at += length;
  }
  let least = 0;
  let most = 0;
  for (const [script, count] of Object.entries(characters)) {
    const [many, few] = CHARACTERS[/** @type {Script} */ (script)];
    least += count / many;
    most += count / few;
  }
  return { least: Math.ceil(least), most: Math.ceil(most), characters };
}
