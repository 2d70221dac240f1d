// Search Pagefind's index in French and in English, and show each article once per language, with the best passage.
// Results link to the facing page, or from the French search page to the French one.

const form = document.querySelector(".search-form");
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const root = new URL(form.dataset.root, location.href);
const PAGE = 10;
const own = document.documentElement.lang;
// `WORDS` holds the words in both languages: texts, or forms and the index of the form for each number.
const t = WORDS[own] ?? WORDS.en;
const counted = ({ count, lang }) => {
  const [forms, indices] = lang === "fr" ? t.in_french : t.in_english;
  const text = forms[indices[count < indices.length ? count : 100 + (count % 100)]];
  return text.replace("{count}", count.toLocaleString(own));
};

// One index per language; on a large site it has several parts, which are searched as one.
const indexes = {};
const openIndex = (lang) => (indexes[lang] ??= loadIndex(lang));
const partsOf = (lang) => form.dataset.parts.split(" ").map((part) => new URL(`search/${lang}/${part}/`, root).href);
const loadIndex = async (lang) => {
  const [first, ...others] = partsOf(lang);
  const { createInstance } = await import(`${first}pagefind.js`);
  const options = { baseUrl: "/", ranking: { metaWeights: { other: 0, otherlang: 0 } } };
  const index = createInstance({ ...options, basePath: first, noWorker: true });
  await index.init();
  await Promise.all(others.map((part) => index.mergeIndex(part, options)));
  return index;
};

// Source and year of each page, fetched only to filter results.
const filters = {};
const filtersOf = (lang) => (filters[lang] ??= Promise.all(partsOf(lang).map(asJson)).then((all) => Object.assign({}, ...all)));
const asJson = async (part) => (await fetch(`${part}limits.json`)).json();

// If no page has a word, Pagefind falls back on words with a common beginning: "avant" would find "a". Keep pages that
// have every word in one of its forms or, if no page has it, a word that starts with it.
const matching = async (index, words) => {
  const all = await index.search(words);
  const found = all.results.filter((each) => each.score > 0); // not just by its title in the other language
  if (words.includes('"')) return found;
  const sets = await Promise.all(words.split(/\s+/).map((word) => pagesWith(index, word)));
  return found.filter(({ id }) => sets.every((set) => set.has(id)));
};
const pagesWith = async (index, word) => {
  const exact = (await index.search(`"${word}"`)).results.filter((each) => each.score > 0);
  if (exact.length) return ids(exact);
  const near = (await index.search(word)).results;
  const { excerpt = "" } = near.length ? await near[0].data() : {};
  const marks = marked(excerpt).filter((node) => node.nodeName === "MARK");
  return ids(marks.some((mark) => normalise(mark.textContent).startsWith(normalise(word))) ? near : []);
};
const ids = (found) => new Set(found.map((each) => each.id));
// "œ" was indexed as "o" and "e" with a word joiner between them; queries have plain letters.
const LIGATURES = { oe: "œ", Oe: "Œ", ae: "æ", Ae: "Æ" };
const joined = (text) => text.replace(/([oOaA])\u2060e/g, (_, first) => LIGATURES[`${first}e`]);
const parted = (text) => text.replace(/[œŒæÆ]/g, (sign) => Object.keys(LIGATURES).find((two) => LIGATURES[two] === sign));
const normalise = (text) => parted(text).normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
const ELISION = /(^|\s)(?:[cdjlmnst]|(?:lors|puis|quoi)?qu)['’](?=\p{L})/giu;

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// An excerpt is text with <mark>; no other markup reaches the page. "l’armée" was indexed as two words.
const PARTED = /((?:^|[^\p{L}])(?:[cdjlmnst]|(?:lors|puis|quoi)?qu))’ (?=(?:<mark>)?\p{L})/giu;
const marked = (html) =>
  [...new DOMParser().parseFromString(joined(html.replace(PARTED, "$1’")), "text/html").body.childNodes].map((node) =>
    node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent,
  );

// The passage with the words that count most.
const anchorOf = (found) => {
  const best = [...found.weighted_locations].sort((a, b) => b.balanced_score - a.balanced_score)[0];
  const passages = found.anchors.filter((anchor) => /^p\d+$/.test(anchor.id) && anchor.location <= (best?.location ?? -1));
  return passages.length ? `#${passages.at(-1).id}` : "";
};

const item = (found, lang) => {
  const { title, other, otherlang, date, source } = found.meta;
  const page = found.raw_url.replace(/^\//, "");
  const link = new URL(own === "fr" && lang === "fr" ? page.replace(/^articles\//, "fr/") : page, root);
  link.hash = anchorOf(found);
  return element(
    "li",
    {},
    element(
      "a",
      { class: "titles", href: link.href },
      element("span", { class: lang, lang }, joined(title)),
      ...(other ? [" ", element("span", { class: lang === "fr" ? "en" : "fr", lang: otherlang }, joined(other))] : []),
    ),
    element("p", { class: "excerpt", lang }, ...marked(found.excerpt)),
    element("p", { class: "meta" }, ...[date || t.undated, source].filter(Boolean).map((it) => element("span", {}, it))),
  );
};

const group = (lang, found) => {
  const list = element("ul", { class: "entries" });
  const heading = element("h2", { id: `found-${lang}` }, counted({ count: found.length, lang }));
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

const query = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));

let latest = 0;
const search = async () => {
  const number = ++latest;
  const { q = "", in: only, source, year } = query();
  if (!q.trim()) {
    results.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const groups = await Promise.all(
      (only ? [only] : ["fr", "en"]).map(async (lang) => {
        const words = parted(lang === "fr" ? q.replace(ELISION, "$1") : q).trim();
        const known = source || year ? await filtersOf(lang) : {};
        const passes = ({ id }) => (!source || known[id]?.[0] === source) && (!year || known[id]?.[1] === year);
        const found = (await matching(await openIndex(lang), words)).filter(passes);
        const made = group(lang, found);
        await made.show();
        return { ...made, count: found.length, lang };
      }),
    );
    if (number !== latest) return;
    const full = groups.filter((each) => each.count);
    results.replaceChildren(...full.map((each) => each.section));
    status.textContent = full.length ? t.some.replace("{counts}", full.map(counted).join(", ")) : t.none;
  } catch (error) {
    if (number !== latest) return;
    results.replaceChildren();
    status.textContent = t.failed;
    console.error(error);
  }
};

// Keep the query in the address, so that it can be bookmarked and shared.
const update = () => {
  const address = new URL(location.href);
  address.search = new URLSearchParams(query()).toString();
  history.replaceState(null, "", address);
  linkOtherLanguage();
  return search();
};
// Pass the query to the page in the other language.
const linkOtherLanguage = () => {
  for (const link of document.querySelectorAll(".language a")) link.search = location.search;
};

const initial = new URLSearchParams(location.search);
for (const field of form.elements) if (field.name && initial.has(field.name)) field.value = initial.get(field.name);

let waiting;
form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(update, event.target.type === "search" ? 250 : 0);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  update();
});

if (form.dataset.parts) {
  document.getElementById("search-needs").hidden = true;
  form.hidden = false;
  linkOtherLanguage();
  search();
}
