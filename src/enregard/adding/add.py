"""One run of `enregard add`: convert files, write their seeds, and merge those that were added before."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from enregard.adding.convert import Converted, convert, file_stem, picture_folder
from enregard.adding.files import Given
from enregard.adding.limits import LARGEST_FILE, sha256
from enregard.adding.merge import merge
from enregard.adding.read import Source, Wanted
from enregard.adding.state import Original, Originals, Seed, sha256_of
from enregard.errors import EnregardError, cannot_read
from enregard.messages import _, marked, ngettext, number
from enregard.publication.lock import writer_lock
from enregard.publication.publication import Publication
from enregard.report import Report
from enregard.seeds.files import LIMIT, seed_names, split_lines
from enregard.seeds.front_matter import split_front_matter
from enregard.seeds.read import read_article
from enregard.system.cores import available_cores
from enregard.system.files import open_file, read_file, resolve_inside

_DONE = {
    (True, True): marked("{name}: would be added as {where}"),
    (True, False): marked("{name}: added as {where}"),
    (False, True): marked("{name}: would be brought up to date in {where}"),
    (False, False): marked("{name}: brought up to date in {where}"),
}
"""What becomes of a file, by whether it is new, and whether nothing is written."""

_HEADERS = 8192  # bytes of a seed in which its front matter is looked for
_SHINGLE = 3  # words
_LEAST_SHINGLES = 40
_LEAST_SHARED = 0.03
"""Two versions of a document share more of their runs of three words than this; two documents do not."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run adds, and where to: `into` is a folder below `seeds/`."""

    into: PurePosixPath
    wanted: Wanted
    dry_run: bool = False
    prefer: str = ""
    """Whose lines to take where a seed and a changed original conflict: "seed", "original", or neither."""


