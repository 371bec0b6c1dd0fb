// The verdict as a picture that stands alone: an SVG with every colour and size in its attributes, set in the reader's own
// fonts, for it carries none.
import { drawingOf, headroom } from './drawing.js';
import { shownGrade, sentenceParts } from './sentence.js';
import { figureTexts } from './share.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */

/**
 * Colours by their names in tokens.css, without the dashes before them.
 * @typedef {{paper: string, ink: string, quiet: string, rule: string, green: string, amber: string, violet: string, brick: string}} Palette
 */

/** The names of {@link Palette}. */
export const COLOURS = /** @type {(keyof Palette)[]} */ ([
  'paper',
  'ink',
  'quiet',
  'rule',
  'green',
  'amber',
  'violet',
  'brick',
]);

export const WIDTH = 1200;
/** The least height: what sites show of a link. */
export const HEIGHT = 630;
const MARGIN = 48;
const RULER_SCALE = 1.5;

export const FAMILY =
  "'Arial Narrow', 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** @param {Palette} palette @returns {Record<string, string>} attributes of the ruler's classes, as style.css has them */
const attributes = ({ paper, ink, quiet }) => ({
  'ruler-bed': `fill="${paper}"`,
  'part part-solid': `fill="${ink}"`,
  'part part-cache': `fill="${ink}" fill-opacity="0.6"`,
  'part part-compute': `fill="${ink}" fill-opacity="0.3"`,
  'part part-dots': `fill="${paper}"`,
  'part part-dotted': '',
  'part-over': '',
  joint: `stroke="${paper}"`,
  'ruler-frame': `fill="none" stroke="${ink}"`,
  tick: `stroke="${quiet}"`,
  leader: `stroke="${quiet}"`,
  'tick-text': `fill="${quiet}" font-size="14"`,
  'part-text': `fill="${ink}" font-size="14"`,
  notch: `fill="${ink}"`,
  range: `fill="none" stroke="${ink}"`,
});

/** @type {Record<string, keyof Palette>} */
const GRADE_COLOURS = {
  yes: 'green',
  yes_slow: 'amber',
  tight: 'amber',
  offload: 'violet',
  no: 'brick',
  unknown: 'ink',
};

/** Each grade's own shape, in a square of 24. @type {Record<string, string>} */
const SHAPES = {
  yes: '<circle cx="12" cy="12" r="10" fill="currentColor"/>',
  yes_slow: '<circle cx="12" cy="12" r="10" fill="currentColor"/>',
  tight: '<path d="M 12 2 A 10 10 0 1 1 2 12 L 12 12 Z" fill="currentColor"/>',
  offload: '<path d="M 12 2 A 10 10 0 0 1 12 22 Z" fill="currentColor"/>',
  no: '',
  unknown: '',
};

/** @param {string} text */
const escaped = (text) =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/**
 * Words in lines no wider than the picture; signs of CJK may stand at a line's end, too.
 * @param {{text: string, fill: string}[]} parts @param {number} width @param {(text: string) => number} measure
 * @returns {{text: string, fill: string}[][]}
 */
