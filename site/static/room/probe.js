// The page that tests a connection: each step says in words what it found, and the last sentence what it means.
import { browser, device, download, lines, socket } from "./probe_checks.js";
import { verdict } from "./probe_verdict.js";

const settings = JSON.parse(document.getElementById("line-settings").textContent);
const begin = document.getElementById("begin");
const said = document.getElementById("verdict");
const scheme = location.protocol === "https:" ? "wss" : "ws";
const WORDS = { good: "Bien", bad: "Mal", unknown: "No se sabe", going: "Probando…", not: "Sin probar" };
const MARKS = { good: "✓", bad: "✗", unknown: "?" };

function show(name, { state, note }) {
  const row = document.querySelector(`[data-step=${name}]`);
  row.dataset.found = state;
  row.classList.toggle("step--done", state === "good");
  row.classList.toggle("step--here", state === "going" || state === "bad");
  row.querySelector(".step__end").textContent = WORDS[state];
  if (note) row.querySelector(".step__note").textContent = note;
  if (MARKS[state]) row.querySelector(".steps__mark").textContent = MARKS[state];
}

async function step(name, check) {
  show(name, { state: "going" });
  const found = await check();
  show(name, found);
  return found;
}

async function run() {
  begin.disabled = true;
  said.replaceChildren();
  const found = {
    browser: await step("browser", browser),
    microphone: await step("microphone", () => device("audio")),
    camera: await step("camera", () => device("video")),
    socket: await step("socket", () => socket(`${scheme}://${location.host}${settings.socket}`)),
    line: await step("line", () => download(settings.sample, settings.bytes)),
    udp: await step("udp", () => lines(settings, "udp")),
    turns: await step("turns", () => lines(settings, "turns")),
  };
  conclude(verdict(found, settings.phone));
}

function conclude({ tone, text }) {
  const note = Object.assign(document.createElement("div"), { className: `note note--${tone}` });
  note.append(Object.assign(document.createElement("p"), { className: "strong", textContent: text }));
  said.replaceChildren(note);
  note.scrollIntoView({ block: "nearest" });
  begin.disabled = false;
  begin.firstElementChild.textContent = "Probar otra vez";
}

begin.hidden = false;
begin.addEventListener("click", run);
