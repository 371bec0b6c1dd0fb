// What is it called? The names of models, devices and formats: from the names part, which comes first, or from the whole
// catalog, which has the same shape and more.

/**
 * @typedef {object} ModelName
 * @property {string} id
 * @property {string} name
 * @property {string} [family]
 * @property {string[]} [aliases]
 * @property {string} [variant] base, instruct, reasoning or code
 * @property {string} [released] YYYY-MM-DD
 * @property {string} [license]
 * @property {string[]} [modalities]
 * @property {{published?: number, active?: number}} [parameters] counts
 * @property {string} [published_format]
 */
/**
 * What people call makers, kinds and counts besides their own names; web/names/words.json.
 * @typedef {object} SearchWords
 * @property {{publishers: string[], words: string[], brand?: string}[]} makers of models; brand: the name that its models carry
 * @property {Record<string, string[]>} vendors of devices
 * @property {Record<string, string[]>} kinds of devices
 * @property {{words: string[], chips: string[]}[]} macs
 * @property {string[]} processor instead of a device
 * @property {Record<string, number>} counts
 * @property {string[]} measures
 * @property {string[]} joins
 * @property {string[]} memory
 * @property {Record<string, string>} bits what stands for the usual format of so many bits -> its id
 * @property {string[]} containers what a model is packed in
 * @property {string[]} commands before a model's name
 */
/**
 * What is asked for and is nothing to run here; web/names/not_downloadable.json.
 * @typedef {object} OtherProduct
 * @property {string} name
 * @property {string} maker
 * @property {string} why closed, or what it makes: image, video, speech, music
 * @property {string[]} words
 * @property {string[]} instead catalog ids of open models of similar kind
 */
/** @typedef {{id: string, name: string, vendor?: string, kind?: string, aliases?: string[], memory_gib?: number, unified?: boolean, released?: number, renderer_strings?: string[], pci_device_ids?: string[]}} DeviceName */
/** @typedef {{id: string, name?: string, aliases?: string[], bits_per_weight?: number, runtimes?: string[]}} FormatName */

export class Names {
  /** @param {{models?: ModelName[], devices?: DeviceName[], formats?: FormatName[], version?: string, words?: Partial<SearchWords>, others?: OtherProduct[]}} catalog */
  constructor(catalog) {
    this.models = catalog.models ?? [];
    this.devices = catalog.devices ?? [];
    this.formats = catalog.formats ?? [];
    this.version = catalog.version ?? '';
    /** @type {Partial<SearchWords>} */
    this.words = catalog.words ?? {};
    this.others = catalog.others ?? [];
    this.modelById = new Map(this.models.map((model) => [model.id, model]));
    this.deviceById = new Map(this.devices.map((device) => [device.id, device]));
  }

  /** @param {string} id @returns {string} its name, or the id */
  model(id) {
    return this.modelById.get(id)?.name ?? id;
  }

  /** @param {string} id @returns {string} its sold name, or the id */
  device(id) {
    return this.deviceById.get(id)?.name ?? id;
  }
}

/** How a name is compared: as the engine folds it. @param {string} name */
export const folded = (name) => name.toLowerCase().replace(/[\s\-_:]/g, '');
