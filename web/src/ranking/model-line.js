// How is a model of the list shown and spoken?
import { spokenPieces } from './list.js';
import { neededBytes, usableBytes } from './models.js';
import { needStrip, scaleOf } from './strip.js';

/** @typedef {import('./models.js').ModelLine} ModelLine @typedef {import('./list.js').Line} Line @typedef {import('../text/context.js').Context} Context */

/** The scale of a list of models: the same machine for all. @param {readonly ModelLine[]} lines @param {any} request */
export function modelScale(lines, request) {
  const processor = (request.machine?.devices ?? []).length === 0;
  const limit = lines.map(({ row }) => usableBytes(row, processor)).find((bytes) => bytes !== undefined);
  return scaleOf(limit, Math.max(...lines.map(({ row }) => neededBytes(row))));
}

/**
 * @param {ModelLine} line
 * @param {object} shown
 * @param {Context} shown.context
 * @param {import('./strip.js').Scale} shown.scale
 * @param {string} [shown.sort]
 * @param {boolean} [shown.formats]  whether each line has a format of its own
 * @param {(id: string) => string} shown.address  of the verdict of a model
 * @returns {Line}
 */
export function modelLine(line, { context, scale, sort = 'grade', formats = false, address }) {
  const { words, figures } = context;
  const { facts, row } = line;
  const needed = neededBytes(row);
  const rate = row.decode_tokens_per_second;
  const details = [
    sort === 'newest' && facts.released ? figures.month(facts.released) : '',
    sort === 'size' ? figures.parameters(row.parameters ?? 0) : '',
    formats ? row.format : '',
    line.bases.length ? words.say('ranking.and_base') : '',
  ].filter(Boolean);
  return {
    id: line.id,
    grade: line.grade,
    name: facts.name,
    detail: details.join(' · '),
    strip: needStrip(needed, scale),
    memory: figures.gib(needed),
    rate: rate === null || rate === undefined ? undefined : figures.rate(rate),
    spoken: spokenPieces(words, rate === null || rate === undefined ? 'ranking.spoken_no_rate' : 'ranking.spoken', {
      grade: words.say(`grade.${line.grade}`),
      usable: scale.limit ? figures.gib(scale.limit, 'floor') : '?',
      pace: row.pace ? words.say(`pace.${row.pace}`) : '',
    }),
    address: address(line.id),
  };
}
