"""Read a file under `seeds/` as an article."""

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from enregard.article.article import Article, BlockKind
from enregard.article.blanks import BLANKS
from enregard.article.slugs import slug_of
from enregard.errors import EnregardError
from enregard.seeds import markdown, text
from enregard.seeds.aliases import read_aliases
from enregard.seeds.credits import extract_credits
from enregard.seeds.dateline import find_dateline
from enregard.seeds.files import display_path, read_lines, seed_names
from enregard.seeds.front_matter import split_front_matter
from enregard.seeds.headers import read_metadata, split_headers
from enregard.seeds.notes import Notes
from enregard.seeds.paths import slug_conflict
from enregard.seeds.publishing import why_held
from enregard.seeds.titles import extract_title


def read_seed(
    folder: Path, path: PurePosixPath, *, allow_html: bool = False, follow_links: bool = False
) -> Article:
    """Return the article in the seed at `path` under `folder`.

    With `follow_links`, it may be a link that leads out of `folder`. Raises EnregardError, with its path
    below `seeds/`, if the seed cannot be read as an article.
    """
    try:
        lines = read_lines(folder, path, follow_links=follow_links)
        return read_article(lines, path, allow_html=allow_html)
    except EnregardError as error:
        raise EnregardError(error.what, path=display_path(path), line=error.line) from error


def read_seeds(
    folder: Path,
    paths: Iterable[PurePosixPath] | None = None,
    *,
    allow_html: bool = False,
    follow_links: bool = False,
    on_error: Callable[[EnregardError], None],
) -> Iterator[Article]:
    """Read the articles under `folder` one at a time: those at `paths`, or all in order of path.

    Seeds that are unreadable, or whose slug is taken, are skipped, and their errors go to `on_error`. The
    first path keeps a slug, even if that seed is unreadable.
    """
    taken: dict[str, PurePosixPath] = {}
    for path in map(PurePosixPath, seed_names(folder)) if paths is None else paths:
        first = taken.setdefault(slug_of(path), path)
        try:
            if first is not path:
                raise slug_conflict(path, first)
            article = read_seed(folder, path, allow_html=allow_html, follow_links=follow_links)
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
        raise EnregardError("is empty: write the article, or remove the file")
    notes = Notes()
    if path.suffix.lower() == ".md":
        headers, taken = split_front_matter(lines)
        found = markdown.read_blocks(lines[taken:], taken + 1, notes, allow_html=allow_html)
    else:
        headers, body, first = split_headers(lines)
        found = text.read_blocks(body, first)
    metadata = read_metadata(header for header in headers if french or header.name != "lang")
    blocks = extract_credits(found)
    if all(block.kind is BlockKind.THEMATIC_BREAK for block in blocks):
        what = "has headers but no text" if headers else "has no text"
        raise EnregardError(f"{what}: write the article, or remove the file")
    paragraph = next((block.text for block in blocks if block.kind is BlockKind.PARAGRAPH), None)
    dateline = None if paragraph is None else find_dateline(paragraph.plain)
    title, origin, rest = extract_title(metadata.title, blocks, dateline, path)
    return Article(
        path=path,
        slug=slug_of(path),
        title=title,
        title_origin=origin,
        blocks=rest,
        date=metadata.date,
        source=metadata.source or (None if dateline is None else dateline.agency),
        dateline=dateline,
        headers=tuple(headers),
        held=why_held(headers, metadata.date, path),
        aliases=read_aliases(headers),
        heading=next((block for block, other in zip_longest(blocks, rest) if block is not other), None),
        notes=notes.all(),
    )
