"""Read JSON Lines, exported by this program or with just `fr` and `en`, one line at a time."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import IO, Any

from enregard.article.edits import Span, Step
from enregard.errors import EnregardError
from enregard.importing.pairs import KEPT_TAG, Pair, Piece, Pieces, Tag, merge_words
from enregard.messages import _, number
from enregard.translate.record.comments import with_note

_LONGEST = 4_000_000  # bytes of a line, which holds one pair
_CODE = re.compile(r"""<!--|</?[A-Za-z][^\s<>"'/]*+(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>|\[\^[^\]\s]{1,100}\]""")
_PAIRED = re.compile(r"<(/?)(em|strong|s|code|a|span)\b")


def read(file: IO[bytes], name: str, languages: set[str]) -> Iterator[list[Pair]]:
    """Read the pair of each line with English. Raises EnregardError, without a path, for an invalid line.

    The keys that can be languages are added to `languages`.
    """
    for position, line in enumerate(iter(lambda: file.readline(_LONGEST), b""), 1):
        if len(line) == _LONGEST:
            raise EnregardError(
                _(
                    "has a line of more than {most} bytes: put each pair on its own line",
                    most=number(_LONGEST),
                ),
                line=position,
            )
        if line.strip():
            row = _read_row(line, position)
            languages.update(key for key, text in row.items() if len(key) == 2 and isinstance(text, str))
            if isinstance(row.get("en"), str):
                yield [_pair(row, name, position)]


def _read_row(content: bytes, line: int) -> dict[str, Any]:
    try:
        row = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise EnregardError(_("is not JSON in UTF-8: each line must be one object"), line=line) from error
    if not isinstance(row, dict) or not isinstance(row.get("fr"), str):
        raise EnregardError(_('has no "fr": each line must be {"fr": …, "en": …}'), line=line)
    return row


def _pair(row: dict[str, Any], name: str, line: int) -> Pair:
    html, article = _object(row, "html"), _object(row, "article")
    source: Pieces = (row["fr"],)
    target: Pieces = (row["en"],)
    if isinstance(html.get("fr"), str) and isinstance(html.get("en"), str):
        source, target = _pieces(html["fr"], "fr"), _pieces(html["en"], "en")
    engine, number = row.get("engine"), row.get("number")
    return Pair(
        source,
        target,
        name,
        line,
        reviewed=row.get("state") == "reviewed",
        engine=engine if isinstance(engine, str) else "",
        seed=str(article.get("seed", "")),
        number=number if isinstance(number, int) else 0,
        notes=(with_note("", note),) if isinstance(note := row.get("note"), str) else (),
    )


def _object(row: dict[str, Any], name: str) -> dict[str, Any]:
    found = row.get(name)
    return found if isinstance(found, dict) else {}


def _pieces(html: str, language: str) -> Pieces:
    """Split an exported sentence in HTML into words and codes, whose keys do not link the languages."""
    found: list[Piece] = []
    opened: list[tuple[str, str]] = []  # element, key
    at = count = 0
    for start, end in _codes(html):
        found.append(unescape(html[at:start]))
        at = end
        code = html[start:end]
        element = _PAIRED.match(code)
        kept = code == KEPT_TAG or (code == "</span>" and opened[-1:] and opened[-1][0] == "span")
        if element is None or (element[2] == "span" and not kept):
            found.append(Tag(Step.ATOM, "", code))
        elif not element[1]:
            count += 1
            opened.append((element[2], f"{language} {count}"))
            found.append(Tag(Step.OPEN, f"{language} {count}", code))
        else:
            key = opened.pop()[1] if opened and opened[-1][0] == element[2] else ""
            found.append(Tag(Step.CLOSE, key, code))
    found.append(unescape(html[at:]))
    return merge_words(found)


def _codes(html: str) -> Iterator[Span]:
    """Yield the spans of tags, comments and references to notes. A comment that never ends is words."""
    at = 0
    last_end = html.rfind("-->")
    while match := _CODE.search(html, at):
        at = match.end()
        if match[0] != "<!--":
            yield match.span()
        elif at <= last_end:
            at = html.find("-->", at) + len("-->")
            yield match.start(), at
