// Which one did you mean? What is offered for a text in the field of the model or of the device.
import { ModelPhrases } from './model-phrase.js';
import { MachinePhrases } from './machine-phrase.js';
import { Makers } from './makers.js';
import { Matcher } from './matcher.js';
import { Refusals } from './refusals.js';

/** @typedef {import('../catalog/names.js').Names} Names @typedef {import('../text/context.js').Context} Context */

/**
 * One line of a list of matches.
 * @typedef {object} Option
 * @property {'model' | 'device' | 'machine' | 'none'} kind
 * @property {string} id  catalog id of a model or device; of a machine a text of its own
 * @property {string} name
 * @property {string} detail
 * @property {string} [group]  what it stands under
 * @property {string} [format]  of a model: the format that was named with it
 * @property {{device: string, count: number}[]} [devices]  of a machine
 * @property {number} [host_gib]  of a machine: system memory that was named, GiB
 * @property {string[]} [unknown]  of a machine: what was named and is none of the devices
 */

/**
 * @typedef {object} Found
 * @property {Option[]} options  best first
 * @property {'one' | 'several' | 'none'} meant  whether the text names the first of them, leaves open which, or names none
 * @property {{kind: string, text: string}} [notice]  what stands above the options: why there is no such model
 */

/** Lines of a list; what is further down is found by typing more. */
const MOST_SHOWN = 40;

/** The one runtime that is modelled. */
const RUNTIME = 'llama.cpp';

const DAYS_A_YEAR = 365.25;

/** The most common product of a name has the shortest alias. @param {{name: string, aliases?: string[]}} entry characters */
const shortest = ({ name, aliases = [] }) => Math.min(...[name, ...aliases].map(({ length }) => length));

/** Of families as good as each other the newer; of its sizes the one that most machines can run. @param {import('../catalog/names.js').ModelName} model */
function modelWeight(model) {
  const { released, variant, parameters } = model;
  const years = released ? (Date.parse(released) - Date.parse('2022-01-01')) / (DAYS_A_YEAR * 86_400_000) : 0;
  const size = Math.abs(Math.log2((parameters?.published ?? 1e9) / 8e9));
  return (
    ((1 + Math.max(0, years) * 0.2) * (variant === 'base' ? 0.8 : 1)) / ((12 + shortest(model)) * (1 + 0.04 * size))
  );
}

export class ModelSearch {
  /** @param {Names} names @param {Context} context */
  constructor(names, context) {
    this.names = names;
    this.context = context;
    const words = names.words;
    this.makers = new Makers(words.makers ?? []);
    this.newest = [...names.models].sort((a, b) => (b.released ?? '').localeCompare(a.released ?? ''));
    const publisher = (/** @type {string} */ id) => id.slice(0, id.indexOf('/'));
    this.matcher = new Matcher(
      this.newest.map((model) => ({
        id: model.id,
        name: model.name,
        names: model.aliases ?? [],
        words: [model.family ?? '', model.variant ?? '', this.makers.words(publisher(model.id))].join(' \n '),
        weight: modelWeight(model),
      })),
    );
    this.phrases = new ModelPhrases(
      names.formats,
      words,
      new Set(names.models.map(({ id }) => publisher(id))),
      RUNTIME,
    );
    this.refusals = new Refusals(names.others);
  }

  /** Makes ready for the first letter, when there is time. */
  warm() {
    return this.matcher.index;
  }

