// The room's page: puts together the line to the server, the links to the others, our own media and the views.
import { Chat } from "./chat.js";
import { Decks } from "./decks.js";
import { Devices } from "./devices.js";
import { Dock } from "./dock.js";
import { Door } from "./door.js";
import { Floor } from "./floor.js";
import { Focus } from "./focus.js";
import { Header } from "./header.js";
import { Keys } from "./keys.js";
import { Line } from "./line.js";
import { Lobby } from "./lobby.js";
import { OwnMedia } from "./media.js";
import { Mesh } from "./mesh.js";
import { Moderation } from "./moderation.js";
import { Notices } from "./notices.js";
import { Panel } from "./panel.js";
import { People } from "./people.js";
import { Polls } from "./polls.js";
import { Quality } from "./quality.js";
import { Sfu } from "./sfu.js";
import { Slides } from "./slides.js";
import { Stats } from "./stats.js";
import { Tiles } from "./tiles.js";
import { VoiceOnly } from "./voice_only.js";
import { Written } from "./written.js";

const settings = JSON.parse(document.getElementById("room-settings").textContent);
const query = new URLSearchParams(location.search);
const scheme = location.protocol === "https:" ? "wss" : "ws";

class Room {
  constructor() {
    this.page = document.getElementById("room");
    this.audioOnly = query.has("audio");
    this.own = new OwnMedia({ test: query.has("prueba"), layers: settings.media === "janus" });
    this.line = new Line(`${scheme}://${location.host}${settings.socket}`, crypto.randomUUID());
    this.notices = new Notices();
    this.tiles = new Tiles(this.page, this.line);
    this.tiles.server = settings.media === "janus";
    this.mesh = new (settings.media === "janus" ? Sfu : Mesh)({
      line: this.line,
      ice: settings.ice,
      onstream: (who, stream) => this.stream(who, stream),
      ondrop: (who) => this.tiles.show(who, null),
      video: () => this.wantsVideo,
      ontrouble: (text) => this.notices.media(!text, text),
    });
    this.stats = new Stats(this.mesh);
    this.header = new Header(this.page, this.line);
    this.panel = new Panel(this.page);
    this.lobby = new Lobby(this.page, this);
    this.floor = new Floor(this.page, this);
    this.moderation = new Moderation(this.page, this);
    this.written = new Written(this.page, this);
    this.polls = new Polls(this.page, this, settings.polls);
    this.slides = new Slides(this.page, this, settings.slides);
    this.decks = new Decks(this.page, this, settings.slides);
    this.views = [
      this.tiles, this.header, this.people(),
      new Chat(this.page, this.line, this.notices, this.written.writer),
      this.lobby, this.floor, this.moderation, this.written, this.polls, this.slides, this.decks,
    ];
    this.devices = new Devices(this.page, this.own, this.tiles);
    this.door = new Door(this.page, this.own, this.devices, this);
    this.dock = new Dock(this.page, this.own, this);
    this.voiceOnly = new VoiceOnly(this.page, this);
    this.keys = new Keys(this.page, this);
    this.focus = new Focus(this.page);
    this.listen();
  }

  people() {
    const quality = new Quality(this.line, () => made.draw(this.line.state));
    const made = new People(this.page, (who) => this.moderation.open(who), quality);
    return made;
  }

  listen() {
    const { line, own } = this;
    own.addEventListener("change", () => this.supply());
    line.addEventListener("joined", ({ detail }) => this.joined(detail));
    line.addEventListener("state", () => this.refresh());
    line.addEventListener("pending", () => this.draw());
    line.addEventListener("event", ({ detail }) => this.happened(detail));
    line.addEventListener("signal", ({ detail }) => this.mesh.hear(detail));
    line.addEventListener("ways", ({ detail }) => (this.mesh.ice = detail.ice));
    line.addEventListener("rejoin", ({ detail }) => detail.of === "all" && this.notices.media(detail.ready));
    line.addEventListener("cut", () => this.notices.cut());
    line.addEventListener("over", ({ detail }) => this.over(detail));
    line.addEventListener("error", ({ detail }) => this.refused(detail));
    line.addEventListener("waiting", ({ detail }) => this.lobby.queued(detail));
    setInterval(() => this.tiles.levels(this.mesh), 200);
    setInterval(() => this.measure(), 2000);
  }

  // Who only listens is not shown or heard, whatever her browser sends.
  stream(who, stream) {
    const person = this.line.state.people.get(who);
    if (person?.role === "listener" && !person.floor_since) return;
    this.tiles.show(who, stream);
    this.tiles.whenSeen(who, () => this.stats.sawSomebody());
  }

