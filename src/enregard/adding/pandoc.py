"""Run Pandoc, a program that reads many formats of documents, within limits of time and memory.

Pandoc is under the GPL. It is a program of its own: nothing of it is part of this one.
"""

import json
import re
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from enregard.adding.limits import run
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system.processes import start

_OLDEST = (2, 17)
_HEAP = "2g"
_LARGEST_OUTPUT = 256_000_000  # bytes of JSON
_VERSION = re.compile(rb"pandoc\S* (\d+)\.(\d+)")


@cache
def find_pandoc() -> tuple[str, str]:
    """Return Pandoc's path and version. Raises EnregardError if it is absent or too old."""
    found = shutil.which("pandoc")
    is_old = False
    for program in filter(None, [found, _packaged()]):
        with start([program, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            said = process.communicate()[0]
        if (match := _VERSION.match(said)) and (int(match[1]), int(match[2])) >= _OLDEST:
            return program, f"pandoc {match[1].decode()}.{match[2].decode()}"
        is_old = True
    oldest = f"{_OLDEST[0]}.{_OLDEST[1]}"
    if is_old:
        what = _(
            'needs Pandoc {version} or newer (yours is too old): run pip install "enregard[word]", or '
            "install pandoc",
            version=oldest,
        )
    else:
        what = _(
            'needs Pandoc {version}: run pip install "enregard[word]", or install pandoc', version=oldest
        )
    raise EnregardError(what)


def _packaged() -> str | None:
    """Return the path of the Pandoc in the package pypandoc_binary, without running that package."""
    spec = find_spec("pypandoc")
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    paths = (folder / "files" / name for folder in folders for name in ("pandoc", "pandoc.exe"))
    return next((str(path) for path in paths if path.is_file()), None)


def read(data: bytes, form: str) -> dict[str, Any]:
    """Return a document in one of Pandoc's formats in its document model: `blocks` and `meta`.

    Pandoc reads nothing but `data` and writes no file. Raises EnregardError, without a path, if it cannot
    read the document or needs too much memory or time.
    """
    program = find_pandoc()[0]
    command = [program, "--sandbox", "-f", form, "-t", "json", "+RTS", f"-M{_HEAP}", "-RTS"]
    ended = run(command, data, most=_LARGEST_OUTPUT)
    if len(ended.output) > _LARGEST_OUTPUT or (ended.status in (251, -9) and not ended.output):
        raise EnregardError(_("is too large to convert: split it"))
    try:
        found = json.loads(ended.output)
    except RecursionError:
        raise EnregardError(_("is nested too deeply to convert: simplify it")) from None
    except ValueError as error:
        lines = (line for line in ended.messages.split("\n") if line and not line.startswith("["))
        reason = next(lines, _("no output"))
        raise EnregardError(
            _("cannot be converted (pandoc: {reason}): save it again", reason=str(reason)[:200])
        ) from error
    return found if isinstance(found, dict) else {}
