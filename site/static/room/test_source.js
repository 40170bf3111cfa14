// Test picture and tone, for who has no camera and for the demo's trainer. It is labelled on the picture itself.
const WIDTH = 640;
const HEIGHT = 360;

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

// Dusk over a village, with the bell that swings. Words stay in the middle: a phone shows no more than that.
function draw(pen, count) {
  const sky = pen.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, "#133f33");
  sky.addColorStop(1, "#7d9a78");
  pen.fillStyle = sky;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  hill(pen, "#2b6450", 250, 30, 0.006, count * 0.01);
  hill(pen, "#1c5a48", 285, 22, 0.009, 2 + count * 0.016);
  bell(pen, Math.sin(count / 6) * 0.35);
  pen.fillStyle = "#faf7f1";
  pen.textAlign = "center";
  pen.font = "600 21px Georgia, serif";
  pen.fillText("Imagen de prueba", WIDTH / 2, 222);
  pen.font = "17px system-ui, sans-serif";
  pen.fillText(new Date().toLocaleTimeString("es-ES"), WIDTH / 2, 250);
}

function hill(pen, colour, height, swell, pitch, shift) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(0, HEIGHT);
  for (let x = 0; x <= WIDTH; x += 16) pen.lineTo(x, height - swell * Math.sin(x * pitch + shift));
  pen.lineTo(WIDTH, HEIGHT);
  pen.fill();
}

function bell(pen, swing) {
  pen.save();
  pen.translate(WIDTH / 2, 80);
  pen.rotate(swing);
  pen.strokeStyle = "#e2a92b";
  pen.lineWidth = 6;
  pen.lineCap = pen.lineJoin = "round";
  pen.stroke(new Path2D("M-46 76 Q-32 62 -32 36 Q-32 4 0 4 Q32 4 32 36 Q32 62 46 76 Z M0 4 V-10"));
  pen.stroke(new Path2D("M-10 90 Q0 100 10 90"));
  pen.restore();
}
