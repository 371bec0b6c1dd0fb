// Where are the engine's files when Node runs it? In the build folder, or where the environment says.
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';

const build = fileURLToPath(new URL('../build/', import.meta.url));
const engineFolder = process.env.CANRUN_ENGINE_DIR ?? join(build, 'wasm');

export const enginePath = join(engineFolder, 'canrun-engine.mjs');
export const wasmPath = join(engineFolder, 'canrun-engine.wasm');
export const catalogPath = process.env.CANRUN_CATALOG ?? join(build, 'catalog', 'catalog.json');

/** @type {import('./engine.js').Source} */
export const nodeSource = {
  create: async () => (await import(pathToFileURL(enginePath).href)).default,
  wasm: () => readFile(wasmPath),
  catalog: () => readFile(catalogPath),
};
