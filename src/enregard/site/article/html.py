"""Turn the text of a sentence, and the markup over it, into HTML."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from enregard.article.article import Mark, MarkKind, Text
from enregard.article.edits import Step, walk
from enregard.site.words.typography import typeset, typeset_characters

_TAGS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.STRIKETHROUGH: "s",
    MarkKind.CODE: "code",
}

_AS_GIVEN: Mapping[str, str] = {}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_IMAGE_DATA = re.compile(r"data:image/(?:png|gif|jpeg|webp|avif);", re.IGNORECASE)


def attribute(value: str) -> str:
    """`value` as it may stand between double quotes."""
    return escape(value, quote=True)


def _scheme(address: str) -> str | None:
    """The scheme of `address` as a browser would find it; empty for a relative one."""
    if "\0" in address:
        return None
    # Browsers drop tabs and line ends anywhere, and blanks and control characters at the start (WHATWG URL).
    bare = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    found = _SCHEME.match(bare)
    return found[1].lower() if found else ""


def safe_link(address: str) -> bool:
    """Whether `address` may be followed from a page: a relative one, or of a scheme that runs no program."""
    scheme = _scheme(address)
    return scheme == "" or scheme in _LINK_SCHEMES


def safe_image(address: str) -> bool:
    """Whether `address` may be shown as an image."""
    return _scheme(address) in ("", "http", "https") or bool(_IMAGE_DATA.match(address))


def is_remote(address: str) -> bool:
    """Whether showing the image at `address` would ask another host."""
    return _scheme(address) in ("http", "https") or re.sub(r"[\s\\]", "/", address).startswith("//")


def plain_html(plain: str, lang: str) -> str:
    """`plain`, in the language `lang`, as HTML."""
    words = typeset(plain, lang)
    return escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words


def _plain_label(label: str) -> str:
    """A footnote reference that leads nowhere."""
    return f"<sup>{escape(label, quote=False)}</sup>"


def text_html(
    text: Text,
    lang: str,
    *,
    footnote: Callable[[str], str] = _plain_label,
    allow_html: bool = False,
    remote_images: bool = False,
    addresses: Mapping[str, str] = _AS_GIVEN,
) -> str:
    """`text`, in the language `lang`, as HTML.

    `footnote` gives the HTML of a reference from its label. Raw tags are kept only where `allow_html`, and
    shown as text elsewhere; images at other hosts are shown only where `remote_images`, and are links
    elsewhere. `addresses` says which addresses stand on the page for those given. The result is balanced
    whatever the marks are (raw tags aside).
    """
    plain = text.plain
    if not text.marks:
        return plain_html(plain, lang)
    shown = typeset_characters(plain, lang)
    french = (
        typeset_characters(plain, "fr")
        if any(mark.kind is MarkKind.NOT_TRANSLATED for mark in text.marks)
        else shown
    )
    out: list[str] = []
    opened: list[tuple[str, Sequence[str]]] = []  # end tags, and the signs of the words after them
    signs: Sequence[str] = shown
    for step, start, end, number in walk(text):
        if step is Step.WORDS:
            out.append(escape("".join(signs[start:end]), quote=False))
            continue
        mark = text.marks[number]
        if step is Step.OPEN:
            begin, finish = _element(mark, addresses, lang, plain[start:end])
            out.append(begin)
            opened.append((finish, signs))
            if mark.kind is MarkKind.CODE:
                signs = plain
            elif mark.kind is MarkKind.NOT_TRANSLATED and signs is shown:
                signs = french
        elif step is Step.CLOSE:
            finish, signs = opened.pop()
            out.append(finish)
        elif mark.kind is MarkKind.IMAGE:
            inside_link = any(finish == "</a>" for finish, _ in opened)
            out.append(_image(mark, remote_images, inside_link, addresses))
        else:
            out.append(_atom(mark, footnote, allow_html))
    return "".join(out)


def _element(mark: Mark, addresses: Mapping[str, str], lang: str, words: str) -> tuple[str, str]:
    """The start and end tag of `mark` over `words` in a text in the language `lang`."""
    if mark.kind is MarkKind.NOT_TRANSLATED:
        return ("<span" if lang == "fr" else '<span lang="fr"') + ' translate="no">', "</span>"
    if mark.kind is MarkKind.LINK:
        href = mark.attrs.get("href", "")
        href = addresses.get(href, href)
        if not href or not safe_link(href):
            return "<span>", "</span>"
        # On paper, addresses stand after links; not after those that are themselves addresses.
        told = ' class="told"' if href in (words, f"mailto:{words}") else ""
        return f'<a{told} href="{attribute(href)}"{_title(mark)}>', "</a>"
    tag = _TAGS[mark.kind]
    return (f'<{tag} translate="no">' if tag == "code" else f"<{tag}>"), f"</{tag}>"


def _atom(mark: Mark, footnote: Callable[[str], str], allow_html: bool) -> str:
    """The HTML of markup without words of its own."""
    if mark.kind is MarkKind.BREAK:
        return "<br>"
    if mark.kind is MarkKind.FOOTNOTE:
        return footnote(mark.attrs.get("label", ""))
    html = mark.attrs.get("html", "")
    return html if allow_html else escape(html, quote=False)


def _image(mark: Mark, remote_images: bool, inside_link: bool, addresses: Mapping[str, str]) -> str:
    """The HTML of an image, or of a link to it where showing it would ask another host."""
    source, alt = mark.attrs.get("src", ""), mark.attrs.get("alt", "")
    source = addresses.get(source, source)
    if not source or not safe_image(source):
        return escape(alt, quote=False)
    if remote_images or not is_remote(source):
        return f'<img src="{attribute(source)}" alt="{attribute(alt)}"{_title(mark)} loading="lazy">'
    words = escape(alt or source, quote=False)
    return words if inside_link else f'<a class="image" href="{attribute(source)}"{_title(mark)}>{words}</a>'


def _title(mark: Mark) -> str:
    """The title attribute of `mark`, if the seed gives one."""
    return f' title="{attribute(mark.attrs["title"])}"' if mark.attrs.get("title") else ""
