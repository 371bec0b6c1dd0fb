// Pictures of the page: phone and desktop, light and dark, English and Chinese, into build/screenshots; and the one of
// the README, docs/answer.png, when asked for with --readme.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.js';
import { openBrowser } from './browser.js';

const SIZES = {
  phone: { width: 360, height: 740 },
  desktop: { width: 1280, height: 900 },
};
const QUESTIONS = {
  example: '',
  offload: 'model=meta-llama/Llama-3.3-70B-Instruct&format=Q4_K_M&device=nvidia/geforce-rtx-4090&ram=64&context=8192',
  no: 'model=deepseek-ai/DeepSeek-R1&format=Q4_K_M&device=4x+nvidia/a100-sxm4-40gb&context=32768&users=4',
  unknown: 'model=openai/gpt-oss-120b&device=nvidia/geforce-rtx-5090&context=65536&kv=q8_0',
  mac: 'model=google/gemma-3-27b-it&device=apple/m2-max-38-core-64gb&format=Q4_K_M&context=131072',
};

const folder = fileURLToPath(new URL('../../build/screenshots/', import.meta.url));
const readme = process.argv.includes('--readme');
await mkdir(folder, { recursive: true });
const { address, close } = await serve();
const browser = await openBrowser();
try {
  if (readme) {
    const page = await browser.newPage({
      viewport: SIZES.desktop,
      colorScheme: 'light',
      locale: 'en-GB',
      deviceScaleFactor: 1.25,
    });
    await page.goto(address);
    const card = page.locator('.card');
    await card.waitFor();
    await page.waitForSelector('canrun-ruler svg');
    await mkdir(fileURLToPath(new URL('../../docs/', import.meta.url)), {
      recursive: true,
    });
    const box = await card.boundingBox();
    if (!box) throw new Error('the card has no place on the page');
    await page.screenshot({
      path: fileURLToPath(new URL('../../docs/answer.png', import.meta.url)),
      clip: {
        x: box.x - 24,
        y: box.y - 24,
        width: box.width + 48,
        height: box.height + 48,
      },
      fullPage: true,
    });
    await page.close();
  } else {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        for (const language of ['en', 'zh']) {
          const page = await browser.newPage({
            viewport,
            colorScheme,
            deviceScaleFactor: size === 'phone' ? 2 : 1,
          });
          for (const [name, query] of Object.entries(QUESTIONS)) {
            await page.goto(`${address}?${query}${query ? '&' : ''}lang=${language}`);
            await page.waitForSelector('.card');
            await page.waitForTimeout(200);
            await page.screenshot({
              path: `${folder}${name}-${size}-${colorScheme}-${language}.png`,
              fullPage: true,
            });
          }
          await page.close();
        }
      }
    }
  }
} finally {
  await browser.close();
  await close();
}
