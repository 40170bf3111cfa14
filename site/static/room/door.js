// Before entering: see oneself, see the microphone move, choose devices, and one big button.
import { Meter } from "./meter.js";

export class Door {
  constructor(page, own, devices, room) {
    this.own = own;
    this.devices = devices;
    this.root = page.querySelector("[data-door]");
    this.picture = this.root.querySelector("video");
    this.face = this.root.querySelector("[data-door-face]");
    this.trouble = this.root.querySelector("[data-door-trouble]");
    this.test = this.root.querySelector("[data-door-test]");
    this.meter = new Meter(this.root.querySelector("meter"));
    this.switches = { audio: this.root.querySelector("[data-door-mic]"), video: this.root.querySelector("[data-door-camera]") };
    this.root.querySelector("[data-enter]").addEventListener("click", () => this.enter(room, true));
    this.root.querySelector("[data-enter-audio]").addEventListener("click", () => this.enter(room, false));
    this.test.addEventListener("click", () => own.pretend());
    for (const kind of ["audio", "video"]) this.switches[kind].addEventListener("click", () => own.toggle(kind));
  }

  async check({ audioOnly, listener }) {
    this.audioOnly = audioOnly;
    if (!listener) await this.own.start(audioOnly ? ["audio"] : ["audio", "video"]);
    this.root.dataset.ready = "yes";
    this.draw();
  }

  enter(room, video) {
    const wanted = video && !this.audioOnly;
    if (!wanted) this.own.turnOff("video");
    for (const button of this.root.querySelectorAll("[data-enter], [data-enter-audio]")) button.disabled = true;
    room.enter({ video: wanted });
  }

  draw() {
    if (this.closed) return;
    const { own } = this;
    const seen = own.isOn("video");
    if (seen && this.picture.srcObject?.getVideoTracks()[0] !== own.tracks.video) {
      this.picture.srcObject = new MediaStream([own.tracks.video]);
    }
    this.picture.hidden = !seen;
    this.picture.toggleAttribute("data-mirror", !own.test);
    this.face.hidden = seen;
    this.meter.watch(own.isOn("audio") ? own.tracks.audio : null);
    this.explain();
    for (const [kind, button] of Object.entries(this.switches)) label(button, own.isOn(kind));
  }

  explain() {
    const said = this.audioOnly ? [this.own.trouble.audio] : [this.own.trouble.audio, this.own.trouble.video];
    const text = said.filter(Boolean).join(" ");
    this.trouble.hidden = !text;
    this.trouble.querySelector("p").textContent = text && `${text} Puedes entrar sin ello: verás y oirás a las demás personas.`;
    this.test.hidden = !text;
  }

  close() {
    this.closed = true;
    this.meter.watch(null);
    this.picture.srcObject = null;
    this.root.hidden = true;
  }
}

// The state is said in words, not only by colour.
export function label(button, on) {
  button.dataset.on = on ? "yes" : "no";
  button.querySelector("[data-state]").textContent = on ? button.dataset.yes : button.dataset.no;
}
