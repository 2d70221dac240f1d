"""Resolve an article's references to other articles, and to files published with it."""

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from enregard.article.article import Article, MarkKind
from enregard.article.header_values import image
from enregard.article.section_ids import SectionIds
from enregard.article.slugs import is_index, slug_of
from enregard.errors import EnregardError
from enregard.messages import _, marked
from enregard.seeds.files import CONTROL, SUFFIXES, display_path
from enregard.seeds.names import PAGE, Names
from enregard.seeds.sections import Sections
from enregard.seeds.svg import unsafe_svg
from enregard.system.files import resolve_inside

MEDIA = "media"
"""The site's folder for files from `seeds/`, which keep their paths in it."""

_NOT_PUBLISHED = marked("is not published, because ")

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|\\|#|\?|$", re.IGNORECASE)
_FROM_TOP = re.compile(r"/(?!/|static/)")  # static/ belongs to the site, not to seeds/
_SVG = ".svg"
_DIRECTIVE = ":~:"  # before words to highlight, which are no part of an id
# Types that no browser runs. HTML, scripts, and types that servers may take for either are excluded.
_PUBLISHED = frozenset(
    """
    .jpg .jpeg .png .gif .webp .avif .bmp .tif .tiff .ico .heic .jxl .svg
    .pdf .epub .odt .ods .odp .odg .doc .docx .xls .xlsx .ppt .pptx .rtf .ps .eps .djvu .tex .bib
    .csv .tsv .json .geojson .gpx .kml .kmz .ics .vtt .srt .po
    .mp3 .ogg .oga .opus .wav .flac .m4a .aac .mid .mp4 .m4v .webm .ogv .mov .mkv .avi .mpg .mpeg
    .zip .gz .tgz .xz .bz2 .7z .tar
    """.split()  # noqa: SIM905
)
_COMPRESSED = (".gz", ".tgz")
"""Suffixes that servers take for an encoding of the type before them: browsers unpack and show such files."""
_TEXTS = frozenset((".txt", ".sql", ".log", ".jsonl", ".ttl", ".nt", ".warc"))


class ReferenceKind(StrEnum):
    """What an address points to."""

    ARTICLE = "article"
    FILE = "file"
    MISSING = "missing"
    """An article that does not exist. If it was renamed or moved, redirects still lead readers to it."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a seed that points to something under `seeds/`, or should.

    `path` is its target below `seeds/`. `problem` says what is wrong and what to do, or is empty. `section`
    is the id of the section of an article to which it leads, if it names one.
    """

    address: str
    line: int
    kind: ReferenceKind
    path: str = ""
    problem: str = ""
    section: str = ""

    @property
    def shown(self) -> str:
        """The address as authors write it."""
        return unquote(self.address).removeprefix(PAGE)

    @property
    def slug(self) -> str:
        """The slug of the article that the address points to, or pointed to."""
        return slug_of(self.path)

    @property
    def published(self) -> str:
        """The address to use on the article's pages, which are all at the same depth."""
        return self.published_with({})

    def published_with(self, slugs: Mapping[str, str]) -> str:
        """Return `published` if articles have these `slugs` because their first choice is taken."""
        tail = self.address[_path_end(self.address) :]
        if self.section:
            _, directive, words = tail.partition(_DIRECTIVE)
            tail = f"{tail.partition('#')[0]}#{quote(self.section)}{directive}{words}"
        if self.address.startswith("#"):
            return tail
        if self.kind in (ReferenceKind.ARTICLE, ReferenceKind.MISSING):
            return f"../{slugs.get(self.path, self.slug)}/index.html{tail}"
        if self.kind is ReferenceKind.FILE:
            return f"../../{MEDIA}/{quote(self.path)}{tail}"
        return "" if self.address.startswith(PAGE) else self.address


def references(
    folder: Path, article: Article, sections: Sections | None = None, *, follow_links: bool = False
) -> tuple[Reference, ...]:
    """Return the references in `article`, a seed under `folder`: each address once, in reading order.

    After a file comes its English counterpart, if it exists. `sections` finds the sections of other articles;
    pass one for many articles. With `follow_links`, links may lead out of `folder`.
    """
    sections = sections or Sections(folder)
    find = partial(resolve, folder, article.path, names=sections.names, follow_links=follow_links)
    found: dict[str, Reference] = {}
    own: SectionIds | None = None
    for leaf in article.leaves():
        for mark in leaf.text.marks if leaf.text is not None else ():
            if mark.kind not in (MarkKind.LINK, MarkKind.IMAGE):
                continue
            address = mark.attrs.get("href") or mark.attrs.get("src") or ""
            if address.startswith("#") and mark.kind is MarkKind.LINK:
                here = Reference(address, leaf.line, ReferenceKind.ARTICLE, str(article.path))
                own = own or SectionIds(article)
                found.setdefault(address, in_section(here, own))
                continue
            if address in found:
                continue
            if mark.kind is MarkKind.IMAGE and _FROM_TOP.match(address):
                found |= {it.address: it for it in _from_top(find, folder, article.path, address, leaf.line)}
                continue
            if _ELSEWHERE.match(address.strip()) and not address.startswith(PAGE):
                continue
            it = find(address, leaf.line)
            found[address] = it = in_section(it, sections.of(it.path)) if names_section(it) else it
            if it.kind is ReferenceKind.FILE and english_counterpart(folder, it.path):
                english = english_address(address)
                found.setdefault(english, find(english, leaf.line))
    address, line = image(article.headers)
    if address and address not in found and (picture := _picture(find, article.path, address, line)):
        found[address] = picture
        if english_counterpart(folder, picture.path):
            english = english_address(address)
            found.setdefault(english, replace(picture, address=english, path=english_name(picture.path)))
    return tuple(found.values())


