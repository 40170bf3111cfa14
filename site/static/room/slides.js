// The slide that everybody is on, big. Who directs moves it for all; the others may look back by themselves.
import { say } from "./rows.js";
import { directs } from "./state.js";

// While a key is held down only where it stops counts: the server is asked at most this often.
const PACE = 350;
// On a line that is cut the press is not lost: it is said again, and forgotten when nobody answers.
const SAID_AGAIN = 4000;
const MOST_TIMES = 5;
const TRY_AGAIN = 2000;
const KEPT = 6;
const WRITES = "input, textarea, select, dialog";
const STEPS = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1, Home: -1000, End: 1000 };

export class Slides {
  constructor(page, room, base) {
    Object.assign(this, { room, line: room.line, base, deck: null, looking: null, wanted: null, key: "" });
    const find = (name) => page.querySelector(`[data-${name}]`);
    this.root = find("slides");
    this.stage = this.root.parentElement;
    this.frame = find("slide");
    this.count = find("slide-count");
    this.title = find("slide-title");
    this.previous = find("slide-previous");
    this.following = find("slide-next");
    this.back = find("slide-return");
    this.stop = find("slide-stop");
    this.pictures = new Map();
    this.words = new Map();
    this.previous.addEventListener("click", () => this.step(-1));
    this.following.addEventListener("click", () => this.step(1));
    this.back.addEventListener("click", () => this.look(null));
    this.stop.addEventListener("click", () => this.line.send({ kind: "slide_stop" }));
    this.stage.addEventListener("keydown", (event) => this.press(event));
  }

  get mine() {
    return directs(this.line.state.people.get(this.line.state.me));
  }

  // Which one this page is on: asked for and not confirmed yet, looked back at, or that of everybody.
  get at() {
    return (this.mine ? this.wanted : this.looking) ?? this.line.state.slide.page;
  }

  press(event) {
    const { slide } = this.line.state;
    const step = STEPS[event.key];
    if (!slide || !step || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(WRITES)) return;
    event.preventDefault();
    this.step(step);
  }

  step(by) {
    const { page, of } = this.line.state.slide;
    const to = Math.min(Math.max(this.at + by, 1), this.mine ? of : page);
    if (to === this.at) return;
    if (this.mine) this.move(to);
    else this.look(to === page ? null : to);
  }

  look(page) {
    this.looking = page;
    this.draw(this.line.state);
    if (page === null) this.root.focus({ preventScroll: true });
    this.room.notices.announce(this.said(this.at));
  }

  move(page) {
    this.wanted = page;
    this.times = 0;
    this.draw(this.line.state);
    this.insist();
  }

  insist() {
    clearTimeout(this.insisting);
    if (this.wanted === null) return;
    this.times += 1;
    if (this.times > MOST_TIMES) return this.forget();
    if (!this.pacing) this.ask();
    this.insisting = setTimeout(() => this.insist(), SAID_AGAIN);
  }

  ask() {
    const { slide } = this.line.state;
    if (!slide || this.wanted === null) return;
    const page = this.wanted;
    this.line.send({ kind: "slide", deck: slide.deck, page });
    this.pacing = setTimeout(() => {
      this.pacing = 0;
      if (this.wanted !== page) this.ask();
    }, PACE);
  }

  forget() {
    this.wanted = null;
    this.draw(this.line.state);
  }

  draw({ slide, room }) {
    this.root.hidden = !slide;
    this.stage.toggleAttribute("data-showing", Boolean(slide));
    if ((slide?.deck ?? null) !== this.deck) this.begin(slide);
    if (!slide) return;
    this.words.set(slide.page, slide.text);
    if (this.wanted === slide.page) this.wanted = null;
    if (this.looking >= slide.page) this.looking = null;
    const { at, mine } = this;
    // Not `disabled`: who is on the button with the keyboard would lose her place.
    this.previous.setAttribute("aria-disabled", String(at <= 1));
    this.following.setAttribute("aria-disabled", String(at >= (mine ? slide.of : slide.page)));
    this.back.hidden = mine || this.looking === null;
    this.stop.hidden = !mine;
    say(this.count, `${at} de ${slide.of}`);
    say(this.title, slide.title);
    this.root.toggleAttribute("data-behind", this.looking !== null && !mine);
    this.show(at, slide);
  }

  begin(slide) {
    this.deck = slide?.deck ?? null;
    this.looking = this.wanted = null;
    this.key = "";
    this.pictures.clear();
    this.words.clear();
    this.frame.replaceChildren();
  }

  // The picture before stays until the next one is there: on a slow line nobody looks at a hole.
  show(page, slide) {
    const picture = this.picture(page);
    picture.alt = this.said(page);
    if (!this.words.has(page)) this.read(page);
    const key = `${slide.deck}/${page}/${picture.complete}`;
    if (key === this.key) return;
    this.key = key;
    const ready = picture.complete && picture.naturalWidth > 0;
    this.frame.toggleAttribute("data-busy", !ready);
    if (ready || !this.frame.firstElementChild) this.frame.replaceChildren(picture);
    if (ready && page < slide.of) this.picture(page + 1);
  }

  picture(page) {
    const known = this.pictures.get(page);
    if (known) return known;
    const { deck } = this;
    const made = new Image();
    made.decoding = "async";
    made.addEventListener("load", () => this.deck === deck && this.line.state.slide && this.draw(this.line.state));
    made.addEventListener("error", () => setTimeout(() => this.again(deck, page, made), TRY_AGAIN));
    made.src = `${this.base}${deck}/${page}/`;
    this.pictures.set(page, made);
    const [oldest] = this.pictures.keys();
    if (this.pictures.size > KEPT && oldest !== page) this.pictures.delete(oldest);
    return made;
  }

  again(deck, page, made) {
    if (this.deck !== deck || this.pictures.get(page) !== made) return;
    this.pictures.delete(page);
    if (this.line.state.slide && this.at === page) this.draw(this.line.state);
  }

  // Of the one that everybody is on the words came with it; of an earlier one they are asked for.
  async read(page) {
    const { deck } = this;
    this.words.set(page, null);
    try {
      const { text } = await (await fetch(`${this.base}${deck}/${page}/texto/`)).json();
      if (this.deck !== deck) return;
      this.words.set(page, text);
      this.draw(this.line.state);
    } catch {
      this.words.delete(page);
    }
  }

  said(page) {
    const { slide } = this.line.state;
    const text = this.words.get(page);
    const name = `Diapositiva ${page} de ${slide.of}`;
    if (text === "") return `${name}, sin texto: pide que la describan.`;
    return text ? `${name}. ${text}` : name;
  }

  event({ kind, page, of, title, by }) {
    const { notices } = this.room;
    // Somebody else who directs has moved it: hers is the last word.
    if (kind === "slide" && by !== this.line.state.me && this.wanted !== null) this.forget();
    if (this.mine) return;
    if (kind === "slide" && page && this.looking === null) notices.announce(page === 1 ? `${title}: 1 de ${of}` : `Diapositiva ${page} de ${of}`);
    if (kind === "slide_stop") notices.announce("Ya no se muestran diapositivas.");
  }
}
