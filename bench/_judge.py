"""Judge how a file was read: what it states against what its page shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from bench._built import Shown
from bench._stated import Stated, letters

_HTML = (
    "a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|details|div|dl|dt"
    "|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li"
    "|link|main|mark|meta|nav|object|ol|p|picture|pre|q|s|samp|script|section|small|source|span|strike|strong"
    "|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr"
)
_TAG = rf"</?(?i:{_HTML})(?:\s[^<>]*)?/?>"
_COMPONENT = r"</?[A-Z][a-z]\w*(?:\s[^<>]*)?/?>|<[A-Z]\w*(?:\s[^<>]*)?/>"
_HEADER_NAMES = (
    "title|titre|date|tags?|layout|categor(?:y|ies)|authors?|auteur|slug|summary|lang|published|status|draft"
    "|permalink"
)
MARKUP = {
    "shortcode": r"\{\{[<%]|[<%]\}\}|\{\{[^{}\\$]*\}\}",
    "liquid": r"\{%|(?<!\d)%\}",
    "container": r"^:{3,}|\s:{3,}(?:\s|$)",
    "admonition": r"^(?:!!!|\?\?\?\+?)\s*[\w-]|\[![\w-]+\][+-]?",
    "tab": r"^={3}[!+]?\s*[\"“«]",
    "attribute list": r"\{:?\s?[#.][\w-][^{}]*\}|\{:\s?[^{}]*\}|\{[\w-]+=[^{}]*\}",
    "wiki link": r"!?\[\[[^\[\]]+\]\]",
    "comment": r"<!--|-->|%%|\{/\*|\*/\}|\[//\]: ",
    "html tag": f"{_TAG}|{_COMPONENT}",
    "front matter": r"^\+{3}(?:\s|$)|^---\s",
    "emoji": r"(?<![\w:/]):(?:fa[bsrl]? )?(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]{2,}:(?![\w:/])",
    "formula": r"\$\$|\\[(\[]|\\begin\{|(?<![\w$])\$(?=[^$\s])[^$]*[\\^_{=][^$]*\$",
    "footnote": r"\[\^[^\]\s]+\]",
    "table": r"\|\s*:?-{2,}:?\s*(?:\||$)|^\|.*\|$",
    "contents": r"^\[(?:TOC|toc)\]$|^\{:toc\}",
    "task": r"^\[[ xX]\]\s",
    "definition": r"^:\s+\S",
    "component": r"^import\s.*\sfrom\s+[\"'“«]|^import\s+[\"'“«]|^export\s+(?:const|default|function)\b",
    "role": r"\{[a-z]+(?::[a-z]+)*\}\ufffc",
    "highlight or script": r"==[^\s=][^=]*==|\w\^[^\s^]{1,12}\^|\w~[^\s~]{1,12}~(?!~)",
    "markdown": r"\]\([^()]*[()]|(?<!\*)\*\*(?=[^\s*])|^#{1,6}\s",
    "latex command": r"^[^$]*\\(?:newpage|pagebreak|[a-z]{4,}\{)[^$]*$",
}
"""Markup that must not be text on a page, and its pattern within the text of a block."""

_PATTERNS = {reason: re.compile(pattern) for reason, pattern in MARKUP.items()}
_FORMULA = re.compile(r"\$\$.*?\$\$|(?<!\$)\$[^$]+\$")
_HEADER_LINE = re.compile(rf"({_HEADER_NAMES})\s?[:=]\s*\S", re.IGNORECASE)
_STAND_IN = re.compile(r"\w*NX\d+")
_TITLE_MARKUP = re.compile(r"^[+{<|#%\[]|^-{3}|[*_]{2}|`|\]\(|^import\s")
_CUT = re.compile(r"(?:\b(?:M|MM|Mme|Mlle|Dr|Pr|cf|art|p|n°|St|Ste|etc|ex|fig|av|apr|J\.-C)\.|…|[,;:(«])$")
_LONGEST_TITLE = 200
_GENERIC = frozenset(("index", "_index", "readme", "index.fr"))
_TECHNICAL = re.compile(
    r"layout|permalink|path|weight|commentable|authors|template|toc|slug|url|type|menu|order|sidebar\w*|nav_\w+|hide|redirect\w*|sitemap|cover"
    r"|image|images|img|thumbnail|banner|icon|comments?|math|jupytext|kernelspec|output|format|execute|cssclass\w*"
    r"|lastmod|updated|published|publish|draft|status|visible|taxonomy|page-type|l10n|pagination\w*|\w+_id|id|css|js",
    re.IGNORECASE,
)
_HEADS = 3  # blocks at the start of a page where header lines and the title may stand


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an article, and the words that show it."""

    reason: str
    text: str


