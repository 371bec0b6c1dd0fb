// What does one do with the answer? The file and how long it takes to come, and what to type: for a newcomer first. Only
// files that are known to exist are offered; flags come from the engine's own command.
import { html, nothing } from 'lit';
import { downloadsOf, fetchingCommand, mirrored, modelscopeCommand, ollamaCommand } from './downloads.js';
import { modelName } from './sentence.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('./card.js').Actions} Actions @typedef {import('./downloads.js').ModelDownloads} ModelDownloads */

/** Lines that people have, Mbit/s. */
const LINES = [50, 100, 1000];

/** Where the weights can be searched for: hubs in the order of the reader's language. @param {Report} report @param {Context} context */
function hubs(report, context) {
  const words = context.words;
  const file = `${typeof report.resolved.model === 'string' ? (report.resolved.model.split('/').at(-1) ?? '') : modelName(report, context)} GGUF`;
  const links = {
    huggingface: `https://huggingface.co/models?search=${encodeURIComponent(file)}`,
    modelscope: `https://www.modelscope.cn/models?name=${encodeURIComponent(file)}`,
  };
  return words
    .say('next.hubs')
    .split(' ')
    .map(
      (hub, index) =>
        html`${index ? words.say('next.or') : nothing}<a
            href=${links[/** @type {keyof typeof links} */ (hub)]}
            rel="noopener noreferrer"
            >${words.say(`next.${hub}`)}</a
          >`,
    );
}

/**
 * What can be typed, easiest first.
 * @param {Report} report @param {ModelDownloads | undefined} downloads
 * @param {boolean} mirror  whether the reader is better served by ModelScope and the mirror
 * @param {boolean} powershell
 * @returns {{way: string, command: string}[]} way: a key of "next.way"
 */
export function ways(report, downloads, mirror, powershell = false) {
  const command = report.commands?.[0]?.command;
  if (!command) return [];
  const files = downloadsOf(downloads, report.resolved.format ?? '');
  // Ollama and LM Studio are for one person at one machine.
  const alone = (report.resolved.workload?.concurrency ?? 1) === 1;
  const found = [];
  if (alone && mirror && files.modelscope) found.push({ way: 'ollama', command: modelscopeCommand(files.modelscope) });
  else if (alone && files.ollama) found.push({ way: 'ollama', command: ollamaCommand(files.ollama) });
  else if (alone && files.lmstudio) found.push({ way: 'lmstudio', command: files.lmstudio });
  if (files.gguf) {
    const fetching = fetchingCommand(command, files.gguf);
    found.push({ way: 'llama', command: mirror ? mirrored(fetching, powershell ? 'powershell' : 'sh') : fetching });
  } else found.push({ way: 'file', command });
  return found;
}

/**
 * @param {Report} report @param {Context} context @param {Actions} [actions] @param {ModelDownloads} [downloads]
 */
export function nextStep(report, context, actions, downloads) {
  const { words, figures } = context;
  const { grade } = report.verdict;
  if (!report.commands?.length || grade === 'no' || grade === 'unknown') return nothing;
  const mirror = words.say('next.hubs').startsWith('modelscope');
  const powershell = typeof navigator !== 'undefined' && /Windows/.test(navigator.userAgent);
  const offered = ways(report, downloads, mirror, powershell);
  const bytes = report.files?.download_bytes;
  const several = offered.length > 1;
  return html`
    <section class="next">
      <h3>${words.say('next.title')}</h3>
      ${
        bytes
          ? html`<p>
              ${words.say('next.size', { size: figures.gb(bytes) })}
              <span class="quiet"
                >${LINES.map((line) => words.say('next.time', { time: context.time((bytes * 8) / (line * 1e6)), line: figures.count(line) })).join(words.say('ruler.separator'))}</span
              >
            </p>`
          : nothing
      }
      ${offered.map(
        ({ way, command }) =>
          html`${
              way === 'file'
                ? typeof report.resolved.model === 'string'
                  ? html`<p>${words.say('next.file')} ${hubs(report, context)}</p>`
                  : nothing
                : html`<p class=${several ? 'way' : 'way quiet'}>${words.say(`next.way.${way}`)}</p>`
            }
            <div class="command">
              <code>${command.split(' ').map((word, index) => html`${index ? ' ' : ''}<span>${word}</span>`)}</code>
              ${
                actions
                  ? html`<button
                      type="button"
                      class="copy"
                      @click=${(/** @type {Event} */ event) => actions.copy(command, event)}
                    >
                      ${words.say('next.copy')}
                    </button>`
                  : nothing
              }
            </div>`,
      )}
    </section>
  `;
}
