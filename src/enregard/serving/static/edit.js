// Correct English sentences on the page where you read them. Part of the server, not of the site.

import { addBar, announce, confirmed, host, listOthers, openOthers, showCounts, showKeys } from "./edit-bar.js";
import { makeForm } from "./edit-form.js";
import { _, ask, drafts, isOpen, isShown, left, ngettext, own, remaining, state, view } from "./edit-page.js";

const KEEP = "enregard-focus";
const FIRST = "#enregard-first"; // leads to the first sentence to review
const passed = new Set(); // the indices of entries that people have moved on from
let current = 0; // the number of the status that this page shows since the last correction
let pending = 0; // a newer one, to load when nobody is editing

// ---- sentences -----------------------------------------------------------------------------------------------

function targetOf(entry) {
  if (entry.sentence) return document.getElementById(`en-${entry.sentence}`);
  if (entry.kind !== "title" || state.entries.filter((other) => other.kind === "title").length > 1) return null;
  const heading = document.querySelector("main h1");
  return view[1] === "en" ? heading : (heading?.querySelector(".en") ?? null);
}

function bind() {
  const outside = [];
  let first = true;
  for (const entry of state.entries) {
    entry.element = targetOf(entry);
    if (!entry.element) {
      outside.push(entry);
      continue;
    }
    const { element: span } = entry;
    span.classList.add("enregard-sentence");
    span.classList.toggle("enregard-open", isOpen(entry));
    span.tabIndex = first ? 0 : -1;
    // A description, not a name: a heading keeps its text as name.
    span.setAttribute("aria-describedby", `enregard-${entry.state}`);
    first = false;
  }
  listOthers(outside, edit);
  showCounts();
}

async function load() {
  const answer = await ask("entries");
  state.entries = answer.entries;
  state.history = answer;
  bind();
}

const entryOf = (node) => state.entries.find((entry) => !entry.outside && entry.element?.contains(node));
const facing = (entry) => (entry.sentence ? document.getElementById(`fr-${entry.sentence}`) : null);

function go(entry) {
  if (!entry) return;
  if (entry.outside) {
    openOthers();
    entry.element.querySelector("button").focus();
    return;
  }
  for (const other of state.entries.filter(isShown)) other.element.tabIndex = other === entry ? 0 : -1;
  entry.element.focus();
  entry.element.scrollIntoView({ block: "nearest" });
}

// The most doubtful entry to review that was not passed yet. Of several, the next one after `index`.
function after(index) {
  passed.add(index);
  let queue = state.entries.filter((entry) => isOpen(entry) && !passed.has(entry.index));
  if (!queue.length) {
    passed.clear();
    queue = state.entries.filter(isOpen);
    if (queue.length > 1) queue = queue.filter((entry) => entry.index !== index);
  }
  const least = Math.min(...queue.map((entry) => entry.trust));
  const first = queue.filter((entry) => entry.trust === least);
  const found = first.find((entry) => entry.index > index) ?? first[0];
  if (found) passed.add(found.index);
  return found;
}

function here() {
  const active = host.shadowRoot.activeElement ?? document.activeElement;
  const entry = state.entries.find((one) => one.element?.contains(active));
  return entry ? entry.index : -1;
}

function goNext() {
  const entry = after(here());
  if (entry) go(entry);
  else announce(_("Nothing is left to review in this article."));
}

function step(from, by) {
  const shown = state.entries.filter(isShown);
  go(shown[shown.indexOf(from) + by]);
}

function onClick(event) {
  const entry = entryOf(event.target);
  if (!entry || event.target.closest("a, button, input, textarea, enregard-editor")) return;
  if (!getSelection().isCollapsed) return; // the click ends a selection of text
  edit(entry);
}

function onKey(event) {
  const entry = state.entries.find((one) => !one.outside && one.element === event.target);
  const shifted = event.shiftKey && event.key !== "?"; // which needs Shift on most keyboards
  if (!entry || event.ctrlKey || event.metaKey || event.altKey || shifted || event.isComposing) return;
  const commands = {
    Enter: () => edit(entry),
    ArrowRight: () => step(entry, 1),
    ArrowLeft: () => step(entry, -1),
    n: goNext,
    r: () => approve(entry),
    p: () => approveParagraph(entry),
    a: approveArticle,
    j: () => join(entry),
    t: () => takeApart(entry),
    u: () => undoOrRedo("undo"),
    y: () => undoOrRedo("redo"),
    "?": showKeys,
  };
  const command = commands[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!command) return;
  event.preventDefault();
  event.stopPropagation();
  if (!state.busy) command(); // else the editor is about to open: keys typed early are not commands
}

