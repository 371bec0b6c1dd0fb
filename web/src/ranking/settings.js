// How is the list set? Sorting, filters, an asked speed: parameters of the address beside the question's own.

/** @typedef {Record<string, string | undefined>} Settings */

/**
 * The settings that an address has; what a list has no such setting for is left out.
 * @param {string} search with or without "?"
 * @param {readonly string[]} names
 * @returns {Settings}
 */
export function settingsIn(search, names) {
  const query = new URLSearchParams(search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) || undefined]));
}
