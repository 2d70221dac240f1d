"""Convert a file to the texts of seeds."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from enregard.adding import metadata
from enregard.adding.document import Document, Headers
from enregard.adding.limits import sha256
from enregard.adding.markdown import write
from enregard.adding.pictures import name_of, suffix_of
from enregard.adding.read import Source, Wanted, read
from enregard.article.slugs import slug_of
from enregard.messages import marked

PICTURES = "\ue000"
"""Represents the folder of a seed's pictures in its text, until it is known where the seed will be."""

_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Converted:
    """The text of a seed without front matter, which `headers` will be, and its pictures by file name."""

    part: str
    path: PurePosixPath
    """Where the seed should be, below the folder that is added to."""
    headers: Headers
    body: str
    pictures: dict[str, bytes]
    dropped: Counter[str]
    missing: tuple[str, ...]

    def text(self, folder: str, original: str, digest: str) -> str:
        """Return the whole seed, whose pictures are in `folder`, and which was made from `original`."""
        origin = f"{original}#{self.part}" if self.part else original
        headers = {**self.headers, "original": origin, "original_sha256": digest}
        return metadata.front_matter(headers) + self.body.replace(PICTURES, folder)


def convert(source: Source, wanted: Wanted) -> list[Converted]:
    """Convert a file. Raises EnregardError, without a path, if that is impossible."""
    documents = read(source, wanted)
    stem = file_stem(PurePosixPath(source.name).stem)
    is_one = len(documents) == 1 and not documents[0].name
    found = []
    taken: set[str] = set()
    for document in documents:
        path = (
            PurePosixPath(f"{stem}.md")
            if is_one
            else PurePosixPath(stem) / f"{_free(document.name, taken)}.md"
        )
        found.append(_converted(document, path))
    return found


def _free(name: str, taken: set[str]) -> str:
    name = file_stem(name)
    number = 1
    while (free := name if number == 1 else f"{name}-{number}").casefold() in taken:
        number += 1
    taken.add(free.casefold())
    return free


def file_stem(name: str) -> str:
    """Return a name without what no file name should have."""
    name = unicodedata.normalize("NFC", name)
    kept = "".join(" " if sign in _FORBIDDEN or not sign.isprintable() else sign for sign in name)
    kept = " ".join(kept.split()).lstrip("._ ")[:_LONGEST_NAME].rstrip(". ")
    return kept or "document"


def picture_folder(path: PurePosixPath) -> str:
    """Return the name of the folder for the pictures of the seed at `path`."""
    return slug_of(path.name)


def _converted(document: Document, path: PurePosixPath) -> Converted:
    pictures: dict[str, bytes] = {}
    names: dict[str, str] = {}
    by_content: dict[str, str] = {}
    lost: Counter[str] = Counter()

    def picture(address: str) -> str:
        if address in names:
            return names[address]
        content = document.pictures.get(address)
        if content is None:
            is_remote = address.startswith(("http://", "https://"))
            lost[marked("picture* missing from the file")] += not is_remote
            names[address] = address if is_remote else ""
            return names[address]
        suffix = suffix_of(content)
        if not suffix:
            lost[marked("picture* in formats that browsers do not show")] += 1
            names[address] = ""
            return ""
        digest = sha256(content)
        if digest not in by_content:
            by_content[digest] = name_of(address, suffix, pictures)
            pictures[by_content[digest]] = content
        names[address] = f"{PICTURES}/{by_content[digest]}"
        return names[address]

    written = write(document.blocks, picture)
    dropped = +(document.losses.dropped + written.dropped + lost)
    return Converted(
        document.part,
        path,
        metadata.clean(document.headers),
        written.text,
        pictures,
        dropped,
        tuple(document.losses.missing),
    )
