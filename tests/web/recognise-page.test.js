// The visitor's machine, as a browser shows it: a guess with a way to change it, doors where there is none, and a box.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeSource } from './packages.js';
import { MACHINES, stubMachine } from './stubbed-machine.js';
import { browser, site } from './with-page.js';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };

/**
 * A first visit with that machine; nothing may be thrown, blocked, styled inline or sent anywhere.
 * @param {import('./stubbed-machine.js').Said} machine
 * @param {(page: any) => Promise<void>} steps
 * @param {{query?: string, path?: string, locale?: string, viewport?: {width: number, height: number}, colorScheme?: 'light' | 'dark', before?: () => void}} [options]
 */
async function withMachine(
  machine,
  steps,
  { query = '', path = '', locale = 'en-GB', viewport = DESKTOP, colorScheme = 'light', before: prepare } = {},
) {
  const context = await browser.newContext({ locale, viewport, colorScheme });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  await page.addInitScript(stubMachine, machine);
  if (prepare) await page.addInitScript(prepare);
  await page.addInitScript(() => {
    /** @type {any} */ (window).blocked = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      /** @type {any} */ (window).blocked.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.on('pageerror', (/** @type {Error} */ error) => complaints.push(`thrown: ${error.message}`));
  page.on('request', (/** @type {any} */ request) => {
    if (request.method() !== 'GET' || !request.url().startsWith(site.address)) complaints.push(request.url());
    if (!request.isNavigationRequest() && /4060|ANGLE|renderer/i.test(new URL(request.url()).search))
      complaints.push(`sent: ${request.url()}`);
  });
  try {
    await page.goto(`${site.address}${path}${query ? `?${query}` : ''}`);
    await page.waitForSelector('.machine-name');
    await steps(page);
    complaints.push(...(await page.evaluate(() => /** @type {any} */ (window).blocked)));
    const inline = await page.locator('[style]').count();
    if (inline) complaints.push(`${inline} inline style attributes`);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** @param {any} page @param {string} selector @returns {Promise<string>} */
const said = async (page, selector) => (await page.locator(selector).first().innerText()).replace(/\s+/g, ' ').trim();

/** @param {any} page @param {string} name of a group of buttons @param {string} value */
const press = (page, name, value) => page.locator(`input[name="${name}"][value="${value}"]`).click();

/** What the view asks the engine. @param {any} page @returns {Promise<any>} */
const asked = (page) =>
  page.evaluate(() => /** @type {any} */ (document.querySelector('canrun-verdict')).asked.request);

/** @param {any} page @param {(request: any) => boolean} right */
async function untilAsked(page, right) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (right(await asked(page))) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`asked instead: ${JSON.stringify(await asked(page))}`);
}

test('the machine that the browser names is shown as a guess, and the question is for it', () =>
  withMachine(MACHINES.card, async (page) => {
    assert.equal(await said(page, '.machine-name'), 'We think: NVIDIA GeForce RTX 4060 Laptop GPU, 8 GB. Change');
    const { machine } = await asked(page);
    assert.deepEqual(machine, { devices: [{ device: 'nvidia/geforce-rtx-4060-laptop' }] });
    assert.equal(new URL(page.url()).search, '', 'a guess is no choice: the address stays as it is');
    assert.equal(await page.evaluate(() => localStorage.length), 0, 'and nothing is kept');
  }));

test('system memory is never guessed: the buttons stand unpressed, and one press says it', () =>
  withMachine({ ...MACHINES.card, deviceMemory: 8 }, async (page) => {
    const buttons = page.locator('input[name="ram-ram"]');
    assert.deepEqual(
      await buttons.evaluateAll((/** @type {any[]} */ all) => all.map(({ value, checked }) => [value, checked])),
      ['8', '16', '24', '32', '64', '96', '128', 'other'].map((value) => [value, false]),
    );
    await press(page, 'ram-ram', '32');
    await untilAsked(page, (request) => request.machine.host?.memory_gib === 32);
    assert.match(page.url(), /ram=32/);
    await page.reload();
    await page.waitForSelector('.machine-name');
    assert.deepEqual((await asked(page)).machine.host, { memory_gib: 32 });
    await press(page, 'ram-ram', 'other');
    await page.fill('#ram-other', '20 GB');
    await page.press('#ram-other', 'Enter');
    await untilAsked(page, (request) => request.machine.host?.memory_gib === 20);
  }));

test('until memory is known, a model larger than the card is answered by what it would need', () =>
  withMachine(
    MACHINES.card,
    async (page) => {
      await page.waitForSelector('.grade-unknown');
      assert.match(await said(page, '.sentence'), /RAM/);
    },
    { query: 'model=meta-llama/Llama-3.3-70B-Instruct&format=Q4_K_M' },
  ));

test('an address that names a machine keeps it; ours is offered beside it', () =>
  withMachine(
    MACHINES.card,
    async (page) => {
      assert.match(await said(page, '.machine-name'), /another machine\. Yours seems to be: .*4060 Laptop GPU, 8 GB/);
      assert.equal((await asked(page)).machine.devices[0].device, 'nvidia/geforce-rtx-4090');
      await page.getByRole('button', { name: 'Ask about mine' }).click();
      await untilAsked(page, (request) => request.machine.devices[0].device === 'nvidia/geforce-rtx-4060-laptop');
    },
    { query: 'model=Qwen/Qwen3-8B&device=nvidia/geforce-rtx-4090' },
  ));

test('integrated graphics on Windows or Linux ask for a card too; on a Mac they do not', async () => {
  await withMachine(MACHINES.integrated, async (page) => {
    assert.match(await said(page, '.machine'), /Also an NVIDIA or AMD card\? Pick it/);
    await page.getByRole('button', { name: 'Pick it' }).click();
    assert.ok(await page.evaluate(() => document.activeElement?.closest('.doors')), 'the doors take the focus');
    await page.fill('#machine-device', 'rtx 4070 super');
    await page.locator('canrun-machine-guess [role=option]').first().click();
    await untilAsked(page, (request) => request.machine.devices[0].device === 'nvidia/geforce-rtx-4070-super');
    assert.equal(await said(page, '.machine-name'), 'NVIDIA GeForce RTX 4070 SUPER, 12 GB Change');
  });
  await withMachine({ ...MACHINES.integrated, platform: 'MacIntel' }, async (page) => {
    assert.doesNotMatch(await said(page, '.machine'), /NVIDIA/);
  });
});

test('graphics that share the memory become a machine once the memory is told', () =>
  withMachine(MACHINES.shared, async (page) => {
    await press(page, 'ram-shared', '32');
    await untilAsked(page, (request) => request.machine.devices[0]?.device === 'amd/radeon-780m-32gb');
    assert.equal((await asked(page)).machine.host, undefined, 'one pool of memory');
    await page.getByRole('button', { name: 'Forget' }).click();
    await press(page, 'ram-shared', '24');
    // The catalog has none with 24 GB: the processor runs from the same memory.
    await untilAsked(page, (request) => request.machine.devices.length === 0 && request.machine.host.memory_gib === 24);
  }));

for (const name of ['similar', 'software', 'none']) {
  test(`a browser that names no real card (${name}) is not believed: three doors, each saying where to look`, () =>
    withMachine(MACHINES[name], async (page) => {
      assert.match(await said(page, '.machine-name'), /^Which computer\?/);
      assert.match(await said(page, '.example'), /example/i);
      assert.equal((await asked(page)).machine.devices[0].device, 'nvidia/geforce-rtx-4060-laptop', 'the example');
      const doors = page.locator('.door');
      assert.deepEqual(await doors.allInnerTexts(), [
        'PC with a graphics card',
        "PC without one, or I don't know",
        'Mac',
      ]);
      const where = [/Task Manager[^]*nvidia-smi/, /Task Manager[^]*Memory/, /About This Mac/];
      for (const [place, pattern] of where.entries()) {
        await doors.nth(place).click();
        assert.match(await page.locator('.door-open:not([hidden])').innerText(), pattern);
      }
      await doors.nth(1).click();
      await press(page, 'ram-shared', '16');
      await untilAsked(
        page,
        (request) => request.machine.devices.length === 0 && request.machine.host.memory_gib === 16,
      );
    }));
}

test('a Mac is asked for chip and memory, and only for pairs that were sold', async () => {
  await withMachine(MACHINES.mac, async (page) => {
    assert.equal(await page.inputValue('#mac-chip'), 'M2 Pro');
    const memories = async () =>
      page.locator('input[name="mac-memory"]').evaluateAll((/** @type {any[]} */ all) => all.map(({ value }) => value));
    assert.deepEqual(await memories(), ['16', '32']);
    await press(page, 'mac-memory', '16');
    await press(page, 'mac-cores', '19');
    await untilAsked(page, (request) => request.machine.devices[0].device === 'apple/m2-pro-19-core-16gb');
  });
  await withMachine(MACHINES.safari, async (page) => {
    assert.match(await said(page, '.machine-name'), /a Mac with an Apple chip/);
    assert.equal(await page.inputValue('#mac-chip'), '');
    await page.selectOption('#mac-chip', 'M3 Ultra');
    await press(page, 'mac-memory', '512');
    await untilAsked(page, (request) => request.machine.devices[0].device === 'apple/m3-ultra-80-core-512gb');
  });
});

test('on a phone the first question is which computer', () =>
  withMachine(
    MACHINES.phone,
    async (page) => {
      assert.equal(await said(page, '.machine-name'), 'Which computer? Choose');
      await page.locator('.machine-change').click();
      assert.equal(await page.locator('.door').count(), 3);
      assert.doesNotMatch(await said(page, '.machine'), /Adreno/);
    },
    { viewport: PHONE },
  ));

test('a name that was sold with several sizes is a choice of them', () =>
  withMachine(MACHINES.sizes, async (page) => {
    const options = page.locator('input[name="candidates"]');
    assert.deepEqual((await options.evaluateAll((/** @type {any[]} */ all) => all.map(({ value }) => value))).sort(), [
      'nvidia/geforce-rtx-3060-12gb',
      'nvidia/geforce-rtx-3060-8gb',
    ]);
    await press(page, 'candidates', 'nvidia/geforce-rtx-3060-8gb');
    await untilAsked(page, (request) => request.machine.devices[0].device === 'nvidia/geforce-rtx-3060-8gb');
  }));

const TASK_MANAGER = `GPU 0

	NVIDIA GeForce RTX 3060

	驱动程序版本:	31.0.15.3623
	专用 GPU 内存	0.9/12.0 GB
	共享 GPU 内存	0.1/15.9 GB
你好 <img src=x onerror="window.hacked=1">`;

test('pasted text is read on the spot; what is not understood is named, and nothing is lost on reload or in another language', () =>
  withMachine(
    MACHINES.none,
    async (page) => {
      await page.locator('.paste summary').click();
      await page.fill('#machine-paste', TASK_MANAGER);
      await page.waitForSelector('.found li');
      assert.equal(await said(page, '.found'), 'NVIDIA GeForce RTX 3060 12GB');
      assert.match(await said(page, '.paste'), /“共享 GPU 内存”（15.9 GiB）是 Windows 借给显卡用的内存，不是显存/);
      assert.equal(await page.locator('.unknown code').innerText(), '你好 <img src=x onerror="window.hacked=1">');
      await page.reload();
      await page.waitForSelector('.found li');
      assert.equal(await page.inputValue('#machine-paste'), TASK_MANAGER);
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByText('Not understood').waitFor();
      assert.equal(await page.inputValue('#machine-paste'), TASK_MANAGER);
      await page.getByRole('button', { name: 'Use this' }).click();
      await untilAsked(page, (request) => request.machine.devices[0].device === 'nvidia/geforce-rtx-3060-12gb');
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).hacked), undefined);
      assert.equal(await page.locator('canrun-machine-guess img').count(), 0);
    },
    { path: 'zh/', locale: 'zh-CN' },
  ));

