// Starts the page: its language, its frame, and the view that it names.
import './style/style.css';
import { Names } from './catalog/names.js';
import { Site, wantedLanguages, withoutLanguage } from './page/site.js';
import { Context } from './text/context.js';
import { dictionaryOf, preferredLanguage } from './text/languages.js';
import { Words } from './text/words.js';

/** @type {Record<string, undefined | (() => Promise<{still?: boolean, start: (site: Site, main: HTMLElement) => void | Promise<void>}>)>} */
const views = /** @type {any} */ (import.meta.glob('./views/*/index.js'));

/** Said where not even the words have come. */
const FAILED = { failed: 'The estimator could not be loaded: {message}' };

async function start() {
  // The page's own path may change with the language: what is relative to it must not be asked for anew.
  for (const link of document.querySelectorAll('link')) link.setAttribute('href', link.href);
  const { view = 'verdict', path = '', root = './', language: written = 'en' } = document.documentElement.dataset;
  const language = preferredLanguage(location.search, written, wantedLanguages());
  const main = /** @type {HTMLElement} */ (document.querySelector('#main'));
  const load = views[`./views/${view}/index.js`];
  // The example is no answer to a question that was asked.
  if (load && isQuestion(location)) main.setAttribute('aria-busy', 'true');
  const [dictionary, code] = await Promise.all([dictionaryOf(language), load?.()]);
  const context = new Context(language, dictionary, new Names({}));
  const site = new Site({ view, path, root: new URL(root, location.href), context, still: !code || code.still });
  const here = site.addressHere(withoutLanguage(location.search), location.hash.slice(1));
  if (language !== written) {
    // What only stands there has to be fetched in the other language.
    if (site.still) {
      location.replace(here);
      return;
    }
    history.replaceState(history.state, '', here);
  }
  site.frame();
  await code?.start(site, main);
  main.removeAttribute('aria-busy');
}

/** @param {Location} address */
const isQuestion = ({ search, hash }) => withoutLanguage(search) !== '' || hash.startsWith('#config=');

start().catch(async (error) => {
  const notice = document.createElement('p');
  notice.className = 'error';
  notice.setAttribute('role', 'alert');
  // The words may be what could not be fetched; then the page was written in a language all the same.
  const { language = 'en' } = document.documentElement.dataset;
  const words = await dictionaryOf(preferredLanguage(location.search, language, wantedLanguages())).catch(() => ({}));
  notice.textContent = new Words({ page: FAILED, ...words }).say('page.failed', { message: error.message });
  document.querySelector('#main')?.removeAttribute('aria-busy');
  document.querySelector('#main')?.before(notice);
  throw error;
});
