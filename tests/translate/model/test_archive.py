"""Good packages are extracted, bad ones refused."""

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enregard.errors import EnregardError
from enregard.translate.model.archive import extract, write_archive

LIMIT = 10_000


def package(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # about duplicate names, which are intended
        for name, body in members:
            archive.writestr(name, body)
    return packed.getvalue()


def special(name: str, kind: int = stat.S_IFLNK) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = (kind | 0o777) << 16
    return member


def compressed(name: str, method: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type = method
    return member


def lying(size: int) -> bytes:
    """Return a package whose member has 5,000 bytes and declares `size`."""
    packed = package(("p/swells", b"\0" * 5000))
    return packed.replace((5000).to_bytes(4, "little"), size.to_bytes(4, "little"))


def encrypted() -> bytes:
    packed = bytearray(package(("p/secret", b"secret")))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


GOOD = package(("p/metadata.json", b"{}"), ("p/model/model.bin", b"weights"), ("p/stanza/a.pt", b"pickle"))


def test_a_package_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "package").write_bytes(GOOD)
    root, files = extract(tmp_path / "package", tmp_path, limit=LIMIT)
    assert root == tmp_path / "p"
    assert (root / "model" / "model.bin").read_bytes() == b"weights"
    assert [(path, file.size) for path, file in files.items()] == [
        ("metadata.json", 2),
        ("model/model.bin", 7),
    ]
    assert not (root / "stanza").exists(), "a pickle is extracted"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (package(("../x", b"")), "'../x' of the package escapes its folder"),
        (package(("p/../../x", b"")), "escapes its folder"),
        (package(("p/./x", b"")), "escapes its folder"),
        (package(("p//x", b"")), "escapes its folder"),
        (package(("/etc/x", b"")), "has an absolute path"),
        (package(("C:/x", b"")), "has a name that some systems do not allow"),
        (package(("p/..\\..\\x", b"")), "has a name that some systems do not allow"),
        (package((special("p/x"), b"/etc/passwd")), "is a link or a device"),
        (package((special("p/x", stat.S_IFIFO), b"")), "is a link or a device"),
        (package((special("p/x", stat.S_IFDIR), b"")), "is a link or a device"),
        (package(("p/x", b"1"), ("p/x", b"2")), "'p/x' of the package appears twice"),
        (package(("p/x", b"1"), ("p/X", b"2")), "'p/X' of the package appears twice"),
        (package(("p/x", b"1"), ("p/x/y", b"2")), "'p/x/y' of the package is inside a file"),
        (package(("p/x", b"1"), ("q/x", b"2")), "does not contain exactly one folder"),
        (package(("x", b"1")), "is not in the package's folder"),
        (package(), "does not contain exactly one folder"),
        (
            package(*((f"p/{n}", b"") for n in range(1001))),
            "the package has 1001 members, more than 1000",
        ),
        (package(("p/x", b"\0" * (LIMIT + 1))), "would unpack to 10,001 bytes, more than 10,000"),
        (lying(4000), "is not a readable zip: Bad CRC-32"),
        (lying(6000), "is shorter than declared"),
        (package((compressed("p/x", zipfile.ZIP_LZMA), b"x")), "is neither stored nor deflated"),
        (encrypted(), "is encrypted"),
        (GOOD[:-30], "is not a readable zip"),
        (b"<html>Please log in</html>", "is not a readable zip"),
        (b"", "is not a readable zip"),
    ],
)
def test_a_bad_package_is_refused(tmp_path: Path, body: bytes, reason: str) -> None:
    folder = tmp_path / "outer" / "target"
    folder.mkdir(parents=True)
    (tmp_path / "package").write_bytes(body)
    with pytest.raises(EnregardError) as caught:
        extract(tmp_path / "package", folder, limit=LIMIT)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    outside = {path.name for path in tmp_path.rglob("*") if not path.is_relative_to(folder)}
    assert outside == {"package", "outer"}
    assert all(path.stat().st_size <= LIMIT for path in folder.rglob("*") if path.is_file())


@settings(deadline=None)
@given(st.data())
def test_a_damaged_package_causes_a_one_line_error_and_stays_inside(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    body = bytearray(GOOD)
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=3)):
        body[place] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "package").write_bytes(body)
    (folder / "target").mkdir()
    message = ""
    try:
        extract(folder / "package", folder / "target", limit=LIMIT)
    except EnregardError as error:
        message = str(error)
    assert "\n" not in message
    assert {path.name for path in folder.iterdir()} == {"package", "target"}
    assert all(path.stat().st_size <= LIMIT for path in folder.rglob("*") if path.is_file())


def test_a_package_is_written_the_same_every_time(tmp_path: Path) -> None:
    archives = []
    for number, names in enumerate((["model/b", "c", "a"], ["a", "c", "model/b"])):
        folder = tmp_path / str(number) / "p"
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(name.encode() * 100)
        write_archive(folder, tmp_path / f"{number}.zip")
        archives.append((tmp_path / f"{number}.zip").read_bytes())
    assert archives[0] == archives[1]
    assert zipfile.ZipFile(io.BytesIO(archives[0])).namelist() == ["p/a", "p/c", "p/model/b"]
    (tmp_path / "back").mkdir()
    root, files = extract(tmp_path / "0.zip", tmp_path / "back", limit=LIMIT)
    assert set(files) == {"a", "c", "model/b"}
    assert (root / "model" / "b").read_bytes() == b"model/b" * 100
