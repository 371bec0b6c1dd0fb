// The method with the figures of the question in the address: the places of the text that hold figures are written anew.
import './method.css';
import '../../chart/chart.js';
import { nothing, render } from 'lit';
import { define } from '../../page/define.js';
import { CanRunCombobox } from '../../question/combobox.js';
import { LIVE } from './live.js';
import { CanRunPicker } from './picker.js';

/** What stands around the figures stays as it was rendered. */
export const still = true;

/** @param {import('../../page/site.js').Site} site @param {HTMLElement} main */
export async function start(site, main) {
  define('canrun-combobox', CanRunCombobox);
  define('canrun-picker', CanRunPicker);
  const picker = /** @type {CanRunPicker} */ (document.createElement('canrun-picker'));
  const places = /** @type {HTMLElement[]} */ ([...main.querySelectorAll('[data-live]')]);
  const chart = /** @type {import('../../chart/chart.js').CanRunChart} */ (document.createElement('canrun-chart'));
  picker.addEventListener('answer', () => {
    const { report, context, engine } = picker;
    if (!context) return;
    for (const place of places) {
      // What was rendered ahead of time goes once; afterwards Lit keeps its own.
      if (!('_$litPart$' in place)) place.replaceChildren();
      render(report ? LIVE[/** @type {string} */ (place.dataset.live)](report, context) : nothing, place);
    }
    if (!report || !engine) return;
    chart.context = context;
    chart.estimate = (request) => engine.estimate(request);
    chart.asked = [{ name: picker.name, request: picker.request, report }];
    if (!chart.isConnected) main.querySelector('#chart')?.replaceChildren(chart);
  });
  await picker.prepare(site);
  main.querySelector('#picker')?.replaceChildren(picker);
  await site.callAll();
}
