// Which one did you mean? Type-ahead over names, ids and aliases; a typing error or an unfinished word still finds it.
import MiniSearch from 'minisearch';
import { folded } from '../catalog/names.js';

/** @typedef {{id: string, name: string, detail: string}} Option */

const MOST_SHOWN = 40;

/** Letters and digits apart, so that "rtx4090" finds "RTX 4090" and "llama3" finds "Llama 3". @param {string} text */
const tokens = (text) => text.toLowerCase().match(/\d+(?:\.\d+)*|\p{L}+/gu) ?? [];

export class Search {
  /**
   * @param {(Option & {words: string, weight?: number})[]} entries  in the order that is shown when nothing is typed
   */
  constructor(entries) {
    this.entries = entries;
    this.byId = new Map(entries.map((entry) => [entry.id, entry]));
    /** @type {Map<string, string>} folded id, name or alias -> id */
    this.exact = new Map(entries.flatMap((entry) => [entry.id, entry.name].map((name) => [folded(name), entry.id])));
    this.index = new MiniSearch({
      fields: ['name', 'words'],
      tokenize: tokens,
      searchOptions: {
        boost: { name: 2 },
        // Of names that match alike, the plainer one.
        boostDocument: (id) => 1 / (12 + (this.byId.get(id)?.name.length ?? 0)),
        combineWith: 'AND',
        prefix: true,
        fuzzy: (term) => (term.length > 3 && !/\d/.test(term) ? 0.25 : 0),
      },
    });
    this.index.addAll(entries);
  }

  /** @param {string} typed @returns {Option[]} */
  find(typed) {
    if (!typed.trim()) return this.entries.slice(0, MOST_SHOWN);
    let found = this.index.search(typed);
    if (!found.length) found = this.index.search(typed, { combineWith: 'OR' });
    const first = this.exact.get(folded(typed));
    const options = found.slice(0, MOST_SHOWN).map((result) => /** @type {Option} */ (this.byId.get(result.id)));
    if (first === undefined) return options;
    return [/** @type {Option} */ (this.byId.get(first)), ...options.filter((option) => option.id !== first)];
  }
}

/** @param {import('../catalog/names.js').Names} names */
export function modelSearch(names) {
  const newest = [...names.models].sort((a, b) => (b.released ?? '').localeCompare(a.released ?? ''));
  return new Search(
    newest.map((model) => ({
      id: model.id,
      name: model.name,
      detail: model.id,
      words: [model.id, model.family ?? '', ...(model.aliases ?? [])].join(' '),
    })),
  );
}

/** @param {import('../catalog/names.js').Names} names @param {import('../text/context.js').Context} context */
export function deviceSearch(names, context) {
  const order = ['desktop', 'laptop', 'apple', 'workstation', 'datacenter', 'igpu', 'mini-pc', 'embedded', 'cpu'];
  const place = (/** @type {string | undefined} */ kind) =>
    order.includes(kind ?? '') ? order.indexOf(kind ?? '') : order.length;
  const sorted = [...names.devices].sort(
    (a, b) =>
      place(a.kind) - place(b.kind) ||
      (b.released ?? 0) - (a.released ?? 0) ||
      (b.memory_gib ?? 0) - (a.memory_gib ?? 0),
  );
  const entries = sorted.map((device) => ({
    id: device.id,
    name: device.name,
    detail: device.memory_gib ? context.words.say('unit.gb', { value: String(device.memory_gib) }) : '',
    words: [device.id, device.vendor ?? '', ...(device.aliases ?? [])].join(' '),
  }));
  const processor = { id: '', name: context.words.say('hint.processor_only'), detail: '', words: 'cpu processor none' };
  return new Search([...entries, { ...processor, id: 'none' }]);
}
