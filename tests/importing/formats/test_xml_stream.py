"""Large XML is read in little memory, and XML made to do harm is refused in one line."""

import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.importing.formats.detect import read_units
from enregard.importing.formats.xml_stream import elements

HEAD = '<?xml version="1.0"?>{}<tmx version="1.4"><header/><body>{}</body></tmx>'
UNIT = "<tu><tuv xml:lang='fr'><seg>{}</seg></tuv><tuv xml:lang='en'><seg>{}</seg></tuv></tu>"
LAUGHS = (
    '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 10
    + '">'
    + "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("bcdefgh", "cdefghi", strict=True))
    + "]>"
)


def refused(folder: Path, content: str | bytes) -> str:
    path = folder / "a.tmx"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    started = time.monotonic()
    with pytest.raises(EnregardError) as caught:
        list(read_units(path, "a"))
    assert time.monotonic() - started < 20
    message = str(caught.value)
    assert message.startswith(str(path))
    assert len(message.splitlines()) == 1
    return message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEAD.format(LAUGHS, UNIT.format("&i;", "x")), "defines the entity"),
        (
            HEAD.format('<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>', UNIT.format("&a;", "x")),
            "defines the entity",
        ),
        (
            HEAD.format('<!DOCTYPE tmx [<!ENTITY % a SYSTEM "http://localhost/x"> %a;]>', ""),
            "defines the entity a, which no translation needs: remove it, or export the file again",
        ),
        (
            HEAD.format('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', UNIT.format("&lost;", "x")),
            "has the entity &lost;",
        ),
        (HEAD.format("", "<a>" * 101), "more than 100 deep"),
        (HEAD.format("", UNIT.format("x" * 1_000_001, "")), "element of more than 1,000,000 characters"),
        (HEAD.format("", "<tu>" + "<prop a='b'/>" * 100_000 + "</tu>"), "element of more than"),
        (HEAD.format("", "<tu>" + "<hi>" * 200), "more than 100 deep"),
        (HEAD.format("", f"<tu {'a' * 5_000_000}='x'/>"), "tag of more than"),
        ("<tmx", "is not valid XML"),
        (b"<?xml version='1.0' encoding='utf-99'?><tmx/>", "has an unknown encoding: save it as UTF-8"),
        (HEAD.format("", UNIT.format("a\x01b", "x")), "is not valid XML"),
    ],
)
def test_harm_is_refused(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert message in refused(tmp_path, content)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*arguments: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr("urllib.request.urlopen", fetch)
    (tmp_path / "tmx14.dtd").write_text("<!ENTITY secret 'x'>")
    path = tmp_path / "a.tmx"
    path.write_text(HEAD.format('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', UNIT.format("Un.", "One.")))
    assert len(list(read_units(path, "a"))) == 1


def peak_of(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_large_file_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    small, large = tmp_path / "small.tmx", tmp_path / "large.tmx"
    for path, count in ((small, 1000), (large, 20_000)):
        path.write_text(
            HEAD.format("", "\n".join(UNIT.format(f"Phrase {n}.", f"Sentence {n}.") for n in range(count)))
        )

    def last(path: Path) -> None:
        count = sum(1 for _ in read_units(path, "a"))
        assert count in (1000, 20_000)

    last(small)  # import modules first
    assert peak_of(lambda: last(large)) < 1.5 * peak_of(lambda: last(small))


def test_elements_come_with_what_is_around_them(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("<r a='1'>\n<f b='2'>\n<u>x<u>y</u></u></f><u/></r>")
    with path.open("rb") as file:
        root, inner, last = elements(file, {"u"})
    assert (root.element.tag, root.element.get("a"), root.line) == ("r", "1", 1)
    assert inner.around == (("r", {"a": "1"}), ("f", {"b": "2"}))
    assert ("".join(inner.element.itertext()), inner.line) == ("xy", 3)
    assert last.around == (("r", {"a": "1"}),)
