"""Whole sites: every page is well-formed, every link resolves, every header is shown, nothing is injected."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag

import pytest
from markdown_it import MarkdownIt

from enregard.article.article import (
    ArticleDate,
    Block,
    BlockKind,
    FacingArticle,
    Header,
    Mark,
    MarkKind,
    State,
    Text,
    TitleOrigin,
)
from enregard.errors import EnregardError
from enregard.output.manifest import MANIFEST
from enregard.site.model import ModelInfo
from tests.site.balance import Page
from tests.site.builders import JULY, MODEL, Builder, build_site, everything, holder, pair, simple

EVIL = "\"'><script>alert(1)</script>{{ 7 * 7 }}&amp;\u2028"


def evil() -> FacingArticle:
    """An article with markup in every field that comes from a seed."""
    build = Builder()
    attrs = {"href": EVIL, "src": EVIL, "alt": EVIL, "title": EVIL, "label": EVIL, "html": EVIL}
    marks = tuple(
        Mark(kind, place, place + 1, attrs)
        for place, kind in enumerate(
            (MarkKind.LINK, MarkKind.IMAGE, MarkKind.FOOTNOTE, MarkKind.HTML, MarkKind.CODE)
        )
    )
    text = Text("x\ufffc\ufffc\ufffcx" + EVIL, marks)
    return build.article(
        build.paragraph(pair(text, text, engine=EVIL)),
        build.leaf(BlockKind.HEADING, pair(EVIL, EVIL), level=EVIL),
        holder(
            BlockKind.LIST,
            build.paragraph(pair(EVIL, EVIL)),
            start=EVIL,
            type=EVIL,
            ordered="true",
            tight=EVIL,
        ),
        holder(
            BlockKind.TABLE,
            holder(BlockKind.TABLE_ROW, build.leaf(BlockKind.TABLE_CELL, pair("x", "x"), align=EVIL)),
        ),
        Block(BlockKind.CODE_BLOCK, 1, literal=EVIL, attrs={"info": EVIL}),
        Block(BlockKind.HTML_BLOCK, 1, literal=EVIL),
        holder(BlockKind.FOOTNOTE, build.paragraph(pair(EVIL, state=State.MISSING)), label=EVIL),
        slug="evil",
        path=PurePosixPath(f"a/{EVIL.replace('/', '')}.md"),
        title=EVIL,
        target_title=EVIL,
        source=EVIL,
        date=ArticleDate(EVIL, 2021),
        headers=(Header("date", EVIL, 1), Header(EVIL, EVIL, 2), Header("url", f"https://{EVIL}", 3)),
    )


def pages(folder: Path) -> dict[str, Page]:
    """Parse every page of a site."""
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with many kinds of articles."""
    return build_site(
        tmp_path,
        everything(),
        evil(),
        simple("rien"),
        simple("vu", State.REVIEWED, date=JULY, source="Reuters"),
        simple("manque", State.MISSING, title="Même", target_title="Même"),
        description="Une <description>",
        author="A & B",
        licence="CC BY",
    )


def test_every_page_is_well_formed(site: Path) -> None:
    for path, page in pages(site).items():
        ids = page.attributes("id")
        assert len(ids) == len(set(ids)), path
        assert len(page.named("h1")) == 1, path
        assert len(page.named("main")) == 1, path
        assert page.named("html")[0]["lang"] == ("fr" if path.startswith("fr/") else "en"), path
        assert page.named("title"), path


def page_root(path: str) -> str:
    """Return the path from a page to the root of the site."""
    return "../" * path.count("/")


