// Title line: how long it has been live, how many people, and what the line costs.
const MEGABYTE = 1_000_000;
const WORDS = { scheduled: "Aún no ha empezado", lobby: "Aún no ha empezado", closed_part: "Parte cerrada", suspended: "En pausa" };

export class Header {
  constructor(page, line) {
    this.line = line;
    this.time = page.querySelector("[data-time]");
    this.words = page.querySelector("[data-phase-words]");
    this.count = page.querySelector("[data-count]");
    this.cost = page.querySelector("[data-cost]");
    setInterval(() => this.tick(), 1000);
  }

  draw({ people, room }) {
    this.words.textContent = WORDS[room.state] ?? "En directo";
    const present = [...people.values()].filter((person) => person.state === "present").length;
    this.count.textContent = present === 1 ? "1 persona" : `${present} personas`;
    this.tick();
  }

  tick() {
    const began = this.line.state.room.opened_at;
    if (!began) return;
    const seconds = Math.max(0, Math.floor((Date.now() + (this.line.clock ?? 0) - Date.parse(began)) / 1000));
    const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
    this.time.textContent = parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  }

  spend(bytesPerSecond, saved) {
    const perHour = (bytesPerSecond * 3600) / MEGABYTE;
    const words = saved ? `ahorras ${saved} MB por hora` : `gastas ${Math.round(perHour)} MB por hora`;
    this.cost.textContent = perHour < 1 ? "" : words;
  }
}
