// One direct link to one other page. "Perfect negotiation": when both offer at once, the polite one gives way.
import { prefer } from "./voice_twice.js";

const RESTART_AFTER = 2500;
const LATE_OFFER = 4000;
// Enough for a face at mesh sizes; four of these fit a village's line.
const VIDEO_BITRATE = 450_000;

export class Link {
  constructor({ other, polite, first, ice, signal, onstream }) {
    this.other = other;
    this.polite = polite;
    this.signal = signal;
    this.making = false;
    this.ignoring = false;
    this.candidates = [];
    this.chain = Promise.resolve();
    this.tracks = { audio: null, video: null };
    this.senders = {};
    this.stream = new MediaStream();
    this.pc = new RTCPeerConnection({ iceServers: ice, bundlePolicy: "max-bundle" });
    // The newcomer offers; the others wait for it, so that the usual case has no collision.
    this.waiting = !first;
    if (this.waiting) this.late = setTimeout(() => this.begin(), LATE_OFFER);
    this.listen(onstream);
  }

  listen(onstream) {
    const { pc } = this;
    pc.onicecandidate = ({ candidate }) => this.signal({ candidate: candidate?.toJSON() ?? null });
    pc.onnegotiationneeded = () => this.offer();
    pc.oniceconnectionstatechange = () => this.mend();
    pc.ontrack = ({ track }) => {
      this.stream.addTrack(track);
      onstream(this.stream);
    };
  }

  // Begins to speak: our tracks, and places to receive the kinds we do not send.
  begin() {
    if (!this.waiting && this.begun) return;
    clearTimeout(this.late);
    this.waiting = false;
    this.begun = true;
    this.apply();
    for (const kind of ["audio", "video"]) {
      const has = this.pc.getTransceivers().some(({ receiver }) => receiver.track.kind === kind);
      if (!has) this.pc.addTransceiver(kind, { direction: "recvonly" });
    }
  }

  use(tracks) {
    this.tracks = tracks;
    if (!this.waiting) this.apply();
  }

  apply() {
    for (const kind of ["audio", "video"]) this.place(kind, this.tracks[kind]);
  }

  place(kind, track) {
    const sender = this.senders[kind];
    if (sender) {
      if (sender.track !== track) sender.replaceTrack(track).catch(() => {});
    } else if (track) {
      this.senders[kind] = this.pc.addTrack(track);
      if (kind === "video") this.limit(this.senders.video);
      else prefer(this.pc.getTransceivers().find((one) => one.sender === this.senders.audio));
    }
  }

  limit(sender) {
    const asked = sender.getParameters();
    if (!asked.encodings?.length) asked.encodings = [{}];
    asked.encodings[0].maxBitrate = VIDEO_BITRATE;
    asked.degradationPreference = "maintain-resolution";
    sender.setParameters(asked).catch(() => {});
  }

  async offer() {
    try {
      this.making = true;
      await this.pc.setLocalDescription();
      this.describe();
    } catch {
      // The link was closed, or the other side's offer came first: it will ask again.
    } finally {
      this.making = false;
    }
  }

  describe() {
    const { type, sdp } = this.pc.localDescription;
    this.signal({ description: { type, sdp } });
  }

  // Signals are taken one at a time, in the order they came.
  hear(data) {
    this.chain = this.chain.then(() => this.take(data)).catch(() => {});
  }

  async take({ description, candidate }) {
    if (description) return this.takeDescription(description);
    if (!this.pc.remoteDescription) return this.candidates.push(candidate);
    if (candidate) await this.pc.addIceCandidate(candidate).catch((error) => this.excuse(error));
    return undefined;
  }

  async takeDescription(description) {
    const collision = description.type === "offer" && (this.making || this.pc.signalingState !== "stable");
    this.ignoring = !this.polite && collision;
    if (this.ignoring) return;
    await this.pc.setRemoteDescription(description);
    for (const early of this.candidates.splice(0)) await this.take({ candidate: early });
    if (description.type !== "offer") return;
    this.begin();
    await this.pc.setLocalDescription();
    this.describe();
  }

  excuse(error) {
    if (!this.ignoring) throw error;
  }

  // A link that breaks looks for another way, first after a pause: most cuts of a second heal alone.
  mend() {
    clearTimeout(this.mending);
    const { iceConnectionState: state } = this.pc;
    if (state === "failed") this.restart();
    if (state === "disconnected") this.mending = setTimeout(() => this.restart(), RESTART_AFTER);
  }

  restart() {
    if (this.pc.signalingState !== "closed") this.pc.restartIce();
  }

  // A signal sent while the other was away is lost for ever: say it again, or begin if nobody did.
  revive() {
    if (this.well || this.pc.signalingState === "closed") return;
    if (this.pc.signalingState === "have-local-offer") this.describe();
    else if (this.waiting) this.begin();
    else this.restart();
  }

  get well() {
    return ["connected", "completed"].includes(this.pc.iceConnectionState);
  }

  async report() {
    return [...(await this.pc.getStats()).values()];
  }

  level() {
    const receiver = this.pc.getReceivers().find(({ track }) => track.kind === "audio");
    return receiver?.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
  }

  close() {
    clearTimeout(this.late);
    clearTimeout(this.mending);
    this.pc.close();
  }
}
