"""The tools for readers: cover a column, listen, point at a sentence; by keyboard, mouse and touch."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from enregard.article.article import BlockKind, Mark, MarkKind, Sentence, Text
from enregard.translate.record.joins import join_sentences
from tests.browser.conftest import serve
from tests.browser.pages import NARROW, WIDE, opened
from tests.browser.test_access import AXE, RULES, complaints
from tests.site.builders import Builder, build_site, holder, pair, simple

VOICES = """
const voices = %s.map((lang) => ({ lang, localService: lang !== "en-US", default: false }));
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  addEventListener: () => {},
  cancel: () => {},
  speak: (utterance) => { spoken.push([utterance.text, utterance.lang]); window.utterance = utterance; },
} });
const writeText = async (text) => { window.copied = text; };
Object.defineProperty(navigator, "clipboard", { value: { writeText } });
"""
"""Replaces the voices of the machine, and the clipboard, which both differ between browsers."""

TOWN = (
    Text(
        "« Hôtel-de\ufffcville de Paris » : 1 200 lits",
        (Mark(MarkKind.STRONG, 2, 4), Mark(MarkKind.BREAK, 10, 11)),
    ),
    Text('Paris\ufffc "City Hall": 1,200 beds', (Mark(MarkKind.FOOTNOTE, 5, 6, {"label": "1"}),)),
)
"""Sentences whose words are divided by markup, quotes, a line break, a note and no-break spaces."""
LIT = "[...(CSS.highlights.get('word') ?? [])].map(String)"
"""The words that are lit."""
MIDDLE = """([sentence, word]) => {
    const walker = document.createTreeWalker(document.querySelector(sentence), NodeFilter.SHOW_TEXT);
    while (!walker.nextNode().data.includes(word));
    const start = walker.currentNode.data.indexOf(word);
    const range = new Range();
    range.setStart(walker.currentNode, start);
    range.setEnd(walker.currentNode, start + 2);
    range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
}"""
"""Returns where a word of a sentence begins on the screen."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three articles: with three sentences, with words divided by markup, with joined sentences."""
    build = Builder()
    pairs = [
        pair("Il pleut.", "It rains."),
        pair("La mer monte.", "The sea rises."),
        pair("Tout va bien.", "All is well.", links="0022"),
    ]
    one = build.article(build.paragraph(*pairs[:2]), build.paragraph(pairs[2]))
    build = Builder()
    town = build.paragraph(pair(*TOWN, links="0102212240536475"))
    note = holder(BlockKind.FOOTNOTE, build.paragraph(pair("Note.", "Note.")), label="1")
    two = build.article(town, note, slug="deux")
    build = Builder()
    both = pair("Il pleut.", "It rains, and the sea rises.")
    both = replace(both, sentence=join_sentences([both.sentence, Sentence(Text("La mer monte."), 1)]))
    three = build.article(build.paragraph(both, pair("Tout va bien.", "All is well.")), slug="trois")
    return build_site(
        tmp_path_factory.mktemp("tools"), one, two, three, search=False, feedback="mailto:desk@example.org"
    )


