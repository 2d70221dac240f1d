"""Add the server's script to the pages it serves. The files of the site stay unchanged."""

import re
from collections.abc import Mapping
from html import escape, unescape

PREFIX = "/-/enregard/"
"""The path of everything that belongs to the server, not to the site."""

_META = re.compile(
    rb"<meta\b[^<>]{0,8000}\bhttp-equiv\s*=\s*[\"']?content-security-policy\b[^<>]{0,8000}>\n?", re.IGNORECASE
)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>|<body\b", re.IGNORECASE)
_DIRECTIVES = ("script-src", "script-src-elem", "style-src", "style-src-elem", "connect-src")
_NOT_FRAMED = "frame-ancestors 'none'"

STRICT = (
    "default-src 'self' https: data:; script-src 'self'; style-src 'self' https: 'unsafe-inline'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
)
"""The policy for a page that has none, when corrections are enabled."""


def inject(
    page: bytes, origin: str, attributes: Mapping[str, str], *, strict: bool
) -> tuple[bytes, list[str]]:
    """Add the server's script and styles to the head of a page; return it with its policies.

    `origin` is the server's origin in the browser; the script receives `attributes`. The policies are the
    those in the page's head (STRICT if it has none and `strict`), widened to allow what the server adds.
    """
    own = origin + PREFIX
    end = _HEAD_END.search(page)
    head, rest = (page[: end.start()], page[end.start() :]) if end else (page, b"")
    policies = [_content(match[0]) for match in _META.finditer(head)]
    head = _META.sub(b"", head)
    if not policies and strict:
        policies = [STRICT]
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in attributes.items())
    added = f'<script src="{PREFIX}words.js" defer></script>\n'
    added += f'<script src="{PREFIX}serve.js" defer{data}></script>\n'
    if "token" in attributes:
        added += f'<script src="{PREFIX}edit.js" type="module"{data}></script>\n'
        added += f'<link rel="stylesheet" href="{PREFIX}edit-page.css">\n'
    return head + added.encode() + rest, [
        *(widen(policy, own) for policy in policies),
        _NOT_FRAMED,
    ]


def _content(meta: bytes) -> str:
    match = _CONTENT.search(meta.decode("utf-8", "replace"))
    return unescape(match[1] or match[2] or "") if match else ""


def widen(policy: str, own: str) -> str:
    """Widen a content security policy to allow scripts, styles and requests from `own`."""
    directives: dict[str, list[str]] = {}
    # Headers take ASCII on one line. No other character is part of a source that matches.
    for part in re.sub(r"[^\t -~]", "?", re.sub(r"[\r\n]", " ", policy)).split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), sources)
    for name in _DIRECTIVES:
        fallback = None if name.endswith("-elem") else directives.get("default-src")
        allowed = directives.get(name, fallback)
        if allowed is not None:
            directives[name] = [*(source for source in allowed if source.lower() != "'none'"), own]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
