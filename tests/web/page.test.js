import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.js';
import {
  DESKTOP,
  PHONE,
  QUESTIONS,
  assertAccessible,
  browser,
  expected,
  site,
  verdict,
  withPage,
} from './with-page.js';

const SITE = fileURLToPath(new URL('../../build/site/', import.meta.url));

test("an example stands there before anything is chosen, and its answer is the engine's", () =>
  withPage(async (page) => {
    assert.equal(await verdict(page), await expected(page.url()));
    assert.equal(await page.inputValue('#model'), 'Qwen3 8B');
    assert.equal(new URL(page.url()).search, '');
  }));

test('the page reads without JavaScript, and says the same', async () => {
  let still = '';
  await withPage(
    async (page) => {
      still = await verdict(page);
    },
    { script: false },
  );
  await withPage(async (page) => assert.equal(await verdict(page), still));
});

test('a person chooses a model, a device, a format and a context, and reads the verdict', () =>
  withPage(async (page) => {
    await page.click('#model');
    await page.fill('#model', 'llama 3.3 70');
    await page.click('[role=option]:has-text("Llama 3.3 70B Instruct")');
    await page.fill('#device-0', 'rtx 4090');
    await page.click('#device-0-list [role=option] >> nth=0');
    await page.fill('#count', '2');
    await page.keyboard.press('Tab');
    await page.selectOption('#format', 'Q4_K_M');
    await page.selectOption('#context', '4096');
    await page.selectOption('#kv', 'q8_0');
    const said = await verdict(page);
    assert.equal(said, await expected(page.url()));
    assert.match(
      said,
      /^Yes.*: Llama 3\.3 70B Instruct \(Q4_K_M\) runs on your 2 × 24 GB GeForce RTX 4090 with a context of 4K and a q8_0 cache, up to \d+ tokens a second\.$/,
    );
    assert.match(page.url(), /device=2x\+nvidia\/geforce-rtx-4090/);
    const figures = (await page.locator('.figures').innerText()).replace(/\s+/g, ' ');
    for (const text of [
      'of 48 GiB',
      'up to',
      'tokens/s',
      'bandwidth limit, uncalibrated',
      'Largest context',
      'trained for 128K',
    ])
      assert.ok(figures.includes(text), `${text} in ${figures}`);
    assert.match(
      await page.locator('.command code').last().innerText(),
      /^llama-server -hf \S*Llama-3\.3-70B-Instruct-GGUF:Q4_K_M -c 4096/,
    );
    assert.equal(await page.locator('canrun-ruler svg').count(), 2);
  }));

test('the address is the question: shared, reloaded and gone back to, it gives the same answer', () =>
  withPage(
    async (page) => {
      const first = await verdict(page);
      await page.selectOption('#format', 'Q8_0');
      await page.fill('#users', '3');
      await page.keyboard.press('Tab');
      const second = await verdict(page);
      assert.notEqual(second, first);
      assert.equal(second, await expected(page.url()));
      const shared = page.url();
      await page.reload();
      await page.waitForSelector('#model');
      assert.equal(await verdict(page), second);
      assert.equal(await page.inputValue('#users'), '3');
      await page.goBack();
      await page.goBack();
      await page.waitForFunction(
        (/** @type {string} */ text) => document.querySelector('.sentence')?.textContent?.includes(text),
        'Q4_K_M',
      );
      assert.equal(await verdict(page), first);
      await withPage(async (other) => assert.equal(await verdict(other), second), {
        query: new URL(shared).search.slice(1),
      });
    },
    { query: QUESTIONS.yes },
  ));

