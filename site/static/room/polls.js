// Polls: a question with its form, how many have answered, and the result. Who directs asks and closes; and marks
// where a point of the agenda begins.
import { element, say } from "./rows.js";
import { directs } from "./state.js";

const FEW = "Han respondido menos de tres personas: el resultado no se muestra, para que nadie sepa quién respondió qué.";

export class Polls {
  constructor(page, room, file) {
    Object.assign(this, { page, room, line: room.line, voted: null, choice: null, drawn: "" });
    this.pane = page.querySelector("#pane-polls");
    this.empty = this.pane.querySelector("[data-no-poll]");
    this.shown = this.pane.querySelector("[data-poll]");
    this.tab = page.querySelector("#tab-polls");
    this.news = this.tab.querySelector("[data-poll-news]");
    this.count = this.pane.querySelector("[data-poll-count]");
    this.close = this.pane.querySelector("[data-close-poll]");
    this.ask = this.pane.querySelector("[data-ask]");
    this.marks = page.querySelector("[data-mark]");
    this.file = this.pane.querySelector("[data-polls-file]");
    this.file.href = file;
    this.ask.addEventListener("submit", (event) => this.open(event));
    this.marks.addEventListener("submit", (event) => this.mark(event));
    this.close.addEventListener("click", () => this.line.send({ kind: "poll_close", poll: this.line.state.poll.poll }));
    this.line.addEventListener("voted", ({ detail }) => this.kept(detail));
    this.line.addEventListener("joined", () => this.choice && this.vote(this.choice));
  }

  mark(event) {
    event.preventDefault();
    const box = this.marks.querySelector("input");
    const text = box.value.trim();
    if (text && this.line.send({ kind: "mark", text })) box.value = "";
  }

  open(event) {
    event.preventDefault();
    const { question, options, anonymous } = this.ask.elements;
    const texts = [...new Set(options.value.split("\n").map((text) => text.trim()).filter(Boolean))];
    const wrong = wrongIn(question.value.trim(), texts);
    const fault = this.ask.querySelector("[data-ask-fault]");
    say(fault, wrong);
    fault.hidden = !wrong;
    if (wrong) {
      (question.value.trim() ? options : question).focus();
      return;
    }
    const sent = this.line.send({ kind: "poll_open", question: question.value.trim(), options: texts, anonymous: anonymous.checked });
    if (sent) this.ask.reset();
  }

  // An answer is ours until the server says that it keeps it: with the line cut it goes when it is back.
  vote(choice) {
    this.choice = choice;
    say(this.shown.querySelector(".sending"), "Enviando tu respuesta. Si se corta la línea, sale sola cuando vuelva.");
    if (this.line.seated) this.line.send({ kind: "poll_vote", ...choice });
  }

  // Whether a refusal says that the answer had arrived the first time.
  arrivedBefore(code) {
    if (code !== "poll_answered" || !this.choice) return false;
    this.kept(this.choice);
    return true;
  }

  kept({ poll }) {
    const asked = this.voted !== poll;
    this.choice = null;
    this.voted = poll;
    if (asked) this.draw(this.line.state);
  }

  draw({ poll, people, me }) {
    const mine = directs(people.get(me));
    const open = Boolean(poll?.open);
    const news = open && !mine && this.voted !== poll.poll;
    this.tab.toggleAttribute("data-news", news);
    say(this.news, news ? " (hay una abierta)" : "");
    this.ask.hidden = !mine || open;
    this.marks.hidden = !mine;
    this.close.hidden = !mine || !open;
    this.file.parentElement.hidden = !mine;
    this.empty.hidden = Boolean(poll);
    this.shown.hidden = !poll;
    if (!poll) return;
    const { poll: id, results, answered } = poll;
    if (!open || this.choice?.poll !== id) this.choice = null;
    say(this.count, answered === 0 ? "Aún no ha respondido nadie." : answered === 1 ? "Ha respondido 1 persona." : `Han respondido ${answered} personas.`);
    // The form is not drawn again while somebody is choosing.
    const drawn = `${id} ${open} ${this.voted === id} ${results}`;
    if (drawn === this.drawn) return;
    const had = this.shown.contains(document.activeElement);
    this.drawn = drawn;
    this.shown.replaceChildren(...(open && this.voted !== id ? this.form(poll) : outcome(poll, this.voted === id)));
    if (had) this.shown.querySelector("h2, legend")?.focus();
  }

  form({ poll, question, anonymous, options }) {
    const choices = options.map(({ option, text }) =>
      element("label", {}, element("input", { type: "radio", name: "option", value: String(option), required: true }), ` ${text}`));
    const hint = element("p", {
      textContent: anonymous ? "Es anónima: se sabe que has respondido, no qué." : "No es anónima: quien dirige verá qué respondes.",
    });
    const form = element("form", {},
      element("fieldset", {}, element("legend", { textContent: question, tabIndex: -1 }), ...choices),
      hint, element("button", { type: "submit", className: "go", textContent: "Responder" }),
      element("p", { className: "sending", role: "status" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.vote({ poll, option: Number(new FormData(form).get("option")) });
    });
    return [form];
  }

  event(event, person, mine) {
    const { notices } = this.room;
    // Who asked, closed or marked it knows.
    if (mine || event.by === this.line.state.me) return;
    if (event.kind === "mark") notices.announce(`Empieza: ${event.text}`);
    if (event.kind === "poll") {
      notices.put(`Encuesta: ${event.question}`, { button: "Responder", act: () => this.show() });
    }
    if (event.kind === "poll_closed") {
      notices.put("La encuesta se ha cerrado.", { button: "Ver el resultado", act: () => this.show() });
    }
  }

  show() {
    this.room.notices.clear();
    this.room.panel.show("pane-polls");
    this.shown.querySelector("h2, legend")?.focus();
  }
}

function wrongIn(question, texts) {
  if (!question) return "Escribe la pregunta.";
  if (texts.length < 2) return "Escribe al menos dos respuestas distintas, una en cada línea.";
  if (texts.length > 8) return "Escribe ocho respuestas como mucho.";
  return texts.some((text) => text.length > 100) ? "Cada respuesta tiene como mucho 100 letras." : "";
}

function outcome({ question, open, options, results, answered }, voted) {
  const title = element("h2", { textContent: question, tabIndex: -1 });
  if (open) return [title, element("p", { textContent: voted ? "Tu respuesta está guardada." : "" })];
  if (!results) return [title, element("p", { textContent: FEW })];
  const rows = options.map(({ text }, at) => {
    const part = answered ? Math.round((100 * results[at]) / answered) : 0;
    const bar = element("progress", { max: answered || 1, value: results[at] });
    bar.setAttribute("aria-hidden", "true");
    return element("li", {}, element("span", { textContent: text }), element("b", { textContent: `${results[at]} (${part} %)` }), bar);
  });
  return [title, element("ul", { className: "outcome" }, ...rows)];
}
