// Takes corrections of English sentences where they are read. A part of the server, not of the site.
(() => {
  "use strict";
  const script = document.currentScript;
  const { token } = script.dataset;
  const view = /\/(articles|en)\/([^/]+)\/(?:index\.html)?$/.exec(location.pathname);
  if (!view) return;
  const slug = decodeURIComponent(view[2]);
  const own = (path) => new URL(path, script.src);
  const KEEP = "enregard-focus";

  let places = []; // the entries of this article, in their order
  let steps = { undo: 0, redo: 0 }; // how many corrections can be undone, and made again
  let editor = null; // the open editor
  let busy = false; // a correction is on its way
  let current = 0; // the number of the status whose site this page shows since the last correction
  let pending = 0; // a newer one, that waits until nobody writes

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
      throw new Error("The server does not answer: is it still running? What you typed is still here.");
    }
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    let what = text;
    try {
      what = JSON.parse(text).error;
    } catch {
      // A refusal in plain words.
    }
    throw new Error(what.trim());
  }

  // ---- the bar at the foot of the window -------------------------------------------------------------------

  const host = element("enregard-bar", { lang: "en" });
  const bar = host.attachShadow({ mode: "open" });
  const count = element("span", { className: "count" });
  const said = element("p", { className: "said" });
  said.setAttribute("role", "status");
  const next = element("button", { type: "button", textContent: "Next to review" });
  const undo = element("button", { type: "button", textContent: "Undo" });
  const redo = element("button", { type: "button", textContent: "Redo" });
  const others = element("details", { hidden: true }, element("summary"), element("ul"));
  const keys = element(
    "details",
    {},
    element("summary", { textContent: "Keys" }),
    element(
      "dl",
      {},
      ...[
        ["On a sentence", ""],
        ["Enter", "correct it"],
        ["R", "it is right as it is"],
        ["→ ←", "next, previous sentence"],
        ["N", "next to review"],
        ["U", "undo"],
        ["Y", "redo"],
        ["In the editor", ""],
        ["Ctrl or ⌘ + Enter", "save; with Shift, and open the next to review"],
        ["Escape", "leave it as it was"],
      ].map(([key, what]) => element("div", {}, element("dt", { textContent: key }), element("dd", { textContent: what }))),
    ),
  );
  const box = element("section", { className: "bar" }, count, next, undo, redo, others, keys, said);
  box.setAttribute("aria-label", "Corrections");
  bar.append(element("link", { rel: "stylesheet", href: own("edit.css") }), box);
  next.addEventListener("click", () => goNext());
  undo.addEventListener("click", () => take("undo"));
  redo.addEventListener("click", () => take("redo"));

  function say(words) {
    said.textContent = "";
    requestAnimationFrame(() => {
      said.textContent = words;
    });
  }

  const open = (place) => place.state !== "reviewed";
  const left = () => places.filter(open).length;
  const remaining = () => (left() ? `${left()} of ${places.length} to review` : `All ${places.length} reviewed`);

  // ---- sentences ---------------------------------------------------------------------------------------------

  const stateOf = { draft: "machine draft", missing: "not translated", reviewed: "reviewed" };

  function targetOf(place) {
    if (place.sentence) return document.getElementById(`en-${place.sentence}`);
    if (place.kind !== "title" || places.filter((other) => other.kind === "title").length > 1) return null;
    const heading = document.querySelector("main h1");
    return view[1] === "en" ? heading : (heading?.querySelector(".en") ?? null);
  }

  function bind() {
    const loose = [];
    let first = true;
    for (const place of places) {
      place.element = targetOf(place);
      if (!place.element) {
        loose.push(place);
        continue;
      }
      const { element: span } = place;
      span.classList.add("enregard-sentence");
      span.classList.toggle("enregard-open", open(place));
      span.tabIndex = first ? 0 : -1;
      // A description, not a name: a heading is still called by its words.
      span.setAttribute("aria-describedby", `enregard-${place.state}`);
      first = false;
    }
    const [summary, list] = others.children;
    others.hidden = !loose.length;
    summary.textContent = `Outside the text (${loose.filter(open).length} of ${loose.length} to review)`;
    list.replaceChildren(
      ...loose.map((place) => {
        const button = element("button", { type: "button", className: open(place) ? "open" : "" });
        button.append(
          element("span", { className: "kind", textContent: `${place.kind}, ${stateOf[place.state]}: ` }),
          element("span", { lang: "fr", textContent: place.french }),
          " → ",
          element("span", { textContent: place.english || "…" }),
        );
        button.addEventListener("click", () => edit(place));
        place.element = element("li", {}, button);
        place.loose = true;
        return place.element;
      }),
    );
    count.textContent = remaining();
    next.disabled = !left();
    for (const [button, name, left] of [[undo, "Undo", steps.undo], [redo, "Redo", steps.redo]]) {
      button.disabled = !left;
      button.textContent = left ? `${name} (${left})` : name;
    }
  }

  async function load() {
    const answer = await ask("places");
    places = answer.places;
    steps = answer;
    bind();
  }

  const placeOf = (node) => places.find((place) => !place.loose && place.element?.contains(node));
  const facing = (place) => (place.sentence ? document.getElementById(`fr-${place.sentence}`) : null);

  function go(place) {
    if (!place) return;
    if (place.loose) {
      others.open = true;
      place.element.querySelector("button").focus();
      return;
    }
    for (const other of places) if (!other.loose && other.element) other.element.tabIndex = other === place ? 0 : -1;
    place.element.focus();
    place.element.scrollIntoView({ block: "nearest" });
  }

  function after(index) {
    return places.find((place) => place.index > index && open(place)) ?? places.find(open);
  }

  function here() {
    const active = host.shadowRoot.activeElement ?? document.activeElement;
    const place = places.find((one) => one.element?.contains(active));
    return place ? place.index : -1;
  }

  function goNext() {
    const place = after(here());
    if (place) go(place);
    else say("Nothing is left to review in this article.");
  }

  function step(from, by) {
    const shown = places.filter((place) => !place.loose && place.element);
    go(shown[shown.indexOf(from) + by]);
  }

  document.addEventListener("click", (event) => {
    const place = placeOf(event.target);
    if (!place || event.target.closest("a, button, input, textarea, enregard-editor")) return;
    if (!getSelection().isCollapsed) return; // somebody marks words to copy them
    edit(place);
  });

  // Before the site's own script, which may know some of these keys too.
  document.addEventListener("keydown", onKey, true);

  function onKey(event) {
    const place = places.find((one) => !one.loose && one.element === event.target);
    if (!place || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const acts = {
      Enter: () => edit(place),
      ArrowRight: () => step(place, 1),
      ArrowLeft: () => step(place, -1),
      n: goNext,
      r: () => approve(place),
      u: () => take("undo"),
      y: () => take("redo"),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (!busy) act(); // else the editor is about to open: what is typed too early is not a command
  }

  for (const [name, on] of [["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => {
      const place = placeOf(event.target);
      if (place) facing(place)?.classList.toggle("enregard-facing", on);
    });
  }

  // ---- the editor ----------------------------------------------------------------------------------------------

  async function edit(place) {
    if (busy) return;
    if (editor) {
      if (editor.place === place) return;
      if (editor.dirty()) {
        editor.field.focus();
        say("Save or leave this sentence first.");
        return;
      }
      close();
    }
    let entry;
    busy = true;
    try {
      ({ entry } = await ask("entry", { index: place.index }));
    } catch (error) {
      say(error.message);
      return;
    } finally {
      busy = false;
    }
    editor = makeEditor(place, entry);
    if (place.loose) place.element.append(editor.host);
    else if (place.element.closest("h1")) place.element.closest("h1").after(editor.host);
    else {
      place.element.after(editor.host);
      place.element.hidden = true;
    }
    facing(place)?.classList.add("enregard-facing");
    editor.field.focus();
    editor.field.setSelectionRange(0, 0);
  }

  function makeEditor(place, entry) {
    const shell = element("enregard-editor", { lang: "en" });
    const root = shell.attachShadow({ mode: "open" });
    const field = element("textarea", { id: "english", lang: "en", spellcheck: true, value: entry.english });
    field.rows = Math.min(12, 1 + Math.ceil(entry.english.length / 45));
    const failed = element("p", { id: "failed", className: "failed", hidden: true });
    failed.setAttribute("role", "alert");
    const ticks = entry.findings.map((finding) => element("input", { type: "checkbox", value: finding.kind }));
    const findings = entry.findings.map((finding, number) =>
      element(
        "li",
        {},
        element("strong", { textContent: finding.kind }),
        `: ${finding.reason} `,
        element("label", { className: "accept" }, ticks[number], " not an error"),
      ),
    );
    const part = (title, ...content) =>
      content.length ? element("div", { className: "part" }, element("h2", { textContent: title }), ...content) : null;
    const button = (words, act, className = "") => {
      const made = element("button", { type: "button", textContent: words, className });
      made.addEventListener("click", act);
      return made;
    };
    const right = button("This draft is right", () => save(entry.english));
    right.hidden = entry.state !== "draft";
    const write = button("Save as reviewed", () => save(field.value), "first");
    const state = stateOf[entry.state] + (entry.engine ? ` by ${entry.engine}` : "");
    const form = element(
      "section",
      { className: "editor" },
      part("French", element("p", { lang: "fr", className: "french", textContent: entry.french })),
      element("label", { htmlFor: "english", textContent: "English" }),
      element("span", { className: "state", textContent: ` (${state})` }),
      field,
      failed,
      part(
        "Keep each of these once, around its words",
        ...(entry.placeholders.length
          ? [
              element(
                "ul",
                {},
                ...entry.placeholders.map(([sign, what]) =>
                  element("li", {}, element("code", { textContent: sign }), ` ${what}`),
                ),
              ),
            ]
          : []),
      ),
      part("What the checks found", ...(findings.length ? [element("ul", {}, ...findings)] : [])),
      part("Before the French was changed", ...(entry.former ? [element("p", { textContent: entry.former })] : [])),
      element("div", { className: "buttons" }, write, right, button("Leave as it was", leave)),
    );
    form.setAttribute("aria-label", `Correct ${place.kind === "text" ? `sentence ${place.sentence}` : place.kind}`);
    field.setAttribute("aria-describedby", "failed");
    const style = element("link", { rel: "stylesheet", href: own("edit.css") });
    style.addEventListener("load", () => shell.scrollIntoView({ block: "nearest" }));
    root.append(style, form);
    const dirty = () => field.value !== entry.english || ticks.some((tick) => tick.checked);
    field.addEventListener("input", () => {
      right.hidden = entry.state !== "draft" || field.value !== entry.english;
    });
    form.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.preventDefault();
        leave();
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        save(field.value, event.shiftKey);
      } else if (event.key === "Enter" && event.target === field) {
        event.preventDefault(); // a sentence has no line ends
      }
      event.stopPropagation();
    });

    async function save(english, andNext = false) {
      const accept = ticks.filter((tick) => tick.checked).map((tick) => tick.value);
      failed.hidden = true;
      write.disabled = right.disabled = true;
      try {
        await send(place, entry.version, english, accept, andNext);
      } catch (error) {
        failed.textContent = error.message;
        failed.hidden = false;
        field.setAttribute("aria-invalid", "true");
        field.focus();
      } finally {
        write.disabled = right.disabled = false;
      }
    }

    function leave() {
      close();
      go(place);
      settle();
    }
    return { host: shell, place, field, dirty };
  }

  function close() {
    if (!editor) return;
    const { host: shell, place } = editor;
    editor = null;
    shell.remove();
    if (!place.loose) place.element.hidden = false;
    facing(place)?.classList.remove("enregard-facing");
  }

  // ---- changes ---------------------------------------------------------------------------------------------------

  async function send(place, version, english, accept = [], andNext = false) {
    if (busy) return;
    busy = true;
    let answer;
    try {
      answer = await ask("save", { body: { index: place.index, version, english, accept } });
    } finally {
      busy = false;
    }
    close();
    await refresh(answer.number);
    const found = answer.entry.findings.length;
    const warned = found ? ` The checks find something: ${answer.entry.findings.map((one) => one.reason).join("; ")}.` : "";
    say(`Saved as reviewed. ${remaining()}.${warned}`);
    const to = andNext ? after(place.index) : places[place.index];
    go(to);
    if (andNext && to && open(to)) await edit(to);
  }

  async function approve(place) {
    if (editor || busy || place.state !== "draft") {
      if (place.state === "reviewed") say("This sentence is reviewed already.");
      return;
    }
    try {
      const { entry } = await ask("entry", { index: place.index });
      if (entry.english !== place.english) throw new Error("The sentence was changed elsewhere: load the page again.");
      await send(place, entry.version, entry.english);
    } catch (error) {
      say(error.message);
    }
  }

  async function take(which) {
    if (busy || editor) return;
    busy = true;
    try {
      const { entry, number } = await ask(which, { body: {} });
      if (entry === null) {
        say(`There is nothing to ${which}.`);
        return;
      }
      await refresh(number);
      go(places[entry.index]);
      say(`${which === "undo" ? "Undone" : "Made again"}. ${remaining()}.`);
    } catch (error) {
      say(error.message);
      await load().catch(() => {});
    } finally {
      busy = false;
      settle();
    }
  }

  // Put what the site says now in the place of what this page said, and keep everything else as it is.
  async function refresh(number) {
    current = number; // before anything is waited for: the news of it may come at any time, or late
    const answer = await fetch(own(`page${location.pathname}`)).catch(() => null);
    const fresh = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const [before, now] = [document.querySelector("main"), fresh?.querySelector("main")];
    if (!before || !now) {
      location.reload();
      return;
    }
    const { scrollX, scrollY } = window;
    before.replaceWith(document.adoptNode(now));
    document.title = fresh.title;
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    await load();
    settle();
  }

  // Load the page again if the site has changed by something else, once nobody writes.
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
    if (editor && !busy && pending > current) say("The site has changed meanwhile. It is loaded again when you are done here.");
    settle();
  });

  addEventListener("beforeunload", (event) => {
    if (editor?.dirty()) event.preventDefault();
  });

  for (const [state, words] of Object.entries(stateOf)) {
    const id = `enregard-${state}`;
    host.append(element("span", { id, hidden: true, textContent: `${words}; Enter corrects it` }));
  }
  document.body.append(host);
  load().then(
    () => {
      const [path, index] = JSON.parse(sessionStorage.getItem(KEEP) ?? "[]");
      sessionStorage.removeItem(KEEP);
      if (path === location.pathname) go(places[index]);
    },
    (error) => say(error.message),
  );
})();
