// Reload the page when the site changes, and show its problems. Part of the server, not of the site.
(() => {
  "use strict";
  const script = document.currentScript;
  const { _, lang, ngettext } = globalThis.enregardWords;
  let shown = script.dataset.site;
  let source = null;
  let panel = null;
  let dismissed = "";

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const locationOf = (problem) =>
    problem.line ? _("{path}, line {line}", problem) : problem.path;

  function describe(status) {
    const count = status.problems.length;
    const title = status.fatal
      ? _("The site could not be built")
      : ngettext("The site was built, with one problem", "The site was built, with {count} problems", count);
    const list = element("ul");
    for (const problem of status.problems) {
      const item = element("li");
      if (problem.path) item.append(element("code", { textContent: locationOf(problem) }), " ");
      item.append(problem.what);
      list.append(item);
    }
    const close = element("button", { type: "button", textContent: _("Hide") });
    close.addEventListener("click", hide);
    const after = status.fatal
      ? _("You see the last version that could be built. This panel closes when the problem is fixed.")
      : _("Everything else is up to date.");
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
    panel = element("enregard-problems", { lang });
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
      // If somebody is editing, the script for corrections reloads the page later.
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

  // Browsers open at most six connections to a server, so hidden pages close theirs.
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
