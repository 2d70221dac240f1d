"""Whether any reader of files from outside can be made to fail, by atheris (libFuzzer for Python).

Each reader runs in a process of its own, from good files and what was found before (`--corpus`). A failure is
a traceback, an assertion about what was read, more than 20 seconds, or more than 2 GB of memory; the file
that does it is kept beside the corpus.
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
@click.option("--seconds", default=60, show_default=True, help="For each reader.")
@click.option("--reader", "chosen", multiple=True, type=click.Choice(list(READERS)), help="Only these.")
@click.option("--at-once", default=2, show_default=True, help="Readers that are tried at once.")
@click.option(
    "--corpus", "folder", type=click.Path(file_okay=False, path_type=Path), help="Kept between runs."
)
def main(seconds: int, chosen: tuple[str, ...], at_once: int, folder: Path | None) -> None:
    """Feed every reader with damaged files: none may end in anything but one line."""
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
        said = process.communicate()[0]
        del running[name]
        found = re.findall(r"^#(\d+)\s", said, re.MULTILINE)
        tried[name] = int(found[-1]) if found else 0
        if process.returncode:
            failures[name] = _last_words(said)
    print(json.dumps({"seconds": seconds, "runs": tried, "failures": failures, "kept": str(root)}))
    sys.exit(1 if failures else 0)


def _start(reader: str, root: Path, seconds: int) -> subprocess.Popen[str]:
    """Try one reader in a process of its own."""
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


def _last_words(said: str) -> str:
    """The exception, or what else ended a process."""
    lines = [
        line
        for line in said.splitlines()
        if re.match(r"\s*(?:\w+\.)*\w*(?:Error|Exception|ALARM|ERROR)", line)
    ]
    return (lines or said.splitlines() or [""])[0][:300]
