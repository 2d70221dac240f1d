// What all parts of the editor share: the state of the page, and requests to the server.

export const view = /\/(articles|en)\/([^/]+)\/(?:index\.html)?$/.exec(location.pathname);
export const { _, hundredths, lang, ngettext } = globalThis.enregardWords;
const { token } = document.querySelector("script[data-token]").dataset;
const here = view ? { slug: decodeURIComponent(view[2]) } : {};

export const state = {
  entries: [], // the entries of this article, in order
  history: { undo: 0, redo: 0 }, // the number of corrections to undo and redo
  editor: null, // the open editor
  busy: false, // waiting for the server
};

export const own = (path) => new URL(path, import.meta.url);

export function element(name, properties = {}, ...children) {
  const { dataset, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function button(words, command, className = "") {
  const made = element("button", { type: "button", textContent: words, className });
  made.addEventListener("click", command);
  return made;
}

export const stylesheet = () => element("link", { rel: "stylesheet", href: own("edit.css") });

export async function ask(task, { body, ...query } = {}) {
  const address = own(`corrections/${task}`);
  address.search = new URLSearchParams({ ...here, ...query });
  const headers = { "X-Enregard-Token": token };
  const options = { headers };
  if (body) {
    headers["Content-Type"] = "application/json";
    Object.assign(options, { method: "POST", body: JSON.stringify({ ...here, ...body }) });
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

// ---- entries -----------------------------------------------------------------------------------------------

export const stateOf = { draft: _("machine draft"), missing: _("not translated"), reviewed: _("reviewed") };
// What is outside the text.
export const kindOf = { title: _("title"), description: _("description"), tags: _("tag"), markup: _("markup") };
export const isOpen = (entry) => entry.state !== "reviewed";
const sentences = (entries) => entries.reduce((count, entry) => count + entry.joined, 0);
export const left = () => sentences(state.entries.filter(isOpen));

export function remaining() {
  const total = sentences(state.entries);
  return left()
    ? _("{left} of {total} to review", { left: left(), total })
    : ngettext("All {count} reviewed", "All {count} reviewed", total);
}

export const isShown = (entry) => !entry.outside && entry.element;

// The drafts on the page that can be approved together: those of the article, or of a paragraph.
export const drafts = (block) =>
  state.entries.filter(
    (entry) => entry.state === "draft" && isShown(entry) && (block === undefined || entry.block === block),
  );
