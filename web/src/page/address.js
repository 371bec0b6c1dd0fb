// Where does it stand? Addresses below the site's root, which may be any folder of any host: never an absolute path.
import { viewOf } from '../views.js';

/** The language of pages whose path names none. */
export const FIRST_LANGUAGE = 'en';

/**
 * The path of a page below the site's root.
 * @param {string} path below the language's root, "" or ending in "/"
 * @param {string} language
 */
export const pathIn = (path, language) => (language === FIRST_LANGUAGE ? path : `${language}/${path}`);

/**
 * A view's address as seen from a page.
 * @param {string} root  from the page to the site's root: "./", "../", "../../"
 * @param {string} view  its id
 * @param {string} language
 * @param {string} [query]  without "?"
 */
export const viewAddress = (root, view, language, query = '') =>
  `${root}${pathIn(viewOf(view).path, language)}${query ? `?${query}` : ''}`;
