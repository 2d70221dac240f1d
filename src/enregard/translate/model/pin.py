"""The model a publication is pinned to: its `translate/model.toml`, read and checked."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from enregard.errors import EnregardError
from enregard.system.toml import read_toml

DEFAULT = Path(__file__).with_name("model.toml")
SOURCES = ("argos", "huggingface", "wheels")
"""The sources there are, by the names of their tables."""
WEIGHT_FILES = ("config.json", "pytorch_model.bin", "source.spm", "vocab.json")
"""The files of OPUS-MT that a package is made from; `target.spm` is not, Argos decodes with the source's."""

_T = TypeVar("_T")

_RULES = {
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits in lower case"),
    "accept": (r"[0-9a-f]{64}", "SHA-256 sums of 64 hexadecimal digits in lower case"),
    "url": (r"https?://[^\s/]+(/\S*)?", "an address that begins with http:// or https://"),
    "name": (r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", "letters, digits, '-', '_' and '.'"),
    "version": (r"[A-Za-z0-9][A-Za-z0-9._+-]{0,49}", 'a version in quotes, such as "1.9"'),
    "sources": ("|".join(SOURCES), "a list of " + ", ".join(SOURCES)),
}


@dataclass(frozen=True, slots=True)
class File:
    """How big a file is, and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Argos:
    """Where Argos's own package is."""

    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The OPUS-MT weights that the package was made from."""

    release: str
    repository: str
    revision: str
    authors: str
    files: Mapping[str, File]

    @property
    def sha256(self) -> str:
        """The SHA-256 of the weights themselves."""
        return self.files["pytorch_model.bin"].sha256


@dataclass(frozen=True, slots=True)
class HuggingFace:
    """The address that the names of the weights' files are put after; ends in a slash."""

    url: str


@dataclass(frozen=True, slots=True)
class Wheel:
    """One wheel of the package index."""

    name: str
    version: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an entry's local header is in the whole zip, and how many bytes the entry is deflated to."""

    offset: int
    packed: int


@dataclass(frozen=True, slots=True)
class Wheels:
    """Wheels that hold consecutive pieces, of `piece` bytes, of a zip, from its byte `start` on."""

    start: int
    piece: int
    files: tuple[Wheel, ...]
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Pin:
    """The model, and the sources it can be had from, in the order in which they are tried."""

    name: str
    version: str
    from_code: str
    from_name: str
    to_code: str
    to_name: str
    licence: str
    credit: str
    unpacked: int
    """A package that would unpack to more bytes than this is refused."""
    credit_fr: str = ""
    """The credit in French, for French pages."""
    sources: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    argos: Argos | None = None
    weights: Weights | None = None
    huggingface: HuggingFace | None = None
    wheels: Wheels | None = None

    @property
    def accepted(self) -> tuple[str, ...]:
        """The SHA-256 of every package file that may be used."""
        return (*([self.argos.sha256] if self.argos else []), *self.accept)


def read_pin(path: Path | None) -> Pin:
    """The pin in the file `path`; the one that comes with the program where it is None or does not exist.

    Raises EnregardError naming the key that cannot be used.
    """
    if path is None or not path.exists():
        path = DEFAULT
    table = read_toml(path)
    try:
        pin = _read(Pin, table, "")
        _check(pin)
    except EnregardError as error:
        raise EnregardError(error.what, path=path) from error
    return pin


def _read(kind: type[_T], table: object, where: str) -> _T:
    """A `kind` of the values in `table`; `where` is the table's own key, for errors."""
    if not isinstance(table, dict):
        raise EnregardError(f"'{where}' must be a table")
    types = get_type_hints(kind)
    for key in table:
        if key not in types:
            near = difflib.get_close_matches(key, types, 1, 0.0)[0]
            raise EnregardError(f"unknown key '{_key(where, key)}': the nearest known one is '{near}'")
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]  # only dataclasses come here
        key = _key(where, field.name)
        if field.name in table:
            values[field.name] = _value(types[field.name], table[field.name], key, field.name)
        elif field.default is MISSING:
            raise EnregardError(f"'{key}' is missing")
    return kind(**values)


def _value(kind: Any, value: object, key: str, name: str) -> object:
    """`value`, if it is of the type `kind` and follows the rule for keys called `name`."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return _value(parts[0], value, key, name)
    if origin is tuple:
        if not isinstance(value, list):
            raise EnregardError(f"'{key}' must be a list")
        return tuple(_value(parts[0], item, key, name) for item in value)
    if origin is not None:
        if not isinstance(value, dict):
            raise EnregardError(f"'{key}' must be a table")
        return {item: _value(parts[1], value[item], _key(key, f'"{item}"'), "") for item in value}
    if kind is int:
        if type(value) is not int or not 0 <= value < 1 << 50:
            raise EnregardError(f"'{key}' must be a number of bytes, not {value!r}")
        return value
    if kind is str:
        rule, words = _RULES.get(name, (r"[^\x00-\x1f\x7f]+", "a text of one line"))
        if not isinstance(value, str) or not re.fullmatch(rule, value):
            raise EnregardError(f"'{key}' must be {words}, not {value!r}")
        return value
    return _read(kind, value, key)


def _check(pin: Pin) -> None:
    """What no single key shows. Raises EnregardError."""
    if (pin.from_code, pin.to_code) != ("fr", "en"):
        raise EnregardError(
            "'from_code' and 'to_code' must be \"fr\" and \"en\": nothing else can be published so far"
        )
    for source in pin.sources:
        if getattr(pin, source) is None:
            raise EnregardError(f"'sources' names {source}, and there is no table [{source}]")
        if source != "argos" and pin.weights is None:
            raise EnregardError(f"'sources' names {source}, and there is no table [weights]")
    if pin.weights:
        _check_names(pin.weights.files, "weights.files")
    if pin.wheels:
        _check_names(pin.wheels.entries, "wheels.entries")
        if not pin.wheels.piece:
            raise EnregardError("'wheels.piece' must be more than 0")


def _check_names(files: Mapping[str, object], key: str) -> None:
    if sorted(files) != sorted(WEIGHT_FILES):
        raise EnregardError(f"'{key}' must have exactly {', '.join(WEIGHT_FILES)}")


def _key(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
