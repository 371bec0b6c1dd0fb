// How does the answer change with the context? A slider over all lengths, in steps that are even to the eye: four to each
// doubling. While it is dragged the answer follows; let go, it is the question.
import { html } from 'lit';

/** @typedef {import('../text/context.js').Context} Context */

/** The shortest context that the slider offers, tokens. */
const LEAST = 1024;
const STEPS_PER_DOUBLING = 4;

/** Caches grow by so many tokens: a finer step changes nothing. */
const GRAIN = 256;

/** @param {number} position of the slider @param {number} most tokens of its end @returns {number} tokens */
export function tokensAt(position, most) {
  const tokens = Math.round((LEAST * 2 ** (position / STEPS_PER_DOUBLING)) / GRAIN) * GRAIN;
  return Math.min(tokens, most);
}

/** @param {number} tokens @returns {number} the nearest position at or above the start */
export const positionOf = (tokens) =>
  Math.max(0, Math.round(Math.log2(Math.max(tokens, 1) / LEAST) * STEPS_PER_DOUBLING));

/**
 * @param {Context} context
 * @param {object} slider
 * @param {number} slider.value  tokens
 * @param {number} slider.most  tokens of its end: what the model was trained for
 * @param {(tokens: number) => void} slider.slide  while it is dragged
 * @param {(tokens: number) => void} slider.choose  when it is let go
 */
export function contextSlider({ words, figures }, { value, most, slide, choose }) {
  const tokens = (/** @type {Event} */ event) =>
    tokensAt(Number(/** @type {HTMLInputElement} */ (event.target).value), most);
  return html`<input
    type="range"
    id="context-slider"
    aria-label=${words.say('context.slider')}
    aria-valuetext=${words.say('context.slider_at', { tokens: figures.tokens(value) })}
    min="0"
    max=${Math.ceil(Math.log2(most / LEAST) * STEPS_PER_DOUBLING)}
    step="1"
    .value=${String(positionOf(value))}
    @input=${(/** @type {Event} */ event) => slide(tokens(event))}
    @change=${(/** @type {Event} */ event) => choose(tokens(event))}
  />`;
}
