// What does the page of one size class say? The answers behind it, computed once for every language.
import { CanRunError } from '../../../engine.js';
import { picksFor, referenceAnswer, requestOn } from './model.js';

/** @typedef {import('./model.js').Answer} Answer @typedef {import('./model.js').Ask} Ask */
/** @typedef {import('./model.js').Machines} Machines @typedef {import('./model.js').Pick} Pick */
/** @typedef {{id: string, label: string, model: string, parameters: [number, number]}} Size */
/** @typedef {{formats: string[], contexts: number[], answer: {context_tokens: number, formats: string[]}, least: string, sizes: Size[]}} Sizes */
/** @typedef {{id: string, name: string, variant?: string, released?: string, parameters?: {published?: number}}} CatalogModel */

/**
 * One change and what it makes of the answer in the first format.
 * @typedef {object} Change
 * @property {string} id "longer", "cache", "requests", "least"
 * @property {Answer} answer
 * @property {Record<string, number | string>} values that its words name
 */

/**
 * @typedef {object} SizeModel
 * @property {Size} size
 * @property {number} trained what the class's model was trained for, tokens
 * @property {number} context what the answer speaks of, tokens
 * @property {Answer[]} answers at that context, in the three formats of the answer
 * @property {number[]} contexts columns
 * @property {{format: string, answers: (Answer | undefined)[]}[]} rows
 * @property {{format: string, picks: Pick[]}[]} picks
 * @property {{model: CatalogModel, answer: Answer}[]} models
 * @property {Change[]} changes
 */

/** Most models of the class that are named. */
const MOST_MODELS = 10;

/** Most machines of one kind for one format. */
const MOST_PICKS = 3;

/** Requests at a time that the page speaks of. */
const SEVERAL = 8;

/**
 * @param {Size} size @param {Sizes} sizes @param {Machines} machines @param {CatalogModel[]} catalog @param {Ask} ask
 * @returns {SizeModel}
 */
export function sizeModel(size, sizes, machines, catalog, ask) {
  const trained = trainedContext(size.model, machines, ask);
  const context = Math.min(trained, sizes.answer.context_tokens);
  const fitting = sizes.contexts.filter((tokens) => tokens <= trained);
  const contexts = [...new Set([...fitting, context])].sort((one, two) => one - two);
  const question = (/** @type {string} */ format, tokens = context) => ({
    model: size.model,
    format,
    workload: { context_tokens: tokens },
  });
  const answers = sizes.answer.formats.map((format) => wanted(referenceAnswer(question(format), machines, ask), size));
  return {
    size,
    trained,
    context,
    answers,
    contexts,
    rows: sizes.formats.map((format) => ({
      format,
      answers: contexts.map((tokens) => referenceAnswer(question(format, tokens), machines, ask)),
    })),
    picks: sizes.answer.formats.map((format) => ({
      format,
      picks: machines.groups.flatMap((group) => picksFor(question(format), group, ask, MOST_PICKS)),
    })),
    models: modelsOf(size, catalog).map((model) => ({
      model,
      answer: wanted(referenceAnswer({ ...question(sizes.answer.formats[0]), model: model.id }, machines, ask), size),
    })),
    changes: changesOf(answers[0], { size, trained, context, least: sizes.least, machines, ask }),
  };
}

/** @param {string} model @param {Machines} machines @param {Ask} ask */
function trainedContext(model, machines, ask) {
  const request = requestOn({ model, format: 'Q4_K_M' }, { device: machines.reference[0], count: 16 });
  return ask.estimate({ ...request, include: ['limits'] }).limits?.trained_context_tokens ?? 2048;
}

/** @param {Answer | undefined} answer @param {Size} size @returns {Answer} */
function wanted(answer, size) {
  if (!answer) throw new Error(`no reference machine is enough for a ${size.label} model`);
  return answer;
}

/** Models of the class, newest first; those that chat before those that only continue text. @param {Size} size @param {CatalogModel[]} catalog */
export function modelsOf(size, catalog) {
  const [from, to] = size.parameters;
  const inClass = catalog.filter(({ parameters }) => {
    const count = parameters?.published ?? 0;
    return count >= from && count < to;
  });
  const base = (/** @type {CatalogModel} */ model) => Number(model.variant === 'base');
  const newest = (/** @type {CatalogModel} */ one, /** @type {CatalogModel} */ two) =>
    base(one) - base(two) || (two.released ?? '').localeCompare(one.released ?? '') || one.id.localeCompare(two.id);
  const chosen = inClass.sort(newest).slice(0, MOST_MODELS);
  const own = inClass.find((model) => model.id === size.model);
  return own && !chosen.includes(own) ? [...chosen.slice(0, MOST_MODELS - 1), own] : chosen;
}

/**
 * @param {Answer} answer
 * @param {{size: Size, trained: number, context: number, least: string, machines: Machines, ask: Ask}} given
 * @returns {Change[]}
 */
function changesOf(answer, { trained, context, least, machines, ask }) {
  const { machine, ...question } = answer.request;
  const asked = /** @type {{model: string}} */ (question);
  /** @type {[string, any, Record<string, number | string>][]} */
  const changes = [
    ['cache', { options: { kv_type: 'q8_0' } }, { type: 'q8_0' }],
    ['requests', { workload: { context_tokens: context, concurrency: SEVERAL } }, { count: SEVERAL }],
    ['least', { format: least }, { format: least }],
  ];
  const longer = Math.min(trained, 4 * context);
  if (longer > context) changes.unshift(['longer', { workload: { context_tokens: longer } }, { tokens: longer }]);
  return changes.flatMap(([id, patch, values]) => {
    const changed = allowed(() => referenceAnswer({ ...asked, ...patch }, machines, ask));
    return changed ? [{ id, answer: changed, values }] : [];
  });
}

/** What the runtime refuses (a quantised cache without flash attention) is no change to offer. @template T @param {() => T} asking */
function allowed(asking) {
  try {
    return asking();
  } catch (error) {
    if (error instanceof CanRunError) return undefined;
    throw error;
  }
}
