"""Run a command in a process, and kill it after some time or before one of its disk operations.

The operations are observed from outside the program, by Python's audit hooks and a replaced `os.fsync`. A
fake model answers in capitals and logs what it has answered; another links words.
"""

import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from enregard.article.article import Text
from enregard.article.edits import Span
from enregard.translate.model.translator import Draft, Key

STEPS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "os.chmod", "fsync"}
)
"""The disk operations to aim at: Python's audit events, and `fsync` with the file half written."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True, slots=True)
class Aim:
    """When to kill: before operation `number` (from 0) of the kind `step`, or `seconds` after the start.

    With an `error` (an errno), the operation fails instead. If `lasts`, all later writes fail too.
    """

    step: str = ""
    number: int = 0
    seconds: float = 0.0
    error: int = 0
    lasts: bool = False


class Shouting:
    """Translates into capitals, in bursts as a model does, and logs the keys of its sentences."""

    def __init__(self, log: int, pause: float) -> None:
        self._log = log
        self._pause = pause

    def stream(self, texts: Iterable[tuple[Key, Text]]) -> Iterator[tuple[Key, Draft]]:
        """Yield each text in capitals."""
        for number, (key, text) in enumerate(texts):
            if self._pause and number % 8 == 0:
                time.sleep(self._pause)
            capitals = "".join(
                upper if len(upper := letter.upper()) == 1 else letter for letter in text.plain
            )
            yield key, Draft(Text(capitals, text.marks))
            os.write(self._log, str(key).encode("utf-8", "surrogatepass") + b"\n")  # once the answer is taken


class Pairing(AbstractContextManager["Pairing"]):
    """Links each word to the one at the same place: the fake model keeps them there."""

    def __exit__(self, *_: object) -> None:
        """Keep nothing open."""

    def align(self, pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[Span, Span]]]:
        """Yield the links of each pair."""
        for french, _ in pairs:
            yield [(match.span(), match.span()) for match in re.finditer(r"\w+", french)]


class _Package:
    name, version, sha256, weights, path = "shout", "1", "abcd" * 16, "", Path()


def run(
    arguments: Sequence[str],
    output: Path,
    log: Path,
    aim: Aim | None,
    *,
    pause: float = 0.0,
    real: bool = False,
) -> tuple[int, Counter[str]]:
    """Run the command in a copy of this process, and kill it at `aim`.

    Its output goes to the file `output`, the keys of answered sentences to `log`. With `real`, the installed
    model answers. Returns the exit code (see `os.waitstatus_to_exitcode`) and, if the command was not killed,
    how often each operation occurred.
    """
    receiver, sender = os.pipe()
    process = os.fork()
    if not process:
        os.close(receiver)
        try:
            _child(arguments, output, log, aim, sender, pause, real)
        finally:
            os._exit(70)
    os.close(sender)
    if aim is not None and aim.seconds:
        time.sleep(aim.seconds)
        os.kill(process, signal.SIGKILL)
    with os.fdopen(receiver, "rb") as pipe:
        counts = pipe.read().decode("ascii")
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return code, Counter({name: int(count) for name, count in (line.split() for line in counts.splitlines())})


def _child(
    arguments: Sequence[str],
    output: Path,
    log: Path,
    aim: Aim | None,
    sender: int,
    pause: float,
    real: bool,
) -> None:
    """Run the command and observe it."""
    from enregard import cli
    from enregard.translate.draft import linker, source
    from enregard.translate.model.ready import ReadyModel

    printed = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    answered = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    if not real:

        def open_translator(*_: Any) -> AbstractContextManager[Shouting]:
            return nullcontext(Shouting(answered, pause))

        vars(source)["ready_model"] = lambda *_: ReadyModel(cast(Any, _Package()))
        source.open_translator = open_translator  # type: ignore[assignment]
        linker.aligner_finder = lambda *_: cast(Any, Pairing)
    steps: Counter[str] = Counter()
    main = os.getpid()
    failing = False

    def step(name: str, half: Callable[[], None] = lambda: None) -> None:
        nonlocal failing
        if os.getpid() == main:
            hit = aim is not None and (name, steps[name]) == (aim.step, aim.number)
            steps[name] += 1
            if aim is not None and aim.error:
                if hit or (failing and name not in ("os.remove", "os.rmdir", "os.scandir")):
                    failing = aim.lasts
                    raise OSError(aim.error, os.strerror(aim.error))
            elif hit:
                half()
                os.kill(main, signal.SIGKILL)

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if event in STEPS and (event != "open" or (given[2] or 0) & _WRITING):
            step(event)

    fsync = os.fsync

    def half_written(file: Any) -> None:
        step("fsync", lambda: os.ftruncate(file, os.fstat(file).st_size // 2))
        fsync(file)

    os.fsync = half_written  # type: ignore[assignment]
    sys.addaudithook(watch)
    code = 0
    try:
        cli.main(list(arguments), standalone_mode=True)
    except SystemExit as ended:
        code = int(ended.code or 0)
    counts = "".join(f"{name} {count}\n" for name, count in sorted(steps.items()))
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(sender, counts.encode())
    os._exit(code)
