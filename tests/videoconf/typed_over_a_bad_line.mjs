// Lines written at random and sent over a line that loses, repeats and overtakes; the page's own functions at both
// ends. With "yes" the whole line goes at the end, as after each pause.
import { pathToFileURL } from "node:url";

const [, , script, count, whole] = process.argv;
const { split, take } = await import(pathToFileURL(script));
let seed = 7;
const dice = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
const pick = (all) => all[Math.floor(dice() * all.length)];
const LETTERS = ["a", "ñ", "é", " ", "🙂", "👩‍🏫", "z", "12"];

function edited(text) {
  const all = [...text];
  const at = Math.floor(dice() * (all.length + 1));
  if (dice() < 0.7) all.splice(dice() < 0.6 ? all.length : at, 0, pick(LETTERS));
  else all.splice(at, Math.floor(dice() * 3));
  return all.join("").slice(0, 1000).replace(/[\ud800-\udbff]$/, "");
}

for (let number = 0; number < Number(count); number += 1) {
  const ref = `line ${number}`;
  const written = new Set([""]);
  const air = [];
  let [text, sent, seq, lost, seen, invented] = ["", "", 0, 0, undefined, false];
  const put = (at) => {
    seq += 1;
    if (dice() < 0.33) lost += 1;
    else air.push({ ref, seq, at, text: text.slice(at) }, ...(dice() < 0.1 ? [{ ref, seq, at, text: text.slice(at) }] : []));
    sent = text;
  };
  const read = (packet) => {
    seen = take(seen, packet);
    invented ||= !written.has(seen?.text ?? "");
  };
  for (let step = 0; step < 30; step += 1) {
    text = edited(text);
    written.add(text);
    if (text !== sent) put(step === 0 ? 0 : split(sent, text));
    // Two packets in the air may come in the other order.
    if (dice() < 0.1 && air.length > 1) air.reverse();
    if (dice() < 0.7) for (const packet of air.splice(0)) read(packet);
  }
  for (const packet of air.splice(0)) read(packet);
  if (whole === "yes") read({ ref, seq: seq + 1, at: 0, text });
  process.stdout.write(`${JSON.stringify({ written: text, seen: seen?.text ?? "", lost, invented })}\n`);
}
