import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { VIEWS } from '../../web/src/views.js';
import { axeSource } from './packages.js';
import { browser, site } from './with-page.js';

const SITE = fileURLToPath(new URL('../../build/site/', import.meta.url));
const pages = readdirSync(SITE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), html: readFileSync(join(SITE, path), 'utf8') }));

/** @param {string} html @param {RegExp} pattern */
const first = (html, pattern) => pattern.exec(html)?.[1];

test('each view has a page of its own in each language', () => {
  for (const { path } of VIEWS) {
    for (const language of ['', 'zh/'])
      assert.ok(existsSync(join(SITE, language, path, 'index.html')), language + path);
  }
});

test('each page has a title and a description of its own, one main heading, and says its language', () => {
  const titles = new Map();
  for (const { path, html } of pages) {
    const title = first(html, /<title>([^<]+)<\/title>/);
    const description = first(html, /<meta name="description" content="([^"]+)"/);
    assert.ok(title && description, path);
    assert.equal(titles.get(title), undefined, `${path} and ${titles.get(title)} are both called ${title}`);
    titles.set(title, path);
    assert.equal([...html.matchAll(/<h1\b/g)].length, 1, path);
    assert.equal(first(html, /<html lang="([^"]+)"/), path.startsWith('zh/') ? 'zh-CN' : 'en', path);
    assert.equal(first(html, /property="og:title" content="([^"]+)"/), title, path);
  }
});

test('each page has its answer in it: it reads without a script', () => {
  for (const { path, html } of pages) {
    const main = first(html, /<main id="main"[^>]*>([^]*)<\/main>/)?.replace(/<[^>]*>/g, '') ?? '';
    assert.ok(main.trim().length > 200, path);
  }
});

test('every address is relative, every link leads somewhere, and nothing is inline', () => {
  for (const { path, html } of pages) {
    assert.doesNotMatch(html, /\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=/, path);
    for (const [, address] of html.matchAll(/<(?:a|script|link|img|source)\b[^>]*?\s(?:src|href)="([^"]*)"/g)) {
      if (/^(?:https:|#)/.test(address)) continue;
      assert.match(address, /^\.\.?\//, `${path}: ${address}`);
      const file = join(dirname(join(SITE, path)), address.replace(/[?#].*$/, ''));
      const found = existsSync(address.replace(/[?#].*$/, '').endsWith('/') ? join(file, 'index.html') : file);
      assert.ok(found, `${path} links to ${address}, which is ${relative(SITE, file)} and is not there`);
    }
  }
});

test('Chinese pages say nothing in English but names, units and what is quoted', () => {
  for (const { path, html } of pages) {
    if (!path.startsWith('zh/')) continue;
    const main = first(html, /<main id="main"[^>]*>([^]*)<\/main>/) ?? '';
    const text = main
      .replace(/<(\w+)[^>]*\slang="en"[^>]*>[^]*?<\/\1>/g, '')
      .replace(/<code>[^]*?<\/code>/g, '')
      .replace(/<[^>]*>/g, ' ');
    assert.doesNotMatch(text, /\b(?:the|with|runs|needs|free|weights|largest|show|copy|and|of)\b/i, path);
  }
});

for (const { id, path } of VIEWS) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const language of ['', 'zh/']) {
      test(`axe finds nothing: ${id}, ${colorScheme}, ${language || 'en'}`, async () => {
        const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
        try {
          await page.goto(`${site.address}${language}${path}`);
          await page.waitForLoadState('networkidle');
          await page.evaluate(axeSource);
          const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
          assert.deepEqual(
            violations.map((/** @type {any} */ violation) => [
              violation.id,
              violation.nodes.map((/** @type {any} */ node) => node.html),
            ]),
            [],
          );
        } finally {
          await page.close();
        }
      });
    }
  }
  test(`nothing is wider than a phone, and nothing is blocked, foreign or thrown: ${id}`, async () => {
    for (const language of ['', 'zh/']) {
      const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
      /** @type {string[]} */
      const complaints = [];
      page.on('pageerror', (/** @type {Error} */ error) => complaints.push(`thrown: ${error.message}`));
      page.on(
        'console',
        (/** @type {any} */ message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`),
      );
      page.on(
        'request',
        (/** @type {any} */ request) =>
          request.url().startsWith(new URL(site.address).origin) || complaints.push(`third party: ${request.url()}`),
      );
      try {
        await page.goto(`${site.address}${language}${path}`);
        await page.waitForLoadState('networkidle');
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${language}${path} is too wide`,
        );
        assert.deepEqual(complaints, []);
      } finally {
        await page.close();
      }
    }
  });
}
