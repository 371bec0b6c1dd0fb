// The picture of a verdict as files, made by the browser: SVG in the theme that is on, and PNG drawn from it.
import { render } from 'lit';
import { COLOURS, FAMILY, picture } from './picture.js';
import { rulerSvg } from './ruler.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */

/** Pixels of the PNG for one of the picture. */
const SHARPNESS = 2;

/** @param {Report} report @param {Context} context */
function drawn(report, context) {
  const style = getComputedStyle(document.documentElement);
  const palette = /** @type {import('./picture.js').Palette} */ (
    Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]))
  );
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  return picture(report, context, {
    palette,
    ruler: (drawing, width) => {
      const place = document.createElement('div');
      render(rulerSvg(drawing, context, width), place);
      return place.innerHTML;
    },
    measure: (text, size) => {
      pen.font = `${size}px ${FAMILY}`;
      return pen.measureText(text).width;
    },
  });
}

/** @param {Report} report @param {Context} context @returns {Promise<Blob>} */
export async function svgFile(report, context) {
  return new Blob([drawn(report, context).svg], { type: 'image/svg+xml' });
}

/** @param {Report} report @param {Context} context @returns {Promise<Blob>} */
export async function pngFile(report, context) {
  const { svg, width, height } = drawn(report, context);
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SHARPNESS;
    canvas.height = height * SHARPNESS;
    /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(
      image,
      0,
      0,
      canvas.width,
      canvas.height,
    );
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no PNG'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
