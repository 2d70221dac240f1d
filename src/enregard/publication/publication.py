"""Open a publication: its folders and its `site.toml`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _
from enregard.system.files import resolve_inside
from enregard.system.schema import Known
from enregard.system.toml import Rules, load_toml

_ADDRESS = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/\[\]-]|%[0-9A-Fa-f]{2})+")
_EXAMPLE = '"https://example.org/presse/"'
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
    """The language pair; no other is supported."""
    english: str = ""
    """The house style of new drafts, "british" or "american"; if empty, they stay as the model made them."""
    author: str = ""
    """The publisher."""
    author_fr: str = ""
    """The publisher on French pages; `author` if empty."""
    licence: str = ""
    """The terms of use, next to the publisher."""
    source: str = ""
    """The source of articles that state none."""
    allow_html: bool = False
    """Whether raw HTML in Markdown seeds reaches the pages."""
    remote_images: bool = False
    """Whether images from other hosts appear; otherwise they are links, and no other host is contacted."""
    search: bool = True
    """Whether readers can search the site."""
    show_findings: bool = False
    """Whether readers see the findings of the checks."""
    word_links: bool = True
    """Whether a word lights its counterpart in the other language."""
    epub: bool = False
    """Whether the site has books of all its articles."""
    offline: bool = False
    """Whether readers can install the site, and read it without a network."""
    translators: tuple[str, ...] = ()
    """The people who translate the articles, unless an article names others."""
    reviewers: tuple[str, ...] = ()
    """The people who review the translations, unless an article names others."""
    feedback: str = ""
    """Where readers suggest a better translation: a `mailto:` or web address; empty for nowhere."""
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


@dataclass(frozen=True)
class Publication:
    """A folder with `seeds/`, `translate/` and `site/`, built into `build/`."""

    root: Path
    settings: Settings
    output: Path | None = None
    """The folder of the site, if not `build/`."""
    everything: bool = False
    """Whether the site includes unpublished articles."""
    follow_links: bool = False
    """Whether links may lead out of the publication."""
    slugs: Mapping[str, str] = field(default_factory=dict)
    """The slugs of seeds whose first choice is taken, once the seeds have been listed."""

    @cached_property
    def seeds(self) -> Path:
        """The articles, as received."""
        return self.root / "seeds"

    @cached_property
    def translate(self) -> Path:
        """The records of the translation, the glossary, and the model's pin."""
        return self.root / "translate"

    @cached_property
    def site(self) -> Path:
        """The settings of the site, theme overrides, and the about page."""
        return self.root / "site"

    @cached_property
    def build(self) -> Path:
        """The finished site."""
        return self.output or self.root / "build"

    @cached_property
    def cache(self) -> Path:
        """The cache, which may be deleted at any time."""
        return self.root / ".enregard"

    def record_path(self, name: str | Path | PurePosixPath) -> Path:
        """Return the path of the PO file `name` below `translate/`."""
        path = self.translate / name
        # Whoever opens a record refuses a link that leads out: one that may is followed here.
        return Path(os.path.realpath(path)) if self.follow_links else path


def open_publication(
    root: Path, output: Path | None = None, *, everything: bool = False, follow_links: bool = False
) -> Publication:
    """Open the publication in the folder `root`, to be built into `output` or else `build/`.

    With `everything`, unpublished articles are included; with `follow_links`, links may lead out of `root`.
    Raises EnregardError if `root` has no `seeds/` folder, one of its folders is a link that leads out, or its
    `site.toml` cannot be used.
    """
    if not root.is_dir():
        raise EnregardError(_("no such folder: pass the folder of a publication"), path=root)
    if not (root / "seeds").is_dir():
        raise EnregardError(
            _(
                "has no seeds/ folder: pass the folder of a publication, create seeds/ and put articles "
                "in it, or start with `enregard new DIR`"
            ),
            path=root,
        )
    for part in ("seeds", "translate", "site", ".enregard"):
        resolve_inside(root / part, part, follow_links=follow_links)
    _check_cache(root / ".enregard", follow_links=follow_links)
    if output is not None:
        output = _checked_output(root.resolve(), output.resolve())
    settings = site_settings(root, follow_links=follow_links)
    return Publication(root, settings, output, everything, follow_links)


