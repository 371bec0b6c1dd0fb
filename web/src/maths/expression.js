// What does a formula of a report say? The grammar of `explain`: names of values, numbers, + - * / ( ) and four functions.

/**
 * @typedef {{kind: 'number', text: string} | {kind: 'name', text: string}
 *   | {kind: 'negative', of: Expression}
 *   | {kind: 'sum', sign: '+' | '-', left: Expression, right: Expression}
 *   | {kind: 'product', left: Expression, right: Expression}
 *   | {kind: 'quotient', left: Expression, right: Expression}
 *   | {kind: 'call', name: string, given: Expression[]}} Expression
 */

export const FUNCTIONS = ['max', 'min', 'floor', 'ceil'];

const PIECE = /\s*([A-Za-z_]\w*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[-+*/(),])/y;

/** @param {string} text @returns {string[]} @throws {SyntaxError} */
function piecesOf(text) {
  const pieces = [];
  PIECE.lastIndex = 0;
  const end = text.trimEnd().length;
  while (PIECE.lastIndex < end) {
    const from = PIECE.lastIndex;
    const found = PIECE.exec(text);
    if (!found) throw new SyntaxError(`no formula at ${from}: ${text}`);
    pieces.push(found[1]);
  }
  return pieces;
}

/**
 * The tree of an expression: products and sums from the left, as written.
 * @param {string} text @returns {Expression} @throws {SyntaxError} where the text is no expression
 */
export function parsed(text) {
  const pieces = piecesOf(text);
  let place = 0;
  const refuse = () => {
    throw new SyntaxError(`“${pieces[place] ?? ''}” is not expected in ${text}`);
  };
  const take = (/** @type {string} */ wanted) => {
    if (pieces[place] !== wanted) refuse();
    place += 1;
  };
  /** @returns {Expression} */
  const sum = () => {
    let left = product();
    while (pieces[place] === '+' || pieces[place] === '-') {
      const sign = /** @type {'+' | '-'} */ (pieces[place]);
      place += 1;
      left = { kind: 'sum', sign, left, right: product() };
    }
    return left;
  };
  /** @returns {Expression} */
  const product = () => {
    let left = factor();
    while (pieces[place] === '*' || pieces[place] === '/') {
      const kind = pieces[place] === '*' ? 'product' : 'quotient';
      place += 1;
      left = { kind, left, right: factor() };
    }
    return left;
  };
  /** @returns {Expression} */
  const factor = () => {
    const piece = pieces[place];
    if (piece === undefined) refuse();
    if (piece === '-') {
      place += 1;
      return { kind: 'negative', of: factor() };
    }
    if (piece === '(') {
      place += 1;
      const inner = sum();
      take(')');
      return inner;
    }
    if (/^\d/.test(piece)) {
      place += 1;
      return { kind: 'number', text: piece };
    }
    if (!/^[A-Za-z_]/.test(piece)) refuse();
    place += 1;
    if (pieces[place] !== '(') return { kind: 'name', text: piece };
    if (!FUNCTIONS.includes(piece)) refuse();
    place += 1;
    const given = [sum()];
    while (pieces[place] === ',') {
      place += 1;
      given.push(sum());
    }
    take(')');
    return { kind: 'call', name: piece, given };
  };
  const whole = sum();
  if (place < pieces.length) refuse();
  return whole;
}

/** The addends of a sum, each with its sign, in order. @param {Expression} expression @returns {{sign: '+' | '-', of: Expression}[]} */
export function addends(expression) {
  if (expression.kind !== 'sum') return [{ sign: '+', of: expression }];
  return [...addends(expression.left), { sign: expression.sign, of: expression.right }];
}

/** Every name in it, once each, in order. @param {Expression} expression @returns {string[]} */
export function namesIn(expression) {
  /** @type {Set<string>} */
  const names = new Set();
  const visit = (/** @type {Expression} */ node) => {
    if (node.kind === 'name') names.add(node.text);
    else if (node.kind === 'negative') visit(node.of);
    else if (node.kind === 'call') node.given.forEach(visit);
    else if (node.kind !== 'number') {
      visit(node.left);
      visit(node.right);
    }
  };
  visit(expression);
  return [...names];
}
