// How everybody's line is, for who directs: in words, and only while the figures are of now.
const OLD = 12_000;

export class Quality {
  constructor(line, draw) {
    this.rows = new Map();
    line.addEventListener("quality", ({ detail }) => this.take(detail.people, draw));
    line.addEventListener("cut", () => this.rows.clear());
  }

  take(people, draw) {
    const at = Date.now();
    for (const one of people) this.rows.set(one.participant, { ...one, at });
    draw();
  }

  // Nothing of who has not measured, nor of oneself: one's own line is in the header.
  of(person, own) {
    const row = this.rows.get(person.participant);
    const shown = row && person !== own && person.state !== "lost" && Date.now() - row.at < OLD;
    return shown ? inWords(row, person) : null;
  }

  dress(row, person, own) {
    const said = this.of(person, own);
    const known = row.querySelector("[data-quality]");
    if (!said) return known?.remove();
    const shown = known ?? row.querySelector("small").insertAdjacentElement("afterend", document.createElement("small"));
    shown.dataset.quality = said.tone;
    if (shown.textContent !== said.text) shown.textContent = said.text;
    return undefined;
  }
}

const share = (lost) => `${Math.max(1, Math.round(lost / 10))} %`;
const seconds = (ms) => `${(ms / 1000).toLocaleString("es-ES", { maximumFractionDigits: 1 })} s`;

// What it means before the figure, and what can be done about it.
export function inWords({ lost, rtt, level, audio }, { camera }) {
  const trouble = lost >= 30 ? `pierde un ${share(lost)}` : rtt >= 500 ? `le llega con ${seconds(rtt)} de retraso` : "";
  const less = audio ? ", solo con voz" : level === 0 ? ", sin recibir imagen" : level < 4 ? ", con imagen reducida" : "";
  if (lost >= 120 || rtt >= 1500) {
    const advice = camera ? "pídele que apague la cámara" : `${trouble}; puede seguir por escrito`;
    return { tone: "bad", text: `Línea mal: ${advice}` };
  }
  return trouble ? { tone: "fair", text: `Línea regular: ${trouble}${less}` } : { tone: "good", text: `Línea bien${less}` };
}
