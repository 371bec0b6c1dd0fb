// How does JavaScript reach the estimator? One object with estimate, rank, inspect and version, the same in a page, a
// worker and Node. Objects in, objects out; a refusal is thrown as a CanRunError.

/**
 * @typedef {import('./src/types/request').Request} Request
 * @typedef {import('./src/types/report').Report} Report
 * @typedef {import('./src/types/rank').RankRequest} RankRequest
 * @typedef {import('./src/types/rank').Ranking} Ranking
 * @typedef {import('./src/types/envelope').Envelope} Envelope
 * @typedef {import('./src/types/envelope').EngineError} EngineError
 */

/**
 * The module that Emscripten built: JSON text in, an envelope as JSON text out. Text may be handed in as UTF-8 bytes.
 * @typedef {object} Module
 * @property {(bytes: Uint8Array) => string} load
 * @property {(request: string | Uint8Array) => string} estimate
 * @property {(request: string | Uint8Array) => string} rank
 * @property {(bytes: Uint8Array) => string} inspect
 * @property {() => string} version
 */

/**
 * Where the engine's files come from; each is called at most once.
 * @typedef {object} Source
 * @property {() => Promise<(options: {wasmBinary: Uint8Array}) => Promise<Module>>} create  the module's default export
 * @property {() => Promise<Uint8Array>} wasm
 * @property {() => Promise<Uint8Array>} catalog
 */

/** A request that the engine refused: every error found, each with the JSON Pointer of its field. */
export class CanRunError extends Error {
  /** @param {EngineError[]} errors at least one */
  constructor(errors) {
    super(errors.map((error) => `${error.path || '/'}: ${error.message} (${error.code})`).join('\n'));
    this.name = 'CanRunError';
    this.errors = errors;
  }
}

/** @param {string} envelope @returns {any} the value */
function opened(envelope) {
  const answer = /** @type {Envelope} */ (JSON.parse(envelope));
  if (answer.ok) return answer.value;
  throw new CanRunError(answer.errors);
}

/**
 * An envelope, whatever happens: a module that trapped (no memory left, a fault of ours) is a refusal like any other.
 * @param {() => string} call
 */
function answered(call) {
  try {
    return call();
  } catch (error) {
    return JSON.stringify({ ok: false, errors: [{ code: 'internal', path: '', values: {}, message: String(error) }] });
  }
}

/** @param {string} text JSON */
const bytesOf = (text) => new TextEncoder().encode(text);

export class Engine {
  #module;

  /** @param {Module} module */
  constructor(module) {
    this.#module = module;
  }

  /**
   * Adds a checked part to what the engine knows; the same part twice is harmless.
   * @param {Uint8Array} bytes
   */
  load(bytes) {
    return opened(answered(() => this.#module.load(bytes)));
  }

  /**
   * @param {Request | string} request or its text, where the engine must see it as it was written
   * @returns {Report}
   * @throws {CanRunError}
   */
  estimate(request) {
    return opened(this.estimateText(bytesOf(typeof request === 'string' ? request : JSON.stringify(request))));
  }

  /**
   * The envelope as it comes, for streams and for text that must reach the engine unparsed.
   * @param {string | Uint8Array} request JSON, well-formed or not; invalid UTF-8 is refused like any other bad text
   * @returns {string} JSON on one line
   */
  estimateText(request) {
    return answered(() => this.#module.estimate(request));
  }

  /** @param {RankRequest} request @returns {Ranking} @throws {CanRunError} */
  rank(request) {
    return opened(answered(() => this.#module.rank(bytesOf(JSON.stringify(request)))));
  }

  /** @param {Uint8Array} bytes of a config.json @returns {Record<string, any>} @throws {CanRunError} */
  inspect(bytes) {
    return opened(answered(() => this.#module.inspect(bytes)));
  }

  /** @returns {Record<string, any>} */
  version() {
    return opened(answered(() => this.#module.version()));
  }
}

/** @type {WeakMap<Source, Promise<Engine>>} */
const engines = new WeakMap();

/**
 * The engine of that source, with its catalog. Asked again, the same engine; after a failure, another attempt.
 * @param {Source} source
 * @returns {Promise<Engine>}
 */
export function loadEngine(source) {
  const known = engines.get(source);
  if (known) return known;
  const loading = start(source);
  engines.set(source, loading);
  loading.catch(() => engines.delete(source));
  return loading;
}

/** @param {Source} source */
async function start(source) {
  const [create, wasmBinary, catalog] = await Promise.all([source.create(), source.wasm(), source.catalog()]);
  const engine = new Engine(await create({ wasmBinary }));
  engine.load(catalog);
  return engine;
}