@pytest.fixture(params=[WIDE, NARROW])
def page(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Iterator[Page]:
    """The facing page, on a wide screen and on a narrow one with touch."""
    narrow = request.param == NARROW
    with opened(browser, request.param, has_touch=narrow, is_mobile=narrow) as page:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.add_init_script(VOICES % '["en-US", "fr-FR", "en-GB"]')
        page.goto((folder / "articles/un/index.html").as_uri())
        page.keyboard.press("Tab")
        page.wait_for_selector(".listen")
        yield page
        assert faults == []


def choose(page: Page, selector: str) -> None:
    """Tap on a touch screen, or click."""
    (page.tap if page.evaluate("matchMedia('(hover: none)').matches") else page.click)(selector)


def accessible(page: Page) -> None:
    """Check that axe-core finds nothing, in light and in dark."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run({runOnly: rules, preload: false})", RULES)
        assert complaints(found) == []


def test_a_column_is_covered_and_uncovered_sentence_by_sentence(page: Page) -> None:
    choose(page, ".en > .cover")
    expect(page.get_by_role("status")).to_contain_text("The English is covered.")
    expect(page.get_by_role("button", name="Cover the English")).to_have_attribute("aria-pressed", "true")
    assert page.get_by_role("button", name="Covered sentence").count() == 3
    assert not page.get_by_text("The sea rises.").is_visible()
    assert page.get_by_text("La mer monte.").is_visible()
    accessible(page)
    choose(page, "#en-1")
    assert page.get_by_text("It rains.").first.is_visible()
    page.focus("#en-2")
    page.keyboard.press("Enter")
    assert page.get_by_text("The sea rises.").first.is_visible()
    expect(page.get_by_role("status")).to_have_text("The sea rises.")
    assert page.get_by_role("button", name="Covered sentence").count() == 1
    page.reload()
    page.wait_for_selector(".covered")  # at once, and all of them again
    assert page.locator(".covered").count() == 3
    choose(page, ".fr > .cover")
    assert page.locator(".fr .covered").count() == 3
    assert page.locator(".en .covered").count() == 0
    choose(page, ".fr > .cover")
    assert page.locator(".covered").count() == 0
    assert page.get_attribute("#fr-1", "tabindex") == "-1"


def test_the_text_is_read_out_by_local_voices(page: Page) -> None:
    page.focus("#fr-2")
    choose(page, ".en > .listen")
    lit = "Array.from(document.querySelectorAll('.lit'), one => one.id)"
    assert page.evaluate("spoken") == [["The sea rises.", "en-GB"]]
    assert page.evaluate(lit) == ["fr-2", "en-2"]
    page.evaluate("utterance.onend()")
    assert page.evaluate("spoken")[1:] == [["All is well.", "en-GB"]]
    assert page.evaluate(lit) == ["fr-3", "en-3"]
    expect(page.get_by_role("button", name="Listen to the English")).to_have_attribute("aria-pressed", "true")
    page.evaluate("utterance.onend()")
    assert page.evaluate(lit) == []
    expect(page.get_by_role("button", name="Listen to the English")).to_have_attribute(
        "aria-pressed", "false"
    )
    choose(page, ".fr > .listen")
    page.keyboard.press("Escape")
    assert page.evaluate(lit) == []


def test_the_menu_on_a_sentence(page: Page, folder: Path) -> None:
    choose(page, "#fr-2")
    choose(page, ".more")
    menu = page.get_by_role("menu", name="This sentence")
    expect(menu.get_by_role("menuitem")).to_have_text(
        ["Listen", "Copy link to sentence", "Copy French and English", "Suggest a better translation"]
    )
    accessible(page)
    link = menu.get_by_role("menuitem", name="Suggest").get_attribute("href") or ""
    assert link.startswith(
        "mailto:desk@example.org?subject=Translation%3A%20Titre%20fran%C3%A7ais%20%E2%80%94"
    )
    for part in ("La%20mer%20monte.", "The%20sea%20rises.", "seeds%2Fun.txt", "index.html%23s-"):
        assert part in link
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("French and English copied")
    assert page.evaluate("copied") == "La mer monte.\nThe sea rises."
    assert page.evaluate("document.activeElement.id") == "fr-2"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.id") == "fr-2"
    page.keyboard.press("Enter")
    choose(page, "text=Copy link to sentence")
    expect(page.get_by_role("status")).to_have_text("Link copied")
    address = page.evaluate("copied")
    assert address.startswith((folder / "articles/un/index.html").as_uri() + "#s-")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".lit")
    assert page.evaluate("document.activeElement.id") == "fr-2"
    page.goto(address.replace("/articles/", "/en/"))
    page.wait_for_selector(".lit")
    assert page.evaluate("document.activeElement.id") == "en-2"
    page.keyboard.press("Enter")
    expect(menu.get_by_role("menuitem").nth(2)).to_have_text("Copy sentence")


def test_joined_sentences_are_one_in_all_tools(page: Page, folder: Path) -> None:
    page.goto((folder / "articles/trois/index.html").as_uri())
    page.keyboard.press("Tab")
    page.wait_for_selector(".listen")
    light = "getComputedStyle(document.getElementById('en-1')).backgroundColor"
    dark = page.evaluate(light)
    choose(page, "#fr-1")
    page.wait_for_function(f"{light} !== '{dark}'")
    choose(page, ".fr > .listen")
    assert page.evaluate("spoken") == [["Il pleut. La mer monte.", "fr-FR"]]
    page.evaluate("utterance.onend()")
    assert page.evaluate("spoken")[1:] == [["Tout va bien.", "fr-FR"]]
    page.keyboard.press("Escape")
    choose(page, ".en > .cover")
    assert page.locator(".covered").count() == 2
    choose(page, ".en > .cover")
    anchors = page.eval_on_selector_all(".ids a", "links => links.map((link) => link.id)")
    assert len(anchors) == 3
    address = (folder / "articles/trois/index.html").as_uri()
    for anchor, wanted in zip(anchors, ("1", "1", "2"), strict=True):
        for view, lang in (("articles", "fr"), ("en", "en")):
            page.goto("about:blank")
            page.goto(f"{address.replace('/articles/', f'/{view}/')}#{anchor}")
            page.wait_for_selector(".lit")
            assert page.evaluate("document.activeElement.id") == f"{lang}-{wanted}"
    page.keyboard.press("Enter")
    choose(page, "text=Copy link to sentence")
    assert page.evaluate("copied").endswith(f"#{anchors[2]}")


def point_at(page: Page, sentence: str, word: str) -> None:
    """Point at the middle of a word, or tap on it on a touch screen."""
    x, y = page.evaluate(MIDDLE, [sentence, word])
    if page.evaluate("matchMedia('(hover: none)').matches"):
        page.touchscreen.tap(x, y)
    else:
        page.mouse.move(x, y)


def test_a_word_lights_its_counterpart(page: Page, folder: Path) -> None:
    point_at(page, "#fr-3", "bien")
    page.wait_for_function(f"{LIT}.join() === 'bien,well'")
    point_at(page, "#en-3", "All")
    page.wait_for_function(f"{LIT}.join() === 'All,Tout'")
    accessible(page)
    point_at(page, "#en-3", "is")
    page.wait_for_function(f"{LIT}.length === 0")
    point_at(page, "#en-3", "well")
    page.wait_for_function(f"{LIT}.join() === 'well,bien'")
    point_at(page, "#fr-1", "pleut")  # without links
    page.wait_for_function(f"{LIT}.length === 0")
    choose(page, ".en > .cover")
    point_at(page, "#fr-3", "bien")
    page.wait_for_timeout(100)
    assert page.evaluate(LIT) == []
    choose(page, ".en > .cover")
    page.goto((folder / "articles/deux/index.html").as_uri())
    page.keyboard.press("Tab")
    page.wait_for_selector(".listen")
    point_at(page, "#fr-1", "lits")
    page.wait_for_function(f"{LIT}.join() === 'lits,beds'")
    point_at(page, "#en-1", "Paris")
    page.wait_for_function(f"{LIT}.join() === 'Paris,Paris'")
    point_at(page, "#en-1", "Hall")
    page.wait_for_function(f"{LIT}.join() === 'City,Hall,Hôtel,ville'")
    point_at(page, "#fr-1", "tel-de")
    page.wait_for_function(f"{LIT}.join() === 'Hôtel,ville,City,Hall'")


def test_a_sentence_is_read_word_by_word(page: Page) -> None:
    page.focus("#fr-1")
    page.keyboard.press("Enter")
    menu = page.get_by_role("menu", name="This sentence")
    assert menu.get_by_text("Word by word").count() == 0
    page.keyboard.press("Escape")
    page.focus("#fr-3")
    page.keyboard.press("Enter")
    choose(page, "text=Word by word")
    said = page.get_by_role("status")
    expect(said).to_have_text("Tout – All. Arrow keys: other words, other language. Escape: end.")
    accessible(page)
    assert page.evaluate(LIT) == ["Tout", "All"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(LIT) == ["bien", "well"]
    expect(said).to_have_text("bien – well")
    assert [part.get_attribute("lang") for part in said.locator("span").all()] == ["fr", "en"]
    page.keyboard.press("ArrowRight")  # the last one
    assert page.evaluate(LIT) == ["bien", "well"]
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "en-3"
    assert page.evaluate(LIT) == ["well", "bien"]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(LIT) == ["All", "Tout"]
    page.keyboard.press("Escape")
    assert page.evaluate(LIT) == []
    assert page.evaluate("document.activeElement.id") == "en-3"
    page.keyboard.press("ArrowLeft")  # from sentence to sentence again
    assert page.evaluate("document.activeElement.id") == "en-2"


COVERED_BY_THE_BUTTON = """() => {
    const button = document.querySelector(".more").getBoundingClientRect();
    const lines = [...document.querySelectorAll(".s")].flatMap((one) => [...one.getClientRects()]);
    return lines.some((line) => line.left < button.right - 1 && line.right > button.left + 1
        && line.top < button.bottom - 1 && line.bottom > button.top + 1);
}"""


def test_the_button_on_a_sentence_covers_no_text(page: Page) -> None:
    for sentence in ("#fr-1", "#en-1", "#fr-2"):
        page.focus(sentence)
        assert not page.evaluate(COVERED_BY_THE_BUTTON), sentence


def test_how_to_cite_is_copied(page: Page) -> None:
    choose(page, "text=Cite this article")
    accessible(page)
    choose(page, ".cite > p + button")
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("copied").startswith(
        "“English title” [Titre français]. Machine translation by Argos"
    )
    choose(page, ".cite > pre + button")
    page.wait_for_function("copied.startsWith('@misc{un,')")


def test_without_a_local_voice_there_is_nothing_to_listen(browser: Browser, folder: Path) -> None:
    with opened(browser) as page:
        page.add_init_script(VOICES % '["en-US"]')
        page.goto((folder / "en/un/index.html").as_uri() + "#s-none")
        page.focus("#en-1")
        page.wait_for_selector(".more")
        assert page.locator(".listen").count() == 0


def test_the_site_is_readable_offline(browser: Browser, tmp_path: Path) -> None:
    made = build_site(tmp_path, simple(), simple("deux"), search=False, offline=True)
    with serve(made) as origin, opened(browser) as page:
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"{origin}/index.html")
        assert page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.goto(f"{origin}/fr/deux/")
        manifest = page.get_attribute("link[rel=manifest]", "href")
        assert page.evaluate("address => new URL(address, document.baseURI).href", manifest) == (
            f"{origin}/manifest.webmanifest"
        )
        assert faults == []
        page.context.set_offline(True)
        for address in ("articles/un/index.html", "articles/deux/", "fr/deux/index.html", "fr/index.html"):
            page.goto(f"{origin}/{address}")
            assert page.locator("h1").count() == 1, address
            assert page.evaluate("getComputedStyle(document.body).fontKerning") == "normal", "with its style"
        page.goto(f"{origin}/fr/un/index.html")
        assert page.inner_text("h1") == "Indisponible hors connexion"
        page.click("a")
        assert page.locator(".entries > li").count() == 2
