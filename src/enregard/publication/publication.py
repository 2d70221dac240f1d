"""Where the parts of a publication are, and what its `site.toml` says."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from enregard.errors import EnregardError
from enregard.system.toml import line_of, read_toml

_ADDRESS = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/\[\]-]|%[0-9A-Fa-f]{2})+")
TITLE = "En regard"
"""The title of a site without one: never the folder's name, which differs from one copy to the next."""

ABOUT = {"en": "about.md", "fr": "about.fr.md"}
"""The files in `site/` in which a publication tells of itself, by language."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys of `site/site.toml`, each with what holds where it is not given."""

    title: str = ""
    """The site's title; `TITLE` where it is empty."""
    title_fr: str = ""
    """The title on French pages; `title` where it is empty."""
    description: str = ""
    """What the site is, in a sentence of English."""
    description_fr: str = ""
    """The same in French, for French pages and the French feed."""
    base_url: str = ""
    """Where the site will stand, such as `https://example.org/presse/`; links are relative without it."""
    languages: tuple[str, ...] = ("fr", "en")
    author: str = ""
    """Who publishes."""
    author_fr: str = ""
    """The same on French pages; `author` where it is empty."""
    licence: str = ""
    allow_html: bool = False
    """Whether raw HTML in Markdown seeds reaches the pages."""
    remote_images: bool = False
    """Whether images at other hosts are shown; else they are links, so that reading asks no other host."""
    search: bool = True
    """Whether readers can search the site."""
    show_findings: bool = False
    """Whether readers see what the checks found."""
    least_reviewed: int = 0
    """How many per cent of an article's sentences must be reviewed before it is published."""

    def title_in(self, lang: str) -> str:
        """The title on pages in the language `lang`."""
        return (self.title_fr if lang == "fr" else "") or self.title

    def description_in(self, lang: str) -> str:
        """What the site is, in the language `lang`; empty where that is not said."""
        return self.description_fr if lang == "fr" else self.description

    def author_in(self, lang: str) -> str:
        """Who publishes, on pages in the language `lang`."""
        return (self.author_fr if lang == "fr" else "") or self.author


@dataclass(frozen=True, slots=True)
class Publication:
    """A folder with `seeds/`, `translate/` and `site/`, built into `build/`."""

    root: Path
    settings: Settings
    output: Path | None = None
    """Where the site goes, if not into `build/`."""
    everything: bool = False
    """Whether the site shows also what would be held back."""

    @property
    def seeds(self) -> Path:
        """The articles, as received."""
        return self.root / "seeds"

    @property
    def translate(self) -> Path:
        """The record of the translation, and what steers it."""
        return self.root / "translate"

    @property
    def site(self) -> Path:
        """What steers the pages."""
        return self.root / "site"

    @property
    def build(self) -> Path:
        """The finished site."""
        return self.output or self.root / "build"

    @property
    def cache(self) -> Path:
        """What may be thrown away at any time."""
        return self.root / ".enregard"

    def check_export(self, path: Path | None) -> None:
        """Raise EnregardError where an export to `path` would stand among what people wrote, or pages."""
        kept = [(self.root / part).resolve() for part in ("seeds", "translate")] + [self.build.resolve()]
        if path is not None and any(parent in kept for parent in path.resolve().parents):
            raise EnregardError(
                "an export cannot go here: name a file outside seeds/, translate/ and build/ "
                "(what should be published with the site goes to site/static/)",
                path=path,
            )


def open_publication(root: Path, output: Path | None = None, *, everything: bool = False) -> Publication:
    """The publication at `root`, its site going to `output` if that is given.

    `everything` lets the site show also the articles that would be held back.
    Raises EnregardError where there is no `seeds/` folder, or `site.toml` cannot be used.
    """
    if not root.is_dir():
        raise EnregardError("there is no such folder: name that of a publication", path=root)
    if not (root / "seeds").is_dir():
        raise EnregardError(
            "no seeds/ folder here: name the folder of a publication, make seeds/ and put articles in it, or "
            "begin with `enregard new DIR`",
            path=root,
        )
    path = root / "site" / "site.toml"
    if output is not None:
        output = _checked_output(root.resolve(), output.resolve())
    settings = read_settings(path) if path.exists() else Settings(title=TITLE)
    return Publication(root, settings, output, everything)


def _checked_output(root: Path, output: Path) -> Path:
    """`output`, unless the site would take the place of what people wrote."""
    kept = [root, *root.parents, *(root / part for part in ("seeds", "translate", "site", ".enregard"))]
    if output in kept or any(parent in kept[-4:] for parent in output.parents):
        raise EnregardError("the site cannot go here: name a folder of its own", path=output)
    return output


def read_settings(path: Path) -> Settings:
    """The settings in the file `path`. Raises EnregardError naming the key that cannot be used."""
    table = read_toml(path)
    known = {field.name: field for field in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        try:
            values[key] = _checked(key, value, known)
        except EnregardError as error:
            raise EnregardError(error.what, path=path, line=line_of(path, key)) from error
    values["title"] = values.get("title") or TITLE
    return Settings(**values)


def _checked(key: str, value: object, known: Mapping[str, Field[Any]]) -> object:
    """`value`, if the `known` settings have such a key, and it is of the type of what holds without it."""
    if isinstance(value, dict) and (set(value) & set(known) or key not in known):
        raise EnregardError(
            f"there are no tables here: take away the line [{key}] and write its keys at the top"
        )
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        which = f"the nearest known one is '{near[0]}'" if near else f"there are {', '.join(known)}"
        raise EnregardError(f"unknown key '{key}': {which}")
    default = known[key].default
    if isinstance(default, tuple):
        if value != list(default):
            raise EnregardError(
                f"'{key}' must be {list(default)}: only French to English can be published so far"
            )
        return default
    if type(value) is not type(default):
        kind = {str: "a text in quotes", bool: "true or false", int: "a whole number"}[type(default)]
        raise EnregardError(f"'{key}' must be {kind}, not {value!r}")
    if key == "least_reviewed" and value not in range(101):
        raise EnregardError(f"'{key}' must be from 0 to 100, per cent, not {value!r}")
    if key == "base_url" and value and (wrong := _wrong_address(str(value))):
        raise EnregardError(
            f"'base_url' {wrong}, not {value!r}: write where the site will stand, such as "
            '"https://example.org/presse/"'
        )
    return value


def _wrong_address(value: str) -> str:
    """What `value` must be to be the address of a site; empty where it is."""
    if not value.startswith(("http://", "https://")):
        return "must begin with http:// or https://"
    try:
        parts = urlsplit(value)
        host = parts.hostname
        _ = parts.port  # raises ValueError too
    except ValueError:
        return "must be an address"
    if not host:
        return "must name a host"
    if parts.query or parts.fragment or value.endswith(("?", "#")):
        return "must end with a path, without ? and #"
    if not _ADDRESS.fullmatch(value):
        return "must be in ASCII, with other characters as %XX and xn--, as browsers copy it"
    return ""
