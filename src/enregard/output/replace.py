"""Write a whole site, which then replaces the old one.

See docs/decisions/0003-staging-and-swapping-build.md.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from enregard.errors import EnregardError, cannot_write
from enregard.output.manifest import MANIFEST, Listed, files_made, see_manifest, walk
from enregard.output.staging import Content, Staging, Written, inside, read_text
from enregard.output.swap import swap
from enregard.output.target import check_target
from enregard.output.workspace import Workspace


class Replacement:
    """An `Output` that replaces the site in `work.target`, unless that is the same already.

    `listed` lists every file written or added, sorted: their caller remembers them anyway, and there may be
    hundreds of thousands.
    """

    def __init__(self, work: Workspace, listed: Callable[[], Iterable[Listed]]) -> None:
        check_target(work.target)
        self.staging = Staging(work.folder)
        self._work = work
        self._listed = listed
        self._paths: set[str] = set()
        self._folded: dict[str, str] = {}  # paths with capitals, by their form without

    def write(self, path: str, content: Content) -> Written:
        """See `Output.write`; a new site has no bytes already."""
        path = inside(path)
        if path == MANIFEST:
            raise ValueError(f"not a path inside the site: {path!r}")
        if path in self._paths:
            raise ValueError(f"written twice: {path!r}")
        try:
            written = self.staging.put(path, content)
        except OSError as error:
            raise cannot_write(error, self._work.target / path) from error
        self._check_capitals(path)
        self._paths.add(path)
        return written

    def add(self, written: Written) -> bool:
        """See `Output.add`."""
        if written.path in self._paths:
            raise ValueError(f"written twice: {written.path!r}")
        self._check_capitals(written.path)
        return True

    def remove(self, path: str) -> None:
        """Do nothing: a new site holds only what is written."""

    def read(self, path: str) -> str:
        """See `Output.read`."""
        return read_text(self.staging.place(path))

    def commit(self) -> list[Written]:
        """See `Output.commit`. Files keep their state when their folder is renamed; the manifest is new."""
        target = self._work.target
        try:
            self._work.write_manifest(self._listed())
            if not _is_same(target, self.staging.folder):
                check_target(target)
                swap(self.staging.folder, target)
            return [see_manifest(target)]
        except OSError as error:
            raise cannot_write(error, target) from error

    def _check_capitals(self, path: str) -> None:
        """Raise EnregardError if the file system takes another file's name for the same."""
        if (folded := path.casefold()) == path and folded not in self._folded:
            return
        other = self._folded.setdefault(folded, path)
        other = folded if folded in self._paths else other
        if other != path and not _distinguishes_capitals(self.staging.folder):
            raise EnregardError(
                f"is the same name as '{other}' on this file system: rename one of them",
                path=self._work.target / path,
            )


def _is_same(target: Path, staging: Path) -> bool:
    """Whether `target` equals `staging`, untouched since its manifest, the last file, was written."""
    try:
        if (target / MANIFEST).read_bytes() != (staging / MANIFEST).read_bytes():
            return False
        made = (target / MANIFEST).stat().st_mtime_ns
        if made > (staging / MANIFEST).stat().st_mtime_ns:
            return False  # the clock went back: times prove nothing
        files = files_made(target) or {}
        found = 0
        for name, stat in walk(target):
            if stat.st_mtime_ns > made or stat.st_size != files.get(name):
                return False
            found += 1
    except OSError:
        return False
    return found == len(files)


def _distinguishes_capitals(folder: Path) -> bool:
    """Whether the file system tells names apart by capitals alone; the manifest is in `folder`."""
    return not (folder / MANIFEST.upper()).exists()
