// Can I run it? The page of one model on one machine.
import { CanRunRuler } from '../../card/ruler.js';
import { whenIdle } from '../../page/idle.js';
import { define } from '../../page/define.js';
import { CanRunCombobox } from '../../question/combobox.js';
import { CanRunVerdict } from './verdict-view.js';

/** @param {import('../../page/site.js').Site} site @param {HTMLElement} main */
export async function start(site, main) {
  define('canrun-combobox', CanRunCombobox);
  define('canrun-ruler', CanRunRuler);
  define('canrun-verdict', CanRunVerdict);
  const view = /** @type {CanRunVerdict} */ (document.createElement('canrun-verdict'));
  // The example stays until the answer is there.
  await view.prepare(site);
  main.replaceChildren(view);
  await view.drafts.takeUp();
  // The answer is there; what follows is not waited for.
  main.removeAttribute('aria-busy');
  // Names first: they are what can be chosen next. Who only reads the answer of a link needs no whole catalog.
  await site.callAll();
  const { CanRunMachineGuess } = await import('../../recognise/machine-guess.js');
  define('canrun-machine-guess', CanRunMachineGuess);
  whenIdle(() => import('../../search/index.js'));
  view.addEventListener('focusin', () => whenIdle(() => site.facts.whole()), { once: true });
}
