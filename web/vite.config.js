// Builds the static site: every file beside the page, every address relative, so that a mirror is a copy.
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import { defineConfig } from 'vite';
import { catalogPath, enginePath } from './engine-node.js';
import { exampleHtml } from './scripts/example.js';

const site = fileURLToPath(new URL('../build/site/', import.meta.url));

/** What the first answer waits for is asked for at once, not when the script gets there. @returns {import('vite').Plugin} */
function preload() {
  /** @type {[RegExp, Record<string, string>][]} */
  const wanted = [
    [/canrun-engine.*\.wasm$/, { as: 'fetch', type: 'application/wasm' }],
    [/catalog.*\.json$/, { as: 'fetch', type: 'application/json' }],
    [/figures.*\.woff2$/, { as: 'font', type: 'font/woff2' }],
  ];
  return {
    name: 'canrun-preload',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        return Object.keys(bundle ?? {}).flatMap((file) =>
          wanted
            .filter(([pattern]) => pattern.test(file))
            .map(([, attrs]) => ({
              tag: 'link',
              attrs: { rel: 'preload', href: `./${file}`, crossorigin: '', ...attrs },
              injectTo: /** @type {const} */ ('head'),
            })),
        );
      },
    },
  };
}

/** The example's answer, in the page before any script runs. @returns {import('vite').Plugin} */
function example() {
  return {
    name: 'canrun-example',
    transformIndexHtml: { order: 'pre', handler: async (html) => html.replace('<!--example-->', await exampleHtml()) },
  };
}

export default defineConfig({
  base: './',
  build: {
    outDir: site,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  resolve: {
    alias: [
      { find: '#engine', replacement: dirname(enginePath) },
      { find: /^#catalog(?=\?)/, replacement: catalogPath },
    ],
  },
  plugins: [example(), preload()],
});
