// The written conversation. Lines of ours wait, visibly, until the server has numbered them.
const CLOCK = new Intl.DateTimeFormat("es-ES", { hour: "2-digit", minute: "2-digit" });

const GONE = "(texto borrado al acabar su plazo)";

export class Chat {
  constructor(page, line, notices, writer) {
    this.writer = writer;
    this.line = line;
    this.notices = notices;
    this.log = page.querySelector("[data-log]");
    this.scroll = page.querySelector("[data-scroll]");
    this.empty = page.querySelector("[data-log-empty]");
    this.waiting = page.querySelector("[data-waiting]");
    this.unread = page.querySelector("[data-unread]");
    this.panel = page.querySelector("[data-panel]");
    this.form = page.querySelector("[data-say]");
    this.box = this.form.querySelector("textarea");
    this.last = 0;
    this.news = 0;
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => this.key(event));
    page.addEventListener("panel", () => this.read());
  }

  submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text) return;
    this.line.say(text, { ref: this.writer.finish() });
    this.box.value = "";
    this.box.focus();
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  draw({ chat, me }) {
    const fresh = chat.filter((event) => event.n > this.last);
    const atEnd = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 80;
    for (const event of fresh) this.add(event, event.by === me);
    this.pending();
    this.empty.hidden = this.last > 0 || this.line.unsaid.size > 0;
    if (atEnd || fresh.some((event) => event.by === me)) this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  add(event, mine) {
    const first = this.last === 0;
    this.last = event.n;
    this.log.append(event.kind === "mark" ? markOf(event) : lineOf(event, mine));
    if (!mine && !first) this.news += 1;
    this.read();
  }

  pending() {
    const lines = [...this.line.unsaid.values()].filter(({ kind }) => kind === "chat").map(({ text }) => {
      return Object.assign(document.createElement("p"), { className: "said", textContent: text });
    });
    this.waiting.replaceChildren(...lines);
  }

  // Lines count as news only while the panel is out of sight, which is on a phone.
  read() {
    if (this.panel.getBoundingClientRect().left < innerWidth - 1 && getComputedStyle(this.panel).visibility !== "hidden") this.news = 0;
    this.unread.hidden = this.news === 0;
    this.unread.firstChild.data = this.news;
  }
}

// A point of the agenda begins: a line across the conversation.
function markOf(event) {
  const time = Object.assign(document.createElement("time"), { textContent: CLOCK.format(new Date(event.at)), dateTime: event.at });
  const item = Object.assign(document.createElement("li"), { className: "mark" });
  item.append(Object.assign(document.createElement("h3"), { textContent: event.text ?? GONE }), " ", time);
  return item;
}

function lineOf(event, mine) {
  const item = document.createElement("li");
  item.className = mine ? "said said--mine" : "said";
  const who = Object.assign(document.createElement("b"), { textContent: mine ? "Tú" : event.name ?? "" });
  const when = new Date(event.at);
  const time = Object.assign(document.createElement("time"), { textContent: CLOCK.format(when), dateTime: event.at });
  const text = Object.assign(document.createElement("p"), { textContent: event.text ?? GONE });
  item.append(who, " ", time, text);
  return item;
}
