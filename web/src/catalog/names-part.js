// What is enough to be found and spoken of? The part of the catalog that the page loads first: names and the facts that
// tell two of a name apart, in the catalog's own shape, so that whoever reads one reads the other.
import { folded } from './names.js';

const MODEL = ['id', 'name', 'family', 'variant', 'released', 'license', 'modalities', 'published_format'];
// The last two are what a visitor's machine is recognised by; they take 2 kB as served.
const DEVICE = [
  'id',
  'name',
  'vendor',
  'kind',
  'released',
  'memory_gib',
  'unified',
  'renderer_strings',
  'pci_device_ids',
];
const FORMAT = ['id', 'name', 'aliases', 'runtimes', 'bits_per_weight'];

/** @param {any} entry @param {string[]} keys @returns {any} */
const only = (entry, keys) =>
  Object.fromEntries(keys.filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]));

/** The page needs no proof. @param {any} value @returns {any} */
function withoutSources(value) {
  if (Array.isArray(value)) return value.map(withoutSources);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'source' && key !== 'macs_sources')
      .map(([key, inner]) => [key, withoutSources(inner)]),
  );
}

/** Aliases that say more than the id and the name do, however those are spelt. @param {any} entry @returns {string[]} */
function ownAliases(entry) {
  const said = new Set([entry.id, entry.name, entry.id.slice(entry.id.indexOf('/') + 1)].map(folded));
  return (entry.aliases ?? []).filter((/** @type {string} */ alias) => !said.has(folded(alias)));
}

/**
 * The names part of a catalog: a few per cent of it.
 * @param {any} catalog as catalogc writes it, whole
 * @param {{words: any, others: any[]}} tables  web/names: words.json and not_downloadable.json
 * @returns {any} `{part: "names", version, models, devices, formats, words, others}`
 */
export function namesPart(catalog, { words, others }) {
  return {
    part: 'names',
    version: catalog.version,
    models: catalog.models.map((/** @type {any} */ model) => ({
      ...only(model, MODEL),
      aliases: ownAliases(model),
      parameters: only(model.parameters ?? {}, ['published', 'active']),
    })),
    devices: catalog.devices.map((/** @type {any} */ device) => ({
      ...only(device, DEVICE),
      aliases: ownAliases(device),
    })),
    formats: catalog.formats.map((/** @type {any} */ format) => only(format, FORMAT)),
    words: withoutSources(words),
    others: others.map(withoutSources),
  };
}
