"""Find web and mail addresses, handles and hashtags that were altered, dropped or doubled."""

import re
from collections import Counter
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair, compare_counts

_MAYBE = re.compile(r"[@#]|:/|\.[A-Za-z]")
_ADDRESS = re.compile(
    r"""(?:https?|ftp|mailto|tel|sftp|ssh|file|doi|urn)://?[^\s<>"«»“”]+  # web, with its scheme
      | (?<![\w@./-])www\.[^\s<>"«»“”]+
      | [\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}                                    # mail
      | (?<![\w@./#-])[@#][A-Za-z_]\w+                                  # handle, hashtag
      | (?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,9}(?:com|org|net|fr|eu|info|gov|edu|io|be|ch|uk|de|ca)
        (?:/[^\s<>"«»“”]*)?(?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)


def addresses(pair: Pair) -> Iterator[Finding]:
    """Addresses stay identical, but for capitals: `www.gouv.fr/aide` must not become `www.gov.fr/help`."""
    return compare_counts("addresses", _addresses(pair.original.plain), _addresses(pair.translation.plain))


def _addresses(plain: str) -> Counter[str]:
    if not _MAYBE.search(plain):
        return Counter()
    found = (_trimmed(match[0]) for match in _ADDRESS.finditer(plain))
    return Counter(address if "/" in address else address.lower() for address in found)


def _trimmed(address: str) -> str:
    """Strip the punctuation of the sentence from the end of `address`."""
    address = address.rstrip(".,;:!?…'’\"")
    while address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(".,;:!?…'’\"")
    return address