  /** @param {string} typed @param {unknown} [_offer] @returns {Found} */
  find(typed, _offer) {
    if (!typed.trim()) {
      return { options: this.newest.slice(0, MOST_SHOWN).map(({ id }) => this.#option(id)), meant: 'none' };
    }
    const { text, format } = this.matcher.called(typed) ? { text: typed, format: undefined } : this.phrases.read(typed);
    const branded = this.makers.branded(text);
    const called = this.matcher.called(text) ?? this.matcher.called(branded);
    const product = called === undefined ? this.refusals.of(typed) : undefined;
    if (product) return this.#refused(product);
    const ofBrand = branded === text ? [] : this.matcher.all(branded);
    const all = ofBrand.length ? ofBrand : this.matcher.all(text);
    const found = all.length || called !== undefined ? all : this.matcher.any(text);
    const ids = called === undefined ? found : [called, ...found.filter((id) => id !== called)];
    return {
      options: this.#grouped(ids)
        .slice(0, MOST_SHOWN)
        .map((id) => this.#option(id, format)),
      meant: this.#meant(text, called, all),
    };
  }

  /** A name without a size, in a family of several, leaves the size open. @param {string} text @param {string | undefined} called @param {string[]} all that it fits */
  #meant(text, called, all) {
    if (called === undefined) return all.length === 1 ? 'one' : all.length ? 'several' : 'none';
    const family = this.names.modelById.get(called)?.family;
    const sized = text.includes('/') || /\d\s*[bm](?![a-z])/i.test(text);
    return sized || this.names.models.filter((model) => model.family === family).length === 1 ? 'one' : 'several';
  }

  /** The best first, with its family by size, then the other families in order. @param {string[]} ids */
  #grouped(ids) {
    /** @type {Map<string, string[]>} */
    const families = new Map();
    for (const id of ids) {
      const family = this.names.modelById.get(id)?.family ?? '';
      families.set(family, [...(families.get(family) ?? []), id]);
    }
    const size = (/** @type {string} */ id) => this.names.modelById.get(id)?.parameters?.published ?? 0;
    return [...families.values()].flatMap(([best, ...others]) => [best, ...others.sort((a, b) => size(a) - size(b))]);
  }

  /** @param {string} id @param {string} [format] @returns {Option} */
  #option(id, format) {
    const { words, figures } = this.context;
    const model = this.names.modelById.get(id);
    const { published: count, active } = model?.parameters ?? {};
    return {
      kind: 'model',
      id,
      name: model?.name ?? id,
      detail: [
        format,
        count && figures.parameters(count),
        count && active && words.say('names.active', { count: figures.parameters(active) }),
      ]
        .filter(Boolean)
        .join(words.say('names.separator')),
      group: model?.family,
      ...(format && { format }),
    };
  }

  /** @param {import('../catalog/names.js').OtherProduct} product @returns {Found} */
  #refused(product) {
    const { words } = this.context;
    const options = product.instead.filter((id) => this.names.modelById.has(id)).map((id) => this.#option(id));
    const values = { name: product.name, maker: product.maker, makes: words.find(`names.makes.${product.why}`) ?? '' };
    const key = product.why === 'closed' ? 'names.closed' : 'names.other_kind';
    return {
      options: options.map((option) => ({ ...option, group: undefined })),
      meant: 'none',
      notice: { kind: product.why, text: words.say(key, values) },
    };
  }
}

/** Whether its name says how much memory it has. @param {import('../catalog/names.js').DeviceName} device */
const saysMemory = ({ name, memory_gib: size }) => new RegExp(`\\b${size} ?GB`, 'i').test(name);

/** How often a kind is asked for, the most first. */
const KINDS = ['desktop', 'laptop', 'apple', 'workstation', 'datacenter', 'igpu', 'mini-pc', 'embedded', 'cpu'];

export class DeviceSearch {
  /** @param {Names} names @param {Context} context */
  constructor(names, context) {
    this.names = names;
    this.context = context;
    const { words } = names;
    const place = (/** @type {string | undefined} */ kind) =>
      KINDS.includes(kind ?? '') ? KINDS.indexOf(kind ?? '') : KINDS.length;
    this.sorted = [...names.devices].sort(
      (a, b) =>
        place(a.kind) - place(b.kind) ||
        (b.released ?? 0) - (a.released ?? 0) ||
        (b.memory_gib ?? 0) - (a.memory_gib ?? 0),
    );
    const shared = (/** @type {import('../catalog/names.js').DeviceName} */ device) =>
      [
        device.vendor ?? '',
        ...(words.vendors?.[device.vendor ?? ''] ?? []),
        ...(words.kinds?.[device.kind ?? ''] ?? []),
        ...(device.vendor === 'Apple' ? macWords(device.id, words.macs ?? []) : []),
      ].join(' \n ');
    this.matcher = new Matcher([
      ...this.sorted.map((device) => ({
        id: device.id,
        name: device.name,
        names: device.aliases ?? [],
        // "4060 8GB" is the 4060, although another one bears its memory in its name.
        ...(device.memory_gib && !saysMemory(device) && { beside: `${device.memory_gib}GB` }),
        words: shared(device),
        weight:
          (1 + 0.03 * Math.max(0, (device.released ?? 0) - 2010)) /
          ((12 + shortest(device)) * (1 + 0.03 * place(device.kind))),
      })),
      {
        id: 'none',
        name: context.words.say('hint.processor_only'),
        names: words.processor ?? ['none'],
        words: '',
        weight: 1 / 300,
      },
    ]);
    this.phrases = new MachinePhrases(words);
  }

  /** Makes ready for the first letter, when there is time. */
  warm() {
    return this.matcher.index;
  }

