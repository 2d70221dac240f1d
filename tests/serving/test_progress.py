"""The page that shows how far the review of each article has come."""

import re
from pathlib import Path

import polib
from werkzeug.test import Client, TestResponse

from enregard.build.progress import Order, Progress, Row, Totals
from enregard.build.state import BuildState, open_progress
from enregard.serving.builds import Builds
from enregard.serving.progress import progress_page
from tests.serving.conftest import HOST


def get(client: Client, query: str = "") -> TestResponse:
    return client.get(f"/-/enregard/progress{query}", headers={"Host": HOST})


def test_it_counts_from_the_build_state(writer: Client, root: Path, builds: Builds) -> None:
    po = polib.pofile(str(root / "translate" / "bienvenue.po"))
    po[1].flags.remove("fuzzy")
    po[2].comment += "\nCertainty 0.45"
    po[3].comment += "\nCertainty 0.80\nFinding (numbers): 31 is not in the English"
    po.save()
    (root / "seeds" / "brouillon.md").write_text("---\ndraft: true\n---\nUn <b>brouillon</b>.\n", "utf-8")
    builds.build()
    answer = get(writer)
    text = " ".join(re.sub(r"<[^>]+>", "", answer.text).split())
    assert "1 of 16 sentences reviewed, 15 drafts (2 doubtful), 0 not translated, 1 finding." in text
    assert "1 of 16 sentences reviewed, 15 drafts (2 doubtful), 1 finding" in text
    assert "1 article is unpublished and not listed" in text
    assert 'href="/articles/bienvenue/#enregard-first"' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith(f"default-src 'none'; script-src http://{HOST}/-/enregard/;")
    assert "data-token" not in answer.text


def test_only_the_server_for_corrections_has_it(client: Client, writer: Client) -> None:
    assert get(client).status_code == 404
    assert writer.post("/-/enregard/progress", headers={"Host": HOST}).status_code == 405
    assert writer.get("/-/enregard/progress", headers={"Host": "evil.example"}).status_code == 421


def test_it_has_pages_and_orders(builds: Builds) -> None:
    rows = [
        Row(f"{n:03}.txt", f"a{n:03}", f"<Title {n}>", "Titre", f"2020-01-{n % 28:02}", n % 3, 2, n % 2, 0, 0)
        for n in range(250)
    ]
    finished = Row("z.txt", "z", "Finished", "Titre", "2030", 4, 0, 0, 0, 0)
    cache = builds.publication.cache / "site.sqlite"
    with BuildState(cache) as state:
        state.progress.record([*rows, finished])
    first, last = (progress_page(builds.publication, "newest", page) for page in ("", "3"))
    assert first.count("<svg") == 100
    assert "&lt;Title 27&gt;" in first
    assert "Page 1 of 3" in first
    assert "Finished" not in first
    assert last.index("Finished") > last.index("Title")  # nothing left to review
    for wrong in ("x", "-1", "0", "9" * 30, "٣"):
        assert progress_page(builds.publication, "nonsense", wrong).count("<svg") == 100
    with BuildState(cache), open_progress(cache) as progress:  # as a build would lock it
        assert progress is not None
        assert progress.totals().articles == 252
        assert [row.doubtful for row in progress.rows(Order.DOUBTFUL, 0, 3)] == [1, 1, 1]


def test_a_state_of_another_version_is_not_read(builds: Builds) -> None:
    path = builds.publication.cache / "site.sqlite"
    path.unlink()
    path.write_bytes(b"no database")
    with open_progress(path) as progress:
        assert progress is None
    assert "Not known" in progress_page(builds.publication, "", "")


def test_an_empty_site_has_totals(tmp_path: Path) -> None:
    with BuildState(tmp_path / "a.sqlite") as state:
        assert isinstance(state.progress, Progress)
        assert state.progress.totals() == Totals(0, 0, 0, 0, 0, 0, 0, 0)
