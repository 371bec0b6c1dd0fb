// A Mac: system_profiler, or what About This Mac shows, in English or Chinese.
import { Reading, pair } from './reading.js';

const CHIP = /^apple m\d{1,2}(?: (?:pro|max|ultra))?$/i;

/** @param {string[]} lines */
export function readMac(lines) {
  const reading = new Reading();
  if (!lines.some((line) => /\bapple m\d|chipset model|芯片/i.test(line))) return reading;
  /** @type {import('./reading.js').Seen | undefined} */
  let chip;
  /** @type {import('./reading.js').Seen[]} */
  const others = [];
  /** @type {number | undefined} */
  let memoryGib;
  let inGraphics = false;
  let before = '';
  lines.forEach((line, number) => {
    const spaced = line.trim().replace(/^(chip|memory|芯片|内存) +/i, '$1: ');
    const [key, value] = (pair(spaced) ?? ['', spaced]).map((part) => part.trim());
    const name = key.toLowerCase();
    if (/^(?:chip|芯片|chipset model|芯片组型号|图形芯片)$/.test(name) || (!key && CHIP.test(value))) {
      inGraphics = /chipset|图形|芯片组/.test(name);
      const said = value.replace(/\s*\((\d+)[- ]core gpu\)/i, '');
      if (CHIP.test(said)) chip ??= { name: said, vendor: 'Apple' };
      else if (inGraphics && value) others.push({ name: value });
      const cores = /\((\d{1,3})[- ]core gpu\)/i.exec(value)?.[1];
      if (cores && chip) chip.cores = Number(cores);
      reading.known.add(number);
    } else if (/^(?:memory(?: \(ram\))?|内存)$/.test(name) || (!key && /^(?:memory|内存)$/i.test(before))) {
      const gib = /^(\d{1,4}) ?GB\b/i.exec(value)?.[1];
      if (gib) memoryGib = Number(gib);
      reading.known.add(number);
    } else if (/^(?:total number of cores|核总数)$/.test(name)) {
      if (inGraphics && chip && /^\d{1,3}$/.test(value)) chip.cores = Number(value);
      reading.known.add(number);
    } else if (/^vram/.test(name) && others.length) {
      const found = /^(\d{1,6}) ?(GB|MB)/i.exec(value);
      if (found) others[others.length - 1].memoryGib = Number(found[1]) / (found[2].toUpperCase() === 'MB' ? 1024 : 1);
      reading.known.add(number);
    } else if (
      key ||
      /^(?:hardware|graphics\/displays|displays|color lcd|about this mac|chip|memory|芯片|内存)/i.test(value)
    ) {
      reading.known.add(number);
    }
    before = value;
  });
  if (chip) reading.seen.push({ ...chip, ...(memoryGib && { memoryGib }) });
  else {
    reading.seen.push(...others);
    if (others.length) reading.hostMemoryGib = memoryGib;
  }
  return chip || others.length ? reading : new Reading();
}