def judge(
    path: PurePosixPath, stated: Stated, french: Shown, english: Shown | None, iso: str
) -> Iterator[Fault]:
    """Yield the faults of a published article; `iso` is the date that the site gives, or empty."""
    if stated.why_hidden:
        yield Fault("hidden, but published", stated.why_hidden)
    yield from _title_faults(path, stated, french)
    if stated.date and not (iso and (iso.startswith(stated.date) or stated.date.startswith(iso))):
        yield Fault("date", f"{stated.date}, not {iso or 'undated'}")
    for name, value in french.facts:
        if _TECHNICAL.fullmatch(name) or (name in stated.headers and not value):
            yield Fault("generator's header", f"{name}: {value}")
    for block in french.blocks[: _HEADS if stated.headers else 1]:
        if _is_header_line(block, stated):
            yield Fault("header line", block)
    blocks = [(block, _FORMULA.sub("", block)) for block in french.blocks]
    for reason, pattern in _PATTERNS.items():
        found = (pattern.search(block if reason == "formula" else without) for block, without in blocks)
        if match := next(filter(None, found), None):
            yield Fault(reason, match.string[max(0, match.start() - 10) :])
    shown = letters(french.whole + french.described)
    yield from (Fault("hidden text", text) for text in stated.comments[:1] if letters(text) in shown)
    lost = next((line for line in stated.lines if letters(line) not in letters(french.title) + shown), None)
    if lost:
        yield Fault("lost text", lost)
    if english and (code := next(filter(None, map(_STAND_IN.search, english.blocks)), None)):
        yield Fault("stand-in", code.string[max(0, code.start() - 20) :])


def _is_header_line(block: str, stated: Stated) -> bool:
    """Return whether a block is a header of the file, rather than words such as `Date : lundi`.

    Without front matter, that is a line which begins the file; below a title, readers may see it.
    """
    match = _HEADER_LINE.match(block)
    if not match or not stated.headers:
        return match is not None and letters(block).startswith(letters(stated.first_line))
    value = letters(str(stated.headers.get(match[1].lower(), "")))
    return bool(value) and letters(block).startswith(letters(match[1]) + value[:20])


def _title_faults(path: PurePosixPath, stated: Stated, shown: Shown) -> Iterator[Fault]:
    wanted, title = letters(_without_markup(stated.title)), shown.title
    if wanted and wanted != letters(title):
        yield Fault("title", f"{title[:38]} / not {stated.title}")
    elif "title" not in stated.headers and (_TITLE_MARKUP.search(title) or _has_markup(title)):
        yield Fault("markup in title", title)
    elif not wanted and (_HEADER_LINE.match(title) or title.lower() in _GENERIC):
        yield Fault("no title", title)
    elif not wanted and (_CUT.search(title) or len(title) > _LONGEST_TITLE):
        yield Fault("cut title", f"…{title[-60:]}")
    repeated = {letters(text) for text in shown.blocks[:_HEADS]} - set(map(letters, stated.lines))
    if letters(title) and letters(title) in repeated:
        yield Fault("doubled title", title)


def _has_markup(title: str) -> bool:
    return any(pattern.search(title) for reason, pattern in _PATTERNS.items() if reason != "definition")


def _without_markup(title: str) -> str:
    """Return the words of a title as Markdown."""
    text = re.sub(r"`([^`]*)`", lambda code: code[1].strip("<>"), title)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[^{}]*\}|<[^>]*>|:(?:fa[bsrl]? )?[a-z0-9_+-]+:|\[\^[^\]]*\]|\\(?=\W)", "", text)
    return re.sub(r"&(?:nbsp|#160|amp);", " ", text)
