// Read a text out, sentence by sentence, with the voices of the machine. A voice of a remote service is never used: it
// would send the text away.
const speech = window.speechSynthesis;
const speakers = {};
// The sentence being read out.
let speaking = null;

const voiceOf = (lang) => {
  const own = (speech?.getVoices() ?? []).filter((voice) => voice.localService && voice.lang.slice(0, 2).toLowerCase() === lang);
  return own.find((voice) => voice.default) ?? own[0];
};

const stop = () => {
  if (!speaking) return;
  speaking = null;
  speech.cancel();
  light(null);
  for (const button of Object.values(speakers)) button?.setAttribute("aria-pressed", "false");
};

// Read out `sentence`, and with `onward` those after it in the same language.
const speak = (sentence, onward) => {
  speaking = sentence;
  light(sentence);
  sentence.scrollIntoView({ block: "nearest" });
  const next = () => {
    // Stopped, or another one was chosen.
    if (speaking !== sentence) return;
    const after = onward ? sentenceAt(langOf(sentence), numberOf(sentence) + 1) : null;
    if (after) speak(after, true);
    else stop();
  };
  const voice = voiceOf(sentence.lang || langOf(sentence));
  const text = wordsOf(sentence);
  if (!voice || !text) {
    next();
    return;
  }
  const utterance = new SpeechSynthesisUtterance(text);
  Object.assign(utterance, { voice, lang: voice.lang, onend: next, onerror: next });
  speech.speak(utterance);
};

// The sentence that has the focus, or the first one in the window.
const start = (lang) => {
  const all = [...document.querySelectorAll(`.s[id^="${lang}-"]`)];
  const top = document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0;
  const here = document.activeElement?.matches(".s") ? sentenceAt(lang, numberOf(document.activeElement)) : null;
  return here ?? all.find((one) => one.getBoundingClientRect().bottom > top) ?? all[0];
};

const listen = (lang) => {
  const again = speakers[lang].getAttribute("aria-pressed") === "true";
  stop();
  const first = again ? null : start(lang);
  if (!first) return;
  speakers[lang].setAttribute("aria-pressed", "true");
  speak(first, true);
};

const findVoices = () => {
  for (const [lang, name] of [["fr", words.listen_fr], ["en", words.listen_en]]) {
    if (speakers[lang] || !sentenceAt(lang, 1) || !voiceOf(lang)) continue;
    speakers[lang] = tool(lang, "listen", words.listen, name, () => listen(lang));
    // The focus tells where to start.
    speakers[lang]?.addEventListener("pointerdown", (event) => event.preventDefault());
  }
};
findVoices();
speech?.addEventListener?.("voiceschanged", findVoices);
addEventListener("pagehide", stop);
