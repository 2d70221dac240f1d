"""Read YAML front matter: the headers of a Markdown seed, with their values as written.

The module reads the events of PyYAML's parser, without constructing objects. So dates stay text, every header
keeps its line, and nested aliases cannot expand.
"""

import re
from collections.abc import Iterator, Sequence

import yaml

from enregard.article.article import Header
from enregard.article.blanks import BLANKS, one_line
from enregard.errors import EnregardError
from enregard.seeds.header_names import canonical_name

_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"[\w-]+:(?:\s|$)")
_DEEPEST = 20
_NULL = frozenset({"~", "null", "Null", "NULL"})


def split_front_matter(lines: Sequence[str]) -> tuple[list[Header], int]:
    """Return the headers in the front matter of `lines`, and the number of lines up to its end (0 if absent).

    Raises EnregardError if the front matter is not closed, not YAML, or not a mapping.
    """
    first = next((index for index, line in enumerate(lines) if line.strip(BLANKS)), len(lines))
    if first == len(lines) or not _FENCE.fullmatch(lines[first]):
        return [], 0
    for index in range(first + 1, len(lines)):
        if _END.fullmatch(lines[index]):
            return _read("\n".join(lines[first + 1 : index]), first + 2), index + 1
    if first + 1 < len(lines) and _KEY.match(lines[first + 1]):
        raise EnregardError("the front matter is not closed: end it with a --- line", line=first + 1)
    return [], 0


def _read(source: str, first: int) -> list[Header]:
    """Return the headers in a YAML document whose first line is line `first` of the seed."""
    try:
        return _headers(yaml.parse(source, Loader=_LOADER), first)
    except yaml.YAMLError as error:
        details = [getattr(error, name, None) for name in ("problem", "context")]
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = one_line(str(next(filter(None, details), error)))
        raise EnregardError(
            f"the front matter is not valid YAML ({problem}): quote values that contain a colon or a quote",
            line=first + (mark.line if mark else 0),
        ) from error


def _headers(events: Iterator[yaml.Event], first: int) -> list[Header]:
    headers: list[Header] = []
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            headers = _pairs(events, first)
        elif isinstance(event, yaml.NodeEvent) and not _is_null(event):
            what = "the front matter must consist of 'name: value' lines"
            raise EnregardError(what, line=first + _line(event))
    return headers


def _pairs(events: Iterator[yaml.Event], first: int) -> list[Header]:
    """Return the headers of a mapping whose start event has been read."""
    headers: list[Header] = []
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        line = first + _line(event)
        name = one_line(_value(event, events, first))
        headers.append(Header(canonical_name(name), _value(next(events), events, first), line))
    return headers


def _value(event: yaml.Event, events: Iterator[yaml.Event], first: int, level: int = 1) -> str:
    """Return the value that starts with `event` as text: `a, b` for a list, `name: a` for a mapping."""
    if isinstance(event, yaml.ScalarEvent):
        return "" if _is_null(event) else event.value
    if not isinstance(event, yaml.CollectionStartEvent):
        what = "the front matter uses a YAML alias: write the value out"
        raise EnregardError(what, line=first + _line(event))
    if level == _DEEPEST:
        what = f"the front matter is nested more than {_DEEPEST} levels deep: simplify it"
        raise EnregardError(what, line=first + _line(event))
    parts: list[str] = []
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        parts.append(_value(inner, events, first, level + 1))
    if isinstance(event, yaml.MappingStartEvent):
        parts = [f"{name}: {value}" for name, value in zip(parts[::2], parts[1::2], strict=True)]
    return ", ".join(parts)


def _line(event: yaml.Event) -> int:
    """Return the line where `event` starts, from 0."""
    return event.start_mark.line if event.start_mark else 0


def _is_null(event: yaml.Event) -> bool:
    return (
        isinstance(event, yaml.ScalarEvent)
        and event.style in (None, "")
        and (not event.value or event.value in _NULL)
    )
