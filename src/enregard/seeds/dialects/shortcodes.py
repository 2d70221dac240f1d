"""Rewrite shortcodes and tags of templates, such as those of Hugo, Quarto, Jekyll and Hexo, as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from enregard.messages import marked
from enregard.seeds.dialects.boxes import box_kind
from enregard.seeds.names import PAGE
from enregard.seeds.notes import Notes
from enregard.seeds.source import Edit, Source

# No part may match in two ways, or a tag without an end would take time that grows with its square.
_TAG = re.compile(
    r"(?P<code>`+)|(?P<escape>\\.)"
    r"|\{\{(?P<hugo>[<%])-?(?:\s*(?P<close>/))?\s*(?P<name>[\w./-]++)"
    r"(?P<rest>(?:\"[^\"]*\"|`[^`]*`|[^\"`{}])*?)-?[%>]\}\}"
    r"|\{%-?\s*(?P<liquid>[\w.-]++)(?P<args>(?:[^%\n{]|\{(?!%)|%(?!\}))*?)-?%\}"
    r"|\{\{(?![<%{])(?P<value>[^{}\n]*)\}\}",
    re.DOTALL,
)
_OPENING = re.compile(
    r"\{\{[<%]\s*(?P<name>highlight|code|codeblock)\b(?P<rest>[^{}]*?)[%>]\}\}"
    r"|\{%-?\s*(?P<tag>highlight|codeblock|code)\b(?P<args>[^%\n]*?)-?%\}"
)
_CLOSING_HUGO = r"\{{\{{[<%]\s*/\s*{}\s*[%>]\}}\}}"
_CLOSING_LIQUID = r"\{{%-?\s*end{}\s*-?%\}}"
_CALL = re.compile(r"\{\{-?\s*[\w.]+\(")
_END_OF_CALL = re.compile(r"\)\s*(?:\|[^{}\n]*)?-?\}\}")
_NO_WORDS = "\t >*-"
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_ARGUMENT = re.compile(r"""(?:([\w-]+)\s*[=:]\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`,=]+))""")
_BASE = re.compile(r"(?:site|config)\.(?:base_?url|url)|baseurl|base|root|url\.base", re.IGNORECASE)
_FILTERED = re.compile(
    r"""["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|url|relURL|absURL|prepend:.*)\s*"""
)
_ADDRESSES = {
    "youtube": ("https://www.youtube.com/watch?v={}", "Vidéo"),
    "youtube-lite": ("https://www.youtube.com/watch?v={}", "Vidéo"),
    "vimeo": ("https://vimeo.com/{}", "Vidéo"),
    "dailymotion": ("https://www.dailymotion.com/video/{}", "Vidéo"),
    "gist": ("https://gist.github.com/{}", "Code"),
    "tweet": ("https://twitter.com/i/status/{}", "Message"),
    "twitter": ("https://twitter.com/i/status/{}", "Message"),
    "x": ("https://twitter.com/i/status/{}", "Message"),
    "instagram": ("https://www.instagram.com/p/{}/", "Photo"),
}
"""Where shortcodes show something from, and a French word for it."""

_FILES = frozenset({"video", "audio", "pdf", "iframe", "embed", "peertube", "pdfviewer", "mp4", "mp3"})
_PICTURES = frozenset(
    {"figure", "image", "img", "picture", "imgproc", "asset_img", "responsive_image", "respimg"}
)
_FOLDED = frozenset({"expand", "details", "detail", "collapse", "spoiler", "accordion", "toggle"})
_BOXES = frozenset({"notice", "alert", "callout", "admonition", "hint", "box", "message", "highlight-box"})
_PAIRED = _BOXES | _FOLDED | {"tab"}
_LINKS = frozenset({"ref", "relref", "post_url", "link", "post_link", "get_url"})
_ICONS = frozenset(
    {"fa", "icon", "fas", "fab", "bi", "iconify", "emoji", "anchor", "br", "pagebreak", "nbsp"}
)
DROPPED = marked("{}: left out, because enregard cannot run it: write what it shows as text")
KEPT = marked("{}: shown as it is, because enregard cannot run it: write what it shows as text")


@dataclass(frozen=True, slots=True)
class _Call:
    """A shortcode or tag: its name, whether it closes another, and its arguments."""

    name: str
    closes: bool = False
    named: dict[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()

    def get(self, *names: str, at: int | None = None) -> str:
        """Return the first argument with one of `names`, or the one `at` a position; "" if absent."""
        found = next((self.named[name] for name in names if self.named.get(name)), "")
        return found or (self.given[at] if at is not None and at < len(self.given) else "")


def without_shortcodes(source: Source, notes: Notes) -> Source:
    """Return `source` with shortcodes and tags rewritten; what only a generator can run is left out."""
    if "{%" not in source.text and "{{" not in source.text:
        return source
    if _RAW.search(source.text):
        source = source.edited((it.start(), it.end(), "") for it in _RAW.finditer(source.text))
    source = source.edited(_code_blocks(source))
    source = source.edited(_calls(source, notes))
    return source.edited(_Rewriter(source, notes).edits())


def _code_blocks(source: Source) -> Iterator[Edit]:
    """Rewrite pairs around code as fences."""
    text = source.text
    at = 0
    unclosed: set[str] = set()
    for begin, end in source.prose():
        while match := _OPENING.search(text, max(at, begin), end):
            at = match.end()
            name = match["name"] or match["tag"]
            closing = (_CLOSING_HUGO if match["name"] else _CLOSING_LIQUID).format(name)
            close = None if closing in unclosed else re.compile(closing).search(text, at)
            if close is None:
                unclosed.add(closing)
                continue
            call = _call(name, match["rest"] or match["args"] or "")
            body = text[at : close.start()].strip("\n")
            if body.lstrip().startswith(("```", "~~~")):  # GitBook has a fence inside
                yield match.start(), at, ""
                at = close.end()
                yield *close.span(), ""
                continue
            language = call.get("lang", "language", at=0) if call.name != "code" or call.given else ""
            fence = "`" * max(3, 1 + _longest_run(body))
            language = re.sub(r"[^\w+#-]", "", language)
            at = close.end()
            yield match.start(), at, f"\n{fence}{language}\n{body}\n{fence}\n"


def _calls(source: Source, notes: Notes) -> Iterator[Edit]:
    """Leave out calls such as `{{ component("card", { title: "a" }) }}`, which may take several lines."""
    text = source.text
    for begin, end in source.prose():
        at = begin
        while match := _CALL.search(text, at, end):
            close = _END_OF_CALL.search(text, match.end(), end)
            if close is None:
                break
            at = close.end()
            if "{" in text[match.end() : close.start()]:
                notes.add(DROPPED, source.number(match.start()), f"{match[0]}…) }}}}")
                yield match.start(), at, ""


class _Rewriter:
    """Rewrites the tags of one source."""

    def __init__(self, source: Source, notes: Notes) -> None:
        self._source = source
        self._notes = notes
        self._line = (0, -1)  # where the line begins and ends that `_words_around` saw last
        self._words: dict[tuple[int, int], tuple[int, int]] = {}  # by lines: see `_words_around`

    def edits(self) -> Iterator[Edit]:
        """Yield what replaces each tag."""
        for match in self._source.outside_code(_TAG, "{%", "{{"):
            yield *match.span(), self._value(match) if match["value"] is not None else self._rewritten(match)

    def _rewritten(self, match: re.Match[str]) -> str:
        """Return what a shortcode or template tag means in Markdown."""
        text, start, end = self._source.text, match.start(), match.end()
        if match["liquid"]:
            name = match["liquid"]
            call = _call(name.removeprefix("end"), match["args"], closes=name.startswith("end"))
            shown = f"{{% {call.name} %}}"
        else:
            call = _call(match["name"], match["rest"], closes=bool(match["close"]))
            shown = f"{{{{{call.name}}}}}"
        first, last = self._words_around(start, end)
        before, after = first < start, last > end
        alone = not (before or after) or (call.name in _PAIRED and not (after if call.closes else before))
        in_link = text.startswith(("](", '="', "='"), start - 2) or text.startswith("](<", start - 3)
        if call.name in _LINKS and not call.closes:
            return _link(call, in_link=in_link)
        meaning = None if in_link else _meaning(call, alone=alone)
        if meaning is not None:
            return meaning
        if alone or call.closes:
            self._notes.add(DROPPED, self._source.number(start), shown)
            return ""
        if in_link:
            return ""
        self._notes.add(KEPT, self._source.number(start), shown)
        return _as_code(match[0].replace("\n", " "))

    def _words_around(self, start: int, end: int) -> tuple[int, int]:
        """Return where words outside of tags begin and end in the lines of a tag."""
        text = self._source.text
        line_start, line_end = lines = self._line
        if not line_start <= start <= end <= line_end:
            line_start = text.rfind("\n", 0, start) + 1
            line_end = text.find("\n", end)
            line_end = len(text) if line_end < 0 else line_end
            lines = line_start, line_end
            if "\n" not in text[start:end]:
                self._line = lines
        if lines not in self._words:
            # Blanks in place of tags keep the offsets.
            bare = _TAG.sub(_blanked, text[line_start:line_end])
            first = line_start + len(bare) - len(bare.lstrip(_NO_WORDS))
            self._words[lines] = first, line_start + len(bare.rstrip(_NO_WORDS))
        return self._words[lines]

    def _value(self, match: re.Match[str]) -> str:
        """Return the value of a variable, if it is an address of the site; otherwise show the variable."""
        value = match["value"].strip()
        if self._source.text[match.start() - 1 : match.start()] == "=":
            return '""'  # an attribute of a component
        if _BASE.match(value):
            return ""
        if found := _FILTERED.fullmatch(value):
            return found[1]
        if value.lower() in ("toc", "_toc_"):
            return match[0]
        if value.startswith("#"):  # mdBook
            return value.partition("|")[2].strip()
        if self._source.text.startswith(("](", '="'), match.start() - 2):
            return ""
        self._notes.add(KEPT, self._source.number(match.start()), match[0])
        line = self._source.lines[self._source.index(match.start())]
        in_html = line.lstrip().startswith("<")  # where backticks are words
        return f"<code>{escape(match[0], quote=False)}</code>" if in_html else _as_code(match[0])


def _blanked(match: re.Match[str]) -> str:
    """Return blanks as long as a shortcode or template tag; anything else stays."""
    is_tag = match["hugo"] or match["liquid"]
    return " " * len(match[0]) if is_tag else match[0]


def _as_code(shown: str) -> str:
    """Return `shown` as a code span."""
    longest = _longest_run(shown)
    return f"{'`' * (longest + 1)} {shown} {'`' * (longest + 1)}" if longest else f"`{shown}`"


def _longest_run(text: str) -> int:
    """Return the length of the longest run of backticks in `text`."""
    return max(map(len, re.findall("`+", text)), default=0)


def _call(name: str, rest: str, *, closes: bool = False) -> _Call:
    named: dict[str, str] = {}
    given: list[str] = []
    for match in _ARGUMENT.finditer(rest.rstrip().removesuffix("/")):
        value = next((part for part in match.groups()[1:] if part is not None), "")
        if match[1]:
            named[match[1].lower()] = value
        else:
            given.append(value)
    return _Call(name.lower(), closes, named, tuple(given))


def _link(call: _Call, *, in_link: bool) -> str:
    """Return the address that a reference to another page stands for."""
    target = call.get("path", "slug", at=0)
    if in_link:
        return f"{PAGE}{target}".replace(" ", "%20")
    return f"[{target}](<{PAGE}{target}>)"


def _meaning(call: _Call, *, alone: bool) -> str | None:
    """Return the Markdown for a call; None if it has no meaning here."""
    name = call.name
    if name in _ICONS:
        return " " if alone else ""
    if name in _PICTURES and not call.closes:
        return _picture(call)
    if name in _ADDRESSES and not call.closes:
        form, word = _ADDRESSES[name]
        what = (
            "/".join(call.given[:2])
            if name == "gist" and len(call.given) > 1
            else call.get("id", "video", at=0)
        )
        return f"[{call.get('title', 'caption') or word}](<{form.format(what)}>)"
    if name in _FILES and not call.closes and (address := call.get("src", "url", "source", "href", at=0)):
        return f"[{call.get('title', 'caption') or address}](<{address}>)"
    if name in _FOLDED or ((name in _BOXES or box_kind(name)) and alone):
        return _box(call)
    if name == "tab":
        title = call.get("name", "title", "header", "text", at=0)
        return "\n:::\n" if call.closes else f"\n::: tab {title}\n"
    return None


def _box(call: _Call) -> str:
    """Return the line that opens or closes a box."""
    if call.closes:
        return "\n:::\n"
    if call.name in _FOLDED:
        kind, title = "details", call.get("title", "summary", "label", "text", at=0)
    elif call.name in _BOXES:
        words = call.get("type", "kind", "style", "level", "color", "class", at=0)
        kind = next(filter(None, map(box_kind, words.split())), None) or "note"
        title = call.get("title", "heading", "header", at=1)
    else:
        kind, title = box_kind(call.name) or "note", call.get("title", at=0)
    return f"\n::: {kind} {title}\n"


def _picture(call: _Call) -> str | None:
    source = call.get("src", "source", "url", "image", "file", "path", "link", at=0)
    if not source:
        return None
    caption = call.get("caption", "title", "legend", "legende")
    alt = call.get("alt", at=1)
    image = f'<img src="{escape(source)}" alt="{escape(alt)}">'
    if not caption:
        return image
    return f"\n<figure>{image}<figcaption>{escape(caption, quote=False)}</figcaption></figure>\n"
