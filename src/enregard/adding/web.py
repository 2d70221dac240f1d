"""Read HTML: the article in a saved web page, as trafilatura finds it, or a whole plain document."""

import base64
import binascii
import importlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from enregard.adding import metadata, pandoc
from enregard.adding.document import Document, Headers, Losses, Node
from enregard.adding.limits import LARGEST_TEXT
from enregard.adding.markdown import texts
from enregard.adding.office import pictures_in
from enregard.adding.unseen import HIDDEN_TEXT, drop_hidden, may_hide
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system.xml import allowed

HTML = "html-native_spans-raw_html+native_divs"
_LARGEST_BATCH = 1_000_000  # characters that Pandoc reads at once
_ENTRY = "enregard-entry-"
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)")
_NEWS = frozenset(
    """
    Article NewsArticle BlogPosting ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle WebPage
    LiveBlogPosting ReviewNewsArticle BackgroundNewsArticle ScholarlyArticle TechArticle Report
    """.split()  # noqa: SIM905
)
_PAGE = re.compile(
    rb"<(?:nav|aside|script|form|amp-img)\b|property=[\"']?og:|rel=[\"']?canonical", re.IGNORECASE
)
_NOISE = re.compile(
    r"(?:(?:à )?lire aussi|(?:à )?lire également|sur le même sujet|voir aussi|partager\b|partagez\b|"
    r"suivez-nous|abonnez-vous|s[’']abonner|newsletter|publicité$|commentaires?\b|réagir$|imprimer$|"
    r"il vous reste \d|cet article est réservé|la suite est réservée|déjà abonné|mots[- ]clés|étiquettes?\b|"
    r"navigation (?:de l[’']article|des articles)|article (?:précédent|suivant)|laisser un commentaire|"
    r"répondre à cet article|accepter (?:les|et) |nous utilisons des cookies|continuer sans accepter)",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"réservée? aux abonnés|il vous reste \d[\d,]*\s*% de cet article|pour lire la suite|article réservé|"
    r"lire la suite en vous abonnant|abonnez-vous pour (?:lire|continuer)",
    re.IGNORECASE,
)
_DOT = ("0", "1", "0px", "1px")
"""The size of pictures that count readers."""
_DATES = {"extensive_search": False, "original_date": True}
_EXTRACTED: dict[str, Any] = {
    "output_format": "html",
    "include_comments": False,
    "include_formatting": True,
    "include_links": True,
    "include_images": True,
    "include_tables": True,
    "favor_precision": True,
}
_LONGEST_DATA = 10_000  # characters
_LONGEST_NOISE = 160  # characters
_SECTIONED = re.compile(r"\s+[|–—·-]\s+[^|–—·]{1,60}$")
_ISO_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_BY = re.compile(r"^(?:par|de|propos recueillis par|publié par|by)\s+", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+((?:;[\w=-]+)*),", re.IGNORECASE)


def needed(name: str) -> Any:
    """Return a library of the extra `web`. Raises EnregardError if it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise EnregardError(_('needs {name}: run pip install "enregard[web]"', name=name)) from error


def pieces_of_html(bodies: Iterable[str]) -> list[list[Node]]:
    """Return the blocks of several pieces of HTML, which Pandoc reads together: it takes long to start."""
    found: list[list[Node]] = []
    batch: list[str] = []
    for body in bodies:
        if batch and sum(map(len, batch)) + len(body) > _LARGEST_BATCH:
            found += _read_batch(batch)
            batch = []
        batch.append(body)
    return [*found, *(_read_batch(batch) if batch else [])]


def _read_batch(bodies: list[str]) -> Iterator[list[Node]]:
    html = needed("lxml.html")
    balanced = []
    for number, body in enumerate(bodies):
        element = html.Element("div", id=f"{_ENTRY}{number}")
        if text := allowed(body).strip():
            whole = html.document_fromstring(f"<body>{text}").find("body")
            whole.tag = "div"
            element.append(_without_scripts(whole))
        balanced.append(html.tostring(element, encoding="unicode"))
    blocks = pandoc.read("\n".join(balanced).encode("utf-8", "replace"), HTML).get("blocks", [])
    by_id = {block["c"][0][0]: block["c"][1] for block in blocks if block["t"] == "Div"}
    return (by_id.get(f"{_ENTRY}{number}", []) for number in range(len(bodies)))


def _without_scripts(element: Any) -> Any:
    drop_hidden(element)
    for name in ("script", "style", "noscript"):
        for each in [*element.iter(name)]:
            each.drop_tree()
    for each in [*element.iter("img")]:
        if each.get("width", "").strip() in _DOT and each.get("height", "").strip() in _DOT:
            each.drop_tree()
    return element


def read_html(data: bytes, picture: Callable[[str], bytes]) -> list[Document]:
    """Read a saved page or an HTML document. Raises EnregardError, without a path."""
    if len(data) > LARGEST_TEXT:
        raise EnregardError(_("is too large for a page: save it without its pictures, or split it"))
    if _PAGE.search(data):
        return [_read_page(data, picture)]
    text = _decoded(data)
    losses = Losses()
    if may_hide(text):
        tree = _parsed(text)
        losses.dropped[HIDDEN_TEXT] += drop_hidden(tree)
        text = needed("lxml.html").tostring(tree, encoding="unicode")
    found = pandoc.read(text.encode("utf-8", "replace"), HTML)
    blocks = found.get("blocks", [])
    headers = metadata.from_pandoc(found.get("meta", {}))
    return [Document(blocks, headers, pictures=_pictures(blocks, picture), losses=losses)]


def _parsed(page: str) -> Any:
    """Return a page as a tree of lxml. Raises EnregardError, without a path."""
    html = needed("lxml.html")
    try:
        return html.document_fromstring(
            page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except Exception as error:  # lxml has several for what is no page
        raise EnregardError(_("is no web page that can be read: save it again")) from error


def _decoded(data: bytes) -> str:
    """Return HTML as text, in the encoding that it states or else in one that fits."""
    stated = re.search(rb"charset=[\"']?\s*([\w-]{1,40})", data[:4096], re.IGNORECASE)
    for codec in ("utf-8-sig", *([stated[1].decode("ascii")] if stated else [])):
        try:
            return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _read_page(data: bytes, picture: Callable[[str], bytes]) -> Document:
    trafilatura = needed("trafilatura")
    page = _decoded(data)
    tree = _parsed(page)
    address = _address(page, tree)
    stated = _structured(tree)
    page = _prepared(page, tree)
    try:
        guessed = trafilatura.extract_metadata(page, default_url=address or None, date_config=_DATES)
        article = trafilatura.extract(page, **_EXTRACTED)
    except Exception as error:  # of any kind, for some damaged pages
        raise EnregardError(_("is no web page that can be read: save it again")) from error
    headers = _headers(tree, stated, guessed, address)
    if not article:
        raise EnregardError(
            _("has no article that can be told from its menus: copy the text into seeds/ by hand")
        )
    blocks = pandoc.read(article.encode("utf-8", "replace"), HTML).get("blocks", [])
    blocks = [*_cleaned(blocks, headers)]
    pictures = _pictures(blocks, picture)
    _resolve(blocks, address, pictures)
    losses = Losses()
    if stated.get("isAccessibleForFree") in (False, "false", "False") or _PAYWALL.search(tree.text_content()):
        losses.missing.append(_("the rest of the article, which only subscribers see"))
    return Document(blocks, headers, pictures=pictures, losses=losses)


def _prepared(page: str, tree: Any) -> str:
    """Return a page as trafilatura reads it best.

    It is without hidden elements, and without long descriptions in JSON-LD, for which trafilatura takes time
    that grows with their square. The sources of quotations and the captions of pictures, which it leaves out,
    are paragraphs.
    """
    scripts = tree.xpath("//script[@type='application/ld+json']")
    long = [script for script in scripts if len(script.text or "") > _LONGEST_DATA]
    for script in long:
        script.drop_tree()
    sources = tree.xpath("//blockquote//footer")
    for source in sources:
        source.tag = "p"
    captions = tree.xpath("//figure//figcaption")
    for caption in captions:
        caption.tag = "p"
        next(caption.iterancestors("figure")).addnext(caption)
    has_hidden = may_hide(page)
    if has_hidden:
        drop_hidden(tree)
    changed = long or sources or captions or has_hidden
    return str(needed("lxml.html").tostring(tree, encoding="unicode")) if changed else page


def _resolve(node: Any, base: str, pictures: dict[str, bytes]) -> None:
    """Make links and pictures that are not in the file lead to where they led on the page at `base`."""
    pending = [node] if base else []
    while pending:
        at = pending.pop()
        if isinstance(at, dict):
            if at.get("t") in ("Link", "Image"):
                target = at["c"][2]
                if target[0] not in pictures and not target[0].startswith(("#", "data:")):
                    target[0] = urljoin(base, target[0])
            pending.append(at.get("c"))
        elif isinstance(at, list | tuple):
            pending += at


def _cleaned(blocks: list[Node], headers: Headers) -> Iterator[Node]:
    """Yield blocks without the title, and without links to other articles and buttons that were left."""
    title = metadata.one_line(str(headers.get("title", "")))
    for block in blocks:
        if block["t"] == "Div":
            yield from _cleaned(block["c"][1], headers)
            continue
        words = metadata.one_line(" ".join(texts(block)))
        is_title = block["t"] == "Header" and words == title
        is_noise = len(words) <= _LONGEST_NOISE and _NOISE.match(words)
        if not is_title and not is_noise:
            yield block


def _pictures(blocks: list[Node], picture: Callable[[str], bytes]) -> dict[str, bytes]:
    found = {}
    for address in pictures_in(blocks):
        content = _embedded(address) if address.startswith("data:") else picture(address)
        if content:
            found[address] = content
    return found


def _embedded(address: str) -> bytes:
    """Return the picture in a `data:` address; nothing if it is damaged."""
    match = _DATA.match(address)
    if match is None:
        return b""
    content = address[match.end() :]
    if not match[1].lower().endswith(";base64"):
        return unquote_to_bytes(content)
    try:
        return base64.b64decode(unquote_to_bytes(content))
    except (binascii.Error, ValueError):
        return b""


def _address(page: str, tree: Any) -> str:
    """Return where the page was, as it or the browser that saved it says; empty if neither does."""
    candidates = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
        *(match[1] for pattern in (_SAVED_FROM, _SINGLE_FILE) if (match := pattern.search(page[:4096]))),
    ]
    base = next((it for it in candidates if it.startswith(("http://", "https://"))), "")
    found = urljoin(base, candidates[0]) if candidates else ""
    return found if urlsplit(found).scheme in ("http", "https") else base


def _structured(tree: Any) -> dict[str, Any]:
    """Return the description of the article in JSON-LD, or an empty string."""
    best: dict[str, Any] = {}
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(found):
            kinds = item.get("@type", "")
            names = {kinds} if isinstance(kinds, str) else set(map(str, kinds))
            if names & _NEWS and (not best or best.get("@type") == "WebPage"):
                best = item
    return best


def _items(found: Any) -> Iterator[dict[str, Any]]:
    pending = [found]
    while pending:
        at = pending.pop(0)
        if isinstance(at, dict):
            yield at
            pending += [it for it in (at.get("@graph"), at.get("mainEntity")) if it]
        elif isinstance(at, list):
            pending += at[:100]


def _headers(tree: Any, stated: dict[str, Any], guessed: Any, address: str) -> Headers:
    """Return front matter: what JSON-LD says, then the page's meta elements, then what trafilatura found."""

    def meta(*names: str) -> list[str]:
        found = (
            tree.xpath(f"//meta[@property='{it}' or @name='{it}' or @itemprop='{it}']/@content")
            for it in names
        )
        return next(([*filter(None, map(metadata.one_line, each))] for each in found if each), [])

    def first(*values: str) -> str:
        return next(filter(None, map(metadata.one_line, values)), "")

    source = first(
        *_names(stated.get("publisher")), *meta("og:site_name", "DC.publisher"), guessed.sitename or ""
    )
    title = first(_text(stated.get("headline")), *meta("og:title", "DC.title"), guessed.title or "")
    days = [_text(stated.get("datePublished")), *meta("article:published_time", "DC.date", "date", "pubdate")]
    writers = _names(stated.get("author")) or meta("author", "DC.creator", "article:author") or []
    writers = [it for it in writers if "://" not in it] or [*filter(None, (guessed.author or "").split("; "))]
    tags = stated.get("keywords")
    words = (
        tags.split(",") if isinstance(tags, str) else tags if isinstance(tags, list) else meta("article:tag")
    )
    headers: Headers = {
        "title": _without_site(title, source),
        "author": [it for it in metadata.authors(_BY.sub("", name) for name in writers) if it != source],
        "date": next(filter(None, map(metadata.date, days)), "") or _stated_day(guessed.date or "", tree),
        "source": source,
        "url": address,
        "lang": first(*tree.xpath("/html/@lang"), *tree.xpath("/html/@*[name()='xml:lang']")),
        "tags": [str(it).strip() for it in words if isinstance(it, str)] or list(guessed.tags or ()),
        "description": first(*meta("og:description", "description", "DC.description")),
    }
    return headers


def _stated_day(day: str, tree: Any) -> str:
    """Return a day that trafilatura guessed, if the page has it in one of the usual forms; else nothing."""
    if not (match := _ISO_DAY.fullmatch(day)):
        return ""
    year, month, number = match.groups()
    name = _MONTHS[int(month) - 1]
    forms = [day, f"{year}{month}{number}", *(sign.join((number, month, year)) for sign in "/.-")]
    words = f"{tree.text_content()} {' '.join(tree.xpath('//@datetime | //@content | //@title'))}"
    is_first = "(?:er)?" if number == "01" else ""
    spelled = rf"\b0?{int(number)}{is_first} {name} {year}\b"
    return day if any(form in words for form in forms) or re.search(spelled, words, re.IGNORECASE) else ""


def _without_site(title: str, source: str) -> str:
    """Return a title without the name of the site that many add to it."""
    match = _SECTIONED.search(title)
    if match and source and source.lower() in match[0].lower():
        return title[: match.start()]
    return title


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _names(value: Any) -> list[str]:
    """Return the names of persons or organisations in JSON-LD."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [name for item in value for name in _names(item)] if isinstance(value, list) else []
