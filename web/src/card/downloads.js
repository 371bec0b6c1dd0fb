// What does one type to get this model in this format? Only what is known to exist: what the catalog does not name is not
// offered. The commands are those of llama.cpp v0.5.0 (common/arg.cpp, common/download.cpp, common/common.cpp), of Ollama
// and of what ModelScope says of Ollama.

/**
 * @typedef {object} Tag
 * @property {string} tag  of Ollama's library, as in llama3.1:8b
 * @property {string} format  a format's id
 */
/**
 * @typedef {object} Repository
 * @property {string} repo  owner and name
 * @property {string[]} formats  of the files in it
 * @property {string} [quant]  what these files' names say in place of the format's id
 */
/**
 * A model's `downloads` as data/schema/model.schema.json has them.
 * @typedef {{ollama?: Tag[], gguf?: Repository[], modelscope?: Repository[]}} ModelDownloads
 */
/** @typedef {{repo: string, quant: string}} Found  a repository and what to ask it for */
/**
 * @typedef {object} Downloads
 * @property {string} [ollama]  the tag whose file has the format
 * @property {Found} [gguf]  on Hugging Face
 * @property {string} [lmstudio]  what finds these files in LM Studio's search: it takes a repository's name
 * @property {Found} [modelscope]
 */

/** Read by llama.cpp after MODEL_ENDPOINT, and by Hugging Face's own tools. */
export const MIRROR = { variable: 'HF_ENDPOINT', value: 'https://hf-mirror.com' };

/** @param {Repository[] | undefined} repositories @param {string} format @returns {Found | undefined} */
function firstWith(repositories, format) {
  const found = repositories?.find(({ formats }) => formats.includes(format));
  return found && { repo: found.repo, quant: found.quant ?? format };
}

/**
 * The files of a model in one format; a key is there only where such a file is known to be.
 * @param {ModelDownloads | null | undefined} downloads  of the model
 * @param {string} format  a format's id; case counts
 * @returns {Downloads}
 */
export function downloadsOf(downloads, format) {
  const ollama = downloads?.ollama?.find((entry) => entry.format === format)?.tag;
  const gguf = firstWith(downloads?.gguf, format);
  const modelscope = firstWith(downloads?.modelscope, format);
  return {
    ...(ollama && { ollama }),
    ...(gguf && { gguf, lmstudio: gguf.repo }),
    ...(modelscope && { modelscope }),
  };
}

/** @param {string} tag of Ollama's library */
export const ollamaCommand = (tag) => `ollama run ${tag}`;

/** Ollama fetches from ModelScope, too, by the name of its site. @param {Found} found */
export const modelscopeCommand = ({ repo, quant }) => `ollama run modelscope.cn/${repo}:${quant}`;

/**
 * The engine's command with the file fetched by llama-server itself instead of read from the folder.
 * @param {string} command  as in a report: llama-server -m FILE ...
 * @param {Found} found
 */
export const fetchingCommand = (command, { repo, quant }) =>
  command.replace(/^(llama-server) -m \S+/, (_, program) => `${program} -hf ${repo}:${quant}`);

/**
 * The same, fetched from the mirror.
 * @param {string} command
 * @param {'sh' | 'powershell'} [shell]
 */
export const mirrored = (command, shell = 'sh') =>
  shell === 'powershell'
    ? `$env:${MIRROR.variable} = "${MIRROR.value}"; ${command}`
    : `${MIRROR.variable}=${MIRROR.value} ${command}`;
