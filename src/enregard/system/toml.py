"""Read TOML files into dataclasses, with error messages that name the line.

Files are checked before they are parsed: even a small one could keep the parser busy for minutes.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _, marked
from enregard.system.encoding import decode_utf8
from enregard.system.files import read_file

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_T = TypeVar("_T", bound="DataclassInstance")

Rules = Mapping[str | type, Callable[[Any], str]]
"""Checks by key or by type. Each returns what a wrong value should be, or "" for a right one."""

_LARGEST = 200_000
# The parser's time grows with the square of the number of parts in a key.
_DEEP = re.compile(r"(?<![\w\"'.-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){32}")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffc\ufffe\uffff]")
"""Characters that HTML forbids or that turn the direction of text."""
_AT = re.compile(r" \(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"
_STATEMENT = marked("each line must be key = value")
_HELP = (
    ("Cannot overwrite", marked("a key appears twice: remove one of the lines")),
    ("Invalid value", marked('a value must be "text" in straight quotes, true, false or a number')),
    ("Illegal character '\\n'", marked('the closing quote is missing: write "text"')),
    (
        "Expected newline",
        marked('the line continues after the value: write "text", with \\" for a quote inside it'),
    ),
    ("maximum recursion depth", marked("values are nested too deeply: write them on one level")),
    ("Expected '=' after a key", _STATEMENT),
    ("Invalid statement", _STATEMENT),
)
"""How the parser's messages begin, and what to tell people instead."""

_TYPES = {
    str: marked("text in quotes"),
    bool: marked("true or false"),
    int: marked("a whole number"),
    float: marked("a number with a point, such as 1.0"),
}


class _KeyError(EnregardError):
    """A key at the path `keys` that cannot be used."""

    def __init__(self, what: str, keys: Sequence[str]) -> None:
        super().__init__(what)
        self.keys = keys


def load_toml(kind: type[_T], path: Path, rules: Rules | None = None) -> _T:
    """Read the file `path` into the dataclass `kind`: keys become fields, tables become nested dataclasses.

    Raises EnregardError, with the line, if a key is unknown or missing, or its value has the wrong type or is
    not allowed; its `others` are about further keys.
    """
    text = _read(path)
    try:
        return _table(kind, _parse(text, path), (), rules or {})
    except _KeyError as error:
        first, *others = [
            EnregardError(each.what, path=path, line=_line(text, each.keys))
            for each in error.each()
            if isinstance(each, _KeyError)
        ]
        first.others = sorted(others, key=lambda other: other.line or 0)
        raise first from error


def _read(path: Path) -> str:
    try:
        return decode_utf8(read_file(path, _LARGEST), path=path)
    except OSError as error:
        raise cannot_read(error, path) from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    if _DEEP.search(text):
        raise EnregardError(_("is not TOML: a key has more than 32 parts"), path=path)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also for a number that is too long
        message = " ".join(str(error).split())
        at = _AT.search(message)
        line = int(at[1]) if at else None
        if message.endswith(_AT_END):
            message, line = message.removesuffix(_AT_END), text.rstrip().count("\n") + 1
        message = _AT.sub("", message)
        what = next((_(help_) for start, help_ in _HELP if message.startswith(start)), message[:200])
        raise EnregardError(_("is not TOML: {what}", what=what), path=path, line=line) from error


def _table(kind: type[_T], table: Mapping[str, Any], keys: Sequence[str], rules: Rules) -> _T:
    """Convert a table to a `kind`. Raises _KeyError, with all other wrong keys."""
    types = get_type_hints(kind)
    values: dict[str, Any] = {}
    wrong: list[EnregardError] = []
    for key in table:
        try:
            if types.get(key) in (None, *_TYPES):
                _check_key(key, table[key], keys, list(types))
            values[key] = _checked(types[key], table[key], (*keys, key), rules)
        except _KeyError as error:
            wrong += error.each()
    for field in fields(kind):
        if field.name not in table and field.default is MISSING:
            at = (*keys, field.name)
            wrong.append(_KeyError(_("'{key}' is missing", key=_dotted(at)), at))
    if wrong:
        wrong[0].others = wrong[1:]
        raise wrong[0]
    return kind(**values)


def _checked(kind: Any, given: Any, keys: Sequence[str], rules: Rules) -> Any:
    """Convert a value to the type `kind`, and apply its rule. Raises _KeyError."""
    value = _value(kind, given, keys, rules)
    rule = rules.get(keys[-1], rules.get(type(value)))
    if rule is not None and (expected := rule(value)):
        raise _KeyError(
            _(
                "'{key}' must be {expected}, not {given!r}",
                key=_dotted(keys),
                expected=expected,
                given=given,
            ),
            keys,
        )
    return value


def _check_key(key: str, value: object, keys: Sequence[str], known: list[str]) -> None:
    """Raise _KeyError if a key is not `known`, or is a table whose keys belong one level up."""
    at = _dotted((*keys, key))
    if isinstance(value, dict) and set(value) & set(known):
        raise _KeyError(
            _("the keys under [{key}] belong one level up: remove the line [{key}]", key=at), (*keys, key)
        )
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        hint = (
            _("did you mean '{near}'?", near=near[0])
            if near
            else _("the known keys are {known}", known=", ".join(known))
        )
        raise _KeyError(_("unknown key '{key}': {hint}", key=at, hint=hint), (*keys, key))


def _value(kind: Any, value: Any, keys: Sequence[str], rules: Rules) -> Any:
    """Convert a value to the type `kind`. Raises _KeyError."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:  # a table that may be absent
        return _value(parts[0], value, keys, rules)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(parts[0], item, keys, rules) for item in value)
    if origin is Mapping and isinstance(value, dict):
        return {name: _value(parts[1], item, (*keys, name), rules) for name, item in value.items()}
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        return _table(kind, value, keys, rules)
    if isinstance(value, str) and (found := _NO_TEXT.search(value)):
        raise _KeyError(
            _(
                "'{key}' contains U+{code}, which is not text: remove it",
                key=_dotted(keys),
                code=f"{ord(found[0]):04X}",
            ),
            keys,
        )
    if type(value) is kind:
        return value
    expected = _(_TYPES[kind]) if kind in _TYPES else _("a list") if origin is tuple else _("a table")
    raise _KeyError(
        _(
            "'{key}' must be {expected}, not {value!r}",
            key=_dotted(keys),
            expected=expected,
            value=value,
        ),
        keys,
    )


def _dotted(keys: Sequence[str]) -> str:
    return ".".join(f'"{key}"' if "." in key else key for key in keys)


def _line(text: str, keys: Sequence[str]) -> int | None:
    """Find the line (from 1) where the key begins, or else the line of the table that lacks it."""
    lines, found = text.split("\n"), 0
    for depth, key in enumerate(keys):
        begins = re.compile(rf"[ \t]*+(?:\[++(?:[^\]=]*\.)?)?[ \t]*+[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]")
        for number, line in enumerate(lines[found:], found + 1):
            if begins.match(line):
                found = number
                break
            if depth and line.startswith("["):
                return found
        else:
            break
    return found or None
