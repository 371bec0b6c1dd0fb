// This model: all machines ranked for it.
import { CanRunRuler } from '../../card/ruler.js';
import { define } from '../../page/define.js';
import { CanRunCombobox } from '../../question/combobox.js';
import '../../ranking/ranking.css';
import { CanRunModel } from './model-view.js';

/** @param {import('../../page/site.js').Site} site @param {HTMLElement} main */
export async function start(site, main) {
  define('canrun-combobox', CanRunCombobox);
  define('canrun-ruler', CanRunRuler);
  define('canrun-model', CanRunModel);
  const view = /** @type {CanRunModel} */ (document.createElement('canrun-model'));
  // The example stays until there is something to show.
  await view.prepare(site);
  main.replaceChildren(view);
}
