// The buttons under the thumb.
import { label } from "./door.js";

export class Dock {
  constructor(page, own, room) {
    Object.assign(this, { page, own, room });
    const find = (name) => page.querySelector(`[data-dock-${name}]`);
    this.switches = { audio: find("mic"), video: find("camera") };
    this.farewell = page.querySelector("[data-farewell]");
    for (const kind of ["audio", "video"]) this.switches[kind].addEventListener("click", () => this.toggle(kind));
    find("devices").addEventListener("click", () => room.devices.open());
    find("leave").addEventListener("click", () => this.leave());
    if (this.farewell) this.ask();
  }

  begin() {
    this.draw();
    [...this.page.querySelectorAll(".dock button")].find((one) => one.checkVisibility())?.focus({ preventScroll: true });
  }

  async toggle(kind) {
    const forbidden = this.room.moderation.forbids(kind);
    if (forbidden && !this.own.isOn(kind)) return this.room.notices.trouble(forbidden);
    if (kind === "video" && !this.room.wantsVideo) return this.room.voiceOnly.back();
    const on = await this.own.toggle(kind);
    const name = kind === "audio" ? "Micro" : "Cámara";
    const trouble = this.own.trouble[kind];
    if (!on && trouble) return this.room.notices.trouble(trouble);
    return this.room.notices.announce(`${name} ${on ? this.switches[kind].dataset.yes : this.switches[kind].dataset.no}.`);
  }

  // Who directs chooses between leaving and ending it for everybody.
  ask() {
    this.farewell.querySelector("[data-just-leave]").addEventListener("click", () => this.room.leave());
    this.farewell.querySelector("[data-end]").addEventListener("click", () => this.room.end());
    this.farewell.querySelector("[data-stay]").addEventListener("click", () => this.farewell.close());
  }

  leave() {
    if (this.farewell) this.farewell.showModal();
    else this.room.leave();
  }

  draw() {
    for (const [kind, button] of Object.entries(this.switches)) label(button, this.own.isOn(kind));
  }
}
