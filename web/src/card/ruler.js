// How full is it? One memory as a ruler: ticks in GiB, parts in four weights of one ink, the limit as a notch, and what
// does not fit hatched beyond it.
import { ResizeController } from '@lit-labs/observers/resize-controller.js';
import { LitElement, html, nothing, svg } from 'lit';
import { GIB } from '../text/format.js';
import { labelPlaces, rowsOf } from './ruler-labels.js';

/** @typedef {{key: string, name: string, bytes: number}} RulerPart */

/**
 * One memory, all in bytes: what is in it, what may be used, what was sold, the range of what is needed; and in words. With
 * `scale` the ruler is as long as that, so that several can be compared.
 * @typedef {{parts: RulerPart[], usable: number | null, capacity: number | null, low: number, high: number, described: string, scale?: number}} Drawing
 */

const HEIGHT = { above: 14, bar: 32, ticks: 26, label: 20 };
const PART_CLASS = {
  weights_bytes: 'solid',
  kv_cache_bytes: 'cache',
  state_bytes: 'cache',
  compute_bytes: 'compute',
  activations_bytes: 'compute',
  output_bytes: 'compute',
};

/** Weights, then what grows with the context, then scratch memory, then everything else. @param {string} key */
export const weightOf = (key) => PART_CLASS[/** @type {keyof typeof PART_CLASS} */ (key)] ?? 'dots';

/** Distances between ticks, GiB: powers of two, as memory is sold. */
const STEPS = [0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];

/** @param {number} gib length of the ruler @param {number} most ticks */
export const tickStep = (gib, most) => STEPS.find((step) => gib / step <= most) ?? STEPS[STEPS.length - 1];

export class CanRunRuler extends LitElement {
  static properties = {
    drawing: { attribute: false },
    context: { attribute: false },
    width: { state: true },
  };

  constructor() {
    super();
    /** @type {Drawing | undefined} */
    this.drawing = undefined;
    /** @type {import('../text/context.js').Context | undefined} */
    this.context = undefined;
    this.width = 0;
    new ResizeController(this, {
      callback: ([entry]) => {
        if (entry) this.width = Math.floor(entry.contentRect.width) || this.width;
      },
    });
  }

  createRenderRoot() {
    return this;
  }

  render() {
    if (!this.context || !this.drawing || !this.width) return nothing;
    return rulerSvg(this.drawing, this.context, this.width);
  }
}

/**
 * @param {Drawing} pool
 * @param {import('../text/context.js').Context} context
 * @param {number} width pixels
 */
export function rulerSvg(pool, context, width) {
  const { figures } = context;
  const needed = pool.parts.reduce((sum, part) => sum + part.bytes, 0);
  const end = Math.max(needed, pool.high, pool.capacity ?? 0, pool.usable ?? 0, pool.scale ?? 0, GIB / 8);
  const margin = 8;
  const length = width - 2 * margin;
  const x = (/** @type {number} */ bytes) => margin + (bytes / end) * length;

  let from = 0;
  const placed = pool.parts.map((part) => {
    const start = from;
    from += part.bytes;
    return { ...part, start, end: from, weight: weightOf(part.key) };
  });
  const labels = placed.map((part) => ({
    from: x(part.start),
    to: x(part.end),
    text: `${part.name} ${figures.gib(part.bytes)}`,
  }));
  const places = labelPlaces(labels, width);
  const rows = rowsOf(places);
  const bar = rows * HEIGHT.label + HEIGHT.above;
  const foot = bar + HEIGHT.bar;
  const height = foot + HEIGHT.ticks;

  const limit = pool.usable === null ? null : Math.max(0, pool.usable);
  const over = limit !== null && needed > limit;
  const step = tickStep(end / GIB, Math.max(4, Math.floor(length / 48)));
  const ticks = [];
  for (let gib = 0; gib <= end / GIB + 1e-9; gib += step / 2) ticks.push({ gib, major: Number.isInteger(gib / step) });
  const showRange = pool.high - pool.low > end * 0.004;

  return html`
    <svg
      class="ruler"
      role="img"
      aria-label=${pool.described}
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
    >
      <rect class="ruler-bed" x=${x(0)} y=${bar} width=${x(end) - x(0)} height=${HEIGHT.bar} />
      ${placed.map(
        (part) => svg`
          <rect class="part part-${part.weight}" x=${x(part.start)} y=${bar}
            width=${Math.max(0, x(part.end) - x(part.start))} height=${HEIGHT.bar} />
          ${
            part.weight === 'dots'
              ? svg`<rect class="part part-dotted" fill="url(#canrun-dots)" x=${x(part.start)} y=${bar}
                  width=${Math.max(0, x(part.end) - x(part.start))} height=${HEIGHT.bar} />`
              : nothing
          }
        `,
      )}
      ${placed.slice(1).map((part) => svg`<line class="joint" x1=${x(part.start)} x2=${x(part.start)} y1=${bar} y2=${foot} />`)}
      ${over ? svg`<rect class="part-over" fill="url(#canrun-hatch)" x=${x(limit)} y=${bar} width=${x(needed) - x(limit)} height=${HEIGHT.bar} />` : nothing}
      <rect class="ruler-frame" x=${x(0)} y=${bar} width=${x(end) - x(0)} height=${HEIGHT.bar} />
      ${ticks.map(
        ({ gib, major }) => svg`
          <line class="tick" x1=${x(gib * GIB)} x2=${x(gib * GIB)} y1=${foot} y2=${foot + (major ? 8 : 4)} />
          ${major ? svg`<text class="tick-text" x=${x(gib * GIB)} y=${foot + 22} text-anchor="middle">${figures.precise(gib)}</text>` : nothing}
        `,
      )}
      ${
        limit !== null && limit >= 0
          ? svg`<rect class="notch" x=${x(limit) - 1.5} y=${bar - 10} width="3" height=${HEIGHT.bar + 20} />`
          : nothing
      }
      ${showRange ? svg`<path class="range" d="M ${x(pool.low)} ${bar - 2} v -5 H ${x(pool.high)} v 5" />` : nothing}
      ${places.map((place, index) => {
        if (!place) return nothing;
        const top = bar - HEIGHT.above - place.row * HEIGHT.label;
        return svg`
          <line class="leader" x1=${place.leader} x2=${place.leader} y1=${top - 12} y2=${bar} />
          <text class="part-text" x=${place.leader + (place.toLeft ? -5 : 5)} y=${top - 1}
            text-anchor=${place.toLeft ? 'end' : 'start'}>${labels[index].text}</text>
        `;
      })}
    </svg>
  `;
}
