// Light a word and its counterparts: under the pointer, where a finger taps, or word by word with the arrow keys.
const linked = () => document.querySelector("main article")?.dataset.words?.split(",") ?? [];
const glow = globalThis.Highlight && CSS.highlights ? new Highlight() : null;
// The sentence that is read word by word, and the number of the word in it.
let current = null;

// The links of a sentence, each as the number of the word here and that of its counterpart.
const linksOf = (sentence) => {
  const digits = (linked()[numberOf(sentence) - 1] ?? "").match(/[A-Z]?[0-9a-z]/g) ?? [];
  // A is 1 before another digit.
  const numbers = digits.map((number) => parseInt(number, 36) - (number[1] ? 324 : 0));
  const at = langOf(sentence) === "fr" ? 0 : 1;
  return numbers.flatMap((_, index) => (index % 2 ? [] : [[numbers[index + at], numbers[index + 1 - at]]]));
};

// The words of a sentence as ranges: runs of letters and digits, which may begin in one element and end in another.
const rangesOf = (sentence) => {
  // Where each piece of text begins, and the node.
  const parts = [];
  let text = "";
  const nodes = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    if (node.nodeType === Node.TEXT_NODE) {
      parts.push([text.length, node]);
      text += node.parentElement.closest("[role=doc-noteref]") ? " ".repeat(node.length) : node.data;
    } else if (node.matches("br, img")) text += " ";
  }
  const place = (at) => {
    const [start, node] = parts.findLast(([start]) => start <= at);
    return [node, at - start];
  };
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((found) => {
    const range = new Range();
    range.setStart(...place(found.index));
    const [node, last] = place(found.index + found[0].length - 1);
    range.setEnd(node, last + 1);
    return range;
  });
};

// Light a word of a sentence with its counterparts, and return these, or nothing if it has none.
const lightWord = (sentence, number) => {
  glow.clear();
  const links = linksOf(sentence);
  const partner = partnerOf(sentence);
  const theirs = new Set(links.filter(([here]) => here === number).map(([, there]) => there));
  if (!theirs.size || !partner || isCovered(sentence) || isCovered(partner)) return null;
  const ours = new Set(links.filter(([, there]) => theirs.has(there)).map(([here]) => here));
  const [here, there] = [[sentence, ours], [partner, theirs]].map(([one, numbers]) => rangesOf(one).filter((_, at) => numbers.has(at)));
  for (const range of [...here, ...there]) glow.add(range);
  return { here, there, first: Math.min(...theirs) };
};

const point = ({ target, clientX, clientY }) => {
  const sentence = target.closest?.(".s");
  const covers = ({ left, right, top, bottom }) => left <= clientX && clientX < right && top <= clientY && clientY < bottom;
  const at = sentence ? rangesOf(sentence).findIndex((range) => [...range.getClientRects()].some(covers)) : -1;
  if (at < 0) glow.clear();
  else lightWord(sentence, at);
};

// Go to a word of a sentence, and say it with its counterparts.
const goToWord = (sentence, number, hint = "") => {
  const found = lightWord(sentence, number);
  if (!found) return;
  current = [sentence, number, found.first];
  if (document.activeElement !== sentence) sentence.focus();
  const said = (one, ranges) => make("span", { lang: langOf(one), textContent: ranges.join(" ") });
  tell([said(sentence, found.here), " – ", said(partnerOf(sentence), found.there), hint], { visible: Boolean(hint) });
};

const readWords = (sentence) => goToWord(sentence, Math.min(...linksOf(sentence).map(([here]) => here)), `. ${words.word_keys}`);

const leaveWords = () => {
  current = null;
  glow.clear();
};

const onWordKey = (event) => {
  if (!current || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [sentence, number, first] = current;
  const numbers = [...new Set(linksOf(sentence).map(([here]) => here))].sort((one, other) => one - other);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) goToWord(sentence, numbers[numbers.indexOf(number) + step] ?? number);
  else if (event.key === "ArrowUp" || event.key === "ArrowDown") goToWord(partnerOf(sentence), first);
  else if (event.key === "Escape") leaveWords();
  else return;
  event.preventDefault();
  event.stopPropagation();
};

if (glow && linked().length) {
  CSS.highlights.set("word", glow);
  let frame = 0;
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => current || point(event));
  });
  document.addEventListener("click", (event) => {
    if (menu.contains(event.target)) return;
    current = null;
    point(event);
  });
  document.addEventListener("keydown", onWordKey, true);
  document.addEventListener("focusin", (event) => {
    if (current && event.target !== current[0]) leaveWords();
  });
}
