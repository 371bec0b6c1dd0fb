// How does an answer leave the page as text? One sentence, Markdown, JSON, CSV.
import { sentenceParts } from './sentence.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../text/context.js').Context} Context */

/** @param {Report} report @param {Context} context */
export const sentenceText = (report, context) =>
  sentenceParts(report, context)
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * The three figures of the card as lines of text.
 * @param {Report} report @param {Context} context
 * @returns {{name: string, figure: string, unit: string, note: string}[]}
 */
export function figureTexts(report, context) {
  const { words, figures } = context;
  const devices = report.memory.pools.filter((pool) => pool.kind !== 'host');
  const pools = devices.length ? devices : report.memory.pools;
  const sum = (/** @type {(pool: Report['memory']['pools'][number]) => number} */ of) =>
    pools.reduce((total, pool) => total + of(pool), 0);
  const capacity = sum((pool) => pool.capacity_bytes ?? 0);
  const [low, high] = [
    sum((pool) => pool.low_bytes ?? pool.needed_bytes),
    sum((pool) => pool.high_bytes ?? pool.needed_bytes),
  ].map((bytes) => figures.gib(bytes));
  const rate = report.speed.decode_tokens_per_second;
  const { bound } = report.speed;
  const { pace } = report.verdict;
  const most = report.limits?.max_context_tokens;
  const trained = report.limits?.trained_context_tokens;
  return [
    {
      name: words.say('figure.memory'),
      figure: figures.gib(sum((pool) => pool.needed_bytes)),
      unit: capacity
        ? words.say('figure.memory_of', { capacity: figures.soldGib(capacity) })
        : words.say('figure.memory_unit'),
      note: low === high ? '' : `[${words.say('figure.range', { low, high })}]`,
    },
    {
      name: pace ? words.say('figure.pace_is', { pace: words.say(`pace.${pace}`) }) : words.say('figure.pace'),
      figure: rate === null ? '–' : `${words.say('figure.up_to')} ${figures.rate(rate)}`,
      unit: rate === null ? '' : words.say('figure.pace_unit'),
      note:
        rate === null
          ? words.say('figure.pace_none')
          : words.say(bound && bound !== 'memory' ? `figure.pace_${bound}_bound` : 'figure.pace_bound'),
    },
    {
      name: words.say('figure.context'),
      figure: most ? figures.tokens(most) : '–',
      unit: '',
      note: trained ? words.say('figure.context_trained', { tokens: figures.tokens(trained) }) : '',
    },
  ];
}

/** Signs that mean something in Markdown, as themselves. @param {string} text */
const plain = (text) => text.replace(/[\\`*_[\]<>|#~]/g, '\\$&');

/** @param {Report} report @param {Context} context @param {string} link to the answer */
export function markdownText(report, context, link) {
  const rows = figureTexts(report, context).map(
    ({ name, figure, unit, note }) =>
      `| ${plain(name)} | ${plain([figure, unit].filter(Boolean).join(' '))} | ${plain(note)} |`,
  );
  return [
    `**${plain(sentenceText(report, context))}**`,
    '',
    `| ${context.words.say('share.what')} | ${context.words.say('share.figure')} | |`,
    '|---|---|---|',
    ...rows,
    '',
    `[${context.words.say('share.computed')}](${link})`,
    '',
  ].join('\n');
}

/** The question and the whole report. @param {Report} report @param {any} request as it was asked */
export const jsonText = (report, request) => `${JSON.stringify({ request, report }, null, 2)}\n`;

/** A cell of RFC 4180; what a spreadsheet would take for a formula is a text. @param {unknown} value */
function cell(value) {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What each memory holds, a line for each part, in bytes. @param {Report} report @param {Context} context */
export function csvText(report, context) {
  const rows = report.memory.pools.flatMap((pool) => {
    const name = context.poolName(pool, report);
    const line = (/** @type {string} */ item, /** @type {number | null | undefined} */ bytes) => [
      pool.kind,
      pool.index,
      name,
      item,
      bytes,
    ];
    return [
      ...Object.entries(pool.items).map(([item, bytes]) => line(item, /** @type {number} */ (bytes))),
      line('needed_bytes', pool.needed_bytes),
      line('low_bytes', pool.low_bytes),
      line('high_bytes', pool.high_bytes),
      line('usable_bytes', pool.usable_bytes),
      line('capacity_bytes', pool.capacity_bytes),
    ];
  });
  return [['pool', 'index', 'name', 'item', 'bytes'], ...rows]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}
