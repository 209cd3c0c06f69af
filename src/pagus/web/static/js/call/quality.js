// How good is a connection, and how much should be sent over it? No DOM, no network: numbers in, words out.
// The thresholds are local defaults of this software: no standard was checked for them.

export const LOW_KILOBITS = 150;
const FULL_KILOBITS = 1_200;
const BAD = { loss: 0.08, roundTrip: 600, available: 200 };
const TERRIBLE = { loss: 0.25, available: 50 };
const GOOD = { loss: 0.02, roundTrip: 350 };
const SAMPLES_DOWN = 3;
const SAMPLES_UP = 10;
const LEVELS = ["full", "low", "audio"];

// Takes: loss (share of packets), roundTrip (ms), available (kb/s); unknown ones are null. Gives: good, fair or poor.
export function judge({ loss, roundTrip }) {
  if ((loss ?? 0) > BAD.loss || (roundTrip ?? 0) > BAD.roundTrip) return "poor";
  return (loss ?? 0) > GOOD.loss || (roundTrip ?? 0) > GOOD.roundTrip ? "fair" : "good";
}

// What to send over one connection: goes down after a few bad samples, up after many good ones, and waits longer each
// time that going up was wrong.
export class Chooser {
  constructor() {
    Object.assign(this, { level: "full", bad: 0, good: 0, patience: SAMPLES_UP, samples: 0 });
  }

  sample({ loss, roundTrip, available }) {
    this.samples += 1;
    const low = this.level === "low";
    const limit = low ? TERRIBLE : BAD;
    const narrow = available !== null && available < limit.available && this.samples > SAMPLES_DOWN;
    const bad = (loss ?? 0) > limit.loss || (!low && (roundTrip ?? 0) > BAD.roundTrip) || narrow;
    const good = (loss ?? 0) <= GOOD.loss && (roundTrip ?? 0) <= GOOD.roundTrip;
    this.bad = bad ? this.bad + 1 : 0;
    this.good = good ? this.good + 1 : 0;
    const at = LEVELS.indexOf(this.level);
    if (this.bad >= SAMPLES_DOWN && at < 2) this.#go(at + 1);
    else if (this.good >= this.patience && at > 0) {
      this.patience = Math.min(this.patience * 2, 160);
      this.#go(at - 1);
    }
    return this.level;
  }

  #go(index) {
    this.level = LEVELS[index];
    this.bad = 0;
    this.good = 0;
  }
}

// The worse of two levels: what the person chose holds, and what the line bears.
export function atMost(one, two) {
  return LEVELS[Math.max(LEVELS.indexOf(one), LEVELS.indexOf(two))];
}

// What the encoder of the picture is told. Takes: the level; over how many connections it is sent.
export function encoding(level, links) {
  if (level === "audio") return { active: false };
  if (level === "low") {
    return { active: true, maxBitrate: LOW_KILOBITS * 1_000, maxFramerate: 12, scaleResolutionDownBy: 2 };
  }
  const share = Math.round((FULL_KILOBITS * 1_000) / Math.max(1, links));
  return { active: true, maxBitrate: share, maxFramerate: 30, scaleResolutionDownBy: links > 1 ? 1.5 : 1 };
}
