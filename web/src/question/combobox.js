// Which of many? A text field with a list of matches: the combobox pattern of WAI-ARIA 1.2 (list autocomplete, manual
// selection). What was typed stays until another option is picked.
import { LitElement, html, nothing } from 'lit';
import { gradeShape } from '../card/grade.js';
import { Grading } from './grading.js';

/** @typedef {import('../search/index.js').Option} Option @typedef {import('../search/late.js').LateFound} Found */

/**
 * What was picked: `detail` is its id or the text as typed, `option` the line of the list, if it was one.
 * @extends {CustomEvent<string>}
 */
export class PickEvent extends CustomEvent {
  /** @param {string} id @param {Option} [option] */
  constructor(id, option) {
    super('pick', { detail: id });
    this.option = option;
  }
}

export class CanRunCombobox extends LitElement {
  static properties = {
    fieldId: { attribute: false },
    label: { attribute: false },
    hint: { attribute: false },
    value: { attribute: false },
    find: { attribute: false },
    grades: { attribute: false },
    texts: { attribute: false },
    error: { attribute: false },
    open: { state: true },
    active: { state: true },
    typed: { state: true },
    found: { state: true },
  };

  constructor() {
    super();
    this.fieldId = '';
    this.label = '';
    this.hint = '';
    /** The text that stands in the field when nobody types. */
    this.value = '';
    /** @type {(typed: string) => Found} */
    this.find = () => ({ options: [], meant: 'none' });
    /**
     * The grades of the lines, where they have any: for which question, how to ask, how to say.
     * @type {{question: string, ask: import('./grading.js').Ask, say: (grade: string) => string} | undefined}
     */
    this.grades = undefined;
    /** @type {{noMatch: string, matches: (count: number) => string, choose?: (count: number) => string}} */
    this.texts = { noMatch: '', matches: () => '' };
    /** @type {unknown} */
    this.error = undefined;
    this.open = false;
    this.active = -1;
    /** @type {string | undefined} */
    this.typed = undefined;
    /** @type {Found} */
    this.found = { options: [], meant: 'none' };
    this.grading = new Grading(() => this.requestUpdate());
    /** Whether Enter has asked which one of several it shall be. */
    this.choosing = false;
  }