def _from_top(
    find: Callable[[str, int], Reference], folder: Path, seed: PurePosixPath, address: str, line: int
) -> Iterator[Reference]:
    """Yield the reference to a picture whose address starts at the top of `seeds/`, and its counterpart."""
    up = "../" * len(seed.parent.parts)
    it = replace(find(up + address[1:], line), address=address)
    yield it
    if it.kind is ReferenceKind.FILE and english_counterpart(folder, it.path):
        english = english_address(address)
        yield replace(find(up + english[1:], line), address=english)


def _picture(
    find: Callable[[str, int], Reference], seed: PurePosixPath, address: str, line: int
) -> Reference | None:
    """Return the reference to the picture in a header, beside the seed or from the top of `seeds/`.

    Return None if it is elsewhere or cannot be published: generators have other folders for pictures.
    """
    up = "../" * len(seed.parent.parts)
    for form in dict.fromkeys((address, up + address.lstrip("/"))):
        if not _ELSEWHERE.match(form):
            found = find(form, line)
            if found.kind is ReferenceKind.FILE:
                return replace(found, address=address)
    return None


def names_section(reference: Reference) -> bool:
    """Return whether a reference names a section of an article."""
    return reference.kind is ReferenceKind.ARTICLE and bool(_fragment(reference.address))


def not_published(reason: str) -> str:
    """Return the problem of a file that browsers may run, because of its type or, for SVG, its content."""
    return _(_NOT_PUBLISHED) + reason


def in_section(reference: Reference, sections: SectionIds | None) -> Reference:
    """Return the reference with its section, or with the problem that it is not among `sections`.

    They are None if the article cannot be read.
    """
    fragment = _fragment(reference.address)
    if not fragment or sections is None:
        return reference
    section = sections.find(fragment)
    if section or fragment.lower() == "top":  # which browsers know
        return replace(reference, section=section)
    where = display_path(PurePosixPath(reference.path))
    problem = _(
        "leads to no section of {where}: correct what comes after #, or give a heading that id", where=where
    )
    return replace(reference, problem=problem)


def _fragment(address: str) -> str:
    return address.partition("#")[2].partition(_DIRECTIVE)[0]


def english_name(name: str) -> str:
    """Return the name of the English counterpart of a file: `carte.en.png` for `carte.png` or `carte.fr.png`.

    It is empty if the file cannot have one. `name` may include folders.
    """
    stem, _, suffix = name.rpartition(".")
    stem = stem.removesuffix(".fr")
    if "/" in suffix or not stem or stem.endswith(("/", ".en")):
        return ""
    return f"{stem}.en.{suffix}"


def english_address(address: str) -> str:
    """Return the address of the English counterpart of `address`, which may not exist."""
    cut = _path_end(address)
    return english_name(address[:cut]) + address[cut:]


def english_counterpart(folder: Path, path: str) -> str:
    """Return the path of the existing English counterpart of `path` under `folder`, or an empty string."""
    english = english_name(path)
    return english if english and os.path.lexists(f"{folder}{os.sep}{english}") else ""


