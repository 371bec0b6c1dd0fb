// How do memory and speed grow with the context? Curves as SVG, in the ruler's own inks: parts in four weights, the limit
// as a notch, what does not fit hatched.
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, curveMonotoneX, line } from 'd3-shape';
import { html, nothing, svg } from 'lit';
import { GIB } from '../text/format.js';
import { tickStep, weightOf } from '../card/ruler.js';
import { stops } from './curve.js';

/** @typedef {import('./curve.js').Curve} Curve @typedef {import('./curve.js').Point} Point */
/** @typedef {import('../text/context.js').Context} Context */
/** @typedef {{name: string, curve: Curve}} Series */
/** @typedef {'memory' | 'speed'} Kind */

/** What a context is needed for, tokens. */
const NAMED = /** @type {Record<number, string>} */ ({
  4096: 'chat',
  8192: 'long_chat',
  32768: 'documents',
  65536: 'agent',
});
const PLOT = { top: 24, height: 200, ticks: 20, names: 18, left: 36 };
const LAYERS = /** @type {const} */ (['solid', 'cache', 'compute', 'dots']);
/** The part whose name a layer bears, the first that there is. */
const LAYER_NAMES = {
  solid: ['weights_bytes'],
  cache: ['kv_cache_bytes', 'state_bytes'],
  compute: ['compute_bytes', 'output_bytes'],
  dots: ['overhead_bytes'],
};

/** What a series is worth at a point; null where there is nothing. @param {Kind} kind */
const valueOf = (kind) => (/** @type {Point} */ point) => (kind === 'memory' ? point.device + point.host : point.rate);

/** @param {Point} point @param {string} layer bytes */
const layerBytes = (point, layer) =>
  Object.entries(point.items).reduce((sum, [key, bytes]) => (weightOf(key) === layer ? sum + bytes : sum), 0);

/**
 * Labels below each other, none on another: their places from the top, as near to the wanted ones as that allows.
 * @param {number[]} wanted ascending @param {number} gap @param {number} most
 */
export function spread(wanted, gap, most) {
  const places = [...wanted];
  for (let index = 1; index < places.length; index += 1)
    places[index] = Math.max(places[index], places[index - 1] + gap);
  for (let index = places.length - 1; index >= 0; index -= 1)
    places[index] = Math.min(places[index], most - (places.length - 1 - index) * gap);
  return places;
}

/**
 * @param {Kind} kind
 * @param {Series[]} series one to four
 * @param {Context} context
 * @param {object} frame
 * @param {number} frame.width pixels
 * @param {string} frame.id  of this drawing on its page
 * @param {number} [frame.marked]  the context that was asked for, tokens
 */
export function chartSvg(kind, series, context, { width, id, marked }) {
  const { words, figures } = context;
  const single = series.length === 1;
  const points = series.flatMap(({ curve }) => curve.points);
  const value = valueOf(kind);
  const values = points.map(value).filter((one) => one !== null);
  if (!values.length) return html`<p class="quiet">${words.say('figure.pace_none')}</p>`;
  const longest = Math.max(...points.map((point) => point.context));
  const limits = kind === 'memory' ? [...new Set(series.map(({ curve }) => curve.usable))] : [];
  const limit = limits.length === 1 ? limits[0] : null;
  // Both drawings of one question have their labels' room, so that their contexts stand below each other.
  const right = single ? 104 : 24;
  const foot = PLOT.top + PLOT.height;
  const x = scaleLog([Math.min(...points.map((point) => point.context)), longest], [PLOT.left, width - right]).base(2);
  const top = Math.max(...values, limit ?? 0);
  const y = scaleLinear([0, top * 1.04], [foot, PLOT.top]);
  const named = width / stops(longest).length >= 56;
  const height = foot + PLOT.ticks + (named ? PLOT.names : 0);

  return html`<svg
    class="chart"
    role="img"
    aria-label=${described(kind, series, context)}
    width=${width}
    height=${height}
    viewBox="0 0 ${width} ${height}"
  >
    ${yTicks(kind, y, context).map(
      ({ at, text }) => svg`<line class="grid" x1=${PLOT.left} x2=${width - right} y1=${y(at)} y2=${y(at)} />
        <text class="tick-text" x=${PLOT.left - 6} y=${y(at) + 5} text-anchor="end">${text}</text>`,
    )}
    ${single && kind === 'memory' ? stacked(series[0].curve, { x, y, id, limit, top: y.domain()[1] }) : lines(series, value, x, y)}
    ${
      marked !== undefined && marked >= x.domain()[0] && marked <= longest
        ? svg`<line class="marked" x1=${x(marked)} x2=${x(marked)} y1=${PLOT.top} y2=${foot} />`
        : nothing
    }
    <line class="tick" x1=${PLOT.left} x2=${width - right} y1=${foot} y2=${foot} />
    ${xTicks(longest, x, named, context, foot)} ${limit !== null ? notch(limit, width - right, y, context) : nothing}
    ${single && kind === 'memory' ? layerLabels(series[0].curve, y, width - right, context) : endLabels(series, value, x, y)}
    ${kind === 'memory' || !single ? nothing : svg`<text class="part-text" x=${PLOT.left} y="14">${words.say('figure.pace_unit')}</text>`}
    ${kind === 'memory' && limit === null ? svg`<text class="part-text" x=${PLOT.left} y="14">GiB</text>` : nothing}
  </svg>`;
}

