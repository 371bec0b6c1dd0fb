// What do the budgets of the engine stand at? Times are the least of many, in one run on one machine; where a budget is
// a ratio, both sides are measured here. Prints a table; the size is also held by a test.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { callOf, catalogPath, enginePaths, libraryAnswers, required, root, wasmModule } from '../boundary/hosts.mjs';

const { Bench } = await import(pathToFileURL(required.resolve('tinybench')).href);

const machine = { devices: [{ device: 'nvidia/geforce-rtx-4090' }], host: { memory_gib: 64, bandwidth_gb_s: 80 } };
const workload = { context_tokens: 8192 };
const question = { model: 'meta-llama/Llama-3.1-8B-Instruct', format: 'Q4_K_M', machine, workload };
const bare = callOf('estimate', { ...question, include: [] });
const whole = callOf('estimate', question);
const ranking = callOf('rank', { vary: 'model', format: 'Q4_K_M', machine, workload });

/** Milliseconds of the fastest of many calls. */
async function least(work, time = 600) {
  const bench = new Bench({ time, warmupTime: 200 });
  bench.add('it', work);
  const [task] = await bench.run();
  return task.result.latency.min;
}

const loadTime = async () => {
  const begin = performance.now();
  const module = await wasmModule();
  return [module, performance.now() - begin];
};

const rows = [];
/** @param {string} what @param {number} figure @param {string} unit @param {number} [most] @param {number} [fewest] */
function row(what, figure, unit, { most, fewest } = {}) {
  const budget = most !== undefined ? `at most ${most}` : fewest !== undefined ? `at least ${fewest}` : '';
  const over = (most !== undefined && figure > most) || (fewest !== undefined && figure < fewest);
  rows.push([what, figure.toFixed(figure < 10 ? 3 : figure < 100 ? 1 : 0), unit, budget, budget ? (over ? 'MISSED' : 'held') : '']);
}

const sizes = enginePaths.map((path) => brotliCompressSync(readFileSync(path)).length);
row('engine and its JavaScript, brotli', (sizes[0] + sizes[1]) / 1000, 'kB', { most: 100 });

const [module, started] = await loadTime();
row('module compiled, catalog loaded', started, 'ms');

const { default: createEcho } = await import(pathToFileURL(join(root, 'build/wasm/tests/echo.mjs')).href);
const echo = await createEcho({ wasmBinary: readFileSync(join(root, 'build/wasm/tests/echo.wasm')) });
const answer = Buffer.from(module.estimate(bare.bytes));
echo.hold(answer);

const bareTime = await least(() => module.estimate(bare.bytes));
const echoTime = await least(() => echo.echo(bare.bytes));
row(`echo of ${bare.bytes.length} bytes in, ${answer.length} out`, echoTime * 1000, 'us');
row('estimate, nothing included', bareTime * 1000, 'us');
row('  against the echo', bareTime / echoTime, 'x', { most: 6 });
row('estimate, everything included', await least(() => module.estimate(whole.bytes)), 'ms', { most: 2 });

// Preparing: what the first question about a model costs more than the second.
const models = JSON.parse(readFileSync(catalogPath, 'utf8')).models.map(({ id }) => id);
const preparing = models.slice(0, 200).flatMap((model) => {
  const { bytes } = callOf('estimate', { ...question, model, include: [] });
  const times = [0, 0, 0].map(() => {
    const begin = performance.now();
    module.estimate(bytes);
    return performance.now() - begin;
  });
  return [times[0] - Math.min(times[1], times[2])];
});
preparing.sort((a, b) => a - b);
row('preparing one model, the median of 200', preparing[100], 'ms', { most: 0.3 });

const rankTime = await least(() => module.rank(ranking.bytes), 2000);
row(`rank of ${models.length} models for one device in one format`, rankTime, 'ms', { most: 30 });

const native = libraryAnswers('native', [bare, ranking], '20').map((line) => Number(line) / 1000);
row('estimate, wasm against native', bareTime / native[0], 'x');
row('rank, wasm against native', rankTime / native[1], 'x', { most: 1.5 });

const LINES = 20_000;
const input = Buffer.concat(Array(LINES).fill(Buffer.concat([bare.bytes, Buffer.from('\n')])));
const begin = performance.now();
const { status } = spawnSync(process.execPath, [join(root, 'web/cli.js'), 'batch'], { input, maxBuffer: 2 ** 30 });
if (status !== 0) throw new Error('batch failed');
row('requests a second through the command line', LINES / ((performance.now() - begin) / 1000), '', { fewest: 1000 });

const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
for (const [what, figure, unit, budget, verdict] of rows) {
  console.log(`${what.padEnd(widths[0])}  ${figure.padStart(widths[1])} ${unit.padEnd(widths[2])}  ${budget.padEnd(widths[3])}  ${verdict}`.trimEnd());
}
