"""Reads JSON Lines as this program exports them, or with `fr` and `en` alone, one line at a time."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from enregard.errors import EnregardError
from enregard.export.codes import Role
from enregard.importing.formats.opened import opened
from enregard.importing.pairs import KEPT, Pair, Piece, Pieces, Tag, joined

_LONGEST = 4_000_000  # bytes; a line says all that is known of its pair
_CODE = re.compile(
    r"""<!--.*?-->|</?[A-Za-z][^\s<>"'/]*(?:[^<>"']|"[^"]*"|'[^']*')*>|\[\^[^\]\s]{1,100}\]""", re.DOTALL
)
_PAIRED = re.compile(r"<(/?)(em|strong|s|code|a|span)\b")


def units(path: Path, file: str) -> Iterator[list[Pair]]:
    """The French and English of each line. Raises EnregardError naming the line that is no such pair."""
    with opened(path) as lines:
        number = 0
        while line := lines.readline(_LONGEST):
            number += 1
            if len(line) == _LONGEST:
                raise EnregardError(
                    f"has a line of more than {_LONGEST:,} bytes: put each pair on a line of its own",
                    path=path,
                    line=number,
                )
            if line.strip():
                yield _pairs(line, path, file, number)


def _pairs(line: bytes, path: Path, file: str, number: int) -> list[Pair]:
    try:
        said = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise EnregardError(
            "is not JSON in UTF-8: each line must be one object", path=path, line=number
        ) from error
    if not isinstance(said, dict) or not isinstance(said.get("fr"), str):
        raise EnregardError('has no "fr": each line must be {"fr": …, "en": …}', path=path, line=number)
    english = said.get("en")
    if not isinstance(english, str):
        return []
    html, article = _object(said, "html"), _object(said, "article")
    marked = [html.get(name) for name in ("fr", "en")]
    source: Pieces = (said["fr"],)
    target: Pieces = (english,)
    if all(isinstance(each, str) for each in marked):
        source, target = _pieces(str(marked[0]), "fr"), _pieces(str(marked[1]), "en")
    place = said.get("number")
    engine = said.get("engine")
    return [
        Pair(
            source,
            target,
            file,
            number,
            reviewed=said.get("state") == "reviewed",
            engine=engine if isinstance(engine, str) else "",
            seed=str(article.get("seed", "")),
            number=place if isinstance(place, int) else 0,
        )
    ]


def _object(said: dict[str, Any], name: str) -> dict[str, Any]:
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def _pieces(html: str, language: str) -> Pieces:
    """Words and codes of a sentence in HTML, as `export` writes it. Nothing ties those of two languages."""
    found: list[Piece] = []
    opened: list[tuple[str, str]] = []  # element, key
    at = count = 0
    for match in _CODE.finditer(html):
        found.append(unescape(html[at : match.start()]))
        at = match.end()
        element = _PAIRED.match(match[0])
        kept = match[0] == KEPT or (match[0] == "</span>" and opened[-1:] and opened[-1][0] == "span")
        if element is None or (element[2] == "span" and not kept):
            found.append(Tag(Role.ALONE, "", match[0]))
        elif not element[1]:
            count += 1
            opened.append((element[2], f"{language} {count}"))
            found.append(Tag(Role.OPEN, f"{language} {count}", match[0]))
        else:
            key = opened.pop()[1] if opened and opened[-1][0] == element[2] else ""
            found.append(Tag(Role.CLOSE, key, match[0]))
    found.append(unescape(html[at:]))
    return joined(found)
