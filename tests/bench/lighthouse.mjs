// What does Lighthouse say? The four categories of a phone on a slow network, for the pages named or for those that the
// budget names; below 95 the audits that cost something are listed. Scores of speed depend on the machine's own load.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { openBrowser } from '../web/browser.js';
import { serve } from '../../web/serve.js';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { default: lighthouse } = await import(pathToFileURL(require.resolve('lighthouse')).href);

const AIM = 0.95;
const PAGES = ['', 'machine/', 'tables/', 'zh/'];

/** @param {string} address @param {number} port of the browser's debugging protocol */
export async function scores(address, port) {
  const { lhr } = await lighthouse(address, { port, logLevel: 'error', output: 'json' });
  return {
    categories: Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score])),
    figures: Object.fromEntries(
      [
        'first-contentful-paint',
        'largest-contentful-paint',
        'total-blocking-time',
        'cumulative-layout-shift',
        'speed-index',
        'total-byte-weight',
      ].map((id) => [id, lhr.audits[id]?.displayValue ?? '']),
    ),
    failing: Object.values(lhr.categories).flatMap(({ id, auditRefs }) =>
      auditRefs
        .filter(({ id: audit, weight }) => weight > 0 && (lhr.audits[audit].score ?? 1) < 0.9)
        .map(({ id: audit }) => `${id}: ${audit} ${lhr.audits[audit].displayValue ?? ''}`),
    ),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = 9333;
  const site = await serve();
  const browser = await openBrowser([`--remote-debugging-port=${port}`]);
  try {
    for (const page of process.argv.length > 2 ? process.argv.slice(2) : PAGES) {
      const { categories, figures, failing } = await scores(site.address + page, port);
      console.log(`/${page}`, JSON.stringify(categories), JSON.stringify(figures));
      if (Object.values(categories).some((score) => score < AIM))
        for (const line of failing) console.log(`    ${line}`);
    }
  } finally {
    await browser.close();
    await site.close();
  }
}
