// The page of a call: who comes in, buttons, words. The work is done by signalling.js, link.js, devices.js, quality.js.
import * as devices from "./devices.js";
import { Link } from "./link.js";
import { Refused, Signalling } from "./signalling.js";
import { Tile } from "./tiles.js";

const MEASURE_MS = 2_000;
const REPORT_MS = 5_000;
const LOST_S = 12; // the server forgets a seat after 20 s: after less, we take a new one

class Room {
  constructor(root) {
    this.root = root;
    this.words = Object.fromEntries([...root.querySelectorAll("[data-word]")].map((it) => [it.dataset.word, it.textContent]));
    this.links = new Map();
    this.tiles = new Map();
    this.stream = new MediaStream();
    Object.assign(this, { state: "before", muted: false, cameraOff: false, saving: false, chosen: {}, problems: [] });
    const { enter, news, letters, report, leave, pass } = root.dataset;
    this.signalling = new Signalling(
      { enter, news, letters, report, leave },
      pass,
      (told) => this.hear(told),
      (seconds) => this.troubled(seconds),
    );
    this.kept = `pagus-call-${root.dataset.code}`;
  }

  at(name) {
    return this.root.querySelector(`[data-${name}]`) ?? document.querySelector(`[data-call-${name}]`);
  }

  start() {
    if (!devices.canCall()) {
      this.at("join").disabled = true;
      this.say(this.words.no_webrtc, "high");
      return;
    }
    const on = (name, act) => this.at(name)?.addEventListener("click", () => act());
    on("try", () => this.openDevices());
    on("join", () => this.join());
    on("leave", () => this.leave());
    on("mute", () => this.toggle("muted"));
    on("camera", () => this.toggle("cameraOff"));
    on("save", () => this.toggle("saving"));
    for (const name of ["cameras", "microphones"]) this.at(name).addEventListener("change", () => this.choose());
    const changed = () => this.links.forEach((link) => link.restart());
    addEventListener("online", changed);
    navigator.connection?.addEventListener?.("change", changed);
    addEventListener("pagehide", () => this.signalling.leave());
    navigator.mediaDevices.addEventListener?.("devicechange", () => this.listDevices());
    setInterval(() => this.measure(), MEASURE_MS);
    setInterval(() => this.report(), REPORT_MS);
    this.draw();
    // A page that was opened anew in the middle of a call goes on with it.
    if (sessionStorage.getItem(this.kept)) this.join();
  }

  say(text, kind = "information") {
    const line = this.at("status");
    if (line.textContent !== text) line.textContent = text;
    line.dataset.kind = kind;
  }

  async openDevices() {
    this.stream.getTracks().forEach((track) => track.stop());
    const withCamera = this.root.dataset.camera !== "no" && !this.at("sound-only")?.checked;
    const { stream, faults } = await devices.open({ ...this.chosen, withCamera });
    this.stream = stream;
    this.at("self").srcObject = stream;
    this.problems = Object.entries(faults).map(([device, fault]) => this.words[`${device}_${fault}`]);
    this.apply();
    await this.listDevices();
    this.draw();
  }

  async listDevices() {
    const found = await devices.list();
    for (const [name, all] of Object.entries(found)) {
      const select = this.at(name);
      const current = name === "cameras" ? this.stream.getVideoTracks()[0] : this.stream.getAudioTracks()[0];
      select.replaceChildren(...all.map((each) => new Option(each.label || this.words.unnamed, each.deviceId)));
      select.value = current?.getSettings().deviceId ?? "";
      select.disabled = !all.length;
    }
  }

  async choose() {
    this.chosen = { camera: this.at("cameras").value, microphone: this.at("microphones").value };
    await this.openDevices();
    for (const link of this.links.values()) {
      link.stream = this.stream;
      await link.changeTracks();
    }
  }

  async join() {
    this.state = "joining";
    this.draw();
    if (!this.stream.getTracks().length) await this.openDevices();
    sessionStorage.setItem(this.kept, "1");
    await this.enter();
  }