  async start() {
    await this.door.check({ audioOnly: this.audioOnly, listener: settings.role === "listener" });
  }

  enter({ video }) {
    this.stats.pressed();
    this.wantsVideo = video;
    this.notices.connecting();
    this.line.open(this.entry());
  }

  entry() {
    return { video: this.wantsVideo, microphone: this.own.isOn("audio"), camera: this.own.isOn("video") };
  }

  joined({ seat }) {
    this.notices.back();
    this.declared = null;
    if (this.page.dataset.phase !== "room") this.show("room");
    this.notices.seat(seat, this.wantsVideo);
    this.supply();
    // Let in from the waiting room, the state that was given already holds our own coming in.
    const { people, me } = this.line.state;
    if (!this.mesh.inside && people.get(me)?.peer === this.line.peer) this.mesh.enter();
  }

  // Who is not inside yet stays before the door, and comes in by herself when it opens.
  refused({ code, message }) {
    if (code === "locked" && !this.line.seated) this.lobby.locked(message);
    // The media server is asked again; only if that fails too is it said.
    else if (code !== "no_media" && !this.polls.arrivedBefore(code)) this.notices.trouble(message);
  }

  show(phase) {
    this.page.dataset.phase = phase;
    this.door.close();
    this.dock.begin();
  }

  // What our media is now goes to our tile, to the links and, if it changed, to everybody by the server.
  supply() {
    this.mesh.use(this.own.tracks);
    this.tiles.mine(this.own);
    this.devices.draw();
    this.door.draw();
    this.dock.draw();
    if (this.wantsVideo === undefined) return;
    this.line.entry = this.entry();
    if (this.line.seated) this.declare();
  }

  declare() {
    const { microphone, camera } = this.entry();
    const declared = `${microphone} ${camera}`;
    if (declared !== this.declared && this.line.send({ kind: "media", microphone, camera })) this.declared = declared;
  }

  refresh() {
    const { people } = this.line.state;
    this.notices.know(people);
    for (const who of [...this.mesh.links.keys()]) if (!people.has(who)) this.mesh.drop(who);
    for (const person of people.values()) this.mesh.meet(person, true);
    this.draw();
  }

  happened(event) {
    const { state } = this.line;
    const person = state.people.get(event.participant);
    const mine = event.participant === state.me;
    if (event.kind === "join" && mine && event.peer === this.line.peer) this.mesh.enter();
    else if (event.kind === "join") this.mesh.meet(person, false, true);
    if (event.kind === "seat" || event.kind === "floor") this.reseat(event, person, mine);
    if (event.kind === "leave") this.mesh.drop(event.participant);
    for (const one of [this.notices, this.lobby, this.floor, this.moderation, this.written, this.polls, this.slides]) one.event(event, person, mine);
    this.draw();
  }

  // Whoever gets a seat with voice is linked to the others: she offers.
  reseat({ kind, seat }, person, mine) {
    if (mine && kind === "seat") {
      this.notices.seat(seat, this.wantsVideo);
      this.voiceOnly.seated(seat);
    }
    if (mine) for (const other of this.line.state.people.values()) this.mesh.meet(other, true);
    else this.mesh.meet(person, false);
    this.mesh.use(this.own.tracks);
  }

  draw() {
    const { people, me } = this.line.state;
    this.page.dataset.role = people.get(me)?.role ?? settings.role;
    this.voiceOnly.draw();
    for (const view of this.views) view.draw(this.line.state);
  }

  async measure() {
    if (this.page.dataset.phase !== "room") return;
    await this.stats.measure();
    const { bytesPerSecond } = this.stats;
    this.header.spend(bytesPerSecond, this.voiceOnly.saved(bytesPerSecond));
    this.mesh.look(this.tiles.heights());
    this.voiceOnly.judge(await this.mesh.measure());
  }

  leave() {
    this.left = true;
    this.line.leave();
  }

  end() {
    this.line.send({ kind: "end" });
  }

  over({ code, text }) {
    this.mesh.close();
    this.own.stop();
    if (this.left || code === 4410 || code === 1000) location.assign(settings.left);
    else this.notices.over(text, code, () => location.reload());
  }
}

const room = new Room();
// For the tests, which must see with their own eyes that people hear and see each other.
window.concejoRoom = {
  stats: () => room.stats.report(),
  firstFrame: () => room.stats.firstFrame,
  state: () => ({ ...room.line.state, people: [...room.line.state.people.values()], seated: room.line.seated }),
  sending: () => Boolean(room.mesh.sending),
  cut: () => room.line.socket && room.line.drop(),
};
room.start();