for (const [grade, query] of Object.entries(QUESTIONS)) {
  test(`each change offered for the answer "${grade}", pressed, gives the grade promised`, () =>
    withPage(
      async (page) => {
        const address = page.url();
        const offers = page.locator('.offer');
        const count = await offers.count();
        assert.ok(count <= 3);
        if (grade === 'no' || grade === 'unknown') assert.ok(count >= 1, 'something helps');
        for (let index = 0; index < count; index += 1) {
          await page.goto(address);
          await page.waitForSelector('.offer');
          const text = await offers.nth(index).locator('.offer-text').innerText();
          await offers.nth(index).click();
          await page.waitForFunction((/** @type {string} */ before) => location.href !== before, address);
          const word = await page.locator('.sentence .grade').innerText();
          // A promised yes may be a slow one.
          assert.ok(
            text.endsWith(`: ${word}`) || (text.endsWith(': Yes') && word === 'Yes, but slow'),
            `${text}, but ${word}`,
          );
          assert.equal(await verdict(page), await expected(page.url()));
        }
      },
      { query },
    ));
}

test('everything can be done with the keyboard alone', () =>
  withPage(async (page) => {
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName,
      );
    const tabTo = async (/** @type {string} */ wanted) => {
      for (let presses = 0; presses < 60; presses += 1) {
        if ((await focused()) === wanted) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`${wanted} is not reached by Tab`);
    };
    await tabTo('model');
    await page.keyboard.type('gemma 3 27b it');
    await page.waitForSelector('#model-list [role=option]:has-text("Gemma 3 27B")');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.getAttribute('#model', 'aria-expanded'), 'true');
    const active = await page.getAttribute('#model', 'aria-activedescendant');
    assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
    await page.keyboard.press('Enter');
    assert.equal(await page.getAttribute('#model', 'aria-expanded'), 'false');
    await page.waitForFunction(() => /Gemma 3 27B/.test(document.querySelector('.sentence')?.textContent ?? ''));
    await tabTo('device-0');
    await page.keyboard.type('rtx 3090');
    await page.waitForSelector('#device-0-list [role=option]:has-text("3090")');
    await page.keyboard.press('Escape');
    assert.equal(await page.getAttribute('#device-0', 'aria-expanded'), 'false');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /RTX 3090/.test(document.querySelector('.sentence')?.textContent ?? ''));
    await tabTo('format');
    await page.keyboard.press('ArrowDown');
    await tabTo('word');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'model', 'the first word of the sentence opens the choice of the model');
    await page.keyboard.press('Escape');
    await tabTo('copy');
    await tabTo('SUMMARY');
  }));

test('each word of the sentence with a choice behind it opens that choice', () =>
  withPage(
    async (page) => {
      const wanted = ['model', 'format', 'device-0', 'context', 'host'];
      const words = page.locator('.sentence [role=button]');
      assert.equal(await words.count(), wanted.length);
      for (const id of wanted) {
        await page.keyboard.press('Escape');
        await words.nth(wanted.indexOf(id)).click();
        await page.waitForFunction((/** @type {string} */ name) => document.activeElement?.id === name, id);
      }
    },
    { query: QUESTIONS.offload, viewport: PHONE },
  ));

test('a name that nobody knows is refused at its field, with the nearest names, and stays as it was typed', () =>
  withPage(async (page) => {
    await page.fill('#model', 'qwen3 8c');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#model-error');
    assert.equal(await page.inputValue('#model'), 'qwen3 8c');
    assert.equal(await page.getAttribute('#model', 'aria-invalid'), 'true');
    assert.equal(await page.getAttribute('#model', 'aria-describedby'), 'model-error');
    assert.match(await page.locator('#model-error').innerText(), /No model of this name\. Did you mean.*Qwen3 8B/s);
    assert.equal(await page.locator('.sentence').count(), 0, 'no answer stands beside a refused question');
    await page.reload();
    await page.waitForSelector('#model-error');
    assert.equal(await page.inputValue('#model'), 'qwen3 8c');
    await page.click('#model-error button:has-text("Qwen3 8B")');
    assert.match(await verdict(page), /Qwen3 8B/);
    assert.equal(await page.locator('#model-error').count(), 0);
  }));

