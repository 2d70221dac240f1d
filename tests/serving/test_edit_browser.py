"""Corrections in a real browser with only the keyboard, and pages of a publication that changes."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import polib
import pytest

from enregard.serving.builds import Builds
from enregard.serving.server import listen, rebuild_on_change, serve_in_background

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

expect.set_options(timeout=30_000)  # a correction takes a build, which takes seconds on a busy machine


@pytest.fixture
def address(builds: Builds) -> Iterator[str]:
    """The address of the article on a server with corrections. The `page` fixture must come after it."""
    stop = Event()
    watching = Thread(target=rebuild_on_change, args=(builds, stop))
    with listen(0) as listening, serve_in_background(builds, listening, edit=True) as address:
        watching.start()
        yield f"{address}articles/bienvenue/index.html"
        stop.set()
        watching.join(10)


def entries(root: Path) -> list[tuple[str, bool]]:
    po = polib.pofile(str(root / "translate" / "bienvenue.po"))
    return [(entry.msgstr, entry.fuzzy) for entry in po]


def active(page: "Page") -> str:
    """Return the id of the focused element."""
    return str(
        page.evaluate("(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).id")
    )


def tab_to(page: "Page", wanted: str) -> None:
    """Press Tab until `wanted` has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if active(page) == wanted:
            return
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def retype(page: "Page", words: str) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def test_sentences_are_joined_and_taken_apart_by_keyboard(address: str, page: "Page", root: Path) -> None:
    before = (root / "translate" / "bienvenue.po").read_bytes()
    page.goto(address)
    status = page.locator("p.status[role=status]")
    expect(page.get_by_text("16 of 16 to review")).to_be_visible()
    page.locator("#en-1").focus()
    page.keyboard.press("?")
    expect(page.get_by_text("join with the next sentence, for one English text")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#en-1").focus()
    page.keyboard.press("j")
    field = page.get_by_label("English", exact=True)
    expect(field).to_have_value(
        "This article is only an example. You can delete it as soon as yours is ready."
    )
    expect(field).to_be_focused()
    expect(page.locator("#fr-1")).to_contain_text("pour l’exemple. Vous pouvez")
    expect(page.locator("#fr-1")).to_have_class(re.compile("enregard-facing"))
    retype(page, "This article is only an example, which you can delete as soon as yours is ready.")
    page.keyboard.press("Control+Enter")
    expect(status).to_contain_text("Saved as reviewed. 14 of 16 to review.")
    expect(page.locator("#en-1")).to_contain_text("an example, which you can delete")
    expect(page.locator("p.label")).to_contain_text("2 of 16 sentences reviewed")
    assert entries(root)[2] == ("", False)
    page.keyboard.press("j")
    expect(status).to_contain_text("No sentence follows in this paragraph.")
    page.keyboard.press("t")
    expect(status).to_contain_text("Taken apart: check the English of each sentence.")
    expect(page.locator("#en-2")).to_contain_text("You can delete it as soon as yours is ready.")
    page.keyboard.press("t")
    expect(status).to_contain_text("This sentence is not joined with another.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Join with the next sentence").click()
    expect(page.get_by_role("button", name="Take the sentences apart")).to_be_visible()
    page.keyboard.press("Escape")
    for left in ("Undo (3)", "Undo (2)", "Undo (1)", "Undo"):
        page.keyboard.press("u")
        expect(page.get_by_role("button", name=left, exact=True)).to_be_visible()
    assert (root / "translate" / "bienvenue.po").read_bytes() == before


def test_n_goes_to_the_most_doubtful_sentence_first(address: str, page: "Page", root: Path) -> None:
    path = root / "translate" / "bienvenue.po"
    po = polib.pofile(str(path))
    for index, certainty in ((2, "0.80"), (4, "0.45"), (6, "0.61")):
        po[index].comment += f"\nCertainty {certainty}"
    po.save()
    page.goto(address)
    expect(page.get_by_text("16 of 16 to review")).to_be_visible()
    page.evaluate("document.querySelector('main h1 .en').id = 'title'")
    tab_to(page, "title")
    for wanted in ("en-4", "en-6", "en-2", "en-3", "en-5"):  # the last ones are in order
        page.keyboard.press("n")
        assert active(page) == wanted


def test_sentences_are_corrected_by_keyboard_alone(address: str, page: "Page", root: Path) -> None:
    before = (root / "translate" / "bienvenue.po").read_bytes()
    page.goto(address)
    status = page.locator("p.status[role=status]")
    expect(page.get_by_text("16 of 16 to review")).to_be_visible()

    # Go to a sentence and open the editor, which shows its French.
    page.evaluate("document.querySelector('main h1 .en').id = 'title'")
    tab_to(page, "title")
    page.keyboard.press("ArrowRight")
    assert active(page) == "en-1"
    expect(page.locator("#fr-1")).to_have_class(re.compile("enregard-facing"))
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_label("English", exact=True)).to_be_focused()
    french = "Cet article n'est là que pour l'exemple."
    expect(page.locator("enregard-editor").get_by_text(french)).to_be_visible()
    expect(page.locator("#fr-1")).to_be_visible()

    # Escape cancels.
    retype(page, "Never written.")
    page.keyboard.press("Escape")
    expect(page.locator("enregard-editor")).to_have_count(0)
    assert active(page) == "en-1"
    expect(page.locator("#en-1")).to_contain_text("This article is only an example.")

    # Save: the page and the status show it.
    page.keyboard.press("Enter")
    expect(page.get_by_label("English", exact=True)).to_be_focused()
    retype(page, "This article is an example, nothing more.")
    page.keyboard.press("Enter")  # adds no line break
    page.keyboard.press("Control+Enter")
    expect(page.locator("#en-1")).to_contain_text("This article is an example, nothing more.")
    expect(status).to_contain_text("Saved as reviewed. 15 of 16 to review.")
    expect(page.locator("p.label")).to_contain_text("1 of 16 sentences reviewed")
    expect(page.locator(".columns > .en > .cover")).to_be_visible()  # the site's tools stay
    expect(page.locator("main article > .menu")).to_have_count(1)
    assert active(page) == "en-1"
    assert entries(root)[1] == ("This article is an example, nothing more.", False)

    # Go to the next one and approve it.
    page.keyboard.press("n")
    assert active(page) == "en-2"
    page.keyboard.press("r")
    expect(status).to_contain_text("14 of 16")
    assert entries(root)[2] == ("You can delete it as soon as yours is ready.", False)
    expect(page.locator("#en-2")).to_be_focused()

    # Wrong placeholders are refused, and the text is kept; then save and open the next one.
    while active(page) != "en-8":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("English", exact=True)).to_be_focused()
    retype(page, "The model works on your own computer.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("<1>…</1> (link: modèle de traduction)")
    expect(page.get_by_label("English", exact=True)).to_have_value("The model works on your own computer.")
    expect(page.get_by_label("English", exact=True)).to_be_focused()
    retype(page, "The <1>model</1> works on your own computer and sends nothing to anybody.")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("#en-8")).to_contain_text("works on your own computer and sends nothing")
    expect(page.locator("#en-8 a")).to_have_text("model")
    expect(page.get_by_label("English", exact=True)).to_have_value(re.compile("offers a draft"))
    page.keyboard.press("Escape")

    # Undo step by step, to the byte.
    for left in (14, 15, 16):
        page.keyboard.press("u")
        expect(status).to_contain_text(f"Undone. {left} of 16" if left < 16 else "Undone. 16 of 16")
    expect(page.locator("#en-1")).to_contain_text("This article is only an example.")
    assert (root / "translate" / "bienvenue.po").read_bytes() == before
    page.keyboard.press("u")
    expect(status).to_contain_text("Nothing to undo")

    # Redo, by key and by button.
    page.keyboard.press("y")
    expect(status).to_contain_text("Redone. 15 of 16 to review.")
    expect(page.locator("#en-1")).to_contain_text("This article is an example, nothing more.")
    assert active(page) == "en-1"
    assert entries(root)[1] == ("This article is an example, nothing more.", False)
    expect(page.get_by_role("button", name="Undo (1)")).to_be_enabled()
    page.get_by_role("button", name="Redo (2)").press("Enter")
    expect(status).to_contain_text("Redone. 14 of 16")
    expect(page.locator("#en-2")).to_be_focused()
    page.keyboard.press("u")
    expect(status).to_contain_text("Undone. 15 of 16")
    page.keyboard.press("n")
    page.keyboard.press("r")
    expect(status).to_contain_text("14 of 16")
    expect(page.get_by_role("button", name="Redo", exact=True)).to_be_disabled()
    page.keyboard.press("y")
    expect(status).to_contain_text("Nothing to redo")


