"""Find out whether an article contains raw HTML."""

from collections.abc import Sequence

from markdown_it.token import Token


def has_html(tokens: Sequence[Token]) -> bool:
    """Return whether there is raw HTML among `tokens`."""
    return any(
        token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ())
        for token in tokens
    )
