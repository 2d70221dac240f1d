"""How an article is cited, by people and by programs."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from enregard.article.article import ArticleDate, Header, State
from tests.site.balance import Page
from tests.site.builders import build_site, simple
from tests.site.test_metadata import data

BASE = "https://example.org/x/"
PEOPLE = (
    Header("author", "Jean Dupont", 1),
    Header("translator", "Jane Roe", 2),
    Header("reviewer", "A. B", 3, ("A. B", "C. D")),
)


def page(folder: Path, view: str = "articles", **more: Any) -> Page:
    """Return a page of an article from Reuters."""
    given: dict[str, Any] = {
        "date": ArticleDate("2021-07-05", 2021, 7, 5),
        "source": "Reuters",
        "headers": PEOPLE,
        "title": "L’été 100 % & l’hiver",
        "target_title": "Summer 100% & winter",
    }
    settings = {name: more.pop(name) for name in ("translators", "reviewers") if name in more}
    made = build_site(folder, simple(**{**given, **more}), base_url=BASE, title="Review", **settings)
    return Page((made / f"{view}/un/index.html").read_text("utf-8"))


def openurl(page: Page) -> dict[str, list[str]]:
    """Parse the OpenURL in a page as Zotero does: `+` is no blank in it."""
    (span,) = [attrs for attrs in page.named("span") if attrs.get("class") == "Z3988"]
    assert "+" not in span["title"]
    return parse_qs(span["title"], strict_parsing=True)


def test_the_english_is_cited_with_the_original_and_the_people(tmp_path: Path) -> None:
    made = page(tmp_path)
    assert (
        "Jean Dupont. “Summer 100% & winter” [L’été 100\u00a0% & l’hiver]. "
        "Translated by Jane Roe, reviewed by A. B, C. D. Reuters, 5 July 2021. Review. "
        "https://example.org/x/articles/un/"
    ) in made.words
    assert "Translator\nJane Roe" in "\n".join(filter(None, map(str.strip, made.words.splitlines())))
    assert openurl(made) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": ["newspaperArticle"],
        "rft.title": ["Summer 100% & winter"],
        "rft.creator": ["Jean Dupont"],
        "rft.contributor": ["Jane Roe"],
        "rft.source": ["Reuters"],
        "rft.date": ["2021-07-05"],
        "rft.publisher": ["Review"],
        "rft.language": ["en"],
        "rft.identifier": [BASE + "articles/un/"],
    }
    found = {attrs["name"]: attrs["content"] for attrs in made.named("meta") if "name" in attrs}
    assert {name: content for name, content in found.items() if name.startswith("citation_")} == {
        "citation_title": "Summer 100% & winter",
        "citation_author": "Jean Dupont",
        "citation_publication_date": "2021/07/05",
        "citation_journal_title": "Reuters",
        "citation_publisher": "Review",
        "citation_language": "en",
        "citation_public_url": BASE + "articles/un/",
    }
    for line in (
        "@article{un,",
        "  author = {Jean Dupont},",
        r"  title = {{Summer 100\% \& winter}},",
        "  month = jul,",
        "  translator = {Jane Roe},",
        "  url = {https://example.org/x/articles/un/},",
    ):
        assert line in made.words.splitlines()


def test_the_french_is_cited_by_itself(tmp_path: Path) -> None:
    made = page(tmp_path, "fr", source=None, date=None, headers=())
    assert "«\u202fL’été 100\u00a0% & l’hiver\u202f». s. d.. Review." not in made.words
    assert (
        "«\u202fL’été 100\u00a0% & l’hiver\u202f». s. d. Review. https://example.org/x/fr/un/" in made.words
    )
    found = openurl(made)
    assert found["rft.type"] == ["webpage"]
    assert found["rft.source"] == ["Review"]
    assert found["rft.language"] == ["fr"]
    assert "rft.creator" not in found
    assert "@misc{un," in made.words


@pytest.mark.parametrize(
    ("state", "note", "persons"),
    [
        (State.DRAFT, "Machine translation by Argos Translate fr–en 1.9.", []),
        (State.REVIEWED, "Translated by Site Person, reviewed by Other Person.", ["Site Person"]),
    ],
)
def test_the_people_of_the_site_stand_behind_reviewed_sentences_only(
    tmp_path: Path, state: State, note: str, persons: list[str]
) -> None:
    people: dict[str, Any] = {"translators": ("Site Person",), "reviewers": ("Other Person",)}
    assert note in page(tmp_path, state=state, headers=(), **people).words
    node = data(tmp_path / "build", "en/un/index.html")
    assert [one["name"] for one in node.get("translator", []) if one["@type"] == "Person"] == persons
    assert [one["name"] for one in node.get("editor", [])] == (["Other Person"] if persons else [])
