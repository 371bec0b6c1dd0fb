// How is it computed? The text of the method, with the figures of the example in its formulas; a browser puts those of
// another question there (index.js).
import { html, nothing } from 'lit';
import { gradeShape } from '../../card/grade.js';
import { charts } from '../../chart/templates.js';
import { curveOf } from '../../chart/curve.js';
import { lined } from '../../maths/mathml.js';
import { general } from '../../maths/symbols.js';
import { EXAMPLE } from '../../question/example.js';
import { VIEWS } from '../../views.js';
import { LIVE, source } from './live.js';

/** @typedef {import('../../../scripts/pages.js').Desk} Desk @typedef {import('../../text/context.js').Context} Context */

const GGML = 'ggml-org/llama.cpp v0.5.0 ';

/** What each section rests on: papers, and the files whose rules are followed. @type {Record<string, string[]>} */
const SOURCES = {
  weights: [`${GGML}ggml/src/ggml-common.h`, `${GGML}src/llama-quant.cpp`],
  kv: [`${GGML}src/llama-kv-cache.cpp`],
  grouped: ['Ainslie et al. 2023, arXiv:2305.13245'],
  window: ['Jiang et al. 2023, arXiv:2310.06825', `${GGML}src/llama-kv-cache-iswa.cpp`],
  latent: ['DeepSeek-AI 2024, arXiv:2405.04434'],
  state: ['Gu, Dao 2023, arXiv:2312.00752', `${GGML}src/llama-memory-recurrent.cpp`],
  types: [`${GGML}ggml/src/ggml-common.h`],
  compute: [`${GGML}ggml/src/ggml-alloc.c`, `${GGML}ggml/src/ggml-backend.cpp`, `${GGML}src/llama-context.cpp`],
  output: [`${GGML}src/llama-context.cpp`],
  overhead: ['https://github.com/ggml-org/llama.cpp/pull/15860', `${GGML}common/common.h`],
  fit: ['src/verdict/verdict.cpp', 'src/machine/machine.h'],
  offload: [`${GGML}common/arg.cpp`, 'src/placement/placement.cpp'],
  decode: ['Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785', 'src/speed/roofline.h'],
  prefill: [`${GGML}src/llama-context.cpp`, `${GGML}ggml/src/ggml-cuda/ggml-cuda.cu`, 'src/speed/speed.cpp'],
  reach: ['src/placement/placement.cpp'],
};

/** The formulas in general, by the place of the text that speaks of them. @type {Record<string, [string, string]>} */
const FORMULAS = {
  bits: ['q', '8 * b / v'],
  kv: ['M_KV', 'L * C * H_kv * (d_k * b_k + d_v * b_v)'],
  window: ['C_w', 'min(C, ceil((w + u) / 256) * 256)'],
  latent: ['M_KV', 'L * C * (r + d_rope) * b'],
  state: ['M_state', '4 * n * Z'],
  decode: ['r', '1 / max(B / W, Q / F)'],
  prefill: ['t', 'max(B / W, 2 * N_active * n / F)'],
};

/** One model for each kind of attention. */
const KINDS = [
  ['heads', 'meta-llama/Llama-2-7b-hf'],
  ['grouped', 'Qwen/Qwen3-8B'],
  ['window', 'google/gemma-3-12b-it'],
  ['latent', 'deepseek-ai/DeepSeek-V3'],
  ['hybrid', 'Qwen/Qwen3-Next-80B-A3B-Instruct'],
];
const KIND_CONTEXTS = [4096, 32768];

const GRADES = ['yes', 'tight', 'offload', 'unknown', 'no'];
const PACES = ['instant', 'comfortable', 'slow', 'painful'];

/** Width of a chart that cannot measure itself, pixels. */
const STILL_WIDTH = 640;

