// What was asked, as one value that lives in the address: a request, and its query string.

/** @typedef {import('../types/request').Request} Request */

const COMMON = {
  format: ['format'],
  runtime: ['runtime'],
  ram: ['machine', 'host', 'memory_gib'],
  ram_gb_s: ['machine', 'host', 'bandwidth_gb_s'],
  context: ['workload', 'context_tokens'],
  prompt: ['workload', 'prompt_tokens'],
  output: ['workload', 'output_tokens'],
  users: ['workload', 'concurrency'],
  kv: ['options', 'kv_type'],
};

/** The names of the parameters of an address, beside dotted paths into the request. */
export const PARAMETERS = ['model', 'device', ...Object.keys(COMMON)];

/** The parameter that carries the value at a path of the request. @param {readonly string[]} path */
export const parameterOf = (path) =>
  Object.entries(COMMON).find(([, own]) => own.join('.') === path.join('.'))?.[0] ?? path.join('.');

/** Longest config that is written into an address; browsers and chats cut longer ones. Characters. */
export const LONGEST_CONFIG_IN_ADDRESS = 24_000;

/** Instead of a device: the processor runs it. */
export const PROCESSOR_ALONE = 'none';

/**
 * JSON Merge Patch, RFC 7396.
 * @param {any} target
 * @param {any} patch
 * @returns {any}
 */
