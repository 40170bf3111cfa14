// Picture and voice through the media server: each page sends once, whoever is there to receive it.
// To the rest of the page it looks like the mesh: one link for each person who is heard or seen.
import { since, totals } from "./measure.js";
import { In, Out } from "./sfu_leg.js";

const AGAIN_AFTER = 2000;
const FAILED_WAIT = 1000;
// A second failure within this time is no chance: the person is told.
const SOON = 20_000;

export class Sfu {
  constructor({ line, ice, onstream, ondrop, video, ontrouble }) {
    Object.assign(this, { line, ice, onstream, ondrop, video, ontrouble });
    this.failedAt = -SOON;
    this.links = new Map();
    this.tracks = { audio: null, video: null };
    this.legs = 0;
    this.heights = new Map();
    this.inside = false;
    line.addEventListener("published", ({ detail }) => this.out?.leg === detail.leg && this.out.answered(detail.sdp));
    line.addEventListener("offered", ({ detail }) => this.in?.leg === detail.leg && this.offered(detail));
    line.addEventListener("trickle", ({ detail }) => this.trickle(detail));
    line.addEventListener("joined", () => this.begin());
    line.addEventListener("cut", () => (this.numbered = false));
    line.addEventListener("event", () => this.send());
    line.addEventListener("rejoin", ({ detail }) => this.rejoin(detail));
    line.addEventListener("error", ({ detail }) => detail.code === "no_media" && this.failed(detail.message));
  }

  // Our join was numbered, and our seat given: they come in either order, and only then may we ask for anything.
  enter() {
    this.numbered = true;
    this.begin();
  }

  // The links of before, if any, were the old socket's.
  begin() {
    if (!this.numbered || !this.line.seated) return;
    this.inside = true;
    this.away = false;
    this.receive();
    this.send(true);
  }

  receive() {
    if (!this.inside) return;
    this.in?.close();
    const onparts = (parts) => this.arrive(parts);
    this.in = new In(this.options(() => this.receive()), { video: this.video(), onparts });
    this.said = new Map();
  }

  // A link that failed gives way to another after a pause, unless another took its place meanwhile.
  options(again) {
    const leg = (this.legs += 1);
    const current = () => this.in?.leg === leg || this.out?.leg === leg;
    const onfailed = () => setTimeout(() => current() && again(), FAILED_WAIT);
    return { leg, ice: this.ice, send: (message) => this.line.seated && this.line.send(message), onfailed };
  }

  // What our seat allows, and only then: without the right there is nothing to send with.
  send(anew = false) {
    const { may, picture } = this.right;
    if (this.out && (anew || !may || this.out.picture !== picture)) {
      this.out.close();
      this.out = null;
    }
    if (!this.inside || this.away || !may) return;
    if (this.out) this.out.use(this.tracks);
    else this.out = new Out(this.options(() => this.send(true)), { tracks: this.tracks, picture });
  }

  get right() {
    const { people, me } = this.line.state;
    const mine = people.get(me);
    if (!mine || mine.seat === "text" || (mine.role === "listener" && !mine.floor_since)) return { may: false };
    const picture = mine.seat === "video";
    // What who directs took away is stopped by the server; with both taken there is nothing left to send.
    return { may: !mine.muted || (picture && !mine.camera_stopped), picture };
  }

  get sending() {
    return this.out?.pc.connectionState === "connected";
  }

  use(tracks) {
    this.tracks = tracks;
    this.send();
  }

  // Whoever comes or goes is told by the media server's next offer.
  meet() {}

  hear() {}

  arrive(parts) {
    const people = new Map();
    for (const part of parts) people.set(part.who, [...(people.get(part.who) ?? []), part]);
    for (const who of [...this.links.keys()]) if (!people.has(who)) this.drop(who);
    for (const [who, theirs] of people) this.present(who, theirs);
    this.look(this.heights);
  }

  present(who, parts) {
    const known = this.links.get(who);
    if (known?.same(this.in, parts)) return;
    const link = new Received(this.in, parts);
    this.links.set(who, link);
    this.onstream(who, link.stream);
  }

  trickle({ of, leg, data }) {
    const link = of === "out" ? this.out : this.in;
    if (link?.leg === leg) link.hear(data.candidate);
  }

  // The media server fell, or one of our links to it: begin again when it is there.
  rejoin({ of, ready }) {
    this.away = !ready;
    clearTimeout(this.waiting);
    if (!ready) return this.lose();
    if (of !== "out") this.receive();
    if (of !== "in") this.send(true);
    return undefined;
  }

  lose() {
    for (const who of [...this.links.keys()]) this.drop(who);
    this.in?.close();
    this.out?.close();
    this.in = this.out = null;
  }

  offered(offer) {
    if (this.told) this.ontrouble("");
    this.told = false;
    this.in.offered(offer);
  }

  failed(message) {
    const again = performance.now() - this.failedAt < SOON;
    this.failedAt = performance.now();
    if (again && !this.told) this.ontrouble(message);
    this.told ||= again;
    this.again();
  }

  // What we asked could not be done now.
  again() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.begin(), AGAIN_AFTER);
  }

  // How tall each picture is shown, said only when it changes: nobody sends us more than we look at.
  look(heights) {
    this.heights = heights;
    for (const [who, height] of heights) {
      if (!this.links.has(who) || this.said?.get(who) === height || !this.line.seated) continue;
      this.said.set(who, height);
      this.line.send({ kind: "layer", who, height });
    }
  }

  // What this line lost since the last time, for the server to send what fits in it.
  async measure() {
    if (!this.in || !this.line.seated) return null;
    const now = totals([...(await this.in.pc.getStats()).values()]);
    const { before = now } = this;
    this.before = now;
    const said = since(before, now);
    if (said) this.line.send(said);
    return said;
  }

  async bytes() {
    const all = await Promise.all([this.in, this.out].filter(Boolean).map(({ pc }) => pc.getStats()));
    const transports = all.flatMap((one) => [...one.values()]).filter(({ type }) => type === "transport");
    return transports.reduce((sum, one) => sum + one.bytesReceived + one.bytesSent, 0);
  }

  drop(who) {
    if (this.links.delete(who)) this.ondrop(who);
  }

  close() {
    this.inside = false;
    clearTimeout(this.waiting);
    this.lose();
  }
}

// What reaches us of one person.
class Received {
  constructor(leg, parts) {
    Object.assign(this, { leg, parts });
    this.stream = new MediaStream(parts.map(({ receiver }) => receiver.track));
  }

  same(leg, parts) {
    return this.leg === leg && parts.map(({ mid }) => mid).join() === this.parts.map(({ mid }) => mid).join();
  }

  get pc() {
    return this.leg.pc;
  }

  level() {
    const voice = this.parts.find(({ what }) => what === "audio");
    return voice?.receiver.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
  }

  async report() {
    const mids = new Set(this.parts.map(({ mid }) => mid));
    return [...(await this.pc.getStats()).values()].filter(({ type, mid }) => type === "inbound-rtp" && mids.has(mid));
  }
}