def test_the_title_and_words_outside_the_text_can_be_corrected_too(
    address: str, page: "Page", root: Path
) -> None:
    seed = root / "seeds" / "bienvenue.md"
    seed.write_text(
        seed.read_text("utf-8").replace("source: enregard", "source: enregard\ntags: essai"), "utf-8"
    )
    page.goto(address)
    expect(page.get_by_text("17 of 17 to review")).to_be_visible()  # the page has reloaded
    page.get_by_role("button", name="Hide").click()  # no model to draft the tag
    page.locator("main h1 .en").click()
    expect(page.get_by_label("English", exact=True)).to_be_focused()
    retype(page, "One text in two languages")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main h1 .en")).to_have_text("One text in two languages")
    assert "One text in two languages" in (root / "build" / "index.html").read_text("utf-8")
    page.get_by_text("Outside the text").click()
    page.get_by_role("button", name="essai").click()
    expect(page.get_by_label("English", exact=True)).to_be_focused()
    page.keyboard.type("test")
    page.keyboard.press("Control+Enter")
    expect(page.locator("p.status[role=status]")).to_contain_text("Saved as reviewed. 15 of 17")
    assert ("test", False) in entries(root)


def test_a_correction_made_elsewhere_is_reported_and_kept(address: str, page: "Page", root: Path) -> None:
    page.goto(address)
    page.locator("#en-1").click()
    expect(page.get_by_label("English", exact=True)).to_be_focused()
    retype(page, "Mine.")
    po = root / "translate" / "bienvenue.po"
    po.write_text(po.read_text("utf-8").replace("This article is only an example.", "Theirs."), "utf-8")
    expect(page.locator("p.status[role=status]")).to_contain_text("The site has changed")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("nothing was saved")
    expect(page.get_by_label("English", exact=True)).to_have_value("Mine.")
    assert entries(root)[1] == ("Theirs.", True)
    page.keyboard.press("Escape")
    expect(page.locator("#en-1")).to_contain_text("Theirs.")


