"""Where the parts of a publication are, and what its `site.toml` says."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from enregard.errors import EnregardError
from enregard.system.toml import Rules, load_toml

_ADDRESS = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/\[\]-]|%[0-9A-Fa-f]{2})+")
_SUCH_AS = 'such as "https://example.org/presse/"'
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
    """Read the settings in the file `path`. Raises EnregardError naming the key that cannot be used."""
    settings = load_toml(Settings, path, _RULES)
    return settings if settings.title else replace(settings, title=TITLE)


def _base_url(value: str) -> str:
    """Return what `value` must be if it cannot be the address of a site."""
    if not value:
        return ""
    if not value.startswith(("http://", "https://")):
        return f"an address that begins with http:// or https://, {_SUCH_AS}"
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises ValueError too
    except ValueError:
        return f"an address, {_SUCH_AS}"
    if not parts.hostname:
        return f"an address with a host, {_SUCH_AS}"
    if parts.query or parts.fragment or value.endswith(("?", "#")):
        return f"an address without ? and #, {_SUCH_AS}"
    if not _ADDRESS.fullmatch(value):
        return "in ASCII, with other characters as %XX or xn--, as browsers copy it"
    return ""


_RULES: Rules = {
    "languages": lambda value: "" if value == ("fr", "en") else '["fr", "en"], the only supported pair',
    "least_reviewed": lambda value: "" if value in range(101) else "a percentage, from 0 to 100",
    "base_url": _base_url,
}