/** @param {Kind} kind @param {any} y @param {Context} context @returns {{at: number, text: string}[]} */
function yTicks(kind, y, { figures }) {
  const [, top] = y.domain();
  if (kind === 'speed') return y.ticks(4).map((/** @type {number} */ at) => ({ at, text: figures.precise(at) }));
  const step = tickStep(top / GIB, 5);
  const ticks = [];
  for (let gib = 0; gib <= top / GIB; gib += step) ticks.push({ at: gib * GIB, text: figures.precise(gib) });
  return ticks;
}

/** @param {number} longest @param {any} x @param {boolean} named @param {Context} context @param {number} foot */
function xTicks(longest, x, named, { words, figures }, foot) {
  const all = stops(longest).filter((tokens) => tokens >= x.domain()[0]);
  let free = -Infinity;
  return all.map((tokens, index) => {
    const last = index === all.length - 1;
    const place = x(tokens);
    // The last one is always said; one too near to it is not.
    if (!last && (place < free || x(longest) - place < 30)) return nothing;
    free = place + 30;
    const name = last ? 'all' : x(longest) - place > 64 ? NAMED[tokens] : undefined;
    return svg`<line class="tick" x1=${place} x2=${place} y1=${foot} y2=${foot + 5} />
      <text class="tick-text" x=${place} y=${foot + 18} text-anchor="middle">${figures.tokens(tokens)}</text>
      ${named && name ? svg`<text class="tick-text" x=${place} y=${foot + 34} text-anchor="middle">${words.say(`chart.stop.${name}`)}</text>` : nothing}`;
  });
}

/** @param {number} limit bytes @param {number} end @param {any} y @param {Context} context */
function notch(limit, end, y, { words, figures }) {
  const text = words.say('ruler.usable', { bytes: words.say('unit.gib', { value: figures.gib(limit, 'floor') }) });
  return svg`<rect class="notch" x=${PLOT.left - 8} y=${y(limit) - 1.5} width=${end - PLOT.left + 16} height="3" />
    <text class="part-text halo" x=${PLOT.left + 4} y=${y(limit) - 6}>${text}</text>`;
}

/** The parts of one memory on each other. @param {Curve} curve @param {any} frame */
function stacked(curve, { x, y, id, limit, top }) {
  const { points } = curve;
  const from = points.map(() => 0);
  const shape = (/** @type {number[]} */ low, /** @type {number[]} */ high) =>
    area(
      (/** @type {any} */ _, index) => x(points[index].context),
      (_, index) => y(low[index]),
      (_, index) => y(high[index]),
    ).curve(curveMonotoneX)(/** @type {any} */ (points)) ?? '';
  const layers = LAYERS.map((layer) => {
    const low = [...from];
    points.forEach((point, index) => (from[index] += layerBytes(point, layer)));
    return svg`<path class="part part-${layer}" d=${shape(low, from)} />
      ${layer === 'dots' ? svg`<path class="part part-dotted" fill="url(#canrun-dots)" d=${shape(low, from)} />` : nothing}`;
  });
  const held = [...from];
  points.forEach((point, index) => (from[index] += point.host));
  const whole = shape(
    points.map(() => 0),
    from,
  );
  return svg`
    ${limit === null ? nothing : svg`<clipPath id="${id}-over"><rect x="0" y="0" width="100%" height=${Math.max(0, y(limit))} /></clipPath>`}
    ${layers}
    ${points.some((point) => point.host > 0) ? svg`<path class="part-over" fill="url(#canrun-hatch)" d=${shape(held, from)} />` : nothing}
    ${limit !== null && limit < top ? svg`<path class="part-over" fill="url(#canrun-hatch)" clip-path="url(#${id}-over)" d=${whole} />` : nothing}
    <path class="curve" d=${edge(points, from, x, y)} />`;
}

