// Keeps two public pages readable without a connection: the card and the contacts, as they were last read online.
// Always asks the server first, but for files, whose names change with what is in them. Nothing of an interview, a
// try, a log-in, a remark or the admin is ever kept or read here: of those it only hears that a page could not be had,
// and then shows the offline page in its place.

"use strict";

const KEPT = "rinnalla";
const OFFLINE = "/offline/"; // a name in the cache only; the pages come from /kept/<language>/…
const READABLE = ["/card/", "/contacts/"];
const FILES = /^\/static\/(css\/(rinnalla|pages)|js\/(un)?cover)\.[\w.]+$/; // what those pages load
const STAMP = "X-Kept-As"; // language, edition and day of what is kept
// In ms: what is kept is shown after so long a silence, before the page's own scripts say that nothing comes. Another
// page may need longer over a slow line, and no one would ever get to it, were it given up as soon.
const SILENCE = 3500, LONGEST = 60000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The card or the contacts were read online; should a part not come, what was kept before stays.
self.addEventListener("message", (event) => event.waitUntil(keep(event.data).catch(() => {})));

self.addEventListener("fetch", (event) => {
  const address = keptFor(event.request);
  if (address) event.respondWith(FILES.test(address) ? file(event.request, address) : page(event, address));
});

// Which kept address answers a request that fails; null for a request that is none of this script's business. A form
// is none: the browser itself can send it again.
function keptFor({ method, mode, url }) {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return null;
  if (READABLE.includes(pathname) || FILES.test(pathname)) return pathname;
  return mode === "navigate" ? OFFLINE : null;
}

// Nothing where a browser keeps nothing, or will not say.
async function kept(address) {
  try {
    return await caches.match(address, { cacheName: KEPT, ignoreVary: true });
  } catch {
    return undefined;
  }
}

const file = async (request, address) => (await kept(address)) ?? fetch(request);

// Where nothing is kept, the page is waited for as long as the browser will.
async function page(event, address) {
  const coming = fetch(event.request);
  const inTime = READABLE.includes(address) ? whole(coming) : Promise.race([coming, failAfter(LONGEST)]);
  try {
    return await inTime;
  } catch {
    const found = await kept(address);
    if (found && READABLE.includes(address)) event.waitUntil(follow(coming).catch(() => {}));
    return found ?? coming;
  }
}

// The answer once all of it is here; a silence before that fails.
async function whole(coming) {
  const answer = await unlessSilent(coming);
  const parts = answer.clone().body?.getReader();
  while (parts && !(await unlessSilent(parts.read())).done);
  return answer;
}

const unlessSilent = (coming) => Promise.race([coming, failAfter(SILENCE)]);
const failAfter = (wait) => new Promise((_, fail) => setTimeout(fail, wait));

// A page that came too late to be shown says how it is to be kept, for the next time.
async function follow(coming) {
  const words = await (await coming).text();
  const [, language] = words.match(/<html lang="([^"]+)"/), [, stamp] = words.match(/data-stamp="([^"]+)"/);
  await keep({ language, stamp });
}

async function keep({ language, stamp }) {
  const shelf = await caches.open(KEPT);
  const offline = await shelf.match(OFFLINE, { ignoreVary: true });
  if (offline?.headers.get(STAMP) === stamp) return;
  const pages = await Promise.all([...READABLE, OFFLINE].map((page) => fetched(page, `/kept/${language}${page}`, stamp)));
  const names = new Set(pages.flatMap(({ words }) => filesOf(words)));
  const files = await Promise.all([...names].map((name) => fetched(name, name, stamp)));
  const all = [...files, ...pages];
  await Promise.all(all.map(({ address, answer }) => shelf.put(address, answer)));
  await forgetAllBut(shelf, all.map(({ address }) => address));
}

// Without cookies: what is kept is what a stranger would be shown, whoever has logged in.
async function fetched(address, from, stamp) {
  const asked = new AbortController();
  setTimeout(() => asked.abort(), LONGEST);
  const answer = await fetch(from, { credentials: "omit", signal: asked.signal });
  if (!answer.ok || answer.redirected) throw new Error(address);
  const words = await answer.text();
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set(STAMP, stamp);
  return { address, words, answer: new Response(words, { headers }) };
}

function filesOf(words) {
  const named = [...words.matchAll(/(?:href|src|data-way)="([^"]+)"/g)].map(([, address]) => address);
  return named.filter((address) => FILES.test(address));
}

async function forgetAllBut(shelf, addresses) {
  for (const request of await shelf.keys()) {
    if (!addresses.includes(new URL(request.url).pathname)) await shelf.delete(request);
  }
}
