"""Write the site into a staging folder, which then takes the place of `build/` whole.

Why it goes this way is told in docs/decisions/0003-staging-and-swapping-build.md.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from enregard.errors import EnregardError
from enregard.output.manifest import MANIFEST, Listed, files_made, walk
from enregard.output.staging import Content, Staging, Written, inside
from enregard.output.swap import swap
from enregard.output.target import cannot_write, check_target
from enregard.output.workspace import Workspace


class SiteWriter:
    """Writes a site; on a clean exit it takes the place of the folder `target`, else nothing has changed.

    `listed` gives all files that were written or added, sorted, where somebody else remembers them anyway.
    Raises EnregardError where `target` cannot be written, or holds what this program did not make.
    """

    def __init__(self, target: Path, listed: Callable[[], Iterable[Listed]] | None = None) -> None:
        self.target = target
        self._work = Workspace(target)
        self._files: dict[str, tuple[int, bytes]] = {}
        self._listed = listed
        self._folded: dict[str, str] = {}  # names with capitals, by what they are without
        self.replaced = False
        """Whether the site took the place; it does not where the old one is the same."""

    @property
    def staging(self) -> Staging:
        """Where the site waits."""
        return self._work.staging

    def __enter__(self) -> Self:
        self._work.__enter__()
        try:
            check_target(self.target)
        except BaseException:
            self._work.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except OSError as failure:
            raise cannot_write(failure, self.target) from failure
        finally:
            self._work.__exit__(kind, error, trace)

    def write(self, path: str, content: Content) -> Written:
        """Write the file `path`, relative to the site and with forward slashes.

        Raises ValueError for a path outside the site or written before, EnregardError where the disk refuses.
        """
        path = inside(path)
        if path == MANIFEST:
            raise ValueError(f"not a path inside the site: {path!r}")
        if path in self._files:
            raise ValueError(f"written twice: {path!r}")
        try:
            written = self.staging.put(path, content)
        except OSError as error:
            raise cannot_write(error, self.target / path) from error
        self._tell_apart(path)
        self._files[path] = (written.size, written.sha256)
        return written

    def stands(self, path: str, source: bytes) -> bool:
        """A new folder holds no page that could be left as it is."""
        return False

    def add(self, written: Written) -> None:
        """Take up a file that another process has written into the staging folder."""
        if written.path in self._files:
            raise ValueError(f"written twice: {written.path!r}")
        self._tell_apart(written.path)
        if self._listed is None:
            self._files[written.path] = (written.size, written.sha256)

    def _tell_apart(self, path: str) -> None:
        """Raise EnregardError where the file system takes another file's name for the same."""
        if (folded := path.casefold()) == path and folded not in self._folded:
            return
        other = self._folded.setdefault(folded, path)
        other = folded if folded in self._files else other
        if other != path and not _tells_capitals(self.staging.folder):
            raise EnregardError(
                f"is for this file system the same name as '{other}': rename one of them",
                path=self.target / path,
            )

    def _finish(self) -> None:
        """Complete the staging folder and put it in its place, unless the old site is the same."""
        if self._listed is None:
            self._work.write_manifest((path, *self._files[path]) for path in sorted(self._files))
        else:
            self._work.write_manifest(self._listed())
        if _stands_already(self.target, self.staging.folder):
            return
        check_target(self.target)
        swap(self.staging.folder, self.target)
        self.replaced = True


def _stands_already(target: Path, staging: Path) -> bool:
    """Whether `target` holds what `staging` does, untouched since its manifest, the last, was written."""
    try:
        if (target / MANIFEST).read_bytes() != (staging / MANIFEST).read_bytes():
            return False
        made = (target / MANIFEST).stat().st_mtime_ns
        if made > (staging / MANIFEST).stat().st_mtime_ns:
            return False  # the clock went back: times tell nothing
        files = files_made(target) or {}
        found = 0
        for name, stat in walk(target):
            if stat.st_mtime_ns > made or stat.st_size != files.get(name):
                return False
            found += 1
    except OSError:
        return False
    return found == len(files)


def _tells_capitals(folder: Path) -> bool:
    """Whether names that differ in their capitals are two to the file system; the manifest is in `folder`."""
    return not (folder / MANIFEST.upper()).exists()
