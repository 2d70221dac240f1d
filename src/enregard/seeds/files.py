"""The files under `seeds/`: which of them are seeds, and the text in one."""

import os
import re
import stat
from pathlib import Path, PurePosixPath

from enregard.article.article import OBJECT
from enregard.errors import EnregardError, cannot_read
from enregard.system.encoding import decoded

SUFFIXES = (".txt", ".md")
LITTER = frozenset({"Thumbs.db", "desktop.ini"})
"""Files that file managers drop, not people."""

LIMIT = 8_000_000
"""The largest seed that is read, in bytes: a long book is a tenth of it."""

# Nobody wrote these, and neither HTML nor XML may hold them; the object character stands for markup here.
_INVISIBLE = re.compile(f"[\x01-\x08\x0e-\x1b\x7f\ufffe\uffff{OBJECT}]")
# Left where Windows-1252 was taken for Latin-1: an apostrophe or a quotation mark is lost with each.
_MISREAD = re.compile("[\x80-\x84\x86-\x9f]")
_UNUSUAL = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff{OBJECT}]")
"""What any of these would find. Hardly a seed has it, and one search takes less time than three."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def seed_paths(folder: Path) -> list[PurePosixPath]:
    """The paths of `seed_names`."""
    return [PurePosixPath(name) for name in seed_names(folder)]


def seed_names(folder: Path, others: list[PurePosixPath] | None = None) -> list[str]:
    """The paths under `folder` that claim to be seeds, at any depth, sorted; hidden ones are left out.

    They are text, since every build looks for all of them: to make 100,000 paths takes half a second.
    What cannot be read, such as a link to a folder, is among them: `read_seed` says what is wrong with it.
    The paths of all other files are added to `others`.
    Raises EnregardError where `folder` itself cannot be read.
    """
    found: list[str] = []
    pending = [""]
    while pending:
        at = pending.pop()
        try:
            with os.scandir(folder / at) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(f"{at}{name}/")
                    elif name.lower().endswith(SUFFIXES) or _is_link_to_folder(entry):
                        found.append(at + name)
                    elif others is not None and name not in LITTER:
                        others.append(PurePosixPath(at, name))
        except OSError as error:
            if not at:
                raise cannot_read(error, "seeds", "make this folder readable") from error
            found.append(at[:-1])
    return sorted(found, key=lambda name: name.replace("/", "\0"))  # folder by folder


def _is_link_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False


def seed_label(path: PurePosixPath) -> str:
    """The path of a seed as messages show it: under `seeds/`, on one line, whatever bytes the name has."""
    name = os.fsencode(str(path)).decode("utf-8", "backslashreplace")
    return "seeds/" + _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", name)


def read_lines(folder: Path, path: PurePosixPath) -> list[str]:
    """The lines of the seed at `path` under `folder`, without their ends.

    Raises EnregardError, without a path, for what is no readable file within `folder`, too large, not UTF-8,
    or not text.
    """
    return split_lines(decoded(_read(folder, path)))


def split_lines(text: str) -> list[str]:
    """The lines of `text`, without their ends; characters that show nothing and no page can hold are blanks.

    Raises EnregardError for characters that are not text's.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _UNUSUAL.search(text):
        return text.split("\n")
    if (at := text.find("\0")) >= 0:
        raise EnregardError(
            "holds a NUL character, so it is not plain text: save it as UTF-8 text",
            line=text.count("\n", 0, at) + 1,
        )
    if match := _MISREAD.search(text):
        raise EnregardError(
            f"holds U+{ord(match[0]):04X}, left by a wrong conversion from Windows-1252: "
            "convert the original to UTF-8",
            line=text.count("\n", 0, match.start()) + 1,
        )
    return _INVISIBLE.sub(" ", text).split("\n")


def _read(folder: Path, path: PurePosixPath) -> bytes:
    """The bytes of a seed."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise EnregardError("the file's name is not UTF-8: rename it") from error
    if _CONTROL.search(str(path)):
        raise EnregardError("the file's name holds a control character: rename it")
    try:
        file = folder / path
        if _may_lead_out(folder, path):
            file = file.resolve(strict=True)
            if not file.is_relative_to(folder.resolve(strict=True)):
                raise EnregardError("is a link that leads out of seeds/: put the file itself here")
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(file).close()  # an unreadable folder says so itself
            link = "a link to a folder" if (folder / path).is_symlink() else "a folder"
            raise EnregardError(f"is {link}, not an article: move the articles in it to a folder of seeds/")
        if not stat.S_ISREG(mode):
            raise EnregardError("is not a regular file: put a text file here")
        with file.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except RuntimeError as error:  # pathlib's word for a loop of links, up to Python 3.12
        raise EnregardError(
            "cannot be read: the link leads back to itself: put the file itself here"
        ) from error
    except OSError as error:
        raise cannot_read(error, todo="make it readable, or move it out of seeds/") from error
    if len(data) > LIMIT:
        raise EnregardError(f"is larger than {LIMIT // 1_000_000} MB, the most that is read: split it")
    return data


def _may_lead_out(folder: Path, path: PurePosixPath) -> bool:
    """Whether there is a link on the way to `path`, or a step upwards."""
    place = str(folder)
    for part in path.parts:
        place = f"{place}{os.sep}{part}"
        if part == ".." or os.path.islink(place):  # noqa: PTH114 - a Path for each takes most of the time
            return True
    return False
