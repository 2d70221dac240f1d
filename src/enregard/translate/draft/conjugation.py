"""Forms of the French verbs that rewording needs, read from `verbs.tsv` on first use."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from enregard.system.files import packaged_text

FORMS = Path(__file__).with_name("verbs.tsv")

PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")
_TENSES = ("ipre", "iimp", "ipsi", "ifut", "cond", "spre", "simp", "impe")

SLOTS = (
    *("infi", "ppre", "ppas ms", "ppas mp", "ppas fs", "ppas fp"),
    *(f"{tense} {person}" for tense in _TENSES for person in PERSONS),
)
"""What a form can be: infinitive, participles, or tense and person.

The tenses are the indicative's present, imperfect, past historic and future, the conditional, the
subjunctive's present and imperfect, and the imperative; if a form is several, the first counts.
"""

_WITH_ETRE = frozenset(
    """
    advenir aller apparaître arriver décéder devenir intervenir mourir naître parvenir partir
    redevenir repartir ressortir rester retomber revenir sortir survenir tomber venir
    """.split()  # noqa: SIM905
)
_WITH_EITHER = frozenset({"descendre", "entrer", "monter", "passer", "remonter", "rentrer", "retourner"})


@cache
def _forms() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the forms of each verb by slot; a slot without forms is left out."""
    found = {}
    for line in packaged_text(__package__, FORMS.name).splitlines():
        if not line.startswith("#"):
            verb, _, forms = line.partition("\t")
            pairs = zip(SLOTS, forms.split(","), strict=True)
            found[verb] = {slot: form.split("/") for slot, form in pairs if form}
    return found


@cache
def conjugation(verb: str) -> Mapping[str, str]:
    """Return the usual form of `verb` for each slot that it has."""
    return {slot: forms[0] for slot, forms in _forms()[verb].items()}


@cache
def analyses(verb: str) -> Mapping[str, tuple[str, ...]]:
    """Return the slots of each form of `verb`, in the order of `SLOTS`."""
    found: dict[str, tuple[str, ...]] = {}
    for slot, forms in _forms()[verb].items():
        for form in forms:
            found[form] = (*found.get(form, ()), slot)
    return found


def is_known(verb: str) -> bool:
    """Return whether the forms of `verb` are known."""
    return verb in _forms()


def takes_etre(verb: str, *, transitive: bool) -> bool:
    """Return whether the compound tenses of `verb` have `être`; `monter` does unless it is transitive."""
    return verb in _WITH_ETRE or (verb in _WITH_EITHER and not transitive)
