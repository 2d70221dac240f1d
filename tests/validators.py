"""Real validators for what the program writes: tests ask them and never judge by eye.

They are no part of the program. What needs one that is not there skips, and says what to install.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

NU_JAR = Path(sys.prefix, "share", "vnu", "vnu.jar")
"""The Nu HTML checker, as `.ci/nu` puts it there."""

_AT_ONCE = 400  # files; a command line has its limits
_KINDS = {".html", ".css", ".svg"}

# A page read from the disk has no origin for 'self' to stand for. JSON-LD is no script: HTML's "prepare the
# script element" is done with it before it asks the policy, and test_pages.py sees to real inline scripts.
_MISTAKEN = re.compile(
    r"(?:Resource|Inline script) violates Content Security Policy \(meta tag\): .*blocked by"
)


def nu(folder: Path, names: Iterable[str] | None = None) -> list[str]:
    """What the Nu HTML checker says of the pages, style sheets and drawings under `folder`, or of `names`.

    Errors and warnings alike, a line each: the file's path in `folder`, the line as the checker counts, and
    what it says. One call takes about two seconds, however few the files: check a site at once. Skips the
    test where Java or the checker is missing.
    """
    if shutil.which("java") is None:
        pytest.skip("the Nu HTML checker needs Java: install default-jre-headless")
    if not NU_JAR.exists():
        pytest.skip("the Nu HTML checker is not installed: run .ci/nu, which needs npm")
    if names is None:
        files = sorted(path for path in folder.rglob("*") if path.suffix in _KINDS)
    else:
        files = [folder / name for name in names]
    assert files, f"there is nothing to check in {folder}"
    found = []
    for start in range(0, len(files), _AT_ONCE):
        some = files[start : start + _AT_ONCE]
        command = ["java", "-Xss8m", "-jar", str(NU_JAR), "--format", "json", "--stdout"]
        options = ["--also-check-css", "--also-check-svg", "--exit-zero-always"]
        done = subprocess.run([*command, *options, *map(str, some)], check=False, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        found += json.loads(done.stdout)["messages"]
    lines = []
    for message in found:
        if not _MISTAKEN.match(message["message"]):
            place = message.get("url", "").removeprefix(f"file:{folder}/")
            lines.append(f"{place}:{message.get('lastLine', '?')}: {message['message']}")
    return lines
