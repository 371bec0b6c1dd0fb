import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mended, misspelt } from '../../web/src/question/ignored.js';
import { questionIn } from '../../web/src/question/example.js';
import { engine } from './contracts.js';
import { DESKTOP, PHONE, assertAccessible, expected, verdict, withPage } from './with-page.js';

const QUESTION = 'model=Qwen/Qwen3-8B&format=Q4_K_M&device=nvidia/geforce-rtx-4090';

test('a name that is nearly one of ours is named with the nearest; what others append is passed over', () => {
  for (const [search, nearest] of /** @type {[string, string | undefined][]} */ ([
    ['contxt=4096', 'context'],
    ['contex=4096', 'context'],
    ['devce=x', 'device'],
    ['modle=x', 'model'],
    ['model_=x', 'model'],
    ['Model=x', 'model'],
    ['fromat=x', 'format'],
    ['user=2', 'users'],
    ['ctx-size=4096', 'context'],
    ['gpu=4090', 'device'],
    ['option.kv_type=f16', 'options.kv_type'],
    ['machine.devices=4090', 'device'],
    ['machine.devices.0.count=2', 'device'],
    ['utm_source=news', undefined],
    ['utm_medium=mail', undefined],
    ['fbclid=1', undefined],
    ['gclid=1', undefined],
    ['ref=hn', undefined],
    ['source=x', undefined],
    ['a.b=c', undefined],
    ['constructor=1', undefined],
    ['__proto__.x=2', undefined],
  ])) {
    const [name] = search.split('=');
    assert.deepEqual(misspelt(search), nearest ? [{ name, nearest }] : [], search);
  }
  assert.deepEqual(misspelt('a=1&ram=2&lang=zh&model=x&device=y&options.kv_type=f16'), []);
  assert.deepEqual(misspelt('sort=1&sorts=1', ['sort']), [{ name: 'sorts', nearest: 'sort' }]);
});

test('values that have no answer are left out one by one; names of models and devices never', async () => {
  const one = await engine();
  for (const [search, left] of /** @type {[string, string[]][]} */ ([
    ['context=abc', ['context=abc']],
    ['context=-5&ram=-5', ['context=-5', 'ram=-5']],
    ['format=Q9', ['format=Q9']],
    ['users=0', ['users=0']],
    ['kv=f17&options.ubatch_tokens=0', ['kv=f17', 'options.ubatch_tokens=0']],
    ['options.nothing=1', ['options.nothing=1']],
    ['prompt=9000&context=4096', ['prompt=9000']],
    ['machine.nodes=x', ['machine.nodes=x']],
    ['ram_gb_s=80', ['ram_gb_s=80']],
    ['context=8192', []],
  ])) {
    const { request } = questionIn(`${QUESTION}&${search}`, '');
    const { report, errors, ignored } = mended(request, (asked) => one.estimate(asked));
    assert.deepEqual(errors, [], search);
    assert.equal(report?.resolved.model, 'Qwen/Qwen3-8B', search);
    assert.deepEqual(ignored.map(({ name, value }) => `${name}=${value}`).sort(), left.sort(), search);
  }
  const counted = questionIn('model=Qwen/Qwen3-8B&device=0x+nvidia/geforce-rtx-4090', '');
  assert.deepEqual(mended(counted.request, (asked) => one.estimate(asked)).ignored, [
    { name: 'device', value: 'count 0' },
  ]);
  const unknown = questionIn('model=qwen3+8c&device=nothing&context=abc', '');
  const { errors, ignored } = mended(unknown.request, (asked) => one.estimate(asked));
  assert.deepEqual(errors.map(({ code }) => code).sort(), ['unknown-device', 'unknown-model']);
  assert.equal(ignored.length, 1);
});

