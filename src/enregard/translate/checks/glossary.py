"""Find glossary terms that the translation ignores."""

from collections.abc import Iterator

from enregard.article.article import Finding
from enregard.translate.checks.pair import Pair
from enregard.translate.glossary.glossary import Glossary, honoured


def glossary(pair: Pair, terms: Glossary) -> Iterator[Finding]:
    """Terms are translated as in the glossary: "version française" is "French version"."""
    for occurrence in terms.terms_in(pair.original.plain):
        if not honoured(occurrence, pair.translation.plain):
            expected = occurrence.words if occurrence.term.stays_french else occurrence.english
            yield Finding("glossary", f"“{occurrence.words}” should be translated as “{expected}”")
