// The links to everybody else: made, kept and dropped as the room's people change.
import { Link } from "./link.js";
import { since, totals } from "./measure.js";

const HEAL_EVERY = 4000;

export class Mesh {
  constructor({ line, ice, onstream, ondrop }) {
    Object.assign(this, { line, ice, onstream, ondrop });
    this.links = new Map();
    this.early = new Map();
    this.tracks = { audio: null, video: null };
    this.inside = false;
    setInterval(() => this.heal(), HEAL_EVERY);
  }

  // Whatever was lost on the way, a link that is not well after a while tries again.
  heal() {
    for (const link of this.links.values()) {
      link.sick = link.well ? 0 : (link.sick ?? 0) + 1;
      if (link.sick > 1 && this.line.seated) link.revive();
    }
  }

  // Our own join was numbered: everybody already there is offered a link.
  enter() {
    const again = this.inside;
    this.inside = true;
    for (const person of this.line.state.people.values()) this.meet(person, true);
    if (again) for (const link of this.links.values()) link.revive();
  }

  // Called when a person came, changed seat or came `back`; `first` when it is for us to offer.
  meet(person, first, back = false) {
    const { me } = this.line.state;
    if (!this.inside || person.participant === me || person.seat === "text" || this.seat === "text") return;
    const known = this.links.get(person.participant);
    if (known?.other.peer === person.peer) {
      known.other = person;
      this.supply(known);
      if (back) known.revive();
      return;
    }
    this.drop(person.participant);
    this.make(person, first);
  }

  make(person, first) {
    const { participant, peer } = person;
    const link = new Link({
      other: person,
      polite: this.line.state.me > participant,
      first,
      ice: this.ice,
      signal: (data) => this.line.send({ kind: "signal", to: participant, peer, data }),
      onstream: (stream) => this.onstream(participant, stream),
    });
    this.links.set(participant, link);
    this.supply(link);
    if (first) link.begin();
    for (const data of this.early.get(peer) ?? []) link.hear(data);
    this.early.delete(peer);
  }

  // A whisper may arrive before the numbered event that presents its sender: it waits for it.
  hear({ by, peer, data }) {
    const link = this.links.get(by);
    if (link?.other.peer === peer) link.hear(data);
    else this.early.set(peer, [...(this.early.get(peer) ?? []).slice(-60), data]);
  }

  use(tracks) {
    this.tracks = tracks;
    for (const link of this.links.values()) this.supply(link);
  }

  // Picture travels only between two seats with picture.
  supply(link) {
    const both = this.seat === "video" && link.other.seat === "video";
    link.use({ audio: this.tracks.audio, video: both ? this.tracks.video : null });
  }

  get seat() {
    const { people, me } = this.line.state;
    return people.get(me)?.seat ?? "text";
  }

  async bytes() {
    const all = await Promise.all([...this.links.values()].map((link) => link.report()));
    const transports = all.flat().filter(({ type }) => type === "transport");
    return transports.reduce((sum, one) => sum + one.bytesReceived + one.bytesSent, 0);
  }

  // Each page sends the same to all: there is nothing to choose.
  look() {}

  // How this line is, for who directs.
  async measure() {
    if (!this.line.seated || !this.links.size) return null;
    const reports = await Promise.all([...this.links.values()].map((link) => link.report()));
    const now = totals(reports.flat());
    const said = since(this.before ?? now, now);
    this.before = now;
    if (said && this.line.seated) this.line.send(said);
    return said;
  }

  drop(participant) {
    const link = this.links.get(participant);
    if (!link) return;
    link.close();
    this.links.delete(participant);
    this.ondrop(participant);
  }

  close() {
    this.inside = false;
    for (const participant of [...this.links.keys()]) this.drop(participant);
  }
}