@dataclass(slots=True)
class _Change:
    """What a run writes for one seed: its text if that changes, and its pictures by path."""

    seed: Seed
    base: str
    text: str | None
    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Adder:
    """Adds files to a publication, and counts what becomes of them. `echo` receives a line for each file."""

    publication: Publication
    report: Report
    echo: Callable[[str], None]
    options: Options

    def __post_init__(self) -> None:
        self._originals = Originals(self.publication.root, follow_links=self.publication.follow_links)
        self._count: Counter[str] = Counter()
        self._run: dict[str, Given] = {}

    def add(self, files: Iterable[Given], piped: bytes | None = None) -> None:
        """Add files; the content of the first is `piped` if that is given."""
        locked = (
            nullcontext()
            if self.options.dry_run
            else writer_lock(self.publication, "`enregard add`", self.report)
        )
        with locked, ThreadPoolExecutor(workers := available_cores()) as pool:
            waiting: list[tuple[Given, Future[_Read]]] = []
            for given in files:
                waiting.append((given, pool.submit(self._read, given, piped)))
                piped = None
                if len(waiting) > 2 * workers:
                    self._finish(*waiting.pop(0))
            for given, future in waiting:
                self._finish(given, future)

    def summary(self) -> str:
        """Summarise the run in one line."""
        count = self._count
        parts = []
        if count["files"]:
            files = ngettext("{count} file", "{count} files", count["files"])
            seeds = ngettext("{count} seed", "{count} seeds", count["seeds"])
            if self.options.dry_run:
                parts.append(_("{files} would be added as {seeds}", files=files, seeds=seeds))
            else:
                parts.append(_("{files} added as {seeds}", files=files, seeds=seeds))
        if updated := count["updated"]:
            parts.append(ngettext("{count} updated", "{count} updated", updated))
        if merged := count["merged"]:
            parts.append(
                ngettext("{count} merged with your changes", "{count} merged with your changes", merged)
            )
        if same := count["same"]:
            parts.append(ngettext("{count} unchanged", "{count} unchanged", same))
        return "; ".join(parts) or _("nothing was added")

    def _read(self, given: Given, piped: bytes | None) -> "_Read":
        """Read and convert a file, unless it was added before as it is. Runs in a thread."""
        try:
            data = read_file(given.path, LARGEST_FILE, _("split the document")) if piped is None else piped
        except OSError as error:
            raise cannot_read(error) from error
        digest = sha256(data)
        if self._unchanged(digest):
            return _Read(data, digest, [])
        folder = given.path.parent if piped is None else None
        return _Read(data, digest, convert(Source(data, given.name.name, folder), self.options.wanted))

    def _finish(self, given: Given, future: "Future[_Read]") -> None:
        """Write what a file was converted to, and print what became of it."""
        try:
            self._place(given, future.result())
        except EnregardError as error:
            self.report.problem(EnregardError(error.what, path=error.path or given.path, line=error.line))

    def _place(self, given: Given, read: "_Read") -> None:
        if known := self._unchanged(read.sha256):
            self._count["same"] += 1
            self.echo(
                _("{name}: unchanged since it was added as originals/{known}", name=given.name, known=known)
            )
            for path in self._deleted(known):
                self._tell_deleted(path)
            return
        folder = self.options.into / given.name.parent
        name = self._originals.same(read.sha256) or str(
            folder / f"{file_stem(given.name.stem)}{given.name.suffix.lower()}"
        )
        other = self._run.setdefault(name, given)
        if other is not given:
            raise EnregardError(
                _("would replace {path} in originals/: rename it, or use --into", path=other.path)
            )
        original = self._originals.open(name)
        is_new = not original.seeds
        original.sha256, original.converter = read.sha256, _converter()
        changes = [
            change
            for converted in read.documents
            if (change := self._change(original, folder, converted, name))
        ]
        texts = {original.seeds.index(change.seed): change.base for change in changes}
        if not self.options.dry_run:
            for change in changes:
                for path, content in change.pictures.items():
                    self._originals.write(f"seeds/{path}", content)
                if change.text is not None:
                    self._originals.write(f"seeds/{change.seed.path}", change.text.encode("utf-8"))
            self._originals.save(original, read.data, texts)
        self._tell(given, changes, read, is_new=is_new)

    def _unchanged(self, digest: str) -> str:
        """Return the name of the original with this content if there is nothing to do for it, or ""."""
        known = self._originals.same(digest)
        return "" if known and self.options.prefer == "original" and self._deleted(known) else known

    def _deleted(self, name: str) -> list[str]:
        """Return the paths of the seeds of an original that are neither there nor elsewhere."""
        return [
            seed.path
            for seed in self._originals.open(name).seeds
            if not (self.publication.seeds / seed.path).exists() and not self._moved(name, seed.part)
        ]

    def _tell_deleted(self, path: str) -> None:
        self.report.note(
            _("seeds/{path}: was deleted, and is not added again without --prefer original", path=path)
        )

    def _change(self, original: Original, folder: PurePosixPath, new: Converted, name: str) -> _Change | None:
        """Return what to write for a part of an original. Raises EnregardError if it conflicts."""
        seed = original.seed(new.part)
        if seed is None:
            return self._first(original, folder, new, name)
        number = original.seeds.index(seed)
        base = self._originals.text(original, number)
        pictures_in = self._folder_of_pictures(seed, new)
        text = new.text(pictures_in, name, original.sha256)
        _check_same_document(base, text)
        current = self._seed_text(seed.path)
        if current is None:
            if moved := self._moved(name, new.part):
                seed.path = moved
                current = self._seed_text(moved) or ""
            elif self.options.prefer == "original":
                base = current = ""
            else:
                self._tell_deleted(seed.path)
                return None
        merged = self._merged(base, current, text, seed.path, name)
        _check_length(text)
        if merged != current:
            self._check_readable(merged, PurePosixPath(seed.path))
        self._count["merged" if current not in (base, text) else "updated"] += 1
        pictures = self._changed_pictures(seed, new, pictures_in)
        return _Change(seed, text, merged if merged != current else None, pictures)

    def _first(self, original: Original, folder: PurePosixPath, new: Converted, name: str) -> _Change:
        path = folder / new.path
        pictures_in = self._free_folder(path, new)
        text = new.text(pictures_in, name, original.sha256)
        self._check_readable(text, path)
        current = self._seed_text(str(path))
        if current is not None and current != text:
            raise EnregardError(
                _(
                    "would replace seeds/{path}, which was not made from it: rename it, or use --into",
                    path=path,
                )
            )
        pictures = {str(path.parent / pictures_in / file): content for file, content in new.pictures.items()}
        seed = Seed(new.part, str(path), {it: sha256(content) for it, content in pictures.items()})
        original.seeds.append(seed)
        self._count["seeds"] += 1
        return _Change(seed, text, text, pictures)

    def _free_folder(self, path: PurePosixPath, new: Converted) -> str:
        """Return the name of a folder beside the seed where its pictures replace no other file."""
        wanted = picture_folder(path)
        number = 1
        while True:
            name = wanted if number == 1 else f"{wanted}-{number}"
            files = (
                (self.publication.seeds / path.parent / name / it, data) for it, data in new.pictures.items()
            )
            if all(sha256_of(file) in ("", sha256(data)) for file, data in files):
                return name
            number += 1

    @staticmethod
    def _folder_of_pictures(seed: Seed, new: Converted) -> str:
        folders = [PurePosixPath(path).parent.name for path in seed.pictures]
        return folders[0] if folders else picture_folder(new.path)

    def _changed_pictures(self, seed: Seed, new: Converted, folder: str) -> dict[str, bytes]:
        """Return the pictures to write. One that was edited by hand stays, unless both changed."""
        found: dict[str, bytes] = {}
        parent = PurePosixPath(seed.path).parent
        for file, content in new.pictures.items():
            path = str(parent / folder / file)
            before, after = seed.pictures.get(path, ""), sha256(content)
            current = sha256_of(self.publication.seeds / path)
            if current not in ("", before, after) and before != after and self.options.prefer != "original":
                if self.options.prefer == "seed":
                    continue
                raise EnregardError(
                    _(
                        "conflict: this picture was changed by hand and in the original: pass "
                        "--prefer seed or --prefer original"
                    ),
                    path=f"seeds/{path}",
                )
            restored = not current and self.options.prefer == "original"
            if current != after and (before != after or restored):
                found[path] = content
            seed.pictures[path] = after
        return found

    def _merged(self, base: str, current: str, new: str, path: str, name: str) -> str:
        """Return the seed with the changes of the original. Raises EnregardError if they conflict."""
        if current == base:
            return new
        merged = merge(
            *(text.split("\n") for text in (base, current, new)),
            prefer_theirs=self.options.prefer == "original",
        )
        if merged.conflicts and not self.options.prefer:
            for conflict in merged.conflicts:
                yours, theirs = (_quoted(lines) for lines in (conflict.ours, conflict.theirs))
                self.echo(
                    _(
                        "conflict: seeds/{path}:{line}: {yours}, but {theirs} in the original",
                        path=path,
                        line=conflict.line,
                        yours=yours,
                        theirs=theirs,
                    )
                )
            raise EnregardError(
                ngettext(
                    "{count} conflict with {name}: write into the seed what these lines should be, and pass "
                    "--prefer seed; or pass --prefer original",
                    "{count} conflicts with {name}: write into the seed what these lines should be, and pass "
                    "--prefer seed; or pass --prefer original",
                    len(merged.conflicts),
                    name=name,
                ),
                path=f"seeds/{path}",
                line=merged.conflicts[0].line,
            )
        return "\n".join(merged.lines)

    def _seed_text(self, path: str) -> str | None:
        """Return the text of a seed, or None if the file is missing."""
        shown = f"seeds/{path}"
        try:
            file = resolve_inside(
                self.publication.root / shown, shown, follow_links=self.publication.follow_links
            )
            return read_file(file, LIMIT).decode("utf-8").replace("\r\n", "\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise cannot_read(error, shown) from error
        except UnicodeDecodeError as error:
            raise EnregardError(_("is not UTF-8: save it as UTF-8"), path=shown) from error

    def _moved(self, name: str, part: str) -> str:
        """Return the path of the seed whose front matter says that it comes from here; empty if none does."""
        return self._by_origin.get(f"{name}#{part}" if part else name, "")

    @cached_property
    def _by_origin(self) -> dict[str, str]:
        """The path of each seed by what its front matter names as its original, before this run."""
        found: dict[str, str] = {}
        for path in seed_names(self.publication.seeds):
            try:
                with open_file(self.publication.seeds / path) as file:
                    head = file.read(_HEADERS).decode("utf-8", "replace")
                headers = split_front_matter(head.split("\n"))[0] if "original" in head else []
            except (OSError, EnregardError):
                continue
            for header in headers:
                if header.name == "original":
                    found.setdefault(header.value, path)
        return found

    def _check_readable(self, text: str, path: PurePosixPath) -> None:
        """Raise EnregardError if a seed could not be read as an article, whatever its language."""
        _check_length(text)
        try:
            read_article(split_lines(text), path, french=False)
        except EnregardError as error:
            raise EnregardError(_("cannot become an article: {what}", what=error.what)) from error

    def _tell(self, given: Given, changes: list[_Change], read: "_Read", *, is_new: bool) -> None:
        self._count["files"] += is_new
        paths = [f"seeds/{change.seed.path}" for change in changes]
        where = paths[0] if len(paths) == 1 else ngettext("{count} seed", "{count} seeds", len(paths))
        if len(paths) > 1:
            where = _("{seeds} in {folder}/", seeds=where, folder=PurePosixPath(paths[0]).parent)
        dropped: Counter[str] = Counter()
        for document in read.documents:
            dropped += document.dropped
        pictures = sum(len(change.pictures) for change in changes)
        line = _(_DONE[is_new, self.options.dry_run], name=given.name, where=where)
        if pictures:
            line += " " + ngettext("with {count} picture", "with {count} pictures", pictures)
        if dropped:
            things = ", ".join(_number_of(count, what) for what, count in sorted(dropped.items()))
            line += _("; not carried over: {things}", things=things)
        self.echo(line)
        for document in read.documents:
            if document.missing:
                self.report.problem(
                    EnregardError(
                        ngettext(
                            "{count} paragraph missing from the seed, such as {words}: copy what you need "
                            "by hand",
                            "{count} paragraphs missing from the seed, such as {words}: copy what you need "
                            "by hand",
                            len(document.missing),
                            words=_quoted(document.missing),
                        ),
                        path=given.path,
                    )
                )
            lang = document.headers.get("lang", "fr")
            if isinstance(lang, str) and not lang.lower().startswith("fr"):
                self.report.note(
                    _(
                        "{name}: says that it is in '{lang}': if it is French, correct lang in the seed",
                        name=given.name,
                        lang=lang,
                    )
                )


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: its content, its SHA-256, and what it was converted to."""

    data: bytes
    sha256: str
    documents: list[Converted]


def open_paths(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], Path]:
    """Return the files to add, and the publication's folder: the last path if that has a seeds/ folder."""
    if len(paths) > 1 and (paths[-1] / "seeds").is_dir():
        return paths[:-1], paths[-1]
    return paths, Path()


def folder_in_seeds(into: str) -> PurePosixPath:
    """Return the folder below `seeds/` that `into` names, such as `seeds/2021` or `2021`.

    Raises EnregardError if it is hidden or outside.
    """
    path = PurePosixPath(into.replace("\\", "/"))
    parts = path.parts[1:] if path.parts[:1] == ("seeds",) else path.parts
    if path.is_absolute() or any(part.startswith(".") for part in parts):
        raise EnregardError(_("--into {into} is no folder in seeds/: write it as seeds/2021", into=into))
    return PurePosixPath(*parts)


def _converter() -> str:
    from enregard import __version__

    return f"enregard {__version__}"


def _check_length(text: str) -> None:
    if len(text.encode("utf-8")) > LIMIT:
        raise EnregardError(_("is too long for one article: split the document"))


def _check_same_document(base: str, new: str) -> None:
    """Raise EnregardError if two texts have nothing in common: they are no versions of one document."""
    old, now = (set(_shingles(text)) for text in (base, new))
    if min(len(old), len(now)) >= _LEAST_SHINGLES and len(old & now) < _LEAST_SHARED * min(
        len(old), len(now)
    ):
        raise EnregardError(
            _("has the name of a document that was added before, but another text: rename it, or use --into")
        )


def _shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.partition("\n---\n")[2])
    return zip(*(words[at:] for at in range(_SHINGLE)), strict=False)


def _quoted(lines: Iterable[str]) -> str:
    words = " ".join(" ".join(lines).split())
    return f"“{words[:77]}…”" if len(words) > 80 else f"“{words}”" if words else _("nothing")


def _number_of(count: int, what: str) -> str:
    return f"{number(count)} {_(what).replace('*', '' if count == 1 else 's')}"
