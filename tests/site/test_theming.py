"""A publication's templates and files override the theme's."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from enregard.errors import EnregardError
from enregard.site import theming
from enregard.site.page import Page
from enregard.site.static import theme_files
from enregard.site.theming import Theme
from enregard.site.words.strings import STRINGS
from tests.conftest import ROOT
from tests.site.builders import build_site, simple


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of the publication's templates."""
    folder = tmp_path / "site" / "templates"
    folder.mkdir(parents=True)
    return folder


def test_a_template_replaces_the_themes_and_can_extend_it(tmp_path: Path, own: Path) -> None:
    (own / "base.html").write_text(
        '{% extends "theme/base.html" %}{% block footer %}<p>Le pied de {{ site.title }}</p>{% endblock %}'
    )
    made = build_site(tmp_path, simple(), title="A <b>")
    for path in ("index.html", "articles/un/index.html", "about/index.html"):
        html = (made / path).read_text()
        assert "<p>Le pied de A &lt;b&gt;</p>" in html
        assert "Made with" not in html


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("<p>\n{% if %}", 2, "the template fails: Expected an expression"),
        ("<p>\n\n{{ sitee.title }}", 3, "the template fails: 'sitee' is undefined"),
        ("{{ site.titel }}", 1, "has no attribute 'titel'"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ('\n{% extends "nowhere.html" %}', 2, "nowhere.html"),
        ('{% include "about.html" %}', 1, "recursion"),
        ("{{ site|nofilter }}", 1, "nofilter"),
    ],
)
def test_a_failing_template_is_reported_with_its_line(
    tmp_path: Path, own: Path, template: str, line: int, what: str
) -> None:
    (own / "about.html").write_text(template)
    with pytest.raises(EnregardError) as caught:
        build_site(tmp_path)
    assert str(caught.value).startswith(f"{own / 'about.html'}:{line}: ")
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    "expression",
    [
        "cycler.__init__.__globals__.os.system(command)",
        "cycler['__init__']['__globals__']",
        "cycler|attr('__init__')",
        "[cycler]|map(attribute='__init__.__globals__')|list",
        "to.__func__.__globals__",
        "page.to.__func__.__globals__",
        "''.__class__.__mro__[1].__subclasses__()",
        "t.__class__",
        "'{0.__class__.__init__.__globals__}'.format(page)",
        "('{0.__class__}'|safe).format(page)",
        "('{0.__class__}'|attr('format'))(page)",
        "'{a.__class__}'.format_map({'a': page})",
        "self.__init__",
        "namespace.__init__.__globals__",
        "lipsum.__globals__.os",
        "joiner.__init__.__globals__",
        "own.__init__",
        "strings.update({})",
        "strings.clear()",
        "range(10**9)|list",
    ],
)
def test_a_template_cannot_reach_the_program(tmp_path: Path, own: Path, expression: str) -> None:
    mark = tmp_path / "ran"
    page = Page("a", "en", "A")
    context = {
        "page": page,
        "to": page.to,
        "t": STRINGS["en"],
        "strings": STRINGS,
        "command": f"touch {mark}",
    }
    (own / "about.html").write_text(
        f"{{% macro own() %}}{{% endmacro %}}\n{{{{ page.to('x') }}}}\n{{{{ {expression} }}}}"
    )
    with pytest.raises(EnregardError) as caught:
        Theme(tmp_path / "site").render("about.html", **context)
    what = str(caught.value).removeprefix(f"{own / 'about.html'}:3: the template fails: ")
    assert what.endswith(("is unsafe", "MAX_RANGE (100000)"))
    assert not mark.exists()


def test_templates_are_sandboxed_only_if_the_publication_has_some(tmp_path: Path, own: Path) -> None:
    """The sandbox takes time; without it, nothing of the publication is loaded, even if it appears later."""
    before = Theme(tmp_path / "site")
    (own / "redirect.html").write_text("{% if %}")
    before.load("redirect.html")
    with pytest.raises(EnregardError, match=r"redirect\.html:1: the template fails: Expected an expression"):
        Theme(tmp_path / "site").load("redirect.html")


