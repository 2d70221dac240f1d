"""Small publications, each with a file that is read rightly or wrongly, as the bench must say."""

import datetime
import json
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner

from bench._built import Shown
from bench._judge import judge
from bench._stated import read_stated
from bench.real import check, main
from enregard.publication.new import start

TODAY = datetime.date(2025, 5, 1)
FRONT = "---\ntitle: Le marché\ndate: 2024-05-01\n---\n\n"
PROSE = "La place reste ouverte tous les samedis matin."


def publication(root: Path, **files: str) -> Path:
    """A publication of these files; `__` in a name stands for a dot."""
    start(root)
    for path in [*(root / "seeds").iterdir(), *(root / "translate").glob("*.po")]:
        path.unlink()
    for name, text in files.items():
        (root / "seeds" / name.replace("__", ".")).write_text(text, "utf-8")
    return root


def shown(*blocks: str, title: str = "Le marché", **facts: str) -> Shown:
    """A page with these blocks."""
    return Shown(title, blocks, " ".join(blocks), tuple(facts.items()), "")


def reasons(
    text: str, page: Shown, *, name: str = "a.md", iso: str = "", english: Shown | None = None
) -> list[str]:
    path = PurePosixPath(name)
    return [fault.reason for fault in judge(path, read_stated(path, text, TODAY), page, english, iso)]


def test_a_plain_article_is_right(tmp_path: Path) -> None:
    results = check(publication(tmp_path / "p", marche__md=f"{FRONT}{PROSE}\n"), TODAY)
    assert [(each.seed, each.outcome, each.faults) for each in results] == [("marche.md", "published", ())]


def test_a_file_in_another_encoding_is_rightly_refused(tmp_path: Path) -> None:
    root = publication(tmp_path / "p", marche__md=f"{FRONT}{PROSE}\n")
    (root / "seeds/ete.txt").write_bytes("L'été à Genève, dit-on, sera très beau.".encode("cp1252"))
    refused = next(each for each in check(root, TODAY) if each.seed == "ete.txt")
    assert (refused.outcome, refused.faults) == ("refused", ())


def test_a_draft_is_held_back(tmp_path: Path) -> None:
    draft = FRONT.replace("date", "draft: true\ndate")
    results = check(publication(tmp_path / "p", a__md=draft + PROSE, b__md=FRONT + PROSE), TODAY)
    assert [(each.seed, each.outcome, bool(each.faults)) for each in results] == [
        ("a.md", "held back", False),
        ("b.md", "published", False),
    ]


def test_a_crash_is_a_fault_of_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> None:
        raise IndexError("out of range")

    monkeypatch.setattr("bench.real.build", crash)
    results = check(publication(tmp_path / "p", a__md=PROSE, b__md=PROSE), TODAY)
    assert [(each.seed, each.faults[0].text) for each in results] == [
        ("a.md", "IndexError: out of range"),
        ("b.md", "IndexError: out of range"),
    ]


def test_an_error_is_a_fault(tmp_path: Path) -> None:
    broken = FRONT.replace("2024-05-01", "un beau jour de mai")
    (result,) = check(publication(tmp_path / "p", a__md=broken + PROSE), TODAY)
    assert [fault.reason for fault in result.faults] == ["error"]
    assert "un beau jour" in result.faults[0].text


@pytest.mark.parametrize(
    ("reason", "block"),
    [
        ("shortcode", "{{< figure src=a.png >}}"),
        ("shortcode", "Voir {{ page.title }}"),
        ("liquid", "{% include a.html %}"),
        ("container", "::: tip Conseil"),
        ("admonition", "!!! note « Conseil »"),
        ("admonition", "[!NOTE] Conseil"),
        ("tab", '=== "À pied"'),
        ("attribute list", "Une partie {#partie}"),
        ("attribute list", "un bouton{: .large width=50%}"),
        ("wiki link", "voir [[La halle]]"),
        ("comment", "<!-- à revoir -->"),
        ("html tag", "<sub>2</sub>"),
        ("html tag", "<Encart titre=« a »>"),
        ("front matter", "+++ title"),
        ("emoji", "bravo :tada:"),
        ("emoji", "la clé :fa fa-key:"),
        ("formula", "soit $x^2$"),
        ("formula", "soit $$a$$"),
        ("footnote", "dit-on [^1]"),
        ("table", "a | b |---|---|"),
        ("contents", "[TOC]"),
        ("task", "[x] fait"),
        ("definition", ": Une pâte"),
        ("component", "import Onglets from 'onglets'"),
        ("role", "voir {ref}\ufffc"),
        ("highlight or script", "H~2~O"),
        ("markdown", "[a](b c)"),
        ("latex command", "\\newpage"),
    ],
)
def test_markup_on_a_page_is_found(reason: str, block: str) -> None:
    assert reasons(FRONT, shown(block), iso="2024-05-01") == [reason]


