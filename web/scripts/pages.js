// After the bundle: every page of every view in every language, from the one page that was bundled. What a reader without
// JavaScript sees is rendered here, by the same engine and templates that the browser runs.
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { loadEngine } from '../engine.js';
import { catalogPath, nodeSource } from '../engine-node.js';
import { Names } from '../src/catalog/names.js';
import { pathIn, viewAddress } from '../src/page/address.js';
import { foot, head } from '../src/page/frame.js';
import { Context } from '../src/text/context.js';
import { VIEWS } from '../src/views.js';
import { LANGUAGES, dictionaries } from './languages.js';

/**
 * A page as a view hands it over.
 * @typedef {object} Page
 * @property {string} path  below the language's root: "" or "tables/70b/"
 * @property {string} title
 * @property {string} description
 * @property {unknown} main  a Lit template
 */

/**
 * What a view renders its pages with, in one language.
 * @typedef {object} Desk
 * @property {import('../engine.js').Engine} engine  with the whole catalog
 * @property {any} catalog  as catalogc wrote it
 * @property {Context} context
 * @property {(path: string) => string} rootOf  from a page at that path to the site's root
 * @property {(path: string, view: string, query?: string) => string} link  from a page at that path to a view
 */

/** Where the site will stand, ending in "/", for addresses that must be whole; without it they are left out. */
const SITE_URL = process.env.CANRUN_SITE_URL;

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param {unknown} template no script takes it over: the marks of its parts would be dead weight */
const still = async (template) =>
  (await collectResult(render(html`${template}`)))
    .replace(/<!--\/?lit-[^>]*-->/g, '')
    .replace(/<!--\?lit[^>]*-->/g, '');

/** @param {string} language @param {any} catalog @param {import('../engine.js').Engine} engine @returns {Desk} */
function deskOf(language, catalog, engine) {
  const rootOf = (/** @type {string} */ path) => '../'.repeat(pathIn(path, language).split('/').length - 1) || './';
  return {
    engine,
    catalog,
    context: new Context(language, /** @type {any} */ (dictionaries.get(language)), new Names(catalog)),
    rootOf,
    link: (path, view, query) => viewAddress(rootOf(path), view, language, query),
  };
}

/**
 * Every page in every language.
 * @returns {Promise<{view: string, language: string, page: Page, desk: Desk}[]>}
 */
async function allPages() {
  const catalog = JSON.parse(await readFile(catalogPath, 'utf8'));
  const engine = await loadEngine(nodeSource);
  const all = [];
  for (const { id: language } of LANGUAGES) {
    const desk = deskOf(language, catalog, engine);
    for (const { id: view } of VIEWS) {
      const { pages } = await import(`../src/views/${view}/still.js`);
      for (const page of await pages(desk)) all.push({ view, language, page, desk });
    }
  }
  return all;
}

