// Which letter stands for which value? A letter with a subscript for each name in `explain`, and what it stands for.
import { symbolText } from '../card/maths.js';
import { namesIn, parsed, addends } from './expression.js';
import { drawn, element, figure, inline, lined } from './mathml.js';
import { html, nothing } from 'lit';

/** @typedef {import('../types/report').Term} Term @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('./mathml.js').Drawn} Drawn */

/** Letters of names that stand alone. @type {Record<string, string>} */
const LETTERS = {
  streams: 'S',
  sequences: 'n',
  vocabulary: 'V',
  rows: 'R',
  alignment: 'a',
  tied_embedding_copy: 'E',
  state_values: 'Z',
};

/** Letters by what a name ends in, and what stands before that is the subscript. @type {[RegExp, string][]} */
const ENDINGS = [
  [/^(.+)_bytes_per_cell$/, 'b'],
  [/^(.+)_layers$/, 'L'],
  [/^(.+)_cells$/, 'C'],
  [/^(.+)_operations_per_second$/, 'F'],
  [/^(.+)_operations$/, 'Q'],
  [/^(.+)_bandwidth$/, 'W'],
  [/^(.+)_bytes$/, 'B'],
  [/^(.+)_values$/, 'N'],
  [/^((?:device|host)(?:_\d+)?)$/, 'M'],
];

/** Letters of results that are no part of memory. @type {Record<string, string>} */
const RESULTS = { decode_tokens_per_second: 'r', ttft_seconds: 't', needed_bytes: 'M', headroom_bytes: 'H' };

/** @param {string} text @returns {Drawn} */
const subscript = (text) => element(/^\d/.test(text) ? 'mn' : 'mtext', text);

/**
 * What is written for a value: "N" with the subscript "Q4_K", "L" with "window".
 * @param {string} name @returns {Drawn}
 */
export function symbol(name) {
  const letter = Object.hasOwn(LETTERS, name) ? LETTERS[name] : undefined;
  if (letter) return element('mi', letter);
  for (const [pattern, ending] of ENDINGS) {
    const found = pattern.exec(name);
    if (!found) continue;
    const of = found[1];
    const device = /^device_(\d+)$/.exec(of);
    // Runtimes number devices from 0, people from 1.
    if (device) return element('msub', [element('mi', ending), subscript(String(Number(device[1]) + 1))]);
    if (of === 'host') return element('msub', [element('mi', ending), subscript('RAM')]);
    if (of === 'full') return element('mi', ending);
    const under = ending === 'N' ? of.toUpperCase() : of.replaceAll('_', ' ');
    return element('msub', [element('mi', ending), subscript(under)]);
  }
  return element('mi', name.replaceAll('_', ' '));
}

/** The parts of the sum, by their names. @param {import('../text/words.js').Words} words @returns {(name: string) => Drawn} */
export const partSymbol = (words) => (name) =>
  words.has(`item.${name}`)
    ? element('msub', [element('mi', 'M'), element('mtext', words.say(`item.${name}`))])
    : symbol(name);

/** The letter that stands for a term's result. @param {Term} term @param {import('../text/words.js').Words} words @returns {Drawn} */
export function resultSymbol(term, words) {
  if (words.has(`item.${term.term}`)) return partSymbol(words)(term.term);
  return element('mi', RESULTS[term.term] ?? 'x');
}

/**
 * A term's formula in letters, then with the figures of this question, then its result: one line for each addend.
 * @param {Term} term @param {Context} context @param {string} result in words
 * @param {(name: string) => Drawn} [named]  how a value is written
 */
export function workedOut(term, context, result, named = symbol) {
  const { words, figures } = context;
  const values = /** @type {Record<string, number>} */ (term.values);
  const expression = parsed(term.expression);
  // What is nothing here needs no line.
  const shown = addends(expression).filter(({ of }) => of.kind !== 'name' || values[of.text] !== 0);
  const numbered = (/** @type {string} */ text) => element('mn', figures.exact(Number(text)));
  const lines = (/** @type {(name: string) => Drawn} */ written, /** @type {Drawn | undefined} */ first) =>
    shown.map(
      ({ sign, of }, index) =>
        /** @type {[Drawn | undefined, string, Drawn]} */ ([
          index ? undefined : first,
          index ? (sign === '+' ? '+' : '−') : '=',
          drawn(of, written, numbered),
        ]),
    );
  return lined([
    ...lines(named, resultSymbol(term, words)),
    ...lines((name) => figure(values[name], figures), undefined),
    [undefined, '=', element('mtext', result)],
  ]);
}

/**
 * A formula in general, in letters of its own: "N_active" is an N with a subscript.
 * @param {string} text an expression @returns {Drawn}
 */
export const general = (text) =>
  drawn(
    parsed(text),
    (name) => {
      const [letter, ...under] = name.split('_');
      const base = element('mi', letter);
      return under.length ? element('msub', [base, subscript(under.join(' '))]) : base;
    },
    (number) => element('mn', number),
  );

/**
 * What each letter of a term stands for, with its value.
 * @param {Term} term @param {Context} context @param {(name: string) => boolean} [wanted]
 */
export function legend(term, { words, figures }, wanted = () => true) {
  const values = /** @type {Record<string, number>} */ (term.values);
  const names = namesIn(parsed(term.expression)).filter((name) => values[name] !== 0 && wanted(name));
  if (!names.length) return nothing;
  return html`<dl class="where">
    ${names.map(
      (name) =>
        html`<dt>${inline(symbol(name))}</dt>
          <dd>${symbolText(name, words)}</dd>
          <dd class="value">${figures.precise(values[name])}</dd>`,
    )}
  </dl>`;
}
