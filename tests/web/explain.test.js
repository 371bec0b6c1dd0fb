import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieces } from '../../web/src/card/maths.js';
import { answerTo, manyRequests } from './contracts.js';

/** @type {Record<string, (...given: number[]) => number>} */
const FUNCTIONS = {
  floor: Math.floor,
  ceil: Math.ceil,
  min: Math.min,
  max: Math.max,
};

/**
 * What an expression comes to: names of values, numbers, + - * / ( ) and four functions, and nothing else.
 * @param {string} expression
 * @param {Record<string, number>} values
 */
function evaluated(expression, values) {
  const tokens = pieces(expression).map(({ text }) => text);
  assert.equal(tokens.join(''), expression.replaceAll(/\s/g, ''), 'signs that the grammar lacks');
  let place = 0;
  const next = (/** @type {string} */ text) => {
    assert.equal(tokens[place], text);
    place += 1;
  };
  /** @returns {number} */
  const sum = () => {
    let total = product();
    while (tokens[place] === '+' || tokens[place] === '-') {
      const sign = tokens[place];
      place += 1;
      const other = product();
      total = sign === '+' ? total + other : total - other;
    }
    return total;
  };
  /** @returns {number} */
  const product = () => {
    let result = factor();
    while (tokens[place] === '*' || tokens[place] === '/') {
      const sign = tokens[place];
      place += 1;
      const other = factor();
      result = sign === '*' ? result * other : result / other;
    }
    return result;
  };
  /** @returns {number} */
  const factor = () => {
    const token = tokens[place];
    place += 1;
    if (token === '-') return -factor();
    if (token === '(') {
      const inner = sum();
      next(')');
      return inner;
    }
    if (Object.hasOwn(FUNCTIONS, token)) {
      next('(');
      const given = [sum()];
      while (tokens[place] === ',') {
        place += 1;
        given.push(sum());
      }
      next(')');
      return FUNCTIONS[token](...given);
    }
    if (/^\d/.test(token)) return Number(token);
    assert.ok(Object.hasOwn(values, token), `no value for ${token} in ${expression}`);
    return values[token];
  };
  const result = sum();
  assert.equal(place, tokens.length, expression);
  return result;
}

test('the evaluator itself knows precedence, signs and functions', () => {
  assert.equal(evaluated('1 + 2 * 3 - 4 / (1 + 1)', {}), 5);
  assert.equal(evaluated('max(a, min(2, 9)) - floor(1.5) + ceil(0.1)', { a: 1 }), 2);
  assert.equal(evaluated('10 - 2 - 3', {}), 5);
});

test('each formula, with its values put in, gives its result, and the result is the figure of the report', async () => {
  let seen = 0;
  for (const request of manyRequests()) {
    const { value: report } = await answerTo(request);
    for (const term of report.explain) {
      const result = evaluated(term.expression, term.values);
      const tolerance = Math.max(1e-9 * Math.abs(term.result), 1e-9);
      assert.ok(
        Math.abs(result - term.result) <= tolerance,
        `${term.term} of ${JSON.stringify(request)}: ${result}, not ${term.result}`,
      );
      const shown = report.memory.items[term.term] ?? report.speed[term.term];
      assert.ok(shown !== undefined, `${term.term} is no figure of the report`);
      assert.ok(Math.abs(shown - term.result) <= tolerance, `${term.term}: the report says ${shown}`);
      seen += 1;
    }
    for (const key of Object.keys(report.memory.items)) {
      if (report.memory.items[key])
        assert.ok(
          report.explain.some((/** @type {any} */ term) => term.term === key),
          `${key} has no formula`,
        );
    }
  }
  assert.ok(seen > 300, String(seen));
});