test('a command line brings its model and context; its runtime is said not to be offered yet', () =>
  withMachine(MACHINES.card, async (page) => {
    await page.getByRole('button', { name: 'Change' }).click();
    await page.locator('.paste summary').click();
    await page.fill(
      '#machine-paste',
      'vllm serve meta-llama/Llama-3.1-8B-Instruct --tensor-parallel-size 2 --max-model-len 16384 --swap-space 4',
    );
    await page.getByRole('button', { name: 'Use this' }).waitFor();
    assert.match(await said(page, '.paste'), /vLLM is not modelled yet/);
    assert.equal(await page.locator('.unknown code').innerText(), '--swap-space 4');
    await page.getByRole('button', { name: 'Use this' }).click();
    await untilAsked(page, (request) => request.model === 'meta-llama/Llama-3.1-8B-Instruct');
    const request = await asked(page);
    assert.equal(request.workload.context_tokens, 16384);
    assert.deepEqual(request.machine.devices, [{ device: 'nvidia/geforce-rtx-4060-laptop', count: 2 }]);
  }));

test('what was chosen is remembered on this device until it is forgotten', () =>
  withMachine(MACHINES.none, async (page) => {
    await page.getByRole('button', { name: 'Mac' }).click();
    await page.selectOption('#mac-chip', 'M4');
    await press(page, 'mac-memory', '24');
    await untilAsked(page, (request) => request.machine.devices[0].device === 'apple/m4-10-core-24gb');
    await page.goto(site.address);
    await page.waitForSelector('.machine-name');
    assert.match(await said(page, '.machine-name'), /^Apple M4/);
    assert.equal((await asked(page)).machine.devices[0].device, 'apple/m4-10-core-24gb');
    await page.getByRole('button', { name: 'Forget' }).click();
    assert.match(await said(page, '.machine-name'), /^Which computer\?/);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  }));