// ---- the editor ----------------------------------------------------------------------------------------------

async function edit(entry) {
  if (state.busy) return;
  const { editor } = state;
  if (editor) {
    if (editor.entry === entry || isTyping()) return;
    close();
  }
  let details;
  state.busy = true;
  try {
    ({ entry: details } = await ask("entry", { index: entry.index }));
  } catch (error) {
    announce(error.message);
    return;
  } finally {
    state.busy = false;
  }
  const several = isShown(entry) && entry.block >= 0 && drafts(entry.block).length > 1;
  const opened = makeForm(entry, details, {
    save: (...correction) => save(entry, ...correction),
    saveNote: (...note) => saveNote(entry, ...note),
    cancel: () => {
      close();
      go(entry);
      settle();
    },
    paragraph: several ? () => approveParagraph(entry) : null,
    join: entry.joinable ? () => join(entry) : null,
    apart: entry.joined > 1 ? () => takeApart(entry) : null,
  });
  state.editor = opened;
  if (entry.outside) entry.element.append(opened.host);
  else if (entry.element.closest("h1")) entry.element.closest("h1").after(opened.host);
  else {
    entry.element.after(opened.host);
    entry.element.hidden = true;
  }
  facing(entry)?.classList.add("enregard-facing");
  opened.field.focus();
  opened.field.setSelectionRange(0, 0);
}

function close() {
  if (!state.editor) return;
  const { host: shell, entry } = state.editor;
  state.editor = null;
  shell.remove();
  if (!entry.outside) entry.element.hidden = false;
  facing(entry)?.classList.remove("enregard-facing");
}

// ---- changes ---------------------------------------------------------------------------------------------------

// Send a change, unless another is on its way. Returns the answer, if it was sent.
async function send(task, body) {
  if (state.busy) return null;
  state.busy = true;
  try {
    return await ask(task, { body });
  } finally {
    state.busy = false;
  }
}

async function save(entry, version, english, accept = [], andNext = false) {
  const answer = await send("save", { index: entry.index, version, english, accept });
  if (!answer) return;
  close();
  await refresh(answer.number);
  const { findings } = answer.entry;
  const reasons = findings.map((one) => one.reason).join("; ");
  const messages = [_("Saved as reviewed. {remaining}.", { remaining: remaining() })];
  if (findings.length) messages.push(_("Check findings: {reasons}.", { reasons }));
  announce(messages.join(" "));
  const to = andNext ? after(entry.index) : state.entries[entry.index];
  go(to);
  if (andNext && to && isOpen(to)) await edit(to);
}

async function saveNote(entry, version, note) {
  const answer = await send("annotate", { index: entry.index, version, note });
  if (!answer) return;
  close();
  await refresh(answer.number);
  announce(answer.entry.note ? _("Note saved.") : _("The sentence has no note now."));
  go(state.entries[entry.index]);
}

async function approve(entry) {
  if (state.editor || state.busy || entry.state !== "draft") {
    if (entry.state === "reviewed") announce(_("This sentence is already reviewed."));
    return;
  }
  try {
    const { entry: details } = await ask("entry", { index: entry.index });
    if (details.english !== entry.english) throw new Error(_("The sentence was changed elsewhere: reload the page."));
    await save(entry, details.version, details.english);
  } catch (error) {
    announce(error.message);
  }
}

// Return whether text is being typed, and say what to do with it.
function isTyping() {
  if (!state.editor?.isDirty()) return false;
  state.editor.field.focus();
  announce(_("Save or cancel this sentence first."));
  return true;
}

async function approveParagraph(entry) {
  if (isTyping()) return;
  const found = drafts(entry.block);
  if (!found.length) announce(_("This paragraph has no drafts."));
  else await approveAll(found, entry.index);
}

