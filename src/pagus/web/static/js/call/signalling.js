// How a browser speaks to the server about a call: takes a seat, asks for news, hands letters over, reports, leaves.
// Letters keep their order; what could not be sent is sent again; what came twice is heard once.

const LONGEST_WAIT_MS = 15_000;
const PAUSE_MS = 1_000;

export class Refused extends Error {}

async function post(address, body, patience = LONGEST_WAIT_MS) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  });
  if (answer.status === 204) return null;
  const told = await answer.json().catch(() => ({}));
  if (answer.status >= 500) throw new Error(`server answers ${answer.status}`);
  if (!answer.ok) throw new Refused(told.error || String(answer.status));
  return told;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Signalling {
  // addresses: enter, news, letters, report, leave. hear(news) and troubled(seconds since the last answer) are called.
  constructor(addresses, pass, hear, troubled) {
    Object.assign(this, { addresses, pass, hear, troubled });
    this.outgoing = [];
    this.written = 0;
    this.read = new Map();
    this.stopped = true;
  }

  async enter(media) {
    const seat = await post(this.addresses.enter, { pass: this.pass, media });
    Object.assign(this, { seat: seat.seat, token: seat.token, after: 0, known: "", stopped: false });
    this.outgoing.length = 0;
    this.read.clear();
    this.heardAt = performance.now();
    this.#listen(seat.token);
    return seat;
  }

  send(to, content) {
    this.written += 1;
    this.outgoing.push({ to, body: JSON.stringify({ n: this.written, ...content }) });
    if (!this.sending) this.#flush();
  }

  report(links) {
    if (this.stopped) return Promise.resolve();
    return post(this.addresses.report, { token: this.token, links }).catch(() => {}); // the next report says it again
  }

  // The page may be going: a beacon is sent even then.
  leave() {
    if (this.stopped) return;
    this.stopped = true;
    navigator.sendBeacon(this.addresses.leave, JSON.stringify({ token: this.token }));
  }

  stop() {
    this.stopped = true;
  }

  // A letter from this seat that was heard before: the sender could not know that it had arrived.
  isNew(letter) {
    const content = JSON.parse(letter.body);
    if (content.n <= (this.read.get(letter.from) ?? 0)) return null;
    this.read.set(letter.from, content.n);
    return content;
  }

  async #flush() {
    this.sending = true;
    while (this.outgoing.length && !this.stopped) {
      const letters = this.outgoing.slice(0, 100);
      try {
        await post(this.addresses.letters, { token: this.token, letters });
        this.outgoing.splice(0, letters.length);
      } catch (error) {
        if (error instanceof Refused) this.outgoing.splice(0, letters.length);
        else await pause(PAUSE_MS);
      }
    }
    this.sending = false;
  }

  async #listen(token) {
    let hold = false;
    while (!this.stopped && this.token === token) {
      try {
        const told = await post(this.addresses.news, { token, after: this.after, known: this.known, hold });
        if (this.stopped || this.token !== token) return;
        this.heardAt = performance.now();
        this.troubled(0);
        if (!told.same) {
          this.known = told.version;
          for (const letter of told.letters) this.after = Math.max(this.after, letter.number);
          await this.hear(told);
          // Who waits outside asks now and then; only those who talk may hold a thread of the server.
          hold = told.state === "in";
        }
        if (told.again) await pause(told.again);
      } catch (error) {
        if (error instanceof Refused) {
          this.stopped = true;
          await this.hear({ state: "refused", reason: error.message, others: [], waiting: [], letters: [] });
          return;
        }
        this.troubled((performance.now() - this.heardAt) / 1_000);
        await pause(PAUSE_MS);
      }
    }
  }
}
