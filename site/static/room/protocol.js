// What travels on the socket, version 1. The same tables are in videoconf/protocol.py; in words, docs/protocolo-sala.md.
export const VERSION = 1;

const number = (value) => Number.isInteger(value);
const flag = (value) => typeof value === "boolean";
const thing = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value) => Array.isArray(value);
const text = (longest, blank = false) => (value) =>
  typeof value === "string" && value.length <= longest && (blank || value.length > 0);
const word = text(36);
const maybe = (accepts) => (value) => value === null || accepts(value);

const person = {
  participant: number, name: text(120), entity: text(120, true), role: word, state: word, seat: word,
  peer: text(36, true), microphone: flag, camera: flag, muted: flag, camera_stopped: flag, captions: flag,
  hand_at: maybe(word), floor_since: maybe(word),
};
const numbered = (fields) => ({ n: number, at: word, ...fields });

export const OUTGOING = {
  hello: { v: number },
  resume: { v: number, after: number },
  join: { peer: word, video: flag, microphone: flag, camera: flag },
  leave: {},
  chat: { text: text(1000), ref: word },
  mark: { text: text(200) },
  poll_open: { question: text(300), options: list, anonymous: flag },
  poll_vote: { poll: number, option: number },
  poll_close: { poll: number },
  slide: { deck: number, page: number },
  slide_stop: {},
  // From "at" on it reads "text"; with "at" 0 it is the whole line.
  typed: { ref: word, seq: number, at: number, text: text(1000, true) },
  captioner: { who: number, on: flag },
  caption: { text: text(1000), ref: word },
  caption_typed: { ref: word, seq: number, at: number, text: text(1000, true) },
  media: { microphone: flag, camera: flag },
  picture: { on: flag },
  signal: { to: number, peer: word, data: thing },
  publish: { leg: number, sdp: text(40960) },
  subscribe: { leg: number, video: flag },
  answer: { leg: number, sdp: text(40960) },
  trickle: { of: word, leg: number, data: thing },
  layer: { who: number, height: number },
  stats: { rtt: number, lost: number, kbps: number },
  // Without "who", everybody who waits.
  admit: {},
  deny: { who: number },
  hand: { up: flag },
  floor_grant: { who: number },
  floor_end: { who: number },
  mute: { who: number, what: word, on: flag },
  remove: { who: number },
  lock: { on: flag },
  promote: { who: number, on: flag },
  phase: { to: word },
  ping: {},
  end: {},
};

export const INCOMING = {
  state: {
    v: number, n: number, me: number, now: word, room: thing, people: list, chat: list, captions: list, poll: maybe(thing),
    slide: maybe(thing),
    waiting: list, place: maybe(thing),
  },
  resumed: { n: number, me: number },
  joined: { me: number, seat: word },
  opened: numbered({ opened_at: word }),
  join: numbered(person),
  leave: numbered({ participant: number, cause: word }),
  lost: numbered({ participant: number }),
  seat: numbered({ participant: number, seat: word, microphone: flag, camera: flag }),
  media: numbered({ participant: number, microphone: flag, camera: flag }),
  // A line whose retention ended comes without its words.
  chat: numbered({}),
  caption: numbered({}),
  mark: numbered({}),
  // Purged, it comes without its words.
  poll: numbered({}),
  poll_answered: numbered({ poll: number, answered: number }),
  poll_closed: numbered({ poll: number, answered: number, results: maybe(list) }),
  // Purged, it comes without its words, and without which it was.
  slide: numbered({}),
  slide_stop: numbered({}),
  voted: { poll: number },
  captioner: numbered({ participant: number, captions: flag }),
  typed: { by: number, ref: word, seq: number, at: number, text: text(1000, true), caption: flag },
  ended: numbered({}),
  phase: numbered({ state: word }),
  lock: numbered({ locked: flag }),
  waits: numbered({ participant: number, name: text(120), entity: text(120, true), knocked_at: word }),
  admitted: numbered({ who: list }),
  denied: numbered({ who: list }),
  withdrew: numbered({ who: list }),
  hand: numbered({ participant: number, hand_at: maybe(word) }),
  floor: numbered({
    participant: number, floor_since: maybe(word), seat: word, microphone: flag, camera: flag, muted: flag,
  }),
  muted: numbered({ participant: number, muted: flag, camera_stopped: flag, microphone: flag, camera: flag }),
  role: numbered({ participant: number, role: word, microphone: flag, camera: flag }),
  // Something happened that is not for this page.
  hidden: numbered({}),
  waiting: { place: number, of: number },
  again: {},
  signal: { by: number, peer: word, data: thing },
  published: { leg: number, sdp: text(200000) },
  offered: { leg: number, sdp: text(200000), streams: list },
  trickle: { of: word, leg: number, data: thing },
  rejoin: { of: word, ready: flag },
  ways: { ice: list },
  // Only for who directs.
  quality: { people: list },
  moved: { connection: word },
  beat: {},
  pong: { t: number },
  error: { code: word, message: text(300) },
};

export function fits(table, message) {
  const fields = thing(message) && Object.hasOwn(table, message.kind) ? table[message.kind] : null;
  return fields !== null && Object.entries(fields).every(([name, accepts]) => accepts(message[name]));
}

// Why the server closed for good, in words; any other code means the line was cut and we come back.
export const FAREWELLS = {
  4400: "La página ha enviado mensajes que no se entienden. Vuelve a cargarla.",
  4401: "Tu sesión se ha cerrado. Entra otra vez con tu usuario.",
  4403: "No estás en la lista de quien puede entrar.",
  4409: "Sigues en otra ventana.",
  4410: "La sesión ha terminado.",
  4412: "Quien dirige te ha sacado de la sala. No puedes volver a entrar.",
  4413: "Quien dirige no te ha dejado entrar.",
  4414: "Ya no estás esperando para entrar.",
  4415: "Tu enlace de invitación ya no vale. Pide otro a quien te invitó.",
  4429: "Hay demasiadas ventanas o mensajes tuyos a la vez. Cierra las que no uses y vuelve a entrar.",
};