  async enter() {
    this.since = performance.now();
    try {
      const seat = await this.signalling.enter(devices.mediaOf(this.stream));
      Object.assign(this, { seat: seat.seat, servers: seat.iceServers, relayOnly: seat.relayOnly });
    } catch (error) {
      sessionStorage.removeItem(this.kept);
      this.state = "before";
      this.draw();
      this.say(error instanceof Refused ? error.message : this.words.no_server, "high");
    }
  }

  async hear(told) {
    if (told.state === "in") {
      if (this.state !== "in") {
        if (this.state === "waiting") this.since = performance.now();
        this.fresh = true;
        this.state = "in";
      }
      this.meet(told.others);
      for (const letter of told.letters) {
        const content = this.signalling.isNew(letter);
        if (content) await this.links.get(letter.from)?.take(content);
      }
    } else if (told.state === "waiting") {
      this.state = "waiting";
      this.part();
    } else {
      this.over(told);
      return;
    }
    if (this.consent !== told.consent) document.body.dispatchEvent(new Event("call-consent"));
    this.consent = told.consent;
    this.outside(told.waiting ?? []);
    this.draw();
  }

  // Who is there: new ones get a link, who has gone loses theirs.
  meet(others) {
    const seats = new Set(others.map((each) => each.seat));
    for (const seat of this.links.keys()) if (!seats.has(seat)) this.drop(seat);
    for (const other of others) if (!this.links.has(other.seat)) this.link(other, this.fresh ? this.since : performance.now());
    this.fresh = false;
    this.shape();
  }

  link(other, since) {
    const { seat, servers, relayOnly, stream } = this;
    const tile = new Tile(this.at("stage"), this.at("tile"), other, this.words);
    const link = new Link({
      peer: other.seat,
      seat,
      servers,
      relayOnly,
      stream,
      since,
      send: (content) => this.signalling.send(other.seat, content),
      changed: () => {
        tile.draw();
        this.drawFacts();
      },
      arrived: () => this.report(),
    });
    this.links.set(other.seat, link);
    this.tiles.set(other.seat, tile);
    tile.watch(link);
    link.send({ say: this.saying() });
    this.say(this.words.came.replace("{name}", other.name || other.part));
  }

  drop(seat) {
    const tile = this.tiles.get(seat);
    this.links.get(seat).close();
    tile.remove();
    this.links.delete(seat);
    this.tiles.delete(seat);
    this.say(this.words.went.replace("{name}", tile.other.name || tile.other.part), "warning");
  }

  part() {
    for (const seat of [...this.links.keys()]) this.drop(seat);
  }

  saying() {
    return { muted: this.muted, camera: !this.cameraOff };
  }

  toggle(name) {
    this[name] = !this[name];
    this.apply();
    this.links.forEach((link) => link.send({ say: this.saying() }));
    this.shape();
    this.draw();
  }

  apply() {
    this.stream.getAudioTracks().forEach((track) => Object.assign(track, { enabled: !this.muted }));
    this.stream.getVideoTracks().forEach((track) => Object.assign(track, { enabled: !this.cameraOff }));
  }

  shape() {
    this.links.forEach((link) => link.save(this.saving ? "low" : "full", this.links.size));
  }

  async measure() {
    await Promise.all([...this.links.values()].map((link) => link.measure()));
  }

  report() {
    if (this.links.size) this.signalling.report([...this.links.values()].map((link) => link.report()));
  }

  // Nothing was heard of the server for so long. The pictures go on; when it is back too late, the seat is a new one.
  troubled(seconds) {
    if (seconds > 3) {
      this.wasTroubled = seconds;
      this.say(this.words.no_server, "warning");
    } else if (this.wasTroubled) {
      const late = this.wasTroubled > LOST_S;
      this.wasTroubled = 0;
      this.say(this.words.server_back);
      this.links.forEach((link) => link.connected || link.restart());
      if (late) {
        this.signalling.stop();
        this.part();
        this.enter();
      }
    }
  }

  leave() {
    this.report();
    this.signalling.leave();
    this.close("left");
    this.say(this.words.left);
    this.at("join").focus();
  }

  over(told) {
    this.close(told.state);
    const text = { moved: this.words.moved, ended: this.words.ended }[told.state] ?? told.reason;
    this.say(text, told.state === "refused" ? "high" : "information");
    this.at("on").hidden = told.state === "moved";
    if (told.state !== "moved") this.at("on").focus();
  }

