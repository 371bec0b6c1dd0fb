// Which machine is asked about? A guess from what the browser says, with a way to change it; doors where there is none. It
// speaks by one event, "machine-chosen", and keeps what was chosen on this device only.
import { LitElement, html, nothing } from 'lit';
import { readClues } from './clues.js';
import { DeviceIndex } from './device-index.js';
import { change, focusOn, ramField, sizesField } from './choices.js';
import { doors } from './doors.js';
import { processorAlone, sameDevices, withCards, withShared } from './machine.js';
import { draft, forgetMachine, keepDraft, rememberMachine, rememberedMachine } from './remembered.js';
import { recognise } from './recognise.js';

/** @typedef {import('../text/context.js').Context} Context */
/** @typedef {import('./recognise.js').Recognition} Recognition @typedef {import('./machine.js').Machine} Machine */
/** @typedef {import('./pasted/index.js').Pasted} Pasted */
/** @typedef {import('../search/index.js').Option} Option @typedef {import('../search/index.js').Found} Found */

/**
 * What "machine-chosen" tells. `asked` stands where a command line was used: what it asks of a model beside the machine.
 * @typedef {{machine?: Machine, from: 'guess' | 'remembered' | 'choice' | 'pasted' | 'forgotten', asked?: import('./pasted/reading.js').Asked}} Chosen
 */

export class CanRunMachineGuess extends LitElement {
  static properties = {
    context: { attribute: false },
    find: { attribute: false },
    asked: { attribute: false },
    clues: { state: true },
    recognition: { state: true },
    machine: { state: true },
    device: { state: true },
    ramGib: { state: true },
    otherRam: { state: true },
    open: { state: true },
    door: { state: true },
    mac: { state: true },
    text: { state: true },
    pasted: { state: true },
    wide: { state: true },
  };

  constructor() {
    super();
    /** Words, figures and the names of all devices; nothing is guessed before they are there. @type {Context | undefined} */
    this.context = undefined;
    /** The list of devices for a text that was typed. @type {(typed: string) => Found} */
    this.find = () => ({ options: [], meant: 'none' });
    /** The machine of the question, once somebody asked for one: another than ours is offered and not taken. @type {Machine | undefined} */
    this.asked = undefined;
    /** @type {import('./recognise.js').Clues | undefined} */
    this.clues = undefined;
    /** @type {Recognition | undefined} */
    this.recognition = undefined;
    /** What was told last. @type {Machine | undefined} */
    this.machine = undefined;
    /** @type {Chosen['from'] | undefined} */
    this.from = undefined;
    /** The card that is asked about, before its computer's memory is known. @type {string | undefined} */
    this.device = undefined;
    /** @type {number | undefined} */
    this.ramGib = undefined;
    this.otherRam = false;
    this.open = false;
    /** @type {'card' | 'plain' | 'mac' | undefined} */
    this.door = undefined;
    /** @type {{chip?: string, memoryGib?: number, cores?: number}} */
    this.mac = {};
    this.text = draft();
    /** @type {Pasted | undefined} */
    this.pasted = undefined;
    /** @type {DeviceIndex | undefined} */
    this.index = undefined;
    this.width = matchMedia('(min-width: 960px)');
    /** Where there is little room the machine is one line, and "Change" opens the rest. */
    this.wide = this.width.matches;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.width.addEventListener('change', this.onWidth);
    if (!this.clues) readClues().then((clues) => (this.clues = clues));
  }

  disconnectedCallback() {
    this.width.removeEventListener('change', this.onWidth);
    super.disconnectedCallback();
  }

