// What is being written, on the screen: lines of chat that grow, captions under the picture, and their switches.
import { recall, remember } from "./memory.js";
import { element, keep, say } from "./rows.js";
import { Reader, Writer } from "./rtt.js";

const STORE = "concejo.rtt";
const SHOWN_FOR = 15000;
const SHOWN = 2;

export class Written {
  constructor(page, room) {
    Object.assign(this, { page, room, line: room.line, reader: new Reader(), wants: recall(STORE, { write: true, read: true, captions: true }) });
    // Under the picture; and, where the panel covers it, in the chat.
    this.typing = [page.querySelector("[data-typing]"), page.querySelector("[data-typing-here]")];
    this.scroll = page.querySelector("[data-scroll]");
    this.captions = page.querySelector("[data-captions]");
    this.finished = this.captions.querySelector("[data-caption-lines]");
    this.live = this.captions.querySelector("[data-caption-live]");
    this.form = page.querySelector("[data-caption-form]");
    this.box = this.form.querySelector("textarea");
    const send = (packet) => this.line.seated && this.line.send(packet);
    this.writer = new Writer(page.querySelector("#say-text"), "typed", send);
    this.captioner = new Writer(this.box, "caption_typed", send);
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.line.addEventListener("typed", ({ detail }) => this.hear(detail));
    this.switches = [...page.querySelectorAll("[data-rtt]")];
    for (const one of this.switches) one.addEventListener("click", () => this.turn(one.dataset.rtt));
    setInterval(() => this.reader.look() && this.draw(this.line.state), 5000);
    this.obey();
  }

  turn(what) {
    this.wants[what] = !this.wants[what];
    remember(STORE, this.wants);
    this.obey();
    this.draw(this.line.state);
  }

  obey() {
    for (const one of this.switches) one.setAttribute("aria-checked", String(this.wants[one.dataset.rtt]));
    say(this.page.querySelector("[data-rtt-words]"), this.wants.write ? "Te leen mientras escribes" : "Te leen cuando envías");
    if (this.writer.on !== this.wants.write) this.writer.turn(this.wants.write);
    this.captions.hidden = !this.wants.captions;
    this.page.querySelector("[data-typing-none]").hidden = !this.wants.read;
  }

  submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text) return;
    this.line.say(text, { kind: "caption", ref: this.captioner.finish() });
    this.box.value = "";
    this.box.focus();
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  hear(packet) {
    if (!this.wants[packet.caption ? "captions" : "read"]) return;
    this.reader.hear(packet);
    this.draw(this.line.state);
  }

  event(event, person, mine) {
    this.reader.event(event);
    if (event.kind === "captioner" && mine) {
      this.room.notices.put(event.captions
        ? "Te toca subtitular: escribe debajo de la imagen lo que se dice." : "Ya no te toca subtitular.");
    }
  }

  draw({ people, me, captions }) {
    const written = (caption) => this.reader.of(caption).filter(({ by }) => people.has(by));
    const atEnd = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 80;
    for (const list of this.typing) this.rows(list, this.wants.read ? written(false) : [], people);
    if (atEnd && this.typing[1].childElementCount) this.scroll.scrollTop = this.scroll.scrollHeight;
    this.rows(this.live, written(true), people);
    this.subtitles(captions);
    const names = people.get(me)?.captions ?? false;
    if (this.form.hidden === names) this.form.hidden = !names;
  }

  rows(list, lines, people) {
    keep(list, lines, {
      key: ({ by, ref }) => `${by} ${ref}`,
      make: ({ by }) => element("li", { className: "said said--live" }, element("b", { textContent: people.get(by).name }), element("p")),
      dress: (row, { text }) => say(row.lastChild, text),
    });
  }

  // Finished lines go away by themselves, as subtitles do; each is a new node, read once.
  subtitles(captions) {
    const clock = Date.now() + (this.line.clock ?? 0);
    const fresh = captions.filter(({ at, text }) => text && clock - Date.parse(at) < SHOWN_FOR).slice(-SHOWN);
    keep(this.finished, fresh, {
      key: ({ n }) => n,
      make: ({ name, text }) => element("p", {}, element("b", { textContent: name }), ` ${text}`),
      dress: () => {},
    });
    clearTimeout(this.timer);
    if (fresh.length) this.timer = setTimeout(() => this.draw(this.line.state), 1000);
  }
}
