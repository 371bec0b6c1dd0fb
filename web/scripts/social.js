// What sites show of a link to this one: the picture of the example's verdict, made with the bundle so that it never says
// anything else than the page. resvg draws it: a browser is too much for a build.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import subsetFont from 'subset-font';
import { loadEngine } from '../engine.js';
import { catalogPath, nodeSource } from '../engine-node.js';
import { COLOURS, HEIGHT, picture } from '../src/card/picture.js';
import { rulerSvg } from '../src/card/ruler.js';
import { Names } from '../src/catalog/names.js';
import { EXAMPLE } from '../src/question/example.js';
import { Context } from '../src/text/context.js';
import { dictionaries } from './languages.js';

const FAMILY = 'Barlow Condensed';
const SIGNS = [...Array(0x7f - 0x20).keys()].map((index) => String.fromCharCode(0x20 + index)).join('') + '×–…';
/** About how wide a sign of the face is, of its size. */
const SIGN_WIDTH = 0.42;

/** @returns {Promise<Buffer>} a PNG of 1200 x 630 */
export async function socialPicture() {
  const engine = await loadEngine(nodeSource);
  const context = new Context(
    'en',
    /** @type {any} */ (dictionaries.get('en')),
    new Names(JSON.parse(await readFile(catalogPath, 'utf8'))),
  );
  const tokens = await readFile(new URL('../src/style/tokens.css', import.meta.url), 'utf8');
  const palette = /** @type {import('../src/card/picture.js').Palette} */ (
    Object.fromEntries(
      COLOURS.map((name) => [name, new RegExp(`--${name}:\\s*(#[0-9a-f]+)`).exec(tokens)?.[1] ?? '#000000']),
    )
  );
  const report = engine.estimate(EXAMPLE);
  // The server's renderer answers later; the picture is drawn at once.
  const draw = (/** @type {(drawing: any, width: number) => string} */ ruler) =>
    picture(report, context, {
      palette,
      ruler,
      measure: (text, size) => text.length * size * SIGN_WIDTH,
      family: FAMILY,
    });
  /** @type {any} */
  let asked;
  draw((drawing, width) => {
    asked = { drawing, width };
    return '';
  });
  const ruler = await collectResult(render(html`${rulerSvg(asked.drawing, context, asked.width)}`));
  const { svg, height } = draw(() => ruler);
  if (height !== HEIGHT) throw new Error(`the example's picture is ${height} pixels high, not ${HEIGHT}`);
  const face = createRequire(import.meta.url).resolve(
    '@fontsource/barlow-condensed/files/barlow-condensed-latin-500-normal.woff2',
  );
  const file = join(tmpdir(), `canrun-face-${process.pid}.ttf`);
  await writeFile(file, await subsetFont(await readFile(face), SIGNS, { targetFormat: 'sfnt' }));
  try {
    const font = { fontFiles: [file], loadSystemFonts: false, defaultFontFamily: FAMILY };
    return new Resvg(svg, { font }).render().asPng();
  } finally {
    await rm(file);
  }
}

/** Writes social.png beside the pages. @returns {import('vite').Plugin} */
export function social() {
  return {
    name: 'canrun-social',
    async writeBundle({ dir }) {
      await writeFile(join(/** @type {string} */ (dir), 'social.png'), await socialPicture());
    },
  };
}
