"""Measure the time of a command, and the processor time and memory of all its processes together."""

import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

_EVERY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall-clock seconds, processor seconds, and the peak of memory in MB.

    On a shared machine, processor seconds say more. Shared pages count once (Linux: PSS).
    """

    seconds: float
    cpu_s: float
    peak_mb: float


def measure(command: Sequence[str | Path], folder: Path) -> Measured:
    """Run `command` in `folder` and measure it. Raises ClickException if it fails."""
    start, used = time.perf_counter(), _cpu()
    process = subprocess.Popen(
        [str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    peak = [0.0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended), daemon=True)
    watcher.start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    if process.returncode:
        output = errors.decode("utf-8", "replace")[-2000:]
        raise click.ClickException(f"{command[0]} ended with {process.returncode}: {output}")
    return Measured(round(seconds, 3), round(_cpu() - used, 3), round(peak[0], 1))


def _cpu() -> float:
    """Return the processor seconds of all ended child processes."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: int, peak: list[float], ended: threading.Event) -> None:
    while not ended.wait(_EVERY_SECONDS):
        peak[0] = max(peak[0], sum(_memory(one) for one in _tree(process)) / 1024)


def _tree(process: int) -> Iterator[int]:
    """Yield a process and its descendants."""
    yield process
    try:
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text("ascii").split():
                yield from _tree(int(child))
    except OSError:  # the process has ended
        return


def _memory(process: int) -> int:
    """Return the memory of a process in KiB, with its part of shared pages."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
