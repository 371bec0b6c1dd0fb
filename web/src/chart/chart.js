// Memory and speed against the context: two drawings, and the same as a table.
import './chart.css';
import { ResizeController } from '@lit-labs/observers/resize-controller.js';
import { LitElement, html, nothing } from 'lit';
import { define } from '../page/define.js';
import { curveOf, questionAt } from './curve.js';
import { charts } from './templates.js';

/** @typedef {import('../types/report').Report} Report */

/**
 * One question with its answer. `name` tells it from the others.
 * @typedef {{name: string, request: any, report: Report}} Asked
 */

let drawings = 0;

/** A curve is the same whatever context was asked for. @param {Asked[]} asked */
const keyOf = (asked) =>
  JSON.stringify(
    asked.map(({ name, request, report }) => [
      name,
      questionAt(request, 0),
      report.resolved.model,
      report.resolved.format,
    ]),
  );

export class CanRunChart extends LitElement {
  static properties = {
    asked: { attribute: false },
    estimate: { attribute: false },
    context: { attribute: false },
    series: { state: true },
    width: { state: true },
  };

  constructor() {
    super();
    /** One to four questions. @type {Asked[]} */
    this.asked = [];
    /** @type {((request: any) => Report | Promise<Report>) | undefined} */
    this.estimate = undefined;
    /** @type {import('../text/context.js').Context | undefined} */
    this.context = undefined;
    /** @type {import('./draw.js').Series[]} */
    this.series = [];
    this.width = 0;
    /** What the curves are of. */
    this.key = '';
    drawings += 1;
    this.name = `chart-${drawings}`;
    new ResizeController(this, {
      callback: ([entry]) => {
        if (entry) this.width = Math.floor(entry.contentRect.width) || this.width;
      },
    });
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    // What nobody sees is not asked.
    if ((changed.has('asked') || changed.has('width')) && this.width && this.estimate)
      this.draw(this.asked, this.estimate);
  }

  /** The old curves stay until the new ones are there. @param {Asked[]} asked @param {(request: any) => Report | Promise<Report>} estimate */
  async draw(asked, estimate) {
    const key = keyOf(asked);
    if (key === this.key) return;
    this.key = key;
    const series = [];
    for (const { name, request, report } of asked)
      series.push({ name, curve: await curveOf(request, report, estimate) });
    if (key === this.key) this.series = series;
  }

  render() {
    if (!this.context || !this.series.length || !this.width) return nothing;
    const contexts = new Set(this.asked.map(({ report }) => report.resolved.workload?.context_tokens));
    const [marked] = contexts.size === 1 ? contexts : [undefined];
    return html`${charts(this.series, this.context, { width: this.width, id: this.name, marked })}`;
  }
}

define('canrun-chart', CanRunChart);
