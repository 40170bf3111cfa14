// The page's half of the media server (sfu.js), with links of paper: what it says, in front of what seldom happens.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const links = [];

class PaperLink {
  constructor() {
    Object.assign(this, { places: [], addresses: [], iceConnectionState: "new", signalingState: "stable" });
    links.push(this);
  }

  addTransceiver(track) {
    const sender = { track: typeof track === "string" ? null : track, replaceTrack: async (one) => (sender.track = one) };
    const place = { sender, setCodecPreferences: (codecs) => (this.first = codecs[0].mimeType) };
    this.places.push(place);
    return place;
  }

  async setLocalDescription() {
    this.localDescription = { sdp: "v=0 ours" };
  }

  async setRemoteDescription(description) {
    this.remoteDescription = description;
    this.places = [{ mid: "0", receiver: { track: {} } }];
  }

  async addIceCandidate(candidate) {
    this.addresses.push(candidate);
  }

  getTransceivers() {
    return this.places;
  }

  restartIce() {
    this.restarted = true;
  }

  becomes(state) {
    this.iceConnectionState = state;
    this.oniceconnectionstatechange();
  }

  close() {
    this.signalingState = "closed";
  }
}

class PaperLine extends EventTarget {
  said = [];
  seated = false;
  state = { me: 1, people: new Map() };

  send(message) {
    this.said.push(message);
    return true;
  }

  hear(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  sit(seat, role = "speaker") {
    this.state.people.set(1, { participant: 1, seat, role });
    this.hear("event");
  }

  since(count) {
    return this.said.slice(count).map(({ kind, leg }) => `${kind} ${leg}`);
  }
}

globalThis.RTCPeerConnection = PaperLink;
globalThis.RTCRtpSender = { getCapabilities: () => ({ codecs: [{ mimeType: "audio/opus" }, { mimeType: "audio/red" }] }) };
globalThis.MediaStream = class {};
const { Sfu } = await import(pathToFileURL(process.argv[2]));
const line = new PaperLine();
const shown = [];
const gone = [];
const troubles = [];
const ontrouble = (text) => troubles.push(text);
const sfu = new Sfu({ ontrouble, line, ice: [], onstream: (who) => shown.push(who), ondrop: (who) => gone.push(who), video: () => true });
const soon = (wait = 5) => new Promise((done) => setTimeout(done, wait));

// Nothing is asked before both the seat and the number are there.
line.sit("video");
sfu.enter();
await soon();
assert.deepEqual(line.said, []);
line.seated = true;
line.hear("joined");
await soon();
assert.deepEqual(line.since(0), ["subscribe 1", "publish 2"]);
assert.equal(links[1].first, "audio/red");

// An address that comes before the description waits for it; what is of another link is passed over.
line.hear("trickle", { of: "in", leg: 1, data: { candidate: { candidate: "early" } } });
line.hear("offered", { leg: 9, sdp: "v=0 old", streams: [] });
await soon();
assert.deepEqual([links[0].addresses, links[0].remoteDescription], [[], undefined]);
line.hear("offered", { leg: 1, sdp: "v=0", streams: [{ mid: "0", who: 5, what: "audio" }] });
await soon();
assert.deepEqual([shown, links[0].addresses.length, line.since(2)], [[5], 1, ["answer 1"]]);

// When the media server falls nothing is asked of it until it is back; then everything begins anew.
line.hear("rejoin", { of: "all", ready: false });
line.hear("event");
await soon();
assert.deepEqual([gone, line.since(3)], [[5], []]);
line.hear("rejoin", { of: "all", ready: true });
await soon();
assert.deepEqual(line.since(3), ["subscribe 3", "publish 4"]);

// A link that fails looks for another way; failing again, it gives way to another link after a pause.
const failing = links.at(-1);
failing.becomes("failed");
await soon();
assert.deepEqual([failing.restarted, line.since(5)], [true, ["publish 4"]]);
failing.becomes("failed");
failing.becomes("failed");
await soon(1100);
assert.deepEqual(line.since(6), ["publish 5"]);

// Without the right there is nothing to send with; with it again, there is.
line.sit("text");
assert.equal(sfu.out, null);
line.sit("audio", "listener");
assert.equal(sfu.out, null);
line.sit("audio");
await soon();
assert.deepEqual(line.since(7), ["publish 6"]);
assert.deepEqual(Object.keys(sfu.out.senders), ["audio"]);

// Refused because it is away, it asks again by itself, and says nothing; refused again, it says so once.
line.hear("error", { code: "no_media", message: "no está" });
await soon(2100);
assert.deepEqual([line.since(8), troubles], [["subscribe 7", "publish 8"], []]);
for (let times = 0; times < 2; times += 1) line.hear("error", { code: "no_media", message: "no está" });
await soon(2100);
assert.deepEqual([line.since(10), troubles], [["subscribe 9", "publish 10"], ["no está"]]);
line.hear("offered", { leg: 9, sdp: "v=0", streams: [] });
assert.deepEqual(troubles, ["no está", ""]);
sfu.close();
process.stdout.write("bien\n");
process.exit(0);
