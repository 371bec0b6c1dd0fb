// How is a formula drawn? An expression as MathML Core: fractions for quotients, brackets only where they are needed.
import { html, mathml } from 'lit';

/** @typedef {import('./expression.js').Expression} Expression */
/** @typedef {'mrow' | 'mfrac' | 'msub' | 'msup' | 'mi' | 'mn' | 'mo' | 'mtext' | 'mspace'} Tag */
/** An element: of text, or of other elements. @typedef {{tag: Tag, of: string | Drawn[], class?: string}} Drawn */

/** @param {Tag} tag @param {string | Drawn[]} of @returns {Drawn} */
export const element = (tag, of) => ({ tag, of });

/** @param {string} text */
const sign = (text) => element('mo', text);

const BRACKETS = { floor: ['⌊', '⌋'], ceil: ['⌈', '⌉'] };

/** @param {Drawn[]} parts @returns {Drawn} */
const row = (parts) => (parts.length === 1 ? parts[0] : element('mrow', parts));

/** @param {Drawn} inner */
const bracketed = (inner) => row([sign('('), inner, sign(')')]);

/**
 * @param {Expression} expression
 * @param {(name: string) => Drawn} named  what stands for a value: its symbol, or its figure
 * @param {(text: string) => Drawn} numbered  how a number of the formula itself is written
 * @returns {Drawn}
 */
export function drawn(expression, named, numbered) {
  const draw = (/** @type {Expression} */ node) => drawn(node, named, numbered);
  const factor = (/** @type {Expression} */ node) =>
    node.kind === 'sum' || node.kind === 'negative' ? bracketed(draw(node)) : draw(node);
  switch (expression.kind) {
    case 'number':
      return numbered(expression.text);
    case 'name':
      return named(expression.text);
    case 'negative':
      return row([sign('−'), factor(expression.of)]);
    case 'sum':
      return row([
        draw(expression.left),
        sign(expression.sign === '+' ? '+' : '−'),
        // a - (b - c) is not a - b - c.
        expression.right.kind === 'sum' ? bracketed(draw(expression.right)) : draw(expression.right),
      ]);
    case 'product':
      return row([
        factor(expression.left),
        sign('×'),
        // a * (b * c) reads the same without brackets.
        factor(expression.right),
      ]);
    case 'quotient':
      return element('mfrac', [draw(expression.left), draw(expression.right)]);
    case 'call': {
      const given = expression.given.flatMap((one, index) => (index ? [sign(','), draw(one)] : [draw(one)]));
      const brackets = BRACKETS[/** @type {keyof typeof BRACKETS} */ (expression.name)];
      if (brackets) return row([sign(brackets[0]), ...given, sign(brackets[1])]);
      return row([element('mi', expression.name), sign('('), ...given, sign(')')]);
    }
  }
}

/**
 * A figure: whole ones exact, long round ones as a power of ten; of others six digits.
 * @param {number} value @param {import('../text/format.js').Figures} figures @returns {Drawn}
 */
export function figure(value, figures) {
  const power = Math.floor(Math.log10(Math.abs(value) || 1) / 3) * 3;
  const short = Number((value / 10 ** power).toPrecision(15));
  if (power >= 9 && String(short).length <= 6 && short * 10 ** power === value)
    return row([
      element('mn', figures.exact(short)),
      sign('×'),
      element('msup', [element('mn', '10'), element('mn', String(power))]),
    ]);
  return element('mn', figures.precise(value));
}

/** @param {Drawn} node @returns {unknown} the template of it, to stand inside a <math> */
export function markup({ tag, of }) {
  const inner = typeof of === 'string' ? of : of.map(markup);
  switch (tag) {
    case 'mrow':
      return mathml`<mrow>${inner}</mrow>`;
    case 'mfrac':
      return mathml`<mfrac>${inner}</mfrac>`;
    case 'msub':
      return mathml`<msub>${inner}</msub>`;
    case 'msup':
      return mathml`<msup>${inner}</msup>`;
    case 'mi':
      return mathml`<mi>${inner}</mi>`;
    case 'mn':
      return mathml`<mn>${inner}</mn>`;
    case 'mo':
      return mathml`<mo>${inner}</mo>`;
    case 'mspace':
      return mathml`<mspace width="1em" />`;
    case 'mtext':
      return mathml`<mtext>${inner}</mtext>`;
  }
}

/** In the line of a text. @param {Drawn} node */
export const inline = (node) => html`<math>${markup(node)}</math>`;

/**
 * Lines below each other, aligned at their sign: [what it is of, "=" or "+", what stands there].
 * @param {[Drawn | undefined, string, Drawn][]} lines
 */
export const lined = (lines) =>
  html`<math displaystyle="true"
    ><mtable
      >${lines.map(
        ([left, operator, right]) =>
          mathml`<mtr><mtd>${left ? markup(left) : mathml`<mrow></mrow>`}</mtd><mtd><mo>${operator}</mo></mtd><mtd>${markup(right)}</mtd></mtr>`,
      )}</mtable
    ></math
  >`;
