"""Look at the installation and a publication for whatever keeps the program from working."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from enregard import __version__
from enregard.errors import EnregardError
from enregard.publication.lock import holder
from enregard.publication.publication import Publication, open_publication
from enregard.site.search.pagefind import program
from enregard.translate.model.install import find, read_pin
from enregard.translate.model.store import data_folder

_COMPILED = {
    "ctranslate2": "ctranslate2",
    "numpy": "numpy",
    "sentencepiece": "sentencepiece",
    "sentencex": "sentencex",
    "watchfiles": "watchfiles",
    "yaml": "pyyaml",
}
"""Modules with compiled code, which may not suit the machine, by their packages."""

_MODEL_SPACE = 500_000_000
_SITE_SPACE = 100_000_000


class Finding(NamedTuple):
    """What was found about `subject`, and what to do about it; nothing if all is well."""

    subject: str
    found: str
    todo: str = ""


def examine(folder: Path, encoding: str) -> Iterator[Finding]:
    """Yield what is there, and what is missing, for the publication in `folder` or for a new one.

    `encoding` is the one that the system chose for standard output.
    """
    yield Finding("program", f"enregard {__version__} in {Path(__file__).parents[1]}")
    yield Finding("Python", f"{platform.python_version()} on {platform.platform()} in {sys.prefix}")
    yield _packages()
    yield _argos()
    yield _search()
    yield _encoding(encoding)
    publication, found = _publication(folder)
    yield found
    yield _model(folder)
    yield _space("model", data_folder(), _MODEL_SPACE)
    yield _space("site", folder, _SITE_SPACE)
    if publication is not None:
        yield _lock(publication)


def _packages() -> Finding:
    broken = []
    for module, package in _COMPILED.items():
        try:
            import_module(module)
        except Exception as error:  # whatever a library of the system fails with
            broken.append(f"{package} ({' '.join(str(error).split())[:100]})")
    if broken:
        return Finding(
            "packages", f"do not load: {', '.join(broken)}", "reinstall enregard for this Python and machine"
        )
    return Finding("packages", ", ".join(f"{name} {version(name)}" for name in _COMPILED.values()))


def _argos() -> Finding:
    try:
        return Finding("argostranslate", f"{version('argos-translate-lt')}, opens the model's package")
    except PackageNotFoundError:
        return Finding("argostranslate", "not installed, and not needed")


def _search() -> Finding:
    path = program()
    if path is None:
        return Finding(
            "search", "Pagefind is not installed", "pip install pagefind-bin, if it supports this machine"
        )
    return Finding("search", f"Pagefind {version('pagefind-bin')}")


def _encoding(encoding: str) -> Finding:
    names = sys.getfilesystemencoding()
    found = f"{names} for names of files, {encoding} for the terminal"
    if names.lower() not in ("utf-8", "utf8"):
        return Finding("encoding", found, "set LANG to a locale with UTF-8, such as C.UTF-8")
    return Finding("encoding", found)


def _publication(folder: Path) -> tuple[Publication | None, Finding]:
    if not (folder / "seeds").is_dir():
        return None, Finding("publication", f"there is none in {folder.absolute()}")
    try:
        publication = open_publication(folder)
    except EnregardError as error:
        return None, Finding("publication", "cannot be opened", str(error))
    return publication, Finding("publication", f"{folder.absolute()}")


def _model(folder: Path) -> Finding:
    try:
        pin = read_pin(folder / "translate" / "model.toml")
        package, default = find(pin), read_pin(None)
        lacks_default = not pin.guided and find(default) is None
    except EnregardError as error:
        return Finding("model", "cannot be used", str(error))
    if package is None:
        return Finding("model", f"{pin.name} {pin.version} is not installed", "enregard model install")
    if lacks_default:
        what = f"{pin.name} needs {default.name} to place markup, which is not installed"
        return Finding("model", what, "enregard model install argos")
    return Finding("model", f"{package.name} {package.version} in {package.path} ({package.origin})")


def _space(subject: str, folder: Path, needed: int) -> Finding:
    there = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.is_dir())
    found = f"{shutil.disk_usage(there).free / 1e9:,.1f} GB free in {there}"
    if shutil.disk_usage(there).free < needed:
        return Finding(f"disk ({subject})", found, f"free {needed / 1e9:.1f} GB")
    if not os.access(there, os.W_OK):
        return Finding(f"disk ({subject})", f"{there} is not writable", "choose another folder")
    return Finding(f"disk ({subject})", found)


def _lock(publication: Publication) -> Finding:
    running = holder(publication)
    return Finding("other runs", f"{running} is writing to the publication" if running else "none")