def test_a_page_reloads_when_its_publication_changes(address: str, page: "Page", root: Path) -> None:
    page.goto(address)
    po = root / "translate" / "bienvenue.po"
    po.write_text(po.read_text("utf-8").replace("What You Do", "Your part"), "utf-8")
    expect(page.get_by_role("heading", name="Your part")).to_be_visible()


def test_a_problem_is_shown_until_it_is_fixed(address: str, page: "Page", root: Path) -> None:
    page.goto(address)
    templates = root / "site" / "templates"
    templates.mkdir()
    (templates / "article.html").write_text("{% extends 'base.html' %}\n{% block main %}\n{{ nothing.x }}\n")
    shown = page.get_by_role("alert")
    expect(shown).to_contain_text("The site could not be built")
    expect(shown).to_contain_text("article.html, line ")
    expect(page.locator("#en-1")).to_be_visible()
    (templates / "article.html").unlink()
    expect(shown).to_have_count(0)


def test_a_french_browser_gets_french_words(address: str, browser: "Browser", root: Path) -> None:
    faults: list[str] = []
    with browser.new_context(locale="fr-FR") as context:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        bar = page.locator("enregard-bar")
        bar.get_by_role("button", name="Suivante à relire").wait_for()
        assert bar.get_attribute("lang") == "fr"
        assert re.fullmatch(r"\d+ sur \d+ à relire", bar.locator(".count").inner_text())
        bar.get_by_role("button", name="Suivante à relire").click()
        page.keyboard.press("Enter")
        editor = page.locator("enregard-editor")
        editor.get_by_role("button", name="Enregistrer comme relue").wait_for()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.press("Delete")
        page.keyboard.press("ControlOrMeta+Enter")
        failed = editor.locator("#failed")
        failed.wait_for()
        assert failed.inner_text().startswith("la traduction est vide\u00a0: ")
        page.keyboard.press("Escape")
        (root / "seeds" / "vide.txt").write_text("", "utf-8")
        panel = page.locator("enregard-problems")
        panel.get_by_role("heading", name="Le site a été construit, avec un problème").wait_for()
    assert faults == []