/** @param {Desk} desk @returns {Promise<import('../../../scripts/pages.js').Page[]>} */
export async function pages(desk) {
  const { engine, context, link } = desk;
  const { words } = context;
  const report = engine.estimate(EXAMPLE);
  const say = (/** @type {string} */ key) => words.say(`method.${key}`);
  const live = (/** @type {string} */ name) =>
    html`<div class="live" data-live=${name}>${LIVE[name](report, context)}</div>`;
  const formula = (/** @type {string} */ name) =>
    html`<div class="general" role="group" tabindex="0" aria-label=${say('general')}>
        ${lined([[general(FORMULAS[name][0]), '=', general(FORMULAS[name][1])]])}
      </div>
      <p class="quiet">${say(`letters.${name}`)}</p>`;
  const sources = (/** @type {string} */ name) =>
    html`<p class="quiet">
      ${words.parts('maths.source', { source: SOURCES[name].map((one, index) => html`${index ? '; ' : ''}${source(one)}`) })}
    </p>`;
  /** @param {string} name @param {unknown} body */
  const section = (name, body) =>
    html`<section aria-labelledby=${name}>
      <h2 id=${name}>${say(`${name}.title`)}</h2>
      ${body}
    </section>`;
  const kinds = ['grouped', 'window', 'latent', 'state', 'types'];
  const accuracy = VIEWS.some(({ id }) => id === 'accuracy')
    ? html`<a href=${link('method/', 'accuracy')}>${words.say('view.accuracy.menu')}</a>`
    : words.say('view.accuracy.menu');
  const curve = await curveOf(EXAMPLE, report, (request) => engine.estimate(request));
  const marked = report.resolved.workload?.context_tokens;

  return [
    {
      path: 'method/',
      title: words.say('view.method.title'),
      description: words.say('view.method.description'),
      main: html`<article class="prose method">
        <h1>${words.say('view.method.title')}</h1>
        <p>${say('intro')}</p>
        <div id="picker"></div>
        ${live('question')}
        <nav aria-label=${say('contents')}>
          <ol class="contents">
            ${[
              'total',
              'weights',
              'kv',
              'compute',
              'overhead',
              'fit',
              'offload',
              'decode',
              'prefill',
              'reach',
              'rules',
              'confidence',
            ].map((name) => html`<li><a href="#${name}">${say(`${name}.title`)}</a></li>`)}
          </ol>
        </nav>
        ${section(
          'total',
          html`<p>${say('total.lead')}</p>
            ${live('total')}`,
        )}
        ${section(
          'weights',
          html`<p>${say('weights.lead')}</p>
            ${formula('bits')}
            <p>${say('weights.mixture')}</p>
            ${live('weights')} ${sources('weights')}`,
        )}
        ${section(
          'kv',
          html`<p>${say('kv.lead')}</p>
            ${formula('kv')} ${live('kv')} ${sources('kv')}
            <h3>${say('kv.kinds')}</h3>
            <dl class="kinds">
              ${kinds.map(
                (kind) =>
                  html`<dt>${say(`kv.${kind}.name`)}</dt>
                    <dd>
                      <p>${say(`kv.${kind}.text`)}</p>
                      ${Object.hasOwn(FORMULAS, kind) ? formula(kind) : nothing}${kind === 'state' ? live('state') : nothing}
                      ${sources(kind)}
                    </dd>`,
              )}
            </dl>
            <p>${say('kv.table_lead')}</p>
            ${kindsTable(desk)}`,
        )}
        ${section(
          'compute',
          html`<p>${say('compute.lead')}</p>
            <p>${say('compute.replay')}</p>
            ${live('compute')} ${sources('compute')}
            <p>${say('compute.output')}</p>
            ${live('output')} ${sources('output')}`,
        )}
        ${section(
          'overhead',
          html`<p>${say('overhead.lead')}</p>
            ${live('overhead')} ${sources('overhead')}`,
        )}
        ${section(
          'fit',
          html`<p>${say('fit.lead')}</p>
            ${live('fit')}
            <p>${say('fit.grades')}</p>
            <dl class="grades">
              ${GRADES.map(
                (grade) =>
                  html`<dt>
                      ${gradeShape(grade)} <span class="grade grade-${grade}">${words.say(`grade.${grade}`)}</span>
                    </dt>
                    <dd>${say(`fit.${grade}`)}</dd>`,
              )}
            </dl>
            <p>${say('fit.paces')}</p>
            <dl class="grades">
              ${PACES.map(
                (pace) =>
                  html`<dt>${words.say(`pace.${pace}`)}</dt>
                    <dd>${say(`fit.${pace}`)}</dd>`,
              )}
            </dl>
            ${sources('fit')}`,
        )}
        ${section(
          'offload',
          html`<p>${say('offload.lead')}</p>
            <p>${say('offload.cost')}</p>
            ${live('offload')} ${sources('offload')}`,
        )}
        ${section(
          'decode',
          html`<p>${say('decode.lead')}</p>
            ${formula('decode')}
            <p>${say('decode.experts')}</p>
            ${live('decode')}
            <p>${say('decode.bound')}</p>
            ${sources('decode')}`,
        )}
        ${section(
          'prefill',
          html`<p>${say('prefill.lead')}</p>
            ${formula('prefill')} ${live('prefill')} ${sources('prefill')}`,
        )}
        ${section(
          'reach',
          html`<p>${say('reach.lead')}</p>
            ${live('reach')}
            <div id="chart">
              <div class="chart-still">
                ${charts([{ name: context.names.model(String(EXAMPLE.model)), curve }], context, { width: STILL_WIDTH, id: 'still', marked })}
              </div>
            </div>
            ${sources('reach')}`,
        )}
        ${section(
          'rules',
          html`<p>${say('rules.lead')}</p>
            ${live('rules')}
            <ul class="bullets">
              ${['context', 'bits', 'attention', 'experts', 'overhead'].map((name) => html`<li>${say(`rules.${name}`)}</li>`)}
            </ul>`,
        )}
        ${section(
          'confidence',
          html`<p>${say('confidence.lead')}</p>
            ${live('confidence')}
            <p>${words.parts('method.confidence.error', { accuracy })}</p>`,
        )}
      </article>`,
    },
  ];
}

