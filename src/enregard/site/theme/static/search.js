// Searches the index that Pagefind made, French and English apart, and shows what is found: each article once
// a language, with the passage that fits best: on its facing page, or, for French on the French search page, on
// its French one.

const form = document.querySelector(".search-form");
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const root = new URL(form.dataset.root, location.href);
const PAGE = 10;
const own = document.documentElement.lang;
const t = {
  en: {
    found: { fr: "in French", en: "in English" },
    articles: (count) => `${count.toLocaleString("en")} article${count === 1 ? "" : "s"}`,
    more: "Show more",
    undated: "undated",
    some: (counts) => `Found ${counts}.`,
    none: "No results.",
    broken: "The search index failed to load: reload the page.",
  },
  fr: {
    found: { fr: "en français", en: "en anglais" },
    articles: (count) => `${count.toLocaleString("fr")} article${count < 2 ? "" : "s"}`,
    more: "Afficher plus",
    undated: "sans date",
    some: (counts) => `Résultats\u202f: ${counts}.`,
    none: "Aucun résultat.",
    broken: "L’index de recherche n’a pas pu être chargé\u202f: rechargez la page.",
  },
}[own];
const told = ({ count, lang }) => `${t.articles(count)} ${t.found[lang]}`;

// One index a language; a large site has several parts, which are searched as one.
const opened = {};
const open = (lang) => (opened[lang] ??= begin(lang));
const partsOf = (lang) => form.dataset.parts.split(" ").map((part) => new URL(`search/${lang}/${part}/`, root).href);
const begin = async (lang) => {
  const [first, ...others] = partsOf(lang);
  const { createInstance } = await import(`${first}pagefind.js`);
  const options = { baseUrl: "/", ranking: { metaWeights: { other: 0, otherlang: 0 } } };
  const index = createInstance({ ...options, basePath: first, noWorker: true });
  await index.init();
  await Promise.all(others.map((part) => index.mergeIndex(part, options)));
  return index;
};

// Source and year of each page, which are asked for only where results are to be limited.
const limited = {};
const limits = (lang) => (limited[lang] ??= Promise.all(partsOf(lang).map(asJson)).then((all) => Object.assign({}, ...all)));
const asJson = async (part) => (await fetch(`${part}limits.json`)).json();

// Where a word is in no page, Pagefind takes one that begins alike: "avant" would find "a". A page counts that
// has every word in one of its forms, or, where none has it, a word that goes on from it.
const fitting = async (index, words) => {
  const all = await index.search(words);
  const found = all.results.filter((each) => each.score > 0); // not by its title in the other language alone
  if (words.includes('"')) return found;
  const sets = await Promise.all(words.split(/\s+/).map((word) => having(index, word)));
  return found.filter(({ id }) => sets.every((set) => set.has(id)));
};
const having = async (index, word) => {
  const exact = (await index.search(`"${word}"`)).results.filter((each) => each.score > 0);
  if (exact.length) return ids(exact);
  const near = (await index.search(word)).results;
  const { excerpt = "" } = near.length ? await near[0].data() : {};
  const marks = marked(excerpt).filter((node) => node.nodeName === "MARK");
  return ids(marks.some((mark) => bare(mark.textContent).startsWith(bare(word))) ? near : []);
};
const ids = (found) => new Set(found.map((each) => each.id));
const bare = (text) => text.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
const ELISION = /(^|\s)(?:[cdjlmnst]|(?:lors|puis|quoi)?qu)['’](?=\p{L})/giu;

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// An excerpt is text with <mark>; nothing else of it reaches the page. "l’armée" was indexed as two words.
const PARTED = /((?:^|[^\p{L}])(?:[cdjlmnst]|(?:lors|puis|quoi)?qu))’ (?=(?:<mark>)?\p{L})/giu;
const marked = (html) =>
  [...new DOMParser().parseFromString(html.replace(PARTED, "$1’"), "text/html").body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent,
  );

// The passage in which the words stand that count most.
const place = (found) => {
  const best = [...found.weighted_locations].sort((a, b) => b.balanced_score - a.balanced_score)[0];
  const passages = found.anchors.filter((anchor) => /^p\d+$/.test(anchor.id) && anchor.location <= (best?.location ?? -1));
  return passages.length ? `#${passages.at(-1).id}` : "";
};

const item = (found, lang) => {
  const { title, other, otherlang, date, source } = found.meta;
  const page = found.raw_url.replace(/^\//, "");
  const link = new URL(own === "fr" && lang === "fr" ? page.replace(/^articles\//, "fr/") : page, root);
  link.hash = place(found);
  return element(
    "li",
    {},
    element(
      "a",
      { class: "titles", href: link.href },
      element("span", { class: lang, lang }, title),
      ...(other ? [" ", element("span", { class: lang === "fr" ? "en" : "fr", lang: otherlang }, other)] : []),
    ),
    element("p", { class: "excerpt", lang }, ...marked(found.excerpt)),
    element("p", { class: "meta" }, ...[date || t.undated, source].filter(Boolean).map((it) => element("span", {}, it))),
  );
};

const group = (lang, found) => {
  const list = element("ul", { class: "entries" });
  const heading = element("h2", { id: `found-${lang}` }, told({ count: found.length, lang }));
  const more = element("button", { type: "button" }, t.more);
  const section = element("section", { "aria-labelledby": heading.id }, heading, list);
  let shown = 0;
  const show = async () => {
    const next = await Promise.all(found.slice(shown, shown + PAGE).map((each) => each.data()));
    const made = next.map((each) => item(each, lang));
    list.append(...made);
    if (shown) made[0]?.querySelector("a").focus();
    shown += next.length;
    if (shown < found.length) section.append(more);
    else more.remove();
  };
  more.addEventListener("click", show);
  return { section, show };
};

const asked = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

let latest = 0;
const search = async () => {
  const number = ++latest;
  const { q = "", in: only, source, year } = asked();
  if (!q.trim()) {
    results.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const groups = await Promise.all(
      (only ? [only] : ["fr", "en"]).map(async (lang) => {
        const words = (lang === "fr" ? q.replace(ELISION, "$1") : q).trim();
        const known = source || year ? await limits(lang) : {};
        const fits = ({ id }) => (!source || known[id]?.[0] === source) && (!year || known[id]?.[1] === year);
        const found = (await fitting(await open(lang), words)).filter(fits);
        const made = group(lang, found);
        await made.show();
        return { ...made, count: found.length, lang };
      }),
    );
    if (number !== latest) return;
    const full = groups.filter((each) => each.count);
    results.replaceChildren(...full.map((each) => each.section));
    status.textContent = full.length ? t.some(full.map(told).join(", ")) : t.none;
  } catch (error) {
    if (number !== latest) return;
    results.replaceChildren();
    status.textContent = t.broken;
    console.error(error);
  }
};

// What is asked stands in the address, so that it can be kept and passed on.
const ask = () => {
  const address = new URL(location.href);
  address.search = new URLSearchParams(asked()).toString();
  history.replaceState(null, "", address);
  carry();
  return search();
};
// The page in the other language is asked the same.
const carry = () => {
  for (const link of document.querySelectorAll(".language a")) link.search = location.search;
};

const given = new URLSearchParams(location.search);
for (const field of form.elements) if (field.name && given.has(field.name)) field.value = given.get(field.name);

let waiting;
form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, event.target.type === "search" ? 250 : 0);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  ask();
});

if (form.dataset.parts) {
  document.getElementById("search-needs").hidden = true;
  form.hidden = false;
  carry();
  search();
}
