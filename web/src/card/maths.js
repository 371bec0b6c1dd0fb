// Why is the figure what it is? Each formula, with its names and again with the values in them.
import { html, nothing } from 'lit';
import { GIB } from '../text/format.js';
import { rulesOfThumb } from './rules.js';

/** @typedef {import('../text/context.js').Context} Context @typedef {import('../types/report').Term} Term */

const SIGNS = /** @type {Record<string, string>} */ ({ '*': '×', '/': '÷', '-': '−', '+': '+' });

/**
 * An expression as its pieces: names, numbers, signs.
 * @param {string} expression
 * @returns {{kind: 'name' | 'number' | 'sign', text: string}[]}
 */
export function pieces(expression) {
  return (expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[-+*/(),]/g) ?? []).map((text) => ({
    kind: /^[A-Za-z_]/.test(text) ? 'name' : /^\d/.test(text) ? 'number' : 'sign',
    text,
  }));
}

/** @param {{kind: string, text: string}[]} row @param {(piece: {kind: string, text: string}) => string} show */
function written(row, show) {
  return row
    .map((piece) => {
      const text = show(piece);
      if (piece.kind !== 'sign') return text;
      if (piece.text === '(' || piece.text === ')') return text;
      if (piece.text === ',') return ', ';
      return ` ${text} `;
    })
    .join('')
    .replace(/\( −/g, '(−')
    .trim();
}

/** @param {string} name of a value */
const spaced = (name) => name.replaceAll('_', ' ');

/** @param {Term} term @param {Context} context */
export function formulaText(term, context) {
  const { words } = context;
  return written(pieces(term.expression), ({ kind, text }) => {
    if (kind === 'sign') return SIGNS[text] ?? text;
    if (kind === 'number') return context.figures.exact(Number(text));
    return symbolText(text, words);
  });
}

/** A value's name in the reader's language, a number at its end kept. @param {string} name @param {import('../text/words.js').Words} words */
export function symbolText(name, words) {
  const typed = /^(\w+?)_values$/.exec(name);
  if (words.has(`symbol.${name}`)) return words.say(`symbol.${name}`, { n: '' });
  const numbered = /^([a-z]+)_(\d+)(?:_(.*))?$/.exec(name);
  if (numbered) {
    const [, first, number, last] = numbered;
    const key = `symbol.${last ? `${first}_${last}` : first}`;
    // Runtimes number devices from 0, people from 1.
    const shown = ` ${first === 'device' ? Number(number) + 1 : number}`;
    if (words.has(key)) return words.say(key, { n: shown }) + (/\{n\}/.test(words.find(key) ?? '') ? '' : shown);
  }
  return typed ? words.say('symbol.values_of', { type: typed[1].toUpperCase() }) : spaced(name);
}

/** @param {Term} term @param {Context} context */
export function substitutedText(term, context) {
  const values = /** @type {Record<string, number>} */ (term.values);
  return written(pieces(term.expression), ({ kind, text }) => {
    if (kind === 'sign') return SIGNS[text] ?? text;
    if (kind === 'number') return context.figures.exact(Number(text));
    return Object.hasOwn(values, text) ? context.figures.exact(values[text]) : text;
  });
}

/** @param {Term} term @param {Context} context */
export function resultText(term, context) {
  if (term.result === null) return '';
  const { words, figures } = context;
  if (!term.term.endsWith('_bytes')) return context.figure(term.term, term.result);
  const bytes = words.say('maths.bytes', { value: figures.count(term.result) });
  const short =
    term.result < 0.01 * GIB
      ? words.say('maths.approximate_mib', { value: figures.mib(term.result) })
      : words.say('maths.approximate', { value: figures.gib(term.result) });
  return `${bytes} = ${short}`;
}

/** @param {import('../types/report').Report} report @param {Context} context */
export function maths(report, context) {
  const { words } = context;
  const terms = report.explain ?? [];
  if (!terms.length) return nothing;
  return html`
    <details class="maths">
      <summary>${words.say('maths.title')}</summary>
      <dl>
        ${terms.map(
          (term) => html`
            <dt>
              ${termName(term, words)}
              <span class="quiet">${words.find(`formula.${term.formula.replaceAll('.', '_')}`) ?? ''}</span>
            </dt>
            <dd>
              <p class="formula">${formulaText(term, context)}</p>
              <p class="formula">= ${substitutedText(term, context)}</p>
              <p class="formula">= <strong>${resultText(term, context)}</strong></p>
              ${term.source ? html`<p class="quiet">${words.say('maths.source', { source: term.source })}</p>` : nothing}
            </dd>
          `,
        )}
      </dl>
      ${rulesOfThumb(report, context)}
    </details>
  `;
}

/** @param {Term} term @param {import('../text/words.js').Words} words */
const termName = (term, words) =>
  words.find(`item.${term.term}`) ?? words.find(`term.${term.term}`) ?? spaced(term.term);
