"""The metadata in the head of a page: a description, OpenGraph (ogp.me) and JSON-LD (schema.org).

JSON-LD is in a `script` element whose type makes it a data block: browsers never run it, and a
Content-Security-Policy does not apply to it (HTML Standard, “prepare the script element”).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import Markup

from enregard.article.article import FacingArticle, MarkKind
from enregard.article.header_values import image
from enregard.publication.publication import Settings
from enregard.site.addresses import absolute_url, localised_path
from enregard.site.article.credits import Credits
from enregard.site.summary import Summary

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
).encode  # `json.dumps` makes one each time

_MEDIA = "../../media/"
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
"""The formats that other sites show as the picture of a link. They do not show SVG."""
_NAMING = ("@type", "@id", "url", "headline", "inLanguage", "datePublished", "author", "sourceOrganization")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of one page."""

    description: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    """OpenGraph properties: names and values."""
    data: str = ""
    """JSON-LD, safe in a `script` element; may be empty."""


def home_metadata(settings: Settings, lang: str) -> Metadata:
    """Return the metadata of the home page in the language `lang`."""
    path = localised_path("index.html", lang)
    title, description = settings.title_in(lang), settings.description_in(lang)
    node: Node = {"@type": "WebSite", "name": title, "inLanguage": ["fr", "en"]}
    node |= _known(url=absolute_url(settings.base_url, path), description=description)
    node["publisher"] = _publisher(settings, lang)
    return Metadata(
        description, _properties(settings, path, title, description, lang, twin=True), _script(node)
    )


def page_metadata(settings: Settings, path: str, title: str, lang: str, *, twin: bool) -> Metadata:
    """Return the metadata of any other site page; `twin` if it exists in both languages."""
    return Metadata("", _properties(settings, path, title, "", lang, twin=twin))


def article_metadata(
    settings: Settings, article: FacingArticle, summary: Summary, credits: Credits
) -> dict[str, Metadata]:
    """Return the metadata of an article's pages, by view. `credits` are the people behind the translation."""
    title = (
        summary.title
        if summary.title == summary.target_title
        else f"{summary.title} — {summary.target_title}"
    )
    paths, teaser = summary.links, summary.target_teaser or summary.teaser
    original, translation = _original(settings, article, summary), _translation(settings, summary, credits)
    french = original | {"workTranslation": _reference(translation, "@type", "@id", "url", "inLanguage")}
    english = translation | {"translationOfWork": _reference(original, *_NAMING)}
    both: Node = {"@type": "WebPage", "name": title, "inLanguage": ["fr", "en"]}
    both |= {"mainEntity": [original, english]}
    both |= _known(url=absolute_url(settings.base_url, paths["facing"]))

    def metadata(view: str, lang: str, title: str, teaser: str, node: Node) -> Metadata:
        found = _properties(settings, paths[view], title, teaser, lang, summary, twin=True)
        addresses = article.target_addresses if view == "en" else article.addresses
        return Metadata(teaser, found + _picture(settings, article, addresses), _script(node))

    return {
        "facing": metadata("facing", "en", title, teaser, both),
        "en": metadata("en", "en", summary.target_title, teaser, english),
        "fr": metadata("fr", "fr", summary.title, summary.teaser, french),
    }


def _properties(
    settings: Settings,
    path: str,
    title: str,
    description: str,
    lang: str,
    article: Summary | None = None,
    *,
    twin: bool,
) -> tuple[tuple[str, str], ...]:
    """Return the OpenGraph properties of the page at `path`."""
    found = [
        ("og:type", "article" if article else "website"),
        ("og:title", title),
        ("og:site_name", settings.title_in(lang)),
    ]
    if url := absolute_url(settings.base_url, path):
        found.append(("og:url", url))
    if description:
        found.append(("og:description", description))
    found.append(("og:locale", _LOCALES[lang]))
    if twin:
        found.append(("og:locale:alternate", _LOCALES["en" if lang == "fr" else "fr"]))
    # OpenGraph requires a DateTime: a month is not enough.
    if article and article.date and article.date.day is not None:
        found.append(("article:published_time", article.date.iso))
    return tuple(found)


