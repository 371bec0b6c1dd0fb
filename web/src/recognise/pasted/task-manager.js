// Windows' Task Manager: what its Performance page copies, in English or Chinese.
import { vendorOf } from '../renderer.js';
import { Reading, figure, pair } from './reading.js';

const DEDICATED = /^(?:dedicated gpu memory|专用 ?gpu ?内存|專用 ?gpu ?記憶體)/i;
const SHARED = /^(?:shared gpu memory|共享 ?gpu ?内存|共用 ?gpu ?記憶體)/i;
const HEADER =
  /^\W{0,6}(gpu|cpu|npu|memory|内存|記憶體|disk|磁盘|磁碟|wi-?fi|ethernet|以太网|乙太網路)\b ?\d{0,2}\s*(?:\([^)]{0,20}\))?\s*(.*)$/i;
const CHINESE_HEADER =
  /^\W{0,6}\d{0,2}[.、]?\s*(内存|記憶體|磁盘|磁碟|以太网|乙太網路)\s*\d{0,2}\s*(?:\([^)]{0,20}\))?()$/;

/** @param {string} text "0,1/6,0 GB", "8.0 GB": what there is, not what is used @returns {number | undefined} GiB */
function total(text) {
  const found = /(\d{1,5}(?:[.,]\d{1,3})?) ?(GB|MB)\b/i.exec(text);
  return found ? figure(found[1]) / (found[2].toUpperCase() === 'MB' ? 1024 : 1) : undefined;
}

/** @param {string} text whether it is a graphics processor's name alone */
const isName = (text) =>
  text.length < 90 &&
  vendorOf(text) !== undefined &&
  !/\bcore\(tm\)|\bcore i\d|xeon|ryzen|processor|\bcpu\b|@|npu\b/i.test(text) &&
  !/[:：]/.test(text);

/** @param {string[]} lines */
export function readTaskManager(lines) {
  const reading = new Reading();
  const plain = lines.map((line) => line.trim().replace(/^[#>*\s-]{1,12}/, ''));
  if (!plain.some((line) => DEDICATED.test(line) || SHARED.test(line))) return reading;
  let section = '';
  let named = false;
  /** @type {import('./reading.js').Seen | undefined} */
  let current;
  plain.forEach((line, number) => {
    const told = pair(line);
    const header = told ? undefined : (HEADER.exec(line) ?? CHINESE_HEADER.exec(line));
    const name = header?.[2] && isName(header[2]) ? header[2] : !header && isName(line) ? line : undefined;
    if (DEDICATED.test(line) || SHARED.test(line)) {
      const memory = total(line);
      if (DEDICATED.test(line) && current && memory) current.memoryGib = memory;
      if (SHARED.test(line) && memory) reading.note('shared-memory', { shared_gib: memory });
      reading.known.add(number);
    } else if (name) {
      section = 'gpu';
      current = { name };
      reading.seen.push(current);
      reading.known.add(number);
    } else if (header) {
      section = /memory|内存|記憶體/i.test(header[1]) ? 'memory' : header[1].toLowerCase();
      current = undefined;
      named = false;
      reading.known.add(number);
    } else if (section === 'memory' && /^\d{1,4}(?:[.,]\d)? ?GB$/i.test(line)) {
      reading.hostMemoryGib = total(line);
      reading.known.add(number);
    } else if (told || (section && section !== 'gpu' && line && !named)) {
      // The name of a processor, a disk or a network, and figures that say nothing of what fits.
      named ||= !told;
      reading.known.add(number);
    }
  });
  return reading;
}
