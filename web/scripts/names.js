// Writes the names part of the catalog, which the page loads before everything else.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { catalogPath } from '../engine-node.js';
import { namesPart } from '../src/catalog/names-part.js';

/** Bytes as served. */
const LARGEST = 45_000;

const folder = fileURLToPath(new URL('../src/generated/', import.meta.url));
const text = JSON.stringify(namesPart(JSON.parse(await readFile(catalogPath, 'utf8'))));
const served = brotliCompressSync(text).length;
if (served > LARGEST) throw new Error(`names.json takes ${served} bytes as served, more than ${LARGEST}`);
await mkdir(folder, { recursive: true });
await writeFile(`${folder}names.json`, text);
console.log(`names.json: ${text.length} bytes, ${served} as served`);
