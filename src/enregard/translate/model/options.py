"""Options and reports of a run that may use the model."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from enregard.report import Report


class InstallReport(Protocol):
    """Receives the progress of an installation."""

    def step(self, text: str) -> None:
        """Report in one line that a step begins or has failed."""

    def advance(self, done: int, total: int) -> None:
        """Report that `done` of `total` bytes have arrived; `done` drops if a download restarts."""


class RunReport(Report, InstallReport, Protocol):
    """Receives the progress of a run, including the installation of a model."""


class Again(Enum):
    """Which machine drafts to redo; reviewed ones are never touched."""

    NOTHING = "nothing"
    FINDINGS = "findings"
    """Drafts with findings."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Options:
    """How to use the model. `threads` is the number of batches in parallel, 0 for one on each core.

    `beam_size` None means the one that the pin has for the model.
    """

    beam_size: int | None = None
    threads: int = 0
    device: str = "cpu"
    offline: bool = False
    ray: str = ""
    """Address of the Ray cluster to translate with; empty to translate in this process."""
