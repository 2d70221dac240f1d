"""What a page's head tells programs: a description, OpenGraph (ogp.me) and JSON-LD (schema.org).

JSON-LD stands in a `script` element whose type is no script's: a data block, which browsers never run and a
Content-Security-Policy does not concern (HTML Standard, “prepare the script element”).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from enregard.article.article import FacingArticle, MarkKind
from enregard.publication.publication import Settings
from enregard.site.addresses import address, in_language
from enregard.site.summary import Summary

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_NOT_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")
_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
).encode  # `json.dumps` makes one each time

_MEDIA = "../../media/"
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
"""What sites that show links take for a picture; drawings (SVG) they do not."""
_NAMING = ("@type", "@id", "url", "headline", "inLanguage", "datePublished", "author", "sourceOrganization")

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of one page says to programs."""

    description: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    """OpenGraph: names of properties and what they are."""
    data: str = ""
    """JSON-LD, marked as safe in a `script` element; empty where there is none."""


NOTHING = Metadata()


def of_home(settings: Settings, lang: str) -> Metadata:
    """What the first page of the site says in the language `lang`."""
    path = in_language("index.html", lang)
    title, description = settings.title_in(lang), settings.description_in(lang)
    node: Node = {"@type": "WebSite", "name": title, "inLanguage": ["fr", "en"]}
    node |= _known(url=address(settings.base_url, path), description=description)
    node["publisher"] = _publisher(settings, lang)
    return Metadata(
        description, _properties(settings, path, title, description, lang, twin=True), _script(node)
    )


def of_page(settings: Settings, path: str, title: str, lang: str, *, twin: bool) -> Metadata:
    """What any other page about more than one article says; `twin` where it is in the other language too."""
    return Metadata("", _properties(settings, path, title, "", lang, twin=twin))


def of_article(settings: Settings, article: FacingArticle, kept: Summary) -> dict[str, Metadata]:
    """What each of the pages of an article says, by view."""
    base = settings.base_url
    title = kept.title if kept.title == kept.target_title else f"{kept.title} — {kept.target_title}"
    french, english = _original(settings, article, kept), _translation(settings, kept)
    reference = _reference(french, *_NAMING)
    french_picture = _picture(settings, article, article.addresses)
    pictures = {
        "facing": french_picture,
        "en": _picture(settings, article, article.target_addresses),
        "fr": french_picture,
    }
    shown = {
        "facing": (title, kept.target_teaser or kept.teaser),
        "en": (kept.target_title, kept.target_teaser or kept.teaser),
        "fr": (kept.title, kept.teaser),
    }
    nodes: dict[str, Node] = {
        "fr": french | {"workTranslation": _reference(english, "@type", "@id", "url", "inLanguage")},
        "en": english | {"translationOfWork": reference},
        "facing": {
            "@type": "WebPage",
            "name": title,
            "inLanguage": ["fr", "en"],
            "mainEntity": [french, english | {"translationOfWork": reference}],
        }
        | _known(url=address(base, kept.links["facing"])),
    }
    return {
        view: Metadata(
            teaser,
            _properties(
                settings, kept.links[view], name, teaser, "fr" if view == "fr" else "en", kept, twin=True
            )
            + pictures[view],
            _script(nodes[view]),
        )
        for view, (name, teaser) in shown.items()
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
    """The OpenGraph properties of the page at `path`."""
    found = [
        ("og:type", "article" if article else "website"),
        ("og:title", title),
        ("og:site_name", settings.title_in(lang)),
    ]
    if url := address(settings.base_url, path):
        found.append(("og:url", url))
    if description:
        found.append(("og:description", description))
    found.append(("og:locale", _LOCALES[lang]))
    if twin:
        found.append(("og:locale:alternate", _LOCALES["en" if lang == "fr" else "fr"]))
    # A month is no DateTime, which OpenGraph wants.
    if article and article.date and article.date.day is not None:
        found.append(("article:published_time", article.date.iso))
    return tuple(found)


def _picture(
    settings: Settings, article: FacingArticle, addresses: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The first picture in an article that is published with it, where its full address is known.

    `addresses` are those on the pages of one language. What stands in its place for those who do not see it
    is left out: it is in one language, and a page may be in two.
    """
    if not settings.base_url or not addresses:
        return ()
    for leaf in article.article.leaves():
        for mark in leaf.text.marks if leaf.text is not None else ():
            if mark.kind is MarkKind.IMAGE:
                published = addresses.get(mark.attrs["src"], "").partition("#")[0].partition("?")[0]
                if published.startswith(_MEDIA) and published.lower().endswith(_PICTURES):
                    place = published.removeprefix("../../")  # percent-encoded already
                    return (("og:image", f"{settings.base_url.rstrip('/')}/{place}"),)
    return ()


def _original(settings: Settings, article: FacingArticle, kept: Summary) -> Node:
    """The French article."""
    url = address(settings.base_url, kept.links["fr"])
    header = next((it.value for it in article.article.headers if it.name.casefold() == "url"), "").strip()
    node: Node = {"@type": "NewsArticle", "headline": kept.title, "inLanguage": "fr"}
    node |= _known(
        **{"@id": url},
        url=url,
        datePublished=kept.date.iso if kept.date else "",
        description=kept.teaser,
        isBasedOn=header if header.startswith(("http://", "https://")) else "",
        keywords=[tag.french for tag in kept.tags],
    )
    if kept.author:
        node["author"] = {"@type": "Person", "name": kept.author}
    if kept.source:
        node["sourceOrganization"] = {"@type": "Organization", "name": kept.source}
    return node | {"publisher": _publisher(settings, "fr")}


def _translation(settings: Settings, kept: Summary) -> Node:
    """The English article. Its date is not known, and none is invented."""
    base = settings.base_url
    url = address(base, kept.links["en"])
    node: Node = {"@type": "NewsArticle", "headline": kept.target_title, "inLanguage": "en"}
    node |= _known(
        **{"@id": url},
        url=url,
        description=kept.target_teaser,
        isBasedOn=address(base, kept.links["fr"]),
        keywords=[tag.english for tag in kept.tags if tag.english],
        translator=[{"@type": "SoftwareApplication", "name": engine} for engine in kept.tally.machines],
    )
    return node | {"publisher": _publisher(settings, "en")}


def _reference(node: Node, *names: str) -> Node:
    """As much of `node` as another one needs to name it."""
    return {name: node[name] for name in names if name in node}


def _publisher(settings: Settings, lang: str) -> Node:
    """Who publishes: one organisation, under the name that it has in the language `lang`."""
    names = {code: settings.author_in(code) or settings.title_in(code) for code in ("en", "fr")}
    node = {"@type": "Organization", "name": names.pop(lang)}
    other = names.popitem()[1]
    return node if other == node["name"] else node | {"alternateName": other}


def _known(**values: Any) -> Node:
    """Those of `values` that are not empty."""
    return {name: value for name, value in values.items() if value}


def _script(node: Node) -> Markup:
    """`node` as it may stand in a `script` element, where nothing must look like HTML."""
    text = _encode({"@context": "https://schema.org", **node})
    if _NOT_IN_SCRIPT.search(text):
        text = text.translate(_IN_SCRIPT)
    return Markup(text)  # noqa: S704 - no sign of HTML is left
