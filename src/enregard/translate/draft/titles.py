"""Write out abbreviated titles before names for the model, which takes `prés. Blanc` for a meadow."""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit

_RANKS = {
    "adj": ("adjudant", "adjudante"),
    "amb": ("ambassadeur", "ambassadrice"),
    "cap": ("capitaine", "capitaine"),
    "capt": ("capitaine", "capitaine"),
    "cdt": ("commandant", "commandante"),
    "cmdt": ("commandant", "commandante"),
    "cne": ("capitaine", "capitaine"),
    "col": ("colonel", "colonelle"),
    "dép": ("député", "députée"),
    "dir": ("directeur", "directrice"),
    "gal": ("général", "générale"),
    "gén": ("général", "générale"),
    "insp": ("inspecteur", "inspectrice"),
    "lieut": ("lieutenant", "lieutenante"),
    "lt": ("lieutenant", "lieutenante"),
    "maréch": ("maréchal", "maréchale"),
    "min": ("ministre", "ministre"),
    "pdt": ("président", "présidente"),
    "préf": ("préfet", "préfète"),
    "prés": ("président", "présidente"),
    "présid": ("président", "présidente"),
    "prof": ("professeur", "professeure"),
    "rév": ("révérend", "révérende"),
    "secr": ("secrétaire", "secrétaire"),
    "sén": ("sénateur", "sénatrice"),
    "sgt": ("sergent", "sergente"),
}
"""Abbreviated ranks and offices: masculine and feminine."""

_STYLES = {
    "S.Exc.": "Son Excellence",
    "S.E.": "Son Excellence",
    "S.Ém.": "Son Éminence",
    "S.M.": "Sa Majesté",
    "S.S.": "Sa Sainteté",
    "S.A.": "Son Altesse",
    "S.A.R.": "Son Altesse Royale",
}
_NAME = r"(?=(?:[A-ZÀ-ÖØ-Þ]\.[ -]?){0,3}[A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zß-ÿ])"
_RANK = re.compile(
    rf"(?<![\w.-])(?i:(?P<article>(?:la|une|cette|notre|madame|mme)\s+)?(?P<rank>{'|'.join(_RANKS)}))\.\s+{_NAME}"
)
_STYLE = re.compile(
    r"(?<![\w.-])S\.\s?(?:Exc|Ém|E|M|S|A)\.(?:\s?R\.)?(?=\s+(?:M\.|Mgr|le|la|l['’]|[A-ZÀ-ÖØ-Þ][a-zß-ÿ]))"
)


def for_model(plain: str) -> Iterator[Edit]:
    """Yield edits that write out the abbreviated titles in the French `plain`."""
    if "." not in plain:
        return
    for match in _RANK.finditer(plain):
        rank = match["rank"]
        full = _RANKS[rank.lower()][bool(match["article"])]
        start, end = match.span("rank")
        yield Edit(start, end + 1, full.capitalize() if rank[0].isupper() else full)
    for match in _STYLE.finditer(plain):
        style = "".join(match[0].split())
        if style in _STYLES:
            yield Edit(*match.span(), _STYLES[style])
