"""Write a whole site, which then replaces the old one.

See docs/decisions/0003-staging-and-swapping-build.md.
"""

import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from enregard.errors import EnregardError, cannot_write
from enregard.messages import _
from enregard.output.manifest import LARGEST, MANIFEST, Listed, published_manifest, walk
from enregard.output.staging import Content, Staging, Written
from enregard.output.swap import swap
from enregard.output.target import check_target, site_path
from enregard.output.workspace import Workspace
from enregard.system.files import read_file
from enregard.system.filestate import file_sha256


class Replacement:
    """An `Output` that replaces the site in `work.target`, unless both are the same.

    `listed` returns every file written or added, sorted. The caller remembers them anyway, and a second list
    of hundreds of thousands would waste memory.
    """

    def __init__(self, work: Workspace, listed: Callable[[], Iterable[Listed]]) -> None:
        check_target(work.target)
        self.staging = Staging(work.folder, work.target)
        self._work = work
        self._listed = listed
        self._paths: set[str] = set()
        self._folded: dict[str, str] = {}  # paths with capitals, by their lower-case form

    def write(self, path: str, content: Content) -> Written:
        """See `Output.write`; never returns None, since a new site starts empty."""
        path = site_path(path)
        self._check(path)
        self._paths.add(path)
        return self.staging.put(path, content)

    def add(self, written: Written) -> bool:
        """See `Output.add`."""
        self._check(written.path)
        return True

    def remove(self, path: str) -> None:
        """Do nothing: a new site has only what is written."""

    def read(self, path: str) -> str:
        """See `Output.read`."""
        return self.staging.read(path)

    def commit(self) -> list[Written]:
        """See `Output.commit`. Returns only the manifest: other files keep their state."""
        target = self._work.target
        try:
            self._work.write_manifest(self._listed())
            if not _is_same(target, self.staging.folder, self._listed()):
                check_target(target)
                swap(self.staging.folder, target)
            return [published_manifest(target)]
        except OSError as error:
            raise cannot_write(error, target) from error

    def _check(self, path: str) -> None:
        """Raise an error if the path was written before, or the file system confuses it with another."""
        if path in self._paths:
            raise ValueError(f"written twice: {path!r}")
        if (folded := path.casefold()) == path and folded not in self._folded:
            return
        other = self._folded.setdefault(folded, path)
        other = folded if folded in self._paths else other
        if other != path and not _distinguishes_capitals(self.staging.folder):
            raise EnregardError(
                _("is the same name as '{other}' on this file system: rename one of them", other=other),
                path=self._work.target / path,
            )


def _is_same(target: Path, staging: Path, listed: Iterable[Listed]) -> bool:
    """Return whether `target` has the manifest of `staging`, and exactly the files in it, which are `listed`.

    Sizes and times prove nothing: whoever made the publication may have planted a site.
    """
    try:
        if _manifest(target) != _manifest(staging):
            return False
        found = 0
        for _, status in walk(target):
            if not stat.S_ISREG(status.st_mode):
                return False
            found += 1
        for path, _, sha256 in listed:
            if file_sha256(target / path) != sha256.hex():
                return False
            found -= 1
    except OSError:
        return False
    return found == 0


def _manifest(folder: Path) -> bytes:
    return read_file(folder / MANIFEST, LARGEST, follow=False)


def _distinguishes_capitals(folder: Path) -> bool:
    """Return whether the file system of `folder`, which has a manifest, distinguishes capitals."""
    return not (folder / MANIFEST.upper()).exists()
