// How loud a track is, ten times a second.
export class Meter {
  constructor(element) {
    this.element = element;
  }

  watch(track) {
    if (track === this.track) return;
    this.track = track;
    clearInterval(this.timer);
    this.context?.close();
    this.context = null;
    if (this.element) this.element.value = 0;
    if (track) this.begin(track);
  }

  begin(track) {
    this.context = new AudioContext();
    this.context.resume();
    const ear = new AnalyserNode(this.context, { fftSize: 512 });
    this.context.createMediaStreamSource(new MediaStream([track])).connect(ear);
    const wave = new Float32Array(ear.fftSize);
    this.timer = setInterval(() => {
      ear.getFloatTimeDomainData(wave);
      this.level = Math.sqrt(wave.reduce((sum, one) => sum + one * one, 0) / wave.length);
      if (this.element) this.element.value = Math.min(1, this.level * 6);
    }, 100);
  }
}
