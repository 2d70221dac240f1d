"""Turn what a file states about itself into front matter. Nothing is invented."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from enregard.adding.document import Headers, Node, parts_of
from enregard.adding.inlines import plain
from enregard.errors import EnregardError
from enregard.seeds.dates import parse_date

_ORDER = (
    "title",
    "author",
    "date",
    "updated",
    "source",
    "url",
    "lang",
    "tags",
    "description",
    "draft",
    "aliases",
)
# Names of accounts and programs, which Word and others write in place of an author.
_NOBODY = frozenset(
    """
    user users utilisateur admin administrateur administrator owner proprietaire propriétaire windows
    microsoft office word author auteur unknown inconnu anonymous anonyme root python-docx hp dell asus acer
    lenovo pc test default normal client poste secretariat secrétariat
    """.split()  # noqa: SIM905
)
_ACCOUNT = frozenset({"user", "utilisateur", "microsoft", "windows", "office", "client", "de", "d'office"})
_UNTITLED = re.compile(
    r"microsoft (?:office )?word\b.*|(?:document|untitled|sans titre|sans nom)[ _-]*\d*"
    r"|.*\.(?:docx?|odt|rtf|html?|pdf)",
    re.IGNORECASE,
)
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SIMPLE = re.compile(r"[^\W\d_][\w’'.()«»/-]*(?: [\w’'.(«»/-][\w’'.()«»/,-]*)*|\d{4}(?:-\d\d){0,2}")
_RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "oui", "non"})
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]|$)")
_LONGEST_TITLE = 300


def front_matter(headers: Headers) -> str:
    """Return headers as YAML between fences."""
    lines = [f"{name}: {_yaml(value)}" for name, value in headers.items() if value not in ("", [])]
    return "\n".join(["---", *lines, "---", "", ""])


def _yaml(value: str | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_quoted, value))}]"
    if value in ("true", "false"):
        return value
    return value if _SIMPLE.fullmatch(value) and value.lower() not in _RESERVED else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def clean(headers: Headers) -> Headers:
    """Return headers in their usual order, each on one line, without those that are empty."""
    found: Headers = {}
    for name in (*_ORDER, *headers):
        value = headers.get(name, "")
        if isinstance(value, list):
            value = list(dict.fromkeys(filter(None, map(one_line, value))))
            value = value[0] if len(value) == 1 and name not in ("tags", "aliases") else value
        else:
            value = one_line(value)
        if value:
            found[name] = value
    return found


def one_line(words: str) -> str:
    """Return words on one line, without control characters. No-break spaces stay."""
    joined = re.sub(r"[^\S\u00a0\u202f]+", " ", words).strip(" ")
    return "".join(sign for sign in joined if sign.isprintable() or sign in "\u00a0\u202f\u00ad")


def authors(names: Iterable[str]) -> list[str]:
    """Return names without those of accounts and programs."""
    return [name for name in map(one_line, names) if name and not _is_nobody(name)]


def _is_nobody(name: str) -> bool:
    words = name.lower().split()
    return not words or (words[0] in _NOBODY and all(word in _NOBODY | _ACCOUNT for word in words))


def title(words: str) -> str:
    """Return a title, or nothing for the name of a file or a program's own words."""
    words = one_line(words)
    return "" if _UNTITLED.fullmatch(words) or len(words) > _LONGEST_TITLE else words


def date(words: str) -> str:
    """Return a date as seeds have it, without a time; nothing if it is not one."""
    words = one_line(words)
    if match := _ISO.match(words):
        words = match[0].rstrip("T ")
    try:
        return parse_date(words, 1).iso
    except EnregardError:
        return ""


def from_pandoc(meta: dict[str, Any]) -> Headers:
    """Return the front matter in the metadata of a document that Pandoc read."""
    found: Headers = {}
    for name in ("title", "subtitle", "description", "abstract", "lang", "language"):
        if words := " ".join(filter(None, map(one_line, _texts(meta.get(name))))):
            found[{"abstract": "description", "language": "lang"}.get(name, name)] = words
    found["author"] = authors(_texts(meta.get("author")) or _texts(meta.get("creator")))
    found["tags"] = [*_texts(meta.get("keywords")), *_texts(meta.get("subject"))]
    found["date"] = date(" ".join(_texts(meta.get("date"))[:1]))
    return found


def _texts(value: Any) -> list[str]:
    """Return the texts in a value of Pandoc's metadata."""
    if not isinstance(value, dict) or "t" not in value:
        return []
    kind, content = parts_of(value)
    if kind == "MetaList":
        return [words for item in content for words in _texts(item)]
    if kind == "MetaMap":
        return _texts(content.get("text") or content.get("name"))
    if kind == "MetaInlines":
        return [flat(content)]
    if kind == "MetaBlocks":
        return [" ".join(flat(block.get("c", ())) for block in content if block["t"] in ("Para", "Plain"))]
    return [str(content)] if kind == "MetaString" else []


def flat(inlines: Sequence[Node]) -> str:
    """Return inlines as plain words: `XIXᵉ`, `m²`; superscripts become letters where Unicode has none."""
    pieces = []
    for node in inlines:
        kind, content = parts_of(node)
        if kind in ("Superscript", "Subscript") and content:
            words = plain(content)
            raised = words.translate(_RAISED if kind == "Superscript" else _LOWERED)
            pieces.append(raised if not set(raised) & set(words) else words)
        elif kind in ("Emph", "Strong", "Underline", "SmallCaps", "Strikeout") and content:
            pieces.append(flat(content))
        else:
            pieces.append(plain([node]))
    return "".join(pieces)
