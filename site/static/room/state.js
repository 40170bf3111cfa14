// What the page knows of the room: a pure sum of the state given and the events after it.

// As many lines of captions are kept as are shown under the picture.
const CAPTIONS = 3;

const APPLY = {
  opened: (state, event) => ({ ...state, room: { ...state.room, state: "open", opened_at: event.opened_at } }),
  ended: (state) => ({ ...state, room: { ...state.room, state: "ended" }, people: new Map(), waiting: new Map(), slide: null }),
  phase: (state, event) => ({ ...state, room: { ...state.room, state: event.state } }),
  lock: (state, { locked }) => ({ ...state, room: { ...state.room, locked } }),
  waits: (state, { participant, name, entity, knocked_at }) =>
    ({ ...state, waiting: new Map(state.waiting).set(participant, { participant, name, entity, knocked_at }) }),
  admitted: withoutWaiting,
  denied: withoutWaiting,
  withdrew: withoutWaiting,
  hand: (state, { participant, hand_at }) => withPerson(state, participant, { hand_at }),
  // Who is given the floor does not ask for it any more.
  floor: (state, { participant, floor_since, seat, microphone, camera, muted }) =>
    withPerson(state, participant, {
      floor_since, seat, microphone, camera, muted, ...(floor_since ? { hand_at: null } : {}),
    }),
  muted: (state, { participant, muted, camera_stopped, microphone, camera }) =>
    withPerson(state, participant, { muted, camera_stopped, microphone, camera }),
  role: (state, { participant, role, microphone, camera }) => withRole(state, participant, { role, microphone, camera }),
  hidden: (state) => state,
  join: (state, event) => withPerson(state, event.participant, personOf(event)),
  leave: (state, event) => withPerson(state, event.participant, null),
  lost: (state, event) => withPerson(state, event.participant, { state: "lost" }),
  seat: (state, { participant, seat, microphone, camera }) =>
    withPerson(state, participant, { seat, microphone, camera }),
  media: (state, event) =>
    withPerson(state, event.participant, { microphone: event.microphone, camera: event.camera }),
  chat: (state, event) => ({ ...state, chat: [...state.chat, event] }),
  // Points of the agenda divide the conversation.
  mark: (state, event) => ({ ...state, chat: [...state.chat, event] }),
  poll: (state, { poll, question, anonymous, options }) =>
    ({ ...state, poll: { poll, question, anonymous, options, open: true, answered: 0, results: null } }),
  poll_answered: (state, { poll, answered }) => withPoll(state, poll, { answered }),
  poll_closed: (state, { poll, answered, results }) => withPoll(state, poll, { answered, results, open: false }),
  slide: (state, { deck, title, page, of, width, height, text }) =>
    ({ ...state, slide: deck ? { deck, title, page, of, width, height, text } : null }),
  slide_stop: (state) => ({ ...state, slide: null }),
  caption: (state, event) => ({ ...state, captions: [...state.captions, event].slice(-CAPTIONS) }),
  captioner: (state, { participant, captions }) => withPerson(state, participant, { captions }),
};

export const nothing = () => ({ n: null, me: null, room: {}, people: new Map(), chat: [], captions: [], poll: null, slide: null, waiting: new Map(), place: null });

export function whole(message) {
  const { n, me, room, chat, captions, poll, slide, place } = message;
  return { n, me, room, chat, captions, poll, slide, place, people: byNumber(message.people), waiting: byNumber(message.waiting) };
}

// Returns the next state, the same one for an event already known, and null when one is missing in between.
export function next(state, event) {
  if (event.n <= state.n) return state;
  if (event.n !== state.n + 1) return null;
  return { ...APPLY[event.kind](state, event), n: event.n };
}

export const directs = (person) => person?.role === "host" || person?.role === "cohost";

const byNumber = (people) => new Map(people.map((one) => [one.participant, one]));

function withoutWaiting(state, { who }) {
  return { ...state, waiting: new Map([...state.waiting].filter(([id]) => !who.includes(id))) };
}

// Who directs no longer sees no more who waits; who begins to direct asks for the whole state.
function withRole(state, id, change) {
  const next = withPerson(state, id, change);
  return id === state.me && !directs(change) ? { ...next, waiting: new Map() } : next;
}

function withPoll(state, id, change) {
  return state.poll?.poll === id ? { ...state, poll: { ...state.poll, ...change } } : state;
}

function withPerson(state, id, change) {
  const people = new Map(state.people);
  if (change === null) people.delete(id);
  else people.set(id, { ...people.get(id), ...change });
  return { ...state, people };
}

const PERSON = [
  "participant", "name", "entity", "role", "state", "seat", "peer", "microphone", "camera",
  "muted", "camera_stopped", "captions", "hand_at", "floor_since",
];
const personOf = (event) => Object.fromEntries(PERSON.map((name) => [name, event[name]]));
