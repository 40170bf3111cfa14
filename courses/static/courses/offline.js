// Keeps a course in this browser and what one does in it without a line. Without this file: the course in PDF.
const able = isSecureContext && "serviceWorker" in navigator && "caches" in window;
const ABOUT = "/sobre-esta-copia";
const OTHER = new Error("other");

function day(at) {
  return new Intl.DateTimeFormat("es", { day: "numeric", month: "long" }).format(at);
}

async function namesOf(reader, course) {
  return (await caches.keys()).filter((name) => name.startsWith(`copia:${reader}:${course}:`));
}

async function wholeCopy(reader, course) {
  for (const name of await namesOf(reader, course)) {
    const about = await (await caches.open(name)).match(ABOUT);
    if (about) return about.json();
  }
  return null;
}

// --- On the page of a course: save, update, take away. ---

class Keeper {
  constructor(box) {
    this.box = box;
    this.said = box.querySelector("[data-copy-said]");
    this.bar = box.querySelector("[data-copy-bar]");
    this.without = box.querySelector("[data-copy-without]");
    this.keep = box.querySelector("#copia-guardar");
    this.drop = box.querySelector("#copia-quitar");
    this.reader = box.dataset.reader;
    this.course = box.dataset.course;
    this.keep.addEventListener("click", () => this.save());
    this.drop.addEventListener("click", () => this.forget());
    addEventListener("online", () => { if (this.cut) this.save(); });
  }

  async open() {
    this.box.hidden = false;
    this.box.parentElement.querySelector("[data-copy-instead]").hidden = true;
    this.plan = await this.ask();
    await this.show();
  }

  async ask() {
    try {
      const answer = await fetch(this.box.dataset.copy);
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }

  tell(text) {
    this.said.textContent = text;
    this.said.hidden = !text;
  }

  label(text) { this.keep.querySelector("span").textContent = text; }

  async show() {
    const copy = await wholeCopy(this.reader, this.course);
    const begun = !copy && (await namesOf(this.reader, this.course)).length > 0;
    const size = this.plan ? ` · ${this.plan.size}` : "";
    const changed = copy && this.plan && copy.version !== this.plan.version;
    this.tell(copy
      ? `Guardado el ${day(copy.at)}.${changed ? " El curso ha cambiado desde entonces." : ""}`
      : begun ? "Se quedó a medias: sigue donde estaba." : "");
    this.label(copy ? `Actualizar${size}` : begun ? `Seguir guardando${size}` : `Guardar para leer sin conexión${size}`);
    this.keep.hidden = !this.plan;
    this.drop.hidden = !copy && !begun;
    this.bar.hidden = true;
    this.without.textContent = this.plan ? this.plan.without : "";
  }

  async save() {
    if (this.busy) return;
    this.busy = true;
    this.cut = false;
    try {
      this.plan = (await this.ask()) ?? this.plan;
      await this.fetchAll();
      await this.show();
    } catch (fault) {
      const other = fault === OTHER;
      this.cut = !other && fault.name !== "QuotaExceededError";
      if (other) this.plan = null;
      await (other ? this.forget() : this.show());
      this.tell(other ? "Ha entrado otra persona en este navegador, así que no se ha guardado nada."
        : this.cut ? "Se ha cortado la línea. Lo guardado se queda: seguirá al volver la conexión."
        : "No cabe: libera espacio en el ordenador o llévate el curso en PDF.");
    }
    this.busy = false;
  }

  // Each answer says whose it is: what comes for anybody else, or for nobody, is not kept as hers.
  async get(url, method) {
    const answer = await fetch(url, { method });
    const whose = answer.headers.get("Concejo-Lector");
    if (whose && whose !== this.reader) throw OTHER;
    // What was taken away, or is not for her, does not hold up the rest.
    const html = /html/.test(answer.headers.get("Content-Type"));
    if (answer.redirected || (html && !whose) || (!answer.ok && answer.status !== 404)) throw new Error(url);
    return answer;
  }

  // What a cut left half done is not fetched again; the old copy goes when the new one is whole.
  async fetchAll() {
    const { plan } = this;
    const name = `copia:${this.reader}:${this.course}:${plan.version}`;
    const fresh = Boolean(await caches.match(ABOUT, { cacheName: name }));
    const cache = await caches.open(name);
    let done = 0;
    this.bar.hidden = false;
    this.drop.hidden = true;
    for (const [url, bytes] of plan.files) {
      if (fresh || !(await cache.match(url))) {
        const answer = await this.get(url);
        if (answer.ok) await cache.put(url, answer);
      }
      done += bytes;
      this.bar.value = Math.floor((done * 100) / plan.bytes);
      this.tell(`Guardando: ${this.bar.value} %`);
    }
    await this.get(this.box.dataset.copy, "HEAD");
    const { title, url, version } = plan;
    await cache.put(ABOUT, new Response(JSON.stringify({ title, url, version, at: Date.now() })));
    await (await caches.open("lector")).put("/lector", new Response(this.reader));
    for (const other of await namesOf(this.reader, this.course)) if (other !== name) await caches.delete(other);
    await navigator.serviceWorker.register(this.box.dataset.worker);
  }

  async forget() {
    for (const name of await namesOf(this.reader, this.course)) await caches.delete(name);
    if (!(await caches.keys()).some((name) => /^(copia|avance):/.test(name))) {
      await (await navigator.serviceWorker.getRegistration())?.unregister();
    }
    await this.show();
  }
}

// --- On the page of a lesson: what is done is written here first, and sent by the worker. ---

class Reading {
  constructor(article) {
    this.lesson = Number(article.dataset.lesson);
    this.reader = article.dataset.reader;
    this.queue = `avance:${this.reader}`;
    this.notice = document.querySelector("[data-offline]");
  }

