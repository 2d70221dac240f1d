"""Nothing in a publication runs in a reader's browser, even if no policy forbids it."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest

from enregard.article.article import Text
from enregard.pipeline import build
from enregard.publication.publication import open_publication
from enregard.site.model import ModelInfo
from enregard.translate.draft.cache import DraftCache
from enregard.translate.draft.drafter import Drafter, Source
from enregard.translate.model.translator import Draft, Key
from tests.hostile.vectors import one_line, vectors
from tests.stand_in import Collected

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

ORIGIN = "http://site.test"
VECTORS = vectors()
STEP = 3
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')

# Elements, attributes and addresses that could run or load something; no text may become one.
LOOK = """() => {
  const bad = [];
  const odd = "iframe frame object embed applet base form math style template noscript marquee input " +
    "textarea select video audio source image link[rel=import] xmp plaintext listing animate set use";
  for (const element of document.querySelectorAll(odd.split(" ").join(","))) {
    if (!element.closest("[data-of-the-theme], search, .search")) bad.push(element.outerHTML.slice(0, 200));
  }
  for (const element of document.querySelectorAll("*")) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith("on") || name === "style" || name === "srcdoc" || name === "formaction") {
        bad.push(`${element.tagName} ${name}=${value}`);
      }
      if (["href", "src", "action", "xlink:href", "data", "poster", "background"].includes(name)) {
        let scheme = "";
        try { scheme = new URL(value, document.baseURI).protocol; } catch { continue; }
        if (!["http:", "https:", "mailto:", "tel:"].includes(scheme)) {
          bad.push(`${element.tagName} ${name}=${value}`);
        }
      }
    }
  }
  for (const script of document.scripts) {
    const own = script.src && new URL(script.src).pathname.startsWith("/static/");
    if (!own && script.type !== "application/ld+json") bad.push(script.outerHTML.slice(0, 200));
  }
  for (const meta of document.querySelectorAll("meta[http-equiv]")) bad.push(meta.outerHTML);
  if (document.body.children.length < 3 || !document.querySelector("footer")) bad.push("the page is broken");
  return bad;
}"""


class Hostile:
    """A model that answers with attacks, except for sentences with markup."""

    def __init__(self) -> None:
        self._answers = cycle(one_line(vector) for vector in VECTORS)

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        for key, text in texts:
            yield key, Draft(text if text.marks else Text(next(self._answers)))


def quoted(text: str) -> str:
    """Quote `text` for YAML, TOML and JSON."""
    return json.dumps(text.replace("\0", " "), ensure_ascii=True)


def seeds() -> Iterator[tuple[str, str]]:
    """Yield name and text of seeds with every vector in several kinds of places."""
    count = len(VECTORS)
    for number in range(0, count, STEP):
        near = [one_line(VECTORS[(number + step) % count]) for step in range(7)]
        yield (
            f"texts/t{number}.txt",
            f"title {near[0]}\nsource {near[1]}\nauthor {near[2]}\nurl: {near[3].replace(' ', '')}\n"
            f"rubrique: {near[4]}\nRubrique : {near[5]}\n\nDébut {near[6]} fin.\n\n{near[0]}\n\n"
            f"* {near[1]}\n* {near[2]}\n",
        )
        names = ("title", "description", "author", "source", "url", "onload")
        fields = "".join(f"{name}: {quoted(value)}\n" for name, value in zip(names, near[1:], strict=True))
        fields += f"tags: [{quoted(near[1])}, {quoted(near[2])}]\n{quoted(near[3])}: {quoted(near[4])}\n"
        raw = "\n\n".join(VECTORS[number : number + STEP]).replace("\0", " ")
        yield (
            f"marked/m{number}.md",
            f"---\n{fields}---\nDébut.\n\n{raw}\n\n[{near[0]}](x) ![{near[1]}](x)\n\nFin {near[2]}\n",
        )
    plain = [one_line(vector) for vector in VECTORS if "/" not in vector and len(vector.encode()) < 120]
    for number, vector in enumerate(plain[::STEP]):
        yield f"named/{vector} n{number}/{vector} n{number}.md", "[Un](x) texte."


@dataclass
class Observed:
    """What happened in the browser."""

    pages: int = 0
    bad: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site full of attacks."""
    root = tmp_path_factory.mktemp("hostile")
    for name, text in seeds():
        (root / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "seeds" / name).write_text(text, "utf-8")
    (root / "site").mkdir()
    settings = ("title", "title_fr", "description", "author", "licence", "description_fr")
    chosen = ['"><script>alert(1)</script>', "'\"--></title><img src=x onerror=alert(1)>"]
    (root / "site/site.toml").write_text(
        "".join(f"{name} = {quoted(chosen[number % 2])}\n" for number, name in enumerate(settings)), "utf-8"
    )
    (root / "site/about.md").write_text("\n\n".join(VECTORS).replace("\0", " "), "utf-8")
    name = "<img src=x onerror=alert(1)> \"'><script>alert(1)</script>"
    report = Collected()
    model = ModelInfo(name, name, name, "[x](javascript:alert(1)) " + name)

    def build_site() -> None:
        def source() -> Source:
            return Source(name, name, lambda: nullcontext(Hostile()), DraftCache(root / ".enregard/m", "m"))

        with Drafter(source, report) as drafter:
            build(open_publication(root), drafter, model, report, findings=True)

    build_site()
    for number, path in enumerate(sorted((root / "translate").rglob("*.po"))):
        vector = one_line(VECTORS[number % len(VECTORS)])
        text = path.read_text("utf-8").replace("#. Machine", f"#. Finding (numbers): {vector}\n#. Machine", 2)
        path.write_text(text.replace("#, fuzzy\n", "", 1), "utf-8")
    build_site()
    assert not report.problems
    return root / "build"


