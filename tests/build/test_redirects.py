"""Former addresses lead to the article, whatever its present name."""

import re
from pathlib import Path

import pytest

from enregard.build.notices import taken_addresses
from enregard.build.redirects import Former, resolve
from enregard.output.manifest import MANIFEST
from tests.incremental import (
    article,
    built,
    change,
    compare_with_fresh,
    files,
    recorded,
    remove,
    rename,
    reported,
    touched,
    warnings,
    write,
)

VIEWS = ("articles", "en", "fr")
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return recorded(tmp_path / "publication")


def target(root: Path, path: str) -> str:
    """Return where the redirect page at `path` leads; empty if it is not a redirect page."""
    place = root / "build" / path
    found = _REFRESH.search(place.read_text("utf-8", "replace")) if place.is_file() else None
    if found is None:
        return ""
    page = (place.parent / found[1]).resolve()
    assert page.is_file()
    return page.relative_to((root / "build").resolve()).as_posix()


def leads(root: Path, one: str, other: str) -> bool:
    """Return whether each view of the former slug `one` leads to the same view of the article `other`."""
    found = [target(root, f"{view}/{one}/index.html") for view in VIEWS]
    assert len(set(map(bool, found))) == 1
    return found == [f"{view}/{other}/index.html" for view in VIEWS]


@pytest.mark.parametrize("record", [False, True])
def test_a_former_address_redirects_to_the_renamed_article(root: Path, record: bool) -> None:
    rename(root, "a.txt", "new.txt", record=record)
    assert touched(root) >= article("a") | article("new") | {"_redirects"}
    assert leads(root, "a", "new")
    assert (root / "build/_redirects").read_text("utf-8").splitlines() == [
        f"/{view}/a/ /{view}/new/ 301" for view in VIEWS
    ]
    compare_with_fresh(root, findings=False)
    assert touched(root) == set()


def test_renaming_twice_redirects_both_addresses_directly(root: Path) -> None:
    rename(root, "a.txt", "first.txt", record=False)
    built(root)
    rename(root, "first.txt", "d/second.txt")
    built(root)
    assert leads(root, "a", "second")
    assert leads(root, "first", "second")
    compare_with_fresh(root, findings=False)


def test_renaming_back_makes_no_redirect_loop(root: Path) -> None:
    rename(root, "a.txt", "new.txt", record=False)
    built(root)
    rename(root, "new.txt", "a.txt", record=False)
    built(root)
    assert leads(root, "new", "a")
    assert target(root, "en/a/index.html") == ""
    assert "Un mot" in (root / "build/fr/a/index.html").read_text("utf-8")
    compare_with_fresh(root, findings=False)


def test_moving_a_seed_to_another_folder_keeps_its_address(root: Path) -> None:
    rename(root, "a.txt", "d/e/a.txt", record=False)
    built(root)
    assert "X-Enregard-Slugs: a\\n" in (root / "translate/d/e/a.po").read_text("utf-8")
    assert not (root / "build/_redirects").exists()


def test_a_new_article_takes_over_a_former_address(root: Path) -> None:
    rename(root, "a.txt", "new.txt", record=False)
    built(root)
    write(root / "seeds/a.txt", "Tout autre chose.\n")
    report = reported(root)
    assert target(root, "en/a/index.html") == ""
    assert "Tout autre chose" in (root / "build/fr/a/index.html").read_text("utf-8")
    message = (
        "warning: 1 former address now leads to another article ('a' of seeds/new.txt to seeds/a.txt): "
        "rename that article, or remove the address from X-Enregard-Slugs in the PO file"
    )
    assert message in report.notes
    assert b'"en/a/index.html"' in (root / "build" / MANIFEST).read_bytes()
    assert not (root / "build/_redirects").exists()
    assert message in reported(root).notes
    compare_with_fresh(root, findings=False)
    remove(root / "seeds/a.txt")
    assert not any("former address" in note for note in reported(root).notes)
    assert leads(root, "a", "new")
    compare_with_fresh(root, findings=False)


def test_two_articles_swap_names(root: Path) -> None:
    rename(root, "a.txt", "between.txt")
    rename(root, "b.txt", "a.txt")
    rename(root, "between.txt", "b.txt")
    report = reported(root)
    assert any(note.startswith("warning: 2 former addresses now lead to other") for note in report.notes)
    assert not (root / "build/_redirects").exists()
    assert "la." in (root / "build/fr/a/index.html").read_text("utf-8")
    compare_with_fresh(root, findings=False)


def test_a_redirect_is_removed_with_its_article(root: Path) -> None:
    rename(root, "a.txt", "new.txt", record=False)
    built(root)
    seed = (root / "seeds/new.txt").read_text("utf-8")
    write(root / "seeds/new.txt", seed.replace("source AFP", "draft: true"))
    built(root)
    assert not {path for path in files(root / "build") if "/a/" in path or "/new/" in path}
    assert not (root / "build/_redirects").exists()
    compare_with_fresh(root, findings=False)
    write(root / "seeds/new.txt", seed)
    built(root)
    assert leads(root, "a", "new")
    compare_with_fresh(root, findings=False)
    remove(root / "seeds/new.txt")
    built(root)
    assert not {path for path in files(root / "build") if "/a/" in path or "/new/" in path}
    compare_with_fresh(root, findings=False)