export function merged(target, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const result = target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

/** @param {any} request @param {readonly string[]} path */
export function at(request, path) {
  return path.reduce((place, step) => (place === undefined || place === null ? undefined : place[step]), request);
}

/**
 * The request with another value at that path; undefined removes it, and objects that it leaves empty.
 * @param {any} request @param {readonly string[]} path @param {any} value
 */
export function withValue(request, path, value) {
  const [step, ...rest] = path;
  const copy = Array.isArray(request) ? [...request] : { ...request };
  const inner = rest.length ? withValue(copy[step] ?? {}, rest, value) : value;
  if (inner === undefined || (rest.length && isEmpty(inner))) delete copy[step];
  else copy[step] = inner;
  return copy;
}

/** @param {any} value */
const isEmpty = (value) => typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;

/** A number where the text is one, truth values, JSON for lists and objects, else the text. @param {string} text */
function valueOf(text) {
  const trimmed = text.trim();
  if (/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed);
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  if (/^[[{]/.test(trimmed)) {
    try {
      return JSON.parse(trimmed);
    } catch {
      return text;
    }
  }
  return text;
}

/** @param {any} value */
const textOf = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** @param {any} value @returns {[string[], any][]} every leaf below it */
function leaves(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[[], value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner).map(([path, leaf]) => /** @type {[string[], any]} */ ([[key, ...path], leaf])),
  );
}

/** One device entry as text: "nvidia/a100", "2x nvidia/a100", or JSON when it says more. @param {any} entry */
export function deviceText(entry) {
  const { device, count, ...rest } = entry;
  const text = count === undefined ? String(device) : `${count}x ${device}`;
  return Object.keys(rest).length === 0 && JSON.stringify(deviceEntry(text)) === JSON.stringify({ device, count })
    ? text
    : JSON.stringify(entry);
}

/** Names of series that end in x: "mx150" is one device and not 150 of them. */
const SERIES = /(?:^|[^a-z])(?:rtx|gtx|rx|mx|agx)\d+\s*$/i;

/** "a100", "a100 x2", "a100x2", "2x a100", or JSON for what is in no catalog. @param {string} text @returns {any} */
export function deviceEntry(text) {
  const json = valueOf(text);
  if (typeof json === 'object') return json;
  const counted = /^\s*(\d{1,3})\s*[x×*]\s*(\S.*)$/.exec(text);
  if (counted) return { device: counted[2], count: Number(counted[1]) };
  const multiplied = /^(\S.*?)\s*[x×*](\d{1,3})\s*$/.exec(text);
  if (multiplied && !SERIES.test(text)) return { device: multiplied[1], count: Number(multiplied[2]) };
  return { device: text };
}

/**
 * Devices of several kinds as people write them: "4090 + 3090 Ti", "2x3090 + 4090". A plus sign inside a name ("Max+ 395")
 * has no space before it.
 * @param {string} text @returns {any[]}
 */
export const deviceEntries = (text) =>
  typeof valueOf(text) === 'object'
    ? [deviceEntry(text)]
    : text
        .split(/\s[+＋&]\s*|＋/)
        .filter((part) => part.trim())
        .map(deviceEntry);

/**
 * @param {Request} request
 * @param {string} [configText] the model's config as it was typed, when the model is one
 * @returns {{query: string, fragment: string}} without "?" and "#"
 */
export function addressOf(request, configText) {
  const query = new URLSearchParams();
  if (typeof request.model === 'string') query.set('model', request.model);
  const rest = structuredClone(/** @type {any} */ (request));
  delete rest.model;
  for (const entry of rest.machine?.devices ?? []) query.append('device', deviceText(entry));
  if (rest.machine?.devices?.length === 0) query.set('device', PROCESSOR_ALONE);
  if (rest.machine) delete rest.machine.devices;
  for (const [name, path] of Object.entries(COMMON)) {
    const value = at(rest, path);
    if (value === undefined) continue;
    query.set(name, textOf(value));
    delete at(rest, path.slice(0, -1))[/** @type {string} */ (path.at(-1))];
  }
  for (const [path, value] of leaves(rest)) {
    if (path.length && !isEmpty(value)) query.set(path.join('.'), textOf(value));
  }
  const text = configText === undefined ? '' : compact(configText);
  const fragment = text && text.length <= LONGEST_CONFIG_IN_ADDRESS ? `config=${encodeURIComponent(text)}` : '';
  return { query: query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':'), fragment };
}

/** @param {string} text */
function compact(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/**
 * What an address asks. Nothing is checked here: the engine says what is wrong, at its field.
 * A model or machine that it does not name is left empty: `questionIn` of example.js completes it.
 * @param {string} search with or without "?"
 * @param {string} hash with or without "#"
 * @returns {{request: any, configText?: string} | undefined} undefined when it asks nothing
 */
export function askedIn(search, hash) {
  const query = new URLSearchParams(search);
  const configText = new URLSearchParams(hash.replace(/^#/, '')).get('config') ?? undefined;
  const model = query.get('model') ?? undefined;
  const devices = query.getAll('device');
  const named = [...query.keys()].some((name) => PARAMETERS.includes(name) || dotted(name));
  if (!named && configText === undefined) return undefined;
  /** @type {any} */
  let request = {
    model: model ?? '',
    machine: { devices: devices.filter((text) => text !== PROCESSOR_ALONE).flatMap(deviceEntries) },
  };
  for (const [name, text] of query) {
    if (name === 'model' || name === 'device' || name === 'lang') continue;
    const path = Object.hasOwn(COMMON, name) ? COMMON[/** @type {keyof typeof COMMON} */ (name)] : dotted(name);
    if (path) request = withValue(request, path, valueOf(text));
  }
  return configText === undefined ? { request } : { request, configText };
}

/** A path that a request may have; what others append to links (utm_source, ...) is no part of the question. */
function dotted(/** @type {string} */ name) {
  const path = name.split('.');
  // Devices have a parameter of their own, and one that is no list would be none.
  if (path[0] === 'machine' && path[1] === 'devices') return undefined;
  return path.length > 1 && path.length <= 8 && ['machine', 'workload', 'options'].includes(path[0]) ? path : undefined;
}

/**
 * The request as text, with the model's config exactly as it was typed: only the engine's own reader sees duplicate keys.
 * @param {any} request
 * @param {string} [configText]  must be JSON, or the result is not
 */
export function requestText(request, configText) {
  if (configText === undefined) return JSON.stringify(request);
  const { model: _, ...rest } = request;
  const others = JSON.stringify(rest);
  return `{"model":{"config":${configText}}${others === '{}' ? '' : `,${others.slice(1, -1)}`}}`;
}
