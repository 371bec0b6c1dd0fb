// dxdiag's text: one "Card name" for each screen.
import { Reading, pair } from './reading.js';

/** @param {string[]} lines */
export function readDxdiag(lines) {
  const reading = new Reading();
  const here = lines.some((line) => /^[\s>]*Card name: /.test(line));
  if (!here) return reading;
  /** @type {Map<string, import('./reading.js').Seen>} */
  const cards = new Map();
  /** @type {import('./reading.js').Seen | undefined} */
  let current;
  let key = '';
  const keep = () =>
    current && !/Basic (?:Render|Display)/.test(current.name) && cards.set(key || current.name, current);
  lines.forEach((line, number) => {
    const told = pair(line.replace(/^\s*>/, ''));
    if (!told) {
      if (/^\s*-{3,}|^\s*(?:System Information|Display Devices)\s*$/.test(line)) reading.known.add(number);
      return;
    }
    reading.known.add(number);
    const [name, value] = told;
    if (name === 'Card name') {
      keep();
      current = { name: value };
      key = '';
    } else if (name === 'Memory' && /^\d{3,8}MB RAM$/.test(value)) {
      reading.hostMemoryGib = parseInt(value, 10) / 1024;
    } else if (current && name === 'Dedicated Memory') {
      const megabytes = parseInt(value, 10);
      if (megabytes > 0) current.memoryGib = megabytes / 1024;
    } else if (current && name === 'Shared Memory') {
      const megabytes = parseInt(value, 10);
      if (megabytes > 0) reading.note('shared-memory', { shared_gib: megabytes / 1024 });
    } else if (current && name === 'Device Key') {
      key = value;
      const id = /DEV_([0-9a-f]{4})/i.exec(value)?.[1];
      if (id) current.pciId = id.toLowerCase();
    } else if (current && name === 'Device ID') {
      const id = /^0x([0-9a-f]{4})$/i.exec(value)?.[1];
      if (id) current.pciId = id.toLowerCase();
    }
  });
  keep();
  reading.seen.push(...cards.values());
  return reading;
}
