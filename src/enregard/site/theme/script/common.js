// What several features share. `WORDS` holds the words of the theme in both languages.
const words = WORDS[document.documentElement.lang] ?? WORDS.en;

const make = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const langOf = (sentence) => sentence.id.slice(0, 2);
const numberOf = (sentence) => Number(sentence.id.slice(3));
const sentenceAt = (lang, number) => document.getElementById(`${lang}-${number}`);
const partnerOf = (sentence) => sentenceAt(langOf(sentence) === "fr" ? "en" : "fr", numberOf(sentence));

// The words of a sentence, without marks for notes.
const wordsOf = (sentence) => {
  const copy = sentence.cloneNode(true);
  for (const mark of copy.querySelectorAll(".flag, [role=doc-noteref]")) mark.remove();
  return copy.textContent.trim();
};

// Highlight a sentence and its counterpart, and nothing else.
const light = (sentence) => {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (sentence) for (const one of [sentence, partnerOf(sentence)]) one?.classList.add("lit");
};

const status = make("p", { className: "message" });
status.setAttribute("role", "status");
document.body.append(status);
let silence = 0;
// Tell readers something at the bottom of the window, a text or nodes; if it is already on the page, only to screen
// readers.
const tell = (message, { lang = document.documentElement.lang, visible = true } = {}) => {
  clearTimeout(silence);
  status.lang = lang;
  status.classList.toggle("unseen", !visible);
  status.replaceChildren(...[message].flat());
  silence = setTimeout(() => status.replaceChildren(), visible ? 4000 : 20000);
};

// A button in the head of a column, or of a page in one language, where its place is empty until then: nothing moves.
// `name` is what it says to those who only hear it.
const tool = (lang, className, text, name, press) => {
  const place = document.querySelector(`.columns > .${lang}`) ?? document.querySelector(".head");
  const button = make("button", { type: "button", className: `tool ${className}`, textContent: text });
  button.lang = document.documentElement.lang;
  button.setAttribute("aria-label", name);
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", press);
  place.append(" ", button);
  return button;
};
