"""Find glossary terms that the translation ignores."""

import re
from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair
from enregard.translate.glossary.glossary import Glossary, Occurrence, honoured

_STARTS = '.!?…:;«“"•(–—-\n'


def glossary(pair: Pair, terms: Glossary) -> Iterator[Finding]:
    """Terms are translated as in the glossary: "version française" is "French version"."""
    for occurrence in terms.terms_in(pair.original.plain):
        if not honoured(occurrence, pair.translation.plain) and not _in_name(occurrence, pair):
            expected = occurrence.words if occurrence.term.stays_french else occurrence.english
            yield Finding("glossary", f"“{occurrence.words}” should be translated as “{expected}”")


def _in_name(occurrence: Occurrence, pair: Pair) -> bool:
    """Return whether a term is part of a name that stays as it is: "boulanger" in "M. Boulanger"."""
    words = occurrence.words
    if not words[0].isupper() or occurrence.term.french[0].isupper():
        return False
    before = pair.original.plain[max(occurrence.start - 3, 0) : occurrence.start].rstrip()
    begins = not before or (before[-1] in _STARTS and not before.endswith("M."))
    return not begins and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", pair.translation.plain) is not None
