"""Adds the server's own script to the pages that it shows. The files of the site stay as they are."""

import re
from collections.abc import Mapping
from html import escape, unescape

OWN = "/-/enregard/"
"""Where everything stands that belongs to the server and not to the site."""

_META = re.compile(rb"<meta\b[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>\n?", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_OURS = ("script-src", "script-src-elem", "style-src", "style-src-elem", "connect-src")
_NOT_FRAMED = "frame-ancestors 'none'"

STRICT = (
    "default-src 'self' https: data:; script-src 'self'; style-src 'self' https: 'unsafe-inline'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
)
"""The policy of a page that has none of its own, where corrections are taken."""


def dress(
    page: bytes, origin: str, attributes: Mapping[str, str], *, strict: bool
) -> tuple[bytes, list[str]]:
    """A page with the server's script and styles in its head, and the policies that it is to be sent with.

    `origin` is the server's, as the browser knows it; `attributes` are what the script is told. The policies
    are the page's own (STRICT where it has none and `strict`), widened by what the server adds, no more.
    """
    own = origin + OWN
    policies = [_content(match[0]) for match in _META.finditer(page)]
    page = _META.sub(b"", page)
    if not policies and strict:
        policies = [STRICT]
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items())
    added = f'<script src="{OWN}serve.js" defer{data}></script>\n'
    if "token" in attributes:
        added += f'<script src="{OWN}edit.js" defer{data}></script>\n'
        added += f'<link rel="stylesheet" href="{OWN}edit-page.css">\n'
    end = _HEAD_END.search(page)
    at = end.start() if end else len(page)
    return page[:at] + added.encode() + page[at:], [
        *(widened(policy, own) for policy in policies),
        _NOT_FRAMED,
    ]


def _content(meta: bytes) -> str:
    """What a meta element says."""
    match = _CONTENT.search(meta.decode("utf-8", "replace"))
    return unescape(match[1] or match[2] or "") if match else ""


def widened(policy: str, own: str) -> str:
    """A content security policy that also lets scripts, styles and requests at `own` through."""
    directives: dict[str, list[str]] = {}
    for part in re.sub(r"[\r\n]", " ", policy).split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    for name in _OURS:
        fallback = None if name.endswith("-elem") else directives.get("default-src")
        allowed = directives.get(name, fallback)
        if allowed is not None:
            directives[name] = [*(source for source in allowed if source.lower() != "'none'"), own]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