def test_templates_must_be_utf_8(tmp_path: Path, own: Path) -> None:
    (own / "macros.html").write_bytes(b"caf\xe9")
    with pytest.raises(EnregardError, match=r"macros\.html:1: is not UTF-8"):
        build_site(tmp_path, simple())


def test_errors_in_the_theme_are_not_blamed_on_the_publication(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="undefined") as caught:
        Theme(tmp_path).render("about.html")
    assert not isinstance(caught.value, EnregardError)


def test_every_block_of_the_theme_is_documented() -> None:
    documented = set(
        re.findall(
            r"^\| `(\w+)` \| (?:every page|`article.html`)",
            (ROOT / "docs/theming.md").read_text("utf-8"),
            re.M,
        )
    )
    templates = (Path(theming.__file__).parent / "theme/templates").glob("*.html")
    blocks = {
        name for path in templates for name in re.findall(r"{% block (\w+) %}", path.read_text("utf-8"))
    }
    assert documented == blocks


def test_documented_properties_exist_in_the_style_sheet() -> None:
    css = dict(theme_files())["static/style.css"].decode()
    named = set(re.findall(r"`(--[a-z-]+)`", (ROOT / "docs/theming.md").read_text("utf-8")))
    assert len(named) > 8
    assert all(f"{name}:" in css for name in named)


def test_documented_examples_work(tmp_path: Path, own: Path) -> None:
    examples = re.findall(r"```jinja\n(.*?)```", (ROOT / "docs/theming.md").read_text("utf-8"), re.S)
    for name, example in zip(("base.html", "article.html"), examples, strict=True):
        (own / name).write_text(example)
    html = (build_site(tmp_path, simple()) / "articles/un/index.html").read_text()
    assert '<link rel="stylesheet" href="../../static/own.css">' in html
    assert "Found a mistake?" in html
    assert "Machine translation" in html


@pytest.mark.parametrize(
    "template", ["article.html", "reading.html", "macros.html", "base.html", "head.html"]
)
def test_unknown_names_in_templates_are_reported_with_their_line(
    tmp_path: Path, own: Path, template: str
) -> None:
    theme = (Path(theming.__file__).parent / "theme/templates" / template).read_text("utf-8")
    if template == "macros.html":
        theme = theme.replace("{% macro facts(list", "{{ article.autor }}{% macro facts(list")
    elif template in ("article.html", "reading.html"):
        theme = theme.replace("{% block text %}", "{% block text %}{{ article.autor }}")
    else:
        theme = "{{ sitee.title }}" + theme
    (own / template).write_text(theme, "utf-8")
    line = 1 + theme[: theme.index("autor" if "autor" in theme else "sitee")].count("\n")
    with pytest.raises(EnregardError) as caught:
        build_site(tmp_path, simple())
    assert str(caught.value).startswith(f"{own / template}:{line}: the template fails: ")
    assert "autor" in str(caught.value) or "sitee" in str(caught.value)


def test_static_files_with_names_that_are_not_utf_8_are_reported(tmp_path: Path) -> None:
    folder = tmp_path / "site" / "static"
    folder.mkdir(parents=True)
    try:
        (folder / os.fsdecode(b"caf\xe9.css")).touch()
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    with pytest.raises(EnregardError, match=r"caf\\udce9\.css': the name is not UTF-8: rename it$"):
        build_site(tmp_path)


def test_unreadable_static_files_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site" / "static"
    folder.mkdir(parents=True)
    (folder / "a.css").touch()

    def refuse(path: Path, _limit: int) -> Iterator[bytes]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("enregard.site.static.read_pieces", refuse)
    with pytest.raises(
        EnregardError, match=r"a\.css: cannot be read \(Permission denied\): make it readable, or remove it"
    ):
        build_site(tmp_path)
