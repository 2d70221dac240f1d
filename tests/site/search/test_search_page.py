"""Search in a browser: results in each language, a strict policy, and no request to another host."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from enregard.article.article import ArticleDate
from enregard.site.addresses import LANGUAGES
from enregard.site.search import pagefind
from enregard.site.search.search import EXCLUDED, document, folder_of, limits, part_count, part_of
from enregard.site.summary import Summary, summarise
from tests.site.builders import JULY, Builder, build_site, pair
from tests.validators import nu

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(pagefind.program() is None, reason="Pagefind is not there for this machine")

SLUGS = ("chevaux", "cheval", "mer")  # the second is in a part of its own
SAID = (
    ("2019-01-02", "AFP", "Les chevaux mangent du foin.", "The horses are eating hay."),
    (
        "2021-07-05",
        "Belga, service en langue française, rédaction de Bruxelles",
        "Un cheval dort <b>ici</b>.",
        "A horse sleeps <b>here</b>.",
    ),
    (
        "2021-08-09",
        "AFP",
        "La mer monte encore, pas d'écurie : un Œuf, ce chef-d'œuvre d'Élysée, et cætera.",
        "The sea keeps rising: an œuvre of Élysée.",
    ),
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of three articles, below a path, with an index in two parts."""
    patch = pytest.MonkeyPatch()
    patch.setattr("enregard.site.search.search._PART_SIZE", 2)
    root = tmp_path_factory.mktemp("root")
    articles = []
    for number, (date, source, french, english) in enumerate(SAID):
        build = Builder()
        blocks = [build.paragraph(pair(*each)) for each in (("Avant.", "Before."), ("Après.", "After."))]
        blocks.insert(1, build.paragraph(pair(french, english)))
        build.leaves.insert(1, build.leaves.pop())
        given = ArticleDate(date, *map(int, date.split("-")))
        articles.append(
            build.article(
                *blocks,
                slug=SLUGS[number],
                title=f"Titre {number}",
                target_title=f"Title {number}",
                date=given,
                source=source,
            )
        )
    shutil.copytree(build_site(tmp_path_factory.mktemp("publication"), *articles), root / "presse")
    write_index(root / "presse", [summarise(article) for article in articles])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/presse/"
    server.shutdown()
    server.server_close()
    patch.undo()


def write_index(build: Path, articles: list[Summary]) -> None:
    count = part_count(len(articles))
    assert count == 2
    for lang in LANGUAGES:
        for part in range(count):
            members = [article for article in articles if part_of(article.slug, count) == part]
            assert members
            pages = [(article, (build / article.links[lang]).read_text("utf-8")) for article in members]
            files = pagefind.index([document(it, lang, page) for it, page in pages], lang, EXCLUDED)
            files["limits.json"] = limits(files, members)
            for path, data in files.items():
                place = build / folder_of(lang, part) / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)


@dataclass
class Reader:
    """A reader on the search page."""

    page: Any
    site: str
    trouble: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def open(self, query: str = "") -> None:
        self.page.goto(f"{self.site}search/index.html{query}")

    def ask(self, words: str) -> list[str]:
        """Search for `words` and return the hits on the page."""
        self.page.fill("#search-words", words)
        return self.press()

    def press(self) -> list[str]:
        self.page.evaluate("document.getElementById('search-status').textContent = ''")
        self.page.press("#search-words", "Enter")
        self.page.wait_for_selector("#search-status:not(:empty)")
        return [link.inner_text().strip() for link in self.page.query_selector_all("#search-results a")]

    def status(self) -> str:
        return str(self.page.inner_text("#search-status"))


@pytest.fixture
def reader(site: str, browser: "Browser") -> Iterator[Reader]:
    page = browser.new_page()
    it = Reader(page, site)
    page.on("console", lambda message: it.trouble.append(message.text))
    page.on("pageerror", lambda error: it.trouble.append(str(error)))
    page.on("response", lambda answer: it.trouble.extend([answer.url] * (answer.status >= 400)))
    page.on("request", lambda request: it.hosts.add(request.url.split("/")[2]))
    it.open()
    yield it
    page.close()
    assert it.trouble == []  # what the policy forbids is told on the console
    assert it.hosts == {site.split("/")[2]}


@pytest.mark.parametrize(
    "query",
    ["œuvre", "oeuvre", "ŒUVRE", "Oeuvre", "oeuf", "œuf", "cætera", "caetera", "CÆTERA", "elysee", "œuv"],
)
def test_ligatures_are_found_as_two_letters_too(reader: Reader, query: str) -> None:
    languages = ["fr", "en"] if "uv" in query.lower() or query == "elysee" else ["fr"]
    assert len(reader.ask(query)) == len(languages)
    assert [each.get_attribute("lang") for each in reader.page.query_selector_all(".excerpt")] == languages
    excerpt = reader.page.inner_text(".excerpt")
    assert "un Œuf, ce chef-d’œuvre d’Élysée, et cætera" in excerpt
    assert len(reader.page.query_selector_all(".excerpt mark")) == len(languages)


