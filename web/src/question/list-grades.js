// Which grade has each model of a list on the machine of the question, and each device with its model?
import { gradeShown } from '../card/sentence.js';

/** @typedef {import('../types/rank').RankRequest} RankRequest @typedef {import('../types/rank').Ranking} Ranking */
/** @typedef {(request: any) => Promise<Ranking>} Rank */

const FIELDS = ['grade', 'pace'];

/**
 * Asks for models on the machine of a question.
 * @param {Rank} rank @param {any} request
 * @returns {import('./grading.js').Ask}
 */
export const modelGrades = (rank, { model: _, ...others }) => asker(rank, 'model', others, {});

/**
 * Asks for devices in the place of one entry of a question, as many as it has.
 * @param {Rank} rank @param {any} request @param {number} index of the entry
 * @returns {import('./grading.js').Ask}
 */
export const deviceGrades = (rank, { machine, ...others }, index) =>
  asker(rank, 'device', machine?.host ? { ...others, machine: { host: machine.host } } : others, {
    counts: [machine?.devices?.[index]?.count ?? 1],
  });

/** @param {Rank} rank @param {'model' | 'device'} vary @param {any} request @param {any} where @returns {import('./grading.js').Ask} */
const asker = (rank, vary, request, where) => async (ids) => {
  const { rows } = await rank({ ...request, vary, where: { ...where, ids }, limit: ids.length, fields: FIELDS });
  return new Map(rows.map((row) => [/** @type {string} */ (row[vary]), gradeShown(row)]));
};