/** @param {Point[]} points @param {(number | null)[]} values @param {any} x @param {any} y */
const edge = (points, values, x, y) =>
  line(
    (/** @type {any} */ _, index) => x(points[index].context),
    (_, index) => y(values[index]),
  )
    .defined((_, index) => values[index] !== null)
    .curve(curveMonotoneX)(/** @type {any} */ (points)) ?? '';

/** @param {Series[]} series @param {(point: Point) => number | null} value @param {any} x @param {any} y */
const lines = (series, value, x, y) =>
  series.map(
    ({ curve }, index) =>
      svg`<path class="curve curve-${index + 1}" d=${edge(curve.points, curve.points.map(value), x, y)} />`,
  );

/** What the layers are, beside where they end. @param {Curve} curve @param {any} y @param {number} end @param {Context} context */
function layerLabels(curve, y, end, { words }) {
  const last = curve.points[curve.points.length - 1];
  let from = 0;
  /** @type {{text: string, at: number}[]} */
  const labels = [];
  for (const layer of LAYERS) {
    const bytes = layerBytes(last, layer);
    const key = LAYER_NAMES[layer].find((name) => last.items[name] > 0);
    if (bytes > 0 && key) labels.unshift({ text: words.say(`item.${key}`), at: y(from + bytes / 2) });
    from += bytes;
  }
  if (last.host > 0) labels.unshift({ text: words.say('ruler.host'), at: y(from + last.host / 2) });
  const places = spread(
    labels.map(({ at }) => at),
    16,
    PLOT.top + PLOT.height,
  );
  return labels.map(
    ({ text, at }, index) =>
      svg`<path class="leader" d="M ${end} ${at} h 6 L ${end + 12} ${places[index]}" /><text class="part-text" x=${end + 14} y=${places[index] + 5}>${text}</text>`,
  );
}

/** The number of each line at its end. @param {Series[]} series @param {(point: Point) => number | null} value @param {any} x @param {any} y */
function endLabels(series, value, x, y) {
  if (series.length === 1) return nothing;
  const ends = series
    .map(({ curve }, index) => {
      const point = curve.points.findLast((one) => value(one) !== null);
      return { index, point };
    })
    .filter(({ point }) => point !== undefined)
    .map(({ index, point }) => ({
      index,
      left: x(/** @type {Point} */ (point).context),
      at: y(value(/** @type {Point} */ (point))),
    }))
    .sort((a, b) => a.at - b.at);
  const places = spread(
    ends.map(({ at }) => at),
    15,
    PLOT.top + PLOT.height,
  );
  return ends.map(
    ({ index, left }, place) =>
      svg`<text class="part-text" x=${left + 6} y=${places[place] + 5}>${String(index + 1)}</text>`,
  );
}

/** The drawing in a sentence. @param {Kind} kind @param {Series[]} series @param {Context} context */
function described(kind, series, context) {
  const { words, figures } = context;
  return series
    .map(({ name, curve }) => {
      const known = curve.points.filter((point) => valueOf(kind)(point) !== null);
      if (!known.length) return words.say('chart.none', { name });
      const [first, last] = [known[0], known[known.length - 1]];
      const shown = (/** @type {Point} */ point) => shownValue(kind, point, context);
      return words.say(`chart.described_${kind}`, {
        name,
        low: shown(first),
        high: shown(last),
        from: figures.tokens(first.context),
        to: figures.tokens(last.context),
      });
    })
    .join('')
    .trim();
}

/** @param {Kind} kind @param {Point} point @param {Context} context */
export const shownValue = (kind, point, { words, figures }) =>
  kind === 'memory'
    ? words.say('unit.gib', { value: figures.gib(point.device + point.host) })
    : words.say('unit.rate', { value: figures.rate(point.rate ?? 0) });
