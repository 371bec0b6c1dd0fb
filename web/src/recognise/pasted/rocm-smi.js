// rocm-smi: its lines, its csv and its JSON.
import { productNames } from './lspci.js';
import { Reading } from './reading.js';

const FIELDS = /^(?:card series|card model|device name|device id|vram total memory \(b\)|name|vram)$/i;

/** @param {string[]} lines */
export function readRocmSmi(lines) {
  const reading = new Reading();
  /** @type {Map<string, Record<string, string>>} */
  const cards = new Map();
  const put = (/** @type {string} */ card, /** @type {string} */ key, /** @type {string} */ value) => {
    if (!FIELDS.test(key)) return;
    const fields = cards.get(card) ?? {};
    fields[key.toLowerCase()] = value;
    cards.set(card, fields);
  };
  /** @type {string[] | undefined} */
  let columns;
  lines.forEach((line, number) => {
    const told = /^\s*GPU\[(\d{1,3})\]\s*: ?([^:]{1,60}): ?\s*(.{0,200})$/.exec(line);
    if (told) {
      put(told[1], told[2].trim(), told[3].trim());
      reading.known.add(number);
    } else if (/^device,/.test(line)) {
      columns = line.split(',');
      reading.known.add(number);
    } else if (columns && /^card\d+,/.test(line)) {
      const values = line.split(',');
      columns.forEach((column, place) => put(values[0], column, values[place] ?? ''));
      reading.known.add(number);
    } else if (/^\s*=+.*=+\s*$/.test(line) && line.includes('===')) {
      reading.known.add(number);
    }
  });
  readJson(lines, put, reading);
  for (const fields of cards.values()) {
    const series = fields['card series'] ?? fields['device name'] ?? '';
    const model = fields['card model'] ?? '';
    const id = /^0x([0-9a-f]{4})$/i.exec(fields['device id'] ?? model)?.[1];
    const names = productNames(series);
    if (model && !/^0x/.test(model)) names.unshift(model);
    const bytes = Number(fields['vram total memory (b)']);
    reading.seen.push({
      name: names[0],
      otherNames: names.slice(1),
      vendor: 'AMD',
      ...(id && { pciId: id.toLowerCase() }),
      ...(bytes > 0 && { memoryGib: bytes / 2 ** 30 }),
    });
  }
  return reading;
}

/** @param {string[]} lines @param {(card: string, key: string, value: string) => void} put @param {Reading} reading */
function readJson(lines, put, reading) {
  const first = lines.findIndex((line) => line.trim() === '{' || line.trim().startsWith('{"card'));
  if (first < 0) return;
  const last = lines.findLastIndex((line) => line.trim().endsWith('}'));
  try {
    const value = JSON.parse(lines.slice(first, last + 1).join('\n'));
    for (const [card, fields] of Object.entries(value)) {
      if (!/^card\d+$/.test(card) || typeof fields !== 'object' || fields === null) continue;
      for (const [key, told] of Object.entries(fields)) put(card, key, String(told));
    }
    if (Object.keys(value).some((card) => /^card\d+$/.test(card)))
      for (let number = first; number <= last; number += 1) reading.known.add(number);
  } catch {
    // Not JSON: its lines stay unknown.
  }
}