def test_an_article_is_found_in_each_language_by_any_form_of_a_word(reader: Reader) -> None:
    found = reader.ask("mange")
    assert len(found) == 1
    assert "Titre 0" in found[0]
    assert "Title 0" in found[0]
    assert reader.status() == "Found 1 article in French."
    assert len(reader.ask("eats")) == 1
    assert reader.status() == "Found 1 article in English."
    assert len(reader.ask("chev")) == 2  # a word not yet written out
    assert len(reader.ask("l'écurie")) == 1  # in the text: d’écurie
    assert "d’écurie" in reader.page.inner_text(".excerpt")
    assert reader.ask("atout") == []  # not "a"
    assert reader.ask("xylophone") == []
    assert reader.status() == "No results."


def test_results_link_to_the_passage_on_the_facing_page(reader: Reader) -> None:
    reader.ask("monte")
    link = reader.page.query_selector("#search-results a")
    assert link.get_attribute("href") == f"{reader.site}articles/mer/index.html#p2"
    link.click()
    assert "La mer monte encore" in reader.page.inner_text("#p2")


def test_the_french_search_page_links_to_french_pages(reader: Reader) -> None:
    reader.page.goto(f"{reader.site}fr/-/search/index.html")
    assert reader.page.inner_text("label[for=search-words]") == "Rechercher"
    reader.ask("monte")
    assert reader.status() == "Résultats\u202f: 1 article en français."
    link = reader.page.query_selector("#search-results a")
    assert link.get_attribute("href") == f"{reader.site}fr/mer/index.html#p2"
    assert "9 août 2021" in reader.page.inner_text("#search-results .meta")
    reader.ask("rising")
    assert reader.status() == "Résultats\u202f: 1 article en anglais."
    facing = reader.page.get_attribute("#search-results a", "href")
    assert facing == f"{reader.site}articles/mer/index.html#p2"
    assert reader.ask("xylophone") == []
    assert reader.status() == "Aucun résultat."
    reader.ask("monte")
    reader.page.click(".language a")
    reader.page.wait_for_selector("#search-results a")
    assert reader.page.url == f"{reader.site}search/index.html?q=monte"
    assert reader.page.get_attribute(".language a", "href").endswith("fr/-/search/index.html?q=monte")


def test_results_can_be_filtered(reader: Reader) -> None:
    assert len(reader.ask("avant")) == 3
    reader.page.select_option("#search-source", "AFP")
    assert len(reader.press()) == 2
    reader.page.select_option("#search-year", "2021")
    assert len(reader.press()) == 1
    reader.page.select_option("#search-source", "")
    assert len(reader.press()) == 2
    reader.page.select_option("#search-lang", "en")
    assert reader.press() == []
    assert len(reader.ask("before")) == 2
    assert reader.status() == "Found 2 articles in English."


def test_the_query_is_in_the_address(reader: Reader) -> None:
    reader.ask("mer")
    reader.page.select_option("#search-year", "2021")
    reader.press()
    query = reader.page.url.partition("?")[2]
    assert query == "q=mer&year=2021"
    reader.open(f"?{query}")
    reader.page.wait_for_selector("#search-results a")
    assert reader.page.input_value("#search-words") == "mer"
    assert reader.page.input_value("#search-year") == "2021"


def test_content_of_articles_is_never_markup(reader: Reader) -> None:
    reader.ask("dort")
    assert "<b>ici</b>" in reader.page.inner_text(".excerpt")
    assert reader.page.query_selector(".excerpt b") is None
    assert reader.page.inner_text(".excerpt mark") == "dort"


def test_only_the_search_page_may_run_webassembly(site: str, reader: Reader) -> None:
    policy = "document.querySelector('meta[http-equiv]').content"
    assert "script-src 'self' 'wasm-unsafe-eval';" in reader.page.evaluate(policy)
    assert "unsafe-inline" not in reader.page.evaluate(policy)
    for path in ("index.html", "articles/mer/index.html", "en/mer/index.html", "fr/index.html"):
        reader.page.goto(site + path)
        assert "wasm" not in reader.page.evaluate(policy)
        assert reader.page.query_selector("nav a[href$='search/index.html']")


def test_without_a_script_the_page_links_to_lists(site: str, browser: "Browser") -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}search/index.html")
    assert page.is_visible("text=by month")
    assert not page.is_visible("#search-words")
    page.close()


@pytest.mark.parametrize("place", ["search/index.html", "fr/-/search/index.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_are_accessible_and_fit_a_narrow_screen(
    site: str, browser: "Browser", scheme: Literal["light", "dark"], place: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": 320, "height": 700}
    )
    page = context.new_page()
    page.goto(f"{site}{place}?q=mange")
    page.wait_for_selector("#search-results a")
    assert axe.Axe().run(page).response["violations"] == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320
    context.close()


def test_the_page_is_valid_html(tmp_path: Path) -> None:
    build = Builder()
    article = build.article(build.paragraph(pair("Un mot.", "A word.")), source="AFP", date=JULY)
    assert nu(build_site(tmp_path, article), ["search/index.html", "fr/-/search/index.html"]) == []