def resolve(
    folder: Path,
    seed: PurePosixPath,
    address: str,
    line: int,
    *,
    names: Names | None = None,
    follow_links: bool = False,
    inspect: bool = True,
) -> Reference:
    """Resolve `address` in the `seed` under `folder`. Without `inspect`, no file is opened.

    `names` finds the targets of addresses that only name them; pass one for many addresses. With
    `follow_links`, links may lead out of `folder`.
    """
    again = partial(resolve, folder, seed, line=line, follow_links=follow_links, inspect=inspect)
    if address.startswith(PAGE):
        return _resolve_name(seed, address, line, names or Names(folder), again)

    def wrong(problem: str) -> Reference:
        return Reference(address, line, ReferenceKind.WRONG, path, problem)

    path = ""
    name = unquote(address[: _path_end(address)])
    if CONTROL.search(name) or "\ufffd" in name:
        return wrong(_("contains characters that file names cannot have: rename the file"))
    for form in dict.fromkeys((name, *(unicodedata.normalize(to, name) for to in ("NFC", "NFD")))):
        candidate = _join(seed.parent, form)
        if candidate is None:
            return wrong(_("points outside seeds/: move the file next to the article"))
        path = path or candidate
        if os.path.lexists(folder / candidate):
            path = candidate
            break
    else:
        if "\\" in name:
            slashes = re.sub(r"%5[Cc]|\\", "/", address)  # as Windows writes paths
            return replace(again(slashes), address=address)
        missing = wrong(_hint(folder, path))
        is_article = PurePosixPath(path).suffix.lower() in SUFFIXES
        return replace(missing, kind=ReferenceKind.MISSING) if is_article else missing
    try:
        file = _find(folder, path, follow_links)
        if file is None:
            return wrong(_("is hidden: put the file next to the article, under a name without a dot"))
        mode = file.stat().st_mode
    except EnregardError as error:
        return wrong(error.what)
    except OSError:
        return wrong(_("cannot be read: check its permissions"))
    if stat.S_ISDIR(mode):
        if index := _index_of(file):
            return Reference(address, line, ReferenceKind.ARTICLE, f"{path}/{index}".removeprefix("./"))
        return wrong(_("is a folder: link to a file in it"))
    if not stat.S_ISREG(mode) or not os.access(file, os.R_OK):
        return wrong(_("cannot be read: replace it with a readable file"))
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in SUFFIXES:
        return Reference(address, line, ReferenceKind.ARTICLE, path)
    if (refused := _refused_suffix(path)) is not None:
        if refused:
            reason = _(
                "a {suffix} file may run in a reader's browser: convert it, or move it to site/static/ and "
                "link to that",
                suffix=refused,
            )
        else:
            reason = _(
                "a file without a suffix may run in a reader's browser: convert it, or move it to "
                "site/static/ and link to that"
            )
        return wrong(not_published(reason))
    if inspect and suffix == _SVG and (reason := unsafe_svg(file)):
        return wrong(not_published(_("{problem}: save it as plain SVG, or as PNG", problem=reason)))
    return Reference(address, line, ReferenceKind.FILE, path)


def _resolve_name(
    seed: PurePosixPath, address: str, line: int, names: Names, resolve: Callable[[str], Reference]
) -> Reference:
    """Resolve an address that names its target: beside the seed, then anywhere."""
    cut = _path_end(address)
    name, tail = unquote(address[len(PAGE) : cut]), address[cut:]
    target = names.find(name, seed.parent)
    if not target:
        problem = _("does not exist: add it, or correct the link")
        return Reference(address, line, ReferenceKind.WRONG, name, problem)
    up = "../" * len(seed.parent.parts)
    return replace(resolve(f"{up}{quote(target)}{tail}"), address=address)


def _refused_suffix(path: str) -> str | None:
    """Return the suffix for which the file is not published, which may be empty; None if it is published."""
    *before, suffix = ["", *PurePosixPath(path.lower()).suffixes]
    if suffix not in _PUBLISHED:
        return suffix
    inner = before[-1] if before and suffix in _COMPRESSED else ""
    harmless = not inner or inner[1:].isdigit() or (inner in _PUBLISHED and inner != _SVG) or inner in _TEXTS
    return None if harmless else inner + suffix


def _index_of(folder: Path) -> str:
    """Return the name of the article that has the name of `folder`; empty if it has none."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names alone
    except OSError:
        return ""
    return next((name for name in names if name.lower().endswith(SUFFIXES) and is_index(name)), "")


def is_svg(path: str) -> bool:
    """Return whether `path` is an SVG file, whose content decides whether it may be published."""
    return path.lower().endswith(_SVG)


def referenced_file(folder: Path, path: str, *, follow_links: bool = False) -> Path:
    """Return the file under `folder` that a reference with this `path` points to. Raises OSError if gone."""
    with suppress(EnregardError):
        if file := _find(folder, path, follow_links):
            return file
    raise FileNotFoundError(2, _("it no longer exists"), path)


def _path_end(address: str) -> int:
    return min((at for at in (address.find("#"), address.find("?")) if at >= 0), default=len(address))


def _join(parent: PurePosixPath, name: str) -> str | None:
    """Join `name` to `parent`, a folder below `seeds/`; None if the result is outside `seeds/`."""
    parts: list[str] = list(parent.parts)
    for part in name.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or "."


def _find(folder: Path, path: str, follow_links: bool) -> Path | None:
    """Return the file `path` under `folder`; None if hidden. Raises EnregardError for a refused link."""
    if any(part.startswith(".") for part in PurePosixPath(path).parts):
        return None
    return resolve_inside(folder / path, path, follow_links=follow_links, place="seeds/")


def _hint(folder: Path, path: str) -> str:
    """Suggest what to do about a missing file, which may differ only in capitals."""
    wanted = PurePosixPath(path)
    if not any(part.startswith(".") for part in wanted.parts):
        try:
            names = sorted(os.listdir(folder / wanted.parent))  # noqa: PTH208 - names alone
        except OSError:
            names = []
        for name in names:
            if name.casefold() == wanted.name.casefold() and not CONTROL.search(name):
                return _("does not exist, but '{name}' does: match its capitals", name=name)
    return _("does not exist: add it, or correct the address")
