// How full is it, in a line of a list? A bar on a scale that all lines share, so that the limit is one line down the page.
// Places are shares of the width: no line has to be measured.
import { html, nothing, svg } from 'lit';
import { GIB } from '../text/format.js';

/**
 * The scale of a list, bytes: where it ends, and what may be used; absent where that is not the same for all lines.
 * @typedef {{end: number, limit?: number}} Scale
 */

/** The limit stands here, as a share of the width: what does not fit has room to be seen. */
const PLACE = 0.68;

const STEPS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];

/** Ticks that have room for a number. */
const MOST_TICKS = 6;

/** @param {number | undefined} limit bytes @param {number} [most] bytes of the largest, where there is no limit @returns {Scale} */
export const scaleOf = (limit, most = GIB) => (limit ? { end: limit / PLACE, limit } : { end: most });

/** @param {number} bytes @param {Scale} scale */
const place = (bytes, { end }) => `${Number((100 * Math.min(1, Math.max(0, bytes / end))).toFixed(3))}%`;

/** @param {number} bytes @param {Scale} scale */
const notch = (bytes, scale) =>
  svg`<line class="strip-notch" x1=${place(bytes, scale)} x2=${place(bytes, scale)} y1="0" y2="100%" />`;

/** The bar of what is needed; beyond the limit it is hatched, and runs off the end where it is more than the scale. @param {number} needed bytes @param {Scale} scale */
export function needStrip(needed, scale) {
  const inside = Math.min(needed, scale.limit ?? Infinity);
  const over = needed - inside;
  return html`<svg class="strip" width="100%" height="100%" aria-hidden="true" focusable="false">
    <rect class="part" x="0" y="36%" width=${place(inside, scale)} height="28%" />
    ${over > 0 ? svg`<rect class="strip-over" x=${place(inside, scale)} y="36%" width=${place(Math.min(over, scale.end - inside), scale)} height="28%" />` : nothing}
    ${scale.limit ? notch(scale.limit, scale) : nothing}
  </svg>`;
}

/**
 * The other way round: what is needed is the same for all, and each line has a memory of its own.
 * @param {number} needed bytes @param {number} usable bytes @param {Scale} scale
 */
export function roomStrip(needed, usable, scale) {
  const inside = Math.min(needed, usable);
  const over = needed - inside;
  return html`<svg class="strip" width="100%" height="100%" aria-hidden="true" focusable="false">
    <rect class="strip-room" x="0" y="36%" width=${place(usable, scale)} height="28%" />
    <rect class="part" x="0" y="36%" width=${place(inside, scale)} height="28%" />
    ${over > 0 ? svg`<rect class="strip-over" x=${place(inside, scale)} y="36%" width=${place(Math.min(over, scale.end - inside), scale)} height="28%" />` : nothing}
    ${usable < scale.end ? svg`<line class="strip-notch" x1=${place(usable, scale)} x2=${place(usable, scale)} y1="24%" y2="76%" />` : nothing}
  </svg>`;
}

/** Nothing but the limit, where a heading stands between the lines. @param {Scale} scale */
export const notchStrip = (scale) =>
  html`<svg class="strip" width="100%" height="100%" aria-hidden="true" focusable="false">
    ${scale.limit ? notch(scale.limit, scale) : nothing}
  </svg>`;

/** The ticks of the scale, once above all lines. @param {Scale} scale @param {import('../text/context.js').Context} context */
export function axisStrip(scale, { figures }) {
  const length = scale.end / GIB;
  const step = STEPS.find((one) => length / one <= MOST_TICKS) ?? STEPS[STEPS.length - 1];
  const ticks = [];
  for (let gib = 0; gib < length * 0.97; gib += step) ticks.push(gib);
  return html`<svg class="strip axis" width="100%" height="100%" aria-hidden="true" focusable="false">
    ${ticks.map(
      (gib) => svg`
        <line class="tick" x1=${place(gib * GIB, scale)} x2=${place(gib * GIB, scale)} y1="70%" y2="100%" />
        <text class="tick-text" x=${place(gib * GIB, scale)} y="60%" text-anchor=${gib ? 'middle' : 'start'}>${figures.precise(gib)}</text>
      `,
    )}
    ${scale.limit ? svg`<line class="strip-notch" x1=${place(scale.limit, scale)} x2=${place(scale.limit, scale)} y1="64%" y2="100%" />` : nothing}
  </svg>`;
}
