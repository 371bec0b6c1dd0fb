// What does a grade look like? A shape and a colour of its own: full, three-quarter, half, empty and dashed circle.
import { html, svg } from 'lit';

const CIRCLE = svg`<circle cx="12" cy="12" r="10" />`;
const SHAPES = {
  yes: svg`${CIRCLE}<circle class="grade-fill" cx="12" cy="12" r="10" />`,
  yes_slow: svg`${CIRCLE}<circle class="grade-fill" cx="12" cy="12" r="10" />`,
  tight: svg`${CIRCLE}<path class="grade-fill" d="M 12 2 A 10 10 0 1 1 2 12 L 12 12 Z" />`,
  offload: svg`${CIRCLE}<path class="grade-fill" d="M 12 2 A 10 10 0 0 1 12 22 Z" />`,
  no: CIRCLE,
  unknown: svg`<circle class="grade-dashed" cx="12" cy="12" r="10" />`,
};

/** @param {string} grade as shown */
export function gradeShape(grade) {
  const shape = SHAPES[/** @type {keyof typeof SHAPES} */ (grade)] ?? SHAPES.unknown;
  return html`<svg class="grade-shape grade-${grade}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    ${shape}
  </svg>`;
}
