"""Find and read the files under `seeds/`."""

import os
import re
from pathlib import Path, PurePosixPath

from enregard.article.article import OBJECT
from enregard.article.blanks import WITHOUT_WIDTH, without_invisible
from enregard.article.typography import ACCENTS, compose
from enregard.errors import EnregardError, cannot_read
from enregard.messages import _
from enregard.system.encoding import decode_utf8
from enregard.system.files import is_link, read_file, resolve_inside
from enregard.system.platform import is_junction

TEXT = (".txt", ".text")
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdx", ".qmd", ".rmd")
SUFFIXES = (*TEXT, *MARKDOWN)
"""The suffixes of seeds, in lower case."""
LITTER = frozenset({"Thumbs.db", "desktop.ini"})
"""Files left behind by file managers."""

LIMIT = 8_000_000
"""The size limit of a seed in bytes; a long book is a tenth of it."""

# Not allowed in HTML or XML; the object character represents markup in texts.
_INVISIBLE = re.compile(f"[\x01-\x08\x0e-\x1b\x7f\ufffe\uffff{OBJECT}]")
# Left by reading Windows-1252 as Latin-1, mostly for an apostrophe or quotation mark.
_MISREAD = re.compile("[\x80-\x84\x86-\x9f]")
_UNUSUAL = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff{OBJECT}{ACCENTS}{WITHOUT_WIDTH}]")
"""NUL, all characters above, and what `split_lines` composes or drops. Few seeds have any."""
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
                    if entry.is_dir(follow_symlinks=False) and not is_junction(entry.path):
                        pending.append(f"{at}{name}/")
                    elif name.lower().endswith(SUFFIXES) or _is_link_to_folder(entry):
                        found.append(at + name)
                    elif others is not None and name not in LITTER:
                        others.append(PurePosixPath(at, name))
        except OSError as error:
            if not at:
                raise cannot_read(
                    error, "seeds", _("check that this folder exists and is readable")
                ) from error
            found.append(at[:-1])
    return sorted(found, key=lambda name: name.replace("/", "\0"))  # folder by folder


def _is_link_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return (entry.is_symlink() or is_junction(entry.path)) and entry.is_dir()
    except OSError:
        return False


def display_path(path: PurePosixPath) -> str:
    """Return the path of a seed for messages: under `seeds/`, on one line, whatever bytes it contains."""
    name = os.fsencode(str(path)).decode("utf-8", "backslashreplace")
    return "seeds/" + CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", name)


def read_lines(folder: Path, path: PurePosixPath, *, follow_links: bool = False) -> list[str]:
    """Return the lines of the seed at `path` under `folder`, without line ends.

    With `follow_links`, it may be a link that leads out of `folder`. Raises EnregardError, without a path, if
    it is not a readable file in there, is too large, is not UTF-8, or is not text.
    """
    return split_lines(decode_utf8(_read(folder, path, follow_links)))


def split_lines(text: str) -> list[str]:
    """Return the lines of `text`, without line ends.

    Characters without width are dropped, except soft hyphens at the ends of lines, which say that a word
    goes on. Invisible characters that HTML forbids become blanks, and a letter followed by its accent one
    character. Raises EnregardError for NUL and misread characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _UNUSUAL.search(text):
        return text.split("\n")
    text = _LAST_SOFT_HYPHEN.sub(OBJECT, compose(text).replace(OBJECT, " "))
    text = without_invisible(text).replace(OBJECT, "\N{SOFT HYPHEN}")
    if (at := text.find("\0")) >= 0:
        raise EnregardError(
            _("contains a NUL character, so it is not plain text: save it as UTF-8 text"),
            line=text.count("\n", 0, at) + 1,
        )
    if match := _MISREAD.search(text):
        raise EnregardError(
            _(
                "contains U+{code}, left by a faulty conversion from Windows-1252: convert the "
                "original to UTF-8",
                code=f"{ord(match[0]):04X}",
            ),
            line=text.count("\n", 0, match.start()) + 1,
        )
    return _INVISIBLE.sub(" ", text).split("\n")


def _read(folder: Path, path: PurePosixPath, follow_links: bool) -> bytes:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise EnregardError(_("the file name is not UTF-8: rename the file")) from error
    if CONTROL.search(str(path)):
        raise EnregardError(_("the file name contains a control character: rename the file"))
    try:
        file = resolve_inside(folder / path, str(path), follow_links=follow_links, place="seeds/")
        return read_file(file, LIMIT, _("split it"))
    except IsADirectoryError as error:
        if is_link(folder / path):
            what = _("is a link to a folder, not an article: move its articles to a folder in seeds/")
        else:
            what = _("is a folder, not an article: move its articles to a folder in seeds/")
        raise EnregardError(what) from error
    except OSError as error:
        raise cannot_read(error, todo=_("make it readable, or move it out of seeds/")) from error
