// Figures of the links: for the spending shown in the header, and for the tests.
export class Stats {
  constructor(mesh) {
    this.mesh = mesh;
    this.bytesPerSecond = 0;
    this.last = null;
    this.firstFrame = null;
  }

  pressed() {
    this.began = performance.now();
  }

  // Milliseconds from the button of the door to the first picture of somebody else.
  sawSomebody() {
    this.firstFrame ??= Math.round(performance.now() - this.began);
  }

  // One row per link: what reaches us and is decoded, and what we send.
  async report() {
    const rows = [];
    for (const [participant, link] of this.mesh.links) rows.push(await rowOf(participant, link));
    return rows;
  }

  async measure() {
    const now = performance.now();
    const bytes = await this.mesh.bytes();
    if (this.last && bytes >= this.last.bytes) {
      const rate = ((bytes - this.last.bytes) * 1000) / (now - this.last.now);
      this.bytesPerSecond = this.bytesPerSecond ? this.bytesPerSecond * 0.7 + rate * 0.3 : rate;
    }
    this.last = { bytes, now };
  }
}

async function rowOf(participant, link) {
  const row = {
    participant, state: link.pc.iceConnectionState, framesDecoded: 0, totalAudioEnergy: 0,
    packetsLost: 0, audioPackets: 0, videoPackets: 0, frameHeight: 0, framesSent: 0, bytesReceived: 0, bytesSent: 0,
  };
  for (const one of await link.report()) add(row, one);
  return row;
}

function add(row, one) {
  if (one.type === "inbound-rtp") {
    row.framesDecoded += one.framesDecoded ?? 0;
    row.totalAudioEnergy += one.totalAudioEnergy ?? 0;
    row.packetsLost += one.packetsLost ?? 0;
    row[`${one.kind}Packets`] += one.packetsReceived ?? 0;
    row.frameHeight = Math.max(row.frameHeight, one.frameHeight ?? 0);
  } else if (one.type === "outbound-rtp") row.framesSent += one.framesSent ?? 0;
  else if (one.type === "transport") {
    row.bytesReceived += one.bytesReceived;
    row.bytesSent += one.bytesSent;
  }
}
