import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUESTIONS, browser, site } from './with-page.js';

test('where the worker of the rankings cannot be fetched the list still opens, and has its grades when it can be', async () => {
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(10_000);
  try {
    const page = await context.newPage();
    let down = true;
    await page.route(/ranking-worker/, (/** @type {any} */ route) => (down ? route.abort() : route.continue()));
    await page.goto(`${site.address}?${QUESTIONS.yes}`);
    await page.waitForSelector('.sentence');
    const refused = page.waitForEvent('requestfailed', (/** @type {any} */ request) =>
      /ranking-worker/.test(request.url()),
    );
    await page.click('#model');
    await page.waitForSelector('#model-list [role="option"]');
    await refused;
    assert.equal(await page.locator('#model-list svg').count(), 0);
    down = false;
    await page.press('#model', 'Escape');
    await page.press('#model', 'ArrowDown');
    await page.waitForSelector('#model-list [role="option"] svg');
  } finally {
    await context.close();
  }
});
