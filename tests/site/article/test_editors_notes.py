"""Editor's notes: where they are, and that they are text only."""

from dataclasses import replace
from pathlib import Path

from enregard.article.article import BlockKind, FacingArticle, State
from tests.site.balance import Page
from tests.site.builders import Builder, build_site, pair

HOSTILE = '<script>alert(1)</script> & "one" </p><img src=x onerror=alert(1)> Paris-Match.'


def noted() -> FacingArticle:
    """An article with notes on its title, two sentences, and one that is not translated."""
    build = Builder()
    return build.article(
        build.leaf(BlockKind.HEADING, replace(pair("Partie", "Part"), note="On a heading."), level="2"),
        build.paragraph(replace(pair("Un.", "One."), note=HOSTILE), pair("Deux.", "Two.")),
        build.paragraph(replace(pair("Manque.", state=State.MISSING), note="Not yet.")),
        fields={"title": (replace(pair("Titre", "Title"), note="On the title."),)},
    )


def test_notes_and_their_marks_link_to_each_other_in_english_only(tmp_path: Path) -> None:
    made = build_site(tmp_path, noted())
    for path in ("articles/un/index.html", "en/un/index.html"):
        html = (made / path).read_text("utf-8")
        page = Page(html)
        ids, hrefs = page.attributes("id"), page.attributes("href")
        for number in (1, 2, 3):
            assert ids.count(f"editors-note-{number}") == hrefs.count(f"#editors-note-{number}") == 1
            assert ids.count(f"noted-{number}") == hrefs.count(f"#noted-{number}") == 1
        assert page.words.count("Editor’s note:") == 4
        assert "On the title." in page.words
        assert "<script>alert(1)</script> &" in page.words
        assert "<script>alert" not in html
        assert "onerror=alert(1)&gt;" in html
    assert "note" not in (made / "fr/un/index.html").read_text("utf-8").partition("<main")[2].lower()


def test_pages_without_notes_do_not_mention_them(tmp_path: Path) -> None:
    build = Builder()
    made = build_site(tmp_path, build.article(build.paragraph(pair("Un.", "One."))))
    for path in made.rglob("*.html"):
        assert "editors-note" not in path.read_text("utf-8")
