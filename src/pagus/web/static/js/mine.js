// A personal page on a device: what is written is kept here first, then sent; the page opens without a network; it says
// how old it is, what waits, what was not taken and why. Nothing is lost in silence and nothing counted twice.
import { allPages, entriesOf, forgetAll, forgets, keepEntry, keepPage, pageOf, removeEntry } from "./mine_store.js";
import { writtenIn } from "./mine_entry.js";

const AT_ONCE = 50;
const TRY_MS = 30_000;
const PATIENCE_MS = 20_000;
const line = document.querySelector("[data-outbox]");
const { owner, own, entries: address, worker, scope } = line?.dataset ?? {};
const state = { behind: 0, closed: line && "closed" in line.dataset, offline: false, notes: [], shownSkew: Infinity };

const language = document.documentElement.lang;
const clock = (ms) => new Date(ms).toLocaleString(language, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
const says = (name, facts = {}) =>
  Object.entries(facts).reduce((text, [fact, value]) => text.replaceAll(`{${fact}}`, value), line.dataset[name] ?? "");

function amount(ms) {
  const [value, unit] = ms < 7_200_000 ? [ms / 60_000, "minute"] : ms < 172_800_000 ? [ms / 3_600_000, "hour"] : [ms / 86_400_000, "day"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(value);
}

function paragraph(words) {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-plain button-small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

const when = (one) => clock(one.at + (Math.abs(one.behind) > state.shownSkew ? one.behind : 0));
const described = (one) => says("sayEntry", { name: one.name, value: `${one.said} ${one.label}`, when: when(one) });

function listed(some, note) {
  const list = document.createElement("ul");
  for (const one of some) {
    const item = document.createElement("li");
    item.append(described(one), note ? ` · ${says("sayRefused", { reason: one.refused })} ` : "");
    if (note || state.closed) item.append(button(says("sayDrop"), () => confirm(says("sayDropSure")) && removeEntry(one).then(tell)));
    list.append(item);
  }
  return list;
}

// Everything that is to be known of what lies on this device.
async function tell() {
  const all = await entriesOf(state.closed ? "" : owner);
  const waits = all.filter((one) => !one.refused);
  const refused = all.filter((one) => one.refused);
  const parts = [];
  if (state.closed && all.length) parts.push(paragraph(says("sayClosed")), listed(all, false));
  if (!state.closed && state.offline) parts.push(paragraph(says("sayOffline", { when: clock(Number(line.dataset.drawn)) })));
  if (!state.closed && waits.length) {
    parts.push(paragraph(says("sayWaits", { count: waits.length })), listed(waits, false), button(says("sayNow"), () => send()));
  }
  if (!state.closed && refused.length) parts.push(listed(refused, true));
  for (const words of state.notes) parts.push(paragraph(words));
  if (!("clockSimulated" in line.dataset) && Math.abs(state.behind) > state.shownSkew) {
    parts.push(paragraph(says(state.behind > 0 ? "sayBehind" : "sayAhead", { amount: amount(Math.abs(state.behind)) })));
  }
  line.querySelector("[data-outbox-words]").replaceChildren(...parts);
  line.hidden = parts.length === 0;
}

// One exchange with the server: what it answers, or why there is none.
async function exchange(entries) {
  const began = Date.now();
  const device = { Accept: "application/json", "X-Device": matchMedia("(display-mode: standalone)").matches ? "app" : "browser" };
  const asked = entries
    ? { method: "POST", body: JSON.stringify({ entries }), headers: { ...device, "Content-Type": "application/json" } }
    : { headers: device };
  let answer;
  try {
    answer = await fetch(address, { ...asked, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (answer.type === "opaqueredirect" || answer.status === 429 || answer.status >= 500 || !isJson) return { waits: true };
    const said = await answer.json();
    if (answer.status === 404 && said.closed) return { closed: true };
    if (!answer.ok) return { refused: said.error ?? String(answer.status) };
    state.behind = Math.round(said.now_ms - (began + Date.now()) / 2);
    state.shownSkew = said.skew_shown_ms;
    await keepPage({ owner, address: own, behind: state.behind, shownSkew: state.shownSkew, seen: Date.now() });
    return said;
  } catch {
    return { waits: true };
  }
}

async function close() {
  state.closed = true;
  await tell();
}

const wired = ({ id, signal, value, unit, at, behind }) => ({ id, signal, value, unit, at_ms: at, behind_ms: behind });

// What waits leaves in the order in which it was written, some at a time; the rest goes on waiting.
async function sendAll() {
  const outcome = { sent: 0, held: 0 };
  for (;;) {
    const some = (await entriesOf(owner)).filter((one) => !one.refused).slice(0, AT_ONCE);
    if (!some.length) break;
    const said = await exchange(some.map(wired));
    if (said.closed) return close();
    if (said.waits) {
      state.offline = true;
      break;
    }
    state.offline = false;
    const results = said.refused ? some.map((one) => ({ id: one.id, state: "refused", words: said.refused })) : said.entries;
    const known = new Map(results.map((one) => [one.id, one]));
    if (!some.some((one) => known.has(one.id))) break;
    for (const one of some) {
      const result = known.get(one.id);
      if (result?.state === "refused") await keepEntry({ ...one, refused: result.words });
      else if (result) {
        await removeEntry(one);
        outcome.sent += 1;
        if (result.state === "held") outcome.held += 1;
      }
    }
  }
  if (outcome.sent) {
    state.notes = [says("saySent", { count: outcome.sent, at: new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }) })];
    if (outcome.held) state.notes.push(says("sayHeld"));
  }
  await tell();
  if (outcome.sent) await refresh();
}

// One tab at a time; two would do no harm, since the server counts an identifier once.
const send = () => (navigator.locks ? navigator.locks.request("pagus-mine", sendAll) : sendAll());

// The part of the page that says what is done, drawn anew; never under somebody's hands.
async function refresh() {
  const part = document.querySelector("#mine-today");
  if (!part || [...part.querySelectorAll("input[name=value]")].some((one) => one.value)) return;
  try {
    const answer = await fetch(own, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#mine-today");
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  } catch {
    state.offline = true;
  }
}

async function keep(form) {
  await Promise.race([ready, new Promise((go) => setTimeout(go, 3_000))]);
  const entry = await writtenIn(form, owner, state.behind);
  if (!entry) return;
  try {
    await keepEntry(entry);
  } catch {
    // No room, or a browser that keeps nothing: then as a page without scripts does, with the same identifier.
    form.elements.id.value = entry.id;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "sure", value: form.elements.value.value }));
    return form.submit();
  }
  form.reset();
  await send();
  line.scrollIntoView({ block: "nearest" });
  line.focus();
}

// The page opens without a network too: the worker keeps these pages, and what they are made of, on the device.
async function keepPages() {
  if (!worker || !navigator.serviceWorker || forgets()) return;
  await navigator.serviceWorker.register(worker, { scope });
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  active.postMessage({
    keep: line.dataset.pages.split(" ").filter(Boolean),
    parts: parts.filter((one) => one.startsWith(`${location.origin}/static/`)),
  });
}

// On the start page: whose pages this device knows. One only: there it goes.
async function showKnown() {
  const place = document.querySelector("[data-known-pages]");
  if (!place) return;
  const known = (await allPages()).sort((one, other) => other.seen - one.seen);
  if (known.length === 1 && !(await entriesOf("")).some((one) => one.owner !== known[0].owner)) return location.replace(known[0].address);
  place.hidden = known.length === 0;
  for (const one of known) {
    const way = document.createElement("a");
    way.href = one.address;
    way.textContent = `${place.dataset.sayOpen} · ${clock(one.seen)}`;
    const item = document.createElement("li");
    item.append(way);
    place.querySelector("ul").append(item);
  }
}

async function forget(control) {
  if ((await entriesOf("")).length && !confirm(control.dataset.saySure)) return;
  await forgetAll();
  location.replace(`${control.dataset.after}?forgotten`);
}

async function begin() {
  const known = owner ? await pageOf(owner) : null;
  if (known) Object.assign(state, { behind: known.behind, shownSkew: known.shownSkew ?? Infinity });
  if (!address) return;
  const said = await exchange(null);
  if (said.closed) return close();
  state.offline = Boolean(said.waits);
}

let ready = Promise.resolve();
if (line && "indexedDB" in globalThis) {
  ready = begin().catch(() => {});
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-entry]") || state.closed) return;
    event.preventDefault();
    keep(event.target);
  });
  ready.then(async () => {
    await tell();
    if (address && !state.closed) {
      await send();
      addEventListener("online", () => send());
      setInterval(async () => (await entriesOf(owner)).some((one) => !one.refused) && send(), TRY_MS);
      keepPages().catch(() => {});
    }
    await showKnown();
  });
  document.querySelector("[data-forget]")?.addEventListener("click", (event) => forget(event.currentTarget));
}
