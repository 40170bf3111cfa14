// What who directs may do: to one person, by a menu of her own; to the room, by the lock and the phases.
import { button, say } from "./rows.js";
import { directs } from "./state.js";

const PHASES = {
  scheduled: [["open", "Empezar la sesión"]],
  lobby: [["open", "Empezar la sesión"]],
  open: [["suspended", "Poner en pausa"], ["closed_part", "Empezar una parte cerrada"]],
  closed_part: [["open", "Terminar la parte cerrada"], ["suspended", "Poner en pausa"]],
  suspended: [["open", "Reanudar la sesión"]],
};
const SAID = {
  lobby: "La sesión no ha empezado.", open: "La sesión está abierta.",
  closed_part: "Empieza una parte cerrada: nadie entra sin que le dejen pasar.", suspended: "La sesión está en pausa.",
};
const NAMES = { microphone: "el micro", camera: "la cámara" };
const TAKEN = { microphone: "muted", camera: "camera_stopped" };
const KINDS = { audio: "microphone", video: "camera" };

export class Moderation {
  constructor(page, room) {
    this.page = page;
    this.room = room;
    this.sheet = page.querySelector("[data-person]");
    this.acts = this.sheet.querySelector("[data-person-acts]");
    this.controls = page.querySelector("[data-room-acts]");
    this.lock = this.controls.querySelector("[data-lock]");
    this.phases = this.controls.querySelector("[data-phases]");
    this.lock.addEventListener("click", () => this.send({ kind: "lock", on: !room.line.state.room.locked }));
    this.sheet.querySelector("[data-close-person]").addEventListener("click", () => this.sheet.close());
  }

  send(message) {
    this.room.line.send(message);
  }

  draw({ room, people, me }) {
    const own = people.get(me);
    this.controls.hidden = !directs(own);
    this.lock.setAttribute("aria-checked", String(Boolean(room.locked)));
    if (this.shown !== room.state) this.drawPhases(room.state);
    if (own) this.obey(own);
    if (this.sheet.open) this.fill();
  }

  drawPhases(state) {
    const had = this.phases.contains(document.activeElement);
    this.shown = state;
    this.phases.replaceChildren(...(PHASES[state] ?? []).map(([to, text]) => button(text, () => this.send({ kind: "phase", to }))));
    if (had) this.phases.querySelector("button")?.focus();
  }

  // What was taken from us goes off at once, whatever else this page was doing.
  obey(own) {
    for (const [kind, name] of Object.entries(KINDS)) {
      const silent = own.seat === "text" || (own.role === "listener" && !own.floor_since);
      if ((own[TAKEN[name]] || silent) && this.room.own.isOn(kind)) this.room.own.turnOff(kind);
    }
  }

  // Why a switch of ours does not switch on; empty when it may.
  forbids(kind) {
    const { people, me } = this.room.line.state;
    const name = KINDS[kind];
    if (people.get(me)?.seat === "text") return "No quedan sitios con voz: participas por escrito. Puedes pedir la palabra.";
    return people.get(me)?.[TAKEN[name]] ? `Quien dirige te ha apagado ${NAMES[name]}. Podrás encenderlo cuando lo permita.` : "";
  }

  // The menu of one person.
  open(who) {
    this.who = who;
    this.sure = false;
    this.sheet.showModal();
    this.fill();
  }

  fill() {
    const { people, me } = this.room.line.state;
    const one = people.get(this.who);
    if (!one) return this.sheet.close();
    const acts = this.sure ? this.question() : this.choices(one, people.get(me));
    const drawn = `${this.sure} ${acts.map(([text]) => text)}`;
    say(this.sheet.querySelector("h2"), this.sure ? `¿Expulsar a ${one.name}?` : one.name);
    this.sheet.querySelector("[data-sure]").hidden = !this.sure;
    if (drawn === this.drawn && this.acts.childElementCount) return undefined;
    this.drawn = drawn;
    this.acts.replaceChildren(...acts.map(([text, act, tone = "go--quiet"]) => button(text, act, `go ${tone}`)));
    return this.acts.querySelector("button")?.focus();
  }

  choices(one, own) {
    const who = one.participant;
    const act = (message) => () => {
      this.send({ who, ...message });
      this.sheet.close();
    };
    const floor = one.floor_since
      ? ["Retirar la palabra", act({ kind: "floor_end" })]
      : ["Dar la palabra", act({ kind: "floor_grant" })];
    const off = (what, stop, allow) => {
      const taken = one[TAKEN[what]];
      return [taken ? allow : stop, act({ kind: "mute", what, on: !taken })];
    };
    const named = one.role === "cohost";
    return [
      ...(directs(one) ? [] : [floor]),
      off("microphone", "Silenciar", "Permitir el micro"),
      off("camera", "Apagar la cámara", "Permitir la cámara"),
      [one.captions ? "Quitar los subtítulos" : "Nombrar para subtitular", act({ kind: "captioner", on: !one.captions })],
      ...(own.role === "host" ? [[named ? "Quitar la codirección" : "Nombrar para codirigir", act({ kind: "promote", on: !named })]] : []),
      ["Expulsar…", () => this.ask(), "go--end"],
    ];
  }

  ask() {
    this.sure = true;
    this.fill();
  }

  question() {
    const yes = () => {
      this.send({ kind: "remove", who: this.who });
      this.sheet.close();
    };
    const no = () => {
      this.sure = false;
      this.fill();
    };
    return [["No, que siga", no], ["Sí, expulsar", yes, "go--end"]];
  }

  event(event, person, mine) {
    const { notices } = this.room;
    if (event.kind === "phase" || event.kind === "opened") notices.announce(SAID[event.state ?? "open"] ?? "");
    if (event.kind === "lock") notices.announce(event.locked ? "La entrada está cerrada." : "La entrada está abierta.");
    if (event.kind === "muted" && mine) notices.put(tookFrom(event), { urgent: true });
    if (event.kind === "role") notices.announce(roleOf(event.role, mine ? "" : person.name));
  }
}

function tookFrom({ muted, camera_stopped: stopped }) {
  const off = [muted && NAMES.microphone, stopped && NAMES.camera].filter(Boolean);
  if (off.length === 0) return "Quien dirige ya te deja encender el micro y la cámara.";
  return `Quien dirige te ha apagado ${off.join(" y ")}. Podrás encenderlo cuando lo permita.`;
}

function roleOf(role, name) {
  if (role === "cohost") return name ? `${name} codirige la sala.` : "Ahora codiriges la sala.";
  return name ? `${name} ya no codirige la sala.` : "Ya no codiriges la sala.";
}

// Whether a person who directs may act on another: the server asks the same.
export function mayActOn(own, other) {
  if (!directs(own) || other.role === "host" || own.participant === other.participant) return false;
  return own.role === "host" || other.role !== "cohost";
}