def ids(root: Path) -> dict[str, str]:
    """Return the id of each entry in the English feed, by the address of its page."""
    feed = (root / "build/feeds/en.xml").read_text("utf-8")
    found = re.findall(
        r"<entry>\n<id>([^<]+)</id>.*?<link rel=\"alternate\"[^>]* href=\"([^\"]+)\"", feed, re.S
    )
    assert len(found) == feed.count("<entry>") == len({name for name, _ in found})
    return {address: name for name, address in found}


def test_feed_ids_survive_renaming(root: Path) -> None:
    at = "https://example.org/en/"
    write(root / "site/site.toml", f'base_url = "{at[:-3]}"\n')
    built(root)
    assert ids(root)[f"{at}a/"] == f"{at}a/"
    for name, other in (("a", "new"), ("new", "newer"), ("newer", "new"), ("new", "a"), ("a", "last")):
        rename(root, f"{name}.txt", f"{other}.txt", record=False)
        built(root)
        assert ids(root)[f"{at}{other}/"] == f"{at}a/"
        compare_with_fresh(root, findings=False)
    for date in ("", "date 2021-07\n\n"):
        write(root / "seeds/a.txt", f"{date}Tout autre chose.\n")
        built(root)
        assert ids(root)[f"{at}last/"] == f"{at}last/"
        compare_with_fresh(root, findings=False)
    assert ids(root)[f"{at}a/"] == f"{at}a/"


def test_no_page_lists_a_former_address(root: Path) -> None:
    write(root / "site/site.toml", 'base_url = "https://example.org/presse/"\n')
    change(root / "seeds/a.txt", "source AFP", "aliases: /2019/ancien.html")
    change(root / "seeds/d/c.md", "../a.txt", "../new.txt")
    rename(root, "a.txt", "new.txt", record=False)
    reported(root, search=True)
    assert leads(root, "a", "new")
    for path, content in files(root / "build").items():
        leading = target(root, path) or path in ("_redirects", MANIFEST)
        content = re.sub(rb"<id>[^<]+</id>", b"", content)  # ids are not links
        assert leading or not re.search(rb"/a/|2019/ancien", content), path
    assert not [path for path in files(root / "build/search") if "ancien" in path]
    assert (root / "build/_redirects").read_text("utf-8").splitlines() == [
        "/presse/2019/ancien.html /presse/articles/new/ 301",
        *(f"/presse/{view}/a/ /presse/{view}/new/ 301" for view in VIEWS),
    ]


def test_a_link_to_a_renamed_seed_works_and_is_reported(root: Path) -> None:
    assert '<a href="../a/index.html#fr-1">' in (root / "build/en/c/index.html").read_text("utf-8")
    rename(root, "a.txt", "new.txt", record=False)
    message = (
        "warning: seeds/d/c.md:1: '../a.txt#fr-1' does not exist; readers get seeds/new.txt at that address: "
        "correct the link"
    )
    assert message in warnings(reported(root))
    assert '<a href="../a/index.html#fr-1">' in (root / "build/en/c/index.html").read_text("utf-8")
    assert target(root, "en/a/index.html") == "en/new/index.html"
    assert message in warnings(reported(root))
    change(root / "seeds/d/c.md", "../a.txt", "../new.txt")
    assert not any("a.txt" in note for note in warnings(reported(root)))
    assert '<a href="../new/index.html#fr-1">' in (root / "build/en/c/index.html").read_text("utf-8")
    compare_with_fresh(root, findings=False)


def test_a_link_to_a_file_that_never_existed_is_reported(root: Path) -> None:
    write(root / "seeds/b.md", "[Un](nie.txt) mot.\n")
    remove(root / "seeds/b.txt")
    message = "warning: seeds/b.md:1: 'nie.txt' does not exist: add it, or correct the address"
    assert message in warnings(reported(root))


def test_a_damaged_redirect_page_is_repaired(root: Path) -> None:
    change(root / "seeds/b.txt", "source AFP", "aliases: /2019/x/")
    rename(root, "a.txt", "new.txt", record=False)
    built(root)
    whole = files(root / "build")
    for path in ("en/a/index.html", "2019/x/index.html", "_redirects"):
        change(root / "build" / path, "e", "E")
        built(root)
        assert files(root / "build") == whole
        remove(root / "build" / path)
        built(root)
        assert files(root / "build") == whole


