"""Recognise header names, in French or English."""

from enregard.article.typography import without_accents

_KNOWN = {
    "title": ("titre",),
    "author": ("auteur", "auteure", "autrice", "auteurs"),
    "date": ("date de publication", "date de parution", "publie le", "publiee le", "paru le", "parue le"),
    "lang": ("langue",),
    "url": ("lien", "adresse", "lien original"),
    "description": ("resume", "chapo", "chapeau"),
    "tags": ("mots-cles", "mots cles", "etiquettes"),
    "source": ("sources",),
    "draft": ("brouillon",),
    "aliases": ("anciennes adresses",),
}
_NAMES = {form: name for name, others in _KNOWN.items() for form in (name, *others)}
_COMMON = frozenset(
    """
    agence categorie categories copyright credit credits edition editeur id identifiant journal legende
    licence lieu modifie numero page pays photo photos reference region rubrique section signature
    sous-titre surtitre theme themes traducteur traductrice type ville category keywords newspaper place
    publisher subtitle topic translator
    """.split()  # noqa: SIM905
) | {"mis a jour", "mise a jour", "mis a jour le", "modifie le", "sous titre"}


def canonical_name(name: str) -> str:
    """Return the canonical name of a known header, such as `title` for `Titre`; else `name` unchanged."""
    return _NAMES.get(_fold(name), name)


def is_common(name: str) -> bool:
    """Return whether articles often have a header of this name, which then may start with a capital."""
    folded = _fold(name)
    return folded in _NAMES or folded in _COMMON


def _fold(name: str) -> str:
    """Return `name` in lower case, without accents, with single blanks."""
    return " ".join(without_accents(name.casefold()).split())
