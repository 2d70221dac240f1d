"""Append measurements to `bench/RESULTS.md`, with the machine and the versions."""

import datetime
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_HEAD = """# Results

The output of the benches, one line each, newest last. Seconds depend on the machine: compare within a line.
"""


def append(bench: str, result: Mapping[str, object]) -> None:
    """Append a line for one run of `bench`."""
    machine = f"{_processor()}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("enregard", "ctranslate2"))
    head = "" if RESULTS.exists() else _HEAD
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(f"{head}\n* **{bench}**, {datetime.date.today().isoformat()}, {machine}, {libraries}:\n")
        file.write(f"  `{json.dumps(result)}`\n")


def _processor() -> str:
    """Return the processor's name, or the machine type if unknown."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
