"""What pages and feeds about many articles are made from, as digests: what is the same is not made again."""

import hashlib


def digest(*parts: object) -> bytes:
    """Says the same as long as `parts` do, by their bytes or their representation."""
    found = hashlib.sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "backslashreplace"))
    return found.digest()
