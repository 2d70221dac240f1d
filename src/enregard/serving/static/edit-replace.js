// Search and replace in the English of all articles. Part of the server, not of the site.
import { _, ask, element, ngettext } from "./edit-page.js";

const byId = (id) => document.getElementById(id);
const [search, replacement, matches, problems, status] = ["search", "replacement", "matches", "problems", "status"].map(byId);
let found = null; // the answer to the last search
let busy = false;
const MOST_COMPARED = 40_000; // pairs of words

// Run one request at a time, and say how it ended.
async function run(doing, work) {
  if (busy) return;
  busy = true;
  status.textContent = doing;
  problems.replaceChildren();
  try {
    status.textContent = await work();
  } catch (error) {
    status.textContent = error.message;
  } finally {
    busy = false;
  }
}

function showProblems(list) {
  problems.replaceChildren(...list.map((what) => element("li", { textContent: what })));
}

// The pieces of two texts, those that differ marked: words, unless there are too many to compare.
function difference(before, after) {
  const [one, other] = [before, after].map((text) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []);
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one, other].map((pieces) => pieces.slice(start, pieces.length - end));
  const common = left.length * right.length <= MOST_COMPARED ? commonPieces(left, right) : [[], []];
  const shown = (name, pieces, same) => {
    const made = element(name);
    for (const [at, piece] of pieces.entries()) {
      const differs = at >= start && at < pieces.length - end && !same.has(at - start);
      if (!differs) made.append(piece);
      else if (made.lastChild?.localName === "mark") made.lastChild.append(piece);
      else made.append(element("mark", {}, piece));
    }
    return element("p", {}, made);
  };
  return [shown("del", one, new Set(common[0])), shown("ins", other, new Set(common[1]))];
}

// The places of the longest common sequence of pieces in both texts.
function commonPieces(left, right) {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      lengths[i][j] = left[i] === right[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const places = [[], []];
  for (let i = 0, j = 0; i < left.length && j < right.length; )
    if (left[i] === right[j]) {
      places[0].push(i++);
      places[1].push(j++);
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  return places;
}

function item(match, number) {
  const place = `${match.label}:${match.line}, ${match.reviewed ? _("reviewed") : _("draft")}`;
  const link = element("a", { href: `/articles/${encodeURIComponent(match.slug)}/`, textContent: place });
  const french = element("p", { lang: "fr", className: "french", textContent: match.french });
  if (match.refused) {
    const why = element("p", { className: "refused", textContent: _("Not replaced: {reason}", { reason: match.refused }) });
    return element("li", {}, element("p", {}, link), french, element("p", { textContent: match.before }), why);
  }
  const checkbox = element("input", { type: "checkbox", checked: true, value: String(number) });
  const label = element("label", {}, checkbox, " ", _("Replace"));
  return element("li", {}, element("p", {}, link, " ", label), french, ...difference(match.before, match.after));
}

search.addEventListener("submit", (event) => {
  event.preventDefault();
  run(_("Searching…"), async () => {
    replacement.hidden = true;
    const { old, new: by, word, ignore_case, regex } = search.elements;
    const body = {
      old: old.value,
      new: by.value,
      word: word.checked,
      ignore_case: ignore_case.checked,
      regex: regex.checked,
    };
    found = await ask("find", { body });
    matches.replaceChildren(...found.matches.map(item));
    showProblems(found.problems);
    replacement.hidden = !found.sentences;
    byId("replace").textContent = _("Replace {totals}", found);
    if (!found.sentences) return _("Nothing to replace.");
    const shown = found.matches.filter((match) => !match.refused).length;
    const all = _("To replace: {totals}.", found);
    if (shown === found.sentences) return all;
    const more = ngettext("Only the first sentence is shown.", "Only the first {count} sentences are shown.", shown);
    return `${all} ${more}`;
  });
});

// A changed search no longer matches the preview.
search.addEventListener("input", () => {
  replacement.hidden = true;
});

replacement.addEventListener("submit", (event) => {
  event.preventDefault();
  run(_("Replacing…"), async () => {
    const left = [...matches.querySelectorAll("input:not(:checked)")].map((box) => found.matches[Number(box.value)]);
    replacement.hidden = true;
    const body = { id: found.id, without: left.map((match) => [match.path, match.line]) };
    const written = await ask("replace", { body });
    showProblems(written.problems);
    return written.sentences ? _("Replaced: {totals}.", written) : _("Nothing was replaced.");
  });
});

byId("undo").addEventListener("click", () =>
  run(_("Undoing…"), async () => {
    replacement.hidden = true;
    const undone = await ask("undo-replacement", { body: {} });
    showProblems(undone.problems);
    return _("Undone: {totals}.", undone);
  }),
);

document.addEventListener("enregard:changed", (event) => event.preventDefault()); // do not reload this page
