// Which of many? A text field with a list of matches: the combobox pattern of WAI-ARIA 1.2 (list autocomplete, manual
// selection). What was typed stays until another option is picked.
import { LitElement, html, nothing } from 'lit';

/** @typedef {import('../search/index.js').Option} Option */

export class CanRunCombobox extends LitElement {
  static properties = {
    fieldId: { attribute: false },
    label: { attribute: false },
    hint: { attribute: false },
    value: { attribute: false },
    find: { attribute: false },
    texts: { attribute: false },
    error: { attribute: false },
    open: { state: true },
    active: { state: true },
    typed: { state: true },
    options: { state: true },
  };

  constructor() {
    super();
    this.fieldId = '';
    this.label = '';
    this.hint = '';
    /** The text that stands in the field when nobody types. */
    this.value = '';
    /** @type {(typed: string) => Option[]} */
    this.find = () => [];
    /** @type {{noMatch: string, matches: (count: number) => string}} */
    this.texts = { noMatch: '', matches: () => '' };
    /** @type {unknown} */
    this.error = undefined;
    this.open = false;
    this.active = -1;
    /** @type {string | undefined} */
    this.typed = undefined;
    /** @type {Option[]} */
    this.options = [];
  }

  createRenderRoot() {
    return this;
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  /** Puts the cursor into the field and shows what there is to choose. */
  choose() {
    this.input.focus();
    this.input.select();
    this.show('');
  }

  /** @param {string} query */
  show(query) {
    this.options = this.find(query);
    this.active = -1;
    this.open = true;
  }

  close() {
    this.open = false;
    this.active = -1;
  }

  /** @param {string} id */
  pick(id) {
    this.typed = undefined;
    this.close();
    this.dispatchEvent(new CustomEvent('pick', { detail: id }));
  }

  /** What was typed, as it was typed: the engine knows more spellings than the list. */
  commit() {
    const text = this.typed?.trim();
    if (text === undefined || text === '' || text === this.value) {
      this.typed = undefined;
      this.close();
      this.requestUpdate();
      return;
    }
    this.pick(text);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const last = this.options.length - 1;
    switch (event.key) {
      case 'ArrowDown':
        if (!this.open) this.show(this.typed ?? '');
        else this.active = this.active >= last ? 0 : this.active + 1;
        break;
      case 'ArrowUp':
        if (!this.open) this.show(this.typed ?? '');
        this.active = this.active <= 0 ? last : this.active - 1;
        break;
      case 'Enter':
        // While an input method composes, Enter belongs to it.
        if (event.isComposing) return;
        if (this.open && this.active >= 0) this.pick(this.options[this.active].id);
        else this.commit();
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
  updated(changed) {
    if (changed.has('active') && this.active >= 0) {
      this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  render() {
    const id = this.fieldId;
    const list = `${id}-list`;
    const hasError = this.error !== undefined && this.error !== nothing;
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
        aria-expanded=${this.open ? 'true' : 'false'}
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
      <ul id=${list} role="listbox" aria-label=${this.label} ?hidden=${!this.open || !this.options.length}>
        ${
          this.open
            ? this.options.map(
                (option, index) => html`
                  <li
                    id="${list}-${index}"
                    role="option"
                    aria-selected=${index === this.active ? 'true' : 'false'}
                    @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}
                    @click=${() => this.pick(option.id)}
                  >
                    <span class="option-name">${option.name}</span>
                    <span class="option-detail">${option.detail}</span>
                  </li>
                `,
              )
            : nothing
        }
      </ul>
      <p class="visually-hidden" role="status">
        ${this.open ? (this.options.length ? this.texts.matches(this.options.length) : this.texts.noMatch) : ''}
      </p>
      ${hasError ? html`<div class="error" id="${id}-error">${this.error}</div>` : nothing}
    `;
  }
}