  /** @param {string} typed @param {{machines?: boolean}} [offer]  whether several devices may be meant @returns {Found} */
  find(typed, { machines = true } = {}) {
    if (!typed.trim()) {
      const first = this.sorted.slice(0, MOST_SHOWN - 1).map(({ id }) => this.#option(id));
      return { options: [...first, this.#option('none')], meant: 'none' };
    }
    const called = this.matcher.called(typed) ?? this.#ofSize(typed);
    const machine = machines && called === undefined ? this.#machine(typed) : undefined;
    const all = this.#all(typed);
    const found = all.length || machine || called !== undefined ? all : this.matcher.any(typed);
    const ids = called === undefined ? found : [called, ...found.filter((id) => id !== called)];
    const options = [...(machine ? [machine] : []), ...ids.map((id) => this.#option(id))].slice(0, MOST_SHOWN);
    const one = called !== undefined || (machine && !machine.unknown) || (!machine && all.length === 1);
    return { options, meant: one ? 'one' : all.length || machine ? 'several' : 'none' };
  }

  /** "4060 8GB": the one of that name, where that is its memory. @param {string} typed @returns {string | undefined} */
  #ofSize(typed) {
    const said = /^(.*\S)\s*(?<!\d)(\d{1,3})\s?(?:gb|gib|g)(?:\s*(?:显存|vram))?$/i.exec(typed.trim());
    const id = said ? this.matcher.called(said[1]) : undefined;
    return id !== undefined && this.names.deviceById.get(id)?.memory_gib === Number(said?.[2]) ? id : undefined;
  }

  /** What is called so; a size said to be of memory is a size. @param {string} typed */
  #all(typed) {
    const { text, size } = this.phrases.withoutMemory(typed);
    return size ? this.matcher.all(`${text} ${size}`) : this.matcher.all(typed);
  }

  /** Several devices, or one with system memory beside it. @param {string} typed @returns {Option | undefined} */
  #machine(typed) {
    const phrase = this.phrases.read(typed);
    const alone = phrase.parts.length === 1 && !phrase.counted;
    if (alone && phrase.host_gib === undefined) return undefined;
    if (!phrase.counted && this.#all(typed).length > 0) return undefined;
    /** @type {{device: string, count: number}[]} */
    const devices = [];
    /** @type {string[]} */
    const unknown = [];
    for (const { text, count } of phrase.parts) {
      const device =
        this.matcher.called(text) ?? this.matcher.all(text, true)[0] ?? (alone ? this.matcher.all(text)[0] : undefined);
      if (device === undefined || device === 'none') unknown.push(text);
      else devices.push({ device, count });
    }
    if (!devices.length) return undefined;
    const { words, figures } = this.context;
    const name = devices
      .map(({ device, count }) => {
        const one = this.names.device(device);
        return count === 1 ? one : words.say('sentence.devices', { count: figures.count(count), name: one });
      })
      .join(words.say('names.plus'));
    const memory = devices.reduce(
      (sum, { device, count }) => sum + count * (this.names.deviceById.get(device)?.memory_gib ?? 0),
      0,
    );
    const host = phrase.host_gib;
    const id = [...devices.map(({ device, count }) => `${count}x ${device}`), ...(host ? [`${host} GiB`] : [])].join(
      ' + ',
    );
    return {
      kind: 'machine',
      id,
      name,
      detail: [
        words.say('unit.gb', { value: figures.count(memory) }),
        ...(host ? [words.say('names.host', { value: figures.count(host) })] : []),
        ...unknown.map((name) => words.say('names.unknown', { name })),
      ].join(words.say('names.separator')),
      devices,
      ...(host && { host_gib: host }),
      ...(unknown.length && { unknown }),
    };
  }

  /** @param {string} id @returns {Option} */
  #option(id) {
    const { words } = this.context;
    if (id === 'none') return { kind: 'none', id, name: words.say('hint.processor_only'), detail: '' };
    const device = this.names.deviceById.get(id);
    return {
      kind: 'device',
      id,
      name: device?.name ?? id,
      // Many a name says it already.
      detail:
        device?.memory_gib && !saysMemory(device) ? words.say('unit.gb', { value: String(device.memory_gib) }) : '',
    };
  }
}

/** What the Macs with a chip are called. @param {string} id @param {{words: string[], chips: string[]}[]} macs */
function macWords(id, macs) {
  const chip = /^apple\/(m\d+(?:-(?:pro|max|ultra))?)-/.exec(id)?.[1];
  return macs.filter(({ chips }) => chip && chips.includes(chip)).flatMap(({ words }) => words);
}

/** @param {Names} names @param {Context} context */
export const modelSearch = (names, context) => new ModelSearch(names, context);

/** @param {Names} names @param {Context} context */
export const deviceSearch = (names, context) => new DeviceSearch(names, context);
