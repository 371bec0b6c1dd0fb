// The pages of tables: all tables on one, and one for each size class. Rendered ahead of time, read without JavaScript.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { html } from 'lit';
import { catalogPath } from '../../../engine-node.js';
import { deviceModel, tableModel } from './model.js';
import { sizeModel } from './size-model.js';
import { sizeLinks, sizePage, sizeValues } from './size-template.js';
import { deviceSection, tableSection } from './template.js';

/** @typedef {import('../../../scripts/pages.js').Desk} Desk @typedef {import('../../../scripts/pages.js').Page} Page */

/** The order of the page. */
export const TABLES = [
  'size-classes',
  'yi-batch',
  'qwen2-7b-context',
  'qwen2-speed',
  'llama-2',
  'context-requests',
  'gpus',
  'training',
];

const PATH = 'tables/';

/** @returns {Record<string, any>} data/tables by name */
export function tableData() {
  const folder = new URL('../../../../data/tables/', import.meta.url);
  return Object.fromEntries(
    readdirSync(folder).map((file) => [
      file.replace('.json', ''),
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
    ]),
  );
}

/** @param {import('./model.js').Ask} ask @param {any} catalog as catalogc wrote it */
export function tableModels(ask, catalog) {
  const data = tableData();
  const { machines, sizes } = data;
  return {
    reference: String(machines.reference[0]),
    tables: TABLES.map((id) =>
      data[id].kind === 'devices'
        ? deviceModel(data[id], data['size-classes'], catalog.devices, ask)
        : tableModel(data[id], machines, ask),
    ),
    sizes: /** @type {import('./size-model.js').Sizes} */ (sizes).sizes.map((size) =>
      sizeModel(size, sizes, machines, catalog.models, ask),
    ),
  };
}

/** The figures are the same in every language: they are computed once. @type {WeakMap<object, ReturnType<typeof tableModels>>} */
const computed = new WeakMap();

/** Where the memory of a device was read, by the catalog's own list of sources. */
function deviceSources() {
  const { devices } = JSON.parse(readFileSync(join(dirname(catalogPath), 'sources.json'), 'utf8'));
  return (/** @type {string} */ device) =>
    (devices[device] ?? []).find(
      (/** @type {{for: string[], url?: string}} */ source) => source.url && source.for.includes('memory_gib'),
    );
}

/** @param {Desk} desk @returns {Page[]} */
export function pages({ engine, catalog, context, link, rootOf }) {
  const models = computed.get(engine) ?? tableModels(engine, catalog);
  computed.set(engine, models);
  const { words } = context;
  const sizes = models.sizes.map(({ size }) => size);
  const at = (/** @type {string} */ path) => ({
    context,
    reference: models.reference,
    toVerdict: (/** @type {string} */ query) => link(path, 'verdict', query),
    toTables: link(path, 'tables'),
    toSize: (/** @type {string} */ id) => `${link(path, 'tables')}${id}/`,
  });
  const sourceOf = deviceSources();
  const here = at(PATH);
  return [
    {
      path: PATH,
      title: words.say('view.tables.title'),
      description: words.say('view.tables.description'),
      main: html`<div class="prose">
        <h1>${words.say('view.tables.title')}</h1>
        <p class="lead">${words.say('tables.lead')}</p>
        <p class="quiet">${words.say('tables.how')} ${words.say('tables.grey')}</p>
        <nav aria-label=${words.say('tables.sizes')}>
          <h2>${words.say('tables.sizes')}</h2>
          ${sizeLinks(sizes, here)}
        </nav>
        <nav aria-label=${words.say('tables.contents')}>
          <h2>${words.say('tables.contents')}</h2>
          <ul class="plain-list">
            ${TABLES.map((id) => html`<li><a href="#${id}">${words.say(`tables.${id}.title`)}</a></li>`)}
          </ul>
        </nav>
        ${models.tables.map((model) =>
          'cells' in (model.rows[0] ?? {})
            ? tableSection(/** @type {any} */ (model), here)
            : deviceSection(/** @type {any} */ (model), sourceOf, here),
        )}
      </div>`,
    },
    ...models.sizes.map((model) => {
      const path = `${PATH}${model.size.id}/`;
      const values = sizeValues(model, context);
      return {
        path,
        title: words.say('tables.size.title', values),
        description: words.say('tables.size.description', values),
        main: sizePage(model, sizes, at(path)),
      };
    }),
  ];
}
