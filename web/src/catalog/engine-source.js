// Where are the engine's files when a page runs it? Beside the page, under names that the build gave them.
import create from '#engine/canrun-engine.mjs';
import wasmUrl from '#engine/canrun-engine.wasm?url';
import catalogUrl from '#catalog?url';

/** @param {string} url @returns {Promise<Uint8Array>} */
async function bytesAt(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** @type {Promise<Uint8Array> | undefined} */
let catalog;
export const catalogBytes = () => (catalog ??= bytesAt(catalogUrl));

/** @type {import('../../engine.js').Source} */
export const pageSource = {
  create: async () => create,
  wasm: () => bytesAt(wasmUrl),
  catalog: catalogBytes,
};
