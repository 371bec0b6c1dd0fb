// What does a pasted text say of a machine, and of what shall run on it? Every reader takes the lines that it knows; what
// none of them knows is named.
import { isIntegrated, vendorOf } from '../renderer.js';
import { readCommand } from './command.js';
import { readDxdiag } from './dxdiag.js';
import { readLspci } from './lspci.js';
import { readMac } from './mac.js';
import { readNvidiaSmi } from './nvidia-smi.js';
import { readRocmSmi } from './rocm-smi.js';
import { readTaskManager } from './task-manager.js';

/** @typedef {import('./reading.js').Seen} Seen @typedef {import('./reading.js').Note} Note */
/** @typedef {import('../device-index.js').DeviceIndex} DeviceIndex */

/** What is read of a paste. */
export const LONGEST = { characters: 65_536, lines: 2_000, line: 1_000 };

/**
 * @typedef {{name: string, candidates: string[], count: number, integrated: boolean, memory_gib?: number}} PastedDevice
 *   candidates: ids of the catalog, one where it is clear; none where the catalog lacks it
 * @typedef {{devices: PastedDevice[], left_out: PastedDevice[], host_memory_gib?: number,
 *   asked?: import('./reading.js').Asked, notes: Note[], not_understood: import('./reading.js').Unknown[]}} Pasted
 *   left_out: graphics in the processor beside a card, which the model is not put on
 */

/** The one that knows most comes first; a maker's devices are taken from the first that names any. */
const READERS = [readNvidiaSmi, readRocmSmi, readDxdiag, readTaskManager, readMac, readLspci];

/** Where a prompt or a program's name stands alone. */
const PROMPT =
  /^\s*(?:\S{0,60}[$#>%]\s*)?(?:sudo )?(?:nvidia-smi|rocm-smi|amd-smi|lspci|system_profiler|dxdiag|wmic|free)\b[^|]{0,200}(?:\|.{0,200})?$/i;

/**
 * @param {string} text as pasted
 * @param {DeviceIndex} index
 * @returns {Pasted}
 */
export function readPasted(text, index) {
  const whole = text.slice(0, LONGEST.characters);
  const all = whole.split(/\r\n|\r|\n/);
  const lines = all.slice(0, LONGEST.lines).map((line) => line.slice(0, LONGEST.line));
  /** @type {Note[]} */
  const notes = [];
  if (text.length > LONGEST.characters || all.length > LONGEST.lines) notes.push({ code: 'cut' });
  const command = readCommand(lines);
  const readings = READERS.map((read) => read(lines));
  /** @type {Seen[]} */
  const seen = [];
  const makers = new Set();
  for (const reading of readings) {
    const fresh = reading.seen.filter((one) => !makers.has(one.vendor ?? vendorOf(one.name)));
    for (const one of fresh) makers.add(one.vendor ?? vendorOf(one.name));
    seen.push(...fresh);
  }
  const known = new Set([command, ...readings].flatMap((reading) => [...reading.known]));
  if (!seen.length && !command.asked) seen.push(...namedAlone(lines, index, known));
  const devices = grouped(seen.map((one) => resolved(one, index)));
  // A card does not share its work with the graphics beside it.
  const cards = devices.filter(({ integrated }) => !integrated);
  const left_out = cards.length ? devices.filter(({ integrated }) => integrated) : [];
  for (const reading of [command, ...readings]) notes.push(...reading.notes);
  const host = readings.find((reading) => reading.hostMemoryGib !== undefined)?.hostMemoryGib;
  return {
    devices: cards.length ? cards : devices,
    left_out,
    ...(host !== undefined && { host_memory_gib: soldSize(host) }),
    ...(command.asked && { asked: command.asked }),
    notes: notes.filter((note, place) => notes.findIndex(({ code }) => code === note.code) === place),
    not_understood: [
      ...command.unknown,
      ...lines.flatMap((line, number) =>
        known.has(number) || !/[\p{L}\p{N}]/u.test(line) || PROMPT.test(line) || /^\s*```/.test(line)
          ? []
          : [{ line: number + 1, text: line.trim() }],
      ),
    ].sort((a, b) => a.line - b.line),
  };
}

/** Lines that are a device's name and nothing else: "2x RTX 3090". @param {string[]} lines @param {DeviceIndex} index @param {Set<number>} known */
function namedAlone(lines, index, known) {
  /** @type {Seen[]} */
  const seen = [];
  const told = lines.map((line, number) => ({ line: line.trim(), number })).filter(({ line }) => line);
  if (told.length > 8) return seen;
  for (const { line, number } of told) {
    const counted = /^(\d{1,2}) ?[x×*] ?(\S.{0,80})$/i.exec(line);
    const name = counted ? counted[2] : line;
    if (name.length > 90 || !index.find({ name }).length) continue;
    seen.push({ name, count: counted ? Number(counted[1]) : 1 });
    known.add(number);
  }
  return seen;
}

/** @param {Seen} one @param {DeviceIndex} index @returns {PastedDevice} */
function resolved(one, index) {
  const vendor = /** @type {any} */ (one.vendor ?? vendorOf(one.name));
  const { name, pciId, memoryGib, cores, count = 1 } = one;
  const named = [name, ...(one.otherNames ?? [])].flatMap((other) =>
    index.find({ name: other, vendor, pciId, memoryGib }),
  );
  // What an id's entry does not name is not in question.
  let found = [...new Set(named)];
  if (vendor === 'Apple') {
    if (cores) found = fitting(found, (id) => id.includes(`-${cores}-core-`));
    if (memoryGib) found = fitting(found, (id) => index.byId.get(id)?.memory_gib === memoryGib);
  }
  const integrated = found.length ? found.every(({ unified }) => unified) : isIntegrated(name, vendor);
  return {
    name,
    candidates: found.map(({ id }) => id),
    count,
    integrated,
    ...(memoryGib !== undefined && !integrated && { memory_gib: memoryGib }),
  };
}

/** @template {{id: string}} T @param {T[]} found @param {(id: string) => boolean} fits those that fit, or all where none does */
function fitting(found, fits) {
  const those = found.filter(({ id }) => fits(id));
  return those.length ? those : found;
}

/** @param {PastedDevice[]} devices */
function grouped(devices) {
  /** @type {Map<string, PastedDevice>} */
  const groups = new Map();
  for (const device of devices) {
    const key = `${device.candidates.join(' ')}|${device.candidates.length ? '' : device.name}`;
    const group = groups.get(key);
    if (group) group.count += device.count;
    else groups.set(key, { ...device });
  }
  return [...groups.values()];
}

/** Memory as it is sold: what firmware keeps back is missing from what is reported. @param {number} gib */
function soldSize(gib) {
  const sold = [4, 6, 8, 12, 16, 18, 24, 32, 36, 40, 48, 64, 80, 96, 128, 192, 256, 384, 512, 768, 1024];
  return sold.find((size) => gib <= size && gib > size * 0.9) ?? Math.round(gib);
}
