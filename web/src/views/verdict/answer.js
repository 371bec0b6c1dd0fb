// What stands beside the question: its answer, or what it lacks to have one, and what was left out of an address.
import { html } from 'lit';
import { card } from '../../card/card.js';
import { ignoredLine, refused } from '../../question/refusal.js';
import { devicesText } from '../../text/context.js';
import { modelName, shownGrade } from '../../card/sentence.js';
import { shareMenu } from './share-menu.js';

/** @typedef {import('./verdict-view.js').CanRunVerdict} CanRunVerdict @typedef {import('../../text/context.js').Context} Context */

/** @param {CanRunVerdict} app @param {Context} context */
export function answer(app, context) {
  const { words } = context;
  return html`${ignoredLine(app.asked.ignored ?? [], context)}
  ${
    app.errors.length
      ? refused(app, context)
      : app.report
        ? answered(app, app.report, context)
        : html`<p class="card quiet">${words.say('page.loading')}</p>`
  }`;
}

/** @param {CanRunVerdict} app @param {import('../../types/report').Report} report @param {Context} context */
function answered(app, report, context) {
  const actions = {
    choose: (/** @type {string} */ field) => app.choose(field),
    apply: (/** @type {any} */ change) => app.apply(change),
    copy: (/** @type {string} */ text, /** @type {Event} */ event) => app.copy(text, event),
    curves: {
      request: app.asked.request,
      estimate: (/** @type {any} */ request) =>
        /** @type {import('../../../engine.js').Engine} */ (app.engine).estimate(request),
    },
  };
  return html`${card(report, context, actions, app.downloads)} ${shareMenu(app, report, context)}`;
}

/** A question and its answer as the title of its page. @param {import('../../types/report').Report} report @param {Context} context */
export const titleOf = (report, context) =>
  context.words.say('page.answered', {
    model: modelName(report, context),
    devices: devicesText(report.resolved.machine.devices, context),
    grade: context.words.say(`grade.${shownGrade(report)}`),
  });