def test_nothing_is_inline_and_the_policy_is_strict(site: Path) -> None:
    for path, page in pages(site).items():
        tags = {tag for tag, _ in page.tags}
        searches = path in (
            "search/index.html",
            "fr/-/search/index.html",
        )  # which alone has a form, and may run WebAssembly
        assert not tags & {"style", "iframe", "object", "embed", "base"}, path
        assert "form" not in tags or searches, path
        for _, attrs in page.tags:
            assert not any(name == "style" or name.startswith("on") for name in attrs), path
        for attrs in page.named("script"):
            data = {"type": "application/ld+json"}  # which no browser runs
            reading = {"src": page_root(path) + "static/reading.js", "defer": ""}
            search = {"src": page_root(path) + "static/search.js", "type": "module"}
            assert attrs in (search if searches else reading, data), path
        html = (site / path).read_text(encoding="utf-8")
        run = html.count("<script") - html.count('<script type="application/ld+json">')
        assert run == html.count(" defer></script>") + html.count('search.js"></script>'), path
        policy = page.named("meta")[1]
        assert policy["http-equiv"] == "Content-Security-Policy"
        assert "default-src 'none'" in policy["content"]
        assert "form-action 'none'" in policy["content"]
        assert policy["content"].count("unsafe") == searches, path
        assert "https:" not in policy["content"], "no other host is asked"


def test_the_content_of_seeds_is_always_text(site: Path) -> None:
    for path in ("articles/evil/index.html", "en/evil/index.html", "fr/evil/index.html", "index.html"):
        page = pages(site)[path]
        assert "<script>alert(1)</script>" in page.words, path
        assert "{{ 7 * 7 }}" in page.words, path


def test_every_internal_link_resolves(site: Path) -> None:
    found = pages(site)
    seen = 0
    for path, page in found.items():
        for address in page.attributes("href") + page.attributes("src"):
            place, fragment = urldefrag(address)
            if address.startswith(("https:", "http:")) or "<script>" in address:
                continue
            aim = os.path.normpath((PurePosixPath(path).parent / place).as_posix()) if place else path
            assert (site / aim).is_file(), f"{path}: {address}"
            if fragment:
                assert fragment in found[aim].attributes("id"), f"{path}: {address}"
            seen += 1
    assert seen > 100


def test_every_written_file_is_listed(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert set(json.loads((site / MANIFEST).read_bytes())["files"]) == files - {MANIFEST}
    assert {"index.html", "index.json", "sources/index.html", "about/index.html", "static/style.css"} <= files


def text(site: Path, path: str) -> str:
    """Return the words of a page, with single spaces."""
    return " ".join(Page((site / path).read_text(encoding="utf-8")).words.split())


def test_headers_are_shown_as_given(site: Path) -> None:
    facing = text(site, "articles/tout/index.html")
    assert "Date 1 July 2021 (given as 2021-07-01) Source AFP" in facing
    assert "Dateline KABOUL, 25 juillet (Reuters) rubrique Monde File seeds/tout.txt" in facing
    french = text(site, "fr/tout/index.html")
    assert "Date 1er juillet 2021 (notée 2021-07-01) Source AFP" in french
    assert "Fichier seeds/tout.txt" in french
    html = (site / "articles/tout/index.html").read_text(encoding="utf-8")
    assert '<time datetime="2021-07-01">1 July 2021</time>' in html


def test_nothing_is_invented(site: Path) -> None:
    assert "Date not stated Source not stated File seeds/rien.txt" in text(site, "articles/rien/index.html")
    assert "undated source not stated" in text(site, "index.html")


def test_a_source_from_the_dateline_says_so(tmp_path: Path) -> None:
    article = everything()
    kept = article.article
    changed = FacingArticle(
        type(kept)(kept.path, "x", "T", TitleOrigin.HEADER, (), None, "Reuters", kept.dateline, ()),
        "T",
        "T",
        (),
    )
    made = build_site(tmp_path, changed)
    assert "Source Reuters (from the dateline)" in text(made, "articles/x/index.html")


def test_labels_on_pages(site: Path) -> None:
    for page in ("articles/rien/index.html", "en/rien/index.html"):
        assert "Machine translation by Argos Translate fr–en 1.9, not reviewed" in text(site, page)
    assert "Machine" not in text(site, "fr/rien/index.html")
    assert "Reviewed translation" in text(site, "articles/vu/index.html")
    assert "2 of 12 sentences reviewed" in text(site, "articles/tout/index.html")
    missing = (site / "en/manque/index.html").read_text(encoding="utf-8")
    assert '<h1 id="title" lang="fr">Même</h1>' in missing
    assert "Not translated yet" in missing


def test_the_about_page_names_model_and_publisher(site: Path, tmp_path: Path) -> None:
    about = text(site, "about/index.html")
    for words in ("translate-fr_en", "1.9", "CC-BY 4.0", "Made by them", "A & B", "CC BY"):
        assert words in about
    (tmp_path / "none").mkdir()
    assert "The model" not in text(build_site(tmp_path / "none", model=None), "about/index.html")


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("MIT", ""),
    ],
)
def test_the_licence_of_the_model_is_linked(tmp_path: Path, licence: str, address: str) -> None:
    model = ModelInfo("m", "1", licence, "Made by them")
    made = Page((build_site(tmp_path, model=model) / "about/index.html").read_text("utf-8"))
    found = [attrs["href"] for attrs in made.named("a") if attrs.get("rel") == "license"]
    assert found == ([address] if address else [])


