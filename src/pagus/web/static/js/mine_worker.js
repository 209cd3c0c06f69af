// Keeps the personal pages on the device, so that the app opens without a network. A week at most; gone at once when the
// address opens nothing any more.
const PAGES = "pagus-mine-pages-1";
const PARTS = "pagus-mine-parts-1";
const LONGEST = 7 * 24 * 3600 * 1000;
const FRESH = 3600 * 1000;
const PATIENCE = 6_000;
const KEPT_AT = "X-Kept-At";
// Once this device is to forget, what is still on its way is not kept.
let forgets = false;
const OWN = /^\/mine\/([\w-]+\/(trends\/|messages\/|data\/)?)?$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("pagus-mine-") && name !== PAGES && name !== PARTS) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(old());
});

async function put(name, request, answer) {
  if (forgets) return; // to open a cache is to make it
  const cache = await caches.open(name);
  if (!forgets) await cache.put(request, answer);
}

async function keep(request, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  await put(PAGES, request.url, new Response(await answer.blob(), { status: answer.status, headers }));
}

// The copies of one address, and of no other: somebody else's on this device stay.
async function drop(request) {
  if (!(await caches.has(PAGES))) return;
  const own = new URL(request.url).pathname.split("/").slice(0, 3).join("/");
  const cache = await caches.open(PAGES);
  for (const one of await cache.keys()) if (new URL(one.url).pathname.startsWith(`${own}/`)) await cache.delete(one);
}

async function kept(request) {
  const found = await caches.match(request.url, { cacheName: PAGES, ignoreVary: true });
  if (found && Date.now() - Number(found.headers.get(KEPT_AT)) < LONGEST) return found;
  if (found) await (await caches.open(PAGES)).delete(request.url);
  return null;
}

async function fetchPage(request) {
  // Not with a question: a page that pages on, or the one that says that this device has forgotten all.
  const { pathname, search } = new URL(request.url);
  const isOwn = OWN.test(pathname) && !search;
  const copy = isOwn ? await kept(request) : null;
  const asked = fetch(request).then(async (answer) => {
    if (isOwn && answer.status === 404) await drop(request);
    else if (isOwn && answer.ok && !answer.redirected) await keep(request, answer.clone());
    return answer;
  });
  if (!copy) {
    try {
      return await asked;
    } catch (failure) {
      // A page that was never opened here: the start page says what this device has.
      const start = isOwn ? await kept({ url: new URL("/mine/", self.location.origin).href }) : null;
      if (start) return start;
      throw failure;
    }
  }
  // A network that hardly answers is no network: the copy comes, and the answer is kept for the next time.
  const late = new Promise((found) => setTimeout(() => found(copy), PATIENCE));
  return Promise.race([asked.catch(() => copy), late]);
}

async function fetchPart(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await put(PARTS, request, answer.clone());
    return answer;
  } catch (failure) {
    const found = await caches.match(request, { cacheName: PARTS, ignoreVary: true });
    if (found) return found;
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
  const { keep: pages, parts, forget } = event.data ?? {};
  if (forget) {
    forgets = true;
    const gone = Promise.all([caches.delete(PAGES), caches.delete(PARTS)]);
    event.waitUntil(gone.then(() => event.ports[0].postMessage(true)));
  }
  if (!pages) return;
  forgets = false; // somebody opened an address anew
  const all = async () => {
    for (const part of parts) await fetchPart(new Request(part));
    for (const page of pages) {
      if (forgets) return;
      const url = new URL(page, self.location.origin).href;
      const copy = await kept({ url });
      // What was kept within the hour is not drawn again only because another page was opened.
      if (!copy || Date.now() - Number(copy.headers.get(KEPT_AT)) > FRESH) await fetchPage(new Request(url, { credentials: "same-origin" }));
    }
  };
  event.waitUntil(all().catch(() => {}));
});
