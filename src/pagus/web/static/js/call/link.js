// One connection to one other browser. Perfect negotiation: whoever was there first offers, and the later one gives way
// when both offer at once: when somebody is let in, an offer waits for them already. A broken way is looked for anew (ICE restart) before anything is given up.
import { atMost, Chooser, encoding, judge } from "./quality.js";

const PATIENCE_MS = 3_000;

export class Link {
  // peer: a seat. seat: our own. since: from when time is counted. send(content) hands a letter over.
  // changed() is called when something is to be drawn, arrived() when something is to be reported at once.
  constructor({ peer, seat, servers, relayOnly, stream, since, send, changed, arrived }) {
    Object.assign(this, { peer, seat, stream, since, send, changed, arrived });
    this.begins = seat < peer;
    this.polite = !this.begins;
    this.chooser = new Chooser();
    this.wanted = "full";
    Object.assign(this, { way: "", connectedAfter: null, firstFrameAfter: null, restarts: 0, quality: "", said: {} });
    this.last = { received: 0, lost: 0, bytes: 0, at: 0 };
    this.numbers = { roundTrip: null, loss: null, kilobits: null, available: null };
    this.remote = new MediaStream();
    this.pc = new RTCPeerConnection({
      iceServers: servers,
      iceTransportPolicy: relayOnly ? "relay" : "all",
      bundlePolicy: "max-bundle",
    });
    this.#wire();
    if (this.begins) for (const kind of ["audio", "video"]) this.#offerTrack(kind);
  }

  get connected() {
    return this.pc.connectionState === "connected";
  }

  get state() {
    return this.pc.connectionState;
  }

