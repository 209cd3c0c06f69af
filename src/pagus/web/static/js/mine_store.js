// What this device keeps of a personal page: measurements that have not been sent, and where the page is.
// A measurement stays until the server has said that it has it, or somebody deletes it here.
const BASE = "pagus-mine";
const WORKER_MS = 3_000;

const asked = (request) =>
  new Promise((found, failed) => {
    request.onsuccess = () => found(request.result);
    request.onerror = () => failed(request.error);
  });

function opened() {
  const request = indexedDB.open(BASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("entries", { keyPath: "id" });
    request.result.createObjectStore("pages", { keyPath: "owner" });
  };
  return asked(request);
}

async function inStore(store, mode, act) {
  const base = await opened();
  try {
    const transaction = base.transaction(store, mode, { durability: "strict" });
    const done = new Promise((kept, failed) => {
      transaction.oncomplete = kept;
      transaction.onabort = () => failed(transaction.error);
    });
    const result = await asked(act(transaction.objectStore(store)));
    await done;
    return result;
  } finally {
    base.close();
  }
}

// Once this device is to forget, what comes back from the network meanwhile is not kept.
const leaving = { begun: false };
export const forgets = () => leaving.begun;

const byTime = (one, other) => one.at - other.at;

const kept = async (store, one) => forgets() || inStore(store, "readwrite", (all) => all.put(one));
export const keepEntry = (entry) => kept("entries", entry);
export const removeEntry = (entry) => inStore("entries", "readwrite", (store) => store.delete(entry.id));
// Two people of one household neither see nor send each other's; a page that opens nothing shows all.
export const entriesOf = async (owner) =>
  (await inStore("entries", "readonly", (store) => store.getAll())).filter((one) => !owner || one.owner === owner).sort(byTime);

export const keepPage = (page) => kept("pages", page);
export const pageOf = (owner) => inStore("pages", "readonly", (store) => store.get(owner));
export const allPages = () => inStore("pages", "readonly", (store) => store.getAll());
export const removePage = (owner) => inStore("pages", "readwrite", (store) => store.delete(owner));

// The worker stops keeping first: else it would put back what it had under way.
function stop(worker) {
  const { port1: here, port2: there } = new MessageChannel();
  return new Promise((done) => {
    here.onmessage = done;
    setTimeout(done, WORKER_MS);
    worker.postMessage({ forget: true }, [there]);
  });
}

export async function forgetAll() {
  leaving.begun = true;
  const registered = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const own = registered.filter((one) => new URL(one.scope).pathname === "/mine/");
  for (const one of own) if (one.active) await stop(one.active);
  await inStore("entries", "readwrite", (store) => store.clear());
  await inStore("pages", "readwrite", (store) => store.clear());
  if ("caches" in globalThis) {
    for (const name of await caches.keys()) if (name.startsWith("pagus-mine-")) await caches.delete(name);
  }
  for (const one of own) await one.unregister();
}
