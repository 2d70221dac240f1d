"""Digest the content of a listing page or feed, so that it is only rebuilt after a change."""

import hashlib


def digest(*parts: object) -> bytes:
    """Return a digest of `parts`. Bytes are digested as they are, everything else by its `repr`."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "backslashreplace"))
    return found.digest()
