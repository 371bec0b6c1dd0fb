// How does an answer leave the page? By its link, as text, as a picture. What makes them is fetched when it is asked for.
import { html } from 'lit';

/** @typedef {import('./verdict-view.js').CanRunVerdict} CanRunVerdict @typedef {import('../../text/context.js').Context} Context */
/** @typedef {import('../../types/report').Report} Report */

const TEXTS = /** @type {const} */ (['sentence', 'markdown', 'json', 'csv']);
const PICTURES = /** @type {const} */ (['png', 'svg']);

/** @param {CanRunVerdict} app @param {Report} report @param {Context} context */
export function shareMenu(app, report, context) {
  const { words } = context;
  const link = () => new URL(app.address(app.asked), location.href).href;
  const press = (/** @type {Event} */ event) => /** @type {HTMLButtonElement} */ (event.currentTarget);
  return html`<div class="share">
    <button type="button" class="word" @click=${(/** @type {Event} */ event) => app.copy(link(), event)}>
      ${words.say('next.share')}
    </button>
    <details>
      <summary>${words.say('share.title')}</summary>
      <p class="quiet" id="share-copy">${words.say('share.copy')}</p>
      <ul aria-labelledby="share-copy">
        ${TEXTS.map(
          (kind) =>
            html`<li>
              <button
                type="button"
                class="chip"
                data-share=${kind}
                @click=${async (/** @type {Event} */ event) => {
                  const button = press(event);
                  app.copyFrom(button, await textOf(kind, app, report, context, link()));
                }}
              >
                ${words.say(`share.${kind}`)}
              </button>
            </li>`,
        )}
      </ul>
      <p class="quiet" id="share-save">${words.say('share.save')}</p>
      <ul aria-labelledby="share-save">
        ${PICTURES.map(
          (kind) =>
            html`<li>
              <button type="button" class="chip" data-share=${kind} @click=${() => save(kind, report, context)}>
                ${words.say(`share.${kind}`)}
              </button>
            </li>`,
        )}
      </ul>
    </details>
  </div>`;
}

/**
 * @param {(typeof TEXTS)[number]} kind @param {CanRunVerdict} app @param {Report} report @param {Context} context
 * @param {string} link
 */
async function textOf(kind, app, report, context, link) {
  const { csvText, jsonText, markdownText, sentenceText } = await import('../../card/share.js');
  const { request, configText } = app.asked;
  if (kind === 'sentence') return sentenceText(report, context);
  if (kind === 'markdown') return markdownText(report, context, link);
  if (kind === 'csv') return csvText(report, context);
  return jsonText(report, configText === undefined ? request : { ...request, model: report.resolved.model });
}

/** @param {(typeof PICTURES)[number]} kind @param {Report} report @param {Context} context */
async function save(kind, report, context) {
  const { pngFile, svgFile } = await import('../../card/picture-files.js');
  const address = URL.createObjectURL(await (kind === 'png' ? pngFile : svgFile)(report, context));
  const link = document.createElement('a');
  link.href = address;
  link.download = `canrun.${kind}`;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
