// Which machine does a text describe? "2x3090", "4090 + 3090 Ti", "八卡 H100", "4070 with 32 GB RAM": counts, several cards
// and system memory, in the words of the table; what each card is called is the matcher's business.

/**
 * @typedef {object} MachinePhrase
 * @property {{text: string, count: number}[]} parts  one card each, as it was called
 * @property {number} [host_gib]  system memory
 * @property {boolean} counted  whether any number of cards was given
 */

/** More of one kind are no machine. */
const MOST = 256;

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Longer ones first; a Latin word is a word of its own. @param {string[]} words */
const anyOf = (words) =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => (/^[a-z ]+$/i.test(word) ? `\\b${escaped(word)}\\b` : escaped(word)))
    .join('|') || '(?!)';

export class MachinePhrases {
  /** @param {Partial<import('../catalog/names.js').SearchWords>} words */
  constructor(words) {
    this.counts = words.counts ?? {};
    const named = anyOf(Object.keys(this.counts));
    const measure = anyOf(words.measures ?? []);
    const memory = anyOf(words.memory ?? []);
    const number = `(?:\\d{1,3}|${named})`;
    this.joins = new RegExp(`\\s*(?:${anyOf(words.joins ?? ['+'])})\\s*`, 'iu');
    // "2x", "2 *", "2张", "dual", "双"; but not the 7900 of "7900xtx".
    this.before = new RegExp(
      `^(?:(\\d{1,3})\\s*[x×*](?!t)\\s*|(${number})\\s*(?:${measure})\\s*|(${named})\\s*)(?=\\S)`,
      'iu',
    );
    // "x2", "* 2", "两张"; but not the x of "rtx 40".
    this.after = new RegExp(`(?:(?<![a-z])\\s*[x×*]\\s*(\\d{1,3})|\\s*(${number})\\s*(?:${measure}))$`, 'iu');
    this.attached = /^(.*\d)[x×*](\d{1,2})$/i;
    const unit = '(\\d{1,4})\\s*(?:gb|gib|g)\\s*';
    const bare = '(\\d{1,3})\\s*';
    const before = (/** @type {string} */ size) => `(?<![\\d.])(?:with\\s+)?${size}(?:of\\s+)?(?:${memory})`;
    const after = (/** @type {string} */ size) => `(?:with\\s+)?(?:${memory})\\s*[:：]?\\s*${size}(?![\\d.])`;
    // A number with its unit says more than one without.
    this.memory = [before(unit), after(unit), before(bare), after(bare)].map((pattern) => new RegExp(pattern, 'iu'));
  }

  /** The text without what it says of system memory, and its size. @param {string} text */
  withoutMemory(text) {
    const found = this.memory.map((pattern) => pattern.exec(text)).find((match) => match !== null);
    if (!found) return { text, host_gib: undefined, size: '' };
    const size = found[1];
    const rest = (text.slice(0, found.index) + ' ' + text.slice(found.index + found[0].length)).trim();
    return { text: rest.replace(/[+,，、]\s*$/, '').trim(), host_gib: Number(size), size: `${size}gb` };
  }

  /** @param {string} typed @returns {MachinePhrase} */
  read(typed) {
    const { text, host_gib } = this.withoutMemory(typed.normalize('NFKC').trim());
    const parts = text
      .split(this.joins)
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => this.#counted(part));
    const counted = parts.some(({ given }) => given);
    const cards = parts.map(({ text, count }) => ({ text, count }));
    return host_gib === undefined ? { parts: cards, counted } : { parts: cards, counted, host_gib };
  }

  /** @param {string} part */
  #counted(part) {
    for (const pattern of [this.before, this.after, this.attached]) {
      const found = pattern.exec(part);
      if (!found) continue;
      const said = pattern === this.attached ? found[2] : found.slice(1).find((group) => group !== undefined);
      const count = this.#number(/** @type {string} */ (said));
      const rest = pattern === this.attached ? found[1] : part.replace(pattern, '').trim();
      if (rest && count >= 1 && count <= MOST) return { text: rest, count, given: true };
    }
    return { text: part, count: 1, given: false };
  }

  /** @param {string} said */
  #number(said) {
    return /^\d+$/.test(said) ? Number(said) : (this.counts[said.toLowerCase()] ?? 0);
  }
}
