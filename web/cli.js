#!/usr/bin/env node
// The estimator at the command line: the same wasm as the page's, in Node.
import { readFile, stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { CanRunError, loadEngine } from './engine.js';
import { catalogPath, nodeSource } from './engine-node.js';
import { FLAGS, RANK_FLAGS, UsageError, helpOf, readArguments } from './cli/arguments.js';
import { batch } from './cli/batch.js';
import { factsText, rankingText, reportText } from './cli/table.js';
import { Context } from './src/text/context.js';
import { Names } from './src/catalog/names.js';

const ANSWER = 0;
const BAD_INPUT = 2;

/** A config longer than this is refused before it is read. Bytes. */
const LONGEST_CONFIG = 16 * 2 ** 20;

const USAGE = `Can I run this model on this machine, and how well?

  node web/cli.js estimate --model M --device D[xN] [--format F] [--context N] ... [--json]
  node web/cli.js rank-models --device D[xN] ... [--json]
  node web/cli.js rank-devices --model M ... [--json]
  node web/cli.js inspect FILE [--json]        what a config.json says (- reads standard input)
  node web/cli.js batch < requests.jsonl > envelopes.jsonl

--device may be repeated for devices of several kinds, and takes inline facts as JSON.
--config FILE gives the model by its config.json instead of --model.

${helpOf(FLAGS)}

rank-models and rank-devices also take

${helpOf(RANK_FLAGS)}

Exit status: 0 an answer (a model that does not fit is one), 2 bad input.
`;

/** @param {string} text */
const print = (text) => process.stdout.write(text);

function wordsOfCommandLine() {
  const dictionary = JSON.parse(readFileSync(new URL('./src/i18n/en.json', import.meta.url), 'utf8'));
  const names = new Names(JSON.parse(readFileSync(catalogPath, 'utf8')));
  return new Context('en', dictionary, names);
}

/** @param {string} path or "-" @returns {Promise<Uint8Array>} */
async function fileBytes(path) {
  if (path === '-') {
    const pieces = [];
    let length = 0;
    for await (const piece of process.stdin) {
      length += piece.length;
      if (length > LONGEST_CONFIG) throw new UsageError(`standard input is longer than ${LONGEST_CONFIG} bytes`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }
  try {
    if ((await stat(path)).size > LONGEST_CONFIG)
      throw new UsageError(`${path} is longer than ${LONGEST_CONFIG} bytes`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${path}: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {any} value @param {boolean} json @param {() => string} text */
const show = (value, json, text) => print(json ? `${JSON.stringify({ ok: true, value })}\n` : text());

/** @param {ReturnType<typeof readArguments> & {config?: string}} given */
async function withConfig(given) {
  if (given.config === undefined) return given.request;
  const text = new TextDecoder('utf-8', { fatal: false }).decode(await fileBytes(given.config));
  try {
    return { ...given.request, model: { config: JSON.parse(text) } };
  } catch (error) {
    throw new UsageError(`${given.config} is not JSON: ${/** @type {Error} */ (error).message}`);
  }
}

/** @type {Record<string, {flags: Record<string, import('./cli/arguments.js').Flag>, run: (given: any) => Promise<void>}>} */
const COMMANDS = {
  estimate: {
    flags: FLAGS,
    async run(given) {
      const report = (await loadEngine(nodeSource)).estimate(await withConfig(given));
      show(report, given.json, () => reportText(report, wordsOfCommandLine()));
    },
  },
  'rank-models': { flags: { ...FLAGS, ...RANK_FLAGS }, run: (given) => rank('model', given) },
  'rank-devices': { flags: { ...FLAGS, ...RANK_FLAGS }, run: (given) => rank('device', given) },
  inspect: {
    flags: {},
    async run(given) {
      if (given.positionals.length !== 1) throw new UsageError('inspect takes one file');
      const facts = (await loadEngine(nodeSource)).inspect(await fileBytes(given.positionals[0]));
      show(facts, given.json, () => factsText(facts));
    },
  },
  batch: {
    flags: {},
    async run() {
      const engine = await loadEngine(nodeSource);
      await batch(process.stdin, process.stdout, (line) => engine.estimateText(line));
    },
  },
};

/** @param {'model' | 'device'} vary @param {any} given */
async function rank(vary, given) {
  const ranking = (await loadEngine(nodeSource)).rank({ vary, ...(await withConfig(given)) });
  show(ranking, given.json, () => rankingText(ranking.rows, ranking.total, wordsOfCommandLine()));
}

/** @param {string[]} argv */
async function main(argv) {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    print(USAGE);
    return name === undefined ? BAD_INPUT : ANSWER;
  }
  const json = rest.includes('--json');
  try {
    if (!Object.hasOwn(COMMANDS, name))
      throw new UsageError(`no command "${name}"; one of ${Object.keys(COMMANDS).join(', ')}`);
    const command = COMMANDS[name];
    const given = readArguments(rest, command.flags);
    if (given.help) {
      print(USAGE);
      return ANSWER;
    }
    if (name !== 'inspect' && given.positionals.length)
      throw new UsageError(`"${given.positionals[0]}" belongs to no flag`);
    await command.run(given);
    return ANSWER;
  } catch (error) {
    if (error instanceof CanRunError) {
      if (json) print(`${JSON.stringify({ ok: false, errors: error.errors })}\n`);
      else process.stderr.write(`${error.message}\n`);
    } else if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
    } else {
      throw error;
    }
    return BAD_INPUT;
  }
}

// A reader that stops early (head) is no failure of ours.
process.stdout.on('error', (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') process.exit(ANSWER);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
