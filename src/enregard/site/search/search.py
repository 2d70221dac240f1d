"""What readers search: which articles are indexed together, and what of their pages.

English pages are indexed for English and French ones for French; what is found leads to the facing page.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from html import escape

from enregard.publication.publication import Settings
from enregard.site.search.pagefind import fragments, program
from enregard.site.summary import Summary
from enregard.site.words.dates import in_words
from enregard.site.words.typography import typeset

LANGUAGES = ("fr", "en")
FOLDER = "search/"

_TOGETHER = 1250  # articles; 1.7 s and 330 MB to index
_MOST_PARTS = 32  # a reader's browser asks each

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
LEFT_OUT = ("nav", ".facts", ".label", ".no", ".note", ".missing", ".number", ".back", ".findings")
"""What on a page is the program's, or French in an English text."""
_ELISION = re.compile(r"\b([cdjlmnst]|(?:lors|puis|quoi)?qu)’(?=\w)", re.IGNORECASE)
_SENTENCE_ID = re.compile(r'(<span class="s\b[^"]*") id="[^"]*"')


def searchable(settings: Settings) -> bool:
    """Whether the site has a search: it is wanted, and Pagefind is there for this machine."""
    return settings.search and program() is not None


def part_count(articles: int) -> int:
    """Into how many indexes so many articles are parted; a power of two, so that it changes seldom."""
    count = 1
    while count < _MOST_PARTS and articles > count * _TOGETHER:
        count *= 2
    return count


def part_of(slug: str, count: int) -> int:
    """Which of `count` parts the article `slug` is in."""
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4], "big") % count


def parts(slugs: Iterable[str], count: int) -> list[int]:
    """The parts that hold any of the articles."""
    return sorted({part_of(slug, count) for slug in slugs})


def folder_of(lang: str, part: int) -> str:
    """Where the index of a part stands in the site."""
    return f"{FOLDER}{lang}/{part}/"


def is_index(path: str) -> bool:
    """Whether the file `path` of the site belongs to an index."""
    return path.startswith(tuple(f"{FOLDER}{lang}/" for lang in LANGUAGES))


def document(article: Summary, lang: str, page: str) -> tuple[str, str]:
    """The address to be found, and what is indexed of the article's `page` in `lang`.

    Of the page it is what stands in its <main>, without what the program says there.
    """
    main = _MAIN.search(page)
    body = _SENTENCE_ID.sub(r"\1", main[1] if main else page)
    if lang == "fr":  # "l’armée" is two words; the script takes the blank out again
        body = _ELISION.sub(r"\1’ ", body)
    titles = {
        "fr": typeset(article.title, "fr"),
        "en": typeset(article.target_title, article.target_lang),
    }
    meta = {
        "title": titles.pop(lang),
        "other": titles.popitem()[1],
        "otherlang": article.target_lang if lang == "fr" else "fr",
        "date": in_words(article.date, lang) if article.date else "",
        "source": article.source or "",
    }
    html = f'<html lang="{lang}"><body>{_said(meta)}{body}</body></html>'
    return _address(article), html


def _address(article: Summary) -> str:
    return "/" + article.links["facing"]


def limits(files: Mapping[str, bytes], articles: Iterable[Summary]) -> bytes:
    """What results can be limited to, as JSON: source and year of each of `articles`, null where not stated.

    The names are those that the index in `files` gives the pages. Pagefind has filters of its own, but
    writes them in an order that differs from run to run.
    """
    known = {_address(article): article for article in articles}
    found: dict[str, list[str | None]] = {}
    for path, address in fragments(files):
        article = known[address]
        found[path] = [article.source, f"{article.date.year:04}" if article.date else None]
    return json.dumps(found, ensure_ascii=False, sort_keys=True, indent=0).encode("utf-8", "replace")


def _said(values: dict[str, str]) -> str:
    """An element that tells Pagefind what to keep of a page besides its words."""
    given = {name: value for name, value in values.items() if value}
    names = ",".join(f"{name}[data-{name}]" for name in given)
    held = "".join(f' data-{name}="{escape(value)}"' for name, value in given.items())
    return f'<i data-pagefind-meta="{names}"{held}></i>'
