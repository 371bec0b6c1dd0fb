// nvidia-smi: its table, its list (-L) and its csv.
import { Reading } from './reading.js';

const ROW = /^\|\s{1,4}(\d{1,3})\s{1,4}(\S.{0,60}?)\s+(?:On|Off|N\/A|TCC|WDDM|MCDM)\s*\|\s*[0-9a-f]{4,8}:/i;
const LISTED = /^\s*GPU (\d{1,3}): ([^(]{1,80}?) ?\(UUID: /;

/** @param {string[]} lines */
export function readNvidiaSmi(lines) {
  const reading = new Reading();
  const table = lines.some((line) => /NVIDIA-SMI \d/.test(line) || ROW.test(line));
  /** @type {string[] | undefined} */
  let columns;
  /** @type {import('./reading.js').Seen | undefined} */
  let current;
  lines.forEach((line, number) => {
    const row = ROW.exec(line);
    const listed = LISTED.exec(line);
    if (row) {
      current = { name: row[2], vendor: 'NVIDIA' };
      // Older drivers cut long names short.
      if (row[2].endsWith('...')) reading.note('name-cut', { name: row[2] });
      else reading.seen.push(current);
      reading.known.add(number);
    } else if (listed) {
      reading.seen.push({ name: listed[2], vendor: 'NVIDIA' });
      reading.known.add(number);
    } else if (table && /^\s*[|+]/.test(line)) {
      const memory = /\d+MiB \/ {0,8}(\d{1,8})MiB/.exec(line);
      if (memory && current) {
        current.memoryGib = Number(memory[1]) / 1024;
        current = undefined;
      }
      reading.known.add(number);
    } else if (table && /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.*\d{4}\s*$/.test(line)) {
      reading.known.add(number);
    } else if (/^\s*(?:index, )?(?:gpu_)?name,|^[\w., []+memory\.total/.test(line)) {
      columns = line.split(',').map((column) => column.trim());
      reading.known.add(number);
    } else if (columns && line.includes(',')) {
      readCsv(line, columns, reading, number);
    } else {
      columns = undefined;
      const plain = /^\s*((?:NVIDIA|GeForce|Tesla|Quadro)\b[^,|]{2,80}), ?(\d{3,7})(?: MiB)?\s*$/.exec(line);
      if (plain) {
        reading.seen.push({ name: plain[1], vendor: 'NVIDIA', memoryGib: Number(plain[2]) / 1024 });
        reading.known.add(number);
      }
    }
  });
  return reading;
}

/** @param {string} line @param {string[]} columns @param {Reading} reading @param {number} number */
function readCsv(line, columns, reading, number) {
  const values = line.split(',').map((value) => value.trim());
  const name = values[columns.findIndex((column) => /^(?:gpu_)?name$/.test(column))];
  if (!name) return;
  const total = parseInt(values[columns.findIndex((column) => column.startsWith('memory.total'))] ?? '', 10);
  reading.seen.push({ name, vendor: 'NVIDIA', ...(total > 0 && { memoryGib: total / 1024 }) });
  reading.known.add(number);
}
