"""Locked dependencies have hashes and suitable licences, and packages build reproducibly."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

GENEROUS = frozenset(
    {"MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "MPL-2.0", "Zlib", "CC0-1.0", "CNRI-Python"}
    | {"ISC", "PSF-2.0", "Unlicense"}
)
"""Licences of packages that an MIT program can depend on and be distributed with."""


def locked(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / name).read_text("utf-8"), re.MULTILINE))


def test_every_locked_package_is_listed_with_a_suitable_licence() -> None:
    text = (ROOT / "docs" / "licences.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9._-]+) \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE))
    del listed["package"]  # the head of the table
    assert set(listed) == locked("requirements.lock"), "run tools/licences.py"
    unsuited = {
        name: licence
        for name, licence in listed.items()
        if not set(re.split(r" AND | OR ", licence)) <= GENEROUS
    }
    assert not unsuited


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_version_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9][a-z0-9._-]*==)", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert not locked(name) & {"minisbd", "onnxruntime", "torch", "stanza", "spacy"}


@pytest.mark.model
def test_a_translation_imports_nothing_under_the_agpl() -> None:
    script = (
        "import sys\n"
        "from enregard.cli import main\n"
        "main(['text', '--beam', '1', '-'], standalone_mode=False)\n"
        "assert 'argostranslate' in sys.modules\n"
        "assert not {'minisbd', 'onnxruntime', 'torch', 'stanza', 'spacy'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input="Oui.\n", capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


def build(folder: Path, source: Path, out: str) -> list[Path]:
    """Build sdist and wheel from a copy of the sources in `folder`, with new file times."""
    copy = folder / out / "enregard"
    ignored = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "node_modules")

    def ignore(folder: str, names: list[str]) -> set[str]:
        return ignored(folder, names) | ({"build"} if Path(folder) == source else set())

    shutil.copytree(source, copy, ignore=ignore)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder / out / "dist"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return sorted((folder / out / "dist").iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: `make test` installs it")
    return build(tmp_path_factory.mktemp("built"), ROOT, "one")


def test_wheel_and_sdist_are_the_same_bytes_wherever_they_are_built(
    built: list[Path], tmp_path: Path
) -> None:
    again = build(tmp_path, ROOT, "another place")
    assert [path.name for path in again] == [path.name for path in built]
    assert len(again) == 2
    for one, other in zip(built, again, strict=True):
        assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()


def test_the_wheel_alone_creates_and_builds_a_publication(built: list[Path], tmp_path: Path) -> None:
    wheel = next(path for path in built if path.suffix == ".whl")
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "wheel")
    script = "import enregard, sys; from enregard.cli import main; print(enregard.__file__); main()"

    def enregard(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "wheel"), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(tmp_path / "wheel") in enregard("new", "presse")
    enregard("build", "--offline", "presse")
    page = (tmp_path / "presse" / "build" / "articles" / "bienvenue" / "index.html").read_text("utf-8")
    assert 'lang="fr"' in page
    assert 'lang="en"' in page
