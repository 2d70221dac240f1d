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
from enregard.seeds.values import DEEPEST, Pair, Value, as_text, headers_of

_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"[\w-]+:(?:\s|$)")
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
        return headers_of(_pairs(yaml.parse(source, Loader=_LOADER), first))
    except yaml.YAMLError as error:
        details = [getattr(error, name, None) for name in ("problem", "context")]
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = one_line(str(next(filter(None, details), error)))
        raise EnregardError(
            f"the front matter is not valid YAML ({problem}): quote values that contain a colon or a quote",
            line=first + (mark.line if mark else 0),
        ) from error


def _pairs(events: Iterator[yaml.Event], first: int) -> tuple[Pair, ...]:
    """Return the mapping that a document consists of; empty if the document is."""
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _mapping(events, first, 0)
        if isinstance(event, yaml.NodeEvent) and not _is_null(event):
            what = "the front matter must consist of 'name: value' lines"
            raise EnregardError(what, line=first + _line(event))
    return ()


def _mapping(events: Iterator[yaml.Event], first: int, level: int) -> tuple[Pair, ...]:
    """Return the mapping whose start event has been read."""
    pairs: list[Pair] = []
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = first + _line(event)
        name = as_text(_value(event, events, first, level + 1), line)
        pairs.append(Pair(name, _value(next(events), events, first, level + 1), line))
    return tuple(pairs)


def _value(event: yaml.Event, events: Iterator[yaml.Event], first: int, level: int) -> Value:
    """Return the value that starts with `event`."""
    if isinstance(event, yaml.ScalarEvent):
        return "" if _is_null(event) else event.value
    if not isinstance(event, yaml.CollectionStartEvent):
        what = "the front matter uses a YAML alias: write the value out"
        raise EnregardError(what, line=first + _line(event))
    if level >= DEEPEST:
        what = f"the front matter is nested more than {DEEPEST} levels deep: simplify it"
        raise EnregardError(what, line=first + _line(event))
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, first, level)
    values: list[Value] = []
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        values.append(_value(inner, events, first, level + 1))
    return values


def _line(event: yaml.Event) -> int:
    """Return the line where `event` starts, from 0."""
    return event.start_mark.line if event.start_mark else 0


def _is_null(event: yaml.Event) -> bool:
    return (
        isinstance(event, yaml.ScalarEvent)
        and event.style in (None, "")
        and (not event.value or event.value in _NULL)
    )
