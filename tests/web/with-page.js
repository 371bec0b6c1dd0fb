// One way to open a page for a test, and to ask of it what every page must hold.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { Names } from '../../web/src/catalog/names.js';
import { sentenceParts } from '../../web/src/card/sentence.js';
import { questionIn } from '../../web/src/question/example.js';
import { Context } from '../../web/src/text/context.js';
import { serve } from '../../web/serve.js';
import { openBrowser } from './browser.js';
import { answerTo, catalog } from './contracts.js';
import { axeSource } from './packages.js';

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

/** Questions with each of the grades. */
export const QUESTIONS = {
  yes: 'model=Qwen/Qwen3-8B&format=Q4_K_M&device=nvidia/geforce-rtx-4090&context=8192',
  offload: 'model=meta-llama/Llama-3.3-70B-Instruct&format=Q4_K_M&device=nvidia/geforce-rtx-4090&ram=64&context=8192',
  unknown: 'model=meta-llama/Llama-3.3-70B-Instruct&format=Q4_K_M&device=nvidia/geforce-rtx-4090&context=8192',
  no: 'model=meta-llama/Llama-3.3-70B-Instruct&format=Q8_0&device=nvidia/geforce-rtx-4060-laptop&ram=16&context=32768&users=4',
  mac: 'model=google/gemma-3-27b-it&device=apple/m2-max-38-core-32gb&format=Q8_0&context=131072',
};

/** @type {Awaited<ReturnType<typeof serve>>} */
export let site;
/** @type {Awaited<ReturnType<typeof openBrowser>>} */
export let browser;

before(async () => {
  site = await serve();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * Opens the page for one test; afterwards nothing may have been blocked, fetched elsewhere, thrown or styled inline.
 * @param {(page: any) => Promise<void>} steps
 * @param {{query?: string, locale?: string, address?: string, viewport?: {width: number, height: number}, colorScheme?: 'light' | 'dark', script?: boolean, permissions?: string[], wait?: boolean}} [options]
 */
export async function withPage(
  steps,
  {
    query = '',
    locale = 'en-GB',
    viewport = DESKTOP,
    colorScheme = 'light',
    script = true,
    permissions = [],
    address = site.address,
    wait = true,
  } = {},
) {
  const context = await browser.newContext({
    locale,
    viewport,
    colorScheme,
    javaScriptEnabled: script,
    permissions,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  await page.addInitScript(() => {
    /** @type {string[]} */
    const all = [];
    /** @type {any} */ (window).complaints = all;
    document.addEventListener('securitypolicyviolation', (event) =>
      all.push(`${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`),
    );
  });
  page.on('pageerror', (/** @type {Error} */ error) => complaints.push(`thrown: ${error.message}`));
  page.on(
    'console',
    (/** @type {any} */ message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`),
  );
  page.on('request', (/** @type {any} */ request) => {
    // A blob: is what the page has made itself.
    if (
      !request
        .url()
        .replace(/^blob:/, '')
        .startsWith(new URL(address).origin)
    )
      complaints.push(`third party: ${request.url()}`);
  });
  try {
    await page.goto(`${address}${query ? `?${query}` : ''}`);
    if (script && wait) await page.waitForSelector('#model');
    await steps(page);
    if (script) complaints.push(...(await page.evaluate(() => /** @type {any} */ (window).complaints)));
    const inline = await page.locator('[style]').count();
    if (inline) complaints.push(`${inline} inline style attributes`);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** @param {any} page @returns {Promise<string>} */
export const verdict = async (page) => (await page.locator('.sentence').innerText()).replace(/\s+/g, ' ').trim();

/** What the engine answers to the question in an address, as the page should say it. @param {string} url @param {string} [language] */
export async function expected(url, language = 'en') {
  const { search, hash } = new URL(url);
  const asked = questionIn(search, hash);
  const request =
    asked.configText === undefined
      ? asked.request
      : { ...asked.request, model: { config: JSON.parse(asked.configText) } };
  const { value } = await answerTo(request);
  const dictionary = JSON.parse(readFileSync(new URL(`../../web/src/i18n/${language}.json`, import.meta.url), 'utf8'));
  const context = new Context(language, dictionary, new Names(catalog()));
  return sentenceParts(value, context)
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** @param {any} page @param {string} what */
export async function assertAccessible(page, what) {
  // The browser's own hand runs it: a strict policy lets no page load a foreign script.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { violations: found, passes } = await /** @type {any} */ (window).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    if (passes.length < 20) return [`only ${passes.length} rules looked at anything`];
    return found.map(
      (/** @type {any} */ one) =>
        `${one.id}: ${one.nodes.map((/** @type {any} */ node) => `${node.html.slice(0, 120)} ${node.any?.[0]?.message ?? ''}`).join(' | ')}`,
    );
  });
  assert.deepEqual(violations, [], what);
}