test('a number that is none, or out of range, is refused at its field and stays as it was typed', () =>
  withPage(async (page) => {
    for (const [id, typed] of [
      ['count', 'abc'],
      ['count', '0'],
      ['count', '-3'],
      ['count', '1e30'],
      ['users', '1.5'],
      ['host', 'much'],
      ['host', '-1'],
    ]) {
      await page.fill(`#${id}`, typed);
      await page.keyboard.press('Tab');
      await page.waitForSelector(`#${id}-error`);
      assert.equal(await page.getAttribute(`#${id}`, 'aria-invalid'), 'true');
      // What is a number may be written another way; it is the same number.
      const kept = await page.inputValue(`#${id}`);
      assert.ok(kept === typed || Number(kept) === Number(typed), `${typed} became ${kept}`);
      await page.fill(`#${id}`, id === 'host' ? '' : '1');
      await page.keyboard.press('Tab');
      await page.waitForSelector(`#${id}-error`, { state: 'detached' });
    }
    await page.selectOption('#context', 'custom');
    await page.fill('#context', '10^30');
    await page.keyboard.press('Tab');
    await page.waitForSelector('#context-error');
    assert.equal(await page.inputValue('#context'), '10^30');
    await page.fill('#context', '16k');
    await page.keyboard.press('Tab');
    await page.waitForSelector('#context-error', { state: 'detached' });
    assert.match(await verdict(page), /context of 16K/);
  }));

const CONFIG = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 2048,
  intermediate_size: 8192,
  num_hidden_layers: 16,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: 64,
  vocab_size: 128256,
  max_position_embeddings: 131072,
  tie_word_embeddings: true,
};

test('a pasted config.json is a model, in the link as well', () =>
  withPage(async (page) => {
    await page.click('.config summary');
    await page.fill('#config', JSON.stringify(CONFIG, null, 2));
    const said = await verdict(page);
    assert.match(said, /pasted config\.json \(llama\)/);
    assert.equal(said, await expected(page.url()));
    assert.equal(new URL(page.url()).search.includes('hidden_size'), false, 'the config is in no request to a server');
    await page.reload();
    await page.waitForSelector('#model');
    assert.equal(await verdict(page), said);
    await page.fill('#model', 'qwen3 8b');
    await page.waitForSelector('#model-list [role=option]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /Qwen3 8B/.test(document.querySelector('.sentence')?.textContent ?? ''));
  }));

test('the skip link leads to the answer and leaves the question in the address as it is', () =>
  withPage(async (page) => {
    await page.click('.config summary');
    await page.fill('#config', JSON.stringify(CONFIG));
    await page.locator('#config').blur();
    await page.waitForURL(/#config=/);
    const address = page.url();
    const said = await verdict(page);
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    assert.equal(page.url(), address);
    assert.equal(await verdict(page), said);
  }));

test('a config pasted into the model field, or dropped on the page, is understood', () =>
  withPage(async (page) => {
    await page.fill('#model', JSON.stringify(CONFIG));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      /pasted config\.json/.test(document.querySelector('.sentence')?.textContent ?? ''),
    );
    assert.match(await verdict(page), /pasted config\.json \(llama\)/);
    await page.evaluate(
      (/** @type {string} */ text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], 'config.json', { type: 'application/json' }));
        document.dispatchEvent(
          new DragEvent('dragover', {
            dataTransfer: data,
            bubbles: true,
            cancelable: true,
          }),
        );
        document.dispatchEvent(
          new DragEvent('drop', {
            dataTransfer: data,
            bubbles: true,
            cancelable: true,
          }),
        );
      },
      JSON.stringify({ ...CONFIG, num_hidden_layers: 8 }),
    );
    await page.waitForFunction(() =>
      /** @type {HTMLTextAreaElement} */ (document.querySelector('#config')).value.includes('"num_hidden_layers":8'),
    );
    assert.match(await verdict(page), /pasted config\.json \(llama\)/);
  }));

