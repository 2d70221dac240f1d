"""Read feeds (RSS, Atom) and exports of WordPress (WXR): one document an entry."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from enregard.adding import metadata
from enregard.adding.document import Document, Headers, Losses, Node
from enregard.adding.limits import LARGEST_TEXT, scan_xml
from enregard.adding.web import needed, pieces_of_html
from enregard.article.slugs import slug_of
from enregard.errors import EnregardError
from enregard.messages import _, marked

_BLOCK = re.compile(
    r"<(?P<slash>/?)(?P<name>address|article|aside|blockquote|caption|d[ldt]|div|fieldset|figcaption|figure|footer|form"
    r"|h[1-6]|header|hr|iframe|li|[uo]l|p|pre|section|table|t(?:body|head|foot|[rdh]))\b[^<>]*>|<!--[^<>]{0,200}-->",
    re.IGNORECASE,
)
_OPEN_TO_TEXT = frozenset({"", "address", "article", "aside", "blockquote", "div", "section"})
"""Where WordPress makes paragraphs of text; the empty string is outside all blocks."""
_DEEPEST = 50
_PARAGRAPHS = re.compile(r"<p\b|<!-- wp:", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_CAPTION = re.compile(r"\[caption\b[^\]]{0,500}\]((?:(?!\[/caption\]).){0,2000})\[/caption\]", re.DOTALL)
_IMAGE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)", re.IGNORECASE)
_EMBED = re.compile(r"\[embed\b[^\]]{0,200}\]([^\[\]]{1,500})\[/embed\]")
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|audio|video|playlist|contact-form(?:-7)?|vc_\w+|et_pb_\w+|su_\w+|fusion_\w+)\b[^\[\]]{0,1000}\]"
)
_TAG = re.compile(r"<[^<>]{1,500}>")
_CUT = re.compile(
    r"\[(?:…|\.\.\.|&#8230;|&hellip;)\]\s*(?:</p>)?\s*$"
    r"|(?:Lire la suite|Continuer la lecture)[^<]{0,80}(?:</a>|</p>|\s)*$"
)
_ALSO = {"page": marked("page* (--also pages)"), "attachment": marked("attachment* (--also attachments)")}
_NO_CATEGORY = frozenset({"non classé", "uncategorized"})
"""What WordPress writes for posts without a category."""
_MAIL = re.compile(r"[^\s<>()@]{1,100}@[^\s<>()@]{1,200}")
_GONE = frozenset({"trash", "auto-draft"})
_PUBLISHED = frozenset({"publish", "inherit", ""})


def read_feed(data: bytes, *, pages: bool, attachments: bool) -> list[Document]:
    """Read the entries of a feed. Of an export of WordPress, these are its posts; `pages` and `attachments`
    on request. Raises EnregardError, without a path.
    """
    feedparser = needed("feedparser")
    if len(data) > LARGEST_TEXT:
        raise EnregardError(
            _(
                "is larger than {size} MB: export fewer entries at once",
                size=LARGEST_TEXT // 1_000_000,
            )
        )
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise EnregardError(
            _("defines entities, which may grow or lead to other files: export the feed again")
        )
    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    except Exception as error:  # of any kind, from an XML parser below it
        raise EnregardError(_("is not a feed that can be read: export it again")) from error
    if not found.entries:
        raise EnregardError(_("has no entries: export the feed again"))
    is_export = b"wordpress.org/export" in data[:100_000]
    names = _display_names(data) if is_export else {}
    types = {"post", *(["page"] if pages else []), *(["attachment"] if attachments else [])}
    entries = []
    skipped: Counter[str] = Counter()
    for entry in found.entries:
        kind = _of(entry, "wp_post_type") or "post"
        if kind in types and _of(entry, "wp_status") not in _GONE:
            entries.append(entry)
        elif kind in _ALSO:
            skipped[_ALSO[kind]] += 1
    losses = [Losses() for _ in entries]
    if losses:
        losses[0].dropped.update(skipped)
    bodies = [_body(entry, lost, is_export=is_export) for entry, lost in zip(entries, losses, strict=True)]
    blocks = pieces_of_html(bodies)
    return [
        _document(entry, found.feed, each, lost, names, is_export=is_export)
        for entry, each, lost in zip(entries, blocks, losses, strict=True)
        if each
    ]


def _document(
    entry: Any, feed: Any, blocks: list[Node], losses: Losses, names: dict[str, str], *, is_export: bool
) -> Document:
    title = _plain(_of(entry, "title"))
    day = _day(entry)
    authors = [names.get(name, name) for name in _authors(entry)]
    address = _of(entry, "link")
    terms = (tag.get("term") or "" for tag in entry.get("tags", ()))
    headers: Headers = {
        "title": title,
        "author": metadata.authors(authors),
        "date": day,
        "source": "" if is_export else _plain(_of(feed, "title")),
        "url": "" if is_export else address,
        "lang": feed.get("language", ""),
        "tags": [tag for tag in map(_plain, terms) if tag.casefold() not in _NO_CATEGORY],
        "description": _description(entry),
    }
    if is_export:
        headers["aliases"] = [*_former(address)]
        is_open = _of(entry, "wp_status") in _PUBLISHED and not _of(entry, "wp_post_password")
        headers["draft"] = "" if is_open else "true"
    slug = unquote(_of(entry, "wp_post_name")) or slug_of(f"{title.replace('/', ' ')[:80]}.md")
    part = str(_of(entry, "wp_post_id") or _of(entry, "id") or address or title)
    return Document(blocks, headers, name=f"{day} {slug}".strip().replace(" ", "-"), part=part, losses=losses)


def _body(entry: Any, losses: Losses, *, is_export: bool) -> str:
    """Return the content of an entry as HTML."""
    body = _content(entry) or _of(entry, "summary")
    if is_export:
        return _from_wordpress(body, losses)
    if _CUT.search(body[-300:]):
        losses.missing.append(
            _("the rest of “{title}”, which the feed leaves out", title=_plain(entry.get("title", "")))
        )
    return body


def _of(found: Any, name: str) -> str:
    """Return a value of an entry or a feed; empty if it has none."""
    return str(found.get(name) or "")


def _content(entry: Any) -> str:
    """Return the longest content of an entry, as HTML; empty if it has only a summary."""
    contents = (content.get("value") or "" for content in entry.get("content", ()))
    return max(contents, key=len, default="")


def _from_wordpress(body: str, losses: Losses) -> str:
    """Return the body of a post without shortcodes, and with the paragraphs that blank lines mean."""
    body = _CAPTION.sub(_captioned, body.replace("\r\n", "\n"))
    body = _EMBED.sub(
        lambda match: f'<a href="{escape(match[1].strip())}">{escape(match[1].strip())}</a>', body
    )
    body, number = _SHORTCODE.subn("", body)
    losses.dropped[marked("shortcode*")] += number
    if _PARAGRAPHS.search(body):
        return body
    return "".join(_with_paragraphs(body))


def _with_paragraphs(body: str) -> Iterator[str]:
    """Yield HTML in which text outside blocks is in paragraphs, and its other line ends are breaks."""
    inside = [""]
    at = 0
    for tag in _BLOCK.finditer(body):
        yield from _paragraphs(body[at : tag.start()], inside[-1])
        yield tag[0]
        at = tag.end()
        name = (tag["name"] or "hr").lower()
        if tag["slash"]:
            while name in inside and inside.pop() != name:
                pass
        elif name != "hr" and len(inside) < _DEEPEST:
            inside.append(name)
    yield from _paragraphs(body[at:], inside[-1])


def _paragraphs(text: str, inside: str) -> Iterator[str]:
    if inside not in _OPEN_TO_TEXT:
        yield text
        return
    for part in filter(None, map(str.strip, _BLANK_LINE.split(text))):
        yield f"<p>{part.replace(chr(10), '<br>')}</p>\n"


def _captioned(match: re.Match[str]) -> str:
    image = _IMAGE.match(match[1])
    if image is None:
        return match[1]
    return f"<figure>{image[1]}<figcaption>{match[1][image.end() :].strip()}</figcaption></figure>\n\n"


def _plain(words: str) -> str:
    return metadata.one_line(unescape(_TAG.sub("", words)))


def _authors(entry: Any) -> list[str]:
    stated = _of(entry, "author")
    if "@" in stated:  # such as `redaction@example.org (Anne Roux)`; the address is not for readers
        return [_MAIL.sub("", stated).strip("<>() ,;\t\n")]
    found = [author.get("name", "") for author in entry.get("authors", ()) if author.get("name")]
    return found or [stated]


def _description(entry: Any) -> str:
    """Return the summary, if the content is there too and does not begin with it."""
    content = _content(entry)
    summary = _plain(_of(entry, "excerpt_encoded") or _of(entry, "summary"))
    if not content or _CUT.search(summary) or len(summary) > 1000:
        return ""
    return "" if _plain(content).startswith(summary.rstrip(".… ")) else summary


def _day(entry: Any) -> str:
    """Return the day of an entry in its own time zone."""
    stated = _of(entry, "wp_post_date") or _of(entry, "published") or _of(entry, "date")
    if _of(entry, "wp_post_date").startswith("0000"):
        return ""
    if day := metadata.date(stated):
        return day
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _former(address: str) -> Iterator[str]:
    """Yield the path of an address on the former site."""
    parts = urlsplit(address)
    if parts.path.strip("/") and not parts.query:
        yield parts.path


def _display_names(data: bytes) -> dict[str, str]:
    """Return the names of the authors of an export by their logins."""
    found: dict[str, str] = {}
    words: list[str] = []
    login = ""

    def start(_: str, __: dict[str, str]) -> None:
        words.clear()

    def end(name: str) -> None:
        nonlocal login
        if name == "author_login":
            login = "".join(words).strip()
        elif name == "author_display_name" and login:
            found[login] = "".join(words).strip() or login

    try:
        scan_xml(data, start, end, words.append)
    except EnregardError:
        return found  # feedparser reads what is not well-formed
    return found
