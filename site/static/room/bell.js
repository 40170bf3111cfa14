// Somebody at the door: two soft strokes of a bell, a file nobody has to fetch.
export function ring() {
  const context = new AudioContext();
  for (const [at, frequency] of [[0, 880], [0.22, 660]]) stroke(context, context.currentTime + at, frequency);
  setTimeout(() => context.close(), 1500);
}

function stroke(context, at, frequency) {
  const wave = new OscillatorNode(context, { frequency });
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.setValueAtTime(0.12, at);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.8);
  wave.connect(loudness).connect(context.destination);
  wave.start(at);
  wave.stop(at + 0.85);
}
