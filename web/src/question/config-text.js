// Is it a config.json? What the page checks of a model's config before the engine reads it.
import { CanRunError } from '../../engine.js';
import { requestText } from './state.js';

/** @typedef {import('../../engine.js').EngineError} EngineError */

/** A config longer than this is refused before it is read. Characters. */
export const LONGEST_CONFIG = 16 * 2 ** 20;

/** @param {any} request @param {string} configText @throws {CanRunError} where the text is no JSON object */
export function checkedText(request, configText) {
  if (configText.length > LONGEST_CONFIG) throw new CanRunError([tooLarge()]);
  try {
    const config = JSON.parse(configText);
    if (typeof config === 'object' && config !== null && !Array.isArray(config))
      return requestText(request, configText);
    throw new CanRunError([
      {
        code: 'wrong-type',
        path: '/model/config',
        values: { expected: 'an object' },
        message: 'a config.json holds an object',
      },
    ]);
  } catch (error) {
    if (error instanceof CanRunError) throw error;
    throw new CanRunError([{ code: 'not-json', path: '/model/config', message: /** @type {Error} */ (error).message }]);
  }
}

/** @returns {EngineError} */
export const tooLarge = () => ({
  code: 'too-large',
  path: '/model/config',
  values: { limit_bytes: LONGEST_CONFIG },
  message: `a config.json is at most ${LONGEST_CONFIG} characters`,
});
