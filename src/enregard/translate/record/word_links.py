"""Keep the word links of an article in a file beside its PO file.

Each line has a hash of a sentence and its translation, and the links between their words, as in
`article.word_links`. So links vanish by themselves as soon as either text changes. The file only saves
computing them again: whatever is wrong with it, there are just fewer links.
"""

import contextlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b, sha256
from pathlib import Path, PurePosixPath

from enregard.article.article import Facing, State
from enregard.article.word_links import fits
from enregard.errors import EnregardError, cannot_write
from enregard.system.encoding import base32
from enregard.system.files import (
    folder_lock,
    is_link,
    open_file,
    read_file,
    replace_atomically,
    resolve_inside,
)
from enregard.system.platform import move
from enregard.translate.markup.word_links import VERSION

SUFFIX = ".links"
_TITLE = "# Which words correspond, by sentence. Written by enregard; may be deleted."
_HEADER = re.compile(re.escape(_TITLE) + r" Version (\d{1,9})")
_LINE = re.compile(r"([a-z2-7]{8})(?: ([0-9A-Za-z]+))?")
_LARGEST = 20_000_000  # bytes: 300 for a sentence of an article of 1,000,000 words


@dataclass(frozen=True, slots=True)
class WordLinks:
    """The links of an article by the hash of their sentence, and the version of the rules that chose them."""

    version: int = 0
    by_hash: Mapping[str, str] = field(default_factory=dict)

    def of(self, facing: Facing) -> str | None:
        """Return the links of a sentence; empty if it has none, None if they are not known."""
        if facing.state is State.MISSING:
            return None
        french, english = facing.sentence.text.plain, facing.target.plain
        links = self.by_hash.get(hash_of(french, english))
        return links if links is None or fits(links, french, english) else None

    def added_to(self, facings: Iterable[Facing]) -> list[Facing]:
        """Return sentences with their links."""
        if not self.by_hash:
            return list(facings)
        return [replace(it, links=links) if (links := self.of(it)) else it for it in facings]


def hash_of(french: str, english: str) -> str:
    """Return a short hash of a sentence and its translation, without markup."""
    both = f"{french}\0{english}".encode("utf-8", "surrogatepass")
    return base32(int.from_bytes(blake2b(both, digest_size=5).digest()), 4)


def links_name(record: str | PurePosixPath) -> str:
    """Return the name of the file of links beside the PO file `record`."""
    return posixpath.splitext(str(record))[0] + SUFFIX  # a path takes many times as long


def read_links(path: Path, label: str) -> WordLinks:
    """Read the links at `path`; none if there is no file, or it is not usable."""
    try:
        content = read_file(resolve_inside(path, label), _LARGEST)
    except (OSError, EnregardError):
        return WordLinks()
    lines = content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    header = _HEADER.fullmatch(lines[0])
    found = (_LINE.fullmatch(line) for line in lines[1:])
    return WordLinks(int(header[1]) if header else 0, {it[1]: it[2] or "" for it in found if it})


def save_links(path: Path, label: str, links: Mapping[str, str]) -> bytes:
    """Write the links by hash to `path`, and return the SHA-256 of the file. Raises EnregardError."""
    lines = [f"{_TITLE} Version {VERSION}", *(f"{key} {found}".rstrip() for key, found in links.items())]
    content = "".join([f"{line}\n" for line in lines]).encode()
    file = resolve_inside(path, label)
    try:
        with contextlib.suppress(FileNotFoundError), open_file(file):
            pass  # raises OSError if it is not a file to replace
        with folder_lock(file.parent):
            replace_atomically(file, content, lambda: True)
    except OSError as error:
        raise cannot_write(error, label) from error
    return sha256(content).digest()


def move_links(start: Path, to: Path, label: str) -> None:
    """Let the links at `start` follow their PO file to `to`. Raises OSError and EnregardError."""
    if start.is_file() and not is_link(start):
        move(start, resolve_inside(to, label))


def remove_links(path: Path) -> None:
    """Remove the links at `path`, whose PO file is gone; a file that the program did not write stays."""
    with contextlib.suppress(OSError):
        if read_file(path, _LARGEST, follow=False).startswith(_TITLE.encode()):
            path.unlink()
