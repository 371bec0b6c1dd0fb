// What does a pasted name of a model say? A tag, an address, a repository or a file name also names a format, the site that
// it was found on and the box that it is packed in: none of these is its name.

/** @typedef {{text: string, format?: string}} ModelPhrase */

const SITES =
  /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com|modelscope\.(?:cn|com|ai)|ollama\.com)\//i;
const FOLDERS = /^(?:models|library|mlx|gguf)\//i;
const FILE_END = /(?:-\d{5}-of-\d{5})?\.(?:gguf|safetensors|bin)$/i;

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @param {string} text a pattern of that word, with any or no separator where it has one */
const loose = (text) =>
  text
    .split(/[\s\-_.:]+/)
    .map(escaped)
    .join('[\\s\\-_.:]?');

/** @param {string[]} words */
const anyOf = (words) =>
  new RegExp(
    `(?<![\\p{L}\\d])(?:${[...words]
      .sort((a, b) => b.length - a.length)
      .map(loose)
      .join('|')})(?![\\p{L}\\d])`,
    'giu',
  );

export class ModelPhrases {
  /**
   * @param {import('../catalog/names.js').FormatName[]} formats
   * @param {Partial<import('../catalog/names.js').SearchWords>} words
   * @param {Iterable<string>} publishers that models are known by
   * @param {string} runtime whose formats may be asked for
   */
  constructor(formats, words, publishers, runtime) {
    /** @type {Map<string, string | undefined>} as written, without separators -> id, where that runtime can read it */
    this.formats = new Map();
    const written = Object.keys(words.bits ?? {});
    for (const [name, id] of Object.entries(words.bits ?? {})) this.formats.set(bare(name), id);
    for (const format of formats) {
      const usable = !format.runtimes || format.runtimes.includes(runtime);
      for (const name of [format.id, format.name ?? format.id, ...(format.aliases ?? [])]) {
        written.push(name);
        this.formats.set(bare(name), usable ? format.id : undefined);
      }
    }
    this.format = written.length ? anyOf(written) : undefined;
    this.containers = words.containers?.length ? anyOf(words.containers) : undefined;
    this.commands = words.commands?.length
      ? new RegExp(`^\\s*(?:${words.commands.map(loose).join('|')})\\s+`, 'i')
      : undefined;
    this.publishers = new Set([...publishers].map((publisher) => publisher.toLowerCase()));
  }

  /** @param {string} typed @returns {ModelPhrase} the name alone, and the format where one is named */
  read(typed) {
    let text = typed.trim();
    if (this.commands) text = text.replace(this.commands, '');
    const isAddress = SITES.test(text);
    if (isAddress)
      text = text
        .replace(SITES, '')
        .replace(/[?#].*$/, '')
        .replace(FOLDERS, '');
    const format = this.#formatIn(text);
    const steps = text.split('/').filter(Boolean);
    // Of an address, publisher and repository; of a file in a folder, the file.
    if (isAddress && steps.length > 2) text = steps.slice(0, 2).join('/');
    else if (steps.length > 1 && FILE_END.test(text)) text = /** @type {string} */ (steps.at(-1));
    text = text.replace(FILE_END, '');
    if (this.format) text = text.replace(this.format, ' ');
    if (this.containers) text = text.replace(this.containers, ' ');
    const [publisher, ...rest] = text.split('/');
    if (rest.length && !this.publishers.has(publisher.trim().toLowerCase())) text = rest.join('/');
    text = text.replace(/[\s\-_.:/]+$/, '').trim();
    return format === undefined ? { text } : { text, format };
  }

  /** The last that is named: a file says more than its folder. @param {string} text */
  #formatIn(text) {
    const found = this.format ? [...text.matchAll(this.format)] : [];
    return found.map(([name]) => this.formats.get(bare(name))).findLast((id) => id !== undefined);
  }
}

/** @param {string} name */
const bare = (name) => name.toLowerCase().replace(/[\s\-_.:]/g, '');
