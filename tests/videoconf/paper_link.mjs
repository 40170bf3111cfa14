// Two addresses come before the description and one after it; writes what the browser was given, in order.
import { pathToFileURL } from "node:url";

const given = [];

class PaperConnection {
  signalingState = "stable";

  getTransceivers() {
    return [];
  }

  addTransceiver() {}

  async setLocalDescription() {
    this.localDescription = { type: "answer", sdp: "v=0" };
  }

  async setRemoteDescription(description) {
    this.remoteDescription = description;
    given.push("description");
  }

  async addIceCandidate({ candidate }) {
    if (!this.remoteDescription) throw new Error("no description");
    given.push(candidate);
  }

  close() {}
}

globalThis.RTCPeerConnection = PaperConnection;
globalThis.MediaStream = class {};
const { Link } = await import(pathToFileURL(process.argv[2]));
const link = new Link({ other: 2, polite: true, first: true, ice: [], signal: () => {}, onstream: () => {} });
link.hear({ candidate: { candidate: "a" } });
link.hear({ candidate: { candidate: "b" } });
link.hear({ description: { type: "offer", sdp: "v=0" } });
link.hear({ candidate: { candidate: "c" } });
await link.chain;
link.close();
process.stdout.write(`${given.join(" ")}\n`);
