// Where are the engine's files when a browser runs it? Beside the page, under names that the build gave them.
import create from '#engine/canrun-engine.mjs';
import wasmUrl from '#engine/canrun-engine.wasm?url';
import coreUrl from '#catalog/core.json?url';
import modelsUrl from '#catalog/models.json?url';
import devicesUrl from '#catalog/devices.json?url';
import namesUrl from '../generated/names.json?url';

export const urls = { core: coreUrl, models: modelsUrl, devices: devicesUrl, names: namesUrl };

/** @param {string} url @returns {Promise<Response>} @throws where the host does not have it */
export async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response;
}

/** @param {string} url @returns {Promise<Uint8Array>} */
export const bytesAt = async (url) => new Uint8Array(await (await fetched(url)).arrayBuffer());

/**
 * The engine with the formats and runtimes; models and devices are added as questions name them.
 * @type {import('../../engine.js').Source}
 */
export const pageSource = {
  create: async () => create,
  wasm: () => bytesAt(wasmUrl),
  catalog: () => bytesAt(coreUrl),
};