  onWidth = () => {
    this.wide = this.width.matches;
  };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    const devices = this.context?.names.devices ?? [];
    // The names of what was asked come first; a guess needs those of all devices.
    if (changed.has('context') && devices.length > 50 && devices !== this.index?.devices) {
      this.index = new DeviceIndex(devices);
      if (this.text) this.read(this.text);
    }
    if (this.index && this.clues && !this.recognition) this.begin(this.index, this.clues);
    // The same devices with other memory beside them: said elsewhere, and true here.
    if (changed.has('asked') && this.asked && this.machine && !this.another) {
      this.machine = this.asked;
      this.ramGib = this.asked.host?.memory_gib ?? this.ramGib;
    }
  }

  /** Whether there is room for more than the machine's name. */
  get room() {
    return this.wide || this.open;
  }

  /** Whether the question is about another machine than ours. */
  get another() {
    return this.asked !== undefined && (!this.machine || !sameDevices(this.asked, this.machine));
  }

  /** The first machine: the one that was chosen before, else the one that is seen. @param {DeviceIndex} index @param {import('./recognise.js').Clues} clues */
  begin(index, clues) {
    this.recognition = recognise(clues, index);
    const remembered = rememberedMachine(index);
    if (remembered) {
      this.ramGib = remembered.host?.memory_gib;
      this.device = remembered.devices[0]?.device;
      this.take(remembered, 'remembered');
      return;
    }
    const { recognition } = this;
    if (recognition.kind === 'card' && recognition.candidates.length === 1) {
      this.device = recognition.candidates[0];
      this.take(withCards([{ device: this.device, count: 1 }]), 'guess');
    }
    if (recognition.kind === 'apple') this.mac = recognition.chip ? { chip: recognition.chip } : {};
    // Nothing is known of the machine: the doors stand open.
    this.open = this.wide && !this.asked && (recognition.kind === 'none' || recognition.kind === 'phone');
  }

  /** @param {Machine} machine @param {Chosen['from']} from @param {Chosen['asked']} [asked] */
  take(machine, from, asked) {
    this.machine = machine;
    this.from = from;
    const chosen = from === 'choice' || from === 'pasted';
    if (chosen) rememberMachine(machine);
    if (this.asked && !chosen) return;
    this.tell({ machine, from, ...(asked && { asked }) });
  }

  /** @param {Chosen} detail */
  tell(detail) {
    this.dispatchEvent(new CustomEvent('machine-chosen', { detail, bubbles: true }));
  }

  /** A card, or graphics in a processor, by its id. @param {string} id */
  pickDevice(id) {
    if (id === 'none') {
      this.door = 'plain';
      return;
    }
    const device = this.index?.byId.get(id);
    if (!device) return;
    this.device = id;
    this.choose(withCards([{ device: id, count: 1 }], device.unified ? undefined : this.ramGib));
  }

  /** A line of the list, which may be several devices; of a text that is none of it, the nearest. @param {string} typed @param {Option} [option] */
  pickTyped(typed, option = this.find(typed).options[0]) {
    if (typed === 'none' || this.index?.byId.has(typed)) this.pickDevice(typed);
    else if (option?.devices) {
      this.ramGib = option.host_gib ?? this.ramGib;
      this.device = option.devices[0]?.device;
      const machine = withCards(option.devices, this.ramGib);
      this.choose(this.unified(machine) ? withCards(option.devices) : machine);
    } else if (option && option.id !== 'none') this.pickDevice(option.id);
  }

  /** @param {Machine} machine */
  choose(machine) {
    this.shut();
    this.take(machine, 'choice');
  }

  /** Closes the doors; a focus that stood in them goes to what opens them. */
  async shut() {
    const inside = this.contains(document.activeElement);
    this.open = false;
    await this.updateComplete;
    if (inside && !this.contains(document.activeElement)) focusOn(this, '.machine-change');
  }

  /** @param {number} ramGib */
  pickRam(ramGib) {
    this.ramGib = ramGib;
    const { machine, recognition, index } = this;
    if (!index) return;
    if (this.door === 'plain' && this.open) this.choose(processorAlone(ramGib));
    else if (machine?.devices.length && !this.unified(machine)) this.take(withCards(machine.devices, ramGib), 'choice');
    else if (recognition?.kind === 'integrated') this.choose(withShared(recognition.candidates, ramGib, index));
    else this.choose(processorAlone(ramGib));
  }

  /** @param {Machine} machine */
  unified(machine) {
    return machine.devices.some(({ device }) => this.index?.byId.get(device)?.unified);
  }

  /** @param {string} text */
  async read(text) {
    this.text = text;
    keepDraft(text);
    if (!text.trim() || !this.index) {
      this.pasted = undefined;
      return;
    }
    const { readPasted } = await import('./pasted/index.js');
    if (text === this.text && this.index) this.pasted = readPasted(text, this.index);
  }

  /** Whether a pasted text says what can be asked: devices of the catalog, memory, or a command's model. @param {Pasted} pasted */
  usable({ devices, host_memory_gib: host, asked }) {
    const meant = devices.filter(isMeant);
    return meant.length ? meant.every(({ candidates }) => candidates.length) : Boolean(host ?? asked?.model);
  }

  /** One of several devices that a pasted name may mean. @param {import('./pasted/index.js').PastedDevice} device @param {string} id */
  settle(device, id) {
    if (!this.pasted) return;
    const devices = this.pasted.devices.map((one) => (one === device ? { ...one, candidates: [id] } : one));
    this.pasted = { ...this.pasted, devices };
  }

  /** @param {Pasted} pasted */
  usePasted({ devices, host_memory_gib: host, asked }) {
    const entries = devices.filter(isMeant).map(({ candidates, count }) => ({ device: candidates[0], count }));
    const unified = entries.some(({ device }) => this.index?.byId.get(device)?.unified);
    const ramGib = unified ? undefined : (host ?? this.ramGib);
    this.ramGib = ramGib;
    this.device = entries[0]?.device;
    this.shut();
    if (entries.length) this.take(withCards(entries, ramGib), 'pasted', asked);
    else if (host !== undefined) this.take(processorAlone(host), 'pasted', asked);
    else if (asked) this.tell({ from: 'pasted', asked });
    this.text = '';
    this.pasted = undefined;
    keepDraft('');
  }

  forget() {
    forgetMachine();
    keepDraft('');
    // What was asked for this machine is the example's again.
    this.tell({ from: 'forgotten' });
    Object.assign(this, {
      asked: undefined,
      machine: undefined,
      device: undefined,
      ramGib: undefined,
      text: '',
      pasted: undefined,
      mac: {},
    });
    if (this.index && this.clues) this.begin(this.index, this.clues);
  }

  /** Opens the doors, and brings the focus to them. @param {'card' | 'plain' | 'mac'} [door] */
  async show(door) {
    this.open = true;
    this.door = door;
    await this.updateComplete;
    focusOn(this, door ? `#door-${door} input, #door-${door} select` : '.door');
  }

  async close() {
    this.open = false;
    await this.updateComplete;
    focusOn(this, '.machine-change');
  }

  render() {
    const { context } = this;
    if (!context) return nothing;
    const { words } = context;
    return html`<section class="machine" aria-labelledby="machine-title">
      <h2 id="machine-title" class="machine-title">${words.say('recognise.title')}</h2>
      ${this.index && this.recognition ? this.said(context, this.recognition) : html`<p class="quiet">${words.say('recognise.asking')}</p>`}
      ${this.open ? doors(this, context) : nothing}
    </section>`;
  }

  /** What we think, and what we still have to ask. @param {Context} context @param {Recognition} recognition */
  said(context, recognition) {
    const { words } = context;
    const { machine } = this;
    if (this.another && !this.open) return this.elsewhere(context, machine);
    if (machine && this.from !== 'guess') return this.known(context, machine);
    if (machine)
      return html`<p class="machine-name">
          ${words.say('recognise.guess', { name: this.summary(context, machine) })} ${change(this, context)}
        </p>
        ${this.room ? ramField(this, context, 'ram') : nothing}`;
    if (recognition.kind === 'card')
      return html`<p class="machine-name">
          ${words.say('recognise.guess', { name: plain(recognition.name) })} ${change(this, context)}
        </p>
        ${this.room ? sizesField(this, context, recognition.candidates) : nothing}`;
    if (recognition.kind === 'integrated')
      return html`<p class="machine-name">
          ${words.say('recognise.guess', { name: plain(recognition.name) })} ${change(this, context)}
        </p>
        ${this.room ? this.alsoCard(context, recognition) : nothing}
        ${this.room && this.door !== 'plain' ? ramField(this, context, 'shared') : nothing}`;
    if (recognition.kind === 'apple') {
      const chip = recognition.chip ? `Apple ${recognition.chip}` : undefined;
      return html`<p class="machine-name">
          ${chip ? words.say('recognise.apple_chip', { chip }) : words.say('recognise.apple')} ${change(this, context)}
        </p>
        ${this.room && !this.open ? this.macField(context) : nothing}`;
    }
    if (recognition.kind === 'phone')
      return html`<p class="machine-name">
        ${words.say('recognise.which')} ${this.wide ? nothing : change(this, context, 'recognise.choose')}
      </p>`;
    return html`<p class="machine-name">
        ${words.say('recognise.which')} ${this.open && this.wide ? nothing : change(this, context, 'recognise.choose')}
      </p>
      <p class="quiet" ?hidden=${!this.room}>
        ${words.say(`recognise.not.${recognition.rule}`, { name: plain(recognition.name ?? '') })}
      </p>
      ${this.room ? this.alsoCard(context, recognition) : nothing}`;
  }

  /** @param {Context} context */
  macField(context) {
    return doors(this, context, 'mac');
  }

  /** @param {Context} context @param {Recognition} recognition */
  alsoCard({ words }, { alsoCard }) {
    if (!alsoCard) return nothing;
    return html`<p>
      ${words.say('recognise.also_card')}
      <button type="button" class="word" @click=${() => this.show('card')}>${words.say('recognise.pick_card')}</button>
    </p>`;
  }

  /** Another machine is asked about: ours is offered. @param {Context} context @param {Machine} [machine] */
  elsewhere(context, machine) {
    const { words } = context;
    if (!machine) return html`<p class="machine-name">${words.say('recognise.linked')} ${change(this, context)}</p>`;
    return html`<p class="machine-name">
      ${words.say('recognise.another', { name: this.summary(context, machine) })}
      <button type="button" class="word" @click=${() => this.choose(machine)}>
        ${words.say('recognise.use_mine')}
      </button>
    </p>`;
  }

  /** @param {Context} context @param {Machine} machine */
  summary({ words, figures }, { devices }) {
    const names = devices.map(({ device, count = 1 }) => {
      const name = this.nameOf(device);
      return count === 1 ? name : words.say('recognise.counted', { count: figures.count(count), name });
    });
    return names.join(words.say('ruler.separator')) || words.say('recognise.processor');
  }

  /** A machine that was chosen, now or before. @param {Context} context @param {Machine} machine */
  known(context, machine) {
    const { words } = context;
    return html`<p class="machine-name">${this.summary(context, machine)} ${change(this, context)}</p>
      ${this.room && !(machine.devices.length && this.unified(machine)) ? ramField(this, context, 'ram') : nothing}
      <p class="quiet" ?hidden=${!this.room}>
        ${words.say('recognise.remembered')}
        <button type="button" class="word" @click=${() => this.forget()}>${words.say('recognise.forget')}</button>
      </p>`;
  }

  /** A device with the memory that it was sold with. @param {string} id */
  nameOf(id) {
    const context = /** @type {Context} */ (this.context);
    const device = this.index?.byId.get(id);
    const name = context.names.device(id);
    if (!device?.memory_gib || /\d ?GB\b/.test(name)) return name;
    return context.words.say('recognise.device', { name, memory: String(device.memory_gib) });
  }
}

/** Graphics in a processor that no catalog lists run from system memory. @param {import('./pasted/index.js').PastedDevice} device */
const isMeant = ({ candidates, integrated }) => candidates.length > 0 || !integrated;

/** A driver's name without its marks. @param {string} name */
const plain = (name) => name.replace(/ ?\((?:r|tm|c)\)/gi, '').slice(0, 80);
