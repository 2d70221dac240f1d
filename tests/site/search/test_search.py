"""The search index: only the text of articles, divided evenly, the same everywhere."""

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from enregard.article.article import ArticleDate
from enregard.errors import EnregardError
from enregard.site.labels import Tally
from enregard.site.search import pagefind, search
from enregard.site.search.search import EXCLUDED, document, is_index, limits, part_count, part_of, parts
from enregard.site.summary import Summary, links
from tests.site.builders import build_site, everything

pytestmark = pytest.mark.skipif(pagefind.program() is None, reason="Pagefind is not there for this machine")


def article(slug: str = "un", **given: Any) -> Summary:
    known: dict[str, Any] = {"source": 'A, "B": <c>', "date": ArticleDate("2021-07", 2021, 7)}
    return Summary(
        slug=slug,
        seed=f"seeds/{slug}.txt",
        title="L'essai : un titre",
        target_title="The title",
        target_lang="en",
        tally=Tally(1, 0, 0, ()),
        **(known | given),
    )


def fragments(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return what the index stores of each page, by address."""
    found = {}
    for name, data in files.items():
        if name.endswith(".pf_fragment"):
            told = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            found[told["url"]] = told
    return found


def page(words: str, lang: str = "fr") -> str:
    return f'<html lang="{lang}"><body><nav>Menu</nav><main id="text">{words}</main><p>Pied</p></body></html>'


def test_results_have_their_metadata() -> None:
    documents = [document(article(), "fr", page('<div id="p1"><p>Un mot.</p></div>'))]
    [told] = fragments(pagefind.index(documents, "fr", EXCLUDED)).values()
    assert told["url"] == "/" + links("un")["facing"]
    assert told["content"] == "Un mot."
    assert told["meta"] == {
        "title": "L’essai\u202f: un titre",
        "other": "The title",
        "otherlang": "en",
        "date": "juillet 2021",
        "source": 'A, "B": <c>',
    }


def test_filters_contain_what_articles_state() -> None:
    articles = [article(), article("deux", source=None, date=None)]
    files = pagefind.index([document(each, "fr", page("Un mot.")) for each in articles], "fr")
    said = json.loads(limits(files, articles))
    assert sorted(said.values(), key=str) == [['A, "B": <c>', "2021"], [None, None]]
    assert {f"fragment/{name}.pf_fragment" for name in said} == {name for name in files if "fragment" in name}


def test_elided_words_are_indexed_separately() -> None:
    _, html = document(article(), "fr", page("<p>L’armée, qu’elle aime, aujourd’hui.</p>"))
    assert "<p>L’ armée, qu’ elle aime, aujourd’hui.</p>" in html
    _, html = document(article(), "en", page("<p>It’s l’Express.</p>"))
    assert "<p>It’s l’Express.</p>" in html


def test_unstated_metadata_is_not_stored() -> None:
    documents = [document(article(source=None, date=None), "en", page("A word.", "en"))]
    [told] = fragments(pagefind.index(documents, "en", EXCLUDED)).values()
    assert "source" not in told["meta"]
    assert "date" not in told["meta"]


def test_only_the_text_of_an_article_is_indexed(tmp_path: Path) -> None:
    build = build_site(tmp_path, everything())
    for lang, wanted in (("fr", "Manque."), ("en", "Sub-heading")):
        html = (build / lang / "tout" / "index.html").read_text("utf-8")
        [told] = fragments(pagefind.index([document(article("tout"), lang, html)], lang, EXCLUDED)).values()
        content = told["content"]
        assert wanted in content
        for said in ("Bilingual", "Date", "Source", "seeds/", "not translated yet", "Machine", "Skip", "↩"):
            assert said not in content, said
        anchors = [anchor["id"] for anchor in told["anchors"]]
        assert "p1" in anchors
        assert not any(re.fullmatch(r"(fr|en)-\d+", anchor) for anchor in anchors)
    assert "Manque." not in content  # French in the place of English


def test_words_with_invalid_characters_are_indexed() -> None:
    documents = [document(article(), "fr", page("a\x00b \ud800 \u2028 &amp; \U0001f600 fin"))]
    [told] = fragments(pagefind.index(documents, "fr", EXCLUDED)).values()
    assert "fin" in told["content"]


def test_the_index_is_reproducible_and_has_no_widget() -> None:
    documents = [
        document(
            article(f"a{n}", source=f"S{n % 7}", date=ArticleDate(str(1990 + n), 1990 + n)),
            "fr",
            page(f"Le mot {n}."),
        )
        for n in range(60)
    ]
    one, *others = (pagefind.index(documents, "fr", EXCLUDED) for _ in range(4))
    assert all(other == one for other in others)
    names = {name.partition("/")[0] if "/" in name else name for name in one}
    assert {name for name in names if not name.endswith(".pf_meta")} == {
        *("pagefind.js", "pagefind-entry.json", "wasm.fr.pagefind", "index", "fragment")
    }
    assert len(fragments(one)) == 60


def test_failures_of_pagefind_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(pagefind, "program", lambda: broken)
    with pytest.raises(
        EnregardError, match="Pagefind stopped early, perhaps because memory ran out: set search"
    ):
        pagefind.index([("/a", page("x" * 100_000))] * 20, "fr")
    answer = base64.b64encode(b'{"payload": {"type": "Error", "message": "no such thing"}}').decode()
    broken.write_text(f"#!/bin/sh\necho '{answer},'\ncat > /dev/null\n")
    with pytest.raises(
        EnregardError, match=r"^Pagefind cannot index the site \(no such thing\): set search = false$"
    ):
        pagefind.index([("/a", page("x"))], "fr")
    monkeypatch.setattr(pagefind, "program", lambda: tmp_path / "none")
    with pytest.raises(EnregardError, match=r"cannot run \(.*\): reinstall it"):
        pagefind.index([], "fr")


def test_parts_are_few_even_and_stable() -> None:
    assert [part_count(n) for n in (0, 1, 1250, 1251, 10_000, 10**6)] == [1, 1, 1, 2, 8, 32]
    slugs = [f"article-{n}" for n in range(8000)]
    sizes = [sum(part_of(slug, 8) == part for slug in slugs) for part in range(8)]
    assert max(sizes) < 1.15 * min(sizes)
    assert parts(["a"], 1) == [0]
    assert parts([], 1) == []
    assert part_of("article-1", 8) == 0


def test_paths_of_index_files() -> None:
    assert is_index("search/fr/0/pagefind.js")
    assert not is_index("search/index.html")
    assert not is_index("static/search.js")


def test_search_can_be_disabled_or_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    from enregard.publication.publication import Settings

    assert search.searchable(Settings())
    assert not search.searchable(Settings(search=False))
    monkeypatch.setattr(search, "program", lambda: None)
    assert not search.searchable(Settings())
