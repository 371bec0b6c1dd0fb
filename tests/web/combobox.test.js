// A person types into the fields of the model and the machine, with the keyboard or by pressing, and hears or sees what is found.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXAMPLE } from '../../web/src/question/example.js';
import { answerTo } from './contracts.js';
import { axeSource } from './packages.js';
import { withPage as openPage } from './with-page.js';

/** The page once the names have come. @param {(page: any) => Promise<void>} steps @param {{query?: string, locale?: string, width?: number, colorScheme?: 'light' | 'dark'}} [options] */
const withPage = (steps, { width = 1280, ...options } = {}) =>
  openPage(
    async (page) => {
      await page.click('#model');
      await page.waitForFunction(() => document.querySelectorAll('#model-list [role=option]').length > 20);
      await page.keyboard.press('Escape');
      await steps(page);
    },
    { ...options, viewport: { width, height: 900 } },
  );

const asked = (/** @type {any} */ page) => new URL(page.url()).searchParams;
const said = (/** @type {any} */ page, /** @type {number} */ field) =>
  page.locator('canrun-combobox [role=status]').nth(field).innerText();
const sentence = (/** @type {any} */ page) => page.locator('.sentence').innerText();

test('Enter on a name of several sizes opens the choice; a second one takes the first', () =>
  withPage(async (page) => {
    await page.fill('#model', 'deepseek r1');
    await page.keyboard.press('Enter');
    assert.equal(await page.getAttribute('#model', 'aria-expanded'), 'true');
    assert.match(await said(page, 0), /choose one/);
    const active = await page.getAttribute('#model', 'aria-activedescendant');
    assert.match(await page.locator(`#${active}`).innerText(), /^DeepSeek-R1\s/);
    const list = page.locator('#model-list');
    assert.equal(await list.locator('[role=group]').count(), 1);
    assert.match(await list.innerText(), /Distill Qwen 1\.5B[^]*Distill Qwen 32B[^]*Distill Llama 70B/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.equal(asked(page).get('model'), 'deepseek-ai/DeepSeek-R1');
    assert.equal(await page.getAttribute('#model', 'aria-expanded'), 'false');
  }));

test('Tab leaves an open list for the next control', () =>
  withPage(async (page) => {
    await page.focus('#model');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector('#model-list [role="option"]');
    const next = await page.evaluateHandle(() => {
      const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
      return stops[stops.indexOf(/** @type {Element} */ (document.querySelector('#model'))) + 1];
    });
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate((/** @type {any} */ element) => document.activeElement === element, next));
    assert.equal(await page.getAttribute('#model', 'aria-expanded'), 'false');
  }));

test('Enter on a name of one model takes it, with the format that was named', () =>
  withPage(async (page) => {
    await page.fill('#model', 'llama3.2:3b-instruct-q8_0');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.sentence')?.textContent?.includes('Llama 3.2 3B'));
    assert.equal(asked(page).get('model'), 'meta-llama/Llama-3.2-3B-Instruct');
    assert.equal(asked(page).get('format'), 'Q8_0');
  }));

test('a machine of several cards is one line, and sets each of them and its memory', () =>
  withPage(async (page) => {
    await page.fill('#device-0', '2x3090 + 4090 + 64gb ram');
    await page.click('#device-0-list [role=option] >> nth=0');
    await page.waitForFunction(() => document.querySelector('.sentence')?.textContent?.includes('4090'));
    assert.deepEqual(asked(page).getAll('device'), ['2x nvidia/geforce-rtx-3090', '1x nvidia/geforce-rtx-4090']);
    assert.equal(asked(page).get('ram'), '64');
    assert.match(await sentence(page), /2 × 24 GB GeForce RTX 3090 and 24 GB GeForce RTX 4090/);
  }));

test('what cannot be downloaded is said to be so, and open models of its kind can be pressed', async () => {
  await withPage(async (page) => {
    await page.fill('#model', 'chatgpt');
    assert.match(await page.locator('.option-notice').innerText(), /^ChatGPT cannot be downloaded: OpenAI/);
    assert.match(await said(page, 0), /^ChatGPT cannot be downloaded: .*gpt-oss 20B/);
    await page.click('#model-list [role=option]:has-text("gpt-oss 20B")');
    await page.waitForFunction(() => document.querySelector('.sentence')?.textContent?.includes('gpt-oss 20B'));
  });
  await withPage(
    async (page) => {
      const error = page.locator('#model-error');
      await error.waitFor();
      assert.match(await error.innerText(), /^豆包 Doubao 不提供下载/);
      await error.locator('button >> nth=0').click();
      await page.waitForFunction(() => document.querySelector('.sentence')?.textContent?.includes('Seed-OSS'));
    },
    { query: 'model=豆包&device=nvidia/geforce-rtx-4090', locale: 'zh-CN' },
  );
});

test('what makes pictures is no language model', () =>
  withPage(async (page) => {
    await page.fill('#model', 'stable diffusion xl');
    assert.match(await page.locator('.option-notice').innerText(), /is not a language model: it makes pictures/);
    assert.equal(await page.locator('#model-list [role=option]').count(), 0);
  }));

test('each line of the list comes to show its grade, in shape and in words', () =>
  withPage(async (page) => {
    await page.fill('#model', 'deepseek r1');
    const lines = page.locator('#model-list [role=option]');
    await page.waitForFunction(
      () =>
        document.querySelectorAll('#model-list .grade-shape').length ===
        document.querySelectorAll('#model-list [role=option]').length,
    );
    /** @type {Record<string, string>} */
    const words = { yes: 'Yes', tight: 'Just fits', offload: 'Only with system RAM', no: 'No' };
    for (const [name, model] of [
      ['DeepSeek-R1 Distill Qwen 7B', 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B'],
      ['DeepSeek-R1 Distill Llama 70B', 'deepseek-ai/DeepSeek-R1-Distill-Llama-70B'],
    ]) {
      const { verdict } = (await answerTo({ ...EXAMPLE, model })).value;
      const line = lines.filter({ hasText: name });
      assert.ok((await line.locator('.visually-hidden').innerText()).startsWith(words[verdict.grade]), name);
      assert.ok((await line.locator(`.grade-shape[class*="grade-${verdict.grade}"]`).count()) === 1, name);
    }
  }));

for (const [locale, colorScheme, width] of /** @type {[string, 'light' | 'dark', number][]} */ ([
  ['en-GB', 'light', 1280],
  ['zh-CN', 'dark', 360],
])) {
  test(`axe finds nothing in the lists, ${locale}, ${colorScheme}, ${width}`, () =>
    withPage(
      async (page) => {
        await page.evaluate(axeSource);
        for (const [field, text] of [
          ['model', 'qwen'],
          ['model', '豆包'],
          ['model', 'whisper'],
          ['device-0', '2x3090'],
          ['device-0', '核显'],
        ]) {
          await page.fill(`#${field}`, text);
          await page.locator('.matches:visible').waitFor();
          await page.keyboard.press('ArrowDown');
          const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
          assert.deepEqual(
            violations.map((/** @type {any} */ found) => `${found.id}: ${found.nodes[0].html}`),
            [],
            text,
          );
          await page.keyboard.press('Escape');
          await page.keyboard.press('Escape');
        }
      },
      { locale, colorScheme, width },
    ));
}
