// Cover one column of a facing page, to uncover it sentence by sentence. The choice lasts for the visit.
const COVERED = "enregard-covered";
const covers = {};
let covered = "";

const isCovered = (sentence) => sentence.classList.contains("covered");

const coverSentence = (sentence) => {
  if (isCovered(sentence) || !/[\p{L}\p{N}]/u.test(sentence.textContent)) return;
  const veil = make("span", { className: "veil" });
  veil.append(...sentence.childNodes);
  sentence.append(veil);
  sentence.classList.add("covered");
  sentence.setAttribute("role", "button");
  sentence.setAttribute("aria-label", words.covered);
  sentence.tabIndex = 0;
};

const uncover = (sentence, { tellWords = false } = {}) => {
  if (!isCovered(sentence)) return;
  const veil = sentence.querySelector(".veil");
  veil.replaceWith(...veil.childNodes);
  sentence.classList.remove("covered");
  sentence.removeAttribute("role");
  sentence.removeAttribute("aria-label");
  sentence.tabIndex = -1;
  if (document.activeElement === sentence) showMore(sentence);
  if (tellWords) tell(wordsOf(sentence), { lang: langOf(sentence), visible: false });
};

const cover = (lang) => {
  covered = lang;
  for (const sentence of document.querySelectorAll(".pair .s")) {
    if (langOf(sentence) === lang) coverSentence(sentence);
    else uncover(sentence);
  }
  for (const [side, button] of Object.entries(covers)) button?.setAttribute("aria-pressed", String(side === lang));
};

const choose = (lang) => {
  cover(lang === covered ? "" : lang);
  try {
    sessionStorage.setItem(COVERED, covered);
  } catch {
    // Without storage, the choice lasts for this page.
  }
  tell({ fr: words.fr_covered, en: words.en_covered }[covered] ?? words.uncovered);
};

if (document.querySelector(".pair")) {
  for (const [lang, name] of [["fr", words.cover_fr], ["en", words.cover_en]]) {
    covers[lang] = tool(lang, "cover", words.cover, name, () => choose(lang));
  }
  try {
    cover(sessionStorage.getItem(COVERED) ?? "");
  } catch {
    // The page stays uncovered.
  }
}

document.addEventListener(
  "click",
  (event) => {
    const sentence = event.target.closest?.(".covered");
    if (!sentence) return;
    event.preventDefault();
    event.stopPropagation();
    uncover(sentence, { tellWords: true });
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const sentence = document.activeElement;
  if (event.defaultPrevented || !["Enter", " "].includes(event.key) || !sentence?.matches(".covered")) return;
  event.preventDefault();
  uncover(sentence, { tellWords: true });
});
