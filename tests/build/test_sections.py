"""Links to sections of articles follow the headings there, and are reported if they lead nowhere."""

from pathlib import Path

import pytest

from tests.incremental import article, built, change, compare_with_fresh, reported, touched, warnings, write

ONE = "# Un\n\nUn mot [là](#la-fin), [ici](deux.md#Le%20debut), [[deux#Été ?|au loin]], [rien](#nulle-part)."
ONE += "\n\n## La fin\n\nFin.\n"
TWO = "# Deux\n\nUn mot.\n\n## Le début\n\nMot.\n\n## Été ?\n\nMot.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "publication"
    write(root / "seeds/un.md", ONE)
    write(root / "seeds/deux.md", TWO)
    write(root / "site/site.toml", "")
    built(root)
    return root


def test_links_lead_to_sections(root: Path) -> None:
    for view in ("articles", "en", "fr"):
        page = (root / "build" / view / "un/index.html").read_text("utf-8")
        assert '<a href="#la-fin">' in page
        assert '<a href="../deux/index.html#le-d%C3%A9but">' in page
        assert '<a href="../deux/index.html#%C3%A9t%C3%A9-">' in page
        assert page.count('id="la-fin"') == 1
        page = (root / "build" / view / "deux/index.html").read_text("utf-8")
        assert page.count('id="le-début"') == page.count('id="le-debut"') == page.count('id="deux"') == 1


def test_a_link_that_leads_nowhere_is_reported(root: Path) -> None:
    nowhere = (
        "warning: seeds/un.md:3: '#nulle-part' leads to no section of seeds/un.md: correct what comes after "
        "#, or give a heading that id"
    )
    assert warnings(reported(root)) == [nowhere]
    change(root / "seeds/deux.md", "Le début", "Le commencement")
    assert touched(root) == article("deux") | article("un")
    assert [line.partition(": correct")[0] for line in warnings(reported(root))] == [
        nowhere.partition(": correct")[0],
        "warning: seeds/un.md:3: 'deux.md#Le debut' leads to no section of seeds/deux.md",
    ]
    change(root / "seeds/deux.md", "Le commencement", "Le Début !")
    assert touched(root) == article("deux") | article("un")
    assert warnings(reported(root)) == [nowhere]
    compare_with_fresh(root, findings=False)


def test_other_changes_leave_links_alone(root: Path) -> None:
    change(root / "seeds/deux.md", "Mot.\n\n## Été", "Autre mot.\n\n## Un de plus\n\n## Été")
    assert touched(root).isdisjoint(article("un"))
    write(root / "seeds/deux.md", b"\xff")
    before = warnings(reported(root))
    assert len(before) == 1
    compare_with_fresh(root, findings=False)


def test_some_fragments_are_no_sections(root: Path) -> None:
    write(
        root / "seeds/trois.md",
        "[a](#top) [b](#p1) [c](un.md#fr-2) [d](un.md#:~:text=mot) [e](carte.pdf#page=2) [f](#title).\n",
    )
    write(root / "seeds/carte.pdf", "%PDF")
    assert len(warnings(reported(root))) == 1
    page = (root / "build/fr/trois/index.html").read_text("utf-8")
    assert '<a href="../un/index.html#:~:text=mot">' in page
    assert '<a href="../../media/carte.pdf#page=2">' in page


def test_remote_pictures_are_reported_once(root: Path) -> None:
    write(root / "seeds/trois.md", "Mot ![a](https://a.example/b.png).\n\n![c](//a.example/d.png)\n")
    found = [line for line in warnings(reported(root)) if "remote_images" in line]
    assert found == [
        "warning: seeds/trois.md:1: 2 pictures are on other hosts, so pages only link there: copy pictures "
        "next to the article, or set remote_images in site.toml"
    ]
    change(root / "seeds/trois.md", "\n\n![c](//a.example/d.png)", "")
    assert "trois.md:1: a picture is on another host, so pages" in "\n".join(warnings(reported(root)))
    write(root / "site/site.toml", "remote_images = true\n")
    assert "remote_images" not in "\n".join(warnings(reported(root)))
