// How long does a stranger wait? The question of a link on a slow phone: bytes and seconds until the computed verdict is
// read, and bytes of the whole first visit; then what one step of the context slider takes. The network is Lighthouse's slow 4G, the processor four times slower than this one.
import { openBrowser } from '../web/browser.js';
import { serve } from '../../web/serve.js';

const QUESTION = '?model=meta-llama/Llama-3.1-8B-Instruct&device=nvidia/geforce-rtx-3060-12gb&format=Q4_K_M';
const OFFLOADED = '?model=Qwen/Qwen3-30B-A3B&device=nvidia/geforce-rtx-3060-12gb&format=Q4_K_M&ram=64';
const SLOW_4G = { latency: 150, downloadThroughput: (1638.4 * 1024) / 8, uploadThroughput: (675 * 1024) / 8 };
const CPU = 4;
const RUNS = 3;

const site = await serve();
const browser = await openBrowser();
try {
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    let bytes = 0;
    protocol.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await protocol.send('Network.enable');
    await protocol.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G });
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: CPU });
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(site.address + QUESTION, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.querySelector('canrun-verdict .sentence'), null, { polling: 16 });
    const seconds = (await page.evaluate(() => performance.now())) / 1000;
    const before = bytes;
    await page.waitForTimeout(5000);
    const longest = await page.evaluate(() => Math.max(0, ...window.longTasks));
    console.log(
      `computed verdict after ${seconds.toFixed(2)} s and ${(before / 1000).toFixed(0)} kB; first visit ${(bytes / 1000).toFixed(0)} kB; longest task ${Math.round(longest)} ms`,
    );
    await context.close();
  }
  const page = await browser.newPage({ viewport: { width: 412, height: 823 } });
  for (const [name, question] of Object.entries({ fits: QUESTION, offload: OFFLOADED })) {
    await page.goto(site.address + question);
    await page.waitForSelector('.sentence');
    await page.evaluate(() => document.querySelector('details.more').setAttribute('open', ''));
    const frames = await page.evaluate(async () => {
      const slider = document.querySelector('#context-slider');
      const view = document.querySelector('canrun-verdict');
      const taken = [];
      for (let step = 0; step < 80; step += 1) {
        slider.value = String(step % Number(slider.max));
        const begin = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await view.updateComplete;
        document.body.getBoundingClientRect();
        taken.push(performance.now() - begin);
        await new Promise(requestAnimationFrame);
      }
      return taken.sort((a, b) => a - b);
    });
    console.log(`one step of the slider, ${name}: median ${frames[40].toFixed(1)} ms, 95th percentile ${frames[76].toFixed(1)} ms`);
  }
} finally {
  await browser.close();
  await site.close();
}
