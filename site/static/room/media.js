// Our own microphone and camera. Without them one still enters: every failure ends in a sentence, not in a wall.
import { testTracks } from "./test_source.js";

const RATE = { frameRate: { ideal: 15, max: 20 } };
const VIDEO = { width: { ideal: 640 }, height: { ideal: 360 }, ...RATE };
// Three layers are sent only from this size up.
const TALL = { width: { ideal: 960 }, height: { ideal: 540 }, ...RATE };
const AUDIO = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const NAMES = { audio: "el micrófono", video: "la cámara" };

export class OwnMedia extends EventTarget {
  constructor({ test, layers = false }) {
    super();
    this.wanted = { audio: AUDIO, video: layers ? TALL : VIDEO };
    this.test = test;
    this.tracks = { audio: null, video: null };
    this.chosen = { audio: "", video: "" };
    this.trouble = { audio: "", video: "" };
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.tell());
  }

  async start(kinds) {
    if (this.test) this.pretend();
    else for (const kind of kinds) await this.turnOn(kind);
  }

  // Test picture and tone in place of the real ones.
  pretend() {
    this.test = true;
    this.stop();
    this.tracks = testTracks();
    this.trouble = { audio: "", video: "" };
    this.tell();
  }

  async turnOn(kind) {
    if (this.test) return this.retest(kind);
    this.tracks[kind]?.stop();
    this.tracks[kind] = await this.ask(kind);
    this.tracks[kind]?.addEventListener("ended", () => this.gone(kind));
    this.tell();
    return this.tracks[kind] !== null;
  }

  retest(kind) {
    this.tracks[kind] ??= testTracks()[kind];
    this.tracks[kind].enabled = true;
    this.tell();
    return true;
  }

  async ask(kind) {
    this.trouble[kind] = "";
    const device = this.chosen[kind] ? { deviceId: { exact: this.chosen[kind] } } : {};
    const wanted = { ...this.wanted[kind], ...device };
    try {
      if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
      const stream = await navigator.mediaDevices.getUserMedia({ [kind]: wanted });
      return stream.getTracks()[0];
    } catch (error) {
      this.trouble[kind] = inWords(kind, error.name);
      return null;
    }
  }

  gone(kind) {
    this.tracks[kind] = null;
    this.trouble[kind] = `Se ha desconectado ${NAMES[kind]}.`;
    this.tell();
  }

  // The camera is let go, so that its light goes off; the microphone is only silenced, to come back at once.
  turnOff(kind) {
    const track = this.tracks[kind];
    if (!track) return;
    if (kind === "audio" || this.test) track.enabled = false;
    else {
      track.stop();
      this.tracks[kind] = null;
    }
    this.tell();
  }

  isOn(kind) {
    const track = this.tracks[kind];
    return Boolean(track?.enabled && track.readyState === "live");
  }

  async toggle(kind) {
    const track = this.tracks[kind];
    if (this.isOn(kind)) this.turnOff(kind);
    else if (track?.readyState === "live") {
      track.enabled = true;
      this.tell();
    } else await this.turnOn(kind);
    return this.isOn(kind);
  }

  async choose(kind, deviceId) {
    this.chosen[kind] = deviceId;
    if (this.isOn(kind) || !this.tracks[kind]) await this.turnOn(kind);
  }

  async devices() {
    const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    const of = (kind) => all.filter((one) => one.kind === kind && one.deviceId);
    return { audio: of("audioinput"), video: of("videoinput"), output: of("audiooutput") };
  }

  stop() {
    for (const track of Object.values(this.tracks)) track?.stop();
    this.tracks = { audio: null, video: null };
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}

function inWords(kind, error) {
  const name = NAMES[kind];
  if (error === "NotAllowedError") return `El navegador no deja usar ${name}. Puedes permitirlo junto a la dirección de la página.`;
  if (error === "NotFoundError" || error === "OverconstrainedError") return `No se encuentra ${name} en este equipo.`;
  if (error === "NotReadableError" || error === "AbortError") return `Otro programa está usando ${name}. Ciérralo y vuelve a probar.`;
  if (error === "SecurityError") return `Para usar ${name} hace falta una dirección segura (https).`;
  return `No se ha podido encender ${name}.`;
}
