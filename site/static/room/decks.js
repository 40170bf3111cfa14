// Which slides there are to show: who directs chooses, brings or takes away. The server says whose they are.
import { about, button, element, say } from "./rows.js";
import { directs } from "./state.js";

const LOOK_AGAIN = 2500;
const WORDS = { reading: "Preparándose…" };

export class Decks {
  constructor(page, room, base) {
    Object.assign(this, { room, line: room.line, base });
    const find = (name) => page.querySelector(`[data-${name}]`);
    this.opener = find("open-decks");
    this.other = find("other-decks");
    this.sheet = find("decks");
    this.list = find("decks-list");
    this.words = find("decks-words");
    this.fault = find("decks-fault");
    this.form = find("decks-form");
    for (const one of [this.opener, this.other]) one.addEventListener("click", () => this.open());
    find("close-decks").addEventListener("click", () => this.sheet.close());
    this.form?.addEventListener("submit", (event) => this.upload(event));
  }

  draw({ slide, people, me }) {
    const mine = directs(people.get(me));
    this.opener.hidden = !mine || Boolean(slide);
    this.other.hidden = !mine || !slide;
  }

  open() {
    this.complain("");
    this.sheet.showModal();
    this.load();
  }

  complain(text) {
    say(this.fault, text);
    this.fault.hidden = !text;
  }

  async load() {
    clearTimeout(this.timer);
    try {
      const answer = await fetch(`${this.base}lista/`, { headers: { Accept: "application/json" } });
      this.show(await answer.json());
    } catch {
      say(this.words, "No se ha podido mirar cuáles hay. Lo volvemos a intentar.");
      this.timer = setTimeout(() => this.sheet.open && this.load(), LOOK_AGAIN);
    }
  }

  show({ decks, offered }) {
    const known = new Set(decks.map(({ title }) => title));
    const more = this.form ? offered.filter(({ title }) => !known.has(title)) : [];
    const rows = [...decks.map((deck) => this.row(deck)), ...more.map((one) => this.offer(one))];
    this.list.replaceChildren(...rows);
    say(this.words, rows.length ? "" : "Todavía no hay ninguna.");
    const waits = decks.some(({ state }) => state === "reading");
    if (waits) this.timer = setTimeout(() => this.sheet.open && this.load(), LOOK_AGAIN);
  }

  row({ pk, title, state, reason, pages }) {
    const how = state === "ready" ? `${pages} ${pages === 1 ? "diapositiva" : "diapositivas"}` : WORDS[state] ?? reason;
    const acts = element("p", { className: "row-acts" });
    if (state === "ready") acts.append(about(button("Mostrar", () => this.choose(pk), "quick quick--yes"), title));
    if (this.form) acts.append(about(button("Quitar", () => this.remove(pk)), title));
    return element("li", {}, element("b", { textContent: title }), element("span", { textContent: how }), acts);
  }

  offer({ ref, title }) {
    const data = new FormData();
    data.append("document", ref);
    const acts = element("p", { className: "row-acts" }, about(button("Preparar", () => this.bring(data)), title));
    return element("li", {}, element("b", { textContent: title }), element("span", { textContent: "De los materiales del curso" }), acts);
  }

  choose(deck) {
    this.line.send({ kind: "slide", deck, page: 1 });
    this.sheet.close();
  }

  async upload(event) {
    event.preventDefault();
    if (await this.bring(new FormData(this.form))) this.form.reset();
  }

  async bring(data) {
    say(this.words, "Subiendo el PDF…");
    const answer = await this.post(this.base, data);
    const { fault = "No se ha podido subir. Vuelve a intentarlo." } = answer?.ok ? { fault: "" } : await answer?.json().catch(() => ({})) ?? {};
    this.complain(fault);
    await this.load();
    return !fault;
  }

  async remove(deck) {
    await this.post(`${this.base}${deck}/quitar/`, new FormData());
    await this.load();
  }

  post(address, body) {
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    return fetch(address, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
  }
}
