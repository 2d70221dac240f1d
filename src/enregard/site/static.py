"""The static files of a site: the theme's, and the publication's overrides.

A file in the publication's `site/static/` replaces the theme's at the same path. The theme's style sheet
and its tools for readers are joined from one file per subject.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _
from enregard.site.article.body import GROUPS, HIGHLIGHTED
from enregard.site.words.scripts import ReadingWords, ResultWords, words_for_script
from enregard.system.files import is_link, read_pieces, resolve_inside
from enregard.system.walk import walk

THEME = Path(__file__).parent / "theme"
_LARGEST = 4_000_000_000  # bytes of a file of the publication
_NEEDLESS = re.compile(r'("[^"]*")|([:,;{]) | (?=[{}])')
"""Blanks that CSS does not need; texts in quotes stay."""

_STYLES = (
    "colours",
    "elements",
    "frame",
    "head",
    "state",
    "columns",
    "text",
    "lists",
    "search",
    "pairs",
    "narrow",
    "print",
)
"""The parts of the style sheet in cascading order."""

_SCRIPTS = ("common", "cover", "listen", "words", "menu")
"""The parts of the tools for readers in the order in which they run."""


def static_files(
    folder: Path, *, follow_links: bool = False
) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    """Yield path and content of every static file of the site; `folder` has the publication's own files.

    Their content comes in pieces. With `follow_links`, they may be links that lead out of the publication.
    Raises EnregardError if one cannot be read, or is a link to something that must not be published.
    """
    _check_links(folder, follow_links)
    own = {f"static/{name}": path for name, path in files_in(folder)}
    theirs = dict(theme_files())
    for path in sorted(own.keys() | theirs.keys()):
        yield path, _read(path, own[path]) if path in own else theirs[path]


def theme_files() -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the theme's static files."""
    yield "static/style.css", _style_sheet().encode()
    yield "static/tools.css", _compact((THEME / "style" / "tools.css").read_text("utf-8")).encode()
    yield "static/tools.js", _tools().encode()
    for name, path in files_in(THEME / "static"):
        data = path.read_bytes()
        if path.suffix == ".js":
            words = words_for_script(ResultWords) if name == "search.js" else ""
            data = _compact_script(words + data.decode()).encode()
        yield f"static/{name}", data


def _style_sheet() -> str:
    """Join the parts of the style sheet, and add the rules that highlight a sentence with its counterpart."""
    parts = {subject: (THEME / "style" / f"{subject}.css").read_text("utf-8") for subject in _STYLES}
    parts["pairs"] += _highlight_rules()
    return _compact("\n".join(parts.values()))


def _compact(css: str) -> str:
    """Return `css` without comments and the blanks that it does not need: a sixth of its size."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = [_NEEDLESS.sub(r"\1\2", line.strip()) for line in css.splitlines()]
    return "".join([line if line.endswith(("{", ",", ";")) else f"{line}\n" for line in lines if line])


def _compact_script(script: str) -> str:
    """Return `script` without comments on lines of their own, indents and empty lines."""
    lines = map(str.strip, script.splitlines())
    return "".join([f"{line}\n" for line in lines if line and not line.startswith("//")])


def _tools() -> str:
    """Join the parts of the tools for readers, with the words that it needs, in a scope of its own."""
    parts = [(THEME / "script" / f"{subject}.js").read_text("utf-8") for subject in _SCRIPTS]
    start = "// The tools for readers. The pages are complete without them.\n"
    return start + _compact_script(
        "\n".join(['"use strict";', "{", words_for_script(ReadingWords), *parts, "}"])
    )


def _highlight_rules() -> str:
    """Return the rules that highlight sentences: CSS cannot compare classes, so each number has a selector.

    In a long row, the numbers start again in each group. A second rule removes the highlight from groups that
    the reader does not point at.
    """
    lit = ":is(:hover, :focus, :target, .lit)"
    pairs = [f".row:has(.n{n}{lit}) .n{n}" for n in range(1, HIGHLIGHTED + 1)]
    others = [f".row:not(:has(.g{n}{lit})) .g{n}" for n in range(1, GROUPS)]
    others.append(f".row:has(.g):not(:has(.s:not(.g){lit})) .s:not(.g)")
    return _rule(
        pairs,
        "background: var(--light-up)",
        "box-shadow: 0 0 0 .15em var(--light-up)",
        "border-block-end: var(--underline, 0)",
        "--state: block",
    ) + _rule(others, "background: none", "box-shadow: none", "border-block-end: 0", "--state: none")


def _rule(selectors: Iterable[str], *declarations: str) -> str:
    lines = "".join(f"  {declaration};\n" for declaration in declarations)
    return ",\n".join(selectors) + f" {{\n{lines}}}\n"


def _read(path: str, source: Path) -> Iterator[bytes]:
    """Yield the content of the publication's file `source`, published as `path`, in pieces."""
    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise EnregardError(_("the name is not UTF-8: rename it"), path=ascii(str(source))) from error
    try:
        yield from read_pieces(source, _LARGEST)
    except OSError as error:
        raise cannot_read(error, source, _("make it readable, or remove it")) from error


def _check_links(folder: Path, follow_links: bool) -> None:
    """Raise EnregardError if a link in `folder` leads out of the publication, to a folder, or nowhere."""
    found = [folder]
    for parent, folders, names in walk(folder):
        found += (Path(parent, name) for name in sorted([*folders, *names]) if not name.startswith("."))
    for path in filter(is_link, found):
        shown = path.relative_to(folder.parent.parent).as_posix()
        try:
            aim = resolve_inside(path, shown, follow_links=follow_links)
        except EnregardError as error:
            raise EnregardError(error.what, path=path) from error
        if not aim.exists():
            what = _("is a link to {aim}, which does not exist: fix or remove it", aim=aim)
        elif aim.is_dir() and path != folder:
            what = _("is a link to the folder {aim}: copy the folder instead", aim=aim)
        else:
            continue
        raise EnregardError(what, path=path)


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files below `folder` with their paths in it, without hidden ones, in a fixed order.

    Raises EnregardError if a folder cannot be read.
    """
    for parent, folders, names in walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith("."):
                yield path.relative_to(folder).as_posix(), path