def _picture(
    settings: Settings, article: FacingArticle, addresses: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the picture in the headers, or else the first published one, if its full address is known.

    `addresses` are those on the pages of one language. There is no alternative text: it would be in one
    language, but the page may be in two.
    """
    if not settings.base_url or not addresses:
        return ()
    marks = (mark for leaf in article.article.leaves() for mark in (leaf.text.marks if leaf.text else ()))
    sources = (mark.attrs["src"] for mark in marks if mark.kind is MarkKind.IMAGE)
    for source in chain([image(article.article.headers)[0]], sources):
        published = addresses.get(source, "").partition("#")[0].partition("?")[0]
        if published.startswith(_MEDIA) and published.lower().endswith(_PICTURES):
            path = published.removeprefix("../../")  # percent-encoded already
            return (("og:image", f"{settings.base_url.rstrip('/')}/{path}"),)
    return ()


def _original(settings: Settings, article: FacingArticle, summary: Summary) -> Node:
    """Describe the French article."""
    url = absolute_url(settings.base_url, summary.links["fr"])
    header = next((it.value for it in article.article.headers if it.name.casefold() == "url"), "").strip()
    node: Node = {"@type": "NewsArticle", "headline": summary.title, "inLanguage": "fr"}
    node |= _known(
        **{"@id": url},
        url=url,
        datePublished=summary.date.iso if summary.date else "",
        description=summary.teaser,
        isBasedOn=header if header.startswith(("http://", "https://")) else "",
        keywords=[tag.french for tag in summary.tags],
    )
    people = _persons(summary.authors)
    if people:
        node["author"] = people if len(people) > 1 else people[0]
    if summary.source:
        node["sourceOrganization"] = {"@type": "Organization", "name": summary.source}
    return node | {"publisher": _publisher(settings, "fr")}


def _translation(settings: Settings, summary: Summary, credits: Credits) -> Node:
    """Describe the English article; its date is unknown."""
    base = settings.base_url
    url = absolute_url(base, summary.links["en"])
    node: Node = {"@type": "NewsArticle", "headline": summary.target_title, "inLanguage": "en"}
    node |= _known(
        **{"@id": url},
        url=url,
        description=summary.target_teaser,
        isBasedOn=absolute_url(base, summary.links["fr"]),
        keywords=[tag.english for tag in summary.tags if tag.english],
        translator=[
            *_persons(credits.translators),
            *({"@type": "SoftwareApplication", "name": engine} for engine in summary.tally.machines),
        ],
        editor=_persons(credits.reviewers),
    )
    return node | {"publisher": _publisher(settings, "en")}


def _persons(names: Iterable[str]) -> list[Node]:
    return [{"@type": "Person", "name": name} for name in names]


def _reference(node: Node, *names: str) -> Node:
    """Return the properties of `node` that another node repeats to refer to it."""
    return {name: node[name] for name in names if name in node}


def _publisher(settings: Settings, lang: str) -> Node:
    """Describe the publisher, with its name in the language `lang`."""
    names = {code: settings.author_in(code) or settings.title_in(code) for code in ("en", "fr")}
    node = {"@type": "Organization", "name": names.pop(lang)}
    other = names.popitem()[1]
    return node if other == node["name"] else node | {"alternateName": other}


def _known(**values: Any) -> Node:
    """Return the values that are not empty."""
    return {name: value for name, value in values.items() if value}


def _script(node: Node) -> Markup:
    """Encode `node` for a `script` element, in which nothing may look like HTML."""
    text = _encode({"@context": "https://schema.org", **node})
    # One `in` per character takes a tenth of the time of a pattern.
    if "<" in text or ">" in text or "&" in text or "\u2028" in text or "\u2029" in text:
        text = text.translate(_IN_SCRIPT)
    return Markup(text)  # noqa: S704 - no character of HTML is left