def _check_cache(folder: Path, *, follow_links: bool) -> None:
    """Raise EnregardError if something in the cache is neither a file nor a folder.

    SQLite opens a file by its name, and would wait for a pipe or write to the target of a link.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not (
                    entry.is_file(follow_symlinks=follow_links) or entry.is_dir(follow_symlinks=follow_links)
                ):
                    raise EnregardError(
                        _("is no regular file, but the cache has no others: remove it"), path=entry.path
                    )
    except (FileNotFoundError, NotADirectoryError):
        pass  # no cache, which only costs time
    except OSError as error:
        raise cannot_read(error, folder, _("make this folder readable, or remove it")) from error


def _checked_output(root: Path, output: Path) -> Path:
    """Return `output`. Raises EnregardError if the site would replace the publication's own files."""
    own = [root / part for part in ("seeds", "translate", "site", ".enregard", "originals")]
    if output in (root, *root.parents, *own) or any(parent in own for parent in output.parents):
        raise EnregardError(
            _("cannot be the site's folder, since it contains your files: choose another"), path=output
        )
    return output


def site_settings(root: Path, *, follow_links: bool = False) -> Settings:
    """Read the settings of the publication in `root`, by default the defaults. Raises EnregardError."""
    path = root / "site" / "site.toml"
    file = resolve_inside(path, "site/site.toml", follow_links=follow_links)
    return read_settings(file) if os.path.lexists(path) else Settings(title=TITLE)


def read_settings(path: Path) -> Settings:
    """Read the settings in the file `path`. Raises EnregardError naming all keys that cannot be used."""
    try:
        settings = load_toml(Settings, path, _RULES)
    except EnregardError as error:
        error.others.append(EnregardError(_("nothing was built: correct this file and run again"), path=path))
        raise
    return settings if settings.title else replace(settings, title=TITLE)


def _base_url(value: str) -> str:
    """Return what `value` should be instead; empty if it is a usable address."""
    if not value:
        return ""
    if not value.startswith(("http://", "https://")):
        return _("an address that begins with http:// or https://, such as {example}", example=_EXAMPLE)
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises ValueError too
    except ValueError:
        return _("an address, such as {example}", example=_EXAMPLE)
    if not parts.hostname:
        return _("an address with a host, such as {example}", example=_EXAMPLE)
    if parts.query or parts.fragment or value.endswith(("?", "#")):
        return _("an address without ? and #, such as {example}", example=_EXAMPLE)
    if not _ADDRESS.fullmatch(value):
        return _("in ASCII, with other characters as %XX or xn--, as browsers copy it")
    return ""


def _feedback(value: str) -> str:
    """Return what `value` should be instead; empty if readers can write to it."""
    if not value or (value.startswith("mailto:") and "@" in value):
        return ""
    if not value.startswith(("https://", "http://")):
        return _('a mailto: or web address, such as "mailto:desk@example.org"')
    return ""


SCHEMA: Known = {
    "languages": {"const": ["fr", "en"]},
    "english": {"enum": ["", "british", "american"]},
    "least_reviewed": {"minimum": 0, "maximum": 100},
    "base_url": {"pattern": "^(https?://.*)?$"},
}
"""What a JSON schema can say about the values of settings."""

_RULES: Rules = {
    "languages": lambda value: "" if value == ("fr", "en") else _('["fr", "en"], the only supported pair'),
    "english": lambda value: "" if value in ("", "british", "american") else _('"british", "american" or ""'),
    "least_reviewed": lambda value: "" if value in range(101) else _("a percentage, from 0 to 100"),
    "base_url": _base_url,
    "feedback": _feedback,
}
