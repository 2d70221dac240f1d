"""Make a site installable and readable without a network: a web app manifest, and a service worker."""

import json
from collections.abc import Iterator, Sequence

from enregard.publication.publication import Settings
from enregard.site.addresses import LANGUAGES, localised_path
from enregard.site.digests import digest
from enregard.site.static import THEME
from enregard.site.summary import Summary
from enregard.site.words.strings import STRINGS

NEWEST = 50
"""The number of articles that are stored before anyone opens them, on their facing pages."""

_PAPER, _RED = "#fdfbf6", "#8f2d18"  # as in colours.css
_MANIFEST = "manifest.webmanifest"
_STATIC = ("style.css", "reading.js", "tools.js", "tools.css", "offline.js", "icon.svg")


def offline_files(settings: Settings, articles: Sequence[Summary]) -> Iterator[tuple[str, str]]:
    """Yield path and content of the files that make the site readable offline; `articles`, newest first."""
    yield _MANIFEST, _web_manifest(settings)
    yield "sw.js", _service_worker(articles)


def _web_manifest(settings: Settings) -> str:
    """Return the web app manifest (W3C), with which browsers offer to install the site."""
    found = {
        "name": settings.title,
        "description": settings.description,
        "lang": "en",
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": _PAPER,
        "theme_color": _RED,
        "icons": [{"src": "static/icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False, indent=1)


def _service_worker(articles: Sequence[Summary]) -> str:
    """Return the service worker, which runs beside the pages and answers for the network."""
    newest = articles[:NEWEST]
    files = [localised_path("index.html", lang) for lang in LANGUAGES]
    files += [
        _MANIFEST,
        *(f"static/{name}" for name in _STATIC),
        *(article.links["facing"] for article in newest),
    ]
    version = digest(*files, *(article.listing_digest for article in newest)).hex()[:16]
    words = {lang: [STRINGS[lang].offline, STRINGS[lang].offline_detail] for lang in LANGUAGES}
    values = {"VERSION": version, "FILES": files, "WORDS": words}
    constants = "".join(
        f"const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
        for name, value in values.items()
    )
    return constants + (THEME / "offline" / "sw.js").read_text("utf-8")
