"""The values of front matter, whatever it is written in, and the headers they are."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from enregard.article.article import Header
from enregard.article.blanks import one_line, visible
from enregard.article.header_names import canonical_name, fold, is_known
from enregard.article.header_values import split_people
from enregard.article.rules import is_rule
from enregard.errors import EnregardError
from enregard.messages import _

DEEPEST = 20
_GROUPS = frozenset({"taxonomies", "params", "extra"})
"""Mappings whose entries are headers too."""
_NAMED = ("name", "nom", "title", "titre", "label", "term", "slug", "id")
"""Keys whose value represents a mapping in a list, such as the name of an author."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A name with its value, on a line of the seed."""

    name: str
    value: "Value"
    line: int


Value = str | list["Value"] | tuple[Pair, ...]
"""A text, a list or a mapping."""


def too_deep(line: int) -> EnregardError:
    """Return the error for front matter that is nested too deeply on `line`."""
    what = _("the front matter is nested more than {deepest} levels deep: simplify it", deepest=DEEPEST)
    return EnregardError(what, line=line)


def pairs_of(found: Mapping[str, Any], line_of: Callable[[str], int], level: int = 1) -> tuple[Pair, ...]:
    """Return a mapping that a parser of TOML or JSON read; `line_of` returns the line of a name.

    Raises EnregardError if it is nested too deeply.
    """
    pairs = []
    for name, value in found.items():
        line = line_of(name)
        pairs.append(Pair(name, _value_of(value, line_of, line, level + 1), line))
    return tuple(pairs)


def _value_of(value: Any, line_of: Callable[[str], int], line: int, level: int) -> "Value":
    if isinstance(value, dict | list) and level > DEEPEST:
        raise too_deep(line)
    if isinstance(value, dict):
        return pairs_of(value, line_of, level)
    if isinstance(value, list):
        return [_value_of(it, line_of, line, level + 1) for it in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return "" if value is None else str(value)


def headers_of(pairs: Iterable[Pair]) -> list[Header]:
    """Return the headers in a mapping, and those in its groups that have a meaning to the program."""
    found: list[Header] = []
    inner: list[Header] = []
    for pair in pairs:
        found.append(_header(pair))
        if fold(pair.name) in _GROUPS and isinstance(pair.value, tuple):
            inner += (_header(it) for it in pair.value if is_known(it.name) or is_rule(it.name))
    names = {header.name for header in found}
    return found + [header for header in inner if header.name not in names]


def _header(pair: Pair) -> Header:
    name = canonical_name(one_line(visible(pair.name)))
    value = pair.value
    items: tuple[str, ...] = ()
    children: tuple[Header, ...] = ()
    if isinstance(value, list):
        items = tuple(filter(None, _items(value)))
        people_or_tags = items and is_known(name)  # each is its name; the rest of a mapping does not matter
        children = (
            ()
            if people_or_tags
            else tuple(_header(it) for part in value if isinstance(part, tuple) for it in part)
        )
    elif isinstance(value, tuple):
        children = tuple(map(_header, value))
    return split_people(pair.name, Header(name, as_text(value, pair.line), pair.line, items, children))


def _items(values: Iterable[Value]) -> Iterable[str]:
    """Yield the items of a list: texts, those of inner lists, and the names of mappings."""
    for value in values:
        if isinstance(value, str):
            yield one_line(visible(value))
        elif isinstance(value, list):
            yield from _items(value)
        else:
            texts = {fold(pair.name): pair.value for pair in value}
            named = next((texts[name] for name in _NAMED if isinstance(texts.get(name), str)), "")
            yield one_line(visible(str(named)))


def as_text(value: Value, line: int, level: int = 1) -> str:
    """Return a value as text: `a, b` for a list, `name: a` for a mapping.

    Raises EnregardError if it is nested too deeply.
    """
    if isinstance(value, str):
        return visible(value)
    if level > DEEPEST:
        raise too_deep(line)
    parts: Sequence[str]
    if isinstance(value, list):
        parts = [as_text(it, line, level + 1) for it in value]
    else:
        parts = [f"{it.name}: {as_text(it.value, it.line, level + 1)}" for it in value]
    return ", ".join(parts)