/** @param {any} bundle @param {string} module the end of its path @returns {string[]} files of its chunk and of what that imports */
function filesOf(bundle, module) {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const first = chunks.find((chunk) => chunk.facadeModuleId?.endsWith(module));
  const found = new Set();
  const visit = (/** @type {any} */ chunk) => {
    if (!chunk || found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    chunk.imports.forEach((/** @type {string} */ name) => visit(bundle[name]));
  };
  visit(first);
  const styles = chunks
    .filter((chunk) => found.has(chunk.fileName))
    .flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
  return [...found, ...styles];
}

/** What the page fetches at once. @param {any} bundle @param {string} view @param {string} language @param {boolean} live */
function links(bundle, view, language, live) {
  const named = (/** @type {RegExp} */ pattern) => Object.keys(bundle).filter((file) => pattern.test(file));
  const entry = filesOf(bundle, '/index.html');
  const scripts = [...filesOf(bundle, `/views/${view}/index.js`), ...filesOf(bundle, `/i18n/${language}.json`)];
  const wanted = [...new Set(scripts)].filter((file) => !entry.includes(file));
  const preload = (/** @type {string} */ file, /** @type {string} */ attributes) =>
    `<link rel="preload" href="./${file}" crossorigin ${attributes}>`;
  return [
    ...wanted.filter((file) => file.endsWith('.css')).map((file) => `<link rel="stylesheet" href="./${file}">`),
    ...named(/figures.*\.woff2$/).map((file) => preload(file, 'as="font" type="font/woff2"')),
    ...(live
      ? [
          ...named(/canrun-engine.*\.wasm$/).map((file) => preload(file, 'as="fetch" type="application/wasm"')),
          ...named(/core.*\.json$/).map((file) => preload(file, 'as="fetch" type="application/json"')),
          ...wanted
            .filter((file) => file.endsWith('.js'))
            .map((file) => `<link rel="modulepreload" href="./${file}" crossorigin>`),
        ]
      : []),
  ];
}

/** @param {Page} page @param {string} language @param {string[]} links */
function headOf({ path, title, description }, language, links) {
  const whole = (/** @type {string} */ of) => `${SITE_URL}${pathIn(path, of)}`;
  const property = (/** @type {string} */ name, /** @type {string} */ content) =>
    `<meta property="${name}" content="${escaped(content)}">`;
  return [
    `<title>${escaped(title)}</title>`,
    `<meta name="description" content="${escaped(description)}">`,
    property('og:type', 'website'),
    property('og:site_name', 'canrun'),
    property('og:title', title),
    property('og:description', description),
    property('og:locale', language === 'zh' ? 'zh_CN' : 'en_GB'),
    '<meta name="twitter:card" content="summary_large_image">',
    ...(SITE_URL
      ? [
          `<link rel="canonical" href="${escaped(whole(language))}">`,
          ...LANGUAGES.map(({ id, tag }) => `<link rel="alternate" hreflang="${tag}" href="${escaped(whole(id))}">`),
          property('og:url', whole(language)),
          property('og:image', `${SITE_URL}social.png`),
          property('og:image:width', '1200'),
          property('og:image:height', '630'),
        ]
      : []),
    ...links,
  ].join('\n    ');
}

/** @param {string} view */
const isLive = async (view) =>
  access(fileURLToPath(new URL(`../src/views/${view}/index.js`, import.meta.url))).then(
    () => true,
    () => false,
  );

/** @returns {import('vite').Plugin} */
export function pages() {
  return {
    name: 'canrun-pages',
    enforce: 'post',
    async writeBundle({ dir }, bundle) {
      const out = /** @type {string} */ (dir);
      const template = await readFile(join(out, 'index.html'), 'utf8');
      for (const { view, language, page, desk } of await allPages()) {
        const live = await isLive(view);
        const root = desk.rootOf(page.path);
        const place = {
          view,
          toView: (/** @type {string} */ id) => desk.link(page.path, id),
          toLanguage: (/** @type {string} */ id) => `${root}${pathIn(page.path, id)}`,
        };
        const tag = LANGUAGES.find(({ id }) => id === language)?.tag ?? language;
        const parts = {
          head: headOf(page, language, links(bundle, view, language, live)),
          header: await still(head(desk.context, place, LANGUAGES)),
          main: `${await still(page.main)}${live ? `<noscript><p class="noscript">${escaped(desk.context.words.say('page.no_script'))}</p></noscript>` : ''}`,
          footer: await still(foot(desk.context)),
        };
        // Addresses of the bundle are seen from its own page; the view's own are right already.
        const [before, ...rest] = template
          .replace(
            /<html [^>]*>/,
            `<html lang="${tag}" data-view="${view}" data-path="${page.path}" data-root="${root}" data-language="${language}">`,
          )
          .replace('<!--head-->', () => parts.head)
          .split('<body>');
        const body = rest
          .join('<body>')
          .replace(
            /<!--(header|main|footer)-->/g,
            (_, /** @type {'header' | 'main' | 'footer'} */ name) => parts[name],
          );
        const file = join(out, pathIn(page.path, language), 'index.html');
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, `${before.replaceAll('"./', `"${root}`)}<body>${body}`);
      }
    },
  };
}
