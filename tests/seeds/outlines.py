"""Read Markdown and show its blocks in a short form."""

from pathlib import PurePosixPath

from enregard.article.article import Article, Block, Text
from enregard.article.edits import Step, walk
from enregard.seeds.read import read_article


def read(source: str, *, allow_html: bool = False) -> Article:
    return read_article(source.split("\n"), PurePosixPath("a.md"), allow_html=allow_html)


def outline(blocks: tuple[Block, ...]) -> list[object]:
    """Return blocks as short lists: kind, and words with marks in brackets, or what is inside."""
    found: list[object] = []
    for block in blocks:
        inside = [marked(block.text)] if block.text is not None else outline(block.children)
        if block.literal:
            inside = [block.literal]
        found.append([block.kind.value, *inside])
    return found


def marked(text: Text) -> str:
    """Return words with each mark as `kind(words)`."""
    out = []
    for step, start, end, number in walk(text):
        if step is Step.OPEN or step is Step.ATOM:
            out.append(f"{text.marks[number].kind.value}(")
        out.append(text.plain[start:end] if step in (Step.WORDS, Step.ATOM) else "")
        out.append(")" if step in (Step.CLOSE, Step.ATOM) else "")
    return "".join(out)
