"""A short form of `python -m bench fuzz`: readers cope with damaged files, among them those that it found."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enregard.errors import EnregardError
from enregard.publication.publication import Settings
from enregard.system.toml import load_toml
from tests.hostile.adding import WXR
from tests.hostile.readers import READERS, corpus

PIECES = [
    *(b"\0", b"\xff", b"\x1b[2J", b"\x1e", b"\xe2\x80\xa8", b"\xef\xbf\xbc", b"\xed\xa0\x80", b"\r"),
    *(b"{{", b"}}", b"<", b">", b"&", b'"', b"'", b"\\", b"[[", b"](", b"]]>", b"*&a", b"&a [*a]", b"---\n"),
    *(b"9" * 30, b"9" * 5000, b"-1", b"1e999", b"nan", b"../", b"\t", b" " * 300, b"((" * 50, b"> " * 30),
    *(b"<1></1>", b"<2/>", b"msgid", b'msgstr ""\n', b"#~ ", b"#, fuzzy\n", b"date ", b"title", b": "),
    *(b"\xf0\x9f\x98\x80", b"\xc3\xa9", b"\x85", b"\n\n"),
]


@st.composite
def damaged(draw: st.DrawFn, reader: str) -> bytes:
    """Remove, double and insert pieces in a valid file."""
    data = draw(st.sampled_from(corpus(reader)))
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.integers(0, 40))
        new = draw(st.sampled_from(PIECES) | st.binary(max_size=4) | st.just(data[start:end] * 2))
        data = data[:start] + new + data[end:]
    return data


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_file_is_read_or_refused_in_one_line(reader: str, data: st.DataObject) -> None:
    READERS[reader](data.draw(damaged(reader) | st.binary(max_size=60)))


FOUND = [
    ("glossary", b"French,English,no\x1ete\nun,one\n"),
    ("glossary", b"French,English\x1b[2J\nun,one\n"),
    ("address", b""),
    ("settings", b"title = " + b"9" * 5000),
    ("pin", b"size = " + b"9" * 5000),
    ("feed", WXR[0].replace("<title>", "<title\0").encode() + WXR[1].encode()),
    ("feed", (WXR[0].replace("http:", "h\u2028ttp:") + WXR[1]).encode()),
    *(
        ("feed", b"<rss><channel><title>A</title><item><description>%s</description></item>" % body)
        for body in (b"b\0\0", b"b&amp;#1;", b"&lt;!DOCTYPE html&gt;&lt;title&gt;", b"&lt;html")
    ),
]


@pytest.mark.parametrize(("reader", "data"), FOUND)
def test_fixed_bugs_stay_fixed(reader: str, data: bytes) -> None:
    READERS[reader](data)


def test_an_error_cannot_control_a_terminal() -> None:
    assert (
        str(EnregardError("is\x1b[2J\nwrong", path="a\u2028b", line=1)) == "a\\u2028b:1: is\\x1b[2J\\nwrong"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "title = '" + "x" * 200_000 + "'",
            "site.toml: is larger than 200 kB: remove what does not belong here",
        ),
        ("a" + ".a" * 40 + " = 1", "site.toml: is not TOML: a key has more than 32 parts"),
        ("title = " + "9" * 5000, "site.toml: is not TOML: Exceeds the limit"),
        (
            "title = " + "[" * 5000,
            "site.toml: is not TOML: values are nested too deeply: write them on one level",
        ),
        ('title = "a\\u0007"', "site.toml:1: 'title' contains U+0007, which is not text: remove it"),
        ('author = "\u202ea"', "site.toml:1: 'author' contains U+202E, which is not text: remove it"),
    ],
)
def test_absurd_settings_are_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "site.toml").write_text(text)
    with pytest.raises(EnregardError) as caught:
        load_toml(Settings, tmp_path / "site.toml")
    assert message in str(caught.value)
