// The list of who is here, with what each one has on, in words.
export class People {
  constructor(page, line) {
    this.line = line;
    this.list = page.querySelector("[data-people]");
    this.total = page.querySelector("[data-people-total]");
  }

  draw({ people, me }) {
    const sorted = [...people.values()].sort(byPlace);
    this.total.textContent = sorted.length;
    this.list.replaceChildren(...sorted.map((person) => rowOf(person, person.participant === me)));
  }
}

function byPlace(one, other) {
  return Number(other.role === "host") - Number(one.role === "host") || one.name.localeCompare(other.name, "es");
}

function rowOf(person, mine) {
  const row = document.createElement("li");
  const name = Object.assign(document.createElement("b"), { textContent: mine ? `${person.name} (tú)` : person.name });
  const entity = Object.assign(document.createElement("span"), { textContent: person.entity });
  const doing = Object.assign(document.createElement("small"), { textContent: doingOf(person) });
  row.append(name, entity, doing);
  return row;
}

function doingOf(person) {
  const role = person.role === "host" ? "Dirige la clase · " : "";
  if (person.state === "lost") return `${role}sin conexión`;
  if (person.seat === "text") return `${role}solo por escrito`;
  const microphone = person.microphone ? "micro encendido" : "micro apagado";
  return `${role}${microphone}${person.camera ? ", con imagen" : ""}`;
}
