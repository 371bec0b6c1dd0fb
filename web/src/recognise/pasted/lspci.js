// lspci: the lines of its display controllers.
import { vendorOf } from '../renderer.js';
import { Reading } from './reading.js';

const LINE = /^\s*(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]\s+(.{1,300})$/i;
const DISPLAY = /^"?(?:VGA compatible controller|3D controller|Display controller)"?(?: \[03[0-9a-f]{2}\])?:? "?(.*)$/i;
/** Controllers of a server's own screen. */
const BOARD = /aspeed|matrox|\bbmc\b|red hat|virtio|vmware|cirrus|qxl|bochs/i;

/**
 * The products that one entry of the list of PCI ids stands for: "Navi 31 [Radeon RX 7900 XT/7900 XTX]" -> both.
 * @param {string} text
 */
export function productNames(text) {
  const bracket = /\[((?!AMD\/ATI)[^\]:]{3,120})\]/.exec(text);
  const whole = (bracket ? bracket[1] : text).trim();
  // "Max-Q / Mobile" is one product.
  const [first, ...rest] = whole.replace(/Max-Q \/ Mobile/i, 'Mobile').split(/ ?\/ ?/);
  const family = /^(.*?)\S*\d/.exec(first)?.[1] ?? '';
  return [first, ...rest.map((name) => (/[a-z]{3}/i.test(name.split(' ')[0]) ? name : `${family}${name}`))];
}

/** @param {string[]} lines */
export function readLspci(lines) {
  const reading = new Reading();
  let inside = false;
  lines.forEach((line, number) => {
    const found = LINE.exec(line);
    if (!found) {
      if (inside && /^\s+\S/.test(line)) reading.known.add(number);
      else if (line.trim() && line.trim() !== '--') inside = false;
      if (line.trim() === '--') reading.known.add(number);
      return;
    }
    inside = true;
    reading.known.add(number);
    const device = DISPLAY.exec(found[1])?.[1];
    if (device === undefined || BOARD.test(device)) return;
    const vendor = vendorOf(device);
    const id =
      /\[(?:10de|1002|8086):([0-9a-f]{4})\]/i.exec(device)?.[1] ?? /\bDevice ([0-9a-f]{4})\b/i.exec(device)?.[1];
    const product = device
      .replace(/\[AMD\/ATI\]/, '')
      .replace(/\s*\[[0-9a-f]{4}:[0-9a-f]{4}\]/gi, '')
      .replace(/\bDevice [0-9a-f]{4}\b/i, '')
      .replace(/\s*\((?:rev|prog-if)[^)]{0,60}\)/g, '')
      .replace(/^(?:NVIDIA Corporation|Intel Corporation|Advanced Micro Devices, Inc\.)\s*/, '');
    const names = productNames(product);
    reading.seen.push({
      name: names[0] || `${vendor ?? ''} ${id ?? ''}`.trim(),
      otherNames: names[0] ? names.slice(1) : [''],
      ...(vendor && { vendor }),
      ...(id && { pciId: id.toLowerCase() }),
    });
  });
  return reading;
}
