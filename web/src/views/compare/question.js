// What is compared? Up to four models and four machines, or for one of each up to four formats and six contexts; one
// value that lives in the address.
import { EXAMPLE } from '../../question/example.js';
import { PROCESSOR_ALONE, addressOf, askedIn, deviceEntries, deviceText, withValue } from '../../question/state.js';

/**
 * The names of this view's own parameters: `formats` and `contexts`, each a list with commas. `model` and `device` may
 * stand several times, and each `device` is a machine of its own: "2x nvidia/...", or several kinds joined by " + ".
 */
export const PARAMETERS = ['formats', 'contexts'];

export const MOST = 4;
export const MOST_CONTEXTS = 6;

const FORMATS = ['Q8_0', 'Q6_K', 'Q4_K_M', 'Q3_K_M'];
const CONTEXTS = [4096, 8192, 32768, 131072];

/**
 * @typedef {object} Compared
 * @property {string[]} models  at least one
 * @property {any[][]} machines  the device entries of each; at least one machine, perhaps without devices
 * @property {string[]} formats  empty: the usual ones
 * @property {number[]} contexts  empty: the usual ones up to what the model was trained for
 * @property {any} base  a request without model and devices: what all have in common
 */

/** @template T @param {T[]} list @param {number} most */
const few = (list, most) => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()].slice(0, most);

/** @param {string | null} text */
const listed = (text) =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** @param {string} search with or without "?" @returns {Compared} */
export function comparedIn(search) {
  const query = new URLSearchParams(search);
  const { model: _, ...base } = askedIn(search, '')?.request ?? EXAMPLE;
  const { devices: _all, ...machine } = base.machine ?? {};
  const models = few(query.getAll('model').filter(Boolean), MOST);
  const devices = query.getAll('device').filter(Boolean);
  const machines = few(
    devices.map((text) => (text === PROCESSOR_ALONE ? [] : deviceEntries(text))),
    MOST,
  );
  const contexts = listed(query.get('contexts'))
    .map(Number)
    .filter((tokens) => Number.isInteger(tokens) && tokens > 0);
  return {
    models: models.length ? models : [String(EXAMPLE.model)],
    machines: machines.length ? machines : [EXAMPLE.machine.devices],
    formats: few(listed(query.get('formats')), MOST),
    contexts: few(contexts, MOST_CONTEXTS).sort((a, b) => a - b),
    base: { ...base, machine },
  };
}

/** @param {any[]} devices entries of one machine */
export const machineText = (devices) => (devices.length ? devices.map(deviceText).join(' + ') : PROCESSOR_ALONE);

/** @param {Compared} compared @returns {string} without "?" */
export function addressOfCompared({ models, machines, formats, contexts, base }) {
  const query = new URLSearchParams();
  for (const model of models) query.append('model', model);
  for (const devices of machines) query.append('device', machineText(devices));
  if (formats.length) query.set('formats', formats.join(','));
  if (contexts.length) query.set('contexts', contexts.join(','));
  const { machine, ...others } = base;
  const common = new URLSearchParams(addressOf({ ...others, ...(machine ? { machine } : {}) }).query);
  for (const [name, value] of common) if (name !== 'device') query.append(name, value);
  return query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
}

/** Whether formats and contexts are compared: there is one model and one machine. @param {Compared} compared */
export const byFormat = ({ models, machines }) => models.length === 1 && machines.length === 1;

/** The formats in the grid: those asked for, else the usual ones and the one of the question. @param {Compared} compared */
export function formatsOf({ formats, base }) {
  if (formats.length) return formats;
  if (base.format === undefined || FORMATS.includes(base.format)) return FORMATS;
  return [base.format, ...FORMATS.slice(1)];
}

/** The contexts in the grid. @param {Compared} compared @param {number} trained tokens, 0 where it is not known */
export function contextsOf({ contexts, base }, trained) {
  if (contexts.length) return contexts;
  const longest = trained || CONTEXTS[CONTEXTS.length - 1];
  const asked = base.workload?.context_tokens;
  const all = [...CONTEXTS.filter((tokens) => tokens < longest), longest, ...(Number.isInteger(asked) ? [asked] : [])];
  return [...new Set(all)].sort((a, b) => a - b).slice(0, MOST_CONTEXTS);
}

/**
 * The question of one cell.
 * @param {Compared} compared
 * @param {{model?: string, devices?: any[], format?: string, context?: number}} cell
 * @param {(id: string) => boolean} unified  whether a device shares one memory with its processor
 */
export function requestOf({ models, machines, base }, cell, unified) {
  const devices = cell.devices ?? machines[0];
  const { host, ...machine } = base.machine ?? {};
  /** @type {any} */
  let request = {
    ...base,
    model: cell.model ?? models[0],
    machine: { ...machine, devices, ...(host && !devices.some(({ device }) => unified(device)) ? { host } : {}) },
  };
  if (cell.format !== undefined) request = withValue(request, ['format'], cell.format);
  if (cell.context !== undefined) {
    request = withValue(request, ['workload', 'context_tokens'], cell.context);
    // What was said of the prompt belongs to the context that was asked for.
    request = withValue(request, ['workload', 'prompt_tokens'], undefined);
  }
  return request;
}
