"""Choose which articles are indexed together, and which part of their pages is indexed.

Reading pages are indexed, each in its language; results link to the facing page.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from html import escape

from enregard.publication.publication import Settings
from enregard.site.addresses import LANGUAGES
from enregard.site.search.pagefind import fragments, program
from enregard.site.summary import Summary
from enregard.site.words.dates import date_in_words
from enregard.site.words.typography import typeset

FOLDER = "search/"

_PART_SIZE = 1250  # articles; indexing them takes 1.7 s and 330 MB
_MOST_PARTS = 32  # a reader's browser queries each

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
EXCLUDED = ("nav", ".facts", ".label", ".no", ".note", ".missing", ".number", ".back", ".findings")
"""Selectors of what the program adds to a page, and of French in an English text."""
_ELISION = re.compile(r"\b([cdjlmnst]|(?:lors|puis|quoi)?qu)’(?=\w)", re.IGNORECASE)
_JOINED = {"œ": "o\u2060e", "Œ": "O\u2060e", "æ": "a\u2060e", "Æ": "A\u2060e"}
"""Ligatures as two letters, which Pagefind finds. The script makes them one again by what is between."""
_LIGATURE = re.compile("[œŒæÆ]")
_SENTENCE_ID = re.compile(r'(<span class="s\b[^"]*") id="[^"]*"')


def searchable(settings: Settings) -> bool:
    """Return whether the site has a search: the publication enables it, and Pagefind is installed."""
    return settings.search and program() is not None


def part_count(articles: int) -> int:
    """Return the number of parts for this number of articles: a power of two, so that it rarely changes."""
    count = 1
    while count < _MOST_PARTS and articles > count * _PART_SIZE:
        count *= 2
    return count


def part_of(slug: str, count: int) -> int:
    """Return which of `count` parts the article `slug` is in."""
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4], "big") % count


def parts(slugs: Iterable[str], count: int) -> list[int]:
    """Return the parts that contain any of the articles."""
    return sorted({part_of(slug, count) for slug in slugs})


def folder_of(lang: str, part: int) -> str:
    """Return the folder of a part's index in the site."""
    return f"{FOLDER}{lang}/{part}/"


def is_index(path: str) -> bool:
    """Return whether the file `path` belongs to an index."""
    return path.startswith(tuple(f"{FOLDER}{lang}/" for lang in LANGUAGES))


def document(article: Summary, lang: str, page: str) -> tuple[str, str]:
    """Return the article's address, and the HTML to index: the content of <main> in its `page` in `lang`."""
    main = _MAIN.search(page)
    body = _SENTENCE_ID.sub(r"\1", main[1] if main else page)
    if lang == "fr":  # "l’armée" is two words; the script removes the space again
        body = _ELISION.sub(r"\1’ ", body)
    titles = {
        "fr": typeset(article.title, "fr"),
        "en": typeset(article.target_title, article.target_lang),
    }
    meta = {
        "title": titles.pop(lang),
        "other": titles.popitem()[1],
        "otherlang": article.target_lang if lang == "fr" else "fr",
        "date": date_in_words(article.date, lang) if article.date else "",
        "source": article.source or "",
    }
    html = f'<html lang="{lang}"><body>{_meta_element(meta)}{body}</body></html>'
    return _address(article), _LIGATURE.sub(lambda match: _JOINED[match[0]], html)


def _address(article: Summary) -> str:
    return "/" + article.links["facing"]


def limits(files: Mapping[str, bytes], articles: Iterable[Summary]) -> bytes:
    """Return what the form can filter by, as JSON: source and year of each article, null if not stated.

    The keys are the names of pages in the index `files`. Pagefind's own filters are not used, since it writes
    them in a different order on every run.
    """
    known = {_address(article): article for article in articles}
    found: dict[str, list[str | None]] = {}
    for path, address in fragments(files):
        article = known[address]
        found[path] = [article.source, f"{article.date.year:04}" if article.date else None]
    return json.dumps(found, ensure_ascii=False, sort_keys=True, indent=0).encode("utf-8", "replace")


def _meta_element(values: dict[str, str]) -> str:
    """Render the element that tells Pagefind which values to store with a page."""
    given = {name: value for name, value in values.items() if value}
    names = ",".join(f"{name}[data-{name}]" for name in given)
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in given.items())
    return f'<i data-pagefind-meta="{names}"{attributes}></i>'
