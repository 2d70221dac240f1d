"""Read the pin: which model a publication uses, and where to get it (`translate/model.toml`)."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from enregard.errors import EnregardError
from enregard.messages import _, marked
from enregard.system.files import resolve_inside
from enregard.system.schema import Known
from enregard.system.toml import Rules, load_toml

DEFAULT = Path(__file__).with_name("model.toml")
BUNDLED = {"argos": DEFAULT, "tc-big": DEFAULT.with_name("tc-big.toml")}
"""The pins that come with the program, by the names that people give on the command line."""
PREVIOUS = "model.previous.toml"
"""The pin that a publication had before, in the same folder."""
SOURCES = ("argos", "huggingface", "wheels", "opus")
"""All sources, by the names of their tables."""
WEIGHT_FILES = ("config.json", "pytorch_model.bin", "source.spm", "vocab.json")
"""The OPUS-MT files a package is built from. Not `target.spm`: Argos decodes with the source's model."""


def _matching(pattern: str, expected: str) -> Callable[[str | tuple[str, ...]], str]:
    """Return a rule for one text or several: each must match the regular expression `pattern`."""

    def rule(value: str | tuple[str, ...]) -> str:
        texts = (value,) if isinstance(value, str) else value
        return "" if all(re.fullmatch(pattern, text) for text in texts) else _(expected)

    return rule


SCHEMA: Known = {
    "from_code": {"const": "fr"},
    "to_code": {"const": "en"},
    "sha256": {"pattern": "^[0-9a-f]{64}$"},
    "url": {"pattern": "^https?://"},
    "sources": {"items": {"enum": list(SOURCES)}},
}
"""What a JSON schema can say about the values of a pin, by their keys."""

_RULES: Rules = {
    int: lambda value: "" if 0 <= value < 1 << 50 else _("a number of bytes"),
    str: _matching(r"[^\x00-\x1f\x7f]+", marked("text on one line")),
    "sha256": _matching(r"[0-9a-f]{64}", marked("64 hexadecimal digits in lower case")),
    "accept": _matching(r"[0-9a-f]{64}", marked("SHA-256 sums of 64 hexadecimal digits in lower case")),
    "url": _matching(r"https?://[^\s/]+(/\S*)?", marked("an address that begins with http:// or https://")),
    "name": _matching(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", marked("letters, digits, '-', '_' and '.'")),
    "version": _matching(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,49}", marked('a version such as "1.9"')),
    float: lambda value: "" if 0 <= value <= 10 else _("a number from 0.0 to 10.0"),
    "beam_size": lambda value: "" if 1 <= value <= 32 else _("a number from 1 to 32"),
    "sources": _matching("|".join(SOURCES), marked("a list of argos, huggingface, wheels, opus")),
}


@dataclass(frozen=True, slots=True)
class File:
    """The size in bytes and SHA-256 of a file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Argos:
    """The address of Argos's own package, its size in bytes and its SHA-256."""

    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The OPUS-MT weights that the package was built from."""

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
    """The folder of the weights' files: an address that ends in a slash."""

    url: str


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel on the package index."""

    name: str
    version: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A zip entry: the offset of its local header in the whole zip, and its compressed size in bytes."""

    offset: int
    packed: int


@dataclass(frozen=True, slots=True)
class Wheels:
    """Wheels with consecutive pieces of a zip: `piece` bytes each, starting at byte `start` of the zip."""

    start: int
    piece: int
    files: tuple[Wheel, ...]
    entries: Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Opus:
    """A release of OPUS-MT: a zip with a Marian network, its vocabulary and two SentencePiece models.

    `space` is the disk space in bytes that downloading and converting it needs. Without a `url`, the release
    was a file on somebody's machine.
    """

    size: int
    sha256: str
    space: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """Published BLEU scores by test set, and who published them."""

    source: str
    bleu: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Decoding:
    """Search settings: beam size, and the power of the length by which it divides log-probabilities.

    The default beam size is Argos Translate's own.
    """

    beam_size: int = 4
    length_penalty: float = 0.3

    def __str__(self) -> str:
        return f"beam {self.beam_size}, length penalty {self.length_penalty:g}"


@dataclass(frozen=True, slots=True)
class Pin:
    """The model, and its sources in the order in which they are tried."""

    name: str
    version: str
    from_code: str
    from_name: str
    to_code: str
    to_name: str
    licence: str
    credit: str
    unpacked: int
    """The maximum size of the unpacked package, in bytes."""
    credit_fr: str = ""
    """The credit in French, for French pages."""
    sources: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    argos: Argos | None = None
    weights: Weights | None = None
    huggingface: HuggingFace | None = None
    wheels: Wheels | None = None
    opus: Opus | None = None
    installed: int = 0
    """The size of the installed package in bytes, for people to read; 0 if unknown."""
    scores: Scores | None = None
    decoding: Decoding = Decoding()
    guided: bool = True
    """Whether its attention says which words translate each other; if not, the default model aligns them."""

    @property
    def built_from(self) -> str:
        """The SHA-256 of the weights that the package can be built from; empty if it is only downloaded."""
        if self.opus:
            return self.opus.sha256
        return self.weights.sha256 if self.weights else ""

    @property
    def accepted(self) -> tuple[str, ...]:
        """The SHA-256 of each accepted package file."""
        return (*([self.argos.sha256] if self.argos else []), *self.accept)


def read_pin(path: Path | None, *, follow_links: bool = False) -> Pin:
    """Read the pin from the file `path`, or the bundled one if `path` is None or does not exist.

    Raises EnregardError naming the faulty key, or if `path` is a link that leads out of the publication,
    unless `follow_links`.
    """
    if path is None or not os.path.lexists(path):
        path = DEFAULT
    else:
        path = resolve_inside(path, f"translate/{path.name}", follow_links=follow_links)
    pin = load_toml(Pin, path, _RULES)
    if fault := next(_contradictions(pin), ""):
        raise EnregardError(fault, path=path)
    return pin


def _contradictions(pin: Pin) -> Iterator[str]:
    """Yield the contradictions between keys that are valid separately."""
    if (pin.from_code, pin.to_code) != ("fr", "en"):
        yield _("'from_code' and 'to_code' must be \"fr\" and \"en\": only French to English is supported")
    for source in pin.sources:
        if getattr(pin, source) is None:
            yield _("'sources' names {source}, but the table [{source}] is missing", source=source)
        if source not in ("argos", "opus") and pin.weights is None:
            yield _("'sources' names {source}, but the table [weights] is missing", source=source)
    if "opus" in pin.sources and pin.opus and not pin.opus.url:
        yield _("'sources' names opus, but 'opus.url' is missing")
    if pin.weights and set(pin.weights.files) != set(WEIGHT_FILES):
        yield _("'weights.files' must have exactly {names}", names=", ".join(WEIGHT_FILES))
    if pin.wheels and set(pin.wheels.entries) != set(WEIGHT_FILES):
        yield _("'wheels.entries' must have exactly {names}", names=", ".join(WEIGHT_FILES))
    if pin.wheels and not pin.wheels.piece:
        yield _("'wheels.piece' must be positive")
