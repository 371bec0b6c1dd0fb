// Who reads it? One language's words, its way to write figures, and the names of things: what every text is made with.
import { Figures, GIB } from './format.js';
import { Words } from './words.js';

/** @typedef {import('../types/report').Report} Report @typedef {import('../types/report').Note} Note */
/** @typedef {import('../types/envelope').EngineError} EngineError */

export class Context {
  /**
   * @param {string} language
   * @param {import('./words.js').Dictionary} dictionary
   * @param {import('../catalog/names.js').Names} names
   */
  constructor(language, dictionary, names) {
    this.language = language;
    this.words = new Words(dictionary);
    this.figures = new Figures(this.words.find('tag') ?? language);
    this.names = names;
  }

  /** A figure as its key says it is measured. @param {string} key @param {any} value @returns {string} */
  figure(key, value) {
    const { words, figures } = this;
    if (Array.isArray(value)) return value.join(words.say('ruler.separator'));
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'string') {
      if (key === 'expected') return words.find(`expected.${value}`) ?? value;
      if (key === 'grade') return words.say(`grade.${value}`);
      if (key === 'model') return this.names.model(value);
      if (key === 'device') return this.names.device(value);
      return value;
    }
    if (typeof value !== 'number') return '';
    if (key.endsWith('_bytes')) return words.say('unit.gib', { value: figures.gib(value) });
    if (key.endsWith('_gib')) return words.say('unit.gib', { value: figures.gib(value * GIB) });
    if (key.endsWith('tokens_per_second')) return words.say('unit.rate', { value: figures.rate(value) });
    if (key.endsWith('_tokens')) return figures.tokens(value);
    if (key.endsWith('_seconds')) return this.time(value);
    return key === 'ratio' ? figures.rate(value) : figures.precise(value);
  }

  /** Seconds, or minutes where they are many. @param {number} seconds */
  time(seconds) {
    if (seconds < 100) return this.words.say('unit.seconds', { value: this.figures.seconds(seconds) });
    return this.words.say('unit.minutes', { value: this.figures.seconds(seconds / 60) });
  }

  /** @param {Record<string, any> | undefined} values */
  #figures(values) {
    return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, this.figure(key, value)]));
  }

  /** @param {string} kind of note: "reason", "gain", ... @param {Note} note */
  noteText(kind, note) {
    return this.words.say(`${kind}.${note.code}`, this.#figures(note.values));
  }

  /** @param {EngineError} error */
  errorText(error) {
    // The limits of bytes are bytes.
    const unit = error.path.endsWith('_bytes') ? '_bytes' : '';
    const limits = Object.fromEntries(
      Object.entries(error.values ?? {}).map(([key, value]) => [
        key,
        this.figure(key === 'least' || key === 'most' ? `${key}${unit}` : key, value),
      ]),
    );
    const values = { ...limits, field: this.fieldName(error.path), name: lastStep(error.path) };
    const key = `error.${error.code}`;
    const plain = `${key}-plain`;
    const words = this.words.find(key);
    if (words === undefined) return error.message;
    // A sentence that lacks a figure has a shorter form.
    const lacks = [...words.matchAll(/\{(\w+)\}/g)].some(([, name]) => !Object.hasOwn(values, name));
    return this.words.say(lacks && this.words.has(plain) ? plain : key, values);
  }

  /** The last name of a JSON Pointer, as the form calls it where it has the field. @param {string} path */
  fieldName(path) {
    const field = fieldOf(path);
    return field ? this.words.say(`field.${field}`) : (path.split('/').findLast((step) => !/^\d+$/.test(step)) ?? path);
  }

  /** @param {Report['memory']['pools'][number]} pool @param {Report} [report] */
  poolName(pool, report) {
    if (pool.kind === 'host') return this.words.say('ruler.host');
    const entry = report && deviceEntryOf(report, pool.index);
    if (entry) return deviceName(entry, this.names) ?? this.words.say('ruler.device', { number: pool.index + 1 });
    if (pool.kind === 'unified') return this.words.say('ruler.unified');
    return this.words.say('ruler.device', { number: pool.index + 1 });
  }

  /** What a suggestion changes. @param {any} change a merge patch */
  changeText(change) {
    const { words } = this;
    const said = [];
    const rest = structuredClone(change);
    // What is to be chosen anew, or goes back to its default, is no change to speak of.
    for (const [key, value] of Object.entries(rest.options ?? {}))
      if (value === 'auto' || value === null) delete rest.options[key];
    const take = (
      /** @type {string[]} */ path,
      /** @type {string} */ key,
      /** @type {(value: any) => string} */ show,
    ) => {
      const holder = path.slice(0, -1).reduce((place, step) => place?.[step], rest);
      const last = /** @type {string} */ (path.at(-1));
      if (holder === undefined || holder === null || holder[last] === undefined || holder[last] === null) return;
      said.push(words.say(`change.${key}`, { value: show(holder[last]) }));
      delete holder[last];
    };
    take(['format'], 'format', String);
    take(['workload', 'context_tokens'], 'context', (tokens) => this.figures.tokens(tokens));
    take(['workload', 'concurrency'], 'users', (count) => this.usersText(count));
    take(['options', 'kv_type'], 'kv', String);
    if (rest.options?.kv_type_k !== undefined && rest.options.kv_type_k === rest.options.kv_type_v) {
      take(['options', 'kv_type_k'], 'kv', String);
      delete rest.options.kv_type_v;
    }
    take(['machine', 'devices'], 'devices', (devices) => devicesText(devices, this));
    take(['machine', 'host', 'memory_gib'], 'host', (gib) =>
      words.say('unit.gib', { value: this.figures.soldGib(gib * GIB) }),
    );
    take(['machine', 'host', 'bandwidth_gb_s'], 'host_bandwidth', String);
    take(['options', 'experts_on_host'], 'experts', String);
    take(['options', 'gpu_layers'], 'gpu_layers', String);
    // What follows from a shorter context goes without saying.
    delete rest.workload?.prompt_tokens;
    delete rest.workload?.output_tokens;
    for (const [path, value] of leaves(rest))
      said.push(words.say('change.other', { name: path.at(-1) ?? '', value: String(value) }));
    // Nothing else: what was pinned of the plan is let go.
    if (!said.length) said.push(words.say('change.automatic'));
    return said.join(words.say('change.join'));
  }

  /** @param {NonNullable<Report['suggestions']>[number]} suggestion @param {Report} [_report] */
  suggestionText(suggestion, _report) {
    const text = this.words.say('change.then', {
      change: this.changeText(suggestion.change),
      grade: this.words.say(`grade.${suggestion.grade}`),
    });
    return text.charAt(0).toLocaleUpperCase() + text.slice(1);
  }

  /** What a change gains; the grade beside it says the rest. @param {Note} gain */
  gainText(gain) {
    const saves = gain.values?.saves_bytes;
    const plain = saves === 0 && this.words.has(`gain.${gain.code}-plain`);
    return this.noteText('gain', plain ? { ...gain, code: `${gain.code}-plain` } : gain);
  }

  /** @param {number} count */
  usersText(count) {
    return this.words.say(count === 1 ? 'sentence.user' : 'sentence.users', { count: this.figures.count(count) });
  }
}

