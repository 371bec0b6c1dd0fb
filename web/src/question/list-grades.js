// Which grade has each model of a list on the machine of the question, and each device or machine with its model?
import { gradeShown } from '../card/sentence.js';

/** @typedef {import('../types/rank').RankRequest} RankRequest @typedef {import('../types/rank').Ranking} Ranking */
/** @typedef {(request: any) => Promise<Ranking>} Rank @typedef {import('../search/index.js').Option} Option */

/**
 * Grades of models on the machine of a question.
 * @param {Rank} rank @param {any} request
 * @returns {import('./grading.js').Ask}
 */
export const modelGrades = (rank, request) => (options) =>
  grades(rank, 'model', without(request, 'model'), { ids: options.map(({ id }) => id) });

/**
 * Grades of devices in the place of the one of a question, as many as it has, and of whole machines.
 * @param {Rank} rank @param {any} request
 * @returns {import('./grading.js').Ask}
 */
export const deviceGrades = (rank, request) => async (options) => {
  const { machine, model } = request;
  const host = machine?.host && { host: machine.host };
  const ids = options.filter(({ kind }) => kind === 'device').map(({ id }) => id);
  const single = { ...without(request, 'machine'), ...(host && { machine: host }) };
  const parts = await Promise.all([
    ids.length ? grades(rank, 'device', single, { ids, counts: [machine?.devices?.[0]?.count ?? 1] }) : [],
    ...options.flatMap(async ({ id, devices, host_gib }) => {
      if (!devices) return [];
      const whole = { ...machine, devices, ...(host_gib && { host: { ...machine?.host, memory_gib: host_gib } }) };
      const found = await grades(rank, 'model', { ...without(request, 'model'), machine: whole }, { ids: [model] });
      return [...found.values()].map((grade) => /** @type {[string, string]} */ ([id, grade]));
    }),
  ]);
  return new Map(parts.flatMap((part) => [...part]));
};

/** @param {any} request @param {string} key */
const without = (request, key) => Object.fromEntries(Object.entries(request).filter(([name]) => name !== key));

/** @param {Rank} rank @param {'model' | 'device'} vary @param {any} request @param {any} where @returns {Promise<Map<string, string>>} */
async function grades(rank, vary, request, where) {
  const { rows } = await rank({ ...request, vary, where, limit: where.ids.length, fields: ['grade', 'pace'] });
  return new Map(rows.map((row) => [/** @type {string} */ (row[vary]), gradeShown(row)]));
}
