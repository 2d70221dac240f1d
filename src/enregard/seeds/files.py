"""Find and read the files under `seeds/`."""

import os
import re
import stat
from pathlib import Path, PurePosixPath

from enregard.article.article import OBJECT
from enregard.article.blanks import without_invisible
from enregard.article.typography import compose
from enregard.errors import EnregardError, cannot_read
from enregard.system.encoding import decode_utf8

SUFFIXES = (".txt", ".md")
LITTER = frozenset({"Thumbs.db", "desktop.ini"})
"""Files left behind by file managers."""

LIMIT = 8_000_000
"""The size limit of a seed in bytes; a long book is a tenth of it."""

# Not allowed in HTML or XML; the object character represents markup in texts.
_INVISIBLE = re.compile(f"[\x01-\x08\x0e-\x1b\x7f\ufffe\uffff{OBJECT}]")
# Left by reading Windows-1252 as Latin-1, mostly for an apostrophe or quotation mark.
_MISREAD = re.compile("[\x80-\x84\x86-\x9f]")
_UNUSUAL = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff{OBJECT}]")
"""NUL and all characters above. Few seeds have any, and one search is faster than three."""
_LAST_SOFT_HYPHEN = re.compile("\N{SOFT HYPHEN}[\N{SOFT HYPHEN} ]*(?=\n)")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters and line separators, which no file name should contain."""


def seed_names(folder: Path, others: list[PurePosixPath] | None = None) -> list[str]:
    """Return the paths of all seeds under `folder`, sorted, without hidden ones.

    Paths are strings because every build lists all seeds, and creating 100,000 `Path` objects takes half a
    second. Unreadable seeds, such as links to folders, are included: `read_seed` reports what is wrong with
    them. The paths of all other files are added to `others`.
    Raises EnregardError if `folder` itself cannot be read.
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
                raise cannot_read(error, "seeds", "check that this folder exists and is readable") from error
            found.append(at[:-1])
    return sorted(found, key=lambda name: name.replace("/", "\0"))  # folder by folder


def _is_link_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False


def display_path(path: PurePosixPath) -> str:
    """Return the path of a seed for messages: under `seeds/`, on one line, whatever bytes it contains."""
    name = os.fsencode(str(path)).decode("utf-8", "backslashreplace")
    return "seeds/" + CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", name)


def read_lines(folder: Path, path: PurePosixPath) -> list[str]:
    """Return the lines of the seed at `path` under `folder`, without line ends.

    Raises EnregardError, without a path, if it is not a readable file inside `folder`, is too large, is not
    UTF-8, or is not text.
    """
    return split_lines(decode_utf8(_read(folder, path)))


def split_lines(text: str) -> list[str]:
    """Return the lines of `text`, without line ends.

    Characters without width are dropped, except soft hyphens at the ends of lines, which say that a word
    goes on. Invisible characters that HTML forbids become blanks, and a letter followed by its accent one
    character. Raises EnregardError for NUL and misread characters.
    """
    text = compose(text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _LAST_SOFT_HYPHEN.sub(OBJECT, text.replace(OBJECT, " "))
        text = without_invisible(text).replace(OBJECT, "\N{SOFT HYPHEN}")
    if not _UNUSUAL.search(text):
        return text.split("\n")
    if (at := text.find("\0")) >= 0:
        raise EnregardError(
            "contains a NUL character, so it is not plain text: save it as UTF-8 text",
            line=text.count("\n", 0, at) + 1,
        )
    if match := _MISREAD.search(text):
        raise EnregardError(
            f"contains U+{ord(match[0]):04X}, left by a faulty conversion from Windows-1252: "
            "convert the original to UTF-8",
            line=text.count("\n", 0, match.start()) + 1,
        )
    return _INVISIBLE.sub(" ", text).split("\n")


def _read(folder: Path, path: PurePosixPath) -> bytes:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise EnregardError("the file name is not UTF-8: rename the file") from error
    if CONTROL.search(str(path)):
        raise EnregardError("the file name contains a control character: rename the file")
    try:
        file = folder / path
        if _may_lead_out(folder, path):
            file = file.resolve(strict=True)
            if not file.is_relative_to(folder.resolve(strict=True)):
                raise EnregardError("is a link to a file outside seeds/: replace it with the file itself")
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode):
            os.scandir(file).close()  # raises OSError if unreadable
            link = "a link to a folder" if (folder / path).is_symlink() else "a folder"
            raise EnregardError(f"is {link}, not an article: move its articles to a folder in seeds/")
        if not stat.S_ISREG(mode):
            raise EnregardError("is not a regular file: replace it with a text file")
        with file.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except RuntimeError as error:  # a loop of links, in pathlib up to Python 3.12
        raise EnregardError(
            "cannot be read (the link points back to itself): replace it with the file itself"
        ) from error
    except OSError as error:
        raise cannot_read(error, todo="make it readable, or move it out of seeds/") from error
    if len(data) > LIMIT:
        raise EnregardError(f"is larger than the limit of {LIMIT // 1_000_000} MB: split it")
    return data


def _may_lead_out(folder: Path, path: PurePosixPath) -> bool:
    """Return whether `path` contains `..` or passes through a link."""
    place = str(folder)
    for part in path.parts:
        place = f"{place}{os.sep}{part}"
        if part == ".." or os.path.islink(place):  # noqa: PTH114 - creating a Path for each is slow
            return True
    return False
