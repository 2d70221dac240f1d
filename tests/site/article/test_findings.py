"""Notes for readers on findings."""

from dataclasses import replace
from pathlib import Path

from enregard.article.article import FacingArticle, Finding, State
from enregard.site.article.findings import notes
from tests.site.balance import Page
from tests.site.builders import Builder, build_site, pair

NUMBERS = Finding("numbers", "“31” is not in the <translation>")
NAMES = Finding("names", "“Kaboul” is not in the translation")


def flagged() -> FacingArticle:
    """An article with findings in its title and in its first and last sentences."""
    build = Builder()
    two = replace(pair("Un 31.", "One."), findings=(NUMBERS, NAMES))
    one = replace(pair("Trois.", "Three."), findings=(NAMES,))
    title = replace(pair("Titre", "Title"), findings=(NAMES,))
    missing = replace(pair("Manque.", state=State.MISSING), findings=(NAMES,))
    return build.article(
        build.paragraph(two, pair("Deux.", "Two.")),
        build.paragraph(missing, one),
        fields={"title": (title,)},
    )


def test_notes_are_numbered_in_reading_order_with_headers_last() -> None:
    assert [(note.number, note.href, len(note.findings)) for note in notes(flagged())] == [
        (1, "#flag-1", 2),
        (2, "#flag-2", 1),
        (3, "#title", 1),
    ]


def test_marks_and_notes_link_to_each_other_on_pages_with_english(tmp_path: Path) -> None:
    made = build_site(tmp_path, flagged(), show_findings=True)
    for path in ("articles/un/index.html", "en/un/index.html"):
        page = Page((made / path).read_text("utf-8"))
        ids, hrefs = page.attributes("id"), page.attributes("href")
        for number in (1, 2):
            assert f"finding-{number}" in ids
            assert f"flag-{number}" in ids
            assert hrefs.count(f"#finding-{number}") == hrefs.count(f"#flag-{number}") == 1
        assert "title" in ids
        assert "The checks flagged 3 sentences." in page.words
        assert "numbers: “31” is not in the <translation>" in page.words
    assert "numbers" not in (made / "fr/un/index.html").read_text("utf-8")


def test_findings_are_hidden_by_default(tmp_path: Path) -> None:
    made = build_site(tmp_path, flagged())
    for page in made.rglob("*.html"):
        html = page.read_text("utf-8")
        assert "flag-1" not in html
        assert "31” is not" not in html
