// What was found, in one sentence. A pure sum, so that each case can be tested.
const HEARS = 50;
const SEES = 500;
const LATE = 800;

export function verdict({ browser, socket, line, udp, turns }, phone) {
  const cut = udp.state === "bad" && turns.state !== "good";
  if (browser.state === "bad" || socket.state === "bad" || cut || line.kbps < HEARS) {
    return { tone: "teja", text: `Así no podrás oír: llama ${phone ? `al ${phone}` : "a la Diputación"}` };
  }
  if (line.kbps < SEES || socket.rtt > LATE) return { tone: "trigo", text: "Entra solo con voz" };
  return { tone: "encina", text: "Puedes entrar con imagen" };
}
