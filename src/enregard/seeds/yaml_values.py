"""Read YAML front matter, with its values as written.

The module reads the events of PyYAML's parser, without constructing objects. So dates stay text, every header
keeps its line, and nested aliases cannot expand.
"""

from collections.abc import Iterator

import yaml

from enregard.article.blanks import one_line
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.seeds.values import DEEPEST, Pair, Value, as_text, too_deep

_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"~", "null", "Null", "NULL"})


def read_yaml(source: str, first: int) -> tuple[Pair, ...]:
    """Return the mapping in a YAML document whose first line is line `first` of the seed.

    Raises EnregardError, with the line, if it is not YAML or not a mapping.
    """
    try:
        return _pairs(yaml.parse(source, Loader=_LOADER), first)
    except yaml.YAMLError as error:
        details = [getattr(error, name, None) for name in ("problem", "context")]
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = one_line(str(next(filter(None, details), error)))
        line = first + (mark.line if mark else 0)
        if any(
            text.lstrip(" ").startswith("\t") for text in source.split("\n")[line - first : line - first + 1]
        ):
            what = _("the front matter has a tab at the start of a line, which YAML forbids: use spaces")
            raise EnregardError(what, line=line) from error
        raise EnregardError(
            _(
                "the header on this line cannot be read ({problem}): put values with a colon or a quote "
                'in quotes, such as title: "Paris : la fête"',
                problem=problem,
            ),
            line=line,
        ) from error


def _pairs(events: Iterator[yaml.Event], first: int) -> tuple[Pair, ...]:
    """Return the mapping that a document consists of; empty if the document is."""
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _mapping(events, first, 0)
        if isinstance(event, yaml.NodeEvent) and not _is_null(event):
            what = _("the front matter must consist of 'name: value' lines")
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
        what = _("the front matter uses a YAML alias: write the value out")
        raise EnregardError(what, line=first + _line(event))
    if level >= DEEPEST:
        raise too_deep(first + _line(event))
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
