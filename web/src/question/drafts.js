// What was typed and is in no address yet: kept for this tab, so that a reload loses nothing.

/** @typedef {import('lit').ReactiveController} ReactiveController */

const PREFIX = 'canrun.draft.';

/** @param {string} id of the control @returns {string | undefined} */
export function draftOf(id) {
  try {
    return sessionStorage.getItem(PREFIX + id) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} id of the control @param {string | undefined} text  undefined: it needs no keeping any more */
export function keepDraft(id, text) {
  try {
    if (text === undefined || text === '') sessionStorage.removeItem(PREFIX + id);
    else sessionStorage.setItem(PREFIX + id, text);
  } catch {
    // A browser that keeps nothing, or a text that is too long for it: it stays on the page only.
  }
}

/** @returns {string[]} ids of controls that have a draft */
function draftIds() {
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/** @param {EventTarget | null} target @returns {target is HTMLInputElement | HTMLTextAreaElement} */
const holdsText = (target) =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');

/**
 * Keeps what is typed into the text controls of a view.
 * @implements {ReactiveController}
 */
export class Drafts {
  /** @param {import('lit').LitElement} host */
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    this.host.addEventListener('input', this.onTyping);
    this.host.addEventListener('change', this.onTyped);
  }

  /** @param {Event} event */
  onTyping = ({ target }) => {
    if (holdsText(target)) keepDraft(target.id, target.value);
  };

  /** What was typed into a line is in the question now; the text of an area stays. @param {Event} event */
  onTyped = ({ target }) => {
    if (target instanceof HTMLInputElement) keepDraft(target.id, undefined);
  };

  /** Brings back what was being typed when the page was left. */
  async takeUp() {
    await this.host.updateComplete;
    for (const id of draftIds()) {
      const control = this.host.querySelector(`#${CSS.escape(id)}`);
      if (!(control instanceof HTMLInputElement)) continue;
      const combobox = /** @type {import('./combobox.js').CanRunCombobox | null} */ (
        control.closest('canrun-combobox')
      );
      if (combobox) combobox.typed = draftOf(id);
      else control.value = draftOf(id) ?? '';
    }
  }
}
