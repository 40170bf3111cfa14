// The page that frames a package. It is the only one that speaks with the player, and the player's word is not
// trusted: which attempt is written is said by this page's own signed address, never by a message.
const root = document.querySelector("[data-package]");
const { host, saves, back } = root.dataset;
const place = root.querySelector("[data-place]");
const said = root.querySelector("[data-said]");
const trouble = root.querySelector("[data-trouble]");
const AGAIN = 3_000;
const PATIENCE = 8_000;

const frame = document.createElement("iframe");
frame.title = place.dataset.title;
frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups");
frame.allow = `fullscreen ${host}; autoplay ${host}; unload ${host}`;
frame.src = place.dataset.frame;
place.append(frame);

let waiting = null; // the newest thing to save: each is whole, so the older ones are not missed
let sending = false;
let leaving = false;
let ended = false;
let timer = 0;

function tell(kind, more = {}) {
  frame.contentWindow.postMessage({ concejo: "package", kind, ...more }, host);
}

window.addEventListener("message", (event) => {
  if (event.origin !== host || event.source !== frame.contentWindow) return;
  const message = event.data || {};
  if (message.concejo !== "package") return;
  if (message.kind === "commit" && typeof message.body === "string") keep(message);
  if (message.kind === "bye") { ended = true; goOut(); }
});

function keep({ seq, body }) {
  if (!saves) return tell("ack", { seq });
  waiting = { seq, body };
  return send();
}

async function send() {
  if (sending || !waiting) return;
  sending = true;
  clearTimeout(timer);
  const now = waiting;
  said.textContent = "Guardando…";
  const answer = await fetch(saves, { method: "POST", body: now.body, credentials: "omit" }).catch(() => null);
  sending = false;
  if (answer?.ok) done(now);
  else if (!answer || answer.status >= 500 || answer.status === 429) later();
  else await refused(answer, now);
}

function done(now) {
  trouble.hidden = true;
  said.textContent = "Guardado";
  tell("ack", { seq: now.seq });
  if (waiting === now) waiting = null;
  if (waiting) send(); else goOut();
}

function later() {
  said.textContent = "Sin conexión: se guardará cuando vuelva";
  timer = setTimeout(send, AGAIN);
  if (leaving && ended) show("No se ha podido guardar lo último que has hecho.");
}

// The server read it and will not take it: sending it again would change nothing.
async function refused(answer, now) {
  const reason = (await answer.json().catch(() => ({}))).reason;
  if (waiting === now) waiting = null;
  said.textContent = "Sin guardar";
  tell("ack", { seq: now.seq });
  show(reason || "No se ha podido guardar.");
  if (waiting) send();
}

function show(why) {
  trouble.querySelector("[data-why]").textContent = why;
  trouble.hidden = false;
}

function goOut() {
  if (leaving && ended && !waiting && !sending && trouble.hidden) location.assign(back);
}

root.querySelector("[data-leave]").addEventListener("click", (event) => {
  if (leaving) return;
  event.preventDefault();
  leaving = true;
  said.textContent = "Cerrando el paquete…";
  tell("leave");
  setTimeout(() => { ended = true; if (waiting || sending) later(); else goOut(); }, PATIENCE);
});

root.querySelector("[data-retry]").addEventListener("click", () => {
  trouble.hidden = true;
  if (waiting) send(); else goOut();
});
