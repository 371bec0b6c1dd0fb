// Where does what we know come from? What kinds of sources there are and how much rests on each; the facts of the example.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { html } from 'lit';
import { catalogPath } from '../../../engine-node.js';
import { EXAMPLE } from '../../question/example.js';
import { factsTable } from './facts-table.js';

/** @typedef {import('./facts-table.js').Source} Source */

const KINDS = ['config', 'vendor', 'measured', 'derived', 'estimate'];
const LISTS = ['models', 'devices', 'tokenizers', 'formats', 'runtimes'];

/** Sources that carry less than this many entries are not listed one by one. */
const LEAST_LISTED = 5;

/** @param {import('../../../scripts/pages.js').Desk} desk @returns {Promise<import('../../../scripts/pages.js').Page[]>} */
export async function pages({ context, catalog }) {
  const { words, figures } = context;
  const sources = JSON.parse(await readFile(join(dirname(catalogPath), 'sources.json'), 'utf8'));
  const example = {
    model: String(EXAMPLE.model),
    device: String(EXAMPLE.machine.devices[0].device),
  };
  const factsOf = (/** @type {'models' | 'devices'} */ list, /** @type {string} */ id) =>
    factsTable(
      catalog[list].find((/** @type {any} */ one) => one.id === id),
      sources[list][id],
      context,
    );
  return [
    {
      path: 'data/',
      title: words.say('view.sources.title'),
      description: words.say('view.sources.description'),
      main: html`<article class="prose">
        <h1>${words.say('view.sources.title')}</h1>
        <p>
          ${words.say('data.intro', {
            models: figures.count(catalog.models.length),
            devices: figures.count(catalog.devices.length),
            formats: figures.count(catalog.formats.length),
          })}
        </p>
        <div id="facts" class="facts-of">
          <h2>${words.say('data.look_up')}</h2>
          <h3>${context.names.model(example.model)}</h3>
          ${factsOf('models', example.model)}
          <h3>${context.names.device(example.device)}</h3>
          ${factsOf('devices', example.device)}
        </div>
        <h2>${words.say('data.kinds')}</h2>
        <p>${words.say('data.kinds_lead')}</p>
        ${kindsTable(sources, context)}
        <h2>${words.say('data.where')}</h2>
        <p>${words.say('data.where_lead', { least: figures.count(LEAST_LISTED) })}</p>
        ${placesList(sources, context)}
        <h2>${words.say('data.wrong')}</h2>
        <p>${words.say('data.wrong_lead')}</p>
        <p class="quiet">${words.say('data.version', { version: catalog.version })}</p>
      </article>`,
    },
  ];
}

/** @param {any} sources @param {string} list @returns {Source[]} */
const sourcesOf = (sources, list) => Object.values(sources[list]).flat();

/** @param {any} sources @param {import('../../text/context.js').Context} context */
function kindsTable(sources, { words, figures }) {
  const count = (/** @type {string} */ list, /** @type {string} */ kind) =>
    sourcesOf(sources, list).filter((source) => source.kind === kind).length;
  return html`<div class="table-box" role="region" tabindex="0" aria-label=${words.say('data.kinds')}>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.say('data.column_kind')}</th>
          ${LISTS.map((list) => html`<th scope="col">${words.say(`data.list.${list}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${KINDS.map(
          (kind) =>
            html`<tr>
              <th scope="row">
                ${words.say(`data.kind.${kind}.name`)}<br /><span class="quiet"
                  >${words.say(`data.kind.${kind}.means`)}</span
                >
              </th>
              ${LISTS.map((list) => html`<td>${figures.count(count(list, kind))}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Repositories and sites, the most used first. @param {any} sources @param {import('../../text/context.js').Context} context */
function placesList(sources, { words, figures }) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const list of LISTS) {
    for (const { url } of sourcesOf(sources, list)) {
      const place = url && placeOf(url);
      if (place) uses.set(place, (uses.get(place) ?? 0) + 1);
    }
  }
  const listed = [...uses].filter(([, count]) => count >= LEAST_LISTED).sort((a, b) => b[1] - a[1]);
  return html`<ul class="places">
    ${listed.map(
      ([place, count]) =>
        html`<li>
          <a href="https://${place}" rel="noopener noreferrer">${place}</a>
          <span class="quiet">${words.say('data.uses', { count: figures.count(count) })}</span>
        </li>`,
    )}
  </ul>`;
}

/** "github.com/owner/name", else the host. @param {string} url */
function placeOf(url) {
  const { host, pathname } = new URL(url);
  const steps = pathname.split('/').filter(Boolean);
  return host === 'github.com' ? [host, ...steps.slice(0, 2)].join('/') : host;
}