test('storage that fails, or holds something else, is as good as none', async () => {
  await withMachine(
    MACHINES.card,
    async (page) => {
      await press(page, 'ram-ram', '64');
      await untilAsked(page, (request) => request.machine.host?.memory_gib === 64);
    },
    {
      before: () => {
        for (const name of /** @type {const} */ (['getItem', 'setItem', 'removeItem']))
          Storage.prototype[name] = () => {
            throw new DOMException('denied', 'SecurityError');
          };
      },
    },
  );
  await withMachine(
    MACHINES.card,
    async (page) => assert.match(await said(page, '.machine-name'), /^We think: NVIDIA GeForce RTX 4060/),
    { before: () => localStorage.setItem('canrun.machine', '[{"device":"<b>x</b>","count":1e9}]') },
  );
});

test('every state is accessible in both themes and languages', async () => {
  for (const [place, [name, machine]] of Object.entries(MACHINES).entries()) {
    await withMachine(
      machine,
      async (page) => {
        const change = page.locator('.machine-change[aria-expanded=false]');
        if (await change.count()) await change.click();
        for (const door of await page.locator('.door').all()) {
          await door.click();
          await page.evaluate(axeSource);
          const { violations } = await page.evaluate(() =>
            /** @type {any} */ (window).axe.run('canrun-machine-guess', { resultTypes: ['violations'] }),
          );
          assert.deepEqual(
            violations.map((/** @type {any} */ violation) => `${violation.id}: ${violation.nodes[0].html}`),
            [],
            name,
          );
        }
      },
      place % 2
        ? { path: 'zh/', locale: 'zh-CN', colorScheme: 'dark', viewport: PHONE }
        : { colorScheme: place % 4 ? 'light' : 'dark' },
    );
  }
});

test('everything can be done with the keyboard alone', () =>
  withMachine(MACHINES.none, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    for (let press = 0; press < 20 && (await focused()) !== 'PC with a graphics card'; press += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('4090');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await untilAsked(page, (request) => /4090/.test(request.machine.devices[0].device));
    for (
      let press = 0;
      press < 20 && (await page.evaluate(() => /** @type {any} */ (document.activeElement).name)) !== 'ram-ram';
      press += 1
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await untilAsked(page, (request) => request.machine.host?.memory_gib === 8);
    await page.keyboard.press('ArrowRight');
    await untilAsked(page, (request) => request.machine.host?.memory_gib === 16);
  }));
