// Serves the courses that somebody saved, when the line fails, and sends what she did meanwhile.
// It is there only for who has saved a course. Orders of the server (POST), the admin, the rooms and the
// packages never go through it: it lets them pass untouched.
const PATIENCE = 3000;
const UNTOUCHED = /^\/(admin|cuenta|sala|paquetes|archivos|demo)\/|^\/aula\/paquete/;
const ASSETS = /^\/(static\/(?!room\/)|imagenes\/)/;
const ENTERING = /^\/(cuenta|demo)\//;
const LEAVING = /^\/(cuenta\/salir|admin\/logout)\/$/;
const OFFLINE = "/sin-conexion/";
const PROGRESS = "/aula/copia/avance/";
const MAIN = '<div class="wrap page">';
const LIST = /<div data-copies>.*?<\/div>/s;
const OURS = /^(copia|avance):/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && LEAVING.test(url.pathname)) event.waitUntil(forget());
  else if (request.method === "POST" && ENTERING.test(url.pathname)) event.waitUntil(setReader(""));
  if (request.method !== "GET" || UNTOUCHED.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(event, url.pathname));
  else if (["style", "script", "image"].includes(request.destination) && ASSETS.test(url.pathname)) {
    event.respondWith(asset(request, url.pathname));
  }
});

self.addEventListener("message", (event) => {
  event.waitUntil(reader().then(send).then((sent) => event.ports[0]?.postMessage(sent), () => event.ports[0]?.postMessage(false)));
});

async function reader() {
  const kept = await caches.match("/lector", { cacheName: "lector" });
  return kept ? kept.text() : "";
}

async function setReader(mark) {
  await (await caches.open("lector")).put("/lector", new Response(mark));
}

async function forget(keep = "") {
  const names = await caches.keys();
  const others = names.filter((name) => OURS.test(name) && (!keep || name.split(":")[1] !== keep));
  await Promise.all(others.map((name) => caches.delete(name)));
  if (!keep) await setReader("");
}

// The copies of whoever reads now, and only whole ones: {cache, about}.
async function copies() {
  const mark = await reader();
  const names = mark ? (await caches.keys()).filter((name) => name.startsWith(`copia:${mark}:`)) : [];
  const found = [];
  for (const name of names) {
    const cache = await caches.open(name);
    const about = await cache.match("/sobre-esta-copia");
    if (about) found.push({ cache, about: await about.json() });
  }
  return found;
}

async function saved(path) {
  for (const { cache, about } of await copies()) {
    const answer = await cache.match(path);
    if (answer) return { answer, about };
  }
  return null;
}

function late() {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));
}

async function page(event, path) {
  const copy = await saved(path);
  const asked = fetch(event.request);
  try {
    const answer = await (copy ? Promise.race([asked, late()]) : asked);
    event.waitUntil(met(answer.clone()).catch(() => {}));
    return path === OFFLINE ? listed(answer) : answer;
  } catch (error) {
    asked.catch(() => {});
    if (copy && path !== OFFLINE) return withNotice(copy);
    const instead = await saved(OFFLINE);
    if (instead) return listed(instead.answer);
    throw error;
  }
}

async function asset(request, path) {
  const copy = await saved(path);
  return copy ? copy.answer : fetch(request);
}

// A page that came says whose it is: copies of anybody else go, and what waited is sent.
async function met(answer) {
  if (!answer.ok || !/html/.test(answer.headers.get("Content-Type"))) return;
  const mark = answer.headers.get("Concejo-Lector") || "";
  await setReader(mark);
  if (mark) await forget(mark);
  if (mark) await send(mark);
}

async function send(mark) {
  if (!mark || !(await caches.has(`avance:${mark}`))) return true;
  const queue = await caches.open(`avance:${mark}`);
  const waiting = await Promise.all((await queue.keys()).map((key) => queue.match(key)));
  if (!waiting.length) return true;
  const door = await fetch(PROGRESS);
  if (!door.ok || door.redirected) return false;
  const { token, reader: whose } = await door.json();
  if (whose !== mark) return false;
  const items = await Promise.all(waiting.map((item) => item.json()));
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(PROGRESS, { method: "POST", headers, body: JSON.stringify({ items }) });
  if (!answer.ok) return false;
  for (const key of (await answer.json()).kept) await queue.delete(`/avance/${key}`);
  return true;
}

function plain(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function day(at) {
  return new Intl.DateTimeFormat("es", { day: "numeric", month: "long" }).format(at);
}

async function waiting() {
  const name = `avance:${await reader()}`;
  return (await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0;
}

async function withNotice({ answer, about }) {
  if (!/html/.test(answer.headers.get("Content-Type"))) return answer;
  const kept = (await waiting()) ? " Lo que avances se enviará cuando vuelva la línea." : "";
  const said = `Sin conexión: lees la copia del ${day(about.at)}.${kept}`;
  const notice = `<div class="note" role="status" data-offline><p>${said}</p></div>`;
  const text = (await answer.text()).replace(MAIN, () => MAIN + notice).replaceAll(" download>", ">");
  return new Response(text, { headers: answer.headers });
}

async function listed(answer) {
  const rows = (await copies()).map(({ about }) => `<li><a href="${plain(about.url)}">${plain(about.title)}</a> <span class="soft">Guardado el ${day(about.at)}</span></li>`);
  if (!rows.length) return answer;
  const text = (await answer.text()).replace(LIST, () => `<ul>${rows.join("")}</ul>`);
  return new Response(text, { headers: answer.headers });
}
