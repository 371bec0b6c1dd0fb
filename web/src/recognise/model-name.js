// Which model of the catalog does a command line's name mean?
import { folded } from '../catalog/names.js';

/** What files and tags add to a model's name. */
const ENDINGS = /[-_](?:gguf|awq|gptq|int4|int8|fp8|instruct|it|chat|hf|qat|2\d{3})$/i;

/**
 * @param {string} name as typed: a repository, a file's stem or a tag
 * @param {import('../catalog/names.js').Names} names
 * @returns {string} an id of the catalog where one is meant, else what was typed: the engine says what it might be
 */
export function modelMeant(name, names) {
  /** @type {Map<string, string>} */
  const known = new Map();
  for (const { id, name: called, aliases = [] } of names.models)
    for (const text of [id, called, id.slice(id.indexOf('/') + 1), ...aliases])
      if (!known.has(folded(text))) known.set(folded(text), id);
  let stem = name.slice(0, 200);
  const tries = [stem];
  stem = stem.split('/').at(-1) ?? stem;
  tries.push(stem);
  while (ENDINGS.test(stem)) tries.push((stem = stem.replace(ENDINGS, '')));
  for (const text of tries) {
    const id = known.get(folded(text));
    if (id) return id;
  }
  return name;
}
