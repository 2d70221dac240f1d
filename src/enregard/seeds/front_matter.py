"""YAML front matter: the headers of a Markdown seed, with their values as they were written.

The events of PyYAML's parser are read as they come: nothing is constructed, so a date stays the text that it
was, every header keeps its line, and a document of nested aliases cannot grow.
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
    """The headers in the front matter of `lines`, and how many lines it takes, 0 where there is none.

    Raises EnregardError where the front matter is not closed, is not YAML, or is no list of names and values.
    """
    first = next((index for index, line in enumerate(lines) if line.strip(BLANKS)), len(lines))
    if first == len(lines) or not _FENCE.fullmatch(lines[first]):
        return [], 0
    for index in range(first + 1, len(lines)):
        if _END.fullmatch(lines[index]):
            return _read("\n".join(lines[first + 1 : index]), first + 2), index + 1
    if first + 1 < len(lines) and _KEY.match(lines[first + 1]):
        raise EnregardError("the front matter is not closed: end it with a line of ---", line=first + 1)
    return [], 0


def _read(source: str, first: int) -> list[Header]:
    """The headers in a YAML document, the first line of which has the number `first` in its seed."""
    try:
        return _headers(yaml.parse(source, Loader=_LOADER), first)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = one_line(error.problem or error.context or "")
        raise EnregardError(
            f"the front matter is not YAML: {problem}; put quotes around a value with a colon or a quote",
            line=first + (mark.line if mark else 0),
        ) from error
    except yaml.YAMLError as error:
        raise EnregardError(f"the front matter is not YAML: {one_line(str(error))}", line=first) from error


def _headers(events: Iterator[yaml.Event], first: int) -> list[Header]:
    """The headers that the events of a YAML document give."""
    headers: list[Header] = []
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            headers = _pairs(events, first)
        elif isinstance(event, yaml.NodeEvent) and not _is_null(event):
            raise EnregardError("the front matter must be lines of 'name: value'", line=first + _line(event))
    return headers


def _pairs(events: Iterator[yaml.Event], first: int) -> list[Header]:
    """The headers of a mapping whose start has been read, up to and with its end."""
    headers: list[Header] = []
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        line = first + _line(event)
        name = one_line(_value(event, events, first))
        headers.append(Header(canonical_name(name), _value(next(events), events, first), line))
    return headers


def _value(event: yaml.Event, events: Iterator[yaml.Event], first: int) -> str:
    """The value that `event` begins, as text: `a, b` for a list, `name: a` for what has names."""
    texts: list[list[str]] = [[]]
    names: list[bool] = [False]
    while True:
        if isinstance(event, yaml.ScalarEvent):
            texts[-1].append("" if _is_null(event) else event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            texts.append([])
            names.append(isinstance(event, yaml.MappingStartEvent))
            if len(texts) > _DEEPEST:
                raise EnregardError(
                    f"the front matter is nested more than {_DEEPEST} deep: make it simpler",
                    line=first + _line(event),
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            inner = texts.pop()
            if names.pop():
                inner = [f"{name}: {value}" for name, value in zip(inner[::2], inner[1::2], strict=True)]
            texts[-1].append(", ".join(inner))
        else:
            raise EnregardError(
                "the front matter refers to another part of itself: write the value out",
                line=first + _line(event),
            )
        if len(texts) == 1:
            return texts[0][0]
        event = next(events)


def _line(event: yaml.Event) -> int:
    """The line on which `event` begins, from 0."""
    return event.start_mark.line if event.start_mark else 0


def _is_null(event: yaml.Event) -> bool:
    """Whether `event` is a value that YAML leaves out."""
    return (
        isinstance(event, yaml.ScalarEvent)
        and event.style in (None, "")
        and (not event.value or event.value in _NULL)
    )