/** What a token costs with each kind of attention, by the engine. @param {Desk} desk */
function kindsTable({ engine, context }) {
  const { words, figures } = context;
  const label = words.say('method.kv.table');
  return html`<div class="table-box" role="region" tabindex="0" aria-label=${label}>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.say('field.model')}</th>
          ${KIND_CONTEXTS.map((tokens) => html`<th scope="col">${words.say('method.kv.at', { context: figures.tokens(tokens) })}</th>`)}
          <th scope="col">${words.say('method.kv.more')}</th>
        </tr>
      </thead>
      <tbody>
        ${KINDS.map(([kind, model]) => {
          const [short, long] = KIND_CONTEXTS.map((tokens) => remembered(engine, model, tokens));
          const more = (long - short) / (KIND_CONTEXTS[1] - KIND_CONTEXTS[0]);
          return html`<tr>
            <th scope="row">
              ${context.names.model(model)}<br /><span class="quiet">${words.say(`method.kv.of.${kind}`)}</span>
            </th>
            <td>${words.say('unit.gib', { value: figures.gib(short) })}</td>
            <td>${words.say('unit.gib', { value: figures.gib(long) })}</td>
            <td>${figures.count(more)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** Bytes of cache and state. @param {Desk['engine']} engine @param {string} model @param {number} context tokens */
export function remembered(engine, model, context) {
  const { items } = engine.estimate({
    model,
    format: 'Q4_K_M',
    machine: { devices: [], host: { memory_gib: 4096 } },
    workload: { context_tokens: context },
    include: [],
  }).memory;
  return (items.kv_cache_bytes ?? 0) + (items.state_bytes ?? 0);
}