def test_every_model_that_made_drafts_is_credited(tmp_path: Path) -> None:
    build = Builder()
    sentences = [pair("A", "A"), pair("B", "B", engine="big 2022"), pair("C", "C", engine="<odd>")]
    sentences.append(pair("D", "D", State.REVIEWED, engine="unused 1"))
    big = ModelInfo("big", "2022", "CC-BY 4.0", "Made by others", "Fait par d'autres")
    unused = ModelInfo("unused", "1", "", "Made by nobody")
    model = replace(MODEL, others=(unused, big))
    made = build_site(tmp_path, build.article(build.paragraph(*sentences)), model=model)
    english, french = text(made, "about/index.html"), text(made, "fr/-/about/index.html")
    assert "Some drafts on this site were made by other models." in english
    credit = "Namebig Version2022 LicenceCC-BY 4.0 CreditMade by others Name<odd>"
    assert credit.replace(" ", "") in english.replace(" ", "")
    assert "CréditFaitpard'autresNom<odd>" in french.replace(" ", "")
    assert "nobody" not in english
    index = json.loads((made / "index.json").read_bytes())
    assert [other["name"] for other in index["other_models"]] == ["big", "<odd>"]
    assert index["other_models"][0]["credit"] == "Made by others"
    assert "others" not in index["model"]
    article = text(made, "articles/un/index.html")
    assert "big 2022" in article
    alone = build_site(tmp_path, simple(), model=model)
    assert "other models" not in text(alone, "about/index.html")
    assert "other_models" not in json.loads((alone / "index.json").read_bytes())


def test_an_empty_publication_explains_what_to_do(tmp_path: Path) -> None:
    made = build_site(tmp_path)
    assert "No articles yet. Put French articles" in text(made, "index.html")
    assert json.loads((made / "index.json").read_bytes())["articles"] == []


DATED = [
    simple("b", date=JULY, source="Zeit"),
    simple("a", date=JULY, source="écho"),
    simple("day", date=ArticleDate("2021-07-03", 2021, 7, 3), source="Echo"),
    simple("year", date=ArticleDate("2021", 2021)),
    simple("old", date=ArticleDate("1999-12", 1999, 12), source="Zeit"),
    simple("none"),
]


@pytest.mark.parametrize("order", [1, -1])
def test_the_index_does_not_depend_on_the_order_of_reading(tmp_path: Path, order: int) -> None:
    made = build_site(tmp_path, *DATED[::order])
    index = json.loads((made / "index.json").read_bytes())
    assert [article["slug"] for article in index["articles"]] == ["day", "a", "b", "year", "old", "none"]
    page = pages(made)["index.html"]
    assert [attrs["id"] for attrs in page.named("h2")] == ["2021-07", "2021", "1999-12", "undated"]
    sources = text(made, "sources/index.html")
    assert "Echo 2 Zeit 2 Not stated 2" in sources, "accents and capitals make no other source"


