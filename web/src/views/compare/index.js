// Which of these? Formats by contexts, or models by machines.
import './compare.css';
import { CanRunRuler } from '../../card/ruler.js';
import { define } from '../../page/define.js';
import { whenIdle } from '../../page/idle.js';
import { CanRunCombobox } from '../../question/combobox.js';
import { CanRunCompare } from './compare-view.js';

/** @param {import('../../page/site.js').Site} site @param {HTMLElement} main */
export async function start(site, main) {
  define('canrun-combobox', CanRunCombobox);
  define('canrun-ruler', CanRunRuler);
  define('canrun-compare', CanRunCompare);
  const view = /** @type {CanRunCompare} */ (document.createElement('canrun-compare'));
  // The example stays until the answers are there.
  await view.prepare(site);
  main.replaceChildren(view);
  await view.updateComplete;
  await site.callAll();
  whenIdle(() => site.facts.whole());
}