  createRenderRoot() {
    return this;
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  get options() {
    return this.found.options;
  }

  /** Puts the cursor into the field and shows what there is to choose. */
  choose() {
    this.input.focus();
    this.input.select();
    this.show('');
  }

  /** @param {string} query */
  show(query) {
    this.look(query);
    this.active = -1;
    this.choosing = false;
    this.open = true;
  }

  /** @param {string} query */
  look(query) {
    const found = this.find(query);
    this.found = found;
    // The search is on its way: look again when it is here, unless something else was typed or chosen meanwhile.
    found.late?.then(
      () => this.open && this.found === found && this.look(query),
      () => undefined,
    );
  }

  close() {
    this.open = false;
    this.active = -1;
    this.grading.stop();
  }

  /** @param {string} id @param {Option} [option] */
  pick(id, option) {
    this.typed = undefined;
    this.close();
    this.dispatchEvent(new PickEvent(id, option));
  }

  /** What was typed: the one that it names, else as it was typed, for the engine knows more spellings than the list. */
  commit() {
    const text = this.typed?.trim();
    if (text === undefined || text === '' || text === this.value) {
      this.typed = undefined;
      this.close();
      this.requestUpdate();
      return;
    }
    const { options, meant, late } = this.find(text);
    if (late) {
      late.then(
        () => this.typed?.trim() === text && this.commit(),
        () => this.pick(text),
      );
      return;
    }
    if (meant === 'one') this.pick(options[0].id, options[0]);
    else this.pick(text);
  }

  /** Enter without a line chosen: a text that means several opens the choice, and a second Enter takes the first of it. */
  enter() {
    const typing = this.typed !== undefined && this.typed.trim() !== '' && this.typed.trim() !== this.value;
    if (typing && this.open && this.options.length && (this.found.meant === 'several' || this.found.notice)) {
      this.choosing = true;
      this.active = 0;
      return;
    }
    this.commit();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const last = this.options.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        if (!this.open) this.show(this.typed ?? '');
        else if (last >= 0) this.active = this.active >= last ? 0 : this.active + 1;
        break;
      case 'ArrowUp':
        if (!this.open) this.show(this.typed ?? '');
        this.active = this.active <= 0 ? last : this.active - 1;
        break;
      case 'Enter':
        // While an input method composes, Enter belongs to it.
        if (event.isComposing) return;
        if (this.open && this.active >= 0) this.pick(this.options[this.active].id, this.options[this.active]);
        else this.enter();
        break;
      case 'Escape':
        if (this.open) this.close();
        else this.typed = undefined;
        this.requestUpdate();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    // More names have come while the list was open.
    if (changed.has('find') && this.open && !changed.has('open')) {
      const chosen = this.options[this.active]?.id;
      this.look(this.typed ?? '');
      this.active = this.options.findIndex(({ id }) => id === chosen);
    }
    if (this.grades) this.grading.of(this.grades.question, this.grades.ask);
    if (this.grades && this.open && (changed.has('found') || changed.has('open') || changed.has('grades')))
      this.grading.want(this.options.filter(({ kind }) => kind !== 'none'));
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('active') && this.active >= 0) {
      this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.grading.stop();
  }

  /** What a screen reader hears of the list. */
  status() {
    const { options, notice } = this.found;
    if (!this.open) return '';
    if (notice) return `${notice.text} ${options.map(({ name }) => name).join(', ')}`;
    if (!options.length) return this.texts.noMatch;
    return this.choosing && this.texts.choose ? this.texts.choose(options.length) : this.texts.matches(options.length);
  }

  /** The lines, under their headings where there are several. */
  lines() {
    const groups = [...new Set(this.options.map(({ group }) => group ?? ''))];
    const line = (/** @type {Option} */ option) => this.line(option, this.options.indexOf(option));
    if (!groups.some(Boolean)) return this.options.map(line);
    return groups.map((group, index) => {
      const members = this.options.filter((option) => (option.group ?? '') === group);
      const heading = `${this.fieldId}-group-${index}`;
      return group
        ? html`<div role="group" aria-labelledby=${heading}>
            <div class="option-group" role="presentation" id=${heading}>${group}</div>
            ${members.map(line)}
          </div>`
        : members.map(line);
    });
  }

  /** @param {Option} option @param {number} index */
  line(option, index) {
    const grade = this.grades && this.grading.grade(option.id);
    return html`<div
      id="${this.fieldId}-list-${index}"
      role="option"
      aria-selected=${index === this.active ? 'true' : 'false'}
      @click=${() => this.pick(option.id, option)}
    >
      ${
        this.grades
          ? html`<span class="option-grade"
              >${grade ? html`${gradeShape(grade)}<span class="visually-hidden">${this.grades.say(grade)}</span>` : nothing}</span
            >`
          : nothing
      }
      <span class="option-text">
        <span class="option-name">${option.name}</span>
        <span class="option-detail">${option.detail}</span>
      </span>
    </div>`;
  }

  render() {
    const id = this.fieldId;
    const list = `${id}-list`;
    const hasError = this.error !== undefined && this.error !== nothing;
    const { notice } = this.found;
    // A list that scrolls would be a stop of the Tab key, and is gone as soon as the field is left; a press on it must not
    // leave the field either.
    return html`
      <label for=${id}>${this.label}</label>
      <input
        id=${id}
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-autocomplete="list"
        aria-expanded=${this.open && this.options.length ? 'true' : 'false'}
        aria-controls=${list}
        aria-activedescendant=${this.active >= 0 ? `${list}-${this.active}` : nothing}
        aria-invalid=${hasError ? 'true' : nothing}
        aria-describedby=${hasError ? `${id}-error` : nothing}
        placeholder=${this.hint}
        .value=${this.typed ?? this.value}
        @input=${(/** @type {any} */ event) => {
          this.typed = event.target.value;
          this.show(event.target.value);
        }}
        @focus=${() => this.input.select()}
        @click=${() => !this.open && this.show('')}
        @keydown=${this.onKey}
        @blur=${() => (this.open || this.typed !== undefined ? this.commit() : undefined)}
      />
      <div class="matches" ?hidden=${!this.open || (!this.options.length && !notice)}>
        ${this.open && notice ? html`<p class="option-notice">${notice.text}</p>` : nothing}
        <div
          id=${list}
          role="listbox"
          tabindex="-1"
          aria-label=${this.label}
          ?hidden=${!this.options.length}
          @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}
        >
          ${this.open ? this.lines() : nothing}
        </div>
      </div>
      <p class="visually-hidden" role="status">${this.status()}</p>
      ${hasError ? html`<div class="error" id="${id}-error">${this.error}</div>` : nothing}
    `;
  }
}
