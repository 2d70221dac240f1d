"""The pinned model as a source of drafts, found at the first gap and loaded at the first new sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from enregard.errors import EnregardError
from enregard.translate.drafting import Source
from enregard.translate.engine import Decoding, Engine
from enregard.translate.fetch import Report
from enregard.translate.memory import Memory
from enregard.translate.model import Installed, Pin, find, install


@dataclass(frozen=True, slots=True)
class Options:
    """How the model is used. `threads` 0 stands for the cores that the process may use."""

    beam_size: int = 4
    threads: int = 0
    device: str = "cpu"
    offline: bool = False

    def decoding(self) -> Decoding:
        """How it is searched."""
        return Decoding(beam_size=self.beam_size)


def ready_model(pin: Pin, options: Options, report: Report) -> Installed:
    """The installed package, fetched first where that is allowed.

    Raises EnregardError where there is none, and none can be had.
    """
    package = find(pin)
    if package is None and options.offline:
        raise EnregardError(
            "there is no model on this machine, and --offline forbids to fetch one: run "
            "`enregard model install` where there is a network, or name a package in ENREGARD_MODEL"
        )
    return package or install(pin, report=report)


def open_engine(package: Installed, options: Options) -> Engine:
    """The engine, with its model loaded."""
    return Engine(package.path, options.decoding(), threads=options.threads or None, device=options.device)


def model_source(pin: Pin, cache: Path, options: Options, report: Report) -> Callable[[], Source]:
    """What a Drafter calls at the first gap; `cache` is the folder of the memory."""

    def find_source() -> Source:
        package = ready_model(pin, options, report)
        settings = f"{package.sha256[:8]}, {options.decoding()}"
        engine = f"{package.name} {package.version} {package.sha256} {options.decoding()}"
        return Source(
            f"{package.name} {package.version}",
            settings,
            lambda: open_engine(package, options),
            Memory(cache / "memory.sqlite", engine),
        )

    return find_source
