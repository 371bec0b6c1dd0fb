// What the device remembers of its reader, and nobody else hears of. A browser that forbids it forgets, no more.

/** @param {string} key @returns {string | undefined} */
export function remembered(key) {
  try {
    return localStorage.getItem(`canrun.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} key @param {string | undefined} value undefined forgets it */
export function remember(key, value) {
  try {
    if (value === undefined) localStorage.removeItem(`canrun.${key}`);
    else localStorage.setItem(`canrun.${key}`, value);
  } catch {
    // Nothing is lost but the memory.
  }
}
