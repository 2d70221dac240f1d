// Correct English sentences on the page where you read them. Part of the server, not of the site.
(() => {
  "use strict";
  const script = document.currentScript;
  const { _, lang, ngettext } = globalThis.enregardWords;
  const { token } = script.dataset;
  const view = /\/(articles|en)\/([^/]+)\/(?:index\.html)?$/.exec(location.pathname);
  if (!view) return;
  const slug = decodeURIComponent(view[2]);
  const own = (path) => new URL(path, script.src);
  const KEEP = "enregard-focus";

  let entries = []; // the entries of this article, in order
  let history = { undo: 0, redo: 0 }; // the number of corrections to undo and redo
  let editor = null; // the open editor
  let busy = false; // waiting for the server
  let current = 0; // the number of the status that this page shows since the last correction
  let pending = 0; // a newer one, to load when nobody is editing
  const passed = new Set(); // the indices of entries that people have moved on from

  const element = (name, properties = {}, ...children) => {
    const { dataset, ...rest } = properties;
    const made = Object.assign(document.createElement(name), rest);
    Object.assign(made.dataset, dataset);
    made.append(...children.filter((child) => child !== null));
    return made;
  };

  async function ask(task, { body, ...query } = {}) {
    const address = own(`corrections/${task}`);
    address.search = new URLSearchParams({ slug, ...query });
    const headers = { "X-Enregard-Token": token };
    const options = { headers };
    if (body) {
      headers["Content-Type"] = "application/json";
      Object.assign(options, { method: "POST", body: JSON.stringify({ slug, ...body }) });
    }
    let answer;
    try {
      answer = await fetch(address, options);
    } catch {
      throw new Error(_("The server does not answer: is it still running? Your text is still here."));
    }
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    let message = text;
    try {
      message = JSON.parse(text).error;
    } catch {
      // A message in plain text.
    }
    throw new Error(message.trim());
  }

  // ---- the bar at the foot of the window -------------------------------------------------------------------

  const host = element("enregard-bar", { lang });
  const bar = host.attachShadow({ mode: "open" });
  const count = element("span", { className: "count" });
  const status = element("p", { className: "status" });
  status.setAttribute("role", "status");
  const next = element("button", { type: "button", textContent: _("Next to review") });
  const undo = element("button", { type: "button", textContent: _("Undo") });
  const redo = element("button", { type: "button", textContent: _("Redo") });
  const replace = element("a", { href: own("replace"), textContent: _("Search and replace") });
  const others = element("details", { hidden: true }, element("summary"), element("ul"));
  const keys = element(
    "details",
    {},
    element("summary", { textContent: _("Keys") }),
    element(
      "dl",
      {},
      ...[
        [_("On a sentence"), ""],
        [_("Enter"), _("edit")],
        ["R", _("approve the draft")],
        ["→ ←", _("next, previous sentence")],
        ["N", _("next to review, most doubtful first")],
        ["U", _("undo")],
        ["Y", _("redo")],
        [_("In the editor"), ""],
        [_("Ctrl or ⌘ + Enter"), _("save; add Shift to open the next to review")],
        [_("Escape"), _("cancel")],
      ].map(([key, what]) => element("div", {}, element("dt", { textContent: key }), element("dd", { textContent: what }))),
    ),
  );
  const box = element("section", { className: "bar" }, count, next, undo, redo, replace, others, keys, status);
  box.setAttribute("aria-label", _("Corrections"));
  bar.append(element("link", { rel: "stylesheet", href: own("edit.css") }), box);
  next.addEventListener("click", () => goNext());
  undo.addEventListener("click", () => undoOrRedo("undo"));
  redo.addEventListener("click", () => undoOrRedo("redo"));

  function announce(message) {
    status.textContent = "";
    requestAnimationFrame(() => {
      status.textContent = message;
    });
  }

  const open = (entry) => entry.state !== "reviewed";
  const left = () => entries.filter(open).length;
  const remaining = () =>
    left()
      ? _("{left} of {total} to review", { left: left(), total: entries.length })
      : ngettext("All {count} reviewed", "All {count} reviewed", entries.length);

  // ---- sentences ---------------------------------------------------------------------------------------------

  const stateOf = { draft: _("machine draft"), missing: _("not translated"), reviewed: _("reviewed") };

  function targetOf(entry) {
    if (entry.sentence) return document.getElementById(`en-${entry.sentence}`);
    if (entry.kind !== "title" || entries.filter((other) => other.kind === "title").length > 1) return null;
    const heading = document.querySelector("main h1");
    return view[1] === "en" ? heading : (heading?.querySelector(".en") ?? null);
  }

  function bind() {
    const outside = [];
    let first = true;
    for (const entry of entries) {
      entry.element = targetOf(entry);
      if (!entry.element) {
        outside.push(entry);
        continue;
      }
      const { element: span } = entry;
      span.classList.add("enregard-sentence");
      span.classList.toggle("enregard-open", open(entry));
      span.tabIndex = first ? 0 : -1;
      // A description, not a name: a heading keeps its text as name.
      span.setAttribute("aria-describedby", `enregard-${entry.state}`);
      first = false;
    }
    const [summary, list] = others.children;
    others.hidden = !outside.length;
    const shown = { left: outside.filter(open).length, total: outside.length };
    summary.textContent = _("Outside the text ({left} of {total} to review)", shown);
    list.replaceChildren(
      ...outside.map((entry) => {
        const button = element("button", { type: "button", className: open(entry) ? "open" : "" });
        button.append(
          element("span", { className: "kind", textContent: _("{kind}, {state}: ", { kind: entry.kind, state: stateOf[entry.state] }) }),
          element("span", { lang: "fr", textContent: entry.french }),
          " → ",
          element("span", { textContent: entry.english || "…" }),
        );
        button.addEventListener("click", () => edit(entry));
        entry.element = element("li", {}, button);
        entry.outside = true;
        return entry.element;
      }),
    );
    count.textContent = remaining();
    next.disabled = !left();
    for (const [button, name, left] of [[undo, _("Undo"), history.undo], [redo, _("Redo"), history.redo]]) {
      button.disabled = !left;
      button.textContent = left ? `${name} (${left})` : name;
    }
  }

  async function load() {
    const answer = await ask("entries");
    entries = answer.entries;
    history = answer;
    bind();
  }

  const entryOf = (node) => entries.find((entry) => !entry.outside && entry.element?.contains(node));
  const facing = (entry) => (entry.sentence ? document.getElementById(`fr-${entry.sentence}`) : null);

  function go(entry) {
    if (!entry) return;
    if (entry.outside) {
      others.open = true;
      entry.element.querySelector("button").focus();
      return;
    }
    for (const other of entries) if (!other.outside && other.element) other.element.tabIndex = other === entry ? 0 : -1;
    entry.element.focus();
    entry.element.scrollIntoView({ block: "nearest" });
  }

  // The most doubtful entry to review that was not passed yet. Of several, the next one after `index`.
  function after(index) {
    passed.add(index);
    let queue = entries.filter((entry) => open(entry) && !passed.has(entry.index));
    if (!queue.length) {
      passed.clear();
      queue = entries.filter((entry) => open(entry) && (entry.index !== index || left() === 1));
    }
    const least = Math.min(...queue.map((entry) => entry.trust));
    const first = queue.filter((entry) => entry.trust === least);
    const found = first.find((entry) => entry.index > index) ?? first[0];
    if (found) passed.add(found.index);
    return found;
  }

  function here() {
    const active = host.shadowRoot.activeElement ?? document.activeElement;
    const entry = entries.find((one) => one.element?.contains(active));
    return entry ? entry.index : -1;
  }

  function goNext() {
    const entry = after(here());
    if (entry) go(entry);
    else announce(_("Nothing is left to review in this article."));
  }

  function step(from, by) {
    const shown = entries.filter((entry) => !entry.outside && entry.element);
    go(shown[shown.indexOf(from) + by]);
  }

  document.addEventListener("click", (event) => {
    const entry = entryOf(event.target);
    if (!entry || event.target.closest("a, button, input, textarea, enregard-editor")) return;
    if (!getSelection().isCollapsed) return; // the click ends a selection of text
    edit(entry);
  });

  // Capture before the site's own script, which may use some of these keys too.
  document.addEventListener("keydown", onKey, true);

  function onKey(event) {
    const entry = entries.find((one) => !one.outside && one.element === event.target);
    if (!entry || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const commands = {
      Enter: () => edit(entry),
      ArrowRight: () => step(entry, 1),
      ArrowLeft: () => step(entry, -1),
      n: goNext,
      r: () => approve(entry),
      u: () => undoOrRedo("undo"),
      y: () => undoOrRedo("redo"),
    };
    const command = commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    if (!busy) command(); // else the editor is about to open: keys typed early are not commands
  }

  for (const [name, on] of [["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => {
      const entry = entryOf(event.target);
      if (entry) facing(entry)?.classList.toggle("enregard-facing", on);
    });
  }

  // ---- the editor ----------------------------------------------------------------------------------------------

  async function edit(entry) {
    if (busy) return;
    if (editor) {
      if (editor.entry === entry) return;
      if (editor.dirty()) {
        editor.field.focus();
        announce(_("Save or cancel this sentence first."));
        return;
      }
      close();
    }
    let details;
    busy = true;
    try {
      ({ entry: details } = await ask("entry", { index: entry.index }));
    } catch (error) {
      announce(error.message);
      return;
    } finally {
      busy = false;
    }
    editor = makeEditor(entry, details);
    if (entry.outside) entry.element.append(editor.host);
    else if (entry.element.closest("h1")) entry.element.closest("h1").after(editor.host);
    else {
      entry.element.after(editor.host);
      entry.element.hidden = true;
    }
    facing(entry)?.classList.add("enregard-facing");
    editor.field.focus();
    editor.field.setSelectionRange(0, 0);
  }

  function makeEditor(entry, details) {
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
        element("strong", { textContent: finding.kind }),
        _(": {reason}", finding),
        " ",
        element("label", { className: "accept" }, checkboxes[number], " ", _("not an error")),
      ),
    );
    const part = (title, ...content) =>
      content.length ? element("div", { className: "part" }, element("h2", { textContent: title }), ...content) : null;
    const button = (words, command, className = "") => {
      const made = element("button", { type: "button", textContent: words, className });
      made.addEventListener("click", command);
      return made;
    };
    const note = element("textarea", { id: "note", lang: "en", spellcheck: true, rows: 2, value: details.note });
    const noted = () => note.value.trim() !== details.note;
    const noteButton = button(_("Save note only"), () => run(() => saveNote(entry, details.version, note.value)));
    const hasNote = entry.kind !== "tags" && entry.kind !== "markup"; // the others are not on pages as sentences
    const approveButton = button(_("Approve draft"), () => save(details.english));
    approveButton.hidden = details.state !== "draft";
    const saveButton = button(_("Save as reviewed"), () => save(field.value), "first");
    const facts = [details.engine ? _("{state} by {engine}", { state: stateOf[details.state], ...details }) : stateOf[details.state]];
    if (details.certainty !== null) facts.push(_("certainty {number}", { number: details.certainty.toFixed(2) }));
    const state = facts.join(", ");
    const form = element(
      "section",
      { className: "editor" },
      part(_("French"), element("p", { lang: "fr", className: "french", textContent: details.french })),
      element("label", { htmlFor: "english", textContent: _("English") }),
      element("span", { className: "state", textContent: ` (${state})` }),
      field,
      failed,
      part(
        _("Keep each of these exactly once, around the matching words"),
        ...(details.placeholders.length
          ? [
              element(
                "ul",
                {},
                ...details.placeholders.map(([placeholder, meaning]) =>
                  element("li", {}, element("code", { textContent: placeholder }), ` ${meaning}`),
                ),
              ),
            ]
          : []),
      ),
      part(_("What the checks found"), ...(findings.length ? [element("ul", {}, ...findings)] : [])),
      part(_("Translation before the French changed"), ...(details.former ? [element("p", { textContent: details.former })] : [])),
      hasNote ? element("label", { htmlFor: "note", textContent: _("Editor’s note for readers") }) : null,
      hasNote ? note : null,
      element("div", { className: "buttons" }, saveButton, approveButton, hasNote ? noteButton : null, button(_("Cancel"), cancel)),
    );
    form.setAttribute("aria-label", entry.kind === "text" ? _("Correct sentence {sentence}", entry) : _("Correct {kind}", entry));
    field.setAttribute("aria-describedby", "failed");
    const style = element("link", { rel: "stylesheet", href: own("edit.css") });
    style.addEventListener("load", () => shell.scrollIntoView({ block: "nearest" }));
    root.append(style, form);
    const dirty = () => field.value !== details.english || noted() || checkboxes.some((checkbox) => checkbox.checked);
    field.addEventListener("input", () => {
      approveButton.hidden = details.state !== "draft" || field.value !== details.english;
      noteButton.hidden = field.value !== details.english; // it would lose the other changes
    });
    form.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.preventDefault();
        cancel();
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save(field.value, event.shiftKey);
      } else if (event.key === "Enter" && (event.target === field || event.target === note)) {
        event.preventDefault(); // sentences and notes have no line breaks
      }
      event.stopPropagation();
    });

    async function save(english, andNext = false) {
      const accept = checkboxes.filter((checkbox) => checkbox.checked).map((checkbox) => checkbox.value);
      await run(async () => {
        if (noted()) {
          const { entry: now } = await ask("annotate", { body: { index: entry.index, version: details.version, note: note.value } });
          Object.assign(details, { version: now.version, note: now.note });
        }
        await send(entry, details.version, english, accept, andNext);
      });
    }

    async function run(work) {
      failed.hidden = true;
      saveButton.disabled = approveButton.disabled = noteButton.disabled = true;
      try {
        await work();
      } catch (error) {
        failed.textContent = error.message;
        failed.hidden = false;
        field.setAttribute("aria-invalid", "true");
        field.focus();
      } finally {
        saveButton.disabled = approveButton.disabled = noteButton.disabled = false;
      }
    }

    function cancel() {
      close();
      go(entry);
      settle();
    }
    return { host: shell, entry, field, dirty };
  }

  function close() {
    if (!editor) return;
    const { host: shell, entry } = editor;
    editor = null;
    shell.remove();
    if (!entry.outside) entry.element.hidden = false;
    facing(entry)?.classList.remove("enregard-facing");
  }

  // ---- changes ---------------------------------------------------------------------------------------------------

  async function send(entry, version, english, accept = [], andNext = false) {
    if (busy) return;
    busy = true;
    let answer;
    try {
      answer = await ask("save", { body: { index: entry.index, version, english, accept } });
    } finally {
      busy = false;
    }
    close();
    await refresh(answer.number);
    const found = answer.entry.findings.length;
    const reasons = answer.entry.findings.map((one) => one.reason).join("; ");
    const messages = [_("Saved as reviewed. {remaining}.", { remaining: remaining() })];
    if (found) messages.push(_("Check findings: {reasons}.", { reasons }));
    announce(messages.join(" "));
    const to = andNext ? after(entry.index) : entries[entry.index];
    go(to);
    if (andNext && to && open(to)) await edit(to);
  }

  async function saveNote(entry, version, note) {
    if (busy) return;
    busy = true;
    let answer;
    try {
      answer = await ask("annotate", { body: { index: entry.index, version, note } });
    } finally {
      busy = false;
    }
    close();
    await refresh(answer.number);
    announce(answer.entry.note ? _("Note saved.") : _("The sentence has no note now."));
    go(entries[entry.index]);
  }

  async function approve(entry) {
    if (editor || busy || entry.state !== "draft") {
      if (entry.state === "reviewed") announce(_("This sentence is already reviewed."));
      return;
    }
    try {
      const { entry: details } = await ask("entry", { index: entry.index });
      if (details.english !== entry.english) throw new Error(_("The sentence was changed elsewhere: reload the page."));
      await send(entry, details.version, details.english);
    } catch (error) {
      announce(error.message);
    }
  }

  async function undoOrRedo(which) {
    if (busy || editor) return;
    busy = true;
    try {
      const { entry: details, number } = await ask(which, { body: {} });
      if (details === null) {
        announce(which === "undo" ? _("Nothing to undo.") : _("Nothing to redo."));
        return;
      }
      await refresh(number);
      go(entries[details.index]);
      const left = { remaining: remaining() };
      announce(which === "undo" ? _("Undone. {remaining}.", left) : _("Redone. {remaining}.", left));
    } catch (error) {
      announce(error.message);
      await load().catch(() => {});
    } finally {
      busy = false;
      settle();
    }
  }

  // Replace the content of the page by the current version, and keep everything else.
  async function refresh(number) {
    current = number; // before any await: the event for it may arrive at any time
    const answer = await fetch(own(`page${location.pathname}`)).catch(() => null);
    const fresh = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const [before, now] = [document.querySelector("main"), fresh?.querySelector("main")];
    if (!before || !now) {
      location.reload();
      return;
    }
    const { scrollX, scrollY } = window;
    // The site's own tools stay.
    for (const place of [".columns > .fr", ".columns > .en", ".head", "article"]) {
      now.querySelector(place)?.append(...(before.querySelector(place)?.querySelectorAll(":scope > :is(.tool, .menu)") ?? []));
    }
    before.replaceWith(document.adoptNode(now));
    for (const cover of now.querySelectorAll(".cover[aria-pressed=true]")) {
      cover.click(); // uncovers what was replaced
      cover.click();
    }
    document.title = fresh.title;
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    await load();
    settle();
  }

  // Reload the page if something else changed the site, once nobody is editing.
  function settle() {
    if (pending <= current || busy || editor) return;
    reload();
  }

  function reload() {
    const index = here();
    if (index >= 0) sessionStorage.setItem(KEEP, JSON.stringify([location.pathname, index]));
    location.reload();
  }

  document.addEventListener("enregard:changed", (event) => {
    event.preventDefault();
    pending = event.detail;
    if (editor && !busy && pending > current) announce(_("The site has changed. The page will reload when you are done here."));
    settle();
  });

  addEventListener("beforeunload", (event) => {
    if (editor?.dirty()) event.preventDefault();
  });

  for (const [state, words] of Object.entries(stateOf)) {
    const id = `enregard-${state}`;
    host.append(element("span", { id, hidden: true, textContent: _("{state}; press Enter to edit", { state: words }) }));
  }
  document.body.append(host);
  load().then(
    () => {
      const [path, index] = JSON.parse(sessionStorage.getItem(KEEP) ?? "[]");
      sessionStorage.removeItem(KEEP);
      if (path === location.pathname) go(entries[index]);
    },
    (error) => announce(error.message),
  );
})();
