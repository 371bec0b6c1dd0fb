// Starts the page: language, names, engine.
import './style/style.css';
import { loadEngine } from '../engine.js';
import { CanRunApp, announceLanguage } from './views/verdict/verdict-view.js';
import { CanRunCombobox } from './question/combobox.js';
import { Context } from './text/context.js';
import { dictionaryOf, preferredLanguage } from './text/languages.js';
import { Names } from './catalog/names.js';
import { catalogBytes, pageSource } from './catalog/engine-source.js';
import { CanRunRuler } from './card/ruler.js';

/** @param {string} name @param {CustomElementConstructor} element a second registration is harmless */
function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}

async function start() {
  const language = preferredLanguage(location.search, navigator.languages);
  const [bytes, engine] = await Promise.all([catalogBytes(), loadEngine(pageSource)]);
  const context = new Context(language, dictionaryOf(language), new Names(JSON.parse(new TextDecoder().decode(bytes))));
  announceLanguage(context);
  define('canrun-combobox', CanRunCombobox);
  define('canrun-ruler', CanRunRuler);
  define('canrun-app', CanRunApp);
  const app = /** @type {CanRunApp} */ (document.querySelector('canrun-app'));
  app.context = context;
  app.engine = engine;
}

start().catch((error) => {
  const notice = document.createElement('p');
  notice.className = 'error';
  notice.setAttribute('role', 'alert');
  notice.textContent = `The estimator could not be loaded: ${error.message}`;
  document.querySelector('canrun-app')?.before(notice);
  throw error;
});
