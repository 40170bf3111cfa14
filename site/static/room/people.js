// The list of who is here, with what each one has on, in words; who directs has a menu for each.
import { mayActOn } from "./moderation.js";
import { button, element, keep, say } from "./rows.js";

const ROLES = { host: "Dirige · ", cohost: "Codirige · " };

export class People {
  constructor(page, open, quality) {
    this.open = open;
    this.quality = quality;
    this.list = page.querySelector("[data-people]");
    this.total = page.querySelector("[data-people-total]");
  }

  draw({ people, me }) {
    const own = people.get(me);
    say(this.total, String(people.size));
    keep(this.list, [...people.values()].sort(byPlace), {
      key: ({ participant }) => participant,
      make: () => element("li", {}, element("b"), element("span"), element("small")),
      dress: (row, person) => this.dress(row, person, own),
    });
  }

  dress(row, person, own) {
    const [name, entity, doing] = row.children;
    say(name, person.participant === own?.participant ? `${person.name} (tú)` : person.name);
    say(entity, person.entity);
    say(doing, doingOf(person));
    this.quality.dress(row, person, own);
    const menu = row.querySelector("button");
    if (!mayActOn(own, person)) menu?.remove();
    else if (!menu) row.append(this.menu(person));
  }

  menu({ participant, name }) {
    const made = button("Opciones", () => this.open(participant));
    made.setAttribute("aria-haspopup", "dialog");
    made.append(element("span", { className: "visually-hidden", textContent: ` de ${name}` }));
    return made;
  }
}

const RANK = { host: 2, cohost: 1 };

function byPlace(one, other) {
  return (RANK[other.role] ?? 0) - (RANK[one.role] ?? 0) || one.name.localeCompare(other.name, "es");
}

function doingOf(person) {
  const role = ROLES[person.role] ?? "";
  const captions = person.captions ? "subtitula · " : "";
  if (person.state === "lost") return `${role}sin conexión`;
  const floor = person.floor_since ? "tiene la palabra · " : person.hand_at ? "pide la palabra · " : "";
  if (person.seat === "text") return `${role}${captions}${floor}solo por escrito`;
  const off = person.muted ? "micro retirado" : "micro apagado";
  return `${role}${captions}${floor}${person.microphone ? "micro encendido" : off}${person.camera ? ", con imagen" : ""}`;
}
