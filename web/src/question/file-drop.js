// A file dropped anywhere on the page.

/** @typedef {import('lit').ReactiveController} ReactiveController */

/** @implements {ReactiveController} */
export class FileDrop {
  /** @param {import('lit').ReactiveControllerHost} host @param {(file: File) => void} take */
  constructor(host, take) {
    this.host = host;
    this.take = take;
    /** Whether a file is held over the page. */
    this.dragging = false;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('dragover', this.onDrag);
    document.addEventListener('dragleave', this.onEnd);
    document.addEventListener('drop', this.onDrop);
  }

  hostDisconnected() {
    document.removeEventListener('dragover', this.onDrag);
    document.removeEventListener('dragleave', this.onEnd);
    document.removeEventListener('drop', this.onDrop);
  }

  /** @param {boolean} dragging */
  #set(dragging) {
    if (this.dragging === dragging) return;
    this.dragging = dragging;
    this.host.requestUpdate();
  }

  /** @param {DragEvent} event */
  onDrag = (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#set(true);
  };

  onEnd = () => this.#set(false);

  /** @param {DragEvent} event */
  onDrop = (event) => {
    this.#set(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.take(file);
  };
}
