"""The names of headers: what French calls those that the program knows, and others that articles have."""

import unicodedata

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
_ALIASES = {alias: name for name, aliases in _KNOWN.items() for alias in aliases}
_COMMON = frozenset(
    """
    agence categorie categories copyright credit credits edition editeur id identifiant journal legende
    licence lieu modifie numero page pays photo photos reference region rubrique section signature
    sous-titre surtitre theme themes traducteur traductrice type ville category keywords newspaper place
    publisher subtitle topic translator
    """.split()  # noqa: SIM905
) | {"mis a jour", "mise a jour", "mis a jour le", "modifie le", "sous titre"}


def canonical_name(name: str) -> str:
    """The program's own word for the header `name`, such as `title` for `Titre`; else `name` as it is."""
    folded = _fold(name)
    return folded if folded in _KNOWN else _ALIASES.get(folded, name)


def is_common(name: str) -> bool:
    """Whether articles commonly have a header of this name, so that it is one also with a capital."""
    folded = _fold(name)
    return folded in _KNOWN or folded in _ALIASES or folded in _COMMON


def _fold(name: str) -> str:
    """`name` in small letters, without accents, with single blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(character for character in plain if not unicodedata.combining(character)).split())
