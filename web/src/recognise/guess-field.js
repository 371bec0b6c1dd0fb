// The machine's place in the question of a view that asks.
import { html, nothing } from 'lit';

/** @typedef {import('../question/asking.js').Asking} Asking @typedef {import('../text/context.js').Context} Context */

/** @param {Asking} app @param {Context} context */
export const guessField = (app, context) =>
  html`<canrun-machine-guess
    class=${new URLSearchParams(location.search).has('device') ? 'asked' : nothing}
    .context=${context}
    .find=${(/** @type {string} */ typed) => app.devices.find(typed)}
    .asked=${app.machineAsked ? app.asked.request.machine : undefined}
    @machine-chosen=${(/** @type {CustomEvent} */ event) => app.useMachine(event.detail)}
  ></canrun-machine-guess>`;
