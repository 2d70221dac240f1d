"""What a run of the program is told about the model."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from enregard.report import Report


class InstallReport(Protocol):
    """Receives what happens while a model is installed."""

    def step(self, text: str) -> None:
        """Something begins, or could not be done: one line for a person."""

    def advance(self, done: int, total: int) -> None:
        """Of the current step `done` of `total` bytes are there; `done` falls where a download restarts."""


class RunReport(Report, InstallReport, Protocol):
    """Receives what happens in a run, the installation of a model included."""


class Again(Enum):
    """Which machine drafts are made anew; those that a person reviewed never are."""

    NOTHING = "nothing"
    FINDINGS = "findings"
    """Those in which the checks find something."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Options:
    """How the model is used. `threads` 0 stands for the cores that the process may use."""

    beam_size: int = 4
    threads: int = 0
    device: str = "cpu"
    offline: bool = False
    ray: str = ""
    """The address of a Ray cluster whose workers translate; empty for this process alone."""
