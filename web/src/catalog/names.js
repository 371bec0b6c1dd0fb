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
/** @typedef {{id: string, name: string, vendor?: string, kind?: string, aliases?: string[], memory_gib?: number, unified?: boolean, released?: number}} DeviceName */
/** @typedef {{id: string, name?: string, bits_per_weight?: number, runtimes?: string[]}} FormatName */

export class Names {
  /** @param {{models?: ModelName[], devices?: DeviceName[], formats?: FormatName[], version?: string}} catalog */
  constructor(catalog) {
    this.models = catalog.models ?? [];
    this.devices = catalog.devices ?? [];
    this.formats = catalog.formats ?? [];
    this.version = catalog.version ?? '';
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
