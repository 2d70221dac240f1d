"""The names of headers that say whether to publish an article, folded."""

from enregard.article.article import Header
from enregard.article.header_names import fold

YES = frozenset(["true", "yes", "y", "on", "oui", "o", "vrai", "1"])
NO = frozenset(["false", "no", "n", "off", "non", "faux", "0"])

HOLDS = frozenset(["draft", "private", "prive", "hidden", "headless", "unlisted", "unpublished"])
PUBLISHES = frozenset(
    ["published", "publish", "online", "ispublished", "publie", "publiee", "enligne", "dgpublish"]
)
SOMETIMES_HOLDS = frozenset(
    [
        "wip",
        "hide",
        "secret",
        "confidential",
        "confidentiel",
        "internal",
        "disabled",
        "deleted",
        "trashed",
        "unreleased",
    ]
)
"""Names that hold an article back if their value is yes, but may have other values."""
SOMETIMES_PUBLISHES = frozenset(
    ["public", "visible", "listed", "enabled", "ready", "released", "live", "render", "show"]
)
PASSWORDS = frozenset(["password", "postpassword", "motdepasse"])

STATES = frozenset(["status", "wpstatus", "pagestatus", "articlestatus", "visibility", "visibilite"])
SOMETIMES_STATES = frozenset(["state", "access", "etat", "publicationstatus"])
FROM = frozenset(
    """
    publishdate publishon publishat publishafter publicationdate scheduled scheduledat scheduledfor
    embargo embargountil embargodate embargojusquau availablefrom golive
    """.split()  # noqa: SIM905
)
UNTIL = frozenset(
    [
        "expirydate",
        "expires",
        "expireson",
        "expiresat",
        "expire",
        "expiry",
        "expirationdate",
        "unpublishdate",
        "unpublishon",
    ]
)
_STRICT = HOLDS | PUBLISHES | PASSWORDS | STATES | FROM | UNTIL | {"build"}
_LENIENT = SOMETIMES_HOLDS | SOMETIMES_PUBLISHES
MAY_HOLD = _STRICT | _LENIENT | SOMETIMES_STATES | {"tags", "permalink"}
"""The names of all headers that may hold an article back."""


def is_rule(name: str) -> bool:
    """Return whether headers of this name are only about whether to publish."""
    return fold(name) in _STRICT


def decides(header: Header) -> bool:
    """Return whether `header` says whether to publish the article, and nothing about it."""
    name = fold(header.name)
    return name in _STRICT or (name in _LENIENT and fold(header.value) in YES | NO)
