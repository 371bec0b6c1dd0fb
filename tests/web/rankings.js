// What the tests of the two ranking views share: one way to open them, and to read their lists.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { serve } from '../../web/serve.js';
import { openBrowser } from './browser.js';
import { axeSource } from './packages.js';

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {Awaited<ReturnType<typeof openBrowser>>} */
let browser;

before(async () => {
  site = await serve();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * Opens a view and waits until its list is whole; afterwards nothing may have been blocked, fetched elsewhere or thrown.
 * @param {string} address  below the site's root
 * @param {(page: any) => Promise<void>} steps
 * @param {{viewport?: {width: number, height: number}, colorScheme?: 'light' | 'dark', locale?: string, script?: boolean, ready?: string}} [options]
 */
export async function withRanking(
  address,
  steps,
  { viewport = DESKTOP, colorScheme = 'light', locale = 'en-GB', script = true, ready = READY } = {},
) {
  const context = await browser.newContext({ viewport, colorScheme, locale, javaScriptEnabled: script });
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', (/** @type {Error} */ error) => complaints.push(`thrown: ${error.message}`));
  page.on(
    'console',
    (/** @type {any} */ message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`),
  );
  page.on('request', (/** @type {any} */ request) => {
    if (!request.url().startsWith(new URL(site.address).origin)) complaints.push(`third party: ${request.url()}`);
  });
  try {
    await page.goto(`${site.address}${address}`);
    if (script) await page.waitForSelector(ready);
    await steps(page);
    const inline = await page.locator('[style]').count();
    if (inline) complaints.push(`${inline} inline style attributes`);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

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
