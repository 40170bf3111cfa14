// The waiting room: one's place in it, said as it changes; and, for who directs, who is there.
import { ring } from "./bell.js";
import { about, button, clock, element, keep, say } from "./rows.js";
import { directs } from "./state.js";

export class Lobby {
  constructor(page, room) {
    this.page = page;
    this.room = room;
    this.screen = page.querySelector("[data-wait]");
    this.place = this.screen.querySelector("[data-place]");
    this.shut = this.screen.querySelector("[data-shut]");
    this.list = page.querySelector("[data-lobby]");
    this.rows = this.list.querySelector("ul");
    this.title = this.list.querySelector("h2");
    this.count = this.list.querySelector("[data-lobby-count]");
    this.screen.querySelector("[data-stop-waiting]").addEventListener("click", () => room.leave());
    this.list.querySelector("[data-admit-all]").addEventListener("click", () => this.all());
  }

  all() {
    this.room.line.send({ kind: "admit" });
    this.title.focus();
  }

  // Waiting, or before a shut door: the same screen, the same way out.
  wait(text) {
    if (this.page.dataset.phase !== "waiting") {
      this.page.dataset.phase = "waiting";
      this.screen.querySelector("h1").focus();
    }
    this.room.notices.back();
    if (this.place.textContent !== text) this.room.notices.announce(text);
    say(this.place, text);
  }

  queued({ place, of }) {
    this.shut.hidden = false;
    this.wait(of === 1 ? "Solo esperas tú." : `Vas la ${place} de ${of} personas que esperan.`);
  }

  locked(text) {
    this.shut.hidden = true;
    this.wait(text);
  }

  draw({ waiting, people, me }) {
    this.list.hidden = !directs(people.get(me)) || waiting.size === 0;
    say(this.count, String(waiting.size));
    keep(this.rows, [...waiting.values()], {
      key: ({ participant }) => participant,
      make: (one) => this.row(one),
      dress: () => {},
    });
    if (this.list.hidden && this.asked) this.forget();
  }

  row({ participant, name, entity, knocked_at }) {
    const send = (kind) => () => {
      this.room.line.send({ kind, who: participant });
      this.title.focus();
    };
    const since = element("small", { textContent: `espera desde las ${clock(knocked_at)}` });
    return element(
      "li", {}, element("b", { textContent: name }), element("span", { textContent: entity }), since,
      element("p", { className: "row-acts" },
        about(button("Admitir", send("admit"), "quick quick--yes"), name),
        about(button("No admitir", send("deny")), name)),
    );
  }

  event(event) {
    if (event.kind !== "waits") return;
    const { size } = this.room.line.state.waiting;
    const text = size === 1 ? `${event.name} espera para entrar.` : `${event.name} espera para entrar. Ya son ${size}.`;
    ring();
    this.asked = true;
    this.room.notices.put(text, { button: "Ver quién espera", act: () => this.show() });
  }

  forget() {
    this.asked = false;
    this.room.notices.clear();
  }

  show() {
    this.forget();
    this.room.panel.show("pane-people");
    this.title.focus();
  }
}