test('a config that is no good is refused below its text, which stays', () =>
  withPage(async (page) => {
    await page.click('.config summary');
    for (const [text, said] of [
      ['{"model_type": "llama", ', 'not valid JSON'],
      ['[1, 2]', 'must be an object'],
      ['{"model_type": "no-such-model"}', 'cannot be read yet'],
      [`{"model_type": "llama", "a": ${'['.repeat(200)}${']'.repeat(200)}}`, 'nested deeper'],
      ['{"model_type": "llama", "hidden_size": 1, "hidden_size": 2}', 'stands twice'],
      ['{"model_type": "llama", "hidden_size": -5}', 'must be between'],
    ]) {
      await page.fill('#config', text);
      await page.waitForFunction(
        (/** @type {string} */ words) => document.querySelector('#config-error')?.textContent?.includes(words),
        said,
      );
      assert.equal(await page.inputValue('#config'), text);
      assert.equal(await page.getAttribute('#config', 'aria-invalid'), 'true');
    }
  }));

test('hostile names are shown as text and do nothing', async () => {
  const hostile = '<img src=x onerror="document.body.dataset.hit=1">';
  await withPage(
    async (page) => {
      await page.waitForSelector('#model-error');
      assert.equal(await page.inputValue('#model'), hostile);
      assert.equal(await page.locator('canrun-verdict img').count(), 0);
      assert.equal(await page.evaluate(() => document.body.dataset.hit), undefined);
      await page.click('.config summary');
      await page.fill('#config', JSON.stringify({ ...CONFIG, model_type: hostile }));
      assert.match(await page.locator('#config-error').innerText(), /<img src=x/);
      assert.equal(await page.locator('canrun-verdict img').count(), 0);
      assert.equal(await page.evaluate(() => document.body.dataset.hit), undefined);
    },
    {
      query: `model=${encodeURIComponent(hostile)}&device=${encodeURIComponent(hostile)}&format=${encodeURIComponent('"><script>document.body.dataset.hit=1</script>')}&context=${encodeURIComponent(hostile)}`,
    },
  );
});

test('the page speaks Chinese to those who read it, and says nothing else', async () => {
  await withPage(
    async (page) => {
      assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
      assert.equal(await verdict(page), await expected(page.url(), 'zh'));
      await page.click('.maths summary');
      const text = (await page.locator('canrun-verdict').innerText()).replace(/^来源.*$/gm, '');
      // Names, units, commands and citations are what they are; sentences are not English.
      assert.doesNotMatch(text, /\b(?:the|with|runs|tokens a second|needs|free|weights|largest|show|copy)\b/i);
    },
    { locale: 'zh-CN' },
  );
  await withPage(async (page) => {
    await page.click('header a[lang="zh-CN"]');
    await page.waitForSelector('html[lang="zh-CN"]');
    assert.match(page.url(), /\/zh\/$/);
    const said = await verdict(page);
    await page.reload();
    await page.waitForSelector('#model');
    assert.equal(await verdict(page), said);
    await page.click('header a[lang="en"]');
    await page.waitForSelector('html[lang="en"]');
    assert.match(await verdict(page), /^Yes/);
  });
});

test("light and dark are paper and ink, as the reader's system asks", async () => {
  for (const [colorScheme, paper, ink] of /** @type {['light' | 'dark', string, string][]} */ ([
    ['light', 'rgb(250, 248, 243)', 'rgb(27, 26, 23)'],
    ['dark', 'rgb(20, 22, 26)', 'rgb(236, 233, 226)'],
  ])) {
    await withPage(
      async (page) => {
        const style = await page.evaluate(() => {
          const { backgroundColor, color } = getComputedStyle(document.documentElement);
          return { backgroundColor, color };
        });
        assert.deepEqual(style, { backgroundColor: paper, color: ink });
      },
      { colorScheme },
    );
  }
});

