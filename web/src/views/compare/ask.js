// What does the engine say to one cell? Its answer, or what it has against the question.
import { CanRunError } from '../../../engine.js';

const INCLUDE = /** @type {const} */ (['limits']);

/** @param {import('../../../engine.js').Engine} engine @returns {import('./grid.js').Ask} */
export const answered = (engine) => (request) => {
  try {
    return { report: engine.estimate({ ...request, include: [...INCLUDE] }) };
  } catch (error) {
    if (!(error instanceof CanRunError)) throw error;
    return { errors: error.errors };
  }
};
