"""Read a file under `seeds/` as an article."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from enregard.article.article import Article, ArticleDate, BlockKind
from enregard.article.blanks import BLANKS
from enregard.article.slugs import date_in_name, slug_of
from enregard.errors import EnregardError
from enregard.messages import _, marked
from enregard.seeds import markdown, text
from enregard.seeds.aliases import read_aliases
from enregard.seeds.credits import extract_credits
from enregard.seeds.dateline import find_dateline
from enregard.seeds.dates import parse_date
from enregard.seeds.files import MARKDOWN, display_path, read_lines
from enregard.seeds.front_matter import split_front_matter
from enregard.seeds.hashtags import split_hashtags
from enregard.seeds.headers import read_metadata, split_headers
from enregard.seeds.notes import Notes
from enregard.seeds.publishing import why_held
from enregard.seeds.titles import extract_title
from enregard.seeds.typed import is_wiki_markup

_WIKI_MARKUP = marked("has the markup of a wiki: move the file out of seeds/ and add it with 'enregard add'")


class NoTextError(EnregardError):
    """A seed has headers or comments but no text, such as the settings of a folder in a generator."""


def read_seed(
    folder: Path,
    path: PurePosixPath,
    *,
    allow_html: bool = False,
    follow_links: bool = False,
    slugs: Mapping[str, str] = MappingProxyType({}),
    source: str = "",
) -> Article:
    """Return the article in the seed at `path` under `folder`; for `slugs`, see `Listing`.

    `source` is the source of an article that states none. With `follow_links`, it may be a link that leads
    out of `folder`. Raises EnregardError, with its path below `seeds/`, if the seed cannot be read as an
    article, and NoTextError if it has no text.
    """
    try:
        lines = read_lines(folder, path, follow_links=follow_links)
        article = read_article(lines, path, allow_html=allow_html)
    except EnregardError as error:
        raise type(error)(error.what, path=display_path(path), line=error.line) from error
    if source and article.source is None:
        article = replace(article, source=source)
    slug = slugs.get(str(path)) if slugs else None
    return replace(article, slug=slug) if slug else article


def read_seeds(
    folder: Path,
    paths: Iterable[PurePosixPath],
    *,
    allow_html: bool = False,
    follow_links: bool = False,
    slugs: Mapping[str, str] = MappingProxyType({}),
    source: str = "",
    on_error: Callable[[EnregardError], None],
) -> Iterator[Article]:
    """Read the articles at `paths` under `folder` one at a time, with their `slugs` (see `Listing`).

    For `source`, see `read_seed`. Seeds that are unreadable are skipped, and their errors go to `on_error`.
    Seeds without text are passed over.
    """
    for path in paths:
        try:
            article = read_seed(
                folder, path, allow_html=allow_html, follow_links=follow_links, slugs=slugs, source=source
            )
        except NoTextError:
            continue
        except EnregardError as error:
            on_error(error)
            continue
        yield article


def read_article(
    lines: list[str], path: PurePosixPath, *, allow_html: bool = False, french: bool = True
) -> Article:
    """Return the article in `lines`, from the seed at `path`. Unless `french`, `lang` is not checked.

    Raises EnregardError, without a path, if there is no text or a header is invalid.
    """
    if not any(line.strip(BLANKS) for line in lines):
        raise EnregardError(_("is empty: write the article, or remove the file"))
    notes = Notes()
    if path.suffix.lower() in MARKDOWN:
        headers, taken = split_front_matter(lines)
        found = markdown.read_blocks(lines[taken:], taken + 1, notes, allow_html=allow_html)
    else:
        headers, body, first = split_headers(lines)
        if is_wiki_markup("\n".join(body)):
            notes.add(_WIKI_MARKUP, first)
        found = text.read_blocks(body, first)
    found, tags = split_hashtags(found)
    headers += tags
    metadata = read_metadata(header for header in headers if french or header.name != "lang")
    date = metadata.date or _date_in_name(path)
    blocks = extract_credits(found)
    if all(block.kind is BlockKind.THEMATIC_BREAK for block in blocks):
        if headers:
            raise NoTextError(_("has headers but no text: write the article, or remove the file"))
        raise NoTextError(_("has no text: write the article, or remove the file"))
    paragraph = next((block.text for block in blocks if block.kind is BlockKind.PARAGRAPH), None)
    dateline = None if paragraph is None else find_dateline(paragraph.plain)
    title, origin, rest = extract_title(metadata.title, blocks, dateline, path)
    return Article(
        path=path,
        slug=slug_of(path),
        title=title,
        title_origin=origin,
        blocks=rest,
        date=date,
        updated=metadata.updated,
        source=metadata.source or (None if dateline is None else dateline.agency),
        dateline=dateline,
        headers=tuple(headers),
        held=why_held(headers, date, path),
        aliases=read_aliases(headers),
        heading=next((block for block, other in zip_longest(blocks, rest) if block is not other), None),
        notes=notes.all(),
    )


def _date_in_name(path: PurePosixPath) -> ArticleDate | None:
    with suppress(EnregardError):  # the 31st of February
        if given := date_in_name(path):
            return parse_date(given, 1)
    return None
