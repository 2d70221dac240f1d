"""The validators find errors, so that their silence means something."""

from pathlib import Path

from tests.validators import nu

PAGE = '<!doctype html>\n<html lang="en">\n<title>A</title>\n'


def test_the_html_checker_finds_errors(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(PAGE + "<p>Words in English.</p>\n", "utf-8")
    assert nu(tmp_path) == []
    (tmp_path / "a").mkdir()
    (tmp_path / "a/bad.html").write_text(PAGE + "<p>Words<div></p>\n", "utf-8")
    (tmp_path / "a/bad.css").write_text("p {\n colour: red }\n", "utf-8")
    (tmp_path / "a/bad.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><x/></svg>', "utf-8")
    found = nu(tmp_path)
    assert {line.partition(":")[0] for line in found} == {"a/bad.html", "a/bad.css", "a/bad.svg"}
    assert any("Unclosed element “div”" in line for line in found)
    assert nu(tmp_path, ["good.html"]) == []
