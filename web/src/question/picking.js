// What does a line of a list set in the question? Sometimes more than its own field: a model comes with a format that was
// named too, a machine with several devices and its memory.
import { at, deviceEntries, withValue } from './state.js';

/** @typedef {import('../search/index.js').Option} Option */

const DEVICES = ['machine', 'devices'];
const HOST = ['machine', 'host'];

/** @param {any} request @param {string} id or a text as typed @param {Option} [option] */
export function withModel(request, id, option) {
  const named = { ...request, model: id };
  return option?.format === undefined ? named : withValue(named, ['format'], option.format);
}

/**
 * @param {any} request @param {number} index of the entry that it takes the place of
 * @param {string} id or a text as typed @param {Option | undefined} option @param {import('../catalog/names.js').Names} names
 */
export function withDevice(request, index, id, option, names) {
  const devices = [...(at(request, DEVICES) ?? [])];
  if (id === 'none') devices.splice(index, 1);
  else if (option?.devices) devices.splice(index, 1, ...option.devices);
  else {
    const [first, ...more] = names.deviceById.has(id) ? [{ device: id }] : deviceEntries(id);
    devices.splice(index, 1, { ...devices[index], ...first }, ...more);
  }
  let result = withValue(request, DEVICES, devices);
  if (option?.host_gib !== undefined) result = withValue(result, [...HOST, 'memory_gib'], option.host_gib);
  // A unified memory is the only one there is: what was said of the other no longer holds.
  if (names.deviceById.get(devices[index]?.device)?.unified) result = withValue(result, HOST, undefined);
  return result;
}
