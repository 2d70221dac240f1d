"""What is remembered of files."""

from pathlib import Path

from enregard.build.state import Fingerprints
from enregard.output.staging import Written


def test_the_top_of_the_site_is_known(tmp_path: Path) -> None:
    paths = [
        *("about/index.html", "articles/a/index.html", "articles/b/index.html", "articles-x", "articles0"),
        *("a", "index.html", "index.json/x", "en/a/b/c", "é/x"),
    ]
    with Fingerprints(tmp_path / "site.sqlite") as memory:
        assert memory.tops() == set()
        memory.note_written(Written(path, 1, b"", (1, 1, 1, 1)) for path in paths)
        assert memory.tops() == {path.partition("/")[0] for path in paths}
