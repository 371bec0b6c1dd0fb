// Renders the example's answer ahead of time, by the same engine and the same templates as the page.
import { readFile } from 'node:fs/promises';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { loadEngine } from '../engine.js';
import { catalogPath, nodeSource } from '../engine-node.js';
import { card } from '../src/card/card.js';
import { Context } from '../src/text/context.js';
import { EXAMPLE } from '../src/question/example.js';
import { Names } from '../src/catalog/names.js';

export async function exampleHtml() {
  const dictionary = JSON.parse(await readFile(new URL('../src/i18n/en.json', import.meta.url), 'utf8'));
  const context = new Context('en', dictionary, new Names(JSON.parse(await readFile(catalogPath, 'utf8'))));
  const report = (await loadEngine(nodeSource)).estimate(EXAMPLE);
  const page = html`<header>
      <h1>${context.words.say('page.title')}</h1>
      <p class="quiet">${context.words.say('page.private')}</p>
    </header>
    <main>
      <section class="question"></section>
      <section class="answer">${card(report, context)}</section>
    </main>`;
  // No script takes these templates over: the marks of their parts would be dead weight.
  return (await collectResult(render(page))).replace(/<!--\/?lit-[^>]*-->/g, '');
}
