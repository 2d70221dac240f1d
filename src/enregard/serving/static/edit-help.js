// What helps to find the words, in the editor: glossary terms, similar sentences, and the model's other answers.

import { _, ask, button, element, hundredths } from "./edit-page.js";

const part = (title, ...content) =>
  element("div", { className: "part" }, element("h2", { textContent: title }), ...content);
const french = (words) => element("span", { lang: "fr", textContent: words });

// Offer the terms that the French sentence has; a button puts one where the cursor is.
export function termsPart(terms, insert) {
  if (!terms.length) return null;
  const items = terms.map((term) =>
    element(
      "li",
      {},
      french(term.french),
      " → ",
      ...term.english.flatMap((words) => [button(words, () => insert(words)), " "]),
      term.note ? `(${term.note}) ` : "",
      term.used ? _("in use") : "",
      term.is_own ? "" : ` ${_("built in")}`,
    ),
  );
  return part(_("Glossary"), element("ul", {}, ...items));
}

// Offer what people reviewed for similar sentences, as soon as the server has found it.
export function similarPart(index, replace) {
  const made = part(_("Reviewed for similar sentences"));
  made.hidden = true;
  ask("similar", { index }).then(
    ({ similar }) => {
      made.hidden = !similar.length;
      const items = similar.map((one) =>
        element(
          "li",
          {},
          element("strong", { textContent: `${one.score} % ` }),
          french(one.msgid),
          element("span", { className: "path", textContent: ` ${one.path} ` }),
          button(one.msgstr, () => replace(one.msgstr)),
        ),
      );
      made.append(element("ul", {}, ...items));
    },
    () => {}, // the page says elsewhere that the server has stopped
  );
  return made;
}

// Offer the model's other answers and a new draft. `field` has the translation that they replace.
export function modelPart(index, field, replace) {
  const said = element("p", { className: "said" });
  said.setAttribute("role", "status");
  const list = element("ul", { className: "plain" });
  let choices = null; // the text when they were asked for, then the other answers
  let at = 0;

  async function request(task) {
    said.textContent = _("Asking the model…");
    try {
      const answer = await ask(task, { index });
      said.textContent = "";
      return answer;
    } catch (error) {
      said.textContent = error.message;
      return null;
    }
  }

  async function fetchChoices() {
    if (choices) return true;
    const answer = await request("alternatives");
    if (!answer) return false;
    const found = answer.alternatives;
    choices = [field.value, ...found.map((one) => one.english)];
    list.replaceChildren(
      ...found.map((one) =>
        element(
          "li",
          {},
          button(one.english, () => replace(one.english)),
          element("span", { className: "about", textContent: about(one) }),
        ),
      ),
    );
    said.textContent = found.length ? "" : _("The model has no other answer.");
    return true;
  }

  function about(one) {
    const certainty = one.certainty === null ? [] : [_("certainty {number}", { number: hundredths(one.certainty) })];
    return ` ${[...certainty, ...one.findings.map((finding) => finding.reason)].join("; ")}`;
  }

  // Put the next or previous answer into the field; before the first one is the text that was there.
  async function step(by) {
    if (!(await fetchChoices()) || choices.length < 2) return;
    if (field.value !== choices[at]) {
      choices[0] = field.value; // typed since
      at = 0;
    }
    at = (at + by + choices.length) % choices.length;
    replace(choices[at]);
    said.textContent = at ? _("Answer {at} of {total}", { at, total: choices.length - 1 }) : _("Your text");
  }

  async function draftAgain() {
    const answer = await request("draft");
    if (!answer) return;
    said.textContent = answer.draft.english === field.value ? _("The new draft is the same.") : _("Drafted again.");
    replace(answer.draft.english);
  }

  const made = part(
    _("Model"),
    element(
      "div",
      { className: "buttons" },
      button(_("Other translations"), fetchChoices),
      button(_("Draft again"), draftAgain),
    ),
    list,
    said,
  );
  return { part: made, step };
}

// A form to add a term to the glossary. `selected` returns the selected French and English.
export function glossaryPart(selected) {
  const source = element("input", { id: "term-french", lang: "fr", autocomplete: "off" });
  const target = element("input", { id: "term-english", lang: "en", autocomplete: "off" });
  const said = element("p", { className: "said" });
  said.setAttribute("role", "status");
  async function add() {
    said.textContent = "";
    try {
      await ask("term", { body: { french: source.value, english: target.value } });
      said.textContent = _("Added. New drafts follow it.");
      source.value = target.value = "";
    } catch (error) {
      said.textContent = error.message;
    }
  }
  for (const input of [source, target]) {
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.isComposing) {
        event.preventDefault();
        add();
      }
    });
  }
  const details = element(
    "details",
    { className: "part" },
    element("summary", { textContent: _("Add a term to the glossary") }),
    element("label", { htmlFor: "term-french", textContent: _("French") }),
    source,
    element("label", { htmlFor: "term-english", textContent: _("English (empty: the term stays French)") }),
    target,
    element("div", { className: "buttons" }, button(_("Add term"), add)),
    said,
  );
  // Before the click moves the selection.
  details.firstChild.addEventListener("pointerdown", fill);
  details.firstChild.addEventListener("keydown", fill);
  function fill() {
    if (details.open) return;
    const found = selected();
    source.value = found.french || source.value;
    target.value = found.english || target.value;
  }
  return details;
}
