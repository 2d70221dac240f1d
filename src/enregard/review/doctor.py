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
from enregard.messages import _, number
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
    yield Finding(
        _("program"),
        _("enregard {version} in {folder}", version=__version__, folder=Path(__file__).parents[1]),
    )
    yield Finding(
        "Python",
        _(
            "{version} on {platform} in {folder}",
            version=platform.python_version(),
            platform=platform.platform(),
            folder=sys.prefix,
        ),
    )
    yield _packages()
    yield _argos()
    yield _search()
    yield _encoding(encoding)
    publication, found = _publication(folder)
    yield found
    yield _model(folder)
    yield _space(_("model"), data_folder(), _MODEL_SPACE)
    yield _space(_("site"), folder, _SITE_SPACE)
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
            _("packages"),
            _("do not load: {broken}", broken=", ".join(broken)),
            _("reinstall enregard for this Python and machine"),
        )
    return Finding(_("packages"), ", ".join(f"{name} {version(name)}" for name in _COMPILED.values()))


def _argos() -> Finding:
    try:
        return Finding(
            "argostranslate", _("{version}, opens the model's package", version=version("argos-translate-lt"))
        )
    except PackageNotFoundError:
        return Finding("argostranslate", _("not installed, and not needed"))


def _search() -> Finding:
    path = program()
    if path is None:
        return Finding(
            _("search"),
            _("Pagefind is not installed"),
            _("pip install pagefind-bin, if it supports this machine"),
        )
    return Finding(_("search"), f"Pagefind {version('pagefind-bin')}")


def _encoding(encoding: str) -> Finding:
    names = sys.getfilesystemencoding()
    found = _("{names} for names of files, {encoding} for the terminal", names=names, encoding=encoding)
    if names.lower() not in ("utf-8", "utf8"):
        return Finding(_("encoding"), found, _("set LANG to a locale with UTF-8, such as C.UTF-8"))
    return Finding(_("encoding"), found)


def _publication(folder: Path) -> tuple[Publication | None, Finding]:
    if not (folder / "seeds").is_dir():
        return None, Finding(_("publication"), _("none in {folder}", folder=folder.absolute()))
    try:
        publication = open_publication(folder)
    except EnregardError as error:
        return None, Finding(_("publication"), _("cannot be opened"), str(error))
    return publication, Finding(_("publication"), f"{folder.absolute()}")


def _model(folder: Path) -> Finding:
    try:
        pin = read_pin(folder / "translate" / "model.toml")
        package, default = find(pin), read_pin(None)
        lacks_default = not pin.guided and find(default) is None
    except EnregardError as error:
        return Finding(_("model"), _("cannot be used"), str(error))
    if package is None:
        return Finding(
            _("model"),
            _("{name} {version} is not installed", name=pin.name, version=pin.version),
            "enregard model install",
        )
    if lacks_default:
        what = _(
            "{name} needs {other} to place markup, which is not installed", name=pin.name, other=default.name
        )
        return Finding(_("model"), what, "enregard model install argos")
    return Finding(
        _("model"),
        _(
            "{name} {version} in {path} ({origin})",
            name=package.name,
            version=package.version,
            path=package.path,
            origin=package.origin_in_words,
        ),
    )


def _space(subject: str, folder: Path, needed: int) -> Finding:
    there = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.is_dir())
    found = _("{size} GB free in {folder}", size=number(shutil.disk_usage(there).free / 1e9, 1), folder=there)
    if shutil.disk_usage(there).free < needed:
        return Finding(
            _("disk ({subject})", subject=subject), found, _("free {size} GB", size=number(needed / 1e9, 1))
        )
    if not os.access(there, os.W_OK):
        return Finding(
            _("disk ({subject})", subject=subject),
            _("{folder} is not writable", folder=there),
            _("choose another folder"),
        )
    return Finding(_("disk ({subject})", subject=subject), found)


def _lock(publication: Publication) -> Finding:
    running = holder(publication)
    return Finding(
        _("other runs"),
        _("{running} is writing to the publication", running=running) if running else _("none"),
    )
