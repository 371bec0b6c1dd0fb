// Pictures of every view and of verdicts of each grade: phone and desktop, light and dark, English and Chinese, into
// build/screenshots; with names as arguments, those only. With --readme the one of the README, docs/answer.png.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.js';
import { VIEWS } from '../../web/src/views.js';
import { openBrowser } from './browser.js';

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1440, height: 900 } };

/** Questions on the first view, one of each grade. */
const QUESTIONS = {
  offload: 'model=meta-llama/Llama-3.3-70B-Instruct&format=Q4_K_M&device=nvidia/geforce-rtx-4090&ram=64&context=8192',
  no: 'model=deepseek-ai/DeepSeek-R1&format=Q4_K_M&device=4x+nvidia/a100-sxm4-40gb&context=32768&users=4',
  unknown: 'model=openai/gpt-oss-120b&device=nvidia/geforce-rtx-5090&context=65536&kv=q8_0',
  mac: 'model=google/gemma-3-27b-it&device=apple/m2-max-38-core-64gb&format=Q4_K_M&context=131072',
};

/** @type {Record<string, string>} name of a picture -> address below the language's root */
const PICTURES = {
  ...Object.fromEntries(VIEWS.map(({ id, path }) => [id, path])),
  ...Object.fromEntries(Object.entries(QUESTIONS).map(([name, query]) => [name, `?${query}`])),
};

const folder = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'));
await mkdir(folder, { recursive: true });
const { address, close } = await serve();
const browser = await openBrowser();
try {
  if (process.argv.includes('--readme')) await readme();
  else await all();
} finally {
  await browser.close();
  await close();
}

async function all() {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      for (const language of ['en', 'zh']) {
        const page = await browser.newPage({ viewport, colorScheme });
        for (const [name, path] of Object.entries(PICTURES)) {
          if (wanted.length && !wanted.includes(name)) continue;
          await page.goto(`${address}${language === 'en' ? '' : `${language}/`}${path}`);
          await page.waitForLoadState('networkidle');
          await page.waitForFunction(() => !document.querySelector('main[aria-busy]'));
          await page.screenshot({ path: `${folder}${name}-${size}-${colorScheme}-${language}.png`, fullPage: true });
        }
        await page.close();
      }
    }
  }
}

async function readme() {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    locale: 'en-GB',
    deviceScaleFactor: 1.25,
  });
  await page.goto(address);
  await page.waitForSelector('canrun-ruler svg');
  await mkdir(fileURLToPath(new URL('../../docs/', import.meta.url)), { recursive: true });
  const box = await page.locator('.card').boundingBox();
  if (!box) throw new Error('the card has no place on the page');
  await page.screenshot({
    path: fileURLToPath(new URL('../../docs/answer.png', import.meta.url)),
    clip: { x: box.x - 24, y: box.y - 4, width: box.width + 48, height: box.height + 28 },
    fullPage: true,
  });
  await page.close();
}
