// What was chosen is remembered on this device only, and only what was chosen: a guess is made anew. Storage that fails is
// as good as none.
import { isRam } from './machine.js';

/** @typedef {import('./machine.js').Machine} Machine */

const MACHINE = 'canrun.machine';
const RAM = 'canrun.ram';
const DRAFT = 'canrun.pasted';

/** @template T @param {() => T} work @returns {T | undefined} */
function harmless(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/**
 * @param {import('./device-index.js').DeviceIndex} index  devices that the catalog no longer has are forgotten
 * @returns {Machine | undefined}
 */
export function rememberedMachine(index) {
  return harmless(() => {
    const text = localStorage.getItem(MACHINE);
    const devices = text === null || text.length > 4000 ? undefined : JSON.parse(text);
    if (!Array.isArray(devices) || devices.length > 16) return undefined;
    const sound = devices.every(
      ({ device, count }) => index.byId.has(device) && Number.isInteger(count) && count > 0 && count <= 256,
    );
    if (!sound) return undefined;
    const ram = Number(localStorage.getItem(RAM) ?? NaN);
    if (!devices.length && !isRam(ram)) return undefined;
    const unified = devices.some(({ device }) => index.byId.get(device)?.unified);
    return {
      devices: devices.map(({ device, count }) => ({ device, count })),
      ...(isRam(ram) && !unified && { host: { memory_gib: ram } }),
    };
  });
}

/** @param {Machine} machine */
export function rememberMachine(machine) {
  harmless(() => {
    localStorage.setItem(MACHINE, JSON.stringify(machine.devices.map(({ device, count = 1 }) => ({ device, count }))));
    if (machine.host) localStorage.setItem(RAM, String(machine.host.memory_gib));
    else localStorage.removeItem(RAM);
  });
}

export function forgetMachine() {
  harmless(() => localStorage.removeItem(MACHINE));
  harmless(() => localStorage.removeItem(RAM));
}

/** Text that was pasted and not used yet survives a reload. */
export const draft = () => harmless(() => sessionStorage.getItem(DRAFT)) ?? '';

/** @param {string} text */
export function keepDraft(text) {
  harmless(() => (text ? sessionStorage.setItem(DRAFT, text.slice(0, 65_536)) : sessionStorage.removeItem(DRAFT)));
}
