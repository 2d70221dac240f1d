// Keep the reader's position across views, and move from sentence to sentence with the arrow keys; tools.js, with
// tools.css, has the rest. The pages are complete without scripts.
"use strict";

{
  const views = document.querySelector(".views");

  // The passage at the top of the window; none before the reader has scrolled.
  const current = () => {
    const passages = document.querySelectorAll(".passage");
    if (window.scrollY < 8 || !passages.length) return "";
    const top = parseFloat(getComputedStyle(passages[0]).scrollMarginTop) + 1;
    for (const passage of passages) {
      const box = passage.getBoundingClientRect();
      if (box.bottom > top) return box.top > window.innerHeight ? "" : passage.id;
    }
    return "";
  };

  const keep = (event) => {
    const link = event.target.closest?.("a");
    if (link) link.hash = current();
  };
  for (const kind of ["pointerdown", "focusin", "click"]) views?.addEventListener(kind, keep, true);

  // From a passage's number or a sentence: right and left to the next and previous sentence, up and down to the
  // counterpart, Escape to leave.
  const aim = (from, key) => {
    if (from.matches(".no")) return key === "ArrowRight" ? from.parentElement.querySelector(".s") : null;
    if (!from.matches(".s")) return null;
    const [lang, number] = from.id.split("-");
    if (key === "ArrowUp" || key === "ArrowDown") {
      return document.getElementById(`${lang === "fr" ? "en" : "fr"}-${number}`);
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    return step ? document.getElementById(`${lang}-${Number(number) + step}`) : null;
  };
  document.addEventListener("keydown", (event) => {
    const from = document.activeElement;
    if (event.defaultPrevented || !from || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || from.isContentEditable) return;
    if (event.key === "Escape" && from.matches(".s")) from.blur();
    const to = aim(from, event.key);
    if (!to) return;
    event.preventDefault();
    to.focus();
  });

  document.addEventListener("touchstart", () => {}, { passive: true }); // some phones only highlight what listens

  // Load the tools at the first sign of a reader, or at once if they have something to do.
  const { src } = document.currentScript;
  const signs = ["pointermove", "pointerdown", "touchstart", "keydown", "focusin", "scroll"];
  const load = () => {
    for (const sign of signs) removeEventListener(sign, load);
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("tools.css", src) });
    style.onload = style.onerror = () => {
      document.body.append(Object.assign(document.createElement("script"), { src: new URL("tools.js", src) }));
    };
    document.head.append(style);
  };
  let atOnce = location.hash.startsWith("#s-");
  try {
    atOnce ||= Boolean(sessionStorage.getItem("enregard-covered"));
  } catch {
    // Without storage, nothing is covered yet.
  }
  if (atOnce) load();
  else for (const sign of signs) addEventListener(sign, load, { passive: true });
}
