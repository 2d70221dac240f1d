"""What the build state records of files."""

from pathlib import Path

from enregard.build.state import BuildState
from enregard.output.staging import Written


def test_top_names_of_the_site(tmp_path: Path) -> None:
    paths = [
        *("about/index.html", "articles/a/index.html", "articles/b/index.html", "articles-x", "articles0"),
        *("a", "index.html", "index.json/x", "en/a/b/c", "é/x"),
    ]
    with BuildState(tmp_path / "site.sqlite") as state:
        assert state.files.top_names() == set()
        state.files.record_written(Written(path, 1, b"", (1, 1, 1, 1)) for path in paths)
        assert state.files.top_names() == {path.partition("/")[0] for path in paths}
