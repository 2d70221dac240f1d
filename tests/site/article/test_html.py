"""Text with marks as HTML."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.article.article import ATOMS, LITERAL, OBJECT, Mark, MarkKind, Text
from enregard.publication.publication import Settings
from enregard.site.article import html
from enregard.site.article.html import safe_image, safe_link, without_page_tags
from enregard.site.words.typography import typeset
from tests.incremental import built, write
from tests.site.balance import Page

NARROW = "\u202f"


def text_html(text: Text, lang: str, *, allow_html: bool = False, remote_images: bool = False) -> str:
    """Render `text` with footnotes as their labels and addresses as given."""
    settings = Settings(allow_html=allow_html, remote_images=remote_images)
    return html.text_html(text, lang, settings, {}, footnote=lambda label: f"<sup>{escape(label)}</sup>")


def marked(plain: str, kind: MarkKind, attrs: Mapping[str, str] | None = None) -> str:
    """Render `plain` with one mark over all of it."""
    return text_html(Text(plain, (Mark(kind, 0, len(plain), attrs or {}),)), "en")


@pytest.mark.parametrize(
    ("kind", "attrs", "expected"),
    [
        (MarkKind.EMPHASIS, {}, "<em>x</em>"),
        (MarkKind.STRONG, {}, "<strong>x</strong>"),
        (MarkKind.STRIKETHROUGH, {}, "<s>x</s>"),
        (MarkKind.CODE, {}, '<code translate="no">x</code>'),
        (MarkKind.NOT_TRANSLATED, {}, '<span lang="fr" translate="no">x</span>'),
        (MarkKind.LINK, {"href": "/a?b&c"}, '<a href="/a?b&amp;c">x</a>'),
        (MarkKind.LINK, {"href": "#n", "title": 'dit "là"'}, '<a href="#n" title="dit &quot;là&quot;">x</a>'),
        (MarkKind.LINK, {"href": "javascript:alert(1)"}, "<span>x</span>"),
        (MarkKind.LINK, {}, "<span>x</span>"),
        (MarkKind.KEYBOARD, {}, "<kbd>x</kbd>"),
        (MarkKind.SUPERSCRIPT, {}, "<sup>x</sup>"),
        (MarkKind.SUBSCRIPT, {}, "<sub>x</sub>"),
        (MarkKind.UNDERLINE, {}, "<u>x</u>"),
        (MarkKind.INSERTED, {}, "<ins>x</ins>"),
        (MarkKind.HIGHLIGHT, {}, "<mark>x</mark>"),
        (MarkKind.SMALL, {}, "<small>x</small>"),
        (MarkKind.CITE, {}, "<cite>x</cite>"),
        (MarkKind.QUOTE, {}, "<q>x</q>"),
        (MarkKind.ABBREVIATION, {"title": 'dit "là"'}, '<abbr title="dit &quot;là&quot;">x</abbr>'),
        (MarkKind.BREAK, {}, "<br>"),
        (MarkKind.FOOTNOTE, {"label": "<1>"}, "<sup>&lt;1&gt;</sup>"),
        (MarkKind.IMAGE, {"src": "a.png", "alt": '"'}, '<img src="a.png" alt="&quot;" loading="lazy">'),
        (MarkKind.IMAGE, {"src": "javascript:x", "alt": "<i>"}, "&lt;i&gt;"),
        (
            MarkKind.IMAGE,
            {"src": "https://a.b/i?x&y", "alt": "A"},
            '<a class="image" href="https://a.b/i?x&amp;y">A</a>',
        ),
        (MarkKind.IMAGE, {"src": " //a.b/i.png"}, '<a class="image" href=" //a.b/i.png"> //a.b/i.png</a>'),
        (MarkKind.IMAGE, {"src": "/\\a.b/i.png", "alt": "A"}, '<a class="image" href="/\\a.b/i.png">A</a>'),
        (MarkKind.HTML, {"html": "<b>"}, "&lt;b&gt;"),
    ],
)
def test_each_kind_of_mark(kind: MarkKind, attrs: dict[str, str], expected: str) -> None:
    assert marked("x", kind, attrs) == expected


def test_every_kind_of_mark_has_html() -> None:
    for kind in MarkKind:
        assert "x" not in marked("x", kind) if kind in ATOMS else "x" in marked("x", kind)


def test_raw_tags_are_kept_only_if_allowed() -> None:
    text = Text(OBJECT, (Mark(MarkKind.HTML, 0, 1, {"html": "<kbd>"}),))
    assert text_html(text, "en", allow_html=True) == "<kbd>"
    assert text_html(text, "en") == "&lt;kbd&gt;"


def test_images_from_other_hosts_are_shown_if_allowed() -> None:
    text = Text(OBJECT, (Mark(MarkKind.IMAGE, 0, 1, {"src": "https://a.b/i.png", "alt": "A"}),))
    assert text_html(text, "en", remote_images=True) == '<img src="https://a.b/i.png" alt="A" loading="lazy">'


@pytest.mark.parametrize(
    ("words", "href", "told"),
    [
        ("https://example.org/", "https://example.org/", True),
        ("a@example.org", "mailto:a@example.org", True),
        ("the site", "https://example.org/", False),
    ],
)
def test_links_whose_words_are_their_address_have_a_class(words: str, href: str, told: bool) -> None:
    text = Text(words, (Mark(MarkKind.LINK, 0, len(words), {"href": href}),))
    assert text_html(text, "en").startswith('<a class="told" href=' if told else "<a href=")


def test_links_do_not_nest() -> None:
    marks = (
        Mark(MarkKind.LINK, 0, 1, {"href": "/x"}),
        Mark(MarkKind.IMAGE, 0, 1, {"src": "https://a.b/i.png", "alt": "A"}),
    )
    assert text_html(Text(OBJECT, marks), "en") == '<a href="/x">A</a>'


def test_marks_nest_in_their_order() -> None:
    text = Text(
        "abcd", (Mark(MarkKind.STRONG, 0, 3), Mark(MarkKind.EMPHASIS, 0, 2), Mark(MarkKind.CODE, 2, 3))
    )
    assert text_html(text, "en") == '<strong><em>ab</em><code translate="no">c</code></strong>d'


def test_crossing_marks_are_clipped() -> None:
    text = Text("abcd", (Mark(MarkKind.STRONG, 0, 2), Mark(MarkKind.EMPHASIS, 1, 4)))
    assert text_html(text, "en") == "<strong>a<em>b</em></strong>cd"


def test_kept_words_are_typeset_as_french() -> None:
    text = Text('"Quoi ?" he said of "Quoi ?"', (Mark(MarkKind.NOT_TRANSLATED, 20, 28),))
    assert text_html(text, "en") == (
        f'“Quoi ?” he said of <span lang="fr" translate="no">«{NARROW}Quoi{NARROW}?{NARROW}»</span>'
    )
    assert text_html(text, "fr").endswith(f'<span translate="no">«{NARROW}Quoi{NARROW}?{NARROW}»</span>')


def test_french_spaces_but_not_in_code() -> None:
    text = Text("« a » ; b : c", (Mark(MarkKind.CODE, 8, 13),))
    expected = f'«{NARROW}a{NARROW}»{NARROW}; <code translate="no">b : c</code>'
    assert text_html(text, "fr") == expected
    assert NARROW not in text_html(text, "en")


@pytest.mark.parametrize(
    "address", ["https://a.b/", "mailto:a@b.c", "/x", "x/y.html", "#n", "", "//a.b", "a/b:c"]
)
def test_safe_links(address: str) -> None:
    assert safe_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "JavaScript:x",
        " javascript:x",
        "java\nscript:x",
        "\x01javascript:x",
        "\tvbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "java\0script:x",
    ],
)
def test_unsafe_links(address: str) -> None:
    assert not safe_link(address)
    assert not safe_image(address)


def test_images_from_data() -> None:
    assert safe_image("data:image/png;base64,AAAA")
    assert not safe_image("data:image/svg+xml;base64,AAAA")


@st.composite
def texts(draw: st.DrawFn, nested: bool) -> Text:
    """Draw any text with marks, well nested or not."""
    plain = draw(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r" + OBJECT), min_size=1, max_size=30)
    )
    kinds = [kind for kind in MarkKind if kind not in ATOMS]
    marks: list[Mark] = []

    def fill(start: int, end: int, depth: int) -> None:
        at = start
        while at < end and depth < 3 and draw(st.booleans()):
            first = draw(st.integers(at, end - 1))
            last = draw(st.integers(first + 1, end))
            marks.append(Mark(draw(st.sampled_from(kinds)), first, last, {"href": draw(st.text(max_size=9))}))
            fill(first, last, depth + 1)
            at = last

    if nested:
        fill(0, len(plain), 0)
    else:
        spans = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
        marks = [Mark(draw(st.sampled_from(kinds)), *span) for span in spans]
    return Text(plain, tuple(marks))


def languages(text: Text) -> list[str]:
    """Return the languages in which all words of `text` have that language's typography."""
    kinds = {mark.kind for mark in text.marks}
    if not LITERAL.isdisjoint(kinds):
        return []
    return ["fr"] if MarkKind.NOT_TRANSLATED in kinds else ["fr", "en"]


