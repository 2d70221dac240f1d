"""Call each reader of outside files with arbitrary bytes: it must succeed, or fail in one line."""

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from enregard.article.article import OBJECT, Mark, MarkKind, Sentence, Text
from enregard.errors import EnregardError
from enregard.importing.align.pairing import Translation, pair_sentences, text_entries
from enregard.importing.article import read_english
from enregard.importing.formats.detect import read_units
from enregard.importing.lookup import pair_keys
from enregard.importing.markup.match import mark_pair, mark_text
from enregard.publication.publication import Settings, read_settings
from enregard.seeds.read import read_seed
from enregard.seeds.references import references, resolve
from enregard.seeds.svg import unsafe_svg
from enregard.site.about import about
from enregard.site.article.body import body
from enregard.site.article.facts import facts
from enregard.translate.draft.postprocess import postprocess
from enregard.translate.draft.preprocess import preprocess
from enregard.translate.glossary.csv_file import parse_glossary
from enregard.translate.markup.placeholders import PlaceholderError, from_placeholders, with_placeholders
from enregard.translate.markup.unplaced import Transferred
from enregard.translate.model.archive import extract
from enregard.translate.model.pin import read_pin
from enregard.translate.record.record import open_record
from enregard.translate.segment.facing import Entry, face, segment_article
from tests.hostile.adding import ADDED, added_corpus

ROOT = Path(__file__).parents[2]
_SOURCE = Text(
    f"Un mot et un lien{OBJECT}.",
    (Mark(MarkKind.STRONG, 3, 6), Mark(MarkKind.LINK, 10, 17, {"href": "x"}), Mark(MarkKind.BREAK, 17, 18)),
)
_SENTENCES = [Sentence(_SOURCE, 1), Sentence(Text("Deux mots."), 2), Sentence(Text("Deux mots."), 3)]
_TERMS, _ = parse_glossary("French,English\nfrappe …,strike on …\nLe Monde,\n", "g.csv")


@contextmanager
def _folder() -> Iterator[Path]:
    shared = Path("/dev/shm")  # noqa: S108 - in memory: thousands of files
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


@contextmanager
def _one_line() -> Iterator[None]:
    """Accept an EnregardError of one line."""
    try:
        yield
    except EnregardError as error:
        assert len(str(error).splitlines()) == 1, str(error)  # noqa: PT017


def _seed(data: bytes, name: str, *, allow_html: bool = False) -> None:
    """Read a seed and render the blocks of its pages."""
    with _folder() as folder, _one_line():
        (folder / name).write_bytes(data)
        article = read_seed(folder, PurePosixPath(name), allow_html=allow_html)
        references(folder, article)
        segmented = segment_article(article)
        record = open_record(folder / "a.po", "a.po", segmented.sentences())
        for index in record.missing():
            record.draft(index, record.sentences[index].text, "m 1", "x")
        facings, problems = record.facings()
        assert not problems
        facing = face(segmented, facings)
        for lang in ("fr", "en"):
            facts(facing, lang)
        body(facing, Settings(allow_html=allow_html, show_findings=True))


def text(data: bytes) -> None:
    """A text seed."""
    _seed(data, "a.txt")


def markdown(data: bytes) -> None:
    """A Markdown seed."""
    _seed(data, "a.md")


def markup(data: bytes) -> None:
    """A Markdown seed of a publication that allows raw HTML."""
    _seed(data, "a.md", allow_html=True)


def front_matter(data: bytes) -> None:
    """The front matter of a Markdown seed."""
    _seed(b"---\n" + data + b"\n---\nUn texte.\n", "a.md")


def record(data: bytes) -> None:
    """A PO file."""
    with _folder() as folder, _one_line():
        (folder / "a.po").write_bytes(data)
        found = open_record(folder / "a.po", "a.po", _SENTENCES)
        facings, problems = found.facings()
        assert len(facings) == len(_SENTENCES)
        assert all(len(str(problem).splitlines()) == 1 for problem in problems)


def glossary(data: bytes) -> None:
    """A glossary."""
    _, problems = parse_glossary(data.decode("utf-8", "replace"), "g.csv")
    assert all(len(str(problem).splitlines()) == 1 for problem in problems)


def settings(data: bytes) -> None:
    """The settings of a site."""
    with _folder() as folder, _one_line():
        (folder / "site.toml").write_bytes(data)
        read_settings(folder / "site.toml")


def pin(data: bytes) -> None:
    """The pin of a model."""
    with _folder() as folder, _one_line():
        (folder / "model.toml").write_bytes(data)
        read_pin(folder / "model.toml")


def package(data: bytes) -> None:
    """A package of a model."""
    with _folder() as folder, _one_line():
        (folder / "p.argosmodel").write_bytes(data)
        (folder / "in").mkdir()
        try:
            extract(folder / "p.argosmodel", folder / "in", limit=100_000)
        finally:
            assert sorted(path.name for path in folder.iterdir()) == ["in", "p.argosmodel"]


def drawing(data: bytes) -> None:
    """An SVG."""
    with _folder() as folder:
        (folder / "a.svg").write_bytes(data)
        unsafe_svg(folder / "a.svg")


