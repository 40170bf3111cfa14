// One who only receives, as light as can be: the page's own link to the media server, and frames thrown away
// before they are decoded, so that what is measured is Janus and not this browser.
async () => {
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(options) { super({ ...options, encodedInsertableStreams: true }); }
  };
  const { In } = await import("/static/room/sfu_leg.js");
  const key = location.pathname.split("/")[2];
  const known = new Set();
  const began = performance.now();
  const me = { first: null, state: "opening", error: null };
  window.listener = me;
  const throwAway = async (receiver) => {
    if (known.has(receiver)) return;
    known.add(receiver);
    const frames = receiver.createEncodedStreams().readable.getReader();
    while (!(await frames.read()).done) {
      if (receiver.track.kind === "video") me.first ??= performance.now() - began;
    }
  };
  const socket = new WebSocket(`ws://${location.host}/sala/${key}/socket/`);
  const say = (message) => socket.readyState === 1 && socket.send(JSON.stringify(message));
  let link = null;
  const take = {
    beat: () => say({ kind: "ping" }),
    joined: () => {
      me.state = "joined";
      const onparts = (parts) => parts.forEach(({ receiver }) => throwAway(receiver));
      link = new In({ leg: 1, ice: [], send: say, onfailed: () => (me.error = "link") }, { video: true, onparts });
    },
    offered: (message) => link.offered(message),
    trickle: ({ data }) => link.hear(data.candidate),
    error: ({ code }) => (me.error = code),
  };
  socket.onopen = () => {
    say({ kind: "hello", v: 1 });
    say({ kind: "join", peer: crypto.randomUUID(), video: true, microphone: false, camera: false });
  };
  socket.onmessage = ({ data }) => { const message = JSON.parse(data); take[message.kind]?.(message); };
  socket.onclose = ({ code }) => (me.error = `closed ${code}`);
  me.packets = async () => {
    const rows = link ? [...(await link.pc.getStats()).values()].filter(({ type }) => type === "inbound-rtp") : [];
    return rows.reduce((sum, one) => [sum[0] + one.packetsReceived, sum[1] + one.packetsLost], [0, 0]);
  };
}
