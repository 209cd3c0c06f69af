// Answers leave by an outbox: first they are written on this device, then sent; what cannot leave waits here.
// Nothing is lost (only the server's word that it has them takes them out) and nothing doubled (each sending has a key).
const BASE = "pagus-outbox";
const STORE = "sendings";
const line = document.querySelector("[data-outbox-line]");
const account = line?.dataset.account ?? "";

const asked = (request) =>
  new Promise((found, failed) => {
    request.onsuccess = () => found(request.result);
    request.onerror = () => failed(request.error);
  });

function opened() {
  const request = indexedDB.open(BASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
  return asked(request);
}

async function inStore(mode, act) {
  const base = await opened();
  try {
    const transaction = base.transaction(STORE, mode, { durability: "strict" });
    const done = new Promise((kept, failed) => {
      transaction.oncomplete = kept;
      transaction.onabort = () => failed(transaction.error);
    });
    const result = await asked(act(transaction.objectStore(STORE)));
    await done;
    return result;
  } finally {
    base.close();
  }
}

const keep = (sending) => inStore("readwrite", (store) => store.put(sending));
const remove = (sending) => inStore("readwrite", (store) => store.delete(sending.id));
// Another person's account on the same tablet neither sees nor sends them.
const waiting = async () => (await inStore("readonly", (store) => store.getAll())).filter((one) => one.account === account);

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const clock = (ms) =>
  new Date(ms).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const says = (name, facts = {}) =>
  Object.entries(facts).reduce((text, [fact, value]) => text.replace(`{${fact}}`, value), line.dataset[name] ?? "");

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-plain button-small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

// What waits, what was refused and why, and what has just been sent.
async function tell(sentNow = 0) {
  const all = await waiting();
  const held = all.filter((one) => one.refused);
  const left = all.filter((one) => !one.refused);
  const parts = [];
  if (left.length) {
    const text = document.createElement("p");
    text.textContent = says("sayWaits", { count: left.length, since: clock(Math.min(...left.map((one) => one.at))) });
    parts.push(text, button(says("sayNow"), () => send()));
  }
  for (const one of held) {
    const text = document.createElement("p");
    const way = document.createElement("a");
    way.href = one.url;
    way.textContent = one.title;
    text.append(way, ` · ${says("sayRefused", { reason: one.refused })} `);
    parts.push(text, button(says("sayDrop"), () => confirm(says("sayDropSure")) && remove(one).then(() => tell())));
  }
  if (sentNow) {
    const text = document.createElement("p");
    text.textContent = says("saySent", { count: sentNow, at: clock(Date.now()) });
    parts.push(text);
  }
  line.querySelector("[data-outbox-words]").replaceChildren(...parts);
  line.hidden = parts.length === 0;
}

// One sending: "sent" with where to go next, "refused" with why, or "waits" when nobody answered.
async function post(sending) {
  const body = new URLSearchParams(sending.fields);
  body.set("csrfmiddlewaretoken", line.querySelector("[name=csrfmiddlewaretoken]").value);
  let answer;
  try {
    answer = await fetch(sending.url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
  } catch {
    return { state: "waits" };
  }
  // A login that has run out, or a server that cannot just now: what waits goes on waiting.
  const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (answer.type === "opaqueredirect" || answer.status === 429 || answer.status >= 500 || !isJson) return { state: "waits" };
  const said = await answer.json();
  return answer.ok && said.kept ? { state: "sent", url: said.url } : { state: "refused", reason: said.error ?? "" };
}

async function sendAll() {
  let sent = 0;
  const stopped = new Set();
  for (const sending of await waiting()) {
    // What was sent after something refused for the same form would overtake it.
    if (sending.refused || stopped.has(sending.url)) {
      stopped.add(sending.url);
      continue;
    }
    const { state, reason } = await post(sending);
    if (state === "waits") break;
    if (state === "sent") {
      await remove(sending);
      sent += 1;
    } else {
      await keep({ ...sending, refused: reason });
      stopped.add(sending.url);
    }
  }
  await tell(sent);
  return sent;
}

// One tab at a time; two would do no harm, since the server counts a key once.
const send = () => (navigator.locks ? navigator.locks.request(BASE, sendAll) : sendAll());

const fieldsOf = (form, submitter) => {
  const fields = [...new FormData(form, submitter)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "_key");
  return [...fields, ["_key", newKey()]];
};

async function leave(form, submitter) {
  const sending = { url: form.dataset.outbox, title: form.dataset.title, account, at: Date.now(), fields: fieldsOf(form, submitter) };
  try {
    // What was refused for this form is replaced by what is sent now.
    for (const one of await waiting()) if (one.refused && one.url === sending.url) await remove(one);
    sending.id = await keep(sending);
  } catch {
    // No room on the device: then as a page without scripts does.
    return form.submit();
  }
  const before = await waiting();
  if (before[0].id === sending.id) {
    const { state, url } = await post(sending);
    if (state !== "waits") await remove(sending);
    if (state === "sent") return location.assign(url);
    // The page says at each question what would be right.
    if (state === "refused") return sendPlainly(form, submitter);
  } else {
    await send();
  }
  await tell();
  line.scrollIntoView({ block: "nearest" });
  line.focus();
}

function sendPlainly(form, submitter) {
  if (submitter?.name) {
    const chosen = document.createElement("input");
    Object.assign(chosen, { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(chosen);
  }
  form.submit();
}

// The answers that wait for this form come back into its fields.
async function restore(form) {
  const mine = (await waiting()).filter((one) => one.url === form.dataset.outbox).at(-1);
  if (!mine) return;
  const texts = new Map();
  for (const [name, value] of mine.fields) texts.set(name, [...(texts.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.name.startsWith("_") || field.type === "hidden") continue;
    const given = texts.get(field.name) ?? [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
    else if (field.type !== "submit") field.value = given[0] ?? "";
  }
}

// The form opens without a network too: the worker keeps this page, and what it is made of, on the device.
async function keepPage() {
  const { worker, scope } = line.dataset;
  if (!worker || !navigator.serviceWorker) return;
  await navigator.serviceWorker.register(worker, { scope });
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  active.postMessage({ keep: location.href, parts: parts.filter((one) => one.startsWith(`${location.origin}/static/`)) });
}

if (line && "indexedDB" in globalThis) {
  const form = document.querySelector("form[data-outbox]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(form, event.submitter);
  });
  if (form) restore(form);
  addEventListener("online", () => send());
  setInterval(async () => (await waiting()).some((one) => !one.refused) && send(), 30_000);
  send();
  keepPage().catch(() => {});
}
