// Which machine? A row for each kind of device, and what else takes room on them.
import { html, nothing } from 'lit';
import { whenIdle } from '../page/idle.js';
import { GIB } from '../text/format.js';
import { errorText, numberField, searchTexts } from './fields.js';

/** @typedef {import('./asking.js').Asker} Asker @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('../../engine.js').EngineError} EngineError */

/** Kinds of devices that a request may name. */
const MOST_ROWS = 64;

/** @param {number} index @returns {(error: EngineError) => boolean} whether an error belongs to a row; the first takes what belongs to none */
const ofRow = (index) => {
  const own = new RegExp(`^/machine/devices/${index}(/|$)`);
  return index === 0
    ? ({ path }) => own.test(path) || !/^\/machine\/devices\/\d/.test(path)
    : ({ path }) => own.test(path);
};

/** @param {any} entry @param {Context} context @param {boolean} [short] without its maker, where there is little room */
function nameOf(entry, { words, names }, short = false) {
  if (typeof entry.device === 'string') {
    const name = names.device(entry.device);
    const vendor = `${names.deviceById.get(entry.device)?.vendor} `;
    return short && name.startsWith(vendor) ? name.slice(vendor.length) : name;
  }
  return entry.device?.name ?? words.say('unit.gib', { value: String(entry.device?.memory_gib ?? '') });
}

/** @param {Asker} app @param {Context} context */
export function deviceFields(app, context) {
  const { words, names } = context;
  const devices = /** @type {any[]} */ (app.asked.request.machine?.devices ?? []);
  const several = devices.length > 1 || app.addingDevice;
  const unified = devices.some((entry) => names.deviceById.get(entry.device)?.unified);
  const mayAdd = !app.addingDevice && devices.length > 0 && devices.length < MOST_ROWS && !unified;
  return {
    rows: html`${devices.map((entry, index) => deviceRow(app, context, entry, index, several))}
    ${devices.length && !app.addingDevice ? nothing : deviceRow(app, context, undefined, devices.length, several)}`,
    add: mayAdd
      ? html`<p class="add">
          <button type="button" class="word" @click=${() => app.addDevice()}>${words.say('devices.add')}</button>
        </p>`
      : nothing,
  };
}

/**
 * @param {Asker} app @param {Context} context @param {any} entry  undefined: none is chosen yet, or none at all
 * @param {number} index @param {boolean} several
 */
function deviceRow(app, context, entry, index, several) {
  const { words } = context;
  const name =
    entry === undefined ? (app.addingDevice ? '' : words.say('hint.processor_only')) : nameOf(entry, context, several);
  const here = ofRow(index);
  return html`<div class="field field-device ${several ? 'one-of-several' : ''}">
      <canrun-combobox
        .fieldId=${`device-${index}`}
        .label=${several ? words.say('devices.numbered', { number: index + 1 }) : words.say('field.device')}
        .hint=${words.say('hint.device')}
        .value=${name}
        .find=${(/** @type {string} */ typed) => app.devices.find(typed)}
        .grades=${entry === undefined && app.addingDevice ? undefined : app.gradesOfDevices(index)}
        .texts=${searchTexts(context)}
        .error=${errorText(app, 'device', (near) => app.pickDevice(index, near), here)}
        @focusin=${() => whenIdle(() => app.devices.warm())}
        @pick=${(/** @type {import('./combobox.js').PickEvent} */ event) => app.pickDevice(index, event.detail, event.option)}
      ></canrun-combobox>
      ${
        several
          ? html`<button
              type="button"
              class="word remove"
              aria-label=${words.say('devices.remove_name', { name: name || String(index + 1) })}
              @click=${() => app.removeDevice(index)}
            >
              ${words.say('devices.remove')}
            </button>`
          : nothing
      }
    </div>
    ${
      entry === undefined
        ? nothing
        : numberField(app, context, {
            field: 'count',
            id: index ? `count-${index}` : 'count',
            value: entry.count ?? 1,
            change: (count) => app.set(['machine', 'devices', String(index), 'count'], count),
            here,
          })
    }`;
}

/** What other programs hold of each device: asked by few, so it is folded. @param {Asker} app @param {Context} context */
export function othersFields(app, context) {
  const { words, figures } = context;
  const devices = /** @type {any[]} */ (app.asked.request.machine?.devices ?? []);
  if (!devices.length) return nothing;
  const given = devices.some((entry) => entry.reserved_bytes !== undefined) || app.errorsAt('reserved').length > 0;
  return html`<details
    class="others"
    ?open=${app.othersOpen || given}
    @toggle=${(/** @type {any} */ event) => (app.othersOpen = event.target.open)}
  >
    <summary>${words.say('devices.others')}</summary>
    <div class="fields">
      ${devices.map((entry, index) =>
        numberField(app, context, {
          field: 'reserved',
          id: index ? `reserved-${index}` : 'reserved',
          label:
            devices.length > 1
              ? words.say('devices.reserved_on', { name: nameOf(entry, context, true) })
              : words.say('field.reserved'),
          hint: words.say('devices.reserved_hint'),
          value:
            typeof entry.reserved_bytes === 'number' ? figures.typedGib(entry.reserved_bytes) : entry.reserved_bytes,
          change: (gib) =>
            app.set(
              ['machine', 'devices', String(index), 'reserved_bytes'],
              typeof gib === 'number' ? Math.round(gib * GIB) : gib,
            ),
          here: ofRow(index),
        }),
      )}
    </div>
  </details>`;
}
