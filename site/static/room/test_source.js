// Test picture and tone, for who has no camera and for the demo's trainer. It is labelled on the picture itself.
const WIDTH = 640;
const HEIGHT = 360;
const BARS = ["#1c5a48", "#2f7a62", "#e2a92b", "#f0d28a", "#ab3a21", "#d06a4f", "#57564e", "#e3dccd"];

export function testTracks() {
  return { audio: tone(), video: picture() };
}

function tone() {
  const context = new AudioContext();
  const wave = new OscillatorNode(context, { frequency: 330, type: "sine" });
  const loudness = new GainNode(context, { gain: 0.05 });
  // It swells and fades like breath: a steady tone is unbearable.
  const breath = new OscillatorNode(context, { frequency: 0.4 });
  const depth = new GainNode(context, { gain: 0.035 });
  const out = context.createMediaStreamDestination();
  wave.connect(loudness).connect(out);
  breath.connect(depth).connect(loudness.gain);
  wave.start();
  breath.start();
  context.resume();
  return out.stream.getAudioTracks()[0];
}

function picture() {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext("2d");
  const { track, push } = "MediaStreamTrackGenerator" in window ? generated(canvas) : captured(canvas);
  const ticks = new Worker(new URL("./ticks.js", import.meta.url));
  let count = 0;
  ticks.onmessage = () => {
    if (track.readyState === "ended") return ticks.terminate();
    draw(pen, (count += 1));
    return push();
  };
  draw(pen, 0);
  return track;
}

// A canvas of a hidden page gives no frames; frames made by hand do flow.
function generated(canvas) {
  const track = new window.MediaStreamTrackGenerator({ kind: "video" });
  const writer = track.writable.getWriter();
  const push = () => {
    const frame = new VideoFrame(canvas, { timestamp: Math.round(performance.now() * 1000) });
    writer.write(frame).catch(() => frame.close());
  };
  return { track, push };
}

function captured(canvas) {
  return { track: canvas.captureStream(10).getVideoTracks()[0], push: () => {} };
}

function draw(pen, count) {
  BARS.forEach((colour, index) => {
    pen.fillStyle = colour;
    pen.fillRect((index * WIDTH) / BARS.length, 0, WIDTH / BARS.length + 1, HEIGHT);
  });
  pen.fillStyle = "#14211c";
  pen.fillRect(0, HEIGHT * 0.36, WIDTH, HEIGHT * 0.28);
  pen.fillStyle = "#faf7f1";
  pen.textAlign = "center";
  pen.font = "600 34px Georgia, serif";
  pen.fillText("Imagen de prueba", WIDTH / 2, HEIGHT * 0.5);
  pen.font = "20px system-ui, sans-serif";
  pen.fillText(new Date().toLocaleTimeString("es-ES"), WIDTH / 2, HEIGHT * 0.585);
  pen.fillStyle = "#e2a92b";
  pen.fillRect(((count * 8) % (WIDTH + 80)) - 80, HEIGHT * 0.64, 80, 6);
}