test('on a phone the verdict is on the first screen, and nothing is wider than the screen', async () => {
  for (const locale of ['en-GB', 'zh-CN']) {
    for (const query of ['', ...Object.values(QUESTIONS)]) {
      await withPage(
        async (page) => {
          const box = await page.locator('.sentence .grade').boundingBox();
          assert.ok(box.y + box.height < PHONE.height, `the grade ends at ${box.y + box.height}`);
          await page.click('.maths summary');
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= PHONE.width, `${wide} px at ${query}`);
        },
        { viewport: PHONE, locale, query },
      );
    }
  }
});

test('fields and buttons are at least 44 px high', () =>
  withPage(
    async (page) => {
      for (const control of await page.locator('input:visible:not([type=file]), select:visible, .copy, .offer').all()) {
        const box = await control.boundingBox();
        assert.ok(
          box.height >= 44,
          `${await control.evaluate((/** @type {Element} */ element) => element.outerHTML.slice(0, 80))}: ${box.height}`,
        );
      }
    },
    { viewport: PHONE, query: QUESTIONS.no },
  ));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test(`axe finds nothing, ${colorScheme}, ${locale}`, async () => {
      for (const viewport of [PHONE, DESKTOP]) {
        for (const query of Object.values(QUESTIONS)) {
          await withPage(
            async (page) => {
              await page.click('.maths summary');
              await assertAccessible(page, `${query} at ${viewport.width}`);
            },
            { colorScheme, locale, viewport, query },
          );
        }
        await withPage(
          async (page) => {
            await page.fill('#model', 'llama');
            await page.keyboard.press('ArrowDown');
            await assertAccessible(page, 'the open list');
            await page.fill('#model', 'nobody/nothing');
            await page.keyboard.press('Enter');
            await page.fill('#count', 'x');
            await page.keyboard.press('Tab');
            await page.waitForSelector('#count-error');
            await assertAccessible(page, 'errors');
          },
          { colorScheme, locale, viewport },
        );
      }
    });
  }
}

test('the command and the link are copied', () =>
  withPage(
    async (page) => {
      const command = await page.locator('.command code').first().innerText();
      await page.click('.copy');
      await page.waitForFunction(() => document.querySelector('.copy')?.textContent?.includes('Copied'));
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), command);
      await page.click('.share button');
      await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('http'));
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await page.goto(link);
      await page.waitForSelector('#model');
      assert.equal(await verdict(page), await expected(link));
    },
    {
      permissions: ['clipboard-read', 'clipboard-write'],
      query: QUESTIONS.yes,
    },
  ));

test('the site is a copy that runs in any folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'canrun-site-'));
  try {
    await symlink(SITE, join(folder, 'mirror'));
    const mirror = await serve({ site: folder });
    try {
      await withPage(async (page) => assert.equal(await verdict(page), await expected(page.url())), {
        address: `${mirror.address}mirror/`,
        query: QUESTIONS.mac,
      });
    } finally {
      await mirror.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('when the estimator cannot be loaded the page says so and keeps the example', async () => {
  const context = await browser.newContext({ viewport: DESKTOP });
  try {
    const page = await context.newPage();
    await page.route('**/*.wasm', (/** @type {any} */ route) => route.abort());
    await page.goto(site.address);
    await page.waitForSelector('[role=alert]');
    assert.match(await page.locator('[role=alert]').innerText(), /could not be loaded/);
    assert.match(await verdict(page), /Qwen3 8B/);
  } finally {
    await context.close();
  }
});

test("the title is the question of the address and its answer, in the reader's language", async () => {
  await withPage(
    async (page) => {
      assert.equal(await page.title(), 'Qwen3 8B on 24 GB GeForce RTX 4090: Yes — canrun');
      await page.click('header a[lang="zh-CN"]');
      await page.waitForSelector('html[lang="zh-CN"]');
      await page.waitForFunction(() => document.title.startsWith('24 GB GeForce RTX 4090 跑 Qwen3 8B：能跑'));
    },
    { query: QUESTIONS.yes },
  );
  await withPage(async (page) => assert.equal(await page.title(), 'Can I run this model on this machine?'));
});
