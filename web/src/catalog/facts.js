// What does the engine have to know for this question? The facts of the models and devices that it names, fetched one by
// one for the first answer; from the whole catalog once it has come, so that later choices wait for nothing.
import { bytesAt, fetched, urls } from './engine-source.js';
import { Names } from './names.js';

/** @typedef {import('../../engine.js').Engine} Engine */
/** @typedef {{models: Map<string, any>, devices: Map<string, any>}} Whole */

const bytesOf = (/** @type {any} */ value) => new TextEncoder().encode(JSON.stringify(value));

export class Facts {
  /** @type {Map<string, any>} "models/Qwen/Qwen3-8B" -> its facts */
  #known = new Map();
  /** @type {Promise<Whole> | undefined} */
  #whole;
  /** @type {Promise<any> | undefined} */
  #core;
  /** All names, once they have come. @type {Names | undefined} */
  #names;

  /** @param {URL} root of the site @param {string} version of the catalog */
  constructor(root, version) {
    this.root = root;
    this.version = version;
  }

  /** Whether everything that the request names is with the engine. @param {any} request */
  has(request) {
    return this.#missing(request).length === 0;
  }

  /** @param {any} request @returns {string[]} */
  #missing(request) {
    return namedIn(request).filter((key) => !this.#known.has(key));
  }

  /**
   * Brings the engine what the request names. A name that is no catalog id stays unknown: the engine says so.
   * @param {Engine | Promise<Engine>} engine  asked for meanwhile
   * @param {any} request
   */
  async bring(engine, request) {
    const whole = await this.#arrived();
    await Promise.all(
      this.#missing(request).map(async (key) => {
        const facts = whole ? fromWhole(whole, key) : await this.#found(key);
        this.#known.set(key, facts ?? null);
        if (facts) (await engine).load(bytesOf(partOf(key, this.version, facts)));
      }),
    );
  }

  /** Everything there is, for names that are no ids and for what they might have meant. @param {Engine} engine */
  async bringAll(engine) {
    engine.load(await bytesAt(urls.models));
    engine.load(await bytesAt(urls.devices));
  }

  /** The whole catalog, fetched once. @returns {Promise<Whole>} */
  whole() {
    this.#whole ??= (async () => {
      const [models, devices] = await Promise.all(
        [urls.models, urls.devices].map(async (url) => (await fetched(url)).json()),
      );
      const byId = (/** @type {any[]} */ list) => new Map(list.map((facts) => [facts.id, facts]));
      return { models: byId(models.models), devices: byId(devices.devices) };
    })();
    this.#whole.catch(() => (this.#whole = undefined));
    return this.#whole;
  }

  /** The whole catalog if it has come already. */
  #arrived() {
    return this.#whole ? Promise.race([this.#whole, undefined]) : undefined;
  }

  /** Where one thing's facts stand. @param {string} key such as "models/Qwen/Qwen3-8B" or "sources/models/Qwen/Qwen3-8B" */
  address(key) {
    const path = key.split('/').map(encodeURIComponent).join('/');
    return new URL(`facts/${this.version}/${path}.json`, this.root).href;
  }

  /**
   * What can be fetched of a model; nothing of one that the catalog does not have, or while there is no network.
   * @param {unknown} model  an id of the catalog
   * @returns {Promise<import('../card/downloads.js').ModelDownloads>}
   */
  async downloads(model) {
    if (typeof model !== 'string' || !ID.test(model)) return {};
    return this.#one(`downloads/${model}`).catch(() => ({}));
  }

  /** @param {string} key */
  async #one(key) {
    return (await fetched(this.address(key))).json();
  }

  /** The facts of one thing; undefined where there is no such thing, which is not to be asked of the host once it is known. @param {string} key */
  async #found(key) {
    if (this.#names && !isNamed(this.#names, key)) return undefined;
    const response = await fetch(this.address(key));
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
    // Hosts without a page for what is not there answer with one of the site.
    return response.json().catch(() => undefined);
  }

  /** Formats and runtimes. @returns {Promise<any>} */
  #formats() {
    this.#core ??= fetched(urls.core).then((response) => response.json());
    return this.#core;
  }

  /** The names of what has been brought so far, before the list of all of them. */
  async namesSoFar() {
    const of = (/** @type {string} */ kind) =>
      [...this.#known].filter(([key, facts]) => facts && key.startsWith(kind)).map(([, facts]) => facts);
    const { formats } = await this.#formats();
    return new Names({ models: of('models/'), devices: of('devices/'), formats, version: this.version });
  }

  /** The names of everything, which are fewer bytes than the facts of everything. */
  async names() {
    this.#names ??= new Names(await (await fetched(urls.names)).json());
    return this.#names;
  }
}

/** An id as the catalog writes them: what does not look like one is not asked for. */
const ID = /^[\w.+-]+\/[\w.+-]+$/;

/** The keys of what a request names. @param {any} request @returns {string[]} */
export function namedIn(request) {
  const others = Array.isArray(request?.machine?.also_running) ? request.machine.also_running : [];
  const devices = Array.isArray(request?.machine?.devices) ? request.machine.devices : [];
  const keys = [
    ...[request?.model, ...others.map((/** @type {any} */ other) => other?.model)].map((id) => ['models', id]),
    ...devices.map((/** @type {any} */ entry) => ['devices', entry?.device]),
  ];
  return [
    ...new Set(keys.filter(([, id]) => typeof id === 'string' && ID.test(id)).map(([kind, id]) => `${kind}/${id}`)),
  ];
}

/** @param {Whole} whole @param {string} key */
function fromWhole(whole, key) {
  const kind = /** @type {'models' | 'devices'} */ (key.slice(0, key.indexOf('/')));
  return whole[kind].get(key.slice(kind.length + 1));
}

/** @param {Names} names @param {string} key */
function isNamed(names, key) {
  const kind = key.slice(0, key.indexOf('/'));
  return (kind === 'models' ? names.modelById : names.deviceById).has(key.slice(kind.length + 1));
}

/** A part of the catalog that holds one thing. @param {string} key @param {string} version @param {any} facts */
const partOf = (key, version, facts) => ({
  part: key,
  version,
  [key.slice(0, key.indexOf('/'))]: [facts],
});
