// One link with the media server: "out" carries what we send, "in" what the others send. The server of the site
// passes the descriptions; `leg` numbers the links, so that what was said of an old one is not taken for the new.
import { prefer } from "./voice_twice.js";

const LAYERS = [
  { rid: "h", maxBitrate: 900_000 },
  { rid: "m", maxBitrate: 300_000, scaleResolutionDownBy: 2 },
  { rid: "l", maxBitrate: 100_000, scaleResolutionDownBy: 4 },
];
// Most cuts of a second heal alone.
const RESTART_AFTER = 2500;

class Leg {
  constructor({ of, leg, ice, send, onfailed }) {
    Object.assign(this, { of, leg, send, onfailed });
    this.candidates = [];
    this.chain = Promise.resolve();
    this.pc = new RTCPeerConnection({ iceServers: ice, bundlePolicy: "max-bundle" });
    this.pc.onicecandidate = ({ candidate }) =>
      send({ kind: "trickle", of, leg, data: { candidate: candidate?.toJSON() ?? null } });
    this.pc.oniceconnectionstatechange = () => this.mend();
  }

  // What is said of a link is taken in order; an address waits for the description it belongs to.
  take(work) {
    this.chain = this.chain.then(work).catch(() => this.pc.signalingState !== "closed" && this.onfailed());
  }

  hear(candidate) {
    this.take(async () => {
      if (!this.pc.remoteDescription) this.candidates.push(candidate);
      else if (candidate) await this.pc.addIceCandidate(candidate).catch(() => {});
    });
  }

  async describe(description) {
    await this.pc.setRemoteDescription(description);
    for (const early of this.candidates.splice(0)) if (early) await this.pc.addIceCandidate(early).catch(() => {});
  }

  mend() {
    clearTimeout(this.mending);
    const { iceConnectionState: state } = this.pc;
    if (state === "failed") this.heal();
    if (state === "disconnected") this.mending = setTimeout(() => this.heal(), RESTART_AFTER);
    if (state === "connected" || state === "completed") this.tried = false;
  }

  heal() {
    this.onfailed();
  }

  close() {
    clearTimeout(this.mending);
    this.pc.onicecandidate = null;
    this.pc.close();
  }
}

export class Out extends Leg {
  // Both kinds have their place from the start, so that switching one on or off needs nobody's leave.
  constructor(options, { tracks, picture }) {
    super({ of: "out", ...options });
    this.picture = picture;
    this.senders = { audio: this.place("audio", tracks.audio) };
    if (picture) this.senders.video = this.place("video", tracks.video);
    this.offer();
  }

  place(kind, track) {
    const encodings = kind === "video" ? { sendEncodings: LAYERS.map((layer) => ({ ...layer })) } : {};
    const made = this.pc.addTransceiver(track ?? kind, { direction: "sendonly", ...encodings });
    if (kind === "audio") prefer(made);
    return made.sender;
  }

  use(tracks) {
    for (const [kind, sender] of Object.entries(this.senders)) {
      if (sender.track !== tracks[kind]) sender.replaceTrack(tracks[kind]).catch(() => {});
    }
  }

  offer() {
    this.take(async () => {
      await this.pc.setLocalDescription();
      this.send({ kind: "publish", leg: this.leg, sdp: this.pc.localDescription.sdp });
    });
  }

  answered(sdp) {
    this.take(() => this.describe({ type: "answer", sdp }));
  }

  // First another way for the same link; if that fails too, another link.
  heal() {
    if (this.tried) return this.onfailed();
    this.tried = true;
    this.pc.restartIce();
    return this.offer();
  }
}

export class In extends Leg {
  constructor(options, { video, onparts }) {
    super({ of: "in", ...options });
    this.onparts = onparts;
    this.send({ kind: "subscribe", leg: this.leg, video });
  }

  offered({ sdp, streams }) {
    this.take(async () => {
      await this.describe({ type: "offer", sdp });
      this.onparts(streams.map((one) => ({ ...one, receiver: this.receiverOf(one.mid) })).filter((one) => one.receiver));
      await this.pc.setLocalDescription();
      this.send({ kind: "answer", leg: this.leg, sdp: this.pc.localDescription.sdp });
    });
  }

  receiverOf(mid) {
    return this.pc.getTransceivers().find((one) => one.mid === mid)?.receiver;
  }
}
