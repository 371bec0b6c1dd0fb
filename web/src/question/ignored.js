// What of an address is no part of the question, and is said so: names that look like ours but are not, and values that
// the engine refuses. The question that remains is the nearest one that has an answer.
import { distance } from 'fastest-levenshtein';
import { CanRunError } from '../../engine.js';
import { PARAMETERS, at, parameterOf, withValue } from './state.js';

/** @typedef {import('../../engine.js').EngineError} EngineError @typedef {import('../types/report').Report} Report */

/**
 * A part of an address that was left out.
 * @typedef {object} Ignored
 * @property {string} name  of the parameter, as it was written
 * @property {string} [value]  that was refused, as it was written
 * @property {string} [nearest]  what the name may have meant
 */

/** Names of the same things elsewhere: the request's own fields, llama.cpp's flags, other calculators. */
const ELSEWHERE = /** @type {Record<string, string>} */ ({
  ctx: 'context',
  ctx_size: 'context',
  context_tokens: 'context',
  context_length: 'context',
  concurrency: 'users',
  batch: 'users',
  gpu: 'device',
  card: 'device',
  host: 'ram',
  memory: 'ram',
  quant: 'format',
  quantization: 'format',
  kv_type: 'kv',
  cache: 'kv',
});

const ROOTS = ['machine', 'workload', 'options'];
const MOST_PASSES = 12;

/**
 * The parameters that look like ours and are not. What others append to links (utm_source, fbclid, ...) is passed over.
 * @param {string} search  with or without "?"
 * @param {readonly string[]} [others]  names that the view reads besides the question
 * @returns {Ignored[]}
 */
export function misspelt(search, others = []) {
  const known = [...PARAMETERS, 'lang', ...others];
  /** @type {Ignored[]} */
  const found = [];
  for (const name of new Set(new URLSearchParams(search).keys())) {
    const [root, first] = name.split('.');
    if (known.includes(name) || (ROOTS.includes(root) && first !== 'devices')) continue;
    const nearest = nearestOf(name, known);
    if (nearest) found.push({ name, nearest });
  }
  return found;
}

/** @param {string} name @param {readonly string[]} known @returns {string | undefined} */
function nearestOf(name, known) {
  const plain = name.toLowerCase().replaceAll('-', '_');
  if (known.includes(plain)) return plain;
  if (Object.hasOwn(ELSEWHERE, plain)) return ELSEWHERE[plain];
  const [root, ...rest] = plain.split('.');
  if (root === 'machine' && rest[0] === 'devices') return 'device';
  const near = (/** @type {string} */ one) => distance(root, one) <= (one.length < 3 ? 0 : one.length < 5 ? 1 : 2);
  if (rest.length) {
    const meant = ROOTS.find(near);
    return meant && [meant, ...rest].join('.');
  }
  return known.filter(near).sort((a, b) => distance(plain, a) - distance(plain, b))[0];
}

/**
 * The nearest question to one in an address that has an answer: what the engine refuses is left out, except the names of
 * model and device, which nobody can guess, and a config.
 * @param {any} request
 * @param {(request: any) => Report} estimate  as the engine answers; throws {@link CanRunError}
 * @returns {{request: any, report?: Report, errors: EngineError[], ignored: Ignored[]}} errors: what could not be left out
 */
export function mended(request, estimate) {
  /** @type {Ignored[]} */
  const ignored = [];
  let asked = request;
  for (let pass = 0; ; pass += 1) {
    try {
      return { request: asked, report: estimate(asked), errors: [], ignored };
    } catch (error) {
      if (!(error instanceof CanRunError)) throw error;
      const before = asked;
      for (const { path } of error.errors) {
        const steps = removable(path);
        if (!steps || at(asked, steps) === undefined) continue;
        ignored.push(...namesOf(steps, at(asked, steps)));
        asked = withValue(asked, steps, undefined);
      }
      if (asked === before || pass === MOST_PASSES) return { request: asked, errors: error.errors, ignored };
    }
  }
}

/** What can be left out to do without the value at a JSON Pointer. @param {string} path @returns {string[] | undefined} */
function removable(path) {
  const [first, ...rest] = path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (first === 'format' || first === 'runtime') return [first];
  if (first === 'workload' || first === 'options') return [first, ...rest.slice(0, 1)];
  if (first !== 'machine' || rest[0] === undefined) return undefined;
  // The host is nothing without its memory, a device nothing without its name.
  if (rest[0] !== 'devices') return ['machine', rest[0]];
  return rest.length >= 3 && rest[2] !== 'device' ? ['machine', ...rest.slice(0, 3)] : undefined;
}

/** @param {string[]} path @param {any} value @returns {Ignored[]} */
function namesOf(path, value) {
  if (path[1] === 'devices') return [{ name: 'device', value: `${path.at(-1)} ${written(value)}` }];
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) => namesOf([...path, key], inner));
  return [{ name: parameterOf(path), value: written(value) }];
}

/** @param {any} value */
const written = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
