"""Render `about.md`, the publication's own words about itself."""

import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _
from enregard.site.article.html import is_remote, safe_link
from enregard.system.encoding import decode_utf8
from enregard.system.files import read_file, resolve_inside

_LARGEST = 8_000_000  # bytes, as of an article


def about(path: Path, *, remote_images: bool, follow_links: bool = False) -> Markup:
    """Render the file `path`, with headings one level lower; return "" if it does not exist.

    Images from other hosts become links, unless `remote_images`. Raises EnregardError if the file cannot
    be read, or is a link that leads out of the publication, unless `follow_links`.
    """
    if not os.path.lexists(path):
        return Markup()
    file = resolve_inside(path, f"site/{path.name}", follow_links=follow_links)
    try:
        source = decode_utf8(read_file(file, _LARGEST), path=path)
    except OSError as error:
        raise cannot_read(error, path) from error
    markdown = MarkdownIt("commonmark", {"html": False})
    checks = markdown.validateLink
    markdown.validateLink = lambda url: checks(url) and safe_link(url)  # type: ignore[method-assign]
    if not remote_images:
        markdown.add_render_rule("image", _local_image)
    try:
        tokens = markdown.parse(source)
    except RecursionError as error:
        raise EnregardError(_("markup is nested too deeply to read: simplify it"), path=path) from error
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    # Safe: markdown-it escapes text and lets no raw HTML through; addresses are checked above.
    return Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704


def _local_image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Render an image, or a link to it if loading it would contact another host."""
    source = str(tokens[index].attrs.get("src", ""))
    if not is_remote(source):
        return str(renderer.image(tokens, index, options, env))
    words = renderer.renderInlineAsText(tokens[index].children or [], options, env) or source
    return f'<a class="image" href="{escape(source, quote=True)}">{escape(words)}</a>'
