"""E-mails saved as plain text: subject and date are kept, people are not shown."""

from pathlib import PurePosixPath

import pytest

from enregard.article.article import OBJECT, Article, TitleOrigin
from enregard.article.header_values import people
from enregard.errors import EnregardError
from enregard.seeds.read import read_article

from .outlines import outline


def read(source: str) -> Article:
    return read_article(source.split("\n"), PurePosixPath("a.txt"))


@pytest.mark.parametrize(
    "head",
    [
        "De : Jean <jean@x.org>\nÀ : a@b.org,\n  Marie <c@d.org>\nCc : Luc"
        "\nObjet : TR: RE : La fête du lavoir\nDate : lun. 3 mars 2025 à 10:12\n",
        "From: jean@x.org\nTo: Marie;\nLuc <l@x.org>\nSubject: Fwd: La fête du lavoir\n"
        "Date: Mon, 3 Mar 2025 10:12:00 +0100 (CET)\nX-Mailer: Marie 3\nMessage-ID: <luc@b>\n",
        "-----Message d'origine-----\nDe : jean@x.org\nEnvoyé : lundi 3 mars 2025 10:12\nÀ : Marie\nCc : Luc"
        "\nObjet : La fête du lavoir\n",
    ],
)
def test_subject_and_date_are_kept_and_people_are_not(head: str) -> None:
    article = read(f"{head}\nBonjour à tous.\n\nLe mur est tombé hier.")
    assert (article.title, article.title_origin) == ("La fête du lavoir", TitleOrigin.HEADER)
    assert article.date is not None
    assert (article.date.year, article.date.month, article.date.day) == (2025, 3, 3)
    assert {header.name for header in article.headers} == {"title", "date"}
    texts = [block.text.plain for block in article.blocks if block.text]
    assert texts == ["Bonjour à tous.", "Le mur est tombé hier."]
    assert article.blocks[0].line == head.count("\n") + 2


def test_a_sender_without_an_address_is_the_author() -> None:
    assert people(read("De : Jean Dupont\nObjet : La fête\n\nBonjour.").headers) == ("Jean Dupont",)


def test_other_headers_of_an_email_stay_headers() -> None:
    article = read("De : a@b.org\nObjet : La fête\nSource : Le Lavoir\nTitre : Le bal\n\nBonjour.")
    assert (article.title, article.source) == ("Le bal", "Le Lavoir")


def test_opening_hours_are_no_email() -> None:
    assert read("De : 8 h\nÀ : 18 h\n\nLe mur est tombé hier.").headers == ()


def test_an_email_with_a_date_that_is_none() -> None:
    with pytest.raises(EnregardError, match="date 'hier' is not a date") as caught:
        read("De : a@b.org\nObjet : La fête\nDate : hier\n\nBonjour.")
    assert caught.value.line == 3


def test_the_lines_of_an_earlier_mail_are_a_quotation() -> None:
    source = (
        "De : a@b.org\nObjet : La fête\n\nD'accord.\n\nBises,\nClaire\n\nJean a écrit :\n> Bonjour,\n>\n"
        "> Le mur\n> est tombé.\n>> Encore ?\n>> Oui.\n"
    )
    assert outline(read(source).blocks) == [
        ["paragraph", "D'accord."],
        ["paragraph", f"Bises,break({OBJECT})Claire"],
        ["paragraph", "Jean a écrit :"],
        [
            "block_quote",
            ["paragraph", "Bonjour,"],
            ["paragraph", "Le mur est tombé."],
            ["block_quote", ["paragraph", f"Encore ?break({OBJECT})Oui."]],
        ],
    ]


def test_one_line_with_a_sign_is_quoted_only_after_a_colon() -> None:
    assert outline(read("Il pleut.\n\n> Lire la suite").blocks)[-1] == ["paragraph", "> Lire la suite"]
    assert outline(read("Il pleut.\n\nAnne a écrit :\n\n> Viens !").blocks)[-1] == [
        "block_quote",
        ["paragraph", "Viens !"],
    ]


def test_quotations_within_quotations_have_an_end() -> None:
    read("Il pleut.\n\n" + "\n".join(">" * 5000 + " mot" for _ in range(3)))
