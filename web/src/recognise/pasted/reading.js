// What one reader makes of pasted lines: what it saw, and which lines it knows, so that the rest can be named.

/**
 * @typedef {{name: string, otherNames?: string[], vendor?: string, pciId?: string, memoryGib?: number, cores?: number, count?: number}} Seen
 *   a graphics processor as it was printed; otherNames: products of the same id; memoryGib: as reported; cores: of an Apple chip's graphics
 * @typedef {{model?: string, format?: string, runtime?: 'llama.cpp' | 'ollama' | 'vllm', deviceCount?: number,
 *   workload?: Record<string, number>, options?: Record<string, any>}} Asked
 *   what a command line asks; deviceCount: over how many devices it spreads the model
 * @typedef {{code: string, values?: Record<string, any>}} Note
 * @typedef {{line: number, text: string}} Unknown  line: from 1
 */

export class Reading {
  constructor() {
    /** Numbers of the lines that were understood, or need not be. @type {Set<number>} */
    this.known = new Set();
    /** @type {Seen[]} */
    this.seen = [];
    /** @type {number | undefined} */
    this.hostMemoryGib = undefined;
    /** @type {Asked | undefined} */
    this.asked = undefined;
    /** @type {Note[]} */
    this.notes = [];
    /** Parts of known lines that are not understood. @type {Unknown[]} */
    this.unknown = [];
  }

  /** @param {string} code @param {Record<string, any>} [values] */
  note(code, values) {
    if (!this.notes.some((note) => note.code === code)) this.notes.push(values ? { code, values } : { code });
  }
}

/** A figure with a decimal point or comma. @param {string} text */
export const figure = (text) => Number(text.replace(',', '.'));

/** "key: value" or "key<tab>value", without what lists put before it. @param {string} line @returns {[string, string] | undefined} */
export function pair(line) {
  const found = /^[\s>*•-]{0,40}([^:：\t]{1,60}?)\s*(?:[:：]\s?|\t)\s*(.{0,400})$/.exec(line);
  return found ? [found[1], found[2].trim()] : undefined;
}