@pytest.mark.parametrize(
    "block",
    [
        "Bravo !!! dit-il.",
        "De 12:30:45 à 13:00:00, 5 $ et 7 $.",
        "Le rapport a/b, 3 < 4 > 2, [note] et {rien}.",
        "Date : lundi 3 mai.",
        "Un prix de 50 %, puis 20 % {environ}.",
    ],
)
def test_prose_is_no_markup(block: str) -> None:
    assert reasons(FRONT, shown(block), iso="2024-05-01") == []


@pytest.mark.parametrize(
    ("text", "page", "reason"),
    [
        ("# Le marché\n", shown(title="La place"), "title"),
        ("Article 7\n---\n\nDu texte.\n", shown(title="Du texte."), "title"),
        ("# Clé :fa fa-key:\n", shown(title="Clé :fa fa-key:"), "title"),
        ("Du texte.\n", shown(title="Hier, M."), "cut title"),
        ("Du texte.\n", shown(title="{{ page }}"), "markup in title"),
        ("Du texte.\n", shown(title="README"), "no title"),
        ("# Le marché\n", shown("Le marché"), "doubled title"),
        ("# Le marché\n", shown("Bien.", layout="post"), "generator's header"),
        ("title: Le marché\ntags: a, b\n\nBien.", shown("title: Le marché tags: a, b"), "header line"),
        (FRONT.replace("date", "published: false\ndate"), shown("Bien."), "hidden, but published"),
        (
            "<!-- le maire n'a rien dit -->\nBien.\n",
            shown("Le maire n’a rien dit", title="Bien."),
            "hidden text",
        ),
        (f"# Le marché\n\n{PROSE}\n", shown("Autre chose."), "lost text"),
    ],
)
def test_what_a_file_states_is_compared(text: str, page: Shown, reason: str) -> None:
    assert reason in reasons(text, page)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "+++\ntitle = 'Le marché'\ndate = 2024-05-01\n+++\nBien.\n"),
        ("a.md", '{"title": "Le marché", "date": "2024-05-01"}\nBien.\n'),
        ("a.md", "Title: Le marché\nDate: 2024-05-01 10:00\n\nBien.\n"),
        ("a.md", "<!-- licence -->\n---\ntitle: Le marché\ndate: 01/05/2024\n---\nBien.\n"),
        ("2024-05-01-marche.md", "# Le *marché*\n\nBien.\n"),
    ],
)
def test_title_and_date_are_read_from_every_kind_of_header(name: str, text: str) -> None:
    assert reasons(text, shown("Bien."), name=name, iso="2024-05-01") == []
    assert reasons(text, shown("Bien."), name=name) == ["date"]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Le marché\n=========\n\nBien.\n\nLa place\n========\n\nBien.\n", shown("Bien.")),
        (f"# Le marché\n\n{PROSE[:-1]} :smiley: !\n", shown(f"{PROSE[:-1]} 😃 !")),
        ("%%%%\nLe marché\n%%%%\n\nTags : un, deux\n", shown("Tags : un, deux")),
    ],
)
def test_what_is_right_is_no_fault(text: str, page: Shown) -> None:
    assert reasons(text, page, name="a.txt" if text.startswith("%") else "a.md") == []


def test_a_title_that_the_text_repeats_is_kept() -> None:
    repeated = "La place reste ouverte tous les samedis matin"
    text = f"---\ntitle: {repeated}\n---\n\n{repeated}.\n"
    assert reasons(text, shown(f"{repeated}.", title=repeated)) == []


def test_stand_ins_are_found_in_english() -> None:
    assert reasons(FRONT, shown(), iso="2024-05-01", english=shown("CommentNX1")) == ["stand-in"]


def test_the_command_counts(tmp_path: Path) -> None:
    publication(tmp_path / "all/p", a__md=FRONT + PROSE, b__md=FRONT + "Un mot[^absent] ici.")
    result = CliRunner().invoke(main, [str(tmp_path / "all")], catch_exceptions=False)
    assert "p/b.md: footnote: Un mot[^absent] ici." in result.output
    assert "1 of 2 files are right" in result.output
    lines = (
        CliRunner()
        .invoke(main, [str(tmp_path / "all"), "--json"], catch_exceptions=False)
        .output.splitlines()
    )
    assert [json.loads(line)["right"] for line in lines] == [True, False]


def test_a_folder_without_publications_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path)])
    assert result.exit_code == 1
    assert "is no publication and has none" in result.output
