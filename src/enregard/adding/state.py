"""Remember what was added, in `originals/`: the files themselves, and what they were converted to.

`originals/rapport.docx` is the file as it was given. `originals/.converted/rapport.docx/` has `added.json`
and the text of each seed as it was converted, from which a later version is merged.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from enregard.errors import EnregardError, cannot_read, cannot_write
from enregard.messages import _
from enregard.seeds.files import LIMIT
from enregard.system.files import read_file, replace_atomically, resolve_inside
from enregard.system.filestate import file_sha256
from enregard.system.walk import walk

FOLDER = "originals"
_CONVERTED = ".converted"
_STATE = "added.json"
_LARGEST_STATE = 8_000_000  # bytes


@dataclass(slots=True)
class Seed:
    """A seed that was added: the part of the original that it comes from, and its path below `seeds/`.

    `pictures` has the SHA-256 of each of its pictures, by its path below `seeds/`.
    """

    part: str
    path: str
    pictures: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Original:
    """A file that was added: its name in `originals/`, its SHA-256, what converted it, and its seeds."""

    name: str
    sha256: str = ""
    converter: str = ""
    seeds: list[Seed] = field(default_factory=list)

    def seed(self, part: str) -> Seed | None:
        """Return the seed of a part."""
        return next((seed for seed in self.seeds if seed.part == part), None)


class Originals:
    """The folder `originals/` of a publication. `follow_links` as for `open_publication`."""

    def __init__(self, root: Path, *, follow_links: bool = False) -> None:
        self.folder = root / FOLDER
        self._follow_links = follow_links
        resolve_inside(self.folder, FOLDER, follow_links=follow_links)
        self._known: dict[str, str] = {}
        """The names of originals by their SHA-256."""
        base = self.folder / _CONVERTED
        for folder, _folders, names in walk(base):
            if _STATE in names:
                name = PurePosixPath(Path(folder).relative_to(base)).as_posix()
                self._known[self.open(name).sha256] = name

    def same(self, sha256: str) -> str:
        """Return the name of the original with this content, or an empty string."""
        return self._known.get(sha256, "")

    def open(self, name: str) -> Original:
        """Return what is remembered of the original `name`. Raises EnregardError if that is damaged."""
        shown = f"{FOLDER}/{_CONVERTED}/{name}/{_STATE}"
        try:
            data = self._read(shown, _LARGEST_STATE)
            return _original(name, json.loads(data))
        except FileNotFoundError:
            return Original(name)
        except OSError as error:
            raise cannot_read(error, shown) from error
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise EnregardError(
                _("is damaged: restore it, or delete its folder and the seed"), path=shown
            ) from error

    def text(self, original: Original, number: int) -> str:
        """Return what a seed was converted to. Raises EnregardError if that is missing."""
        shown = f"{FOLDER}/{_CONVERTED}/{original.name}/{number}.md"
        try:
            return self._read(shown, LIMIT).decode("utf-8")
        except OSError as error:
            raise cannot_read(error, shown, _("restore it, or delete its folder and the seed")) from error
        except UnicodeDecodeError as error:
            raise EnregardError(
                _("is damaged: restore it, or delete its folder and the seed"), path=shown
            ) from error

    def save(self, original: Original, data: bytes, texts: dict[int, str]) -> None:
        """Keep an original, the texts of its seeds by their numbers, and, last, what is known of it."""
        inner = f"{FOLDER}/{_CONVERTED}/{original.name}"
        self.write(f"{FOLDER}/{original.name}", data)
        for number, text in texts.items():
            self.write(f"{inner}/{number}.md", text.encode("utf-8"))
        content = json.dumps(_as_json(original), ensure_ascii=False, indent=1) + "\n"
        self.write(f"{inner}/{_STATE}", content.encode("utf-8"))
        self._known[original.sha256] = original.name

    def write(self, shown: str, data: bytes) -> None:
        """Write a file of the publication as a whole, with its folder. Raises EnregardError."""
        path = resolve_inside(self.folder.parent / shown, shown, follow_links=self._follow_links)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_atomically(path, data, lambda: True)
        except OSError as error:
            raise cannot_write(error, shown) from error

    def _read(self, shown: str, limit: int) -> bytes:
        path = resolve_inside(self.folder.parent / shown, shown, follow_links=self._follow_links)
        return read_file(path, limit)


def _as_json(original: Original) -> dict[str, Any]:
    return {
        "sha256": original.sha256,
        "converter": original.converter,
        "seeds": [{"part": it.part, "seed": it.path, "pictures": it.pictures} for it in original.seeds],
    }


def _original(name: str, found: dict[str, Any]) -> Original:
    seeds = []
    for each in found["seeds"]:
        pictures = {_inside(path): str(digest) for path, digest in each["pictures"].items()}
        seeds.append(Seed(str(each["part"]), _inside(each["seed"]), pictures))
    return Original(name, str(found["sha256"]), str(found["converter"]), seeds)


def _inside(path: Any) -> str:
    """Return a path below a folder. Raises ValueError if it leads out."""
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or any(part.startswith(".") for part in parts):
        raise ValueError(path)
    return str(path)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, or an empty string if it cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return ""
