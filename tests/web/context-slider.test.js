import assert from 'node:assert/strict';
import { test } from 'node:test';
import { positionOf, tokensAt } from '../../web/src/question/context-slider.js';
import { answerTo } from './contracts.js';
import { browser, site } from './with-page.js';

test('the slider goes up in even steps, through every doubling, and ends at what the model was trained for', () => {
  const positions = [...Array(28).keys()];
  const tokens = positions.map((position) => tokensAt(position, 100_000));
  for (const doubling of [1024, 2048, 4096, 8192, 16384, 32768, 65536])
    assert.ok(tokens.includes(doubling), `${doubling}`);
  assert.deepEqual(
    [...tokens].sort((a, b) => a - b),
    tokens,
  );
  assert.equal(tokensAt(27, 100_000), 100_000);
  for (const position of positions) assert.equal(positionOf(tokensAt(position, 2 ** 20)), position);
});

test('while the slider is dragged the sentence follows, and the address only when it is let go', async () => {
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  try {
    await page.goto(`${site.address}?model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-4060-laptop&format=Q4_K_M&ram=16`);
    await page.waitForSelector('#context-slider');
    const slide = (/** @type {string} */ kind, /** @type {number} */ position) =>
      page.$eval(
        '#context-slider',
        (/** @type {HTMLInputElement} */ slider, /** @type {any[]} */ [event, value]) => {
          slider.value = String(value);
          slider.dispatchEvent(new Event(event, { bubbles: true }));
        },
        [kind, position],
      );
    const memory = async () => Number(await page.locator('.figures .figure b').first().innerText());
    const before = await memory();
    await slide('input', positionOf(32768));
    await page.waitForFunction(() => /context of 32K/.test(document.querySelector('.sentence')?.textContent ?? ''));
    assert.ok((await memory()) > before);
    assert.doesNotMatch(page.url(), /context=/);
    await slide('change', positionOf(16384));
    await page.waitForURL(/context=16384/);
    const { value } = await answerTo({
      model: 'Qwen/Qwen3-8B',
      format: 'Q4_K_M',
      machine: { devices: [{ device: 'nvidia/geforce-rtx-4060-laptop' }], host: { memory_gib: 16 } },
      workload: { context_tokens: 16384 },
    });
    const device = value.memory.pools[0].needed_bytes / 2 ** 30;
    assert.ok(Math.abs((await memory()) - device) < 0.06, `${await memory()} is not ${device}`);
    await page.focus('#context-slider');
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/context=19456/);
  } finally {
    await page.close();
  }
});
