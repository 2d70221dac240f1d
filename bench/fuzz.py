"""Fuzz every reader of external files with atheris (libFuzzer for Python).

Each reader runs in its own process, starting from valid files and earlier finds (`--corpus`). A failure is a
traceback, a failed assertion about the result, more than 20 seconds, or more than 2 GB of memory. The file
that causes it is saved next to the corpus.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.hostile.readers import READERS, corpus


@click.command()
@click.option("--seconds", default=60, show_default=True, help="Time for each reader.")
@click.option(
    "--reader",
    "chosen",
    multiple=True,
    type=click.Choice(list(READERS)),
    help="Only these readers.",
)
@click.option("--at-once", default=2, show_default=True, help="Readers to fuzz in parallel.")
@click.option(
    "--corpus",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Kept between runs.",
)
def main(seconds: int, chosen: tuple[str, ...], at_once: int, folder: Path | None) -> None:
    """Feed damaged files to every reader: each must fail with a one-line error or not at all."""
    waiting = list(chosen or READERS)
    root = folder or Path(tempfile.mkdtemp(prefix="fuzz-"))
    running: dict[str, subprocess.Popen[str]] = {}
    tried: dict[str, int] = {}
    failures: dict[str, str] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            running[waiting[0]] = _start(waiting[0], root, seconds)
            waiting.pop(0)
        name, process = next(iter(running.items()))
        output = process.communicate()[0]
        del running[name]
        found = re.findall(r"^#(\d+)\s", output, re.MULTILINE)
        tried[name] = int(found[-1]) if found else 0
        if process.returncode:
            failures[name] = _failure(output)
    print(json.dumps({"seconds": seconds, "runs": tried, "failures": failures, "kept": str(root)}))
    sys.exit(1 if failures else 0)


def _start(reader: str, root: Path, seconds: int) -> subprocess.Popen[str]:
    """Fuzz one reader in its own process."""
    folder = root / reader
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(corpus(reader)):
        (folder / f"good-{number}").write_bytes(data)
    command = [
        *(sys.executable, "-m", "bench._fuzzing", reader, str(folder)),
        *(f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=4096"),
        f"-artifact_prefix={root}/{reader}-",
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )


def _failure(output: str) -> str:
    """Return the line with the exception, or the first line of the output."""
    lines = output.splitlines()
    errors = [line for line in lines if re.match(r"\s*(?:\w+\.)*\w*(?:Error|Exception|ALARM|ERROR)", line)]
    return (errors or lines or [""])[0][:300]
