// Keeps the pages of forms on the device, so that they open without a network. Pages of people: half a day at most,
// and nothing once somebody is logged out.
const PAGES = "pagus-form-pages-1";
const PARTS = "pagus-form-parts-1";
const LONGEST = 12 * 3600 * 1000;
const KEPT_AT = "X-Kept-At";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("pagus-form-") && name !== PAGES && name !== PARTS) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(old());
});

async function keep(request, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const copy = new Response(await answer.blob(), { status: answer.status, headers });
  await (await caches.open(PAGES)).put(request, copy);
}

async function fetchPage(request) {
  try {
    const answer = await fetch(request);
    if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 403) await caches.delete(PAGES);
    else if (answer.ok) await keep(request, answer.clone());
    return answer;
  } catch (failure) {
    const kept = await (await caches.open(PAGES)).match(request, { ignoreVary: true });
    const age = Date.now() - Number(kept?.headers.get(KEPT_AT));
    if (kept && age < LONGEST) return kept;
    await caches.delete(PAGES);
    throw failure;
  }
}

async function fetchPart(request) {
  const cache = await caches.open(PARTS);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (failure) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw failure;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetchPage(request));
  else if (pathname.startsWith("/static/")) event.respondWith(fetchPart(request));
});

self.addEventListener("message", (event) => {
  const { keep: page, parts } = event.data ?? {};
  if (!page) return;
  const all = async () => {
    await fetchPage(new Request(page, { credentials: "same-origin" }));
    for (const part of parts) await fetchPart(new Request(part));
  };
  event.waitUntil(all().catch(() => {}));
});