def words(data: bytes) -> None:
    """The about page of a site."""
    with _folder() as folder, _one_line():
        (folder / "about.md").write_bytes(data)
        about(folder / "about.md", remote_images=False)


def address(data: bytes) -> None:
    """The address of a file next to an article."""
    with _folder() as folder:
        found = resolve(folder, PurePosixPath("b/a.md"), data.decode("utf-8", "replace"), 1)
        assert found.published.startswith("../") or found.published == found.address


def placeholders(data: bytes) -> None:
    """A translation with placeholders."""
    try:
        found = from_placeholders(data.decode("utf-8", "replace"), _SOURCE.marks)
    except PlaceholderError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017
        return
    assert from_placeholders(with_placeholders(found, _SOURCE.marks), _SOURCE.marks) == found


def sentence(data: bytes) -> None:
    """A sentence, prepared for the model and back."""
    plain = " ".join(data.decode("utf-8", "replace").replace(OBJECT, " ").split())
    if plain:
        prepared = preprocess(Text(plain), _TERMS)
        assert not postprocess(prepared, Transferred(prepared.text)).marks


def exchanged(data: bytes) -> None:
    """A file from another translation program: TMX, XLIFF, JSON Lines or PO."""
    with _folder() as folder, _one_line():
        (folder / "a").write_bytes(data)
        for unit in read_units(folder / "a", "a"):
            for each in unit:
                assert pair_keys(each)
                if found := mark_pair(each, _SOURCE):
                    from_placeholders(found.string, _SOURCE.marks)


def english(data: bytes) -> None:
    """An English text to import as the translation of an article."""
    with _folder() as folder, _one_line():
        (folder / "a.md").write_bytes(data)
        found = text_entries(read_english(folder / "a.md"))
        french = [Entry(place, sentence) for place, sentence in enumerate(_SENTENCES)]
        for each in pair_sentences(french, found, [""] * len(french)):
            if isinstance(each, Translation):
                source = _SENTENCES[each.place].text
                if marked := mark_text(each.text, source):
                    from_placeholders(marked.string, source.marks)


_PO = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

#. Machine draft by m 1 (x)
#, fuzzy
msgid "Un <1>mot</1> et <2>un lien</2><3/>."
msgstr "A <1>word</1> and <2>a link</2><3/>."

# accepted: numbers
#. Finding (numbers): 3
msgid "Deux mots."
msgstr "Two words."

#~ msgid "Vieux"
#~ msgstr "Old"
"""

_MAIL = (
    "De : Jean <jean@x.org>\nÀ : a@b.org,\n  Marie\nCc : Luc\nObjet : TR: Un mot\nDate : 3 mars 2025\n\nUn.\n"
)

READERS: dict[str, Callable[[bytes], None]] = {
    **{
        reader.__name__: reader
        for reader in (
            *(text, markdown, markup, front_matter, record, glossary, settings, pin, package, drawing, words),
            *(address, placeholders, sentence, exchanged, english),
        )
    },
    **ADDED,
}


def corpus(reader: str) -> list[bytes]:
    """Return valid files to start with."""
    patterns = {
        "text": ["tests/seeds/fixtures/*.txt"],
        "markdown": ["tests/seeds/fixtures/*.md", "tests/translate/markup/markdown/*.md"],
        "markup": ["tests/seeds/fixtures/*.md", "tests/translate/markup/markdown/*.md"],
        "record": ["translate/*.po", "tests/translate/markup/markdown/*.po"],
        "glossary": ["translate/glossary.csv"],
        "settings": ["site/site.toml"],
        "pin": ["translate/model.toml"],
        "drawing": ["src/enregard/site/theme/static/*.svg"],
        "exchanged": ["tests/hostile/exchanged/*", "tests/translate/markup/markdown/*.po"],
        "english": ["tests/seeds/fixtures/*.md"],
        "words": ["site/about.md", "tests/seeds/fixtures/*.md"],
    }
    if reader in ADDED:
        return added_corpus(reader)
    found = [path.read_bytes() for pattern in patterns.get(reader, []) for path in sorted(ROOT.glob(pattern))]
    lines = {
        "address": "../2021/b%20c.jpg?x#y",
        "placeholders": "A <1>word</1> and <2>a link</2><3/>. <\\1>",
        "sentence": "À 14 h 30, KABOUL : 12 000 « frappes », $x^2$, [x] {n} https://a.fr/b Łódź 😀.",
        "front_matter": 'title: "A"\ntags: [a, b]\nx: {y: z}\nn: |\n  a\n  b\ndate: 2021-07-25 10:00:00',
        "text": "Publié le 1er mai 2024 à 14 h\n- a\n- b ;\n1. c\n2) d\n",
    }
    if reader in lines:
        found.append(lines[reader].encode())
    if reader == "text":
        found.append(_MAIL.encode())
    if reader in ("record", "exchanged"):
        found.append(_PO.encode())
    if reader == "package":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("p/metadata.json", "{}")
            archive.writestr("p/model/model.bin", b"weights" * 50)
        found.append(packed.getvalue())
    return found or [b""]
