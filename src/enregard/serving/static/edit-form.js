// The editor of a sentence.

import { glossaryPart, modelPart, similarPart, termsPart } from "./edit-help.js";
import { _, ask, button, element, hundredths, kindOf, lang, stateOf, stylesheet } from "./edit-page.js";

const part = (title, ...content) =>
  content.length ? element("div", { className: "part" }, element("h2", { textContent: title }), ...content) : null;
const items = (list) => (list.length ? [element("ul", {}, ...list)] : []);

// Make the editor of `entry`. `commands.save` sends a correction and throws if it is refused, `commands.cancel`
// closes the editor, and `commands.saveNote` sends a note. If they are possible, `commands.paragraph` approves the drafts of
// the paragraph, `commands.join` joins the sentence with the next one, and `commands.apart` takes joined sentences apart.
export function makeForm(entry, details, commands) {
  const shell = element("enregard-editor", { lang });
  const root = shell.attachShadow({ mode: "open" });
  const field = element("textarea", { id: "english", lang: "en", spellcheck: true, value: details.english });
  field.rows = Math.min(12, 1 + Math.ceil(details.english.length / 45));
  const failed = element("p", { id: "failed", className: "failed", hidden: true });
  failed.setAttribute("role", "alert");
  const checkboxes = details.findings.map((finding) => element("input", { type: "checkbox", value: finding.kind }));
  const findings = details.findings.map((finding, number) =>
    element(
      "li",
      {},
      element("strong", { textContent: finding.title }),
      _(": {reason}", finding),
      " ",
      element("label", { className: "accept" }, checkboxes[number], " ", _("not an error")),
    ),
  );
  const placeholders = details.placeholders.map(([placeholder, meaning]) =>
    element("li", {}, element("code", { textContent: placeholder }), ` ${meaning}`),
  );
  const note = element("textarea", { id: "note", lang: "en", spellcheck: true, rows: 2, value: details.note });
  const isNoted = () => note.value.trim() !== details.note;
  const hasNote = entry.kind !== "tags" && entry.kind !== "markup"; // the others are not on pages as sentences
  const noteButton = button(_("Save note only"), () => run(() => commands.saveNote(details.version, note.value)));
  const approveButton = button(_("Approve draft"), () => save(details.english));
  const saveButton = button(_("Save as reviewed"), () => save(field.value), "first");
  const paragraphButton = commands.paragraph ? button(_("Approve paragraph"), commands.paragraph) : null;
  const joinButton = commands.join ? button(_("Join with the next sentence"), commands.join) : null;
  const apartButton = commands.apart ? button(_("Take the sentences apart"), commands.apart) : null;
  const stated = stateOf[details.state];
  const byEngine = details.engine && details.state === "draft";
  const facts = [byEngine ? _("{state} by {engine}", { ...details, state: stated }) : stated];
  if (details.certainty !== null) facts.push(_("certainty {number}", { number: hundredths(details.certainty) }));
  const french = element("p", { lang: "fr", className: "french", textContent: details.french });
  const model = modelPart(entry.index, field, replace);
  const form = element(
    "section",
    { className: "editor" },
    part(_("French"), french),
    element("label", { htmlFor: "english", textContent: _("English") }),
    element("span", { className: "state", textContent: ` (${facts.join(", ")})` }),
    field,
    failed,
    part(_("Keep each of these exactly once, around the matching words"), ...items(placeholders)),
    part(_("What the checks found"), ...items(findings)),
    part(
      _("Translation before the French changed"),
      ...(details.former ? [element("p", { textContent: details.former })] : []),
    ),
    hasNote ? element("label", { htmlFor: "note", textContent: _("Editor’s note for readers") }) : null,
    hasNote ? note : null,
    element(
      "div",
      { className: "buttons" },
      saveButton,
      approveButton,
      paragraphButton,
      hasNote ? noteButton : null,
      joinButton,
      apartButton,
      button(_("Cancel"), commands.cancel),
    ),
    termsPart(details.terms, insert),
    similarPart(entry.index, replace),
    model.part,
    glossaryPart(selected),
  );
  const label = entry.kind === "text" ? _("Correct sentence {sentence}", entry) : _("Correct {kind}", { kind: kindOf[entry.kind] ?? entry.kind });
  form.setAttribute("aria-label", label);
  field.setAttribute("aria-describedby", "failed");
  const style = stylesheet();
  style.addEventListener("load", () => shell.scrollIntoView({ block: "nearest" }));
  root.append(style, form);

  const isDirty = () => field.value !== details.english || isNoted() || checkboxes.some((one) => one.checked);
  const showButtons = () => {
    const changed = field.value !== details.english;
    approveButton.hidden = details.state !== "draft" || changed;
    for (const one of [paragraphButton, joinButton, apartButton]) if (one) one.hidden = changed || isNoted();
    noteButton.hidden = changed; // it would lose the other changes
  };
  showButtons();
  field.addEventListener("input", showButtons);
  note.addEventListener("input", showButtons);
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      commands.cancel();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save(field.value, event.shiftKey);
    } else if (event.key === "Enter" && (event.target === field || event.target === note)) {
      event.preventDefault(); // sentences and notes have no line breaks
    }
    if (event.altKey && event.target === field && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      model.step(event.key === "ArrowDown" ? 1 : -1);
    }
    event.stopPropagation();
  });

  // Replace the text, or put words where the cursor is, to be edited further.
  function replace(english) {
    field.value = english;
    showButtons();
    field.focus();
  }

  function insert(words) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    showButtons();
    field.focus();
  }

  // The selected words: French in the editor or on the page, English in the field.
  function selected() {
    const inside = root.getSelection ? root.getSelection() : getSelection(); // not in every browser
    const chosen = [inside, getSelection()].find((one) => one && !one.isCollapsed && isFrench(one.anchorNode));
    const english = field.value.slice(field.selectionStart, field.selectionEnd);
    return { french: chosen ? chosen.toString().trim() : "", english: english.trim() };
  }

  function isFrench(node) {
    const near = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return near?.closest?.("[lang]")?.lang.startsWith("fr");
  }

  async function save(english, andNext = false) {
    const accept = checkboxes.filter((checkbox) => checkbox.checked).map((checkbox) => checkbox.value);
    await run(async () => {
      if (isNoted()) {
        const body = { index: entry.index, version: details.version, note: note.value };
        const { entry: now } = await ask("annotate", { body });
        Object.assign(details, { version: now.version, note: now.note });
      }
      await commands.save(details.version, english, accept, andNext);
    });
  }

  async function run(work) {
    const buttons = [saveButton, approveButton, noteButton];
    failed.hidden = true;
    for (const one of buttons) one.disabled = true;
    try {
      await work();
    } catch (error) {
      failed.textContent = error.message;
      failed.hidden = false;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    } finally {
      for (const one of buttons) one.disabled = false;
    }
  }
  return { host: shell, entry, field, isDirty };
}
