// Where does it come from? Every fact of one model or device, with the sources that it rests on.
import { html, nothing } from 'lit';

/** @typedef {import('../../text/context.js').Context} Context */
/**
 * One source of some facts.
 * @typedef {{for: string[], kind: string, url?: string, read: string, note?: string}} Source
 */

/** Not facts of their own: what they are called by, and what the catalog adds. */
const NOT_FACTS = new Set(['id', 'aliases', 'vocabulary_header_bytes', 'renderer_strings']);

/** @param {any} value @param {string} [path] @returns {[string, unknown][]} every leaf with its dotted path */
export function leavesOf(value, path = '') {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}.${key}` : key));
}

/**
 * The facts in groups that rest on the same sources, in the order of the sources.
 * @param {any} facts @param {Source[]} sources
 * @returns {{facts: [string, unknown][], sources: Source[]}[]}
 */
export function factsBySource(facts, sources) {
  /** @type {Map<string, {facts: [string, unknown][], sources: Source[]}>} */
  const groups = new Map();
  for (const [path, value] of leavesOf(facts)) {
    if (NOT_FACTS.has(path)) continue;
    const own = sources.filter((source) => source.for.some((part) => path === part || path.startsWith(`${part}.`)));
    const key = own.map((source) => sources.indexOf(source)).join(',');
    const group = groups.get(key) ?? { facts: [], sources: own };
    group.facts.push([path, value]);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => Number(a.sources.length === 0) - Number(b.sources.length === 0));
}

/** @param {any} facts @param {Source[]} sources @param {Context} context */
export function factsTable(facts, sources, context) {
  const { words } = context;
  return factsBySource(facts, sources).map(
    (group) =>
      html`<section class="facts">
        <dl>
          ${group.facts.map(
            ([path, value]) =>
              html`<dt><code>${path}</code></dt>
                <dd>${shown(value)}</dd>`,
          )}
        </dl>
        <div class="fact-sources">
          <p class="quiet">${words.say(group.sources.length ? 'data.from' : 'data.no_source')}</p>
          <ul>
            ${group.sources.map((source) => sourceLine(source, context))}
          </ul>
        </div>
      </section>`,
  );
}

/** @param {unknown} value */
const shown = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** @param {Source} source @param {Context} context */
function sourceLine({ kind, url, read, note }, { words }) {
  return html`<li>
    ${words.find(`data.kind.${kind}.name`) ?? kind}${
      url ? html`: <a href=${safeUrl(url)} rel="noopener noreferrer">${shortUrl(url)}</a>` : nothing
    }
    <span class="quiet">${words.say('data.read', { date: read })}</span>
    ${note ? html`<br /><span class="quiet" lang="en">${note}</span>` : nothing}
  </li>`;
}

/** Only what leads to a public page is a link. @param {string} url */
const safeUrl = (url) => (/^https?:\/\//.test(url) ? url : nothing);

/** @param {string} url */
const shortUrl = (url) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
