// A menu on a sentence: listen, copy its address, copy it, suggest a better translation.
const article = document.querySelector("main article");
// The anchors of each sentence: several if it answers several in French.
const anchors = [];
for (const link of document.querySelectorAll(".ids a")) {
  if (!/^s-[a-z2-7]{6}(-\d+)?$/.test(link.id)) continue;
  if ("joined" in link.dataset) anchors.at(-1).push(link.id);
  else anchors.push([link.id]);
}

const more = make("button", { type: "button", className: "more", textContent: "⋯" });
more.setAttribute("aria-label", words.menu);
more.setAttribute("aria-haspopup", "menu");
more.setAttribute("aria-expanded", "false");
const menu = make("div", { className: "menu", hidden: true });
menu.setAttribute("role", "menu");
menu.setAttribute("aria-label", words.menu);
// The sentence that the menu is about.
let chosen = null;

const addressOf = (sentence) => `${location.href.split("#")[0]}#${anchors[numberOf(sentence) - 1]?.[0] ?? sentence.id}`;

const copy = async (text, done) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https, or if the browser refuses.
    const field = make("textarea", { value: text, className: "unseen" });
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (!copied) {
      prompt(words.copy_yourself, text);
      return;
    }
  }
  tell(done);
};

const suggestion = (sentence) => {
  const [french, english] = ["fr", "en"].map((lang) => sentenceAt(lang, numberOf(sentence)));
  const { feedback, seed } = article.dataset;
  const title = `${words.suggestion}: ${document.querySelector("h1").textContent.trim().replace(/\s*\n\s*/g, " — ")}`;
  const body = [
    ...[french, english].filter(Boolean).map((one) => `> ${wordsOf(one)}`),
    `${seed}\n${addressOf(sentence)}`,
    `${words.better}:\n`,
  ].join("\n\n");
  const values = { title: encodeURIComponent(title), body: encodeURIComponent(body) };
  const fields = feedback.startsWith("mailto:") ? "subject={title}&body={body}" : "title={title}&body={body}";
  const address = /\{(title|body)\}/.test(feedback) ? feedback : feedback + (feedback.includes("?") ? "&" : "?") + fields;
  return address.replace(/\{(title|body)\}/g, (_, name) => values[name]);
};

const items = (sentence) => {
  const partner = partnerOf(sentence);
  const voice = voiceOf(sentence.lang || langOf(sentence));
  const both = () => [sentence, partner].sort((one) => (langOf(one) === "fr" ? -1 : 1)).map(wordsOf).join("\n");
  const entries = [
    voice && [words.listen, () => speak(sentence, false)],
    glow && partner && linksOf(sentence).length && [words.by_word, () => readWords(sentence)],
    [words.copy_address, () => copy(addressOf(sentence), words.address_copied)],
    partner
      ? [words.copy_both, () => copy(both(), words.both_copied)]
      : [words.copy_sentence, () => copy(wordsOf(sentence), words.sentence_copied)],
  ];
  const made = entries.filter(Boolean).map(([text, act]) => {
    const item = make("button", { type: "button", textContent: text });
    item.addEventListener("click", () => {
      closeMenu();
      act();
    });
    return item;
  });
  if (article.dataset.feedback) {
    const link = make("a", { href: suggestion(sentence), textContent: words.suggest });
    link.addEventListener("click", () => closeMenu());
    made.push(link);
  }
  for (const item of made) {
    item.setAttribute("role", "menuitem");
    item.tabIndex = -1;
  }
  return made;
};

const openMenu = (sentence) => {
  if (isEdited(sentence)) return;
  chosen = sentence;
  showMore(sentence);
  menu.replaceChildren(...items(sentence));
  menu.hidden = false;
  more.setAttribute("aria-expanded", "true");
  light(sentence);
  const box = more.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - menu.offsetWidth - 8);
  const below = box.bottom + menu.offsetHeight < innerHeight;
  menu.style.left = `${Math.max(8, left) + scrollX}px`;
  menu.style.top = `${(below ? box.bottom : box.top - menu.offsetHeight) + scrollY}px`;
  menu.firstElementChild.focus();
};

const closeMenu = ({ refocus = true } = {}) => {
  if (menu.hidden) return;
  menu.hidden = true;
  more.setAttribute("aria-expanded", "false");
  if (!speaking) light(null);
  if (refocus) chosen.focus({ preventScroll: true });
};

// By a program that adds its own menu.
const isEdited = (sentence) => sentence.classList.contains("enregard-sentence");

// In the margin beside the last line of the sentence, so that it covers no other one, nor the number of the passage.
const showMore = (sentence) => {
  if (more.previousSibling === sentence || isEdited(sentence) || isCovered(sentence)) return;
  sentence.after(more);
  more.style.translate = "";
  const box = more.getBoundingClientRect();
  const line = [...sentence.getClientRects()].at(-1);
  const edge = (sentence.closest(".row > *, .prose, h1") ?? sentence.parentElement).getBoundingClientRect().right + 4;
  const number = sentence.closest(".passage")?.querySelector(".no").getBoundingClientRect();
  let left = Math.min(edge, document.documentElement.clientWidth - box.width);
  if (number && number.right > left && number.top < line.bottom + 8 && number.bottom > line.top - 8) left = Math.min(left, number.left - box.width);
  more.style.translate = `${left - box.left}px ${(line.top + line.bottom - box.top - box.bottom) / 2}px`;
};

// Beside the reference and the BibTeX
for (const part of document.querySelectorAll(".cite > p, .cite > pre")) {
  const button = make("button", { type: "button", className: "tool", textContent: words.copy });
  button.addEventListener("click", () => copy(part.textContent.trim(), words.copied));
  part.after(button);
}

if (article) {
  article.append(menu);
  // The sentence keeps the focus.
  more.addEventListener("pointerdown", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    if (menu.hidden) openMenu(more.previousSibling);
    else closeMenu();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape") stop();
    if (event.key !== "Enter" || !document.activeElement?.matches(".s")) return;
    event.preventDefault();
    openMenu(document.activeElement);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".s")) showMore(event.target);
    else if (event.target !== more && !menu.contains(event.target)) more.remove();
  });
  document.addEventListener("focusout", (event) => {
    if (!event.relatedTarget && menu.hidden && event.target !== more) more.remove();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target) && event.target !== more) closeMenu({ refocus: false });
  });
  menu.addEventListener("keydown", (event) => {
    const all = [...menu.children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % all.length, ArrowUp: (at + all.length - 1) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[to].focus();
    else if (event.key === "Escape" || event.key === "Tab") closeMenu();
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  });
  const follow = () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    const number = anchors.findIndex((ids) => ids.includes(anchor)) + 1;
    const sentence = number ? (sentenceAt("fr", number) ?? sentenceAt("en", number)) : null;
    if (!sentence) return;
    light(sentence);
    sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", follow);
  follow();
}