  close(state) {
    sessionStorage.removeItem(this.kept);
    this.part();
    this.stream.getTracks().forEach((track) => track.stop());
    this.stream = new MediaStream();
    this.at("self").srcObject = null;
    this.state = state;
    this.outside([]);
    this.draw();
  }

  // The waiting room, for whoever may open its door.
  outside(waiting) {
    const list = this.at("outside");
    if (!list) return;
    const known = JSON.stringify(waiting);
    if (list.dataset.known === known) return;
    list.dataset.known = known;
    list.replaceChildren(...waiting.map((each) => this.doorbell(each)));
    this.at("nobody-outside").hidden = waiting.length > 0;
    if (waiting.length) this.say(this.words.knocks.replace("{name}", waiting.at(-1).name || waiting.at(-1).part), "warning");
  }

  doorbell(who) {
    const row = this.at("doorbell").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = `${who.name || who.part}${who.name ? ` · ${who.part}` : ""}`;
    const button = row.querySelector("button");
    button.setAttribute("aria-label", `${button.textContent} ${who.name || who.part}`);
    button.addEventListener("click", async () => {
      button.disabled = true;
      const body = new URLSearchParams({ participant: who.participant });
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(this.root.dataset.admit, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (!answer.ok) {
        button.disabled = false;
        this.say(this.words.no_server, "high");
      }
    });
    return row;
  }

  draw() {
    const { root, state, words } = this;
    root.dataset.state = state;
    root.dataset.people = String(this.links.size);
    const inside = state === "in" || state === "waiting";
    this.at("try").hidden = state !== "before";
    this.at("join").hidden = inside || state === "joining" || state === "ended" || state === "refused";
    this.at("join").textContent = state === "before" ? words.join : words.join_again;
    this.at("leave").hidden = !inside;
    for (const name of ["mute", "camera", "save"]) this.at(name).hidden = !inside && state !== "before" && state !== "joining";
    this.press("mute", this.muted, this.stream.getAudioTracks().length);
    this.press("camera", this.cameraOff, this.stream.getVideoTracks().length);
    this.press("save", this.saving, this.stream.getVideoTracks().length);
    const notes = inside || state === "before";
    this.at("self-note").textContent = !notes ? "" : [this.muted && words.muted_self, this.cameraOff && words.camera_off_self].filter(Boolean).join(" · ");
    root.dataset.picture = this.stream.getVideoTracks().length && !this.cameraOff ? "yes" : "no";
    const problem = this.at("problem");
    problem.hidden = !this.problems.length;
    if (problem.textContent !== this.problems.join(" ")) problem.textContent = this.problems.join(" ");
    if (state === "waiting") this.say(words.waiting);
    else if (state === "in" && !this.links.size && !this.at("outside")?.children.length) this.say(words.alone);
    this.drawFacts();
  }

  press(name, pressed, usable) {
    const button = this.at(name);
    button.setAttribute("aria-pressed", String(Boolean(pressed)));
    button.disabled = !usable;
  }

  drawFacts() {
    const links = [...this.links.values()];
    const frames = links.map((each) => each.firstFrameAfter).filter((each) => each !== null);
    const levels = new Set(links.map((each) => each.level));
    const words = [];
    if (frames.length) {
      const seconds = Math.max(...frames) / 1_000;
      words.push(this.words.first_picture.replace("{seconds}", seconds.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 })));
    }
    if (levels.has("audio")) words.push(this.words.sound_first);
    else if (levels.has("low")) words.push(this.words.picture_small);
    const text = words.join(" ");
    const facts = this.at("facts");
    if (facts.textContent !== text) facts.textContent = text;
    if (frames.length) this.root.dataset.firstFrameMs = String(Math.max(...frames));
    this.root.dataset.ways = links.map((each) => (each.connected ? each.way : "")).join(" ");
    this.root.dataset.restarts = String(links.reduce((sum, each) => sum + each.restarts, 0));
  }
}

for (const root of document.querySelectorAll("[data-call]")) new Room(root).start();