def test_the_english_page_takes_corrections_and_its_editor_shows_the_french(
    address: str, page: "Page", root: Path
) -> None:
    page.goto(address.replace("/articles/", "/en/"))
    page.locator("#en-4").click()
    expect(page.locator("enregard-editor").get_by_text("Une édition bilingue imprime")).to_be_visible()
    retype(page, "A bilingual edition prints both texts face to face, page by page, as you know.")
    page.get_by_role("button", name="Save as reviewed").click()
    expect(page.locator("#en-4")).to_contain_text("face to face")
    assert entries(root)[4][1] is False


def test_a_paragraph_and_an_article_are_approved_and_undone(address: str, page: "Page", root: Path) -> None:
    before = (root / "translate" / "bienvenue.po").read_bytes()
    page.goto(address)
    status = page.locator("p.status[role=status]")
    expect(page.get_by_text("16 of 16 to review")).to_be_visible()
    page.evaluate("document.querySelector('main h1 .en').id = 'title'")
    tab_to(page, "title")
    page.keyboard.press("ArrowRight")

    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("approve the drafts of the paragraph")
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    assert active(page) == "en-1"

    page.keyboard.press("p")
    expect(status).to_contain_text("2 approved. 14 of 16 to review.")
    assert active(page) == "en-1"
    assert [fuzzy for _, fuzzy in entries(root)[:4]] == [True, False, False, True]

    page.keyboard.press("a")
    question = page.get_by_role("dialog", name="Approve the article")
    expect(question).to_contain_text("14 drafts become reviewed")
    page.keyboard.press("Enter")  # "Cancel" has the focus
    expect(question).to_have_count(0)
    page.keyboard.press("a")
    question.get_by_role("button", name="Approve").click()
    expect(status).to_contain_text("14 approved. All 16 reviewed.")
    page.keyboard.press("u")
    expect(status).to_contain_text("Undone. 14 of 16")
    page.keyboard.press("u")
    expect(status).to_contain_text("Undone. 16 of 16")
    assert (root / "translate" / "bienvenue.po").read_bytes() == before

    # By pointer.
    page.locator("#en-1").evaluate("sentence => sentence.click()")
    page.get_by_role("button", name="Approve paragraph").click()
    expect(status).to_contain_text("2 approved.")


@pytest.mark.usefixtures("ranking")
def test_words_are_offered_and_terms_added(address: str, page: "Page", root: Path) -> None:
    (root / "translate" / "glossary.csv").write_text("French,English\nle vôtre,yours|your own\n", "utf-8")
    page.goto(address)
    page.locator("#en-2").click()
    field = page.get_by_label("English", exact=True)
    expect(field).to_be_focused()
    draft = field.input_value()

    # The model's answers, by keyboard; nothing is saved.
    page.keyboard.press("Alt+ArrowDown")
    expect(field).to_have_value("Delete yours, as soon as it?")
    page.keyboard.press("Alt+ArrowDown")
    expect(field).to_have_value("You can delete it.")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(field).to_have_value(draft)
    editor = page.locator("enregard-editor")
    editor.get_by_role("button", name="Delete it now.").click()
    expect(field).to_have_value("Delete it now.")
    editor.get_by_role("button", name="Draft again").click()
    expect(field).to_have_value("Delete yours, as soon as it?")
    assert entries(root)[2] == (draft, True)

    # A term.
    page.keyboard.press("End")
    editor.get_by_role("button", name="your own").click()
    expect(field).to_have_value("Delete yours, as soon as it?your own")
    page.keyboard.press("Shift+Control+ArrowLeft")
    page.evaluate("""() => {
        const editor = document.querySelector("enregard-editor").shadowRoot;
        const french = editor.querySelector(".french").firstChild;
        getSelection().setBaseAndExtent(french, 0, french, 4);
    }""")
    editor.get_by_text("Add a term to the glossary").press("Enter")
    expect(editor.get_by_label("French", exact=True)).to_have_value("Vous")
    editor.get_by_label("English (empty").fill("you")
    page.keyboard.press("Enter")
    expect(editor.get_by_text("Added. New drafts follow it.")).to_be_visible()
    editor.get_by_label("French", exact=True).fill("Vous")
    editor.get_by_role("button", name="Add term").click()
    expect(editor.get_by_text("the glossary has “Vous” already, on line 3: you")).to_be_visible()
    assert (root / "translate" / "glossary.csv").read_text("utf-8").endswith("\nVous,you\n")


