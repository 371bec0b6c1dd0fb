// What does a person read in a terminal? The report as a few aligned lines.
import { GIB } from '../src/text/format.js';
import { sentenceParts } from '../src/card/sentence.js';

/** @typedef {import('../src/types/report').Report} Report @typedef {import('../src/types/rank').Row} Row */

/**
 * @param {string[][]} rows
 * @param {('left' | 'right')[]} sides
 */
export function columns(rows, sides) {
  const widths = sides.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          sides[column] === 'right' ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {Report} report @param {import('../src/text/context.js').Context} context */
export function reportText(report, context) {
  const { words, figures } = context;
  const blocks = [
    sentenceParts(report, context)
      .map((part) => part.text)
      .join(''),
  ];

  const pools = report.memory.pools;
  const head = [
    'GiB',
    ...pools.map((pool) => (pools.length > 1 ? context.poolName(pool) : '')),
    pools.length > 1 ? words.say('cli.total') : '',
  ];
  const keys = Object.keys(words.dictionary.item ?? {}).filter((key) => itemOf(report.memory.items, key) > 0);
  const line = (/** @type {string} */ name, /** @type {number[]} */ values) => [
    name,
    ...values.map((value) => (value / GIB).toFixed(2)),
  ];
  const rows = keys.map((key) =>
    line(words.say(`item.${key}`), [
      ...pools.map((pool) => itemOf(pool.items, key)),
      ...(pools.length > 1 ? [itemOf(report.memory.items, key)] : []),
    ]),
  );
  const sums = (/** @type {(pool: any) => number} */ of) => [
    ...pools.map(of),
    ...(pools.length > 1 ? [pools.reduce((sum, pool) => sum + of(pool), 0)] : []),
  ];
  rows.push(
    line(
      words.say('cli.needed'),
      sums((pool) => pool.needed_bytes),
    ),
  );
  rows.push(
    line(
      words.say('cli.usable'),
      sums((pool) => pool.usable_bytes),
    ),
  );
  const shown = pools.length > 1 ? [head, ...rows] : rows.map(([name, value]) => [name, `${value} GiB`]);
  blocks.push(columns(shown, ['left', ...shown[0].slice(1).map(() => /** @type {const} */ ('right'))]));

  const facts = [];
  const speed = report.speed;
  if (speed.decode_tokens_per_second !== null) {
    facts.push([
      words.say('cli.decode'),
      words.say('cli.rate', { rate: figures.rate(speed.decode_tokens_per_second) }),
    ]);
  }
  if (speed.prefill_tokens_per_second !== null) {
    facts.push([
      words.say('cli.prefill'),
      words.say('cli.rate', { rate: figures.rate(speed.prefill_tokens_per_second) }),
    ]);
  }
  if (report.limits) {
    const { max_context_tokens: most, trained_context_tokens: trained, max_concurrency: requests } = report.limits;
    if (most != null)
      facts.push([words.say('cli.max_context'), words.say('cli.tokens', { count: figures.count(most) })]);
    if (trained != null)
      facts.push([words.say('cli.trained_context'), words.say('cli.tokens', { count: figures.count(trained) })]);
    if (requests != null) facts.push([words.say('cli.max_concurrency'), figures.count(requests)]);
  }
  if (report.files) facts.push([words.say('cli.download'), `${figures.gb(report.files.download_bytes)} GB`]);
  if (facts.length) blocks.push(columns(facts, ['left', 'left']));

  if (report.verdict.reasons.length) {
    blocks.push(report.verdict.reasons.map((reason) => `- ${context.noteText('reason', reason)}`).join('\n'));
  }
  if (report.suggestions?.length) {
    const offers = report.suggestions.map((suggestion) => `- ${context.suggestionText(suggestion, report)}`);
    blocks.push([words.say('cli.changes'), ...offers].join('\n'));
  }
  if (report.commands?.length) blocks.push(report.commands.map((command) => command.command).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

/** @param {any} items @param {string} key @returns {number} */
const itemOf = (items, key) => items[key] ?? 0;

/** @param {Row[]} rows @param {number} total @param {import('../src/text/context.js').Context} context */
export function rankingText(rows, total, context) {
  const { words, figures } = context;
  if (!rows.length) return `${words.say('cli.no_rows')}\n`;
  // The largest context is in the rows only when it was asked for.
  const reaches = rows.some((row) => typeof row.max_context_tokens === 'number');
  const head = [
    'cli.candidate',
    'cli.format',
    'cli.grade',
    'cli.needed_gib',
    'cli.usable_gib',
    'cli.tokens_per_second',
    ...(reaches ? ['cli.largest_context'] : []),
  ];
  const cell = (/** @type {number | null | undefined} */ value, /** @type {(value: number) => string} */ show) =>
    value === null || value === undefined ? '-' : show(value);
  const body = rows.map((row) => [
    row.device !== undefined
      ? row.count && row.count > 1
        ? `${row.count} x ${row.device}`
        : row.device
      : (row.model ?? row.format),
    row.format,
    row.grade === undefined
      ? '-'
      : `${words.say(`grade.${row.grade}`)}${row.pace ? `, ${words.say(`pace.${row.pace}`)}` : ''}`,
    cell(row.needed_bytes, (value) => (value / GIB).toFixed(2)),
    cell(row.usable_bytes, (value) => (value / GIB).toFixed(2)),
    cell(row.decode_tokens_per_second, (value) => figures.rate(value)),
    ...(reaches ? [cell(row.max_context_tokens, (value) => figures.count(value))] : []),
  ]);
  const table = columns(
    [head.map((key) => words.say(key)), ...body],
    ['left', 'left', 'left', 'right', 'right', 'right', 'right'],
  );
  return total > rows.length
    ? `${table}\n${words.say('cli.more_rows', { count: figures.count(total - rows.length) })}\n`
    : `${table}\n`;
}

/** Facts of any shape as indented lines. @param {any} value @param {string} [indent] @returns {string} */
export function factsText(value, indent = '') {
  return Object.entries(value)
    .map(([key, inner]) => {
      if (inner !== null && typeof inner === 'object' && !Array.isArray(inner)) {
        return `${indent}${key}:\n${factsText(inner, `${indent}  `)}`;
      }
      return `${indent}${key}: ${Array.isArray(inner) ? inner.map((one) => (typeof one === 'object' ? JSON.stringify(one) : one)).join(', ') : inner}\n`;
    })
    .join('');
}
