"""Read seeds: a file under `seeds/` becomes an article."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from enregard.article.article import Article, Block, BlockKind, Dateline, Header
from enregard.article.blanks import BLANKS
from enregard.article.slugs import slug
from enregard.errors import EnregardError
from enregard.seeds import markdown, text
from enregard.seeds.aliases import read_aliases
from enregard.seeds.credits import extract_credits
from enregard.seeds.dateline import find_dateline
from enregard.seeds.files import read_lines, seed_label, seed_paths
from enregard.seeds.front_matter import split_front_matter
from enregard.seeds.headers import read_metadata, split_headers
from enregard.seeds.paths import slug_conflict
from enregard.seeds.titles import extract_title

__all__ = ["read_seed", "read_seeds", "seed_paths", "slug"]


def read_seed(folder: Path, path: PurePosixPath, *, allow_html: bool = False) -> Article:
    """The article in the seed at `path` under `folder`.

    Raises EnregardError, with the path shown under `seeds/`, for a seed that cannot be read as an article.
    """
    try:
        return read_article(read_lines(folder, path), path, allow_html=allow_html)
    except EnregardError as error:
        raise EnregardError(error.what, path=seed_label(path), line=error.line) from error


def read_seeds(
    folder: Path,
    paths: Iterable[PurePosixPath] | None = None,
    *,
    allow_html: bool = False,
    on_error: Callable[[EnregardError], None],
) -> Iterator[Article]:
    """The articles under `folder`, or those at `paths` in it, one at a time, in the order of their paths.

    Each seed that cannot be read goes to `on_error` and is left out. So does one whose slug an earlier seed
    has: the first in the order of paths keeps it, even where it cannot be read itself.
    """
    taken: dict[str, PurePosixPath] = {}
    for path in seed_paths(folder) if paths is None else paths:
        first = taken.setdefault(slug(path), path)
        try:
            if first is not path:
                raise slug_conflict(path, first)
            article = read_seed(folder, path, allow_html=allow_html)
        except EnregardError as error:
            on_error(error)
            continue
        yield article


def read_article(
    lines: list[str], path: PurePosixPath, *, allow_html: bool = False, french: bool = True
) -> Article:
    """The article in the lines of the seed at `path`; or, not `french`, of a translation in another language.

    Raises EnregardError, without a path, where they hold no text or a header cannot be used.
    """
    if not any(line.strip(BLANKS) for line in lines):
        raise EnregardError("is empty: write the article, or take the file out of seeds/")
    headers, found = _parts(lines, path, allow_html)
    metadata = read_metadata(header for header in headers if french or header.name != "lang")
    blocks = extract_credits(found)
    if all(block.kind is BlockKind.THEMATIC_BREAK for block in blocks):
        what = "has headers and no text" if headers else "has no text"
        raise EnregardError(f"{what}: write the article, or take the file out of seeds/")
    dateline = _dateline(blocks)
    title, origin, rest = extract_title(metadata.title, blocks, dateline, path.stem)
    return Article(
        path=path,
        slug=slug(path),
        title=title,
        title_origin=origin,
        blocks=rest,
        date=metadata.date,
        source=metadata.source or (None if dateline is None else dateline.agency),
        dateline=dateline,
        headers=tuple(headers),
        draft=metadata.draft,
        aliases=read_aliases(headers),
    )


def _parts(lines: list[str], path: PurePosixPath, allow_html: bool) -> tuple[list[Header], list[Block]]:
    """The headers and the blocks of a seed, by the kind of its file."""
    if path.suffix.lower() == ".md":
        headers, taken = split_front_matter(lines)
        return headers, markdown.read_blocks(lines[taken:], taken + 1, allow_html=allow_html)
    headers, body, first = split_headers(lines)
    return headers, text.read_blocks(body, first)


def _dateline(blocks: list[Block]) -> Dateline | None:
    """The dateline of the first paragraph that is not within another block."""
    first = next((block.text for block in blocks if block.kind is BlockKind.PARAGRAPH), None)
    return None if first is None else find_dateline(first.plain)
