"""A release of OPUS-MT becomes a package, or one line says why not."""

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from bench._marian import (
    MODEL,
    Shape,
    marian_file,
    random_network,
    release,
    tokenizer_file,
    vocabulary_file,
    write_release,
)
from enregard.article.article import Mark, MarkKind, Text
from enregard.errors import EnregardError
from enregard.translate.model import opus
from enregard.translate.model.download import fetch_unknown
from enregard.translate.model.engine import Engine
from enregard.translate.model.install import find, install, installed, read_pin, remove, verify
from enregard.translate.model.options import Options
from enregard.translate.model.pin import BUNDLED, DEFAULT
from enregard.translate.model.ready import ready_model
from enregard.translate.model.store import partial_download, remove_partial
from tests.translate.model.loopback import Answer, Heard, Site, serve

SHAPE = Shape(1, 8, 2, 16)
FRENCH = ["<unk>", "</s>", *(f"\u2581mot{number}" for number in range(5)), "\u2581", *"abcdeinotu.\"'"]
ENGLISH = ["<unk>", "</s>", *(f"\u2581word{number}" for number in range(5)), "\u2581", *"abcdeinotu."]
PIECES = ["</s>", "<unk>", *dict.fromkeys([*FRENCH[2:], *ENGLISH[2:]])]


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep away from the models of whoever runs the tests."""
    monkeypatch.setenv("ENREGARD_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argospm"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("ENREGARD_MODEL", raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def members() -> dict[str, bytes]:
    """Return the members of a tiny release."""
    network = marian_file(random_network(SHAPE, len(PIECES)), SHAPE)
    return release(network, vocabulary_file(PIECES), tokenizer_file(FRENCH), tokenizer_file(ENGLISH))


def zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return written.getvalue()


RELEASE = zipped(members())


class Offered(NamedTuple):
    """A release on a server, and its pin."""

    answer: Answer
    pin: Any


def offer(site: Site, folder: Path, body: bytes = RELEASE, **other: object) -> Offered:
    """Put a release on the server and pin it; `other` replaces keys of the table [opus]."""
    site.answers["/release.zip"] = answer = Answer(body)
    table = {
        "url": f'"{site.address}/release.zip"',
        "size": len(body),
        "sha256": f'"{hashlib.sha256(body).hexdigest()}"',
        "space": 10_000_000,
    } | other
    text = BUNDLED["tc-big"].read_text("utf-8").split("[opus]")[0]
    lines = "\n".join(f"{key} = {value}" for key, value in table.items())
    (folder / "model.toml").write_text(f"{text}[opus]\n{lines}\n", "utf-8")
    return Offered(answer, read_pin(folder / "model.toml"))


def left(tmp_path: Path) -> list[str]:
    """Return what is in the folder of packages besides its lock."""
    return sorted(path.name for path in (tmp_path / "data" / "packages").iterdir() if path.name != ".lock")


def test_the_bundled_pins_are_sound() -> None:
    pins = {name: read_pin(path) for name, path in BUNDLED.items()}
    assert pins["argos"] == read_pin(DEFAULT) == read_pin(None)
    assert pins["argos"].guided
    assert not pins["tc-big"].guided
    assert {pin.licence for pin in pins.values()} == {"CC-BY 4.0"}
    assert all(pin.scores and pin.installed for pin in pins.values())


def test_a_release_is_installed_through_cuts_and_translates(site: Site, tmp_path: Path) -> None:
    offered = offer(site, tmp_path)
    offered.answer.cuts = [1000, 500]
    heard = Heard()
    package = install(offered.pin, report=heard)
    assert [asked for _, asked in site.requests] == ["", "bytes=1000-", "bytes=1500-"]
    assert heard.progress[-1] == (len(RELEASE), len(RELEASE))
    assert heard.steps[-1] == "converting the model, which takes about a minute and 2 GB of memory"
    assert left(tmp_path) == [package.path.parent.name]
    names = {path.name for path in package.path.rglob("*") if path.is_file()}
    assert {"sentencepiece.model", "target.spm", "model.bin", "LICENSE", "OPUS-MT.md", "README.md"} <= names
    assert "preprocess.sh" not in names
    assert package.weights == offered.pin.opus.sha256
    assert find(offered.pin) == package
    assert verify(package) == len(names)
    with Engine(package.path, offered.pin.decoding) as engine:
        assert engine.network.has_map
        assert engine.network.is_opus
        (english,) = engine.translate([Text("mot1 mot2.")])
    assert not set("'\"").intersection(english.plain)  # pieces of French only
    remove(package)
    assert installed(offered.pin) == []


def test_an_interrupted_download_is_resumed_by_the_next_run(site: Site, tmp_path: Path) -> None:
    offered = offer(site, tmp_path)
    offered.answer.cuts = [1000, *[0] * 5]
    with pytest.raises(EnregardError, match=r"127.0.0.1 keeps cutting the connection \(1,000 of "):
        install(offered.pin, report=Heard())
    part = partial_download(offered.pin.opus.sha256)
    assert left(tmp_path) == [part.name]
    offered.answer.cuts = []
    heard = Heard()
    install(offered.pin, report=heard)
    assert site.requests[-1] == ("/release.zip", "bytes=1000-")
    assert f"({(len(RELEASE) - 1000) / 1e6:,.1f} MB)" in heard.steps[0]
    assert not part.exists()
    part.write_bytes(b"PK")
    assert remove_partial(offered.pin.opus.sha256)
    assert not remove_partial(offered.pin.opus.sha256)


@pytest.mark.parametrize(
    ("pinned", "says"),
    [
        (
            {"sha256": f'"{"0" * 64}"'},
            "^opus-mt-tc-big-fr-en 2022-03-09 could not be installed: .* has SHA-256 [0-9a-f]{64}, not 0000",
        ),
        ({"size": len(RELEASE) + 1}, f"has {len(RELEASE)} bytes, not {len(RELEASE) + 1}"),
        (
            {"space": 1 << 49},
            r"installed: 562,950.0 GB of disk space must be free to install it, and [0-9.]+ GB are",
        ),
    ],
)
def test_a_wrong_download_or_a_full_disk_is_one_line(
    site: Site, tmp_path: Path, pinned: dict[str, Any], says: str
) -> None:
    offered = offer(site, tmp_path, **pinned)
    with pytest.raises(EnregardError, match=says) as caught:
        install(offered.pin, report=Heard())
    assert "\n" not in str(caught.value)
    assert not left(tmp_path)


def test_a_disk_that_fills_up_is_one_line(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("enregard.translate.model.opus.write_chunks", full)
    with pytest.raises(EnregardError, match="data folder cannot be written: No space left on device: set"):
        install(offer(site, tmp_path).pin, report=Heard())


def without(name: str) -> dict[str, bytes]:
    return {key: body for key, body in members().items() if key != name}


def decoder(text: str) -> dict[str, bytes]:
    return {**members(), "decoder.yml": text.encode()}


BOMB = b"0" * 11_000_000


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"PK no zip", "the release is not a readable zip"),
        (zipped(without("decoder.yml")), "the release has no decoder.yml"),
        (zipped(without("target.spm")), "the release has no target.spm"),
        (zipped(without(MODEL)), "the release has no opus.spm"),
        (zipped(decoder("- a\n- b\n")), "decoder.yml in the release has no list 'models'"),
        (zipped(decoder("models: [\n")), "decoder.yml in the release is not YAML"),
        (zipped(decoder("models: [a]\nvocabs: [a]\n")), "must name one model and two vocabularies"),
        (
            zipped({**decoder("models: [../x]\nvocabs: [a, a]\n"), "../x": b""}),
            "decoder.yml in the release names '../x', not a file of its own",
        ),
        (
            zipped(decoder("models: [source.spm]\nvocabs: [a, a]\n")),
            "decoder.yml in the release names 'source.spm', not a file of its own",
        ),
        (zipped({**members(), "decoder.yml": BOMB}), "decoder.yml in the release would unpack to 11,000,000"),
        (zipped({**members(), MODEL: BOMB}), "npz in the release would unpack to 11,000,000 bytes"),
        (zipped({**members(), MODEL: b"x"}), "the release cannot be converted: "),
        (
            zipped({**members(), MODEL: marian_file({}, SHAPE)}),
            "the release cannot be converted: ",
        ),
    ],
)
def test_a_release_that_is_not_one_is_refused(tmp_path: Path, body: bytes, says: str) -> None:
    (tmp_path / "release.zip").write_bytes(body)
    with pytest.raises(EnregardError) as caught:
        opus.make_opus_package(
            tmp_path / "release.zip", tmp_path, tmp_path / "built", read_pin(None), space=10_000_000
        )
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "built" / "README.md").exists()
    assert not (tmp_path.parent / "x").exists()


@pytest.mark.parametrize("code", ["import os; os.kill(os.getpid(), 9)", "raise SystemExit(3)"])
def test_a_converter_without_memory_says_so(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(opus, "_CONVERT", code.replace("{", "{{"))
    offered = offer(site, tmp_path)
    with pytest.raises(EnregardError, match="there is not enough memory to convert the release: about 2 GB"):
        install(offered.pin, report=Heard())
    # The download is whole, and is not repeated.
    assert left(tmp_path) == [partial_download(offered.pin.opus.sha256).name]


def test_a_converter_that_cannot_be_started_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(opus, "start", refuse)
    (tmp_path / "release.zip").write_bytes(RELEASE)
    with pytest.raises(EnregardError, match=r"^the converter cannot be started: Cannot allocate memory$"):
        opus.make_opus_package(
            tmp_path / "release.zip", tmp_path, tmp_path / "built", read_pin(None), space=10_000_000
        )


def test_a_download_that_does_not_fit_is_not_begun(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/x"] = Answer(b"12345")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=4))
    with pytest.raises(EnregardError, match="the file has 5 bytes, and only 4 are free on the disk"):
        fetch_unknown(f"{site.address}/x", tmp_path / "x", report=Heard())
    assert not site.requests


def test_the_converter_recognises_that_memory_ran_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resource")
    shape = Shape(1, 512, 2, 16)
    network = marian_file(random_network(shape, 20_000), shape)
    write_release(tmp_path / "release.zip", {**members(), MODEL: network})
    limited = (
        "import resource, ctranslate2.converters, numpy\n"
        "from enregard.translate.model.marian import main\n"
        "now = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (now + 20_000_000,) * 2)\n"
        "main({!r}, {!r})"
    )
    monkeypatch.setattr(opus, "_CONVERT", limited)
    with pytest.raises(EnregardError, match="there is not enough memory"):
        opus.make_opus_package(
            tmp_path / "release.zip", tmp_path, tmp_path / "built", read_pin(None), space=1 << 40
        )


def test_ctrl_c_keeps_the_download_and_nothing_else(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(opus, "_convert", interrupt)
    offered = offer(site, tmp_path)
    with pytest.raises(KeyboardInterrupt):
        install(offered.pin, report=Heard())
    assert left(tmp_path) == [partial_download(offered.pin.opus.sha256).name]


def test_another_bundled_model_in_the_environment_is_not_in_the_way(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = install(offer(site, tmp_path).pin, report=Heard())
    with pytest.raises(EnregardError, match=r"translate-fr_en, with which opus-mt-.* places markup, is not"):
        ready_model(read_pin(tmp_path / "model.toml"), Options(offline=True), Heard())
    shutil.copytree(package.path, tmp_path / "folder")
    monkeypatch.setenv("ENREGARD_MODEL", str(tmp_path / "folder"))
    assert find(read_pin(None)) is None  # the folder has tc-big
    found = find(read_pin(BUNDLED["tc-big"]))
    assert found
    assert found.path == tmp_path / "folder"


@pytest.mark.model
def test_markup_of_a_model_without_attention_is_placed_by_the_default_model(
    site: Site, tmp_path: Path, model: Any
) -> None:
    from enregard.translate.model.aligner import Aligner

    package = install(offer(site, tmp_path).pin, report=Heard())
    text = Text("mot1 mot2 mot3.", (Mark(MarkKind.STRONG, 5, 9),))
    with Aligner(model.path) as aligner, Engine(package.path, aligner=aligner) as engine:
        (english,) = engine.translate([text])
    assert [mark.kind for mark in english.marks] == [MarkKind.STRONG]


def test_a_model_of_ones_own_is_downloaded_once_and_pinned(site: Site, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from enregard.cli import main

    pin = tmp_path / "translate" / "model.toml"
    pin.parent.mkdir()
    credit = ["--licence", "CC-BY 4.0", "--credit", 'The "Helsinki" group', "--pin", str(pin)]

    def run(*arguments: str) -> str:
        return CliRunner().invoke(main, ["model", *arguments]).output

    url = f"{site.address}/fra-eng/opusTCv2_big_2022-03-09.zip"
    assert run("pin", url, *credit) == "error: 127.0.0.1 does not tell the size of the file\n"
    site.answers["/fra-eng/opusTCv2_big_2022-03-09.zip"] = Answer(b"no zip")
    assert "cannot be pinned: it is neither a package of Argos Translate nor a release" in run(
        "pin", url, *credit
    )
    assert not pin.exists()
    site.answers["/fra-eng/opusTCv2_big_2022-03-09.zip"] = Answer(RELEASE)
    said = run("pin", url, *credit)
    digest = hashlib.sha256(RELEASE).hexdigest()
    name = "opus-mt-opusTCv2-big"
    assert f"{name} 2022-03-09: a release of OPUS-MT, {len(RELEASE):,} bytes, SHA-256 {digest}\n" in said
    assert f"{pin} pins {name} 2022-03-09\n" in said
    written = read_pin(pin)
    assert (written.opus and written.opus.url, written.credit) == (url, 'The "Helsinki" group')
    found = find(written)
    assert found
    assert found.weights == digest
    assert sum(path.endswith(".zip") for path, _ in site.requests) == 2  # not again after the wrong file

    remove(found)
    (tmp_path / "mine.zip").write_bytes(RELEASE)
    assert f"{pin} pins opus-mt-mine 1\n" in run("pin", str(tmp_path / "mine.zip"), *credit)
    assert find(read_pin(pin))
    assert read_pin(pin).sources == ()
    assert read_pin(pin.with_name("model.previous.toml")) == written
    assert "own: opus-mt-mine 1, used here\n" in run("list", "--pin", str(pin))
