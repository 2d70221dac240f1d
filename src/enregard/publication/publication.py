"""Open a publication: its folders and its `site.toml`."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from enregard.errors import EnregardError
from enregard.system.toml import Rules, load_toml

_ADDRESS = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/\[\]-]|%[0-9A-Fa-f]{2})+")
_SUCH_AS = 'such as "https://example.org/presse/"'
TITLE = "En regard"
"""The default title of a site. The folder's name would differ between copies."""

ABOUT = {"en": "about.md", "fr": "about.fr.md"}
"""The files in `site/` for the about page, by language."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys of `site/site.toml` with their defaults."""

    title: str = ""
    """The site's title; `TITLE` if empty."""
    title_fr: str = ""
    """The title on French pages; `title` if empty."""
    description: str = ""
    """The site in one English sentence."""
    description_fr: str = ""
    """The description in French, for French pages and feeds."""
    base_url: str = ""
    """The site's full address, such as `https://example.org/presse/`; without it, all links are relative."""
    languages: tuple[str, ...] = ("fr", "en")
    author: str = ""
    """The publisher."""
    author_fr: str = ""
    """The publisher on French pages; `author` if empty."""
    licence: str = ""
    allow_html: bool = False
    """Whether raw HTML in Markdown seeds reaches the pages."""
    remote_images: bool = False
    """Whether images from other hosts appear; otherwise they are links, and no other host is contacted."""
    search: bool = True
    """Whether readers can search the site."""
    show_findings: bool = False
    """Whether readers see the findings of the checks."""
    headers: tuple[str, ...] = ()
    """The further headers of articles that readers see; if empty, all that do not address a program."""
    least_reviewed: int = 0
    """The percentage of an article's sentences that must be reviewed before it is published."""

    def title_in(self, lang: str) -> str:
        """Return the title for pages in the language `lang`."""
        return (self.title_fr if lang == "fr" else "") or self.title

    def description_in(self, lang: str) -> str:
        """Return the description in the language `lang`; empty if absent."""
        return self.description_fr if lang == "fr" else self.description

    def author_in(self, lang: str) -> str:
        """Return the publisher for pages in the language `lang`."""
        return (self.author_fr if lang == "fr" else "") or self.author


@dataclass(frozen=True, slots=True)
class Publication:
    """A folder with `seeds/`, `translate/` and `site/`, built into `build/`."""

    root: Path
    settings: Settings
    output: Path | None = None
    """The folder of the site, if not `build/`."""
    everything: bool = False
    """Whether the site includes unpublished articles."""

    @property
    def seeds(self) -> Path:
        """The articles, as received."""
        return self.root / "seeds"

    @property
    def translate(self) -> Path:
        """The records of the translation, the glossary, and the model's pin."""
        return self.root / "translate"

    @property
    def site(self) -> Path:
        """The settings of the site, theme overrides, and the about page."""
        return self.root / "site"

    @property
    def build(self) -> Path:
        """The finished site."""
        return self.output or self.root / "build"

    @property
    def cache(self) -> Path:
        """The cache, which may be deleted at any time."""
        return self.root / ".enregard"


def open_publication(root: Path, output: Path | None = None, *, everything: bool = False) -> Publication:
    """Open the publication in the folder `root`, to be built into `output` or else `build/`.

    With `everything`, unpublished articles are included. Raises EnregardError if `root` has no `seeds/`
    folder or its `site.toml` cannot be used.
    """
    if not root.is_dir():
        raise EnregardError("no such folder: pass the folder of a publication", path=root)
    if not (root / "seeds").is_dir():
        raise EnregardError(
            "has no seeds/ folder: pass the folder of a publication, create seeds/ and put articles in it, "
            "or start with `enregard new DIR`",
            path=root,
        )
    path = root / "site" / "site.toml"
    if output is not None:
        output = _checked_output(root.resolve(), output.resolve())
    settings = read_settings(path) if path.exists() else Settings(title=TITLE)
    return Publication(root, settings, output, everything)


def _checked_output(root: Path, output: Path) -> Path:
    """Return `output`. Raises EnregardError if the site would replace the publication's own files."""
    kept = [root, *root.parents, *(root / part for part in ("seeds", "translate", "site", ".enregard"))]
    if output in kept or any(parent in kept[-4:] for parent in output.parents):
        raise EnregardError(
            "cannot be the site's folder, since it contains your files: choose another", path=output
        )
    return output


def read_settings(path: Path) -> Settings:
    """Read the settings in the file `path`. Raises EnregardError naming the key that cannot be used."""
    settings = load_toml(Settings, path, _RULES)
    return settings if settings.title else replace(settings, title=TITLE)


def _base_url(value: str) -> str:
    """Return what `value` should be instead; empty if it is a usable address."""
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
