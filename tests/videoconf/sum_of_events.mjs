// Runs the page's own reducer (state.js) over what a page was given, one case per line, and writes what it knows.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { next, nothing, whole } = await import(pathToFileURL(process.argv[2]));

// As line.js does: a stored event carries its content under "data".
function flat(message) {
  if (!Number.isInteger(message.n) || message.data === undefined) return message;
  const { data, ...rest } = message;
  return { ...data, ...rest };
}

const begun = (message) => whole({ ...message, chat: message.chat.map(flat), captions: message.captions.map(flat) });

function take(state, message) {
  if (message.kind === "state") return begun(message);
  if (message.kind === "waiting") return { ...state, place: { place: message.place, of: message.of } };
  const after = next(state, flat(message));
  if (after === null) throw new Error(`a number is missing before ${message.n}`);
  return after;
}

const plain = ({ people, waiting, ...rest }) => ({
  ...rest, people: Object.fromEntries(people), waiting: [...waiting.values()],
});

for await (const line of createInterface({ input: process.stdin })) {
  const { given, fresh } = JSON.parse(line);
  let answer;
  try {
    answer = { summed: plain(given.reduce(take, nothing())), fresh: plain(begun(fresh)) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
