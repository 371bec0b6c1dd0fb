import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { tokenCount } from '../../web/src/question/token-count.js';
import { engine } from './contracts.js';
import { PHONE, assertAccessible, verdict, withPage } from './with-page.js';

const { resolve } = createRequire(new URL('../../web/package.json', import.meta.url));
/** OpenAI's tokenizers as gpt-tokenizer has them. @type {((text: string) => number[])[]} */
const TOKENIZERS = await Promise.all(
  ['o200k_base', 'cl100k_base'].map(async (name) => (await import(resolve(`gpt-tokenizer/encoding/${name}`))).encode),
);

/** Article 1 of the Universal Declaration of Human Rights, as the United Nations publish it; and programs. */
const TEXTS = {
  english:
    'All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.',
  german:
    'Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen.',
  french:
    'Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité.',
  vietnamese:
    'Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi con người đều được tạo hoá ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình bằng hữu.',
  chinese: '人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。',
  japanese:
    'すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。',
  korean:
    '모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 한다.',
  russian:
    'Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и должны поступать в отношении друг друга в духе братства.',
  arabic:
    'يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل بعضهم بعضًا بروح الإخاء.',
  hindi:
    'सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है और परस्पर उन्हें भाईचारे के भाव से बर्ताव करना चाहिए।',
  thai: 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ',
  javascript:
    'export function total(rows) {\n  let sum = 0;\n  for (const { price, count } of rows) {\n    if (count > 0) sum += price * count;\n  }\n  return sum;\n}\n',
  python:
    'def quicksort(values):\n    if len(values) <= 1:\n        return values\n    pivot, *rest = values\n    return quicksort([v for v in rest if v < pivot]) + [pivot] + quicksort([v for v in rest if v >= pivot])\n',
  json: '{"model": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "rope_scaling": {"factor": 8.0, "type": "linear"}}\n',
  digits: '3141592653589793238462643383279502884197169399375105820974944592307816406286',
};

test('the range holds what real tokenizers count, in every script', () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    const { least, most } = tokenCount(text);
    for (const [index, encode] of TOKENIZERS.entries()) {
      const count = encode(text).length;
      assert.ok(least <= count && count <= most, `${name}, tokenizer ${index}: ${count} in ${least} to ${most}`);
    }
  }
});

test('the range is narrow enough to be of use', () => {
  const width = (/** @type {string} */ text) => tokenCount(text).most / tokenCount(text).least;
  for (const name of /** @type {const} */ (['english', 'chinese', 'japanese', 'javascript', 'python']))
    assert.ok(width(TEXTS[name]) <= 2.6, `${name}: ${width(TEXTS[name])}`);
});

test("the range holds what makers of models say of their tokenizers' rates", () => {
  // DeepSeek: 0.3 tokens an English character, 0.6 a Chinese one. Qwen: 1.5 to 1.8 Chinese characters a token.
  const within = (/** @type {string} */ text, /** @type {number} */ rate) => {
    const { least, most } = tokenCount(text);
    const count = [...text].length * rate;
    assert.ok(least <= count && count <= most, `${count} in ${least} to ${most}`);
  };
  within(TEXTS.english, 0.3);
  for (const rate of [0.6, 1 / 1.5, 1 / 1.8]) within(TEXTS.chinese, rate);
});

test('nothing is no token; longer is never fewer', () => {
  assert.deepEqual(tokenCount(''), { least: 0, most: 0, characters: {} });
  for (const text of Object.values(TEXTS)) {
    let before = 0;
    for (let end = 0; end <= text.length; end += 7) {
      const { most } = tokenCount(text.slice(0, end));
      assert.ok(most >= before - 1, `${text.slice(0, end)}: ${most} after ${before}`);
      before = most;
    }
  }
  for (const hostile of ['\u{1F600}'.repeat(10), '\uD800', '\0', '<script>', ' '.repeat(1000)])
    assert.ok(tokenCount(hostile).most >= 1);
});

for (const locale of ['en-GB', 'zh-CN']) {
  test(`a pasted text is counted on the page, with its KV cache on this model, and becomes the context (${locale})`, () =>
    withPage(
      async (page) => {
        if (!(await page.locator('.more').getAttribute('open'))) await page.click('.more summary');
        await page.click('.tokens summary');
        const text = TEXTS.english.repeat(100);
        await page.fill('#text', text);
        const { most } = tokenCount(text);
        const said = (await page.locator('.tokens-answer').innerText()).replace(/\s+/g, ' ');
        assert.ok(said.includes(most.toLocaleString('en')), said);
        // The engine's own figure for a context of that length.
        const { memory } = (await engine()).estimate({
          model: 'Qwen/Qwen3-8B',
          format: 'Q4_K_M',
          machine: { devices: [{ device: 'nvidia/geforce-rtx-4090' }] },
          workload: { context_tokens: most },
        });
        const gib = (memory.items.kv_cache_bytes ?? 0) / 2 ** 30;
        assert.ok(said.includes(gib.toFixed(2).slice(0, 3)), `${gib} in ${said}`);
        await assertAccessible(page, 'the count');
        await page.click('.tokens-use');
        const asked = Number(new URL(page.url()).searchParams.get('context'));
        assert.ok(asked >= most + 256 && asked < most + 1024, `${asked}`);
        assert.ok((await verdict(page)).length > 0);
        // What was pasted is no part of the address, and is there after a reload.
        assert.doesNotMatch(page.url(), /brotherhood/);
        await page.reload();
        await page.waitForSelector('#text', { state: 'attached' });
        assert.equal(await page.inputValue('#text'), text);
      },
      {
        locale,
        viewport: PHONE,
        query: 'model=Qwen/Qwen3-8B&format=Q4_K_M&device=nvidia/geforce-rtx-4090&context=8192',
      },
    ));
}
