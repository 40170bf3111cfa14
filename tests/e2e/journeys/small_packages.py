"""Packages that fit on a screen, for the browser: one of each standard that behaves, one that does not."""

from pathlib import Path

from tests.courses.packages import manifest, zipped

PAGE = """<!doctype html><html lang="es"><meta charset="utf-8"><title>Prueba</title>
<body><h1>Prueba</h1><p id="found"></p><button id="do">Hacer</button><button id="note">Apuntar</button>
<script src="sco.js"></script></body></html>"""
# The finder is the one that packages bring: up the windows, at most so many times, without asking leave.
SCRIPT = """
let w = window, api = null;
for (let n = 0; n < 10 && !api; n += 1) { api = w.%(name)s || null; if (w === w.parent) break; w = w.parent; }
const get = (name) => api.%(get)s(name), put = (name, value) => api.%(set)s(name, value);
const began = api.%(start)s("");
const found = [began, ...%(reads)s.map(get)];
document.getElementById("found").textContent = found.join("|");
document.getElementById("do").onclick = () => { %(writes)s.forEach(([name, value]) => put(name, value)); };
document.getElementById("note").onclick = () => put("%(note)s", "apuntado");
let over = false;
const end = () => { if (!over) { over = true; api.%(end)s(""); } };
window.addEventListener("pagehide", end);
"""
OF_12 = {
    "name": "API", "get": "LMSGetValue", "set": "LMSSetValue", "start": "LMSInitialize", "end": "LMSFinish",
    "reads": '["cmi.core.entry","cmi.core.lesson_status","cmi.core.lesson_location","cmi.suspend_data"]',
    "writes": '[["cmi.core.lesson_status","passed"],["cmi.core.score.raw","80"],["cmi.core.score.max","100"],'
    '["cmi.core.lesson_location","p2"],["cmi.suspend_data","año=1"],["cmi.core.exit","suspend"]]',
    "note": "cmi.suspend_data",
}  # fmt: skip
OF_2004 = {
    "name": "API_1484_11", "get": "GetValue", "set": "SetValue", "start": "Initialize", "end": "Terminate",
    "reads": '["cmi.entry","cmi.success_status","cmi.location","cmi.suspend_data"]',
    "writes": '[["cmi.completion_status","completed"],["cmi.success_status","passed"],["cmi.score.raw","80"],'
    '["cmi.score.min","0"],["cmi.score.max","100"],["cmi.score.scaled","0.8"],["cmi.location","p2"],'
    '["cmi.suspend_data","año=1"],["cmi.exit","suspend"]]',
    "note": "cmi.suspend_data",
}  # fmt: skip
# Each try says "llega" when it reached what is not its own. In its own folder everything is its own.
HOSTILE = """
const site = "%(site)s";
const tries = {
  "leer la página de fuera": () => top.document.body.innerHTML.length > 0,
  "leer su dirección": () => Boolean(top.location.href),
  "pedir páginas con la sesión": async () =>
    (await (await fetch(site + "/mi/", { credentials: "include" })).text()).includes("Mirón"),
  "pedirlas sin mirar la respuesta": async () =>
    Boolean(await fetch(site + "/mi/", { credentials: "include", mode: "no-cors" })),
  "pedirlas a la antigua": () => new Promise((done) => { const x = new XMLHttpRequest();
    x.open("GET", site + "/mi/"); x.withCredentials = true; x.onerror = () => done(false);
    x.onload = () => done(x.responseText.includes("Mirón")); x.send(); }),
  "leer la galleta": () => document.cookie.includes("señuelo"),
  "enmarcar una página": () => new Promise((done) => { const f = document.createElement("iframe");
    const look = () => {
      try { done(f.contentDocument.body.innerHTML.includes("Mirón")); } catch { done(false); }
    };
    f.src = site + "/mi/"; f.onload = look; document.body.append(f); setTimeout(() => done(false), 4000); }),
  "abrir la página y leerla": () => new Promise((done) => { const w = window.open(site + "/mi/");
    if (!w) return done(false); setTimeout(() => { try { done(w.document.body.innerHTML.includes("Mirón")); }
    catch { done(false); } }, 2500); }),
  "dejar un vigilante": async () => Boolean(await navigator.serviceWorker.register("vigilante.js")),
  "leer lo que guarda el navegador del sitio": () => localStorage.getItem("señuelo") === "1",
};
(async () => {
  const said = {};
  for (const [name, attempt] of Object.entries(tries)) {
    try { said[name] = (await attempt()) ? "llega" : "no"; } catch (error) { said[name] = "no"; }
  }
  document.getElementById("said").textContent = JSON.stringify(said);
})();
"""
HOSTILE_PAGE = """<!doctype html><html lang="es"><meta charset="utf-8"><title>Hostil</title>
<body><p id="said"></p><script src="hostil.js"></script></body></html>"""


def behaving(standard: str) -> dict[str, str | bytes]:
    """The files of a package that says what it found, and keeps something when asked."""
    words = OF_12 if standard == "1.2" else OF_2004
    text = manifest(version="1.2" if standard == "1.2" else "2004 4th Edition")
    title = f"Prueba de {standard}"
    return {
        "imsmanifest.xml": text.replace("<title>Contratos</title>", f"<title>{title}</title>"),
        "index.html": PAGE,
        "sco.js": SCRIPT % words,
    }


def hostile(site: str) -> dict[str, str | bytes]:
    """The files of a package that tries to reach that site."""
    text = manifest().replace("<title>Contratos</title>", "<title>Paquete hostil</title>")
    return {
        "imsmanifest.xml": text,
        "index.html": HOSTILE_PAGE,
        "hostil.js": HOSTILE % {"site": site},
        "vigilante.js": "self.addEventListener('fetch', () => {});",
    }


def written(folder: Path, name: str, files: dict[str, str | bytes]) -> Path:
    """The zip on disk, as an editor has it."""
    place = folder / f"{name}.zip"
    place.write_bytes(zipped(files))
    return place
