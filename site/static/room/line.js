// The socket: comes back by itself after a cut, from the last event it knew, and loses no line of chat.
import { FAREWELLS, INCOMING, OUTGOING, VERSION, fits } from "./protocol.js";
import { directs, next, nothing, whole } from "./state.js";

const FIRST_WAIT = 400;
// A restart of the server takes seconds: whoever waited longer than this would still be out when it is back.
const LONGEST_WAIT = 2000;
// The server speaks every two seconds; this much silence is a dead line.
const SILENCE = 9000;

// A stored event carries its content under "data"; null when its retention has ended.
function flat(message) {
  if (!Number.isInteger(message.n) || message.data === undefined) return message;
  const { data, ...rest } = message;
  return { ...data, ...rest };
}

export class Line extends EventTarget {
  constructor(address, peer) {
    super();
    this.address = address;
    this.peer = peer;
    this.state = nothing();
    this.entry = null;
    this.seated = false;
    this.finished = false;
    this.tries = 0;
    this.unsaid = new Map();
    setInterval(() => this.watch(), 1000);
    addEventListener("online", () => this.socket && this.drop());
    addEventListener("offline", () => this.socket && this.drop());
  }

  // `entry` says how she wants to be in the room; it is sent again after each cut.
  open(entry) {
    this.entry = entry;
    this.finished = false;
    clearTimeout(this.timer);
    const socket = new WebSocket(this.address);
    this.socket = socket;
    this.heard = Date.now();
    socket.onopen = () => this.greet();
    socket.onmessage = ({ data }) => this.socket === socket && this.hear(data);
    socket.onclose = ({ code }) => this.socket === socket && this.cut(code);
  }

  greet() {
    const known = this.state.n;
    this.send(known === null ? { kind: "hello", v: VERSION } : { kind: "resume", v: VERSION, after: known });
    this.send({ kind: "join", peer: this.peer, ...this.entry });
  }

  send(message) {
    if (!fits(OUTGOING, message)) throw new Error(`not a message: ${message.kind}`);
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  // How we stand in the room has changed: what we may see of it is asked for from the beginning.
  again() {
    this.state = nothing();
    this.greet();
  }

  // A line of chat, or of captions, stays ours until it comes back numbered.
  say(text, { kind = "chat", ref = crypto.randomUUID() } = {}) {
    this.unsaid.set(ref, { kind, text, ref });
    if (this.seated) this.send(this.unsaid.get(ref));
    this.tell("pending");
  }

  hear(data) {
    this.heard = Date.now();
    const message = flat(JSON.parse(data));
    if (!fits(INCOMING, message)) return;
    if (message.kind === "beat") this.send({ kind: "ping" });
    else if (message.kind === "state") this.begin(message);
    else if (message.kind === "joined") this.sit(message);
    else if (message.kind === "again") this.again();
    else if (message.kind === "waiting") this.wait(message);
    else if (message.n !== undefined && message.kind !== "resumed") this.follow(message);
    else this.tell(message.kind, message);
  }

  begin(message) {
    this.clock = Date.parse(message.now) - Date.now();
    this.state = whole({ ...message, chat: message.chat.map(flat), captions: message.captions.map(flat) });
    this.tell("state");
  }

  sit(message) {
    this.tries = 0;
    this.seated = true;
    for (const line of this.unsaid.values()) this.send(line);
    this.tell("joined", message);
  }

  wait({ place, of }) {
    this.tries = 0;
    this.seated = false;
    this.state = { ...this.state, place: { place, of } };
    this.tell("waiting", { place, of });
  }

  follow(event) {
    const state = next(this.state, event);
    if (state === null) return this.send({ kind: "resume", v: VERSION, after: this.state.n });
    if (state === this.state) return undefined;
    this.state = state;
    if (event.kind === "chat" || event.kind === "caption") this.unsaid.delete(event.ref);
    // Who begins to direct is given what only who directs sees.
    if (event.kind === "role" && event.participant === state.me && directs(event)) this.send({ kind: "hello", v: VERSION });
    return this.tell("event", event);
  }

  cut(code) {
    this.seated = false;
    this.socket = null;
    if (this.finished || FAREWELLS[code]) {
      this.finished = true;
      this.tell("over", { code, text: FAREWELLS[code] ?? "" });
      return;
    }
    const wait = Math.min(FIRST_WAIT * 2 ** this.tries, LONGEST_WAIT) * (0.75 + Math.random() / 2);
    this.tries += 1;
    this.timer = setTimeout(() => this.open(this.entry), wait);
    this.tell("cut");
  }

  watch() {
    if (this.socket && Date.now() - this.heard > SILENCE) this.drop();
  }

  // A dead socket does not close by itself for minutes: leave it and open another.
  drop() {
    const old = this.socket;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
    this.cut(0);
  }

  leave() {
    this.finished = true;
    if (!this.send({ kind: "leave" })) this.tell("over", { code: 1000, text: "" });
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
