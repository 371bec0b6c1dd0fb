// What does a view have at hand? The place and language of its page, the engine, the facts, the rankings.
import { render } from 'lit';
import { loadEngine } from '../../engine.js';
import { CATALOG_VERSION } from 'virtual:catalog';
import { pageSource } from '../catalog/engine-source.js';
import { Facts } from '../catalog/facts.js';
import { Names } from '../catalog/names.js';
import { Rankings } from '../catalog/rankings.js';
import { Context } from '../text/context.js';
import { LANGUAGES, dictionaryOf, firstKnown } from '../text/languages.js';
import { FIRST_LANGUAGE, pathIn, viewAddress } from './address.js';
import { foot, head } from './frame.js';
import { remember, remembered } from './remembered.js';

/**
 * One page of the site in a browser. Dispatches "context" when language or names change.
 */
export class Site extends EventTarget {
  /** The language that was chosen last. @type {string | undefined} */
  #chosen;
  /** The question that a menu takes along, as a query without "?". */
  #question = '';

  /**
   * @param {object} page
   * @param {string} page.view  the view's id
   * @param {string} page.path  the page's own path below its language's root
   * @param {URL} page.root  of the site
   * @param {Context} page.context
   * @param {boolean} [page.still]  most of it was rendered ahead of time: another language is another page
   */
  constructor({ view, path, root, context, still = false }) {
    super();
    this.view = view;
    this.path = path;
    this.root = root;
    this.context = context;
    this.still = still;
    this.facts = new Facts(root, CATALOG_VERSION);
    this.rankings = new Rankings();
  }

  /** The page's engine; it knows formats and runtimes, and what `facts` has brought. */
  engine() {
    return loadEngine(pageSource);
  }

  /** Makes the frame live. */
  frame() {
    const { context } = this;
    const at = (/** @type {string} */ selector) => {
      const place = /** @type {HTMLElement} */ (document.querySelector(selector));
      // What was rendered ahead of time goes once; afterwards Lit keeps its own.
      if (!('_$litPart$' in place)) place.replaceChildren();
      return place;
    };
    document.documentElement.lang = context.words.say('tag');
    if (!this.still) document.title = context.words.say(`view.${this.view}.title`);
    render(
      head(
        context,
        {
          view: this.view,
          toView: (view) => this.address(view, takesQuestion(view) ? this.#question : ''),
          toLanguage: (language) => this.#here(language),
          speak: (language, event) => {
            remember('language', language);
            if (this.still) return;
            event.preventDefault();
            this.speak(language);
          },
          skip: (event) => {
            event.preventDefault();
            /** @type {HTMLElement | null} */ (document.querySelector('#main'))?.focus();
          },
        },
        LANGUAGES,
      ),
      at('body > header'),
    );
    render(foot(context), at('body > footer'));
  }

  /** The address of a view, in the language that is spoken. @param {string} view @param {string} [query] without "?" */
  address(view, query) {
    return viewAddress(
      this.root.href,
      view,
      this.context.language,
      this.#withLanguage(query ?? '', this.context.language),
    );
  }

  /** This page in a language, with the question that it holds. @param {string} language @param {string} [query] @param {string} [hash] */
  #here(language, query = withoutLanguage(location.search), hash = location.hash) {
    const asked = this.#withLanguage(query, language);
    return `${this.root.href}${pathIn(this.path, language)}${asked ? `?${asked}` : ''}${hash}`;
  }

  /** The address of this page with another question. @param {string} query without "?" @param {string} [fragment] without "#" */
  addressHere(query, fragment = '') {
    return this.#here(this.context.language, query, fragment ? `#${fragment}` : '');
  }

  /** Only a page in the first language says its language, and only to those whose browser would ask for another one. @param {string} query @param {string} language */
  #withLanguage(query, language) {
    if (language !== FIRST_LANGUAGE || (firstKnown(wantedLanguages()) ?? FIRST_LANGUAGE) === FIRST_LANGUAGE)
      return query;
    return query ? `${query}&lang=${language}` : `lang=${language}`;
  }

  /** Another language on the same page: nothing typed is lost, meanwhile neither. @param {string} language */
  async speak(language) {
    this.#chosen = language;
    const dictionary = await dictionaryOf(language);
    // Whoever has chosen again while the words came hears the last choice.
    if (this.#chosen !== language) return;
    this.context = new Context(language, dictionary, this.context.names);
    history.replaceState(history.state, '', this.#here(language));
    this.#changed();
  }

  /** The question that is on its way through the views: the links of the menu take it along. @param {string} query without "?" */
  carry(query) {
    if (query === this.#question) return;
    this.#question = query;
    this.frame();
  }

  /** Calls everything by its name, now or when the network is back: what stands there needs no more than it has. */
  async callAll() {
    try {
      this.call(await this.facts.names());
    } catch {
      addEventListener('online', () => this.callAll(), { once: true });
    }
  }

  /** The names of things, as far as they are known. @param {Names} names */
  call(names) {
    this.context = new Context(this.context.language, this.context.words.dictionary, names);
    this.#changed();
  }

  #changed() {
    this.frame();
    this.dispatchEvent(new Event('context'));
  }
}

/** Views that read one model on one machine from their address. */
const ASKING = ['verdict', 'machine', 'model', 'method', 'sources'];

/** @param {string} view its id */
const takesQuestion = (view) => ASKING.includes(view);

/** What the reader chose on this device, then what the browser asks for. */
export const wantedLanguages = () => [remembered('language') ?? '', ...navigator.languages];

/** @param {string} search @returns {string} the query without its language */
export function withoutLanguage(search) {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part && !/^lang=/.test(part))
    .join('&');
}
