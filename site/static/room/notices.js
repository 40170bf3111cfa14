// What is said to the person: a line on the screen while something is wrong, and two voices for screen readers. What
// goes on the screen is said by the same call, so nothing is said twice.
const SEATS = {
  audio: "Ya hay cuatro personas con imagen. Participas con voz y por el chat.",
  text: "Ya hay seis personas con voz. Puedes seguir por el chat.",
};
const HEARD_FOR = 8000;

export class Notices {
  constructor() {
    this.voice = document.getElementById("voice");
    this.alarm = document.getElementById("alarm");
    this.bar = document.getElementById("bar");
    this.barText = document.getElementById("bar-text");
    this.barButton = document.getElementById("bar-button");
    this.barButton.addEventListener("click", () => this.act());
    this.barOther = document.getElementById("bar-other");
    this.barOther.addEventListener("click", () => this.clear());
    this.wasCut = false;
    this.here = new Set();
    this.lost = new Set();
  }

  // Each announcement is a new node: a screen reader may pass over a text that is merely replaced.
  announce(text, { urgent = false } = {}) {
    if (!text) return;
    const line = Object.assign(document.createElement("p"), { textContent: text });
    (urgent ? this.alarm : this.voice).append(line);
    setTimeout(() => line.remove(), HEARD_FOR);
  }

  put(text, { button = "Cerrar", act = () => this.clear(), tone = "", urgent = false, other = "" } = {}) {
    const known = !this.bar.hidden && this.barText.textContent === text;
    this.barText.textContent = text;
    this.barButton.textContent = button;
    this.barButton.hidden = !button;
    this.barOther.textContent = other;
    this.barOther.hidden = !other;
    this.act = act;
    this.bar.dataset.tone = tone;
    this.bar.hidden = false;
    if (!known) this.announce(text, { urgent });
  }

  clear() {
    this.bar.hidden = true;
  }

  connecting() {
    this.put("Entrando…", { button: "" });
  }

  cut() {
    const text = "Se ha cortado la conexión. Volvemos a entrar solos; conservas tu sitio.";
    if (!this.wasCut) this.put(text, { button: "", tone: "wait", urgent: true });
    this.wasCut = true;
  }

  media(ready, text = "Se ha parado la imagen y la voz. Vuelven solas en unos segundos; el chat sigue.") {
    if (ready) this.clear();
    else this.put(text, { button: "", tone: "wait" });
  }

  back() {
    this.clear();
    if (this.wasCut) this.announce("La conexión ha vuelto.", { urgent: true });
    this.wasCut = false;
  }

  seat(seat, wanted) {
    if (SEATS[seat] && (wanted || seat === "text")) this.trouble(SEATS[seat]);
  }

  trouble(text) {
    this.put(text);
  }

  over(text, code, again) {
    const button = code === 4409 ? "Seguir en esta ventana" : "Volver a entrar";
    this.put(text, { button: code === 4403 ? "" : button, act: again, tone: "over", urgent: true });
  }

  // Who was here already does not come in again.
  know(people) {
    this.here = new Set(people.keys());
  }

  event(event, person, mine) {
    if (mine) return;
    if (event.kind === "join") this.came(event);
    if (event.kind === "leave") this.went(event);
    if (event.kind === "lost" && person) {
      this.lost.add(event.participant);
      this.announce(`${person.name} ha perdido la conexión.`);
    }
  }

  came({ participant, name }) {
    if (this.lost.delete(participant)) this.announce(`Vuelve ${name}.`);
    else if (!this.here.has(participant)) this.announce(`Entra ${name}.`);
    this.here.add(participant);
  }

  went({ participant, name }) {
    this.here.delete(participant);
    this.lost.delete(participant);
    if (name) this.announce(`Sale ${name}.`);
  }
}
