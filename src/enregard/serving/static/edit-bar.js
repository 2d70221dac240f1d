// The bar at the foot of the window, and its dialogs.

import { _, button, element, isOpen, kindOf, lang, left, own, remaining, state, stateOf, stylesheet } from "./edit-page.js";

export const host = element("enregard-bar", { lang });
const root = host.attachShadow({ mode: "open" });
const count = element("span", { className: "count" });
const status = element("p", { className: "status" });
status.setAttribute("role", "status");
const next = element("button", { type: "button", textContent: _("Next to review") });
const undo = element("button", { type: "button", textContent: _("Undo") });
const redo = element("button", { type: "button", textContent: _("Redo") });
const whole = element("button", { type: "button", textContent: _("Approve article…") });
const others = element("details", { hidden: true }, element("summary"), element("ul"));
const progress = element("a", { href: own("progress"), textContent: _("Progress") });
const replace = element("a", { href: own("replace"), textContent: _("Search and replace") });

const KEYS = {
  [_("On a sentence")]: [
    [_("Enter"), _("edit")],
    ["R", _("approve the draft")],
    ["P", _("approve the drafts of the paragraph")],
    ["A", _("approve the drafts of the article, after you confirm")],
    ["J", _("join with the next sentence, for one English text")],
    ["T", _("take joined sentences apart")],
    ["→ ←", _("next, previous sentence")],
    ["N", _("next to review, most doubtful first")],
    ["U", _("undo")],
    ["Y", _("redo")],
    ["?", _("show these keys")],
  ],
  [_("In the editor")]: [
    [_("Ctrl or ⌘ + Enter"), _("save; add Shift to open the next to review")],
    ["Alt + ↓ ↑", _("next, previous answer of the model")],
    [_("Escape"), _("cancel")],
  ],
};

// Add the bar to the page. `commands` run when its buttons are pressed.
export function addBar(commands) {
  const box = element("section", { className: "bar" });
  box.setAttribute("aria-label", _("Corrections"));
  if (commands) {
    next.addEventListener("click", commands.next);
    undo.addEventListener("click", commands.undo);
    redo.addEventListener("click", commands.redo);
    whole.addEventListener("click", commands.approveArticle);
    const tools = [count, next, undo, redo, whole, progress, replace, button(_("Keys"), showKeys)];
    box.append(element("div", { className: "tools" }, ...tools), others, status);
  } else box.append(element("div", { className: "tools" }, progress, replace));
  root.append(stylesheet(), box);
  // The page keeps room for the bar, so that it hides no sentence.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--enregard-bar", `${box.offsetHeight}px`);
  }).observe(box);
  for (const [name, words] of Object.entries(stateOf)) {
    host.append(element("span", { id: `enregard-${name}`, hidden: true, textContent: _("{state}; press Enter to edit", { state: words }) }));
  }
  document.body.append(host);
}

export function announce(message) {
  status.textContent = "";
  requestAnimationFrame(() => {
    status.textContent = message;
  });
}

export function showCounts() {
  count.textContent = remaining();
  next.disabled = !left();
  whole.disabled = !state.entries.some((entry) => entry.state === "draft");
  for (const [made, name, steps] of [
    [undo, _("Undo"), state.history.undo],
    [redo, _("Redo"), state.history.redo],
  ]) {
    made.disabled = !steps;
    made.textContent = steps ? `${name} (${steps})` : name;
  }
}

// List the entries that are not on the page.
export function listOthers(entries, edit) {
  const [summary, list] = others.children;
  others.hidden = !entries.length;
  const numbers = { left: entries.filter(isOpen).length, total: entries.length };
  summary.textContent = _("Outside the text ({left} of {total} to review)", numbers);
  list.replaceChildren(
    ...entries.map((entry) => {
      const made = button("", () => edit(entry), isOpen(entry) ? "open" : "");
      made.append(
        element("span", {
          className: "kind",
          textContent: _("{kind}, {state}: ", { kind: kindOf[entry.kind] ?? entry.kind, state: stateOf[entry.state] }),
        }),
        element("span", { lang: "fr", textContent: entry.french }),
        " → ",
        element("span", { textContent: entry.english || "…" }),
      );
      entry.element = element("li", {}, made);
      entry.outside = true;
      return entry.element;
    }),
  );
}

export function openOthers() {
  others.open = true;
}

export function showKeys() {
  const lists = Object.entries(KEYS).flatMap(([title, rows]) => [
    element("h3", { textContent: title }),
    element(
      "dl",
      {},
      ...rows.map(([key, what]) =>
        element("div", {}, element("dt", { textContent: key }), element("dd", { textContent: what })),
      ),
    ),
  ]);
  return show(_("Keys"), lists, []);
}

// Ask a question; the answer is true if the person presses the button with the words `yes`.
export const confirmed = (title, lines, yes) =>
  show(title, lines.map((textContent) => element("p", { textContent })), [yes]);

// Show a dialog, and wait until it is closed.
function show(title, content, choices) {
  const heading = element("h2", { id: "title", textContent: title });
  const close = button(choices.length ? _("Cancel") : _("Close"), () => dialog.close());
  const buttons = choices.map((words) => button(words, () => dialog.close("yes"), "first"));
  const dialog = element("dialog", {}, heading, ...content, element("div", { className: "buttons" }, ...buttons, close));
  dialog.setAttribute("aria-labelledby", "title");
  close.autofocus = true;
  root.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
