// The first page before any script: the example's answer.
import { html } from 'lit';
import { card } from '../../card/card.js';
import { EXAMPLE } from '../../question/example.js';

/** @param {import('../../../scripts/pages.js').Desk} desk @returns {import('../../../scripts/pages.js').Page[]} */
export function pages({ engine, context }) {
  const { words } = context;
  return [
    {
      path: '',
      title: words.say('view.verdict.title'),
      description: words.say('view.verdict.description'),
      main: html`<div class="verdict-page">
        <h1 class="visually-hidden">${words.say('view.verdict.title')}</h1>
        <section class="question"></section>
        <section class="answer">${card(engine.estimate(EXAMPLE), context)}</section>
      </div>`,
    },
  ];
}
