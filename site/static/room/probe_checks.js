// The steps of the test. Each one ends, whatever happens, with a state and a sentence.
import { OwnMedia } from "./media.js";

const PATIENCE = 12_000;
// Somebody has to read what the browser asks, and answer.
const ASKING = 40_000;

const within = (ms, work, late) => Promise.race([work, new Promise((done) => setTimeout(done, ms, late))]);

export async function browser() {
  if (typeof RTCPeerConnection !== "function") {
    return { state: "bad", note: "Este navegador no sirve para las salas. Usa Firefox, Chrome, Edge o Safari al día." };
  }
  if (!window.isSecureContext) return { state: "bad", note: "Esta dirección no es segura: tiene que empezar por https." };
  return { state: "good", note: "Sirve para las salas." };
}

const LACKING = { audio: "Podrás oír y escribir.", video: "Verás a los demás, y no te verán." };

// The same question that the door of a room asks, with the same words.
export async function device(kind) {
  const own = new OwnMedia({ test: false });
  const late = "El navegador espera a que le des permiso.";
  const on = await within(ASKING, own.turnOn(kind), null);
  const note = on ? `Se puede usar: ${own.tracks[kind].label || "sin nombre"}.` : `${own.trouble[kind] || late} ${LACKING[kind]}`;
  own.stop();
  return { state: on ? "good" : "bad", note };
}

export function socket(address) {
  const shut = { state: "bad", note: "No se abre. La red de este sitio lo impide: díselo a quien la lleva." };
  const work = new Promise((done) => {
    const line = new WebSocket(address);
    const times = [];
    let at = 0;
    const ask = () => {
      at = performance.now();
      line.send("ida");
    };
    line.onopen = ask;
    line.onclose = () => done(shut);
    line.onmessage = () => {
      times.push(performance.now() - at);
      if (times.length < 4) return ask();
      const rtt = Math.max(1, Math.round(Math.min(...times)));
      done({ state: "good", rtt, note: `Se abre. La ida y la vuelta tardan ${rtt} ms.` });
      return line.close();
    };
  });
  return within(PATIENCE, work, shut);
}

// A line so slow that it does not end in time is measured by what came.
export async function download(address, bytes) {
  const ends = new AbortController();
  const timer = setTimeout(() => ends.abort(), PATIENCE);
  let [came, began] = [0, performance.now()];
  try {
    const answer = await fetch(address, { cache: "no-store", signal: ends.signal });
    if (!answer.ok) return { state: "unknown", note: "Ahora no se puede medir: espera un minuto y prueba otra vez." };
    began = performance.now();
    for (const reader = answer.body.getReader(); came < bytes; ) {
      const { value, done } = await reader.read();
      if (done) break;
      came += value.length;
    }
  } catch {
    if (!came) return { state: "bad", kbps: 0, note: "No llega nada." };
  } finally {
    clearTimeout(timer);
  }
  return measured(Math.round((came * 8) / Math.max(1, performance.now() - began)));
}

function measured(kbps) {
  const shown = kbps >= 10_000 ? "Más de 10 Mbps" : kbps >= 1000 ? `Unos ${(kbps / 1000).toLocaleString("es-ES", { maximumFractionDigits: 1 })} Mbps` : `Unos ${kbps} kbps`;
  if (kbps < 50) return { state: "bad", kbps, note: `${shown} de bajada: no llega para oír.` };
  if (kbps < 500) return { state: "bad", kbps, note: `${shown} de bajada: llega para oír, no para ver.` };
  return { state: "good", kbps, note: `${shown} de bajada.` };
}

const OVER_UDP = (url) => url.startsWith("turn:") && !url.includes("transport=tcp");
const WAYS = {
  udp: {
    fits: OVER_UDP, policy: "all", wanted: ["srflx", "relay"], good: "Sale.",
    bad: "No sale: la red de este sitio lo corta. Hace falta el camino de reserva.",
  },
  turns: {
    fits: (url) => url.startsWith("turns:"), policy: "relay", wanted: ["relay"], good: "Funciona.",
    bad: "No funciona. Si el paso anterior va bien, no hace falta.",
  },
};

export async function lines({ known, ice }, way) {
  const { fits, policy, wanted, good, bad } = WAYS[way];
  if (!known) return { state: "unknown", note: "Este paso necesita que entres con tu usuario, o con tu enlace de invitación." };
  const servers = ice.map((one) => ({ ...one, urls: one.urls.filter(fits) })).filter(({ urls }) => urls.length);
  if (!servers.length) return { state: "unknown", note: "Este sitio no tiene puesto ese camino: no se puede probar." };
  if (typeof RTCPeerConnection !== "function") return { state: "bad", note: bad };
  const found = await gathers({ iceServers: servers, iceTransportPolicy: policy }, wanted);
  return found ? { state: "good", note: good } : { state: "bad", note: bad };
}

// Whether one of the addresses found is of the kind that can only come from outside.
async function gathers(options, wanted) {
  const link = new RTCPeerConnection(options);
  const work = new Promise((done) => {
    link.onicecandidate = ({ candidate }) => {
      if (!candidate) done(false);
      else if (wanted.includes(candidate.type)) done(true);
    };
  });
  link.createDataChannel("prueba");
  await link.setLocalDescription();
  const found = await within(PATIENCE, work, false);
  link.close();
  return found;
}
