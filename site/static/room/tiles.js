// The pictures: one big, the rest in a strip. A tile never moves in the document, or its video would stop.
import { Meter } from "./meter.js";

const LOUD = 0.02;
// Whoever speaks this long takes the big place; shorter noises change nothing.
const TAKES_THE_FLOOR = 1500;
const STAYS_LIT = 700;

export class Tiles {
  constructor(page, line) {
    this.root = page.querySelector("[data-tiles]");
    this.pattern = document.getElementById("tile");
    this.line = line;
    this.tiles = new Map();
    this.streams = new Map();
    this.pinned = null;
    this.floor = null;
    this.ear = new Meter(null);
  }

  draw({ people, me }) {
    for (const [who, tile] of this.tiles) if (!people.has(who)) this.remove(who, tile);
    for (const person of people.values()) this.dress(this.tileOf(person.participant), person, person.participant === me);
    this.arrange();
  }

  tileOf(who) {
    const known = this.tiles.get(who);
    if (known) return known;
    const root = this.pattern.content.firstElementChild.cloneNode(true);
    const find = (name) => root.querySelector(`[data-${name}]`);
    const tile = {
      root, video: find("video"), initial: find("initial"), name: find("name"), entity: find("entity"),
      note: find("note"), pin: find("pin"), heard: 0, began: 0,
    };
    tile.pin.addEventListener("click", () => this.pin(who));
    this.tiles.set(who, tile);
    this.root.append(root);
    this.attach(tile, this.streams.get(who) ?? null);
    return tile;
  }

  dress(tile, person, mine) {
    const name = mine ? "Tú" : person.name;
    tile.person = person;
    tile.mine = mine;
    tile.initial.textContent = person.name.slice(0, 1);
    tile.name.textContent = name;
    tile.entity.textContent = person.entity;
    tile.pin.setAttribute("aria-label", `Poner en grande a ${mine ? "mi imagen" : person.name}`);
    tile.root.dataset.tone = person.participant % 4;
    tile.root.toggleAttribute("data-lost", person.state === "lost");
    tile.root.toggleAttribute("data-silent", !person.microphone);
    tile.root.toggleAttribute("data-mine", mine);
    tile.note.textContent = noteOf(person);
    // A microphone that is off is not heard, whatever that page sends.
    tile.video.muted = mine || !person.microphone;
    this.reveal(tile);
  }

  // The picture shows only while its owner says the camera is on and a picture may reach us.
  reveal(tile) {
    const own = this.line.state.people.get(this.line.state.me);
    const reaches = tile.mine || this.arrives(tile) || (own?.seat === "video" && tile.person?.seat === "video");
    tile.root.toggleAttribute("data-seen", Boolean(tile.person?.camera && reaches && tile.video.srcObject));
  }

  // Through the media server a picture reaches whoever asked for it, wherever she sits.
  arrives(tile) {
    return this.server && tile.video.srcObject?.getVideoTracks().length > 0;
  }

  show(who, stream) {
    if (stream) this.streams.set(who, stream);
    else this.streams.delete(who);
    const tile = this.tiles.get(who);
    if (tile) this.attach(tile, stream);
  }

  attach(tile, stream) {
    if (tile.video.srcObject !== stream) tile.video.srcObject = stream;
    if (stream) tile.video.play().catch(() => {});
    this.reveal(tile);
  }

  whenSeen(who, act) {
    this.tiles.get(who)?.video.requestVideoFrameCallback?.(act);
  }

  // Our own tile is silent: nobody wants to hear herself.
  mine(own) {
    this.ear.watch(own.isOn("audio") ? own.tracks.audio : null);
    const me = this.line.state.me;
    if (me === null) return;
    const track = own.isOn("video") ? own.tracks.video : null;
    const shown = this.streams.get(me)?.getVideoTracks()[0] ?? null;
    if (track !== shown) this.show(me, track && new MediaStream([track]));
    const tile = this.tiles.get(me);
    if (!tile) return;
    tile.video.muted = true;
    // A real camera is shown as a mirror; words on a test picture would read backwards.
    tile.root.toggleAttribute("data-mirror", !own.test);
  }

  levels(mesh) {
    const now = performance.now();
    for (const [who, tile] of this.tiles) {
      const level = tile.mine ? (this.ear.track && this.ear.level) || 0 : mesh.links.get(who)?.level() ?? 0;
      if (level > LOUD && tile.person?.microphone) {
        if (now - tile.heard > STAYS_LIT) tile.began = now;
        tile.heard = now;
      }
      const speaking = now - tile.heard < STAYS_LIT;
      tile.root.toggleAttribute("data-speaking", speaking);
      if (speaking && !tile.mine && now - tile.began > TAKES_THE_FLOOR && !this.speaks(this.floor, now)) this.floor = who;
    }
    this.arrange();
  }

  speaks(who, now) {
    return now - (this.tiles.get(who)?.heard ?? 0) < STAYS_LIT;
  }

  pin(who) {
    this.pinned = this.pinned === who ? null : who;
    this.arrange();
  }

  // How tall each of the others is shown, in dots of this screen.
  heights() {
    const others = [...this.tiles].filter(([, tile]) => !tile.mine);
    return new Map(others.map(([who, { root }]) => [who, Math.round(root.clientHeight * devicePixelRatio)]));
  }

  big() {
    const others = [...this.tiles.entries()].filter(([, tile]) => !tile.mine);
    const host = others.find(([, tile]) => tile.person?.role === "host");
    const choices = [this.pinned, this.floor, host?.[0], others[0]?.[0], this.line.state.me];
    return choices.find((who) => this.tiles.has(who)) ?? null;
  }

  arrange() {
    const big = this.big();
    if (big === this.shown && this.tiles.size === this.count) return;
    this.shown = big;
    this.count = this.tiles.size;
    for (const [who, tile] of this.tiles) {
      tile.root.toggleAttribute("data-big", who === big);
      tile.pin.setAttribute("aria-pressed", String(who === this.pinned));
    }
    this.root.dataset.count = this.tiles.size;
  }

  remove(who, tile) {
    tile.video.srcObject = null;
    tile.root.remove();
    this.tiles.delete(who);
    this.streams.delete(who);
  }

  // Where the others are heard: only some browsers let the page choose.
  async output(deviceId) {
    for (const { video } of this.tiles.values()) await video.setSinkId?.(deviceId).catch(() => {});
  }
}

function noteOf(person) {
  if (person.state === "lost") return "sin conexión, volverá";
  if (person.seat === "text") return "solo por escrito";
  return person.microphone ? "" : "micro apagado";
}
