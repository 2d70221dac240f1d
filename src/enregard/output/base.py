"""The interface that a build writes to: a new site that replaces the old one, or a patch to the old one."""

from collections.abc import Iterable
from typing import Protocol

from enregard.output.staging import Content, Staging, Written


class Output(Protocol):
    """Collects the files of a site. Readers see no change before `commit`, and then all changes.

    Paths are relative to the site, with forward slashes. Implemented by `Replacement` and `Patch`.
    """

    @property
    def staging(self) -> Staging:
        """The folder in which files wait; worker processes write into it too."""

    def write(self, path: str, content: Content) -> Written | None:
        """Write a file. Returns None if the published one has the same bytes.

        Raises ValueError if the path is outside the site or was written before, and EnregardError if the
        file cannot be written.
        """

    def add(self, written: Written) -> bool:
        """Add a file that a worker wrote into `staging`. Returns False if the published one is the same."""

    def remove(self, path: str) -> None:
        """Remove a file of the site, unless it is also written."""

    def read(self, path: str) -> str:
        """Return the text of a file as it will be after `commit`."""

    def commit(self) -> Iterable[Written]:
        """Publish the changes. Returns the files whose state on disk has to be recorded again.

        Raises EnregardError if the site contains files that this program did not write, or if it cannot be
        written.
        """
