"""Recognise header names, in French or English, however they are spelled."""

import re
from functools import lru_cache

from enregard.article.typography import without_accents

_SHORT = 40  # characters

NAMED = re.compile(r"([^\W\d_](?:[\w'’-]|[ \u00a0](?=[^\W\d_])){0,30}?)[ \u00a0\u202f]?:(?=\s|$)\s*")
"""A name before a colon. With a capital, or a blank before the colon, it may be prose: the name decides."""

_KNOWN = {
    "title": "titre",
    "author": "auteur auteure autrice auteurs autrices authors by byline creator creators",
    "translator": "translators translatedBy",
    "reviewer": "reviewers reviewedBy",
    "date": "dateDePublication dateDeParution publieLe publieeLe paruLe parueLe",
    "lang": "langue language",
    "url": "lien adresse lienOriginal",
    "description": "resume chapo chapeau summary excerpt abstract lead intro lede desc",
    "subtitle": "",
    "tags": "motsCles etiquettes tag keywords keyword category categories categorie topics topic",
    "source": "sources",
    "draft": "brouillon isDraft",
    "aliases": "anciennesAdresses",
    "lastmod": "updated modified lastModified lastModifiedAt lastUpdated updatedAt modifiedAt dateModified "
    "updateDate updatedDate dateUpdated",
    "image": "images cover coverImage thumbnail featuredImage featureImage ogImage",
    "licence": "license",
    "status": "statut postStatus",
}
_COMMON = frozenset(
    """
    agence copyright credit credits edition editeur id identifiant journal legende
    lieu modifie numero page pays photo photos reference region rubrique section signature
    soustitre surtitre theme themes traducteur traductrice type ville newspaper place
    publisher misajour miseajour misajourle modifiele
    """.split()  # noqa: SIM905
)


def fold(name: str) -> str:
    """Return `name` in lower case, without accents, blanks, hyphens and underscores."""
    return _fold_short(name) if len(name) <= _SHORT else _fold(name)


def _fold(name: str) -> str:
    plain = without_accents(name.casefold())
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


_fold_short = lru_cache(maxsize=1024)(_fold)  # most articles have the same few headers


_NAMES = {fold(form): name for name, others in _KNOWN.items() for form in (name, *others.split())}


def canonical_name(name: str) -> str:
    """Return the canonical name of a known header, such as `title` for `Titre`; else `name` unchanged."""
    return _NAMES.get(fold(name), name)


def is_known(name: str) -> bool:
    """Return whether a header of this name has a meaning to the program."""
    return fold(name) in _NAMES


def is_common(name: str) -> bool:
    """Return whether articles often have a header of this name, which then may start with a capital."""
    folded = fold(name)
    return folded in _NAMES or folded in _COMMON
