"""Measure the check of terms, which compares the sentences of an article.

A file of pairs has no articles: each `size` lines in succession count as one. The figures:

* `false_alarms`: the share of pairs with a finding. Whether all are reviewed or all are drafts makes no
  difference.
* `planted`: how often one answer of an article was replaced by another of the term's answers. Each term that
  two sentences of an article have, in French, is tried once, in a sentence with a clear answer.
* `recall`: the share of these with a finding of that term which the article did not have before. It need not
  be at the sentence that was damaged: between two answers, the first is right.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from polib import POEntry

from enregard.translate.glossary.glossary import Glossary
from enregard.translate.memory.terms import Term, answer_of, term_findings, terms_in

_NO_TERMS = Glossary()

Pairs = Sequence[tuple[str, str]]


def measure_terms(pairs: Pairs, size: int, seed: int) -> dict[str, object]:
    """Return the figures for articles of `size` lines; the same seed makes the same damages."""
    random = Random(f"{seed} terms {size}")  # noqa: S311 - reproducible damages
    alarms = planted = found = 0
    for start in range(0, len(pairs), size):
        article = [POEntry(msgid=french, msgstr=english) for french, english in pairs[start : start + size]]
        before = _reasons(article)
        alarms += sum(map(bool, before))
        for at, damaged in _damaged(article, random):
            planted += 1
            english, article[at].msgstr = article[at].msgstr, damaged
            found += _reasons(article) != before
            article[at].msgstr = english
    return {
        "false_alarms": round(alarms / len(pairs), 4),
        "planted": planted,
        "recall": round(found / planted, 4) if planted else None,
    }


def _reasons(article: Sequence[POEntry]) -> list[list[str]]:
    return [[one.reason for one in some] for some in term_findings(article, _NO_TERMS)]


def _damaged(article: Sequence[POEntry], random: Random) -> Iterator[tuple[int, str]]:
    """Yield the index of a sentence, and its English with another answer, for each term of several."""
    uses: defaultdict[Term, list[int]] = defaultdict(list)
    terms = [terms_in(entry.msgid, _NO_TERMS) for entry in article]
    for at, found in enumerate(terms):
        for term in found:
            uses[term].append(at)
    for term, places in uses.items():
        if len(places) < 2:
            continue
        for at in random.sample(places, len(places)):
            if answer := answer_of(term, article[at].msgstr, terms[at]):
                others = [group[0] for group in term.english if group is not term.english[answer.group]]
                yield at, article[at].msgstr.replace(answer.words, random.choice(others))
                break
