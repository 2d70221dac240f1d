"""What a file states about itself, read without the program's own readers.

Front matter is read by PyYAML, tomllib or json, and the text by a few rough patterns. `bench/real.py`
compares this with the built pages.
"""

import datetime
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import yaml

_HIDING_WORDS = frozenset(("draft", "hidden", "private", "brouillon", "privé", "unpublished"))
_DATE_NAMES = (
    "date",
    "publishdate",
    "pubdate",
    "publishedat",
    "published",
    "created",
    "created_at",
    "creation",
)
_COMMENT = re.compile(
    r"<!--(.*?)-->|(?<!%)%%(?!%)(.*?)%%|\{%-?\s*comment\s*-?%\}(.*?)\{%-?\s*endcomment|\{#\s(.*?)#\}|\{\{/\*(.*?)\*/|\{/\*(.*?)\*/\}",
    re.DOTALL,
)
_FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,}).*?^[ \t>]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_LEADING = re.compile(r"(?:\s*<!--.*?-->)*\s*", re.DOTALL)
_CODE = re.compile(rf"{_FENCED.pattern}|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|\{%-?\s*raw.*?endraw", re.DOTALL | re.IGNORECASE)
_KEY = re.compile(r"([^\W\d_][\w -]{0,30}):(?:[ \t]+(.*)|$)")
_KNOWN_KEYS = frozenset(
    (
        *("title", "titre", "date", "tags", "category", "categories", "author", "authors", "auteur", "slug"),
        *("summary", "lang", "layout", "status"),
    )
)
_HEADING = re.compile(
    r"^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$|^([^\s>#|<`-][^\n]*)\n=+[ \t]*$|<h1\b[^>]*>(.*?)</h1>",
    re.MULTILINE | re.DOTALL,
)
_FIRST_HEADING = re.compile(
    r"\s*(?:#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$|([^\s>#|<`-].*)\n[=-]{2,}[ \t]*$)", re.M
)
_PANDOC_TITLE = re.compile(r"%[ \t]+(.+)")
_STATEMENT = re.compile(r"^export (?:const|default|function)\b.*\n(?:.+\n)*", re.MULTILINE)
_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_. ]")
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d/])")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_TAG_LINE = re.compile(r"^[ \t]*<[a-zA-Z].*$", re.MULTILINE)
_PLAIN_LINE = re.compile(r"[^\W\d_][\w ,;.’'«»()?!éèà:-]*")
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+-]+:(?![\w:])")
_LEAST_WORDS = 6  # in a line that must be on the page


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states: its headers, and what follows from them and from its text.

    `title` is empty if neither a header, a lone heading of level 1 nor one at the start states one; `date` is
    ISO or empty. `why_hidden` is the reason why the file must not be published. `comments` must not be on its
    page, `lines` must be.
    """

    headers: dict[str, Any]
    title: str
    date: str
    why_hidden: str
    comments: tuple[str, ...]
    lines: tuple[str, ...]
    is_empty: bool
    first_line: str
    is_damaged: bool
    """Whether control characters show a faulty conversion, which is an error."""


def read_stated(path: PurePosixPath, content: str, today: datetime.date) -> Stated:
    """Return what the file at `path` states."""
    headers, body = split(content, plain=path.suffix.lower() == ".txt")
    without_code = _CODE.sub(lambda code: "\n" if "\n" in code[0] else "\x00", body)
    comments = [next(filter(None, found.groups()), "") for found in _COMMENT.finditer(without_code)]
    seen = _STATEMENT.sub("\n", _UNSEEN.sub("\n", _COMMENT.sub("", without_code)))
    plain = path.suffix.lower() == ".txt"
    readable = _COMMENT.sub("", _FENCED.sub("\n", body))
    main = [] if plain else list(_HEADING.finditer(readable))
    first = None if plain else _PANDOC_TITLE.match(body) or _FIRST_HEADING.match(readable)
    heading = main[0] if len(main) == 1 and not body.startswith("%") else first
    title = headers.get("title") or headers.get("titre") or (heading and next(filter(None, heading.groups())))
    flat = letters(str(headers.get("title", "")) + _COMMENT.sub("", body))
    return Stated(
        headers=headers,
        title="" if title is None else str(title).strip(),
        date=_date(headers, path),
        why_hidden=_why_hidden(headers, path, today),
        comments=tuple(text for text in comments if len(found := letters(text)) > 11 and found not in flat),
        lines=tuple(
            _EMOJI.sub("", line).strip() for line in _TAG_LINE.sub("", seen).splitlines() if _is_prose(line)
        ),
        is_empty=not re.search(
            r"\w{2}", re.sub(r"\{[{%].*?[}%]\}|<[^>]*>|!?\[\[.*?\]\]|!\[.*?\]\(.*?\)", "", seen)
        ),
        first_line=next(filter(letters, map(str.strip, body.splitlines())), ""),
        is_damaged=re.search("[\x80-\x84\x86-\x9f]", content) is not None,
    )


def letters(text: str) -> str:
    """Return the letters and digits of `text`, in lower case: what typography does not change."""
    return re.sub(r"[\W_]+", "", text.replace("œ", "oe").replace("Œ", "oe")).casefold()


def split(content: str, *, plain: bool = False) -> tuple[dict[str, Any], str]:
    """Return the headers at the start of a file, with names in lower case, and the text after them."""
    whole = content.removeprefix("\ufeff").replace("\r\n", "\n")
    leading = match[0] if (match := _LEADING.match(whole)) else ""
    headers, rest = _headers(whole[len(leading) :], plain=plain)
    return headers, leading + rest


def _headers(text: str, *, plain: bool) -> tuple[dict[str, Any], str]:
    if text.startswith("{") and (found := _json(text)):
        return found
    for fence, read in (("---", _yaml), (r"\+\+\+", tomllib.loads)):
        if match := re.match(rf"{fence}[ \t]*\n(.*?)^(?:{fence}|\.\.\.)[ \t]*$\n?", text, re.DOTALL | re.M):
            return _lower(_parsed(read, match[1])), text[match.end() :]
    return ({}, text) if plain else _bare_headers(text)


def _json(text: str) -> tuple[dict[str, Any], str] | None:
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except ValueError:
        return None
    return _lower(found), text[end:]


def _yaml(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:  # read what can be read: the program may be more lenient, or say what is wrong
        return {match[1]: match[2] or "" for match in map(_KEY.match, text.splitlines()) if match}


def _parsed(read: Any, text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return {}


def _bare_headers(text: str) -> tuple[dict[str, Any], str]:
    """Read `name: value` lines without fences, if at least two begin the text and a name is known."""
    found: dict[str, Any] = {}
    lines = text.split("\n")
    at = 0
    for at, line in enumerate(lines):  # noqa: B007 - where the headers end
        match = _KEY.match(line)
        if match:
            found[match[1]] = match[2] or ""
        elif not (found and line.startswith((" ", "\t", "- "))):
            break
    if len(found) < 2 or not _KNOWN_KEYS & {name.lower() for name in found}:
        return {}, text
    return _lower(found), "\n".join(lines[at:]).removeprefix("---\n")


def _lower(found: Any) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in found.items()} if isinstance(found, dict) else {}


def _date(headers: dict[str, Any], path: PurePosixPath) -> str:
    for name in _DATE_NAMES:
        given = headers.get(name)
        if isinstance(given, datetime.date | datetime.datetime):
            return given.isoformat()[:10]
        if isinstance(given, str) and (match := _SLASHED.match(given.strip())):
            return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
        if isinstance(given, str) and (match := _ISO.match(given.strip())):
            return match[0]
    named = _DAY_IN_NAME.match(path.name) or _DAY_IN_NAME.match(path.parent.name + "-")
    return named[1] if named else ""


def _why_hidden(headers: dict[str, Any], path: PurePosixPath, today: datetime.date) -> str:
    for name in ("draft", "brouillon", "private", "hidden"):
        if str(headers.get(name, "")).lower() in ("true", "yes", "oui", "1"):
            return f"{name}: {headers[name]}"
    for name in ("published", "publish", "publié"):
        if str(headers.get(name, "")).lower() in ("false", "no", "non"):
            return f"{name}: {headers[name]}"
    for name in ("status", "statut", "state", "visibility"):
        if str(headers.get(name, "")).lower() in _HIDING_WORDS:
            return f"{name}: {headers[name]}"
    day = str(headers.get("publishdate", ""))[:10]
    if _ISO.fullmatch(day) and day > today.isoformat():
        return f"publishdate: {day}"
    return "_drafts" if "_drafts" in path.parts else ""


def _is_prose(line: str) -> bool:
    """Return whether a line has words and no markup, so that a page must show it."""
    return len(line.split()) >= _LEAST_WORDS and _PLAIN_LINE.fullmatch(line.strip()) is not None
