// What stands there before anybody asks: a common model on a common machine.
import { askedIn } from './state.js';

/** @type {import('../types/request').Request} */
export const EXAMPLE = {
  model: 'Qwen/Qwen3-8B',
  format: 'Q4_K_M',
  machine: { devices: [{ device: 'nvidia/geforce-rtx-4060-laptop' }], host: { memory_gib: 16 } },
  workload: { context_tokens: 8192 },
};

/**
 * What an address asks, with the example's model or machine where it names none.
 * @param {string} search @param {string} hash
 * @returns {{request: any, configText?: string}}
 */
export function questionIn(search, hash) {
  const asked = askedIn(search, hash);
  if (!asked) return { request: EXAMPLE };
  let { request } = asked;
  const query = new URLSearchParams(search);
  if (!query.get('model') && asked.configText === undefined) request = { ...request, model: EXAMPLE.model };
  if (!query.has('device')) {
    const { host = EXAMPLE.machine.host, ...rest } = request.machine;
    request = { ...request, machine: { ...rest, devices: EXAMPLE.machine.devices, host } };
  }
  return { ...asked, request };
}
