// What the contracts say: the schemas of data/schema as validators, and the engine that must keep to them.
import { readFileSync } from 'node:fs';
import { Ajv } from './packages.js';
import { loadEngine } from '../../web/engine.js';
import { catalogPath, nodeSource } from '../../web/engine-node.js';
import { namesPart } from '../../web/src/catalog/names-part.js';

const NAMES = ['envelope', 'request', 'report', 'rank'];

/** @type {Record<string, any>} */
export const schemas = Object.fromEntries(
  NAMES.map((name) => [
    name,
    JSON.parse(readFileSync(new URL(`../../data/schema/${name}.schema.json`, import.meta.url), 'utf8')),
  ]),
);

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
});
for (const schema of Object.values(schemas)) ajv.addSchema(schema);

/** @param {string} id such as "request.schema.json" or "rank.schema.json#/$defs/Ranking" */
export function validator(id) {
  const validate = ajv.getSchema(id) ?? ajv.compile({ $ref: id });
  return (/** @type {unknown} */ value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          (/** @type {any} */ error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
        );
}

export const reportProblems = validator('report.schema.json');
export const envelopeProblems = validator('envelope.schema.json');
export const requestProblems = validator('request.schema.json');

export const engine = () => loadEngine(nodeSource);
export const catalog = () => JSON.parse(readFileSync(catalogPath, 'utf8'));

/** The names part, as the build writes it. */
export function names() {
  const table = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(new URL(`../../web/names/${name}.json`, import.meta.url), 'utf8'));
  return namesPart(catalog(), { words: table('words'), others: table('not_downloadable') });
}

/** @param {any} request @returns {Promise<any>} the envelope, checked against its schema, and the report in it against its own */
export async function answerTo(request) {
  const text = (await engine()).estimateText(
    typeof request === 'string' ? request : new TextEncoder().encode(JSON.stringify(request)),
  );
  const envelope = JSON.parse(text);
  const problems = [...envelopeProblems(envelope), ...(envelope.ok ? reportProblems(envelope.value) : [])];
  if (problems.length)
    throw new Error(`${JSON.stringify(request).slice(0, 400)} breaks a schema:\n${problems.slice(0, 8).join('\n')}`);
  return envelope;
}

/** Requests of many kinds: small and huge models, every way to place them, every attention kind. */
export function manyRequests() {
  const { models, devices } = catalog();
  const every = (/** @type {any[]} */ list, /** @type {number} */ count) =>
    list.filter((_, index) => index % Math.ceil(list.length / count) === 0);
  const requests = [];
  for (const [index, model] of every(models, 90).entries()) {
    const device = devices[(index * 37) % devices.length];
    requests.push({
      model: model.id,
      ...(index % 3 ? { format: ['Q4_K_M', 'F16', 'Q2_K', 'Q8_0'][index % 4] } : {}),
      machine: {
        devices: [
          {
            device: device.id,
            ...(device.unified || index % 2 ? {} : { count: 1 + (index % 4) }),
          },
        ],
        ...(device.unified || index % 3 === 0 ? {} : { host: { memory_gib: 8 * (index % 17) } }),
      },
      ...(index % 5
        ? {
            workload: {
              context_tokens: [512, 4096, 40000, 131072][index % 4],
              concurrency: 1 + (index % 6),
            },
          }
        : {}),
      ...(index % 4 ? {} : { options: { kv_type: 'q8_0', ubatch_tokens: 256 } }),
    });
  }
  requests.push({
    model: 'Qwen/Qwen3-8B',
    machine: { devices: [], host: { memory_gib: 32 } },
  });
  return requests;
}
