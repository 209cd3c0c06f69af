// The worklist by keyboard, and its news without a new page. Everything here has a button or a link as well.
const KEYS_OFF = "pagus-keys-off";
const EVERY_MS = 5000;
const list = document.querySelector("[data-worklist]");
const spoken = document.querySelector("[data-worklist-spoken]");

const off = () => localStorage.getItem(KEYS_OFF) === "yes";
const showKeys = () => {
  document.documentElement.dataset.keys = off() ? "off" : "on";
};
showKeys();
const choice = document.querySelector("[data-keys-off]");
if (choice) {
  choice.checked = off();
  choice.addEventListener("change", () => {
    localStorage.setItem(KEYS_OFF, choice.checked ? "yes" : "no");
    showKeys();
  });
}

const cases = () => [...document.querySelectorAll("[data-case]")];
const current = () => {
  const all = cases();
  return document.activeElement?.closest("[data-case]") ?? (list ? all[0] : (all[0] ?? document));
};

function step(by) {
  const all = cases();
  if (!list || !all.length) return;
  const at = all.indexOf(document.activeElement?.closest("[data-case]"));
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next.querySelector("[data-case-link]").focus();
  next.scrollIntoView({ block: "nearest" });
}

// On the page of one person a call or a closing begins at its first choice: no key is needed in between.
function begin(part) {
  const link = current()?.querySelector(`[data-case-${part}]`);
  if (list) {
    if (link) location.assign(link.href);
    return;
  }
  const heading = document.getElementById(part);
  const first = heading?.parentElement.querySelector("input[type=radio]");
  heading?.scrollIntoView({ block: "start" });
  (first ?? heading)?.focus();
}

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  c: () => current()?.querySelector("[data-case-claim] button")?.click(),
  o: () => current()?.querySelector("[data-case-open]")?.click(),
  p: () => begin("call"),
  x: () => begin("close"),
  u: () => document.querySelector("[data-case-back]")?.click(),
  "?": () => document.querySelector("[data-open-dialog=keys]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const typed = event.target.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  if (typed || document.querySelector("dialog[open]")) return;
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

if (!list && (location.hash === "#call" || location.hash === "#close")) begin(location.hash.slice(1));

// News: a short question every few seconds, answered with 304 when nothing happened. Nothing is asked while hidden.
let mark = list?.dataset.mark ?? "";
async function look() {
  if (document.hidden) return;
  const answer = await fetch(list.dataset.worklist, {
    headers: mark ? { "If-None-Match": mark } : {},
    cache: "no-store",
    credentials: "same-origin",
    redirect: "error",
  });
  if (answer.status !== 200) return;
  mark = answer.headers.get("ETag") ?? "";
  replace(await answer.text());
}

// Who stands on a row stays on it, and on the same button of it.
function replace(text) {
  const held = document.activeElement?.closest("[data-case]");
  const places = held ? [...held.querySelectorAll("a, button")] : [];
  const place = places.indexOf(document.activeElement);
  const before = list.querySelector("[data-spoken]")?.dataset.spoken;
  list.innerHTML = text;
  if (held) {
    const again = document.getElementById(held.id);
    const found = again && ([...again.querySelectorAll("a, button")][place] ?? again.querySelector("[data-case-link]"));
    (found ?? list.querySelector("[data-case-link]"))?.focus({ preventScroll: true });
  }
  const now = list.querySelector("[data-spoken]")?.dataset.spoken ?? "";
  if (now !== before) spoken.textContent = `${list.dataset.changed} ${now}`;
}

if (list) {
  const again = () => look().catch(() => {}).finally(() => setTimeout(again, EVERY_MS));
  again();
}