@given(texts(nested=True) | texts(nested=False))
@example(Text('0000"', (Mark(MarkKind.NOT_TRANSLATED, 0, 5),)))
def test_the_words_are_kept_and_the_tags_balance(text: Text) -> None:
    for lang in languages(text):
        assert Page(text_html(text, lang)).words == typeset(text.plain, lang)


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<meta http-equiv="content-security-policy" content="default-src 中">', " "),
        ("<META\nhttp-equiv=refresh content=0>", " "),
        ("<meta/http-equiv=refresh>", " "),
        ('a<base href="//x/">b', "a b"),
        ("<p>a<link rel=stylesheet href=x></p>", "<p>a </p>"),
        ("<title>x</title>", " x "),
        ("</head></body></html>", "   "),
        ("<body onload=x><frameset>", "  "),
        ("<me<meta>ta http-equiv=refresh>", "<me ta http-equiv=refresh>"),
        ("<<meta x>base href=x>", "< base href=x>"),
        ("<meta http-equiv=refresh", " "),
        ("<meta", " "),
        (
            "<metaphor> <titles> <header> <basefont> <links>",
            "<metaphor> <titles> <header> <basefont> <links>",
        ),
        ('<a title="meta">', '<a title="meta">'),
    ],
)
def test_raw_html_has_no_tags_about_the_whole_page(html: str, left: str) -> None:
    assert without_page_tags(html) == left


def test_tags_about_the_whole_page_reach_no_page(tmp_path: Path) -> None:
    write(tmp_path / "site/site.toml", "allow_html = true\n")
    tag = '<meta name="referrer" content="unsafe-url">'
    write(tmp_path / "seeds/a.md", f"# Titre\n\n{tag}\n\nUn **mot** {tag} <b>ici</b>.\n")
    assert built(tmp_path) == []
    for path in ("articles/a", "fr/a", "en/a"):
        html = (tmp_path / f"build/{path}/index.html").read_text("utf-8")
        assert "unsafe-url" not in html
        assert "ici" in html.lower()
