// The floor: the button that asks for it, who asks in order, and who has it.
import { about, button, clock, element, keep, say } from "./rows.js";
import { directs } from "./state.js";

const before = (ahead) => (ahead === 0 ? "No hay nadie delante." : ahead === 1 ? "Hay 1 persona delante." : `Hay ${ahead} personas delante.`);
const WORDS = { ask: "Pedir la palabra", asked: "Bajar la mano", speaking: "Terminar mi turno" };

export class Floor {
  constructor(page, room) {
    this.page = page;
    this.room = room;
    this.hand = page.querySelector("[data-dock-hand]");
    this.words = this.hand.querySelector("[data-hand-words]");
    this.turnWords = this.hand.querySelector("[data-hand-place]");
    this.ahead = null;
    this.list = page.querySelector("[data-floor-list]");
    this.title = this.list.querySelector("h2");
    this.rows = this.list.querySelector("ol");
    this.hand.addEventListener("click", () => room.line.send({ kind: "hand", up: this.doing === "ask" }));
  }

  draw({ people, me }) {
    const own = people.get(me);
    this.doing = own?.floor_since ? "speaking" : own?.hand_at ? "asked" : "ask";
    this.hand.hidden = directs(own);
    this.hand.dataset.doing = this.doing;
    say(this.words, WORDS[this.doing]);
    this.page.toggleAttribute("data-floor", Boolean(own?.floor_since));
    this.stand(own, [...people.values()]);
    this.queue([...people.values()], directs(own));
  }

  // How many ask before us: on the button, and said when it changes.
  stand(own, people) {
    const ahead = own?.hand_at ? people.filter((one) => one.hand_at && inOrder("hand_at")(one, own) < 0).length : null;
    if (ahead === this.ahead) return;
    const asked = this.ahead === null ? "Has pedido la palabra. " : "";
    this.ahead = ahead;
    say(this.turnWords, ahead === null ? "" : `Turno ${ahead + 1}`);
    if (ahead !== null) this.room.notices.announce(asked + before(ahead));
  }

  // Who speaks first, then who asks, each in the order of the hours the server wrote.
  queue(people, mayGive) {
    const by = (name) => people.filter((one) => one[name]).sort(inOrder(name));
    const all = [...by("floor_since"), ...by("hand_at")];
    this.list.hidden = all.length === 0;
    keep(this.rows, all, {
      key: (one) => `${one.participant} ${Boolean(one.floor_since)} ${mayGive}`,
      make: (one) => this.row(one, mayGive),
      dress: () => {},
    });
  }

  row(one, mayGive) {
    const speaks = Boolean(one.floor_since);
    const when = speaks ? `habla desde las ${clock(one.floor_since)}` : `la pidió a las ${clock(one.hand_at)}`;
    const row = element("li", {}, element("b", { textContent: one.name }), element("small", { textContent: when }));
    row.toggleAttribute("data-speaks", speaks);
    if (mayGive && !directs(one)) row.append(element("p", { className: "row-acts" }, this.act(one, speaks)));
    return row;
  }

  act(one, speaks) {
    const send = () => {
      this.room.line.send({ kind: speaks ? "floor_end" : "floor_grant", who: one.participant });
      this.title.focus();
    };
    return about(button(speaks ? "Retirar la palabra" : "Dar la palabra", send, speaks ? "quick" : "quick quick--yes"), one.name);
  }

  event(event, person, mine) {
    if (event.kind === "hand" && event.hand_at && !mine) this.room.notices.announce(`${person.name} pide la palabra.`);
    if (event.kind === "hand" && mine && !event.hand_at) this.room.notices.announce("Has bajado la mano.");
    if (event.kind === "floor") this.turn(event, person, mine);
  }

  turn({ floor_since: since, cause }, person, mine) {
    const { notices } = this.room;
    if (!mine) notices.announce(since ? `Tiene la palabra ${person.name}.` : `${person.name} ha terminado su turno.`);
    else if (since) notices.put("Tienes la palabra. Enciende el micro para hablar.", { urgent: true });
    else if (cause === "given_back") notices.announce("Has terminado tu turno.");
    else notices.put(cause === "suspended" ? "La sesión está en pausa y tu turno ha terminado." : "Quien dirige ha terminado tu turno de palabra.");
  }
}

const inOrder = (name) => (one, other) => one[name].localeCompare(other[name]) || one.participant - other.participant;
