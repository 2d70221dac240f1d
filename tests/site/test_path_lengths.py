"""Long names give no paths that Windows cannot open."""

from pathlib import Path

from enregard.testing import render

MOST = 160
"""Characters of a path in the site: Windows allows 260 in all. Media keep the paths of their files."""


def test_long_titles_names_and_folders_give_short_paths(tmp_path: Path) -> None:
    seeds = tmp_path / "presse" / "seeds"
    folder = seeds / ("très-long-dossier-" * 10) / ("un autre " * 20).strip()
    folder.mkdir(parents=True)
    words = "Le marché du samedi revient sur la place du Lavoir après deux ans de travaux " * 4
    headers = f"title: {words}\nsource: {words}\nauthor: {words}\ntags: [{words}]\naliases: [/{'a/' * 20}]"
    picture = "carte" * 40 + ".png"
    (folder / picture).write_bytes(b"\x89PNG\r\n\x1a\n")
    name = words[:200].strip().replace(" ", "-")
    (folder / f"{name}.md").write_text(
        f"---\n{headers}\n---\n# {words}\n\nUn mot.\n\n![]({picture})\n", "utf-8"
    )
    problems = render(tmp_path / "presse", tmp_path / "site")
    paths = [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")]
    assert any(path.startswith("articles/") for path in paths), problems
    assert [path for path in paths if len(path) > MOST and not path.startswith("media/")] == []
