// The facts of each model and device as a file of its own, so that a first answer fetches two of them and not a thousand.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { catalogPath } from '../engine-node.js';

const catalog = async () => JSON.parse(await readFile(catalogPath, 'utf8'));
const beside = async (/** @type {string} */ name) =>
  JSON.parse(await readFile(join(dirname(catalogPath), name), 'utf8'));

/**
 * `virtual:catalog`, and after the bundle facts/VERSION/{models,devices}/ID.json with the sources beside them in
 * facts/VERSION/sources and what can be fetched in facts/VERSION/downloads: {} where nothing is known.
 * @returns {import('vite').Plugin}
 */
export function facts() {
  const id = 'virtual:catalog';
  return {
    name: 'canrun-facts',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined;
      return `export const CATALOG_VERSION = ${JSON.stringify((await catalog()).version)};`;
    },
    async writeBundle({ dir }) {
      const { version, ...lists } = await catalog();
      const [cited, downloads] = [await beside('sources.json'), await beside('downloads.json')];
      const under = (/** @type {string[]} */ ...path) => join(/** @type {string} */ (dir), 'facts', version, ...path);
      const files = ['models', 'devices'].flatMap((kind) =>
        lists[kind].flatMap((/** @type {any} */ one) => [
          { path: under(kind, `${one.id}.json`), text: JSON.stringify(one) },
          { path: under('sources', kind, `${one.id}.json`), text: JSON.stringify(cited[kind][one.id] ?? []) },
        ]),
      );
      for (const { id } of lists.models)
        files.push({ path: under('downloads', `${id}.json`), text: JSON.stringify(downloads.models[id] ?? {}) });
      for (const folder of new Set(files.map(({ path }) => dirname(path)))) await mkdir(folder, { recursive: true });
      await Promise.all(files.map(({ path, text }) => writeFile(path, text)));
    },
  };
}
