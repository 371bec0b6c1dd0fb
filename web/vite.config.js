// Builds the static site: every file beside the page, every address relative, so that a mirror is a copy.
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import { defineConfig } from 'vite';
import { catalogPath, enginePath } from './engine-node.js';
import { facts } from './scripts/facts.js';
import { languages } from './scripts/languages.js';
import { pages } from './scripts/pages.js';
import { social } from './scripts/social.js';

const site = fileURLToPath(new URL('../build/site/', import.meta.url));

export default defineConfig({
  base: './',
  build: {
    outDir: site,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  resolve: {
    alias: [
      { find: '#engine', replacement: dirname(enginePath) },
      { find: '#catalog', replacement: dirname(catalogPath) },
    ],
  },
  plugins: [languages(), facts(), pages(), social()],
});