  #track(kind) {
    return this.stream.getTracks().find((each) => each.kind === kind) ?? null;
  }

  #offerTrack(kind) {
    const track = this.#track(kind);
    this.pc.addTransceiver(track ?? kind, { direction: track ? "sendrecv" : "recvonly", streams: [this.stream] });
  }

  #wire() {
    const { pc } = this;
    pc.addEventListener("icecandidate", ({ candidate }) => candidate && this.send({ candidate: candidate.toJSON() }));
    pc.addEventListener("track", ({ track }) => {
      if (!this.remote.getTracks().includes(track)) this.remote.addTrack(track);
      this.changed();
    });
    pc.addEventListener("negotiationneeded", () => this.#offer());
    pc.addEventListener("connectionstatechange", () => this.#moved());
    pc.addEventListener("iceconnectionstatechange", () => {
      if (pc.iceConnectionState === "failed") this.restart();
    });
  }

  async #offer() {
    try {
      this.offering = true;
      await this.pc.setLocalDescription();
      this.send({ description: this.pc.localDescription.toJSON() });
    } catch (error) {
      if (this.pc.signalingState !== "closed") console.warn("offer", error.name);
    } finally {
      this.offering = false;
    }
  }

  async take({ description, candidate, say }) {
    if (say) {
      this.said = say;
      this.changed();
    }
    try {
      if (description) await this.#describe(description);
      else if (candidate && !this.ignoring) await this.pc.addIceCandidate(candidate);
    } catch (error) {
      // A letter that speaks of a way that is gone already; the next offer brings a new one.
      if (this.pc.signalingState !== "closed") console.warn("letter", error.name);
    }
  }

  async #describe(description) {
    const { pc } = this;
    const collides = description.type === "offer" && (this.offering || pc.signalingState !== "stable");
    this.ignoring = !this.polite && collides;
    if (this.ignoring) return;
    await pc.setRemoteDescription(description);
    if (description.type !== "offer") return;
    if (!this.begins && !this.gave) await this.#give();
    await pc.setLocalDescription();
    this.send({ description: pc.localDescription.toJSON() });
  }

  // The side that is offered something puts its own tracks into what the offer has place for.
  async #give() {
    this.gave = true;
    for (const each of this.pc.getTransceivers()) {
      const track = this.#track(each.receiver.track.kind);
      each.direction = track ? "sendrecv" : "recvonly";
      each.sender.setStreams?.(this.stream);
      await each.sender.replaceTrack(track);
    }
  }

  // Our camera or microphone is another one now, or has gone.
  async changeTracks() {
    for (const each of this.pc.getTransceivers()) {
      const track = this.#track(each.receiver.track.kind);
      await each.sender.replaceTrack(track);
      if (track && each.direction !== "sendrecv") each.direction = "sendrecv";
    }
  }

  #moved() {
    clearTimeout(this.worry);
    if (this.connected) {
      this.connectedAfter ??= Math.round(performance.now() - this.since);
      this.#shape();
      this.measure().then(() => this.arrived());
    } else if (this.state === "disconnected") {
      this.worry = setTimeout(() => this.restart(), PATIENCE_MS);
    }
    this.changed();
  }

  sawFrame() {
    if (this.firstFrameAfter !== null) return;
    this.firstFrameAfter = Math.round(performance.now() - this.since);
    this.changed();
    this.arrived();
  }

  // Look for another way: the network has changed, or the way broke.
  restart() {
    if (this.state === "closed" || !this.pc.remoteDescription) return;
    this.restarts += 1;
    this.pc.restartIce();
    this.changed();
    this.arrived();
  }

  save(wanted, links) {
    Object.assign(this, { wanted, links });
    return this.#shape();
  }

  // One after the other: what a sender was asked for must be answered before it is asked for more.
  #shape() {
    this.shaping = (this.shaping ?? Promise.resolve()).then(() => this.#encode());
    return this.shaping;
  }

  async #encode() {
    const level = atMost(this.wanted, this.chooser.level);
    for (const sender of this.pc.getSenders()) {
      if (!sender.track) continue;
      const asked = sender.getParameters();
      if (!asked.encodings?.length) continue;
      const video = sender.track.kind === "video";
      Object.assign(asked.encodings[0], video ? encoding(level, this.links ?? 1) : { priority: "high", networkPriority: "high" });
      try {
        await sender.setParameters(asked);
      } catch (error) {
        console.warn("encoding", error.name); // a browser that cannot shape what it sends adapts by itself
      }
    }
    if (this.level !== level) {
      this.level = level;
      this.changed();
    }
  }

  async measure() {
    if (this.state === "closed") return;
    const stats = [...(await this.pc.getStats()).values()];
    const transport = stats.find((each) => each.type === "transport");
    const pair =
      stats.find((each) => each.id === transport?.selectedCandidatePairId) ??
      stats.find((each) => each.type === "candidate-pair" && each.nominated && each.state === "succeeded");
    if (!pair) return;
    const types = [pair.localCandidateId, pair.remoteCandidateId].map((id) => stats.find((each) => each.id === id));
    this.way = types.some((each) => each?.candidateType === "relay") ? "relay" : "direct";
    this.#count(stats, pair);
    this.quality = judge(this.numbers);
    if (this.connected) {
      this.chooser.sample(this.numbers);
      await this.#shape();
    }
    this.changed();
  }

  #count(stats, pair) {
    const inbound = stats.filter((each) => each.type === "inbound-rtp");
    const sum = (name) => inbound.reduce((total, each) => total + (each[name] ?? 0), 0);
    const now = { received: sum("packetsReceived"), lost: sum("packetsLost"), bytes: sum("bytesReceived"), at: pair.timestamp };
    const { last } = this;
    const came = now.received - last.received;
    const lost = Math.max(0, now.lost - last.lost);
    const theirs = stats.filter((each) => each.type === "remote-inbound-rtp").map((each) => each.fractionLost ?? 0);
    const ours = came + lost > 20 ? lost / (came + lost) : 0;
    const seconds = (now.at - last.at) / 1_000;
    this.numbers = {
      roundTrip: pair.currentRoundTripTime === undefined ? null : Math.round(pair.currentRoundTripTime * 1_000),
      loss: Math.max(ours, ...theirs),
      kilobits: last.at && seconds > 0 ? Math.round(((now.bytes - last.bytes) * 8) / 1_000 / seconds) : null,
      available: pair.availableOutgoingBitrate ? pair.availableOutgoingBitrate / 1_000 : null,
    };
    this.last = now;
  }

  report() {
    const key = (description) => description?.sdp.match(/a=fingerprint:(sha-\d+ [0-9A-Fa-f:]+)/)?.[1] ?? "";
    const { loss, roundTrip, kilobits } = this.numbers;
    return {
      peer: this.peer,
      way: this.way,
      connected_after_ms: this.connectedAfter,
      first_frame_after_ms: this.firstFrameAfter,
      round_trip_ms: roundTrip,
      loss_permille: loss === null ? null : Math.round(loss * 1_000),
      kilobits,
      level: this.level ?? "",
      restarts: this.restarts,
      own_fingerprint: key(this.pc.localDescription),
      peer_fingerprint: key(this.pc.remoteDescription),
    };
  }

  close() {
    clearTimeout(this.worry);
    this.pc.close();
  }
}