async function approveArticle() {
  if (isTyping()) return;
  const found = drafts();
  if (!found.length) {
    announce(_("This page has no drafts."));
    return;
  }
  const doubtful = found.filter((entry) => entry.findings).length;
  const others = state.entries.filter((entry) => entry.outside && isOpen(entry)).length;
  const lines = [
    _("You have read all of it."),
    ngettext("{count} draft becomes reviewed.", "{count} drafts become reviewed.", found.length),
    ...(doubtful ? [ngettext("The checks found something in {count}.", "The checks found something in {count}.", doubtful)] : []),
    ...(others ? [ngettext("{count} outside the text remains to review.", "{count} outside the text remain to review.", others)] : []),
    _("You can undo this."),
  ];
  const index = here();
  if (await confirmed(_("Approve the article"), lines, _("Approve"))) await approveAll(found, index);
}

async function approveAll(found, index) {
  try {
    const answer = await send("approve", { versions: found.map((entry) => [entry.index, entry.version]) });
    if (!answer) return;
    close();
    await refresh(answer.number);
    announce(ngettext("{count} approved. {remaining}.", "{count} approved. {remaining}.", found.length, { remaining: remaining() }));
    go(state.entries[index]);
  } catch (error) {
    announce(error.message);
  }
}

async function join(entry) {
  if (!entry.joinable) announce(_("No sentence follows in this paragraph."));
  else if (await regroup("join", entry, _("Joined with the next sentence: write the English of both."))) await edit(state.entries[entry.index]);
}

async function takeApart(entry) {
  if (entry.joined < 2) announce(_("This sentence is not joined with another."));
  else await regroup("apart", entry, _("Taken apart: check the English of each sentence."));
}

// Join sentences, or take them apart. Returns whether it was done.
async function regroup(task, entry, message) {
  if (isTyping()) return false;
  try {
    const answer = await send(task, { index: entry.index, version: entry.version });
    if (!answer) return false;
    close();
    await refresh(answer.number);
  } catch (error) {
    announce(error.message);
    return false;
  }
  announce(message);
  go(state.entries[entry.index]);
  return true;
}

async function undoOrRedo(which) {
  if (state.busy || state.editor) return;
  state.busy = true;
  try {
    const { entry: details, number } = await ask(which, { body: {} });
    if (details === null) {
      announce(which === "undo" ? _("Nothing to undo.") : _("Nothing to redo."));
      return;
    }
    await refresh(number);
    go(state.entries[details.index]);
    const words = { remaining: remaining() };
    announce(which === "undo" ? _("Undone. {remaining}.", words) : _("Redone. {remaining}.", words));
  } catch (error) {
    announce(error.message);
    await load().catch(() => {});
  } finally {
    state.busy = false;
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
  if (pending <= current || state.busy || state.editor) return;
  const index = here();
  if (index >= 0) sessionStorage.setItem(KEEP, JSON.stringify([location.pathname, index]));
  location.reload();
}

function onChange(event) {
  event.preventDefault();
  pending = event.detail;
  if (state.editor && !state.busy && pending > current)
    announce(_("The site has changed. The page will reload when you are done here."));
  settle();
}

async function start() {
  document.addEventListener("click", onClick);
  // Capture before the site's own script, which may use some of these keys too.
  document.addEventListener("keydown", onKey, true);
  for (const [name, on] of [["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => {
      const entry = entryOf(event.target);
      if (entry) facing(entry)?.classList.toggle("enregard-facing", on);
    });
  }
  document.addEventListener("enregard:changed", onChange);
  addEventListener("beforeunload", (event) => {
    if (state.editor?.isDirty()) event.preventDefault();
  });
  addBar({
    next: goNext,
    undo: () => undoOrRedo("undo"),
    redo: () => undoOrRedo("redo"),
    approveArticle,
  });
  try {
    await load();
  } catch (error) {
    announce(error.message);
    return;
  }
  const [path, index] = JSON.parse(sessionStorage.getItem(KEEP) ?? "[]");
  sessionStorage.removeItem(KEEP);
  if (path === location.pathname) go(state.entries[index]);
  else if (location.hash === FIRST) go(state.entries.find(isOpen));
}

if (view) start();
else addBar();
