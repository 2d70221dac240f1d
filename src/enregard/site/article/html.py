"""Render a text with its marks as HTML."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from enregard.article.article import LITERAL, Mark, MarkKind, Text
from enregard.article.edits import Step, walk
from enregard.publication.publication import Settings
from enregard.site.words.typography import typeset, typeset_characters

TAGS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.STRIKETHROUGH: "s",
    MarkKind.UNDERLINE: "u",
    MarkKind.INSERTED: "ins",
    MarkKind.HIGHLIGHT: "mark",
    MarkKind.SMALL: "small",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.CITE: "cite",
    MarkKind.QUOTE: "q",
    MarkKind.ABBREVIATION: "abbr",
    MarkKind.CODE: "code",
    MarkKind.KEYBOARD: "kbd",
    MarkKind.NOT_TRANSLATED: "span",
    MarkKind.LINK: "a",
}
"""The elements of markup around words."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_IMAGE_DATA = re.compile(r"data:image/(?:png|gif|jpeg|webp|avif);", re.IGNORECASE)


_PAGE_TAG = re.compile(
    r"</?(?:html|head|body|base|link|meta|title|frame|frameset|noframes)(?:[\s/][^>]*)?(?:>|\Z)",
    re.IGNORECASE,
)
"""Tags about a whole page, such as its address, its policy or its title."""


def without_page_tags(html: str) -> str:
    """Remove the tags about a whole page from an article's raw HTML: a page has only its own."""
    return _PAGE_TAG.sub(" ", html)  # a space, lest what was around a tag becomes one


def _scheme(address: str) -> str | None:
    """Return the scheme of `address` as browsers see it: "" if relative, None if invalid."""
    if "\0" in address:
        return None
    # Browsers drop tabs and line ends anywhere, and spaces and control characters at the start (WHATWG URL).
    bare = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    found = _SCHEME.match(bare)
    return found[1].lower() if found else ""


def safe_link(address: str) -> bool:
    """Return whether a page may link to `address`: it is relative, or has a scheme that runs nothing."""
    scheme = _scheme(address)
    return scheme == "" or scheme in _LINK_SCHEMES


def safe_image(address: str) -> bool:
    """Return whether a page may show the image at `address`."""
    return _scheme(address) in ("", "http", "https") or bool(_IMAGE_DATA.match(address))


def is_remote(address: str) -> bool:
    """Return whether loading the image at `address` would contact another host."""
    return _scheme(address) in ("http", "https") or re.sub(r"[\s\\]", "/", address).startswith("//")


def plain_html(plain: str, lang: str) -> str:
    """Render `plain`, in the language `lang`, as HTML."""
    words = typeset(plain, lang)
    return escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words


def text_html(
    text: Text,
    lang: str,
    settings: Settings,
    addresses: Mapping[str, str],
    footnote: Callable[[str], str],
) -> str:
    """Render `text`, in the language `lang`, as HTML.

    Unless `settings` allow them, raw tags appear as text, and images from other hosts become links.
    `addresses` maps addresses in `text` to addresses for the page. `footnote` renders a reference from its
    label. Apart from raw tags, the result is balanced even if the marks are not.
    """
    plain = text.plain
    if not text.marks:
        return plain_html(plain, lang)
    own = typeset_characters(plain, lang)
    has_french = any(mark.kind is MarkKind.NOT_TRANSLATED for mark in text.marks)
    french = typeset_characters(plain, "fr") if has_french else own
    out: list[str] = []
    opened: list[tuple[str, Sequence[str]]] = []  # end tags, and how to typeset the words after them
    characters: Sequence[str] = own
    for step, start, end, number in walk(text):
        if step is Step.WORDS:
            out.append(escape("".join(characters[start:end]), quote=False))
            continue
        mark = text.marks[number]
        if step is Step.OPEN:
            begin, finish = _element(mark, addresses, lang, plain[start:end])
            out.append(begin)
            opened.append((finish, characters))
            if mark.kind in LITERAL:
                characters = plain
            elif mark.kind is MarkKind.NOT_TRANSLATED and characters is own:
                characters = french
        elif step is Step.CLOSE:
            finish, characters = opened.pop()
            out.append(finish)
        elif mark.kind is MarkKind.IMAGE:
            inside_link = any(finish == "</a>" for finish, _ in opened)
            out.append(_image(mark, settings.remote_images, inside_link, addresses))
        else:
            out.append(_atom(mark, footnote, settings.allow_html))
    return "".join(out)


def _element(mark: Mark, addresses: Mapping[str, str], lang: str, words: str) -> tuple[str, str]:
    """Return the start and end tags of `mark` over `words` in a text in the language `lang`."""
    if mark.kind is MarkKind.NOT_TRANSLATED:
        return ("<span" if lang == "fr" else '<span lang="fr"') + ' translate="no">', "</span>"
    if mark.kind is MarkKind.LINK:
        href = mark.attrs.get("href", "")
        href = addresses.get(href, href)
        if not href or not safe_link(href):
            return "<span>", "</span>"
        # In print, addresses follow links, except links whose words are the address.
        told = ' class="told"' if href in (words, f"mailto:{words}") else ""
        return f'<a{told} href="{escape(href)}"{_title(mark)}>', "</a>"
    tag = TAGS[mark.kind]
    attributes = ' translate="no"' if mark.kind is MarkKind.CODE else _title(mark)
    return f"<{tag}{attributes}>", f"</{tag}>"


def _atom(mark: Mark, footnote: Callable[[str], str], allow_html: bool) -> str:
    """Render an atom other than an image."""
    if mark.kind is MarkKind.BREAK:
        return "<br>"
    if mark.kind is MarkKind.FOOTNOTE:
        return footnote(mark.attrs.get("label", ""))
    html = mark.attrs.get("html", "")
    return without_page_tags(html) if allow_html else escape(html, quote=False)


def _image(mark: Mark, remote_images: bool, inside_link: bool, addresses: Mapping[str, str]) -> str:
    """Render an image, or a link to it if loading it would contact another host."""
    source, alt = mark.attrs.get("src", ""), mark.attrs.get("alt", "")
    source = addresses.get(source, source)
    if not source or not safe_image(source):
        return escape(alt, quote=False)
    if remote_images or not is_remote(source):
        return f'<img src="{escape(source)}" alt="{escape(alt)}"{_title(mark)} loading="lazy">'
    words = escape(alt or source, quote=False)
    return words if inside_link else f'<a class="image" href="{escape(source)}"{_title(mark)}>{words}</a>'


def _title(mark: Mark) -> str:
    return f' title="{escape(mark.attrs["title"])}"' if mark.attrs.get("title") else ""
