// Loads the page again when the site has changed, and shows what is wrong with it. A part of the server, not of
// the site.
(() => {
  "use strict";
  const script = document.currentScript;
  let shown = script.dataset.site;
  let source = null;
  let panel = null;
  let dismissed = "";

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const place = (problem) =>
    problem.path ? `${problem.path}${problem.line ? `, line ${problem.line}` : ""}` : "";

  function describe(status) {
    const count = status.problems.length;
    const title = status.fatal
      ? "The site could not be built"
      : `The site is built, but for ${count === 1 ? "one problem" : `${count} problems`}`;
    const list = element("ul");
    for (const problem of status.problems) {
      const item = element("li");
      if (problem.path) item.append(element("code", { textContent: place(problem) }), " ");
      item.append(problem.what);
      list.append(item);
    }
    const close = element("button", { type: "button", textContent: "Hide" });
    close.addEventListener("click", hide);
    const after = status.fatal
      ? "What you see is the site as it was before. This goes when the problem is mended."
      : "All the rest is shown as it is.";
    const heading = element("h2", { textContent: title });
    return [heading, list, element("p", { textContent: after }), close];
  }

  function hide() {
    dismissed = panel ? panel.dataset.text : "";
    panel?.parentNode?.removeChild(panel);
    panel = null;
  }

  function show(status) {
    const text = JSON.stringify([status.fatal, status.problems]);
    if (!status.problems.length) {
      dismissed = "";
      hide();
      return;
    }
    if (text === dismissed || panel?.dataset.text === text) return;
    panel?.remove();
    panel = element("enregard-problems", { lang: "en" });
    panel.dataset.text = text;
    panel.setAttribute("role", "alert");
    const root = panel.attachShadow({ mode: "open" });
    const style = element("link", { rel: "stylesheet", href: new URL("serve.css", script.src) });
    const box = element("section", { className: status.fatal ? "box fatal" : "box" }, ...describe(status));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
    root.append(style, box);
    document.body.append(panel);
  }

  function take(status) {
    show(status);
    if (status.site !== shown && status.site) {
      // Somebody may be writing: the script that takes corrections then loads the page when it is time.
      const change = new CustomEvent("enregard:changed", { cancelable: true, detail: status.number });
      shown = status.site;
      if (document.dispatchEvent(change)) location.reload();
    }
  }

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource(new URL("events", script.src));
    source.onmessage = (event) => take(JSON.parse(event.data));
  }

  // A browser opens six connections to a server at most, so pages that nobody sees let go of theirs.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else listen();
  });
  addEventListener("pagehide", () => {
    source?.close();
    source = null;
  });
  addEventListener("pageshow", listen);
  listen();
})();
