// What does a chosen machine, or a command line, change in a question?
import { modelMeant } from './model-name.js';

/** @typedef {import('./machine-guess.js').Chosen} Chosen @typedef {import('../catalog/names.js').Names} Names */

/** Formats that files call otherwise than the catalog. @param {string} format @param {Names} names */
const formatMeant = (format, names) =>
  names.formats.find(({ id }) => id.toLowerCase() === format.toLowerCase())?.id ?? format;

/**
 * The question with another machine, and with what a command line asks.
 * @param {any} request @param {Chosen} chosen @param {Names} names
 */
export function withChosen(request, { machine, asked }, names) {
  let next = { ...request };
  // One of a kind goes without saying.
  const entries = machine?.devices.map(({ device, count }) => (count === 1 ? { device } : { device, count }));
  if (machine) next.machine = { ...machine, devices: entries };
  if (asked?.deviceCount && next.machine?.devices?.length === 1) {
    const [entry] = next.machine.devices;
    // A command that spreads a model over devices says how many there are; a list of them has said so already.
    if ((entry.count ?? 1) === 1) next.machine = { ...next.machine, devices: [{ ...entry, count: asked.deviceCount }] };
  }
  if (!asked) return next;
  if (asked.model) {
    next = { machine: next.machine, model: modelMeant(asked.model, names) };
    if (asked.format) next.format = formatMeant(asked.format, names);
  }
  if (asked.workload) next.workload = { ...asked.workload };
  if (asked.options) next.options = { ...asked.options };
  return next;
}
