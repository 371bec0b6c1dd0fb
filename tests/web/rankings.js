// What the tests of the two ranking views share: one way to open them, and to read their lists.
import assert from 'node:assert/strict';
import { axeSource } from './packages.js';
import { site, withPage } from './with-page.js';

export { DESKTOP, PHONE } from './with-page.js';

/**
 * Opens a view and waits until its list is whole; afterwards it must hold what every page must.
 * @param {string} address  below the site's root
 * @param {(page: any) => Promise<void>} steps
 * @param {Parameters<typeof withPage>[1] & {ready?: string}} [options]
 */
export const withRanking = (address, steps, { ready = READY, ...options } = {}) =>
  withPage(
    async (page) => {
      if (options.script !== false) await page.waitForSelector(ready);
      await steps(page);
    },
    { ...options, address: `${site.address}${address}`, wait: false },
  );

/** The view has taken over and no more rows are to come. */
export const READY = ':is(canrun-machine, canrun-model)[data-whole]';

/**
 * The ids of the lines in their order, as their buttons carry them.
 * @param {any} page @param {string} [list]
 * @returns {Promise<{id: string, grade: string, spoken: string}[]>}
 */
export const linesOf = (page, list = '.ranking') =>
  page.$$eval(`${list} .line-row`, (/** @type {HTMLElement[]} */ rows) =>
    rows.map((row) => ({
      id: row.dataset.line,
      grade: row.closest('.group')?.getAttribute('data-grade'),
      spoken: row.textContent,
    })),
  );

/** @param {any} page @param {string} what */
export async function assertAccessible(page, what) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
  assert.deepEqual(
    violations.map((/** @type {any} */ one) => [
      one.id,
      one.nodes.map((/** @type {any} */ node) => node.html.slice(0, 160)),
    ]),
    [],
    what,
  );
}