def test_the_progress_page_leads_to_the_first_sentence_to_review(
    address: str, page: "Page", root: Path
) -> None:
    page.goto(address)
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", name="Progress")).to_be_visible()
    expect(page.get_by_text("0 of 16 sentences reviewed, 16 drafts", exact=True)).to_be_visible()
    path = root / "translate" / "bienvenue.po"
    po = polib.pofile(str(path))
    for entry in po[:2]:
        entry.flags.remove("fuzzy")
    po.save()
    expect(page.get_by_text("2 of 16 sentences reviewed, 14 drafts", exact=True)).to_be_visible()  # reloaded
    page.get_by_role("listitem").get_by_role("link", name="One text").click()
    expect(page.locator("#en-2")).to_be_focused()


@pytest.mark.usefixtures("ranking")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing_in_the_editor(
    address: str, browser: "Browser", root: Path, scheme: Any, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")

    def faults() -> list[tuple[str, str]]:
        found = axe.Axe().run(page).response
        assert found["passes"]
        return [(rule["id"], rule["nodes"][0]["target"]) for rule in found["violations"]]

    (root / "seeds" / "vide.txt").write_bytes(b"")
    # axe-core sets styles, which the page's policy forbids.
    with browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_role("button", name="Keys").evaluate("button => button.click()")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert faults() == []
        page.keyboard.press("Escape")
        page.locator("#en-2").evaluate("sentence => sentence.click()")
        expect(page.get_by_label("English", exact=True)).to_be_focused()
        page.get_by_role("button", name="Other translations").click()
        page.get_by_text("Add a term to the glossary").press("Enter")
        expect(page.get_by_role("button", name="Delete it now.")).to_be_visible()
        assert faults() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address.partition('/articles')[0]}/-/enregard/progress")
        expect(page.get_by_role("heading", name="Progress")).to_be_visible()
        assert faults() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address.partition('/articles')[0]}/-/enregard/replace")
        page.get_by_label("Search for").fill("English")
        page.get_by_label("Search for").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("To replace:")
        assert faults() == []


def test_words_are_replaced_and_brought_back(address: str, page: "Page", root: Path) -> None:
    before = (root / "translate/bienvenue.po").read_bytes()
    page.goto(address.partition("articles")[0] + "-/enregard/replace")
    page.get_by_label("Search for").fill("English")
    page.get_by_label("Replace with").fill("<i>British")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("To replace:")
    expect(page.locator("ins mark").first).to_have_text("<i>British")
    expect(page.locator("del mark").first).to_have_text("English")
    expect(page.locator("ins i, del i")).to_have_count(0)
    page.locator("#replace").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Replaced:")
    assert any("<i>British" in words for words, _ in entries(root))
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Undone:")
    assert (root / "translate/bienvenue.po").read_bytes() == before


def test_an_editors_note_is_written_by_keyboard(address: str, page: "Page", root: Path) -> None:
    page.goto(address)
    expect(page.get_by_text("16 of 16 to review")).to_be_visible()
    page.locator("#en-1").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Editor’s note for readers").fill("A <i>note</i>.")
    page.get_by_role("button", name="Save note only").press("Enter")
    expect(page.locator("p.editors-note")).to_contain_text("Editor’s note: A <i>note</i>.", timeout=30_000)
    assert (
        polib.pofile(str(root / "translate/bienvenue.po"))[1].tcomment == "note for readers: A <i>note</i>."
    )
    assert entries(root)[1][1]  # still a draft