def test_index_json(site: Path) -> None:
    raw = (site / "index.json").read_text(encoding="utf-8")
    assert raw.endswith("}\n")
    index = json.loads(raw)
    entry = next(article for article in index["articles"] if article["slug"] == "tout")
    assert entry == {
        "date": {"en": "1 July 2021", "given": "2021-07-01", "iso": "2021-07-01"},
        "engines": ["translate-fr_en 1.9"],
        "links": {
            "en": "en/tout/index.html",
            "facing": "articles/tout/index.html",
            "fr": "fr/tout/index.html",
        },
        "outgoing": ["https://example.org/"],
        "seed": "seeds/tout.txt",
        "sentences": {"draft": 9, "missing": 1, "reviewed": 2},
        "slug": "tout",
        "source": "AFP",
        "state": "mixed",
        "tags": [],
        "titles": {"en": "English title", "fr": "Titre français"},
    }
    none = next(article for article in index["articles"] if article["slug"] == "rien")
    assert none["date"] is None
    assert none["source"] is None
    assert index["model"]["credit"] == "Made by them"


@pytest.mark.parametrize("base", ["https://e.org/presse", "https://e.org/presse/"])
def test_canonical_and_alternates(tmp_path: Path, base: str) -> None:
    made = build_site(tmp_path, simple(), base_url=base)
    head = [attrs for attrs in pages(made)["en/un/index.html"].named("link") if "hreflang" in attrs]
    assert {attrs["hreflang"]: attrs["href"] for attrs in head} == {
        "fr": "https://e.org/presse/fr/un/",
        "en": "https://e.org/presse/en/un/",
        "x-default": "https://e.org/presse/articles/un/",
    }
    canonical = [
        attrs["href"] for attrs in pages(made)["index.html"].named("link") if attrs["rel"] == "canonical"
    ]
    assert canonical == ["https://e.org/presse/"]


def test_without_a_base_url_all_links_are_relative(tmp_path: Path) -> None:
    page = pages(build_site(tmp_path, simple()))["fr/un/index.html"]
    assert not [attrs for attrs in page.named("link") if attrs["rel"] == "canonical"]
    assert {attrs["href"] for attrs in page.named("link") if "hreflang" in attrs} == {
        "../../fr/un/index.html",
        "../../en/un/index.html",
        "../../articles/un/index.html",
    }


def test_about_md(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/about.md").write_text(
        "\ufeff# Nous\n\n*Deux* <b>gras</b> [x](javascript:y)\n", encoding="utf-8"
    )
    html = (build_site(tmp_path) / "about/index.html").read_text(encoding="utf-8")
    assert "<h2>Nous</h2>" in html
    assert "<em>Deux</em> &lt;b&gt;gras&lt;/b&gt; [x](javascript:y)" in html
    Page(html)


def test_about_md_must_be_utf_8(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/about.md").write_bytes(b"caf\xe9")
    with pytest.raises(EnregardError, match=r"about\.md:1: is not UTF-8 at byte 3"):
        build_site(tmp_path)


def test_about_md_must_not_be_nested_too_deeply(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(MarkdownIt, "parse", parse)  # its own limit of nesting comes first, today
    (tmp_path / "site").mkdir()
    (tmp_path / "site/about.md").write_text("> > Nous")
    with pytest.raises(EnregardError, match=r"about\.md: markup is nested too deeply to read: simplify it"):
        build_site(tmp_path)


def test_about_md_must_not_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "site/about.md").mkdir(parents=True)
    with pytest.raises(
        EnregardError, match=r"about\.md: cannot be read \(.*\): check that it is a file you can read"
    ):
        build_site(tmp_path)


def test_builds_in_two_folders_have_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        folder = build_site(tmp_path / name, everything(), simple())
        made.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert made[0] == made[1]


def test_pages_do_not_import_a_translation_library() -> None:
    code = (
        "import sys, enregard.site.pages, enregard.output.replace\n"
        "names = 'enregard.translate enregard.seeds ctranslate2 argostranslate polib numpy'.split()\n"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