function lines(parts, width, measure) {
  const pieces = parts.flatMap(({ text, fill }) =>
    (text.match(/[\u2e80-\uffef][，。、：）！？]*|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []).map((piece) => ({
      text: piece,
      fill,
    })),
  );
  /** @type {{text: string, fill: string}[][]} */
  const rows = [[]];
  let used = 0;
  for (const piece of pieces) {
    const length = measure(piece.text);
    if (used > 0 && used + measure(piece.text.trimEnd()) > width) {
      rows.push([]);
      used = 0;
    }
    rows[rows.length - 1].push(piece);
    used += length;
  }
  return rows;
}

/**
 * @param {Report} report @param {Context} context
 * @param {object} by
 * @param {Palette} by.palette
 * @param {(drawing: import('./ruler.js').Drawing, width: number) => string} by.ruler  the markup of `rulerSvg`
 * @param {(text: string, size: number) => number} by.measure  the width of a text, pixels
 * @param {string} [by.family]
 * @returns {{svg: string, width: number, height: number}}
 */
export function picture(report, context, { palette, ruler, measure, family = FAMILY }) {
  const { words } = context;
  const grade = shownGrade(report);
  const colour = palette[GRADE_COLOURS[grade] ?? 'ink'];
  const inner = WIDTH - 2 * MARGIN;
  const parts = sentenceParts(report, context).map((part) => ({
    text: part.text.replace(/\s+/g, ' '),
    fill: part.grade ? colour : palette.ink,
  }));
  const size = 42;
  const rows = lines(parts, inner - 64, (text) => measure(text, size));
  const sentence = rows
    .map(
      (row, index) =>
        `<text x="${MARGIN + 64}" y="${MARGIN + 38 + index * 52}" font-size="${size}" xml:space="preserve">${row.map(({ text, fill }) => `<tspan fill="${fill}">${escaped(text)}</tspan>`).join('')}</text>`,
    )
    .join('');
  let y = MARGIN + rows.length * 52 + 20;
  const rule = (/** @type {number} */ at, /** @type {string} */ stroke) =>
    `<line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${at}" y2="${at}" stroke="${stroke}"/>`;
  const figures = figureTexts(report, context)
    .map(({ name, figure, unit, note }, index) => {
      const x = MARGIN + (index * inner) / 3 + (index ? 24 : 0);
      return `${index ? `<line x1="${x - 24}" x2="${x - 24}" y1="${y}" y2="${y + 136}" stroke="${palette.rule}"/>` : ''}
        <text x="${x}" y="${y + 32}" font-size="22" fill="${palette.quiet}">${escaped(name)}</text>
        <text x="${x}" y="${y + 86}" font-size="52" fill="${palette.ink}">${escaped(figure)}<tspan font-size="26" dx="10">${escaped(unit)}</tspan></text>
        <text x="${x}" y="${y + 118}" font-size="22" fill="${palette.quiet}">${escaped(note)}</text>`;
    })
    .join('');
  const top = `${rule(y, palette.ink)}${figures}${rule(y + 136, palette.rule)}`;
  y += 136 + 44;

  const pool = report.memory.pools
    .filter(({ kind }) => kind !== 'host' || report.memory.pools.length === 1)
    .reduce((most, one) => (headroom(most) <= headroom(one) ? most : one));
  const title = context.poolName(pool, report);
  const { drawing, of, summary } = drawingOf(pool, title, context);
  const caption = `<text x="${MARGIN}" y="${y}" font-size="24" fill="${palette.ink}">${escaped(title)}<tspan fill="${palette.quiet}" dx="16">${escaped(of)}</tspan></text>
    <text x="${WIDTH - MARGIN}" y="${y}" font-size="24" text-anchor="end" fill="${palette.ink}">${escaped(summary)}</text>`;
  const drawn = ruler(drawing, Math.floor(inner / RULER_SCALE));
  const tall = Number(/viewBox="0 0 \d+ (\d+)/.exec(drawn)?.[1] ?? 100);
  const styles = attributes(palette);
  const bar = drawn
    .replace(/<!--.*?-->/gs, '')
    .replace(/^[^]*?<svg[^>]*>/, '')
    .replace(/<\/svg>[^]*$/, '')
    .replace(/class="([^"]*)"/g, (_, name) => styles[name] ?? '');
  y += 12;
  const height = Math.max(HEIGHT, Math.ceil(y + tall * RULER_SCALE + 40));
  const said = escaped(parts.map(({ text }) => text).join(''));
  return {
    width: WIDTH,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escaped(family)}" role="img" aria-label="${said}" lang="${words.say('tag')}">
      <title>${said}</title>
      <defs>
        <pattern id="canrun-dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle cx="2.5" cy="2.5" r="1.1" fill="${palette.ink}"/></pattern>
        <pattern id="canrun-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="${palette.paper}"/><rect width="2" height="6" fill="${palette.ink}"/></pattern>
      </defs>
      <rect width="${WIDTH}" height="${height}" fill="${palette.paper}"/>
      <g transform="translate(${MARGIN} ${MARGIN}) scale(1.9)" color="${colour}"><circle cx="12" cy="12" r="10" fill="none" stroke="${colour}" stroke-width="2.5"${grade === 'unknown' ? ' stroke-dasharray="4 3.85"' : ''}/>${(SHAPES[grade] ?? '').replaceAll('currentColor', colour)}</g>
      ${sentence}${top}${caption}
      <g transform="translate(${MARGIN} ${y}) scale(${RULER_SCALE})">${bar}</g>
      <text x="${WIDTH - MARGIN}" y="${height - 16}" font-size="20" text-anchor="end" fill="${palette.quiet}">canrun</text>
    </svg>`,
  };
}
