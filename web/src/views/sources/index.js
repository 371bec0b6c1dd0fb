// The facts of the model and the device of the question, each with its sources.
import { define } from '../../page/define.js';
import { CanRunCombobox } from '../../question/combobox.js';
import { CanRunFacts } from './facts-view.js';

/** What stands around the facts stays as it was rendered. */
export const still = true;

/** @param {import('../../page/site.js').Site} site @param {HTMLElement} main */
export async function start(site, main) {
  site.call(await site.facts.names());
  define('canrun-combobox', CanRunCombobox);
  define('canrun-facts', CanRunFacts);
  const view = /** @type {CanRunFacts} */ (document.createElement('canrun-facts'));
  await view.prepare(site);
  main.querySelector('#facts')?.replaceChildren(view);
}
