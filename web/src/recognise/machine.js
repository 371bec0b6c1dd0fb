// Which machine does a choice make? Values of a request's "machine".

/** @typedef {import('./device-index.js').DeviceIndex} DeviceIndex @typedef {import('./device-index.js').Device} Device */
/** @typedef {{device: string, count?: number}} Entry */
/** @typedef {{devices: Entry[], host?: {memory_gib: number}}} Machine */

/** System memory as computers are sold with it, GiB. */
export const RAM_SIZES = [8, 16, 24, 32, 64, 96, 128];

/** What a request takes as system memory, GiB. @param {number} gib */
export const isRam = (gib) => Number.isFinite(gib) && gib > 0 && gib <= 1_048_576;

/**
 * Cards in a computer. Without its memory, offload answers say what they would need.
 * @param {Entry[]} devices @param {number} [ramGib]
 * @returns {Machine}
 */
export const withCards = (devices, ramGib) => ({
  devices,
  ...(ramGib !== undefined && { host: { memory_gib: ramGib } }),
});

/** A computer whose processor does all the work. @param {number} ramGib @returns {Machine} */
export const processorAlone = (ramGib) => ({ devices: [], host: { memory_gib: ramGib } });

/** Whether both are the same devices, whatever the memory beside them. @param {Machine} a @param {Machine} b */
export const sameDevices = (a, b) =>
  a.devices.length === b.devices.length &&
  a.devices.every((entry, place) => {
    const other = b.devices[place];
    return entry.device === other.device && (entry.count ?? 1) === (other.count ?? 1);
  });

/**
 * Graphics that share the processor's memory: the catalog's device with so much of it; where it has none, the processor,
 * which runs from the same memory.
 * @param {readonly string[]} candidates ids @param {number} ramGib @param {DeviceIndex} index
 * @returns {Machine}
 */
export function withShared(candidates, ramGib, index) {
  const device = candidates.find((id) => index.byId.get(id)?.memory_gib === ramGib);
  return device ? { devices: [{ device, count: 1 }] } : processorAlone(ramGib);
}

/** @typedef {{id: string, chip: string, cores: number, memoryGib: number}} AppleDevice */

/** The Macs that were sold, newest chips first. @param {readonly Device[]} devices @returns {AppleDevice[]} */
export function appleDevices(devices) {
  const rank = ['', 'Pro', 'Max', 'Ultra'];
  const told = devices.flatMap((device) => {
    const chip = /\bM\d+(?: (?:Pro|Max|Ultra))?\b/.exec(device.name)?.[0];
    const cores = Number(/-(\d+)-core-/.exec(device.id)?.[1]);
    return device.vendor === 'Apple' && chip && cores && device.memory_gib
      ? [{ id: device.id, chip, cores, memoryGib: device.memory_gib }]
      : [];
  });
  const generation = (/** @type {string} */ chip) => parseInt(chip.slice(1), 10);
  const place = (/** @type {string} */ chip) => rank.indexOf(chip.split(' ')[1] ?? '');
  return told.sort(
    (a, b) =>
      generation(b.chip) - generation(a.chip) ||
      place(a.chip) - place(b.chip) ||
      a.memoryGib - b.memoryGib ||
      a.cores - b.cores,
  );
}

/**
 * What is left to ask of a Mac, and the device once nothing is.
 * @param {AppleDevice[]} sold @param {{chip?: string, memoryGib?: number, cores?: number}} choice
 * @returns {{chips: string[], memories: number[], cores: number[], id?: string}}
 */
export function appleChoice(sold, { chip, memoryGib, cores }) {
  const ofChip = sold.filter((device) => device.chip === chip);
  const ofMemory = ofChip.filter((device) => device.memoryGib === memoryGib);
  const ofCores = ofMemory.filter((device) => device.cores === cores);
  const only = ofMemory.length === 1 ? ofMemory[0] : ofCores[0];
  return {
    chips: [...new Set(sold.map((device) => device.chip))],
    memories: [...new Set(ofChip.map((device) => device.memoryGib))].sort((a, b) => a - b),
    cores: ofMemory.length > 1 ? ofMemory.map((device) => device.cores) : [],
    ...(only && { id: only.id }),
  };
}
