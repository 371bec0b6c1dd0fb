// My machine: all models ranked for it.
import { CanRunRuler } from '../../card/ruler.js';
import { define } from '../../page/define.js';
import { CanRunCombobox } from '../../question/combobox.js';
import '../../ranking/ranking.css';
import { CanRunMachine } from './machine-view.js';

/** @param {import('../../page/site.js').Site} site @param {HTMLElement} main */
export async function start(site, main) {
  define('canrun-combobox', CanRunCombobox);
  define('canrun-ruler', CanRunRuler);
  define('canrun-machine', CanRunMachine);
  const view = /** @type {CanRunMachine} */ (document.createElement('canrun-machine'));
  // The example stays until there is something to show.
  await view.prepare(site);
  main.replaceChildren(view);
  const { CanRunMachineGuess } = await import('../../recognise/machine-guess.js');
  define('canrun-machine-guess', CanRunMachineGuess);
}
