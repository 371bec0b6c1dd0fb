// Which device of the catalog is meant? By PCI id and by the names that drivers print, with the memory where it is told.
import { vendorOf } from './renderer.js';

/** @typedef {import('../catalog/names.js').DeviceName} Device */

/** Reported and sold memory differ by what drivers and error correction keep: at most so much of the sold size. */
const KEPT_BACK = 0.12;

/**
 * A driver's name without what all of them have: makers, marks, "graphics", memory.
 * @param {string} name @returns {{base: string, memoryGib?: number}}
 */
export function folded(name) {
  const plain = name
    .slice(0, 200)
    .toLowerCase()
    .replace(/\((?:r|tm|c)\)|[®™©]/g, ' ')
    .replace(/radeont\b/g, 'radeon')
    .replace(/with max-q design|max-q(?: \/ mobile)?/g, 'mobile')
    .replace(/laptop(?: gpu)?|notebook(?: gpu)?/g, 'mobile')
    .replace(/(\d) ?(?:gib|gb|g)\b/g, '$1gb')
    .replace(/[-_,/()[\]]/g, ' ');
  let memoryGib;
  const kept = [];
  for (const word of plain.split(/\s+/)) {
    const memory = /^(\d{1,3})gb$/.exec(word);
    if (memory) memoryGib = Number(memory[1]);
    else if (
      !/^(?:nvidia|amd|ati|intel|corporation|inc\.?|geforce|radeon|graphics|gpu|series|hbm\de?|lite|hash|rate|qualcomm|asus)?$/.test(
        word,
      )
    )
      kept.push(word);
  }
  return { base: kept.join(' '), ...(memoryGib && { memoryGib }) };
}

/** @template K @param {Map<K, Device[]>} map @param {K} key @param {Device} device */
function add(map, key, device) {
  const list = map.get(key);
  if (!list) map.set(key, [device]);
  else if (!list.includes(device)) list.push(device);
}

export class DeviceIndex {
  /** @param {Device[]} devices as in the catalog */
  constructor(devices) {
    this.devices = devices;
    this.byId = new Map(devices.map((device) => [device.id, device]));
    /** @type {Map<string, Device[]>} */
    this.printed = new Map();
    /** @type {Map<string, Device[]>} */
    this.called = new Map();
    /** @type {Map<string, Device[]>} */
    this.pci = new Map();
    /** @type {[string, Device][]} */
    const mobile = [];
    for (const device of devices) {
      for (const text of device.renderer_strings ?? []) {
        const { base } = folded(text);
        add(this.printed, base, device);
        // Up to the RTX 20 series drivers print a laptop's card like the desktop's.
        if (/ mobile$/i.test(text)) mobile.push([base.replace(/ mobile$/, ''), device]);
      }
      add(this.called, folded(device.name).base, device);
      for (const alias of device.aliases ?? []) add(this.called, folded(alias).base, device);
      for (const id of device.pci_device_ids ?? []) add(this.pci, id.toLowerCase(), device);
    }
    for (const [base, device] of mobile) add(this.printed, base, device);
  }

  /** @param {string} base @returns {Device[]} */
  #named(base) {
    return base ? (this.printed.get(base) ?? this.called.get(base) ?? []) : [];
  }

  /** A family's bare name: "Iris Xe Graphics", "RX Vega". @param {string} base @returns {Device[]} */
  #ofFamily(base) {
    if (!base.includes(' ') || /\d/.test(base)) return [];
    return this.devices.filter((device) =>
      (device.renderer_strings ?? []).some((text) => folded(text).base.startsWith(`${base} `)),
    );
  }

  /**
   * The devices that are sold under that name or id, the likeliest first; several where what is told does not decide.
   * @param {{name?: string, pciId?: string, vendor?: string, memoryGib?: number}} told memoryGib: as reported, GiB
   * @returns {Device[]}
   */
  find({ name = '', pciId, vendor = vendorOf(name), memoryGib }) {
    const { base, memoryGib: said } = folded(name);
    const ofVendor = (/** @type {Device} */ device) => !vendor || device.vendor === vendor;
    const byName = this.#named(base).filter(ofVendor);
    const byPci = (pciId ? (this.pci.get(pciId.toLowerCase()) ?? []) : []).filter(ofVendor);
    const both = byName.filter((device) => byPci.includes(device));
    let found = both;
    if (!both.length && byName.length && byPci.length) found = [...byPci, ...byName];
    else if (!both.length && byName.length) found = byName;
    // A name with a number that no device has is another product, whatever id it shares.
    else if (!both.length && !/\d/.test(base)) found = byPci.length ? byPci : this.#ofFamily(base).filter(ofVendor);
    const integrated = found.some((device) => device.unified);
    const memory = memoryGib ?? (integrated ? undefined : said);
    return memory === undefined ? found : this.#ofSize(found, base, memory, ofVendor);
  }

  /** @param {Device[]} found @param {string} base @param {number} memoryGib @param {(device: Device) => boolean} ofVendor */
  #ofSize(found, base, memoryGib, ofVendor) {
    // Cards whose memory was changed after they were sold print the name that they were sold under.
    const all = [...new Set([...found, ...(this.called.get(base) ?? []).filter(ofVendor)])];
    const off = (/** @type {Device} */ device) => Math.abs((device.memory_gib ?? 0) / memoryGib - 1);
    const fitting = all.filter((device) => off(device) <= KEPT_BACK);
    if (!fitting.length) return found;
    const nearest = Math.min(...fitting.map(off));
    return fitting.filter((device) => off(device) <= nearest + 1e-9);
  }
}
