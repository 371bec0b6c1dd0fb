// What grade would each line of a list have? Asked a few at a time, after the list is shown and only while it is wanted, so
// that typing never waits for an answer.

/** @typedef {import('../search/index.js').Option} Option */
/** @typedef {(options: Option[]) => Promise<Map<string, string>>} Ask  id -> grade as shown; one that is missing has none */

/** Asked for at once. */
const CHUNK = 8;
/** A person who types on wants another list, ms. */
const PAUSE = 120;

export class Grading {
  /** @type {Map<string, string>} */
  #known = new Map();
  /** @type {string | undefined} */
  #question;
  /** @type {Ask | undefined} */
  #ask;
  /** Counts the lists that were wanted: an older one is asked for no longer. */
  #turn = 0;

  /**
   * @param {() => void} changed  called when more is known
   * @param {(run: () => void) => void} [later]
   */
  constructor(changed, later = (run) => setTimeout(run, PAUSE)) {
    this.changed = changed;
    this.later = later;
  }

  /** Another question has other grades. @param {string} question @param {Ask} ask */
  of(question, ask) {
    this.#ask = ask;
    if (question === this.#question) return;
    this.#question = question;
    this.#known.clear();
    this.stop();
  }

  /** @param {string} id @returns {string | undefined} its grade, if it is known by now */
  grade(id) {
    return this.#known.get(id) || undefined;
  }

  /** @param {Option[]} options of the list that is shown, first things first */
  want(options) {
    const turn = (this.#turn += 1);
    this.later(() => this.#run(options, turn));
  }

  stop() {
    this.#turn += 1;
  }

  /** @param {Option[]} options @param {number} turn */
  async #run(options, turn) {
    while (turn === this.#turn && this.#ask) {
      const next = options.filter(({ id }) => !this.#known.has(id)).slice(0, CHUNK);
      if (!next.length) return;
      // Without an answer the list stays as it is: it is usable without grades.
      const grades = await this.#ask(next).catch(() => undefined);
      if (turn !== this.#turn || !grades) return;
      for (const { id } of next) this.#known.set(id, grades.get(id) ?? '');
      this.changed();
    }
  }
}