test('an address without a model or a machine asks about the example', () => {
  assert.equal(questionIn('?context=4096', '').request.model, 'Qwen/Qwen3-8B');
  assert.equal(questionIn('?context=4096', '').request.workload.context_tokens, 4096);
  assert.equal(questionIn('?device=x', '').request.model, 'Qwen/Qwen3-8B');
  assert.equal(questionIn('?device=x', '').request.machine.host, undefined);
  assert.equal(questionIn('?model=a/b', '').request.machine.devices.length, 1);
  assert.deepEqual(questionIn('?model=a/b&device=none&ram=8', '').request.machine, {
    devices: [],
    host: { memory_gib: 8 },
  });
});

for (const [locale, said, nearest] of [
  ['en-GB', 'Left out of the address', 'did you mean context?'],
  ['zh-CN', '已略去', '是不是 context？'],
]) {
  test(`a broken address opens the nearest question, and one line says what was left out (${locale})`, () =>
    withPage(
      async (page) => {
        const line = await page.locator('.ignored').innerText();
        for (const text of [said, nearest, 'contxt', 'ram=-5', 'options.ubatch_tokens=0'])
          assert.ok(line.includes(text), `${text} in ${line}`);
        assert.ok(!line.includes('utm'), line);
        assert.equal(await page.locator('.refused').count(), 0);
        assert.equal(
          await verdict(page),
          await expected(`http://x/?${QUESTION}`, locale.slice(0, 2)),
          'the question without them',
        );
        await assertAccessible(page, 'the line');
        // A question that is asked here is a whole one.
        if (locale === 'zh-CN') await page.click('.more summary');
        await page.selectOption('#context', '4096');
        assert.equal(await page.locator('.ignored').count(), 0);
        assert.doesNotMatch(page.url(), /contxt|ram=|ubatch/);
      },
      {
        locale,
        query: `${QUESTION}&contxt=4096&ram=-5&options.ubatch_tokens=0&utm_source=x`,
        viewport: locale === 'zh-CN' ? PHONE : DESKTOP,
      },
    ));
}

test('what is left out is text, never markup', () => {
  const hostile = '<img src=x onerror="document.body.dataset.hit=1">';
  return withPage(
    async (page) => {
      assert.match(await page.locator('.ignored').innerText(), /<img src=x/);
      assert.equal(await page.locator('main img').count(), 0);
      assert.equal(await page.evaluate(() => document.body.dataset.hit), undefined);
    },
    { query: `${QUESTION}&format=${encodeURIComponent(hostile)}&context=${encodeURIComponent(hostile)}` },
  );
});

test('what is typed here stays with its error, through a reload and a change of language', () =>
  withPage(
    async (page) => {
      await page.fill('#host', 'much');
      await page.keyboard.press('Tab');
      await page.waitForSelector('#host-error');
      await page.reload();
      await page.waitForSelector('#host-error');
      assert.equal(await page.inputValue('#host'), 'much');
      await page.click('header a[lang="zh-CN"]');
      await page.waitForSelector('html[lang="zh-CN"]');
      assert.equal(await page.inputValue('#host'), 'much');
      await page.reload();
      await page.waitForSelector('#host-error');
      assert.equal(await page.inputValue('#host'), 'much');
    },
    { query: QUESTION },
  ));

test('what was being typed is there again after a reload', () =>
  withPage(
    async (page) => {
      await page.click('#host');
      await page.keyboard.type('12');
      await page.locator('#model').focus();
      await page.keyboard.type('llama 3.');
      await page.reload();
      await page.waitForSelector('#model');
      await page.waitForFunction(
        () => /** @type {HTMLInputElement} */ (document.querySelector('#model')).value === 'llama 3.',
      );
      assert.equal(await page.inputValue('#host'), '12');
      // A config that no address holds: it is not even JSON yet.
      await page.click('.config summary');
      const long = `{"model_type": "llama", "note": "${'x'.repeat(30_000)}`;
      await page.fill('#config', long);
      await page.waitForSelector('#config-error');
      await page.reload();
      await page.waitForSelector('#config-error');
      assert.equal(await page.inputValue('#config'), long);
    },
    { query: QUESTION },
  ));
