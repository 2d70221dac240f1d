"""Run programs so that no file in the current folder or a publication becomes part of them.

Python looks for modules in the current folder, as do some systems for programs and libraries. A publication
may come from anyone, so its `jinja2.py` must never run, neither in this process nor in one that it starts.
"""

# Before `isolate` is called, every import may find a file in the current folder: only modules that Python
# itself has loaded are safe.
from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

_PROGRAM = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
"""The folder of the package `enregard`."""


def isolate() -> None:
    """Keep this process, and what any library starts from it, from running files in the current folder."""
    sys.path[:] = module_path()
    environment = _environment()
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)


def module_path(*unsafe: Path) -> list[str]:
    """Return `sys.path` without relative folders, the current folder, and the folders `unsafe`."""
    refused = [os.path.realpath(os.curdir), *(os.path.realpath(folder) for folder in unsafe)]
    return [
        entry
        for entry in sys.path
        if os.path.isabs(entry) and os.path.realpath(entry) not in refused  # noqa: PTH117
    ]


def safe_folder() -> str:
    """Return a folder that contains nothing from a publication: that of the Python installation."""
    return sys.prefix


def python(code: str, *unsafe: Path) -> list[str]:
    """Return the command that runs `code` in Python, isolated from the environment and the current folder.

    It finds the modules that this process finds, except those in folders `unsafe`.
    """
    path = module_path(*unsafe)
    if _PROGRAM not in path:
        path.append(_PROGRAM)  # last, where its other modules replace none
    return [sys.executable, "-I", "-c", f"import sys\nsys.path[:] = {path!r}\n{code}"]


def start(
    command: Sequence[str | Path], *, variables: Mapping[str, str] | None = None, **pipes: Any
) -> subprocess.Popen[bytes]:
    """Start `command`, whose program is an absolute path, outside the current folder.

    `variables` are added to its environment; `pipes` are arguments of Popen. Raises OSError.
    """
    import subprocess  # late: a build with nothing to do starts nothing

    return subprocess.Popen(command, cwd=safe_folder(), env={**_environment(), **(variables or {})}, **pipes)


def _environment() -> dict[str, str]:
    """Return the environment without variables that lead Python or the system to the current folder.

    Everything else stays, such as proxies, certificates, the home folder and pip's settings.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if "PATH" in kept:
        kept["PATH"] = os.pathsep.join(
            folder
            for folder in kept["PATH"].split(os.pathsep)
            if os.path.isabs(folder)  # noqa: PTH117
        )
    # For the Python and Windows programs that these programs start in turn.
    return kept | {"PYTHONSAFEPATH": "1", "NoDefaultCurrentDirectoryInExePath": "1"}
