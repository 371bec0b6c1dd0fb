// How long is this text for a model? A box that counts, on this page only, and gives the count to the context.
import { html, nothing } from 'lit';
import { withValue } from './state.js';
import { tokenCount } from './token-count.js';

/** @typedef {import('./asking.js').Asker} Asker @typedef {import('../text/context.js').Context} Context */

/** A text longer than this is cut by the box, characters: more than any model reads. */
const LONGEST = 8_000_000;
/** Tokens that an answer takes where nobody says how many, as in a request. */
const ANSWER = 256;

/** @param {Asker} app @param {Context} context */
export function tokensField(app, context) {
  const { words } = context;
  return html`<details class="tokens">
    <summary>${words.say('tokens.title')}</summary>
    <label for="text" class="visually-hidden">${words.say('tokens.paste')}</label>
    <textarea
      id="text"
      rows="4"
      spellcheck="false"
      maxlength=${LONGEST}
      placeholder=${words.say('tokens.paste')}
      .value=${app.tokenText}
      @input=${(/** @type {any} */ event) => (app.tokenText = event.target.value)}
    ></textarea>
    <div role="status">${app.tokenText ? counted(app, context) : nothing}</div>
  </details>`;
}

/** @param {Asker} app @param {Context} context */
function counted(app, context) {
  const { words, figures } = context;
  const { least, most } = tokenCount(app.tokenText);
  const [low, high] = [least, most].map((tokens) => cacheBytes(app, tokens));
  const room = Math.ceil((most + ANSWER) / 256) * 256;
  return html`<p class="tokens-answer">
      ${words.say(least === most ? 'tokens.exactly' : 'tokens.count', { least: figures.count(least), most: figures.count(most) })}
      ${
        low && high
          ? html`<span class="quiet"
              >${words.say(figures.gib(low) === figures.gib(high) ? 'tokens.cache_about' : 'tokens.cache', {
                low: figures.gib(low),
                high: figures.gib(high),
              })}</span
            >`
          : nothing
      }
    </p>
    <p>
      <button type="button" class="word tokens-use" @click=${() => app.set(['workload', 'context_tokens'], room)}>
        ${words.say('tokens.use', { tokens: figures.count(room) })}
      </button>
    </p>`;
}

/** What the engine gives the cache of a context of that length. @param {Asker} app @param {number} tokens @returns {number | undefined} bytes */
function cacheBytes(app, tokens) {
  if (!app.report || app.asked.configText !== undefined || tokens < 1) return undefined;
  let request = withValue(app.asked.request, ['workload'], { context_tokens: tokens });
  request = withValue(request, ['include'], []);
  try {
    return app.engine?.estimate(request).memory.items.kv_cache_bytes;
  } catch {
    return undefined;
  }
}
