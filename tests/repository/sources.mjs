// What stands in src/? Every file with its lines and its includes, for the tests of this folder.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** @returns {string[]} paths relative to the root */
export function filesUnder(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

export const textOf = (path) => readFileSync(join(root, path), 'utf8');

/** C++ without comments and without what stands in quotes. */
export const codeOf = (text) =>
  text.replace(/\/\/.*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (piece) =>
    piece.startsWith('/') ? ' ' : '""',
  );

export const sources = filesUnder('src')
  .filter((path) => /\.(h|cpp)$/.test(path))
  .map((path) => {
    const text = textOf(path);
    return {
      path,
      lines: text.split('\n').length - 1,
      code: codeOf(text),
      own: [...text.matchAll(/^#include "(.+)"/gm)].map((match) => `src/${match[1]}`),
      foreign: [...text.matchAll(/^#include <(.+)>/gm)].map((match) => match[1]),
    };
  });
