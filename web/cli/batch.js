// How are many requests answered? One line in, one envelope out, in order, in memory that does not grow with the input.
import { once } from 'node:events';

/** A request with a config may be this long; the engine refuses shorter ones by its own limits. Bytes. */
export const LONGEST_LINE = 17 * 2 ** 20;

/** Answers are handed on in pieces of about this size. Bytes. */
const PIECE = 64 * 1024;

const NEWLINE = 0x0a;

/**
 * The lines of a stream as bytes, without their end; null stands for a line that was too long to keep.
 * @param {AsyncIterable<Buffer>} input
 * @param {number} longest
 * @returns {AsyncGenerator<Buffer | null>}
 */
export async function* lines(input, longest = LONGEST_LINE) {
  /** @type {Buffer[]} */
  let kept = [];
  let length = 0;
  for await (const chunk of input) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const piece = chunk.subarray(start, end === -1 ? chunk.length : end);
      length += piece.length;
      if (length > longest) kept = [];
      else if (piece.length) kept.push(piece);
      if (end === -1) break;
      yield length > longest ? null : kept.length === 1 ? kept[0] : Buffer.concat(kept);
      kept = [];
      length = 0;
      start = end + 1;
    }
  }
  if (length) yield length > longest ? null : Buffer.concat(kept);
}

const tooLong = JSON.stringify({
  ok: false,
  errors: [
    {
      code: 'too-large',
      path: '',
      values: { limit_bytes: LONGEST_LINE },
      message: `a line is longer than ${LONGEST_LINE} bytes`,
    },
  ],
});

/**
 * @param {AsyncIterable<Buffer>} input
 * @param {import('node:stream').Writable} output
 * @param {(line: Buffer) => string} answer  an envelope on one line; never throws
 */
export async function batch(input, output, answer) {
  let piece = '';
  const hand = async () => {
    const ready = output.write(piece);
    piece = '';
    if (!ready) await once(output, 'drain');
  };
  for await (const line of lines(input)) {
    piece += `${line === null ? tooLong : answer(line)}\n`;
    if (piece.length >= PIECE) await hand();
  }
  if (piece) await hand();
}
