// What is asked for the cells of the tables, and what is shown of the answers? Values only: no words, no markup.

/** @typedef {import('../../types/request').Request} Request @typedef {import('../../types/report').Report} Report */
/** @typedef {import('../../types/rank').RankRequest} RankRequest @typedef {import('../../types/rank').Ranking} Ranking */
/** @typedef {import('../../types/rank').Row} RankRow */

/** The engine, as far as the tables need it. @typedef {{estimate: (request: Request) => Report, rank: (request: RankRequest) => Ranking}} Ask */

/** @typedef {{id: string, label?: string, request?: Question}} Line a row or a column */
/** @typedef {Omit<Request, 'machine' | 'model' | 'include'> & {model?: string}} Question part of a request */
/** @typedef {{id: string, url: string, title: string, read: string, via?: string}} Source */
/** @typedef {{device: string, count: number}} Devices */
/**
 * A figure of somebody else, with its own digits and unit.
 * @typedef {{row: string, column: string, value?: string, unit?: string, bound?: string, machine?: Devices, model?: string, runtime: string, weights?: string, basis: string, source: string}} Figure
 */
/** @typedef {{id: string, kind: string, recommends?: string[], parts?: Part[], sources: Source[], columns: Line[], rows: Line[], figures: Figure[]}} Table */
/** @typedef {{id: string, kind: string, fits: string, devices: string[]}} DeviceTable */
/** @typedef {'weights_bytes' | 'kv_cache_bytes'} Part */
/** @typedef {NonNullable<NonNullable<RankRequest['where']>['ids']>} Ids @typedef {NonNullable<RankRequest['where']>['counts']} Counts */
/** @typedef {{id: string, counts: Counts, devices: Ids}} Group */
/** @typedef {{counts: Counts, reference: Ids, groups: Group[]}} Machines */

/**
 * What the engine says of one question.
 * @typedef {object} Answer
 * @property {Request} request what its link asks
 * @property {number} gpuBytes what all devices hold together; the host's part is not in it
 * @property {string} grade
 * @property {Partial<Record<Part, number>>} parts of the whole, host included
 * @property {boolean} beyond whether the context is longer than the model was trained for
 */
/** @typedef {{group: string, device: string, count: number, request: Request}} Pick */
/** @typedef {{answer?: Answer, picks: Pick[], figures: Figure[]}} Cell */
/** @typedef {{line: Line, cells: Cell[]}} Row */
/** @typedef {{table: Table, rows: Row[]}} TableModel */

/** Most machines that are named for one group of buyers. */
export const MOST_PICKS = 2;

/**
 * Row and column together, still without a machine.
 * @param {Line} row @param {Line} column @returns {Question & {model: string}}
 */
export function questionOf(row, column) {
  const workload = { ...row.request?.workload, ...column.request?.workload };
  const question = /** @type {any} */ ({ ...row.request, ...column.request });
  if (Object.keys(workload).length) question.workload = workload;
  return question;
}

/** @param {Question & {model: string}} question @param {Devices} machine @returns {Request} */
export function requestOn(question, { device, count }) {
  return { ...question, machine: { devices: [count === 1 ? { device } : { device, count }] } };
}

/** @param {Request} request @param {Ask} ask @returns {Answer} */
export function answerOf(request, ask) {
  const report = ask.estimate({ ...request, include: [] });
  const { memory, verdict } = report;
  const devices = memory.pools.filter((pool) => pool.kind !== 'host');
  return {
    request,
    gpuBytes: devices.reduce((sum, pool) => sum + pool.needed_bytes, 0),
    grade: verdict.grade,
    parts: { weights_bytes: memory.items.weights_bytes ?? 0, kv_cache_bytes: memory.items.kv_cache_bytes ?? 0 },
    beyond: verdict.reasons.some((reason) => reason.code === 'beyond-trained-context'),
  };
}

/**
 * A memory figure, on the least number of the first reference device of which some number is enough.
 * @param {Question & {model: string}} question @param {Machines} machines @param {Ask} ask
 * @returns {Answer | undefined} undefined when none is enough
 */
export function referenceAnswer(question, machines, ask) {
  for (const device of machines.reference)
    for (const count of machines.counts ?? [1]) {
      const answer = answerOf(requestOn(question, { device, count }), ask);
      if (answer.grade === 'yes') return answer;
    }
  return undefined;
}

/**
 * The smallest machines of a group that are graded yes: for each number of devices the smallest kind, fewest devices first.
 * @param {Question & {model: string}} question @param {Group} group @param {Ask} ask @param {number} [most]
 * @returns {Pick[]}
 */
export function picksFor(question, group, ask, most = MOST_PICKS) {
  const { rows } = ask.rank({
    ...question,
    vary: 'device',
    where: { ids: group.devices, counts: group.counts, grades: ['yes'] },
    fields: ['usable_bytes'],
  });
  /** @type {Map<number, RankRow>} */
  const smallest = new Map();
  for (const row of rows) {
    const other = smallest.get(row.count ?? 1);
    if (!other || (row.usable_bytes ?? 0) < (other.usable_bytes ?? 0)) smallest.set(row.count ?? 1, row);
  }
  return [...smallest]
    .sort(([one], [two]) => one - two)
    .slice(0, most)
    .map(([count, row]) => {
      const machine = { device: /** @type {string} */ (row.device), count };
      return { group: group.id, ...machine, request: requestOn(question, machine) };
    });
}

/**
 * @param {Table} table @param {Machines} machines @param {Ask} ask
 * @returns {TableModel}
 */
export function tableModel(table, machines, ask) {
  const cellOf = (/** @type {Line} */ row, /** @type {Line} */ column) => {
    const figures = table.figures.filter((figure) => figure.row === row.id && figure.column === column.id);
    if (table.kind !== 'memory') return { picks: [], figures };
    const question = questionOf(row, column);
    const groups = machines.groups.filter((group) => table.recommends?.includes(group.id));
    return {
      answer: referenceAnswer(question, machines, ask),
      picks: groups.flatMap((group) => picksFor(question, group, ask)),
      figures,
    };
  };
  return {
    table,
    rows: table.rows.map((line) => ({ line, cells: table.columns.map((column) => cellOf(line, column)) })),
  };
}

/** @typedef {{id: string, name: string, memory_gib?: number, bandwidth_gb_s?: number, released?: number}} Device */
/** @typedef {{device: Device, usableBytes: number, largest?: {line: Line, request: Request}}} DeviceRow */

/**
 * @param {DeviceTable} table @param {Table} sizes @param {Device[]} catalog @param {Ask} ask
 * @returns {{table: DeviceTable, column: Line, rows: DeviceRow[]}}
 */
export function deviceModel(table, sizes, catalog, ask) {
  const column = /** @type {Line} */ (sizes.columns.find((candidate) => candidate.id === table.fits));
  const rows = table.devices.map((id) => {
    const device = /** @type {Device} */ (catalog.find((candidate) => candidate.id === id));
    /** @type {DeviceRow['largest']} */
    let largest;
    let usableBytes = 0;
    for (const line of sizes.rows) {
      const request = requestOn(questionOf(line, column), { device: id, count: 1 });
      const { verdict, memory } = ask.estimate({ ...request, include: [] });
      usableBytes = memory.pools.find((pool) => pool.kind !== 'host')?.usable_bytes ?? usableBytes;
      if (verdict.grade === 'yes') largest = { line, request };
    }
    return { device, usableBytes, largest };
  });
  return { table, column, rows };
}