def test_an_alias_leads_to_the_facing_page(root: Path) -> None:
    change(root / "seeds/a.txt", "source AFP", "aliases: /2019/03/old-name/, old.html, /en/autrefois/")
    assert touched(root) >= {
        "2019/03/old-name/index.html",
        "old.html",
        "en/autrefois/index.html",
        "_redirects",
    }
    for path in ("2019/03/old-name/index.html", "old.html", "en/autrefois/index.html"):
        assert target(root, path) == "articles/a/index.html"
    assert "aliases" not in (root / "build/fr/a/index.html").read_text("utf-8")
    compare_with_fresh(root, findings=False)
    change(root / "seeds/a.txt", "/2019/03/old-name/, ", "")
    built(root)
    assert not (root / "build/2019").exists()
    compare_with_fresh(root, findings=False)
    change(root / "seeds/a.txt", "aliases: old.html, /en/autrefois/\n", "")
    assert touched(root) == {"old.html", "en/autrefois/index.html", "_redirects"}
    compare_with_fresh(root, findings=False)


def test_a_taken_alias_is_reported_by_every_build(root: Path) -> None:
    write(
        root / "seeds/a.txt", "aliases: /tags/x/, /fr/b/, /articles/a/, /x/, /Y/, /y/, /sitemap-9.xml\n\nA.\n"
    )
    write(root / "seeds/b.txt", "Titre : B\naliases: /x/\n\nB.\n")
    wanted = [
        "seeds/a.txt:1: the alias '/articles/a/' is the article's own address: remove it",
        "seeds/a.txt:1: the alias '/fr/b/' is the address of seeds/b.txt: remove it",
        "seeds/a.txt:1: the alias '/sitemap-9.xml/' is reserved for the site's own pages: remove it, or "
        "redirect it on your server",
        "seeds/a.txt:1: the alias '/tags/x/' is reserved for the site's own pages: remove it, or redirect "
        "it on your server",
        "seeds/a.txt:1: the alias '/y/' is given twice with different capitals, which some systems ignore: "
        "remove one",
        "seeds/b.txt:2: the alias '/x/' is also given by seeds/a.txt: remove it from one of them",
    ]
    found = built(root)
    assert [problem for problem in found if "alias" in problem] == wanted
    assert built(root) == found
    assert target(root, "x/index.html") == "articles/a/index.html"
    assert "<h1" in (root / "build/fr/b/index.html").read_text("utf-8")
    compare_with_fresh(root, findings=False)


def test_an_alias_wins_over_a_former_slug() -> None:
    found = resolve(
        [
            ("a.txt", Former("old")),
            ("b.txt", Former("articles/old/index.html", 2)),
            ("b.txt", Former("en/other/index.html", 2)),
            ("b.txt", Former("other")),
        ],
        {"a.txt": "a", "b.txt": "b"},
    )
    assert found.problems == []
    assert found.taken == ["'old' of seeds/a.txt to seeds/b.txt"]
    assert found.pages == {
        "articles/old/index.html": "articles/b/index.html",
        "en/old/index.html": "en/a/index.html",
        "fr/old/index.html": "fr/a/index.html",
        "articles/other/index.html": "articles/b/index.html",
        "en/other/index.html": "articles/b/index.html",
        "fr/other/index.html": "fr/b/index.html",
    }


def test_no_two_redirects_differ_only_in_capitals() -> None:
    given = [("a.txt", Former("old")), ("b.txt", Former("EN/Old/index.html", 2))]
    found = resolve(given, {"a.txt": "a", "b.txt": "b"})
    assert "EN/Old/index.html" in found.pages
    assert "en/old/index.html" not in found.pages
    assert "fr/old/index.html" in found.pages


def test_a_former_slug_of_two_articles_leads_to_the_first() -> None:
    found = resolve([("a.txt", Former("old")), ("b.txt", Former("old"))], {"a.txt": "a", "b.txt": "b"})
    assert set(found.pages.values()) == article("a")
    assert found.taken == ["'old' of seeds/b.txt to seeds/a.txt"]


def test_unsafe_slugs_in_a_po_file_are_ignored(root: Path) -> None:
    change(root / "translate/a.po", "-Slugs: a", "-Slugs: a ../../../x https://b.example/ Z static/y old")
    before = {path.name for path in root.parent.iterdir()}
    assert touched(root) == article("old") | {"_redirects"}
    assert {path.name for path in root.parent.iterdir()} == before


def test_many_taken_addresses_are_reported_in_one_line() -> None:
    slugs = {f"{name}.txt": name for name in "abcdefgh"}
    found = resolve([("a.txt", Former(name)) for name in "bcdefgh"], slugs)
    (line,) = taken_addresses(found)
    assert line.startswith("warning: 7 former addresses now lead to other articles ('b' of ")
    assert line.count(" to seeds/") == 3
    assert ", …): " in line


def test_an_address_for_another_generator_may_be_taken() -> None:
    slugs = {"a.md": "a", "b.md": "b", "c.md": "c"}
    former = [
        ("a.md", Former("x/index.html", 2, optional=True)),
        ("a.md", Former("articles/b/index.html", 3, optional=True)),
        ("a.md", Former("tags/index.html", 4, optional=True)),
        ("b.md", Former("x/index.html", 2)),
        ("c.md", Former("y/index.html", 2, optional=True)),
    ]
    resolved = resolve(former, slugs)
    assert not resolved.problems
    assert resolved.pages == {
        "x/index.html": "articles/b/index.html",
        "y/index.html": "articles/c/index.html",
    }
