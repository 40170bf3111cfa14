// Voice alone, from inside: no picture is sent or received until she wants it again. What it saves is said, and it
// is proposed to whose line carries little.
const MEGABYTES_PER_HOUR = 3600 / 1_000_000;
const POOR = { lost: 50, rtt: 800 };
// Rounds of two seconds that must go badly before it is proposed, and how long it is not proposed again.
const ROUNDS = 3;
const QUIET = 120_000;

export class VoiceOnly {
  constructor(page, room) {
    Object.assign(this, { room, page, spent: 0, camera: false, bad: 0, asked: -QUIET });
    this.button = page.querySelector("[data-voice-only]");
    this.button.addEventListener("click", () => this.turn(this.room.wantsVideo));
  }

  draw() {
    const on = !this.room.wantsVideo;
    this.button.setAttribute("aria-pressed", String(on));
    this.page.toggleAttribute("data-voice", on);
  }

  // The camera comes back with the seat that carries it, and only if it was on.
  turn(on) {
    const { room } = this;
    room.wantsVideo = !on;
    if (on) this.quieten();
    room.line.entry = room.entry();
    if (room.line.seated) room.line.send({ kind: "picture", on: !on });
    room.stats.bytesPerSecond = 0;
    room.mesh.receive?.();
    this.say(on);
    this.draw();
  }

  quieten() {
    const { own, stats } = this.room;
    this.spent = stats.bytesPerSecond * MEGABYTES_PER_HOUR;
    this.camera = own.isOn("video");
    own.turnOff("video");
  }

  // Who presses the camera wants picture.
  back() {
    this.camera = true;
    this.turn(false);
  }

  say(on) {
    const before = this.spent < 1 ? "" : ` Con imagen gastabas unos ${Math.round(this.spent)} MB por hora.`;
    if (on) this.room.notices.put(`Solo audio: no envías ni recibes imagen.${before}`);
    else this.room.notices.put("Vuelves a recibir imagen.");
  }

  seated(seat) {
    if (seat === "video" && this.camera && this.room.wantsVideo) this.room.own.turnOn("video");
    this.camera = this.camera && !this.room.wantsVideo;
  }

  // How many megabytes an hour less than with picture.
  saved(bytesPerSecond) {
    if (this.room.wantsVideo || this.spent < 1 || !bytesPerSecond) return 0;
    return Math.max(0, Math.round(this.spent - bytesPerSecond * MEGABYTES_PER_HOUR));
  }

  // What this line lost in the last round; nothing when nothing travelled.
  judge(line) {
    if (!line || !this.room.wantsVideo) return;
    this.bad = line.lost >= POOR.lost || line.rtt >= POOR.rtt ? this.bad + 1 : 0;
    if (this.bad < ROUNDS || performance.now() - this.asked < QUIET) return;
    this.asked = performance.now();
    this.propose();
  }

  propose() {
    const text = "Tu conexión va justa. Con solo audio se te oirá mejor; el chat y las diapositivas siguen.";
    this.room.notices.put(text, { button: "Solo audio", act: () => this.turn(true), other: "Ahora no" });
  }
}
