// How is a figure shown? The one place where anything is rounded: two significant digits, never a digit more than the
// reader can use.

export const GIB = 2 ** 30;
const MIB = 2 ** 20;
const GB = 1e9;

/** @param {number} value @param {'floor' | 'round' | 'ceil'} way */
function rounded(value, way) {
  const size = Math.abs(value);
  if (size === 0) return { value: 0, digits: 0 };
  if (size >= 10) return { value: Math[way](value), digits: 0 };
  const digits = size >= 0.995 ? 1 : 2;
  const scale = 10 ** digits;
  const result = Math[way](Number((value * scale).toPrecision(12))) / scale;
  return Math.abs(result) >= 10 ? { value: result, digits: 0 } : { value: result, digits };
}

/** Figures in the language's own notation. */
export class Figures {
  /** @type {Map<string, Intl.NumberFormat>} */
  #formatters = new Map();
  /** @type {Intl.DateTimeFormat | undefined} */
  #months;

  /** @param {string} language a BCP 47 tag */
  constructor(language) {
    this.language = language;
  }

  /** A formatter takes far longer to make than a figure to write. @param {Intl.NumberFormatOptions} options */
  #formatter(options) {
    const key = JSON.stringify(options);
    const known = this.#formatters.get(key) ?? new Intl.NumberFormat(this.language, options);
    this.#formatters.set(key, known);
    return known;
  }

  /** @param {number} value @param {number} digits after the point */
  #written(value, digits) {
    return this.#formatter({
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value === 0 ? 0 : value);
  }

  /** @param {number} value @param {'floor' | 'round' | 'ceil'} [way] */
  #short(value, way = 'round') {
    const { value: result, digits } = rounded(value, way);
    return this.#written(result, digits);
  }

  /** Memory: "6.9", "34", "0.25". @param {number} bytes @param {'floor' | 'round' | 'ceil'} [way] */
  gib(bytes, way) {
    return this.#short(bytes / GIB, way);
  }

  /** Memory too small for GiB: "1.0", "43". @param {number} bytes */
  mib(bytes) {
    return this.#short(bytes / MIB);
  }

  /** A size as sold or asked for, without a needless point: "24", "7.5". @param {number} bytes */
  soldGib(bytes) {
    const gib = bytes / GIB;
    return this.#written(gib, Math.abs(gib - Math.round(gib)) < 0.05 ? 0 : 1);
  }

  /** Parameters, as models are called by them: "8.2B", "671B", "0.6B", "1.0T". @param {number} count */
  parameters(count) {
    if (count >= 0.9995e12) return `${this.#short(count / 1e12)}T`;
    return count >= 0.0995e9 ? `${this.#short(count / 1e9)}B` : `${this.#short(count / 1e6)}M`;
  }

  /** Memory as a person types it, in GiB: "1.5". @param {number} bytes */
  typedGib(bytes) {
    return String(Number((bytes / GIB).toPrecision(6)));
  }

  /** A download: "4.9" (10^9 bytes). @param {number} bytes */
  gb(bytes) {
    return this.#short(bytes / GB);
  }

  /** A rate: two significant digits, "130", "28", "4.6". @param {number} value per second */
  rate(value) {
    if (value >= 100) {
      const scale = 10 ** (Math.floor(Math.log10(value)) - 1);
      return this.#written(Math.round(value / scale) * scale, 0);
    }
    return this.#short(value);
  }

  /**
   * Tokens of a context: "8K" (8,192), "128K", "1M"; what is no whole number of K stays exact below 10K and is cut to
   * whole K above, so that it is never more than there is.
   * @param {number} tokens
   */
  tokens(tokens) {
    const kibi = tokens / 1024;
    if (tokens >= 2 ** 20 && tokens % 2 ** 18 === 0)
      return `${this.#written(tokens / 2 ** 20, tokens % 2 ** 20 ? 1 : 0)}M`;
    if (Number.isInteger(kibi) || tokens >= 10_000) return `${this.#written(Math.floor(kibi), 0)}K`;
    return this.count(tokens);
  }

  /** A count in full: "8,192". @param {number} value */
  count(value) {
    return this.#formatter({ maximumFractionDigits: 0 }).format(value);
  }

  /** About so many: "6,000" for 6144. @param {number} value */
  about(value) {
    const scale = value >= 10 ? 10 ** Math.floor(Math.log10(value)) : 1;
    return this.count(Math.round(value / scale) * scale);
  }

  /** A share in percent, two significant digits: "0.0091 %", "6.3 %"; all of it only where it is all. @param {number} value */
  share(value) {
    const most = value < 1 ? Math.min(value, 0.9999) : value;
    return this.#formatter({
      style: 'percent',
      ...(value > 0.99 && value < 1 ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 }),
    }).format(most);
  }

  /** A day as its month: "Apr 2025"; a year alone stays one. @param {string} day YYYY-MM-DD, YYYY-MM or YYYY */
  month(day) {
    const [year, month] = day.split('-').map(Number);
    if (!month) return String(year);
    this.#months ??= new Intl.DateTimeFormat(this.language, { year: 'numeric', month: 'short', timeZone: 'UTC' });
    return this.#months.format(Date.UTC(year, month - 1, 1));
  }

  /** A duration in seconds: "0.35", "2.1", "14". @param {number} seconds */
  seconds(seconds) {
    return this.#short(seconds);
  }

  /** An exact figure inside a formula. @param {number} value */
  exact(value) {
    return this.#formatter({ maximumSignificantDigits: 17 }).format(value);
  }

  /** A figure of a formula's result that need not be whole. @param {number} value */
  precise(value) {
    if (Number.isInteger(value)) return this.count(value);
    return this.#formatter({ maximumSignificantDigits: 6 }).format(value);
  }
}
