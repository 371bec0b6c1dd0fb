// What stands around every view: the head with the menu and the languages, and the foot. Plain links, so that they work
// before and without any script; the same templates when they are rendered ahead of time.
import { html, nothing } from 'lit';
import { VIEWS } from '../views.js';

/** @typedef {import('../text/context.js').Context} Context */
/** @typedef {{id: string, name: string, tag: string}} Language */

/**
 * Where the page is, for its links.
 * @typedef {object} Place
 * @property {string} view  the view's id
 * @property {(view: string) => string} toView  the address of a view in the same language
 * @property {(language: string) => string} toLanguage  the address of this page in another language
 * @property {(language: string, event: Event) => void} [speak]  takes a press on a language over, where the page can
 * @property {(event: Event) => void} [skip]  takes the skip link over: the fragment of the address belongs to the question
 */

/** @param {Context} context @param {Place} place @param {readonly Language[]} languages */
export function head({ words, language }, place, languages) {
  return html`<a class="skip" href="#main" @click=${place.skip ?? nothing}>${words.say('page.skip')}</a>
    <p class="brand"><a href=${place.toView('verdict')}>canrun</a></p>
    <nav class="views" aria-label=${words.say('page.menu')}>
      <ul>
        ${VIEWS.map(
          ({ id }) =>
            html`<li>
              <a href=${place.toView(id)} aria-current=${id === place.view ? 'page' : nothing}
                >${words.say(`view.${id}.menu`)}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
    <nav class="languages" aria-label=${words.say('page.language')}>
      <ul>
        ${languages.map(
          ({ id, name, tag }) =>
            html`<li>
              <a
                href=${place.toLanguage(id)}
                lang=${tag}
                hreflang=${tag}
                aria-current=${id === language ? 'true' : nothing}
                @click=${place.speak ? (/** @type {Event} */ event) => place.speak?.(id, event) : nothing}
                >${name}</a
              >
            </li>`,
        )}
      </ul>
    </nav>`;
}

/** @param {Context} context */
export const foot = ({ words }) => html`<p class="quiet">${words.say('page.private')}</p>`;
