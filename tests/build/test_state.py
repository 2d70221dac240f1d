"""What is remembered of files."""

from pathlib import Path

from enregard.build.state import BuildState
from enregard.output.staging import Written


def test_the_top_of_the_site_is_known(tmp_path: Path) -> None:
    paths = [
        *("about/index.html", "articles/a/index.html", "articles/b/index.html", "articles-x", "articles0"),
        *("a", "index.html", "index.json/x", "en/a/b/c", "é/x"),
    ]
    with BuildState(tmp_path / "site.sqlite") as memory:
        assert memory.files.top_names() == set()
        memory.files.record_written(Written(path, 1, b"", (1, 1, 1, 1)) for path in paths)
        assert memory.files.top_names() == {path.partition("/")[0] for path in paths}
