// One letter does what its button does. They can be switched off, and this browser remembers it (WCAG 2.1.4).
import { recall, remember } from "./memory.js";

const STORE = "concejo.keys";
const WRITES = "input, textarea, select, [contenteditable]";

export class Keys {
  constructor(page, room) {
    Object.assign(this, { page, room, wants: recall(STORE, { on: true }) });
    this.sheet = page.querySelector("[data-keys]");
    this.toggle = this.sheet.querySelector("[data-keys-on]");
    this.acts = {
      m: () => this.push("[data-dock-mic]"),
      v: () => this.push("[data-dock-camera]"),
      a: () => this.push("[data-voice-only]"),
      p: () => this.push("[data-dock-hand]"),
      c: () => this.pane("pane-chat", "textarea"),
      g: () => this.pane("pane-people"),
      e: () => this.pane("pane-polls"),
      "?": () => this.sheet.showModal(),
    };
    this.toggle.addEventListener("click", () => this.turn());
    page.querySelector("[data-open-keys]").addEventListener("click", () => this.sheet.showModal());
    this.sheet.querySelector("[data-close-keys]").addEventListener("click", () => this.sheet.close());
    document.addEventListener("keydown", (event) => this.press(event));
    this.obey();
  }

  turn() {
    this.wants.on = !this.wants.on;
    remember(STORE, this.wants);
    this.obey();
  }

  obey() {
    this.toggle.setAttribute("aria-checked", String(this.wants.on));
  }

  press(event) {
    const act = this.acts[event.key.toLowerCase()];
    if (!act || !this.listens(event)) return;
    event.preventDefault();
    act();
  }

  listens({ repeat, ctrlKey, metaKey, altKey, target }) {
    const accompanied = repeat || ctrlKey || metaKey || altKey;
    const inside = this.page.dataset.phase === "room" && !this.page.querySelector("dialog[open]");
    return this.wants.on && inside && !accompanied && !target.closest(WRITES);
  }

  // What is not on the screen is not pressed.
  push(name) {
    const button = this.page.querySelector(name);
    if (button.checkVisibility()) button.click();
  }

  pane(id, inside) {
    this.room.panel.show(id);
    if (inside) document.getElementById(id).querySelector(inside).focus();
  }
}
