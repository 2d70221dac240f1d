"""Write a site without a build."""

from pathlib import Path
from types import TracebackType
from typing import Self

from enregard.output.replace import Replacement
from enregard.output.staging import Content, Written
from enregard.output.workspace import Workspace


class SiteWriter:
    """Writes files that replace the folder `target` on a clean exit."""

    def __init__(self, target: Path) -> None:
        self._work = Workspace(target)
        self._written: list[Written] = []

    def __enter__(self) -> Self:
        self._work.__enter__()
        try:
            self._output = Replacement(
                self._work, lambda: sorted((it.path, it.size, it.sha256) for it in self._written)
            )
        except BaseException:
            self._work.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._output.commit()
        finally:
            self._work.__exit__(kind, error, trace)

    def write(self, path: str, content: Content, /) -> None:
        self._written.append(self._output.write(path, content))

    def is_current(self, path: str, source: bytes, /) -> bool:
        return False
