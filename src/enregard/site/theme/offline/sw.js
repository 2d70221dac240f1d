// Keep the newest articles and every page that was read, for when there is no network. With a network, pages always
// come from the site.
"use strict";

const CACHE = `enregard ${registration.scope}`;

// Browsers run this again if VERSION has changed. One file that is missing does not keep the others from being stored.
const store = async () => {
  const cache = await caches.open(CACHE);
  await Promise.allSettled(
    FILES.map(async (file) => {
      const request = new Request(new URL(file, registration.scope), { cache: "no-cache" });
      const answer = await fetch(request);
      if (answer.ok) await cache.put(addressOf(request), answer);
    }),
  );
};

// A folder and its index.html are one page.
const addressOf = (request) => {
  const address = new URL(request.url);
  address.hash = "";
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  return address.href;
};

const absent = (request) => {
  const lang = new URL(request.url).href.startsWith(`${registration.scope}fr/`) ? "fr" : "en";
  const [title, detail] = WORDS[lang];
  const root = new URL(registration.scope).pathname;
  const home = lang === "fr" ? `${root}fr/index.html` : `${root}index.html`;
  const page = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="${root}static/style.css">
<body><main><h1>${title}</h1><p><a href="${home}">${detail}</a></p></main>`;
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
};

const answer = async (request) => {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && fresh.status === 200) await cache.put(addressOf(request), fresh.clone());
    return fresh;
  } catch (error) {
    const stored = await cache.match(addressOf(request));
    if (stored) return stored;
    if (request.mode === "navigate") return absent(request);
    throw error;
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(store());
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(registration.scope)) event.respondWith(answer(request));
});
