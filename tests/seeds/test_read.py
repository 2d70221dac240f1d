"""Whole seeds: the two of this publication, line ends, and which files are seeds."""

from pathlib import Path, PurePosixPath

import pytest

from enregard.article.article import Article, ArticleDate, BlockKind, TitleOrigin
from enregard.errors import EnregardError
from enregard.seeds.files import seed_names
from enregard.seeds.read import read_seed

OWN = Path(__file__).parents[2] / "seeds"


def read(folder: Path, name: str, data: str | bytes, *, allow_html: bool = False) -> Article:
    """Read `data` as the seed `name`."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read_seed(folder, PurePosixPath(name), allow_html=allow_html)


def test_first_seed_of_the_publication() -> None:
    article = read_seed(OWN, PurePosixPath("000_cc90b059fb36a085.txt"))
    assert article.slug == "000-cc90b059fb36a085"
    assert article.date == ArticleDate("2021-07", 2021, 7)
    assert article.source is None
    assert article.dateline is None
    assert article.title_origin is TitleOrigin.FIRST_SENTENCE
    assert article.title.startswith("Les talibans ont intensifié leur offensive")
    assert article.title.endswith("une présence militaire étrangère de 20 ans.")
    assert [(block.kind, block.line) for block in article.blocks] == [
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 5),
        (BlockKind.PARAGRAPH, 7),
        (BlockKind.PARAGRAPH, 9),
    ]
    heading = article.blocks[1]
    assert heading.text is not None
    assert heading.text.plain == "Les USA toujours à la rescousse"
    assert heading.attrs == {"level": "2"}


def test_second_seed_of_the_publication() -> None:
    article = read_seed(OWN, PurePosixPath("001_4457e9efb097f44a.txt"))
    assert article.date == ArticleDate("2021-07", 2021, 7)
    assert article.source == "Reuters"
    assert article.dateline is not None
    assert (article.dateline.place, article.dateline.day, article.dateline.agency) == (
        "KABOUL",
        "25 juillet",
        "Reuters",
    )
    assert article.title.startswith("Les Etats-Unis continueront de mener des frappes")
    assert article.title.endswith("un commandant régional américain.")
    assert [block.kind for block in article.blocks] == [BlockKind.PARAGRAPH] * 8 + [BlockKind.CREDIT]
    texts = [leaf.text.plain for leaf in article.leaves() if leaf.text is not None]
    assert texts[0].startswith("KABOUL, 25 juillet (Reuters) - Les Etats-Unis")
    assert texts[-2].endswith("les centres urbains peuplés.")
    assert texts[-1] == "(Reportage du bureau de Kaboul, version française Benjamin Mallet)"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, name: str, end: str, mark: str) -> None:
    article = read(tmp_path, name, mark + "Un\ndeux.\n\n\nTrois.\n".replace("\n", end))
    assert [(leaf.line, leaf.text and leaf.text.plain) for leaf in article.leaves()] == [
        (1, "Un deux."),
        (5, "Trois."),
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_invisible_characters_are_read_as_blanks(tmp_path: Path, name: str) -> None:
    article = read(tmp_path, name, "Un\x02deux\ufffctrois\x0cquatre\u2028cinq.\x1a")
    assert [leaf.text and leaf.text.plain for leaf in article.leaves()] == ["Un deux trois quatre cinq."]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize(
    "sign", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202b", "\u2066"]
)
def test_signs_without_width_divide_no_word(tmp_path: Path, name: str, sign: str) -> None:
    article = read(tmp_path, name, f"Un por{sign}tail,{sign} dit{sign}-il.{sign}")
    assert [leaf.text and leaf.text.plain for leaf in article.leaves()] == ["Un portail, dit-il."]


def test_joiners_stay_where_they_join(tmp_path: Path) -> None:
    words = "Une famille 👨\u200d👩\u200d👧 et می\u200cخواهم."
    article = read(tmp_path, "a.txt", words)
    assert [leaf.text and leaf.text.plain for leaf in article.leaves()] == [words]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_soft_hyphens_join_the_parts_of_a_word(tmp_path: Path, name: str) -> None:
    article = read(tmp_path, name, "Un long por\u00ad\ntail.")
    assert [leaf.text and leaf.text.plain for leaf in article.leaves()] == ["Un long portail."]


def test_soft_hyphens_as_entities(tmp_path: Path) -> None:
    article = read(tmp_path, "a.md", "Un por&shy;tail&#8203;.")
    assert [leaf.text and leaf.text.plain for leaf in article.leaves()] == ["Un portail."]


def test_a_seed_of_one_long_line(tmp_path: Path) -> None:
    article = read(tmp_path, "a.txt", "mot " * 1_250_000)
    assert article.blocks[0].text is not None
    assert article.blocks[0].text.plain.count("mot") == 1_250_000
    assert len(article.title) <= 1001


def test_which_files_are_seeds(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "A.TXT",
        "2021/07/x.Md",
        "2021-a.txt",
        ".hidden.txt",
        ".git/x.txt",
        "notes.pdf",
        "x.txt~",
        "txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link").symlink_to("2021")
    (tmp_path / ".link").symlink_to("2021")
    assert seed_names(tmp_path) == [
        "2021/07/x.Md",
        "2021-a.txt",
        "A.TXT",
        "a.md",
        "b.txt",
        "link",
    ]


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(
        EnregardError,
        match=r"^seeds: cannot be read \(No such file or directory\): check that this folder exists",
    ):
        seed_names(tmp_path / "seeds")


def test_blocks_nested_to_the_limit(tmp_path: Path) -> None:
    article = read(tmp_path, "a.md", "".join("  " * depth + f"- mot {depth}\n" for depth in range(10)))
    texts = [leaf.text and leaf.text.plain for leaf in article.leaves()]
    assert texts == [f"mot {depth}" for depth in range(10)]
