"""Read lines of nothing but hashtags as tags: `#lavoir #fête`."""

import re
from collections.abc import Sequence

from enregard.article.article import Block, BlockKind, Header

_TAG = re.compile(r"#([\w/-]*[^\W\d][\w/-]*)")


def split_hashtags(blocks: Sequence[Block]) -> tuple[list[Block], list[Header]]:
    """Return `blocks` without paragraphs of hashtags, and these as headers."""
    kept: list[Block] = []
    headers: list[Header] = []
    for block in blocks:
        words = _words(block) if block.kind is BlockKind.PARAGRAPH else []
        tags = [match[1] for match in map(_TAG.fullmatch, words) if match] if words else []
        if tags and len(tags) == len(words):
            headers.append(Header("tags", " ".join(words), block.line, tuple(tags)))
        else:
            kept.append(block)
    return kept, headers


def _words(block: Block) -> list[str]:
    """Return the words of a paragraph, if its first one may be a hashtag."""
    plain = block.text.plain.lstrip() if block.text else ""
    return plain.split() if plain.startswith("#") else []