@pytest.fixture(scope="module")
def seen(site: Path, browser: "Browser") -> Observed:
    """Open the pages without their policy and observe them."""
    seen = Observed()

    def answer(route: "Route") -> None:
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            seen.requests.append(route.request.url)
            route.abort()
            return
        path = site / unquote(address.path).lstrip("/")
        if not path.resolve().is_relative_to(site) or not path.is_file():
            route.fulfill(status=404, body="")
            return
        kinds = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
        body = path.read_bytes()
        if path.suffix == ".html":
            assert POLICY.search(body)
            body = POLICY.sub(b"", body)
        route.fulfill(status=200, body=body, content_type=kinds.get(path.suffix, "application/octet-stream"))

    context = browser.new_context(service_workers="block")
    context.route("**/*", answer)
    context.add_init_script("window.__ran = []; window.alert = (x) => { top.__ran.push(String(x)); };")
    page = context.new_page()

    def dismiss(dialog: Any) -> None:
        seen.bad.append(f"{page.url}: a dialog: {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    context.on("page", lambda other: seen.bad.append(f"{page.url}: opened {other.url}"))
    for path in chosen_pages(site):
        page.goto(f"{ORIGIN}/{path}", wait_until="load")
        seen.bad += [f"{path}: {found}" for found in page.evaluate(LOOK)]
        seen.bad += [f"{path}: ran" for _ in page.evaluate("window.__ran")]
        seen.pages += 1
    context.close()
    return seen


def chosen_pages(site: Path) -> Iterator[str]:
    """Yield the listing pages, not all of those deep down, and one page of each article, in turn."""
    views = cycle(("articles", "en", "fr"))
    single = cycle(range(4 * STEP))
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site)
        if name.parts[0] in ("articles", "en", "fr") or leads_on(path):
            continue
        if len(name.parts) < 3 or not next(single):
            yield name.as_posix()
    for folder in sorted((site / "articles").iterdir()):
        yield f"{next(views)}/{folder.name}/index.html"


def leads_on(path: Path) -> bool:
    """Return whether a page only redirects, which it may only do within the site."""
    found = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]*)">', path.read_text("utf-8"))
    assert not found or re.fullmatch(r"(?:\.\./)*articles/[\w-]+/index\.html", found[1]), found
    return found is not None


def test_no_vector_runs(seen: Observed) -> None:
    assert seen.pages > len(VECTORS) / STEP * 2
    assert seen.bad == []


def test_no_page_contacts_another_host(seen: Observed) -> None:
    assert seen.requests == []


def test_an_attack_would_be_found(site: Path, browser: "Browser") -> None:
    page = browser.new_page()
    html = POLICY.sub(b"", (site / "index.html").read_bytes()).decode()
    attack = "<script>__ran = []; alert = (x) => __ran.push(x)</script><img src=x onerror=alert(1)>"
    page.set_content(html.replace("</main>", attack + "</main>"))
    page.wait_for_function("window.__ran.length > 0")
    assert any(found == "IMG onerror=alert(1)" for found in page.evaluate(LOOK))
    page.close()


def test_template_syntax_stays_text(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert any("{{ 7*7 }}{{ ''.__class__.__mro__" in page for page in pages)
    assert any("${7*7}#{7*7}&lt;%= 7*7 %&gt;" in page for page in pages)
    for result in ("49{{", "49}}", "$49", "#49", "root:x:0", "&lt;class", "<class"):
        assert not any(result in page for page in pages), result
