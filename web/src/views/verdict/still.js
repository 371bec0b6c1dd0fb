// The first page before any script: the example's answer.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { html } from 'lit';
import { catalogPath } from '../../../engine-node.js';
import { card } from '../../card/card.js';
import { EXAMPLE } from '../../question/example.js';

/** @param {import('../../../scripts/pages.js').Desk} desk @returns {Promise<import('../../../scripts/pages.js').Page[]>} */
export async function pages({ engine, context }) {
  const { words } = context;
  const { models } = JSON.parse(await readFile(join(dirname(catalogPath), 'downloads.json'), 'utf8'));
  const report = engine.estimate(EXAMPLE);
  return [
    {
      path: '',
      title: words.say('view.verdict.title'),
      description: words.say('view.verdict.description'),
      main: html`<div class="verdict-page">
        <h1 class="visually-hidden">${words.say('view.verdict.title')}</h1>
        <section class="question"></section>
        <section class="answer">${card(report, context, undefined, models[String(EXAMPLE.model)])}</section>
      </div>`,
    },
  ];
}