/** @param {any} value @returns {[string[], any][]} */
function leaves(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[[], value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner).map(([path, leaf]) => /** @type {[string[], any]} */ ([[key, ...path], leaf])),
  );
}

/** The entry of the request that a device's number belongs to. @param {Report} report @param {number} index */
export function deviceEntryOf(report, index) {
  let first = 0;
  for (const entry of report.resolved.machine.devices) {
    first += entry.count ?? 1;
    if (index < first) return entry;
  }
  return undefined;
}

/** @param {any} entry @param {import('../catalog/names.js').Names} names @returns {string | undefined} */
function deviceName(entry, names) {
  if (typeof entry.device === 'string') return names.device(entry.device);
  return entry.device?.name;
}

/**
 * A device as people speak of it: without its maker, with the memory that it was sold with.
 * @param {any} entry @param {Context} context
 */
function spokenName(entry, { names, words, figures }) {
  const name = deviceName(entry, names);
  const known = names.deviceById.get(entry.device);
  if (name === undefined)
    return words.say('unit.gib', { value: figures.soldGib((entry.device?.memory_gib ?? 0) * GIB) });
  if (!known) return name;
  const short = known.vendor && name.startsWith(`${known.vendor} `) ? name.slice(known.vendor.length + 1) : name;
  if (!known.memory_gib || /\d\s*GB\b/i.test(short)) return short;
  return words.say('sentence.card', { memory: figures.soldGib(known.memory_gib * GIB), name: short });
}

/** @param {any[]} devices entries of a request @param {Context} context */
export function devicesText(devices, context) {
  const { words, figures } = context;
  if (!devices.length) return words.say('sentence.processor');
  return devices
    .map((entry) => {
      const name = spokenName(entry, context);
      const count = entry.count ?? 1;
      return count === 1 ? name : words.say('sentence.devices', { count: figures.count(count), name });
    })
    .join(words.say('sentence.and'));
}

/** @param {string} path JSON Pointer @returns {string} its last step, unescaped */
const lastStep = (path) => (path.split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~');

/** @type {[RegExp, string][]} */
const FIELDS = [
  [/^\/model\/config\b|^\/model\/parameters\b/, 'config'],
  [/^\/model\b/, 'model'],
  [/^\/machine\/devices\/\d+\/count\b/, 'count'],
  [/^\/machine\/devices\/\d+\/reserved_bytes\b/, 'reserved'],
  [/^\/machine\/devices\b/, 'device'],
  [/^\/machine\/host\b/, 'host'],
  [/^\/format\b/, 'format'],
  [/^\/workload\/(context|prompt|output|cache)_tokens\b/, 'context'],
  [/^\/workload\/concurrency\b/, 'users'],
  [/^\/options\/(kv_type|kv_type_k|kv_type_v)\b/, 'kv'],
];

/** The control that shows the field of a JSON Pointer; undefined when the form has none. @param {string} path */
export function fieldOf(path) {
  return FIELDS.find(([pattern]) => pattern.test(path))?.[1];
}
