// What the page knows of the room: a pure sum of the state given and the events after it.
const APPLY = {
  opened: (state, event) => ({ ...state, room: { ...state.room, state: "open", opened_at: event.opened_at } }),
  ended: (state) => ({ ...state, room: { ...state.room, state: "ended" }, people: new Map() }),
  join: (state, event) => withPerson(state, event.participant, personOf(event)),
  leave: (state, event) => withPerson(state, event.participant, null),
  lost: (state, event) => withPerson(state, event.participant, { state: "lost" }),
  seat: (state, { participant, seat, microphone, camera }) =>
    withPerson(state, participant, { seat, microphone, camera }),
  media: (state, event) =>
    withPerson(state, event.participant, { microphone: event.microphone, camera: event.camera }),
  chat: (state, event) => ({ ...state, chat: [...state.chat, event] }),
};

export const nothing = () => ({ n: null, me: null, room: {}, people: new Map(), chat: [] });

export function whole(message) {
  const people = new Map(message.people.map((one) => [one.participant, one]));
  return { n: message.n, me: message.me, room: message.room, people, chat: message.chat };
}

// Returns the next state, the same one for an event already known, and null when one is missing in between.
export function next(state, event) {
  if (event.n <= state.n) return state;
  if (event.n !== state.n + 1) return null;
  return { ...APPLY[event.kind](state, event), n: event.n };
}

function withPerson(state, id, change) {
  const people = new Map(state.people);
  if (change === null) people.delete(id);
  else people.set(id, { ...people.get(id), ...change });
  return { ...state, people };
}

function personOf({ participant, name, entity, role, state, seat, peer, microphone, camera }) {
  return { participant, name, entity, role, state, seat, peer, microphone, camera };
}