  listen() {
    for (const form of document.querySelectorAll("[data-lesson-does]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const anchor = form.elements.anchor?.value ?? "";
        // What cannot be written here goes as without this file.
        this.act(form.dataset.lessonDoes, anchor).then(() => location.assign(form.dataset.then), () => form.submit());
      });
    }
    document.addEventListener("lesson:here", ({ detail }) => { if (this.notice || !navigator.onLine) this.write("left", detail); });
    addEventListener("online", async () => {
      if (this.notice && (await this.ask())) this.notice.textContent = "Ha vuelto la conexión: tu avance ya está guardado.";
    });
    this.goOn();
  }

  async act(kind, anchor) {
    await this.write(kind, anchor);
    await this.ask();
  }

  // Only the last point of a lesson counts; that it was finished is never taken back.
  async write(kind, anchor) {
    const cache = await caches.open(this.queue);
    for (const [key, item] of await this.waiting(cache)) if (item.kind === "left" && item.lesson === this.lesson) await cache.delete(key);
    const key = crypto.randomUUID();
    await cache.put(`/avance/${key}`, new Response(JSON.stringify({ key, lesson: this.lesson, kind, anchor })));
  }

  async waiting(cache) {
    return Promise.all((await cache.keys()).map(async (key) => [key, await (await cache.match(key)).json()]));
  }

  // The worker answers whether all was sent; on a poor line nobody waits for it.
  ask() {
    const { controller } = navigator.serviceWorker;
    if (!controller || !navigator.onLine) return false;
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      setTimeout(resolve, 3000, false);
      controller.postMessage("send", [port2]);
    });
  }

  async goOn() {
    if (!this.notice || location.hash || !(await caches.has(this.queue))) return;
    const left = (await this.waiting(await caches.open(this.queue))).findLast(([, item]) => item.lesson === this.lesson && item.anchor);
    if (left) location.hash = left[1].anchor;
  }
}

const box = document.querySelector("[data-copy]");
const article = document.querySelector("[data-lesson][data-reader]");
if (able && box) new Keeper(box).open();
if (able && article && navigator.serviceWorker.controller) {
  wholeCopy(article.dataset.reader, article.dataset.course).then((copy) => { if (copy) new Reading(article).listen(); });
}
