// Writes the names part of the catalog, which the page loads before everything else.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { catalogPath } from '../engine-node.js';
import { namesPart } from '../src/catalog/names-part.js';

/** Bytes as served. */
const LARGEST = 45_000;

const folder = fileURLToPath(new URL('../src/generated/', import.meta.url));
const json = async (/** @type {string | URL} */ path) => JSON.parse(await readFile(path, 'utf8'));
const table = (/** @type {string} */ name) => json(new URL(`../names/${name}.json`, import.meta.url));
const tables = { words: await table('words'), others: await table('not_downloadable') };
const text = JSON.stringify(namesPart(await json(catalogPath), tables));
const served = brotliCompressSync(text).length;
if (served > LARGEST) throw new Error(`names.json takes ${served} bytes as served, more than ${LARGEST}`);
await mkdir(folder, { recursive: true });
await writeFile(`${folder}names.json`, text);
console.log(`names.json: ${text.length} bytes, ${served} as served`);
