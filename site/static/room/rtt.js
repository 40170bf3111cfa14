// Real-time text: a line is seen while it is written. Each packet says "from `at` on, the line reads `text`" and
// has a number; who misses one waits for the next whole line (`at` 0), which never takes long.
const EVERY = 150;
const WHOLE_EVERY = 1500;
const PAUSE = 600;
const STILL_HERE = 8000;
const FORGOTTEN = 20000;
const LONGEST = 1000;

// Where two texts begin to differ, never inside a character of two halves.
export function split(old, now) {
  let at = 0;
  while (at < old.length && at < now.length && old[at] === now[at]) at += 1;
  return at > 0 && /[\ud800-\udbff]/.test(now[at - 1]) ? at - 1 : at;
}

// What is known of somebody's line after a packet; the same object when it cannot be used.
export function take(known, { ref, seq, at, text }) {
  const same = known?.ref === ref;
  if (same && seq <= known.seq) return known;
  if (at === 0) return { ref, seq, text };
  if (!same || seq !== known.seq + 1 || at > known.text.length) return known;
  return { ref, seq, text: known.text.slice(0, at) + text };
}

// Tells what is in a box as it changes. `send` answers whether it left.
export class Writer {
  constructor(box, kind, send) {
    Object.assign(this, { box, kind, send, on: true });
    this.begin();
    box.addEventListener("input", () => this.changed());
  }

  begin() {
    clearTimeout(this.timer);
    clearTimeout(this.rest);
    Object.assign(this, { ref: crypto.randomUUID(), seq: 0, sent: "", wholeAt: 0, at: this.at ?? 0, timer: null });
  }

  // The line is finished and goes as an event, under the name it had while it was written.
  finish() {
    const { ref } = this;
    this.begin();
    return ref;
  }

  changed() {
    if (!this.on || this.timer) return;
    this.timer = setTimeout(() => this.flush(), Math.max(0, this.at + EVERY - Date.now()));
  }

  flush(whole = false) {
    clearTimeout(this.timer);
    this.timer = null;
    const text = this.box.value.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "");
    if (text === this.sent && !whole) return;
    const now = Date.now();
    const at = whole || now - this.wholeAt > WHOLE_EVERY ? 0 : split(this.sent, text);
    if (this.send({ kind: this.kind, ref: this.ref, seq: (this.seq += 1), at, text: text.slice(at) })) {
      Object.assign(this, { sent: text, at: now, wholeAt: at === 0 ? now : this.wholeAt });
    } else this.wholeAt = 0;
    this.settle(at === 0);
  }

  // After a pause the whole line goes once, and from then on now and then, for who has come meanwhile.
  settle(wasWhole) {
    clearTimeout(this.rest);
    if (this.sent) this.rest = setTimeout(() => this.flush(true), wasWhole ? STILL_HERE : PAUSE);
  }

  // Switched off, what was seen is taken back.
  turn(on) {
    this.on = on;
    if (!on && this.sent) {
      this.send({ kind: this.kind, ref: this.ref, seq: this.seq + 1, at: 0, text: "" });
      this.begin();
    } else if (on) this.changed();
  }
}

// What the others are writing now: one line of chat and one of captions each.
export class Reader {
  constructor() {
    this.lines = new Map();
    this.done = new Map();
  }

  hear(packet) {
    const key = `${packet.by} ${packet.caption}`;
    // A packet that was overtaken by its own finished line.
    if (this.done.get(key) === packet.ref) return;
    const { by, caption } = packet;
    const line = take(this.lines.get(key), packet);
    if (!line) return;
    if (line.text) this.lines.set(key, { ...line, by, caption, at: Date.now() });
    else this.lines.delete(key);
  }

  event({ kind, by, participant, ref }) {
    if (kind === "chat" || kind === "caption") this.finished(`${by} ${kind === "caption"}`, ref);
    if (kind === "leave" || kind === "lost") this.drop((line) => line.by === participant);
  }

  finished(key, ref) {
    this.done.set(key, ref);
    if (this.lines.get(key)?.ref === ref) this.lines.delete(key);
  }

  // Who was cut while writing leaves no half line for ever.
  look(now = Date.now()) {
    return this.drop((line) => now - line.at > FORGOTTEN);
  }

  drop(goes) {
    const before = this.lines.size;
    for (const [key, line] of this.lines) if (goes(line)) this.lines.delete(key);
    return this.lines.size !== before;
  }

  of(caption) {
    return [...this.lines.values()].filter((line) => line.caption === caption);
  }
}
