import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, site } from './with-page.js';

/** @param {string} locale @param {(page: any) => Promise<void>} steps */
async function reader(locale, steps) {
  const context = await browser.newContext({ locale });
  try {
    await steps(await context.newPage());
  } finally {
    await context.close();
  }
}

const spoken = (/** @type {any} */ page) => page.getAttribute('html', 'lang');

test('who reads Chinese gets Chinese, on pages that compute and on pages that only stand there', () =>
  reader('zh-CN', async (page) => {
    for (const path of ['', 'accuracy/', 'data/?model=Qwen/Qwen3-8B']) {
      await page.goto(site.address + path);
      await page.waitForURL(/\/zh\//);
      await page.waitForSelector('html[lang="zh-CN"]');
    }
    assert.match(page.url(), /zh\/data\/\?model=Qwen\/Qwen3-8B$/);
  }));

test('who reads Chinese and chooses English keeps English, on every page and without being asked again', () =>
  reader('zh-CN', async (page) => {
    await page.goto(`${site.address}accuracy/`);
    await page.waitForURL(/\/zh\//);
    await page.waitForSelector('#main h1');
    await page.click('header a[hreflang="en"]');
    await page.waitForSelector('html[lang="en"]');
    for (const path of ['', 'data/', 'accuracy/']) {
      await page.goto(site.address + path);
      await page.waitForLoadState('networkidle');
      assert.equal(await spoken(page), 'en', path);
      assert.doesNotMatch(page.url(), /\/zh\//);
    }
  }));

test('an address says its language to everybody', () =>
  reader('en-GB', async (page) => {
    await page.goto(`${site.address}zh/?model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-4090`);
    await page.waitForSelector('#model');
    assert.equal(await spoken(page), 'zh-CN');
    await page.goto(`${site.address}?lang=zh`);
    await page.waitForSelector('html[lang="zh-CN"]');
  }));

test('a browser that remembers nothing still gets the language that is chosen', () =>
  reader('zh-CN', async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.goto(`${site.address}accuracy/`);
    await page.waitForURL(/\/zh\//);
    await page.waitForFunction(() =>
      /lang=en/.test(document.querySelector('header a[hreflang="en"]')?.getAttribute('href') ?? ''),
    );
    await page.click('header a[hreflang="en"]');
    await page.waitForSelector('html[lang="en"]');
    assert.match(page.url(), /accuracy\/\?lang=en$/);
  }));

test('the question outlives a change of language', () =>
  reader('en-GB', async (page) => {
    await page.goto(`${site.address}?model=meta-llama/Llama-3.1-8B-Instruct&device=nvidia/geforce-rtx-3090&users=3`);
    await page.waitForSelector('#model');
    await page.click('header a[hreflang="zh-CN"]');
    await page.waitForSelector('html[lang="zh-CN"]');
    assert.match(
      page.url(),
      /\/zh\/\?model=meta-llama\/Llama-3\.1-8B-Instruct&device=nvidia\/geforce-rtx-3090&users=3$/,
    );
    assert.equal(await page.inputValue('#users'), '3');
  }));

test('a question that is asked while another language is on its way stays in the address, and the last choice is spoken', () =>
  reader('en-GB', async (page) => {
    /** @type {() => void} */
    let come = () => {};
    const waits = new Promise((resolve) => (come = () => resolve(undefined)));
    await page.route(/\/zh-[^/]*\.js$/, async (/** @type {any} */ route) => {
      await waits;
      await route.continue();
    });
    await page.goto(`${site.address}?model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-3090`);
    await page.waitForSelector('#users');
    await page.click('header a[hreflang="zh-CN"]');
    await page.fill('#users', '3');
    await page.press('#users', 'Enter');
    await page.waitForURL(/users=3/);
    come();
    await page.waitForSelector('html[lang="zh-CN"]');
    assert.match(page.url(), /\/zh\/\?.*users=3$/);
    assert.equal(await page.inputValue('#users'), '3');
  }));

test('what cannot be loaded is said in the language of the page', () =>
  reader('zh-CN', async (page) => {
    await page.route(/\.wasm$/, (/** @type {any} */ route) => route.abort());
    await page.goto(`${site.address}zh/`);
    assert.match(await page.innerText('[role="alert"]'), /^估算器加载失败：/);
  }));
