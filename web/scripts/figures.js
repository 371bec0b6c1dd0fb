// Cuts the condensed face down to the signs that the page sets in it, so that it weighs at most 15 kB.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const LARGEST = 15_000;
const SIGNS =
  [...Array(0x7f - 0x20).keys()].map((index) => String.fromCharCode(0x20 + index)).join('') + '\u00a0·×÷–…−';

const face = createRequire(import.meta.url).resolve(
  '@fontsource/barlow-condensed/files/barlow-condensed-latin-500-normal.woff2',
);
const folder = fileURLToPath(new URL('../src/generated/', import.meta.url));
const small = await subsetFont(await readFile(face), SIGNS, { targetFormat: 'woff2' });
if (small.length > LARGEST) throw new Error(`the face takes ${small.length} bytes, more than ${LARGEST}`);
await mkdir(folder, { recursive: true });
await writeFile(`${folder}figures.woff2`, small);
console.log(`figures.woff2: ${small.length} bytes`);
