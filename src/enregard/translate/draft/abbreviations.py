"""Write out French abbreviations for the model, which drops those that it does not know.

`Bât. B` became "Stick", `Rdv` stayed as it is, and `2 c. à café` became "2 cups". Titles before names are in
`titles`.
"""

import re
from collections.abc import Iterator

from enregard.article.edits import Edit

_BLANK = "[ \u00a0\u202f]"
_UPPER = "(?-i:[A-ZÀ-ÖØ-ÞŒ])"
_MONTHS = r"(?:janv|f[ée]v|mars|avr|mai\b|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)"
_DAYS = {
    **{"lun": "lundi", "mar": "mardi", "mer": "mercredi", "merc": "mercredi", "jeu": "jeudi"},
    **{"ven": "vendredi", "vend": "vendredi", "sam": "samedi", "dim": "dimanche"},
}
_DAY = rf"(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))})"

_FULL: tuple[tuple[str, str], ...] = (
    (rf"(?<=\d){_BLANK}pers\.", " personnes"),
    (r"rens\.(?=\s*(?::|et\b|au\b|aupr|à\b|sur\b))", "renseignements"),
    (r"inscr?\.(?=\s*(?::|et\b|au|avant\b|dès\b|jusqu|obligatoire|gratuite|sur\b))", "inscriptions"),
    (r"r[ée]s(?:erv)?\.(?=\s(?:au\b|sur\b|obligatoire|conseillée|avant\b|:))", "réservation"),
    (r"(?<=,\s)vds(?=\s)", "à vendre :"),
    (r"resp\.(?=\s*:)", "responsable"),
    (r"dép\.(?=\s(?:de\s|du\s|des\s|d['’]))", "département"),
    (r"bât\.(?=\s(?:(?-i:[A-Z])|\d{1,3})(?!\w))", "bâtiment"),
    (r"esc\.(?=\s(?:(?-i:[A-Z])|\d{1,3})(?!\w))", "escalier"),
    (r"(?<=\d[eᵉ]\s)ét\.|(?<=\der\s)ét\.", "étage"),
    (r"(?:r\.?-de-ch|rez-de-ch)\.(?=\W|\Z)", "rez-de-chaussée"),
    (r"(?:rdv|r\.d\.v\.|rendez-vs)(?!\w)", "rendez-vous"),
    (r"appts?\b\.?", "appartement"),
    (r"(?<=\d)\s?p\.(?=,\s\d{2,3}\s?m[2²])", " pièces"),
    (r"(?:sté|soc\.)(?=\s(?:de|du|des|d['’])\b)", "société"),
    (r"assoc\.(?=\s(?:loi|de|du|des|d['’]|sportive|culturelle|locale|familiale)\b)", "association"),
    (r"coll\.\spart\.", "collection privée"),
    (r"trad\.(?=\s(?:de\s|du\s|par\s|d['’]))", "traduit"),
    (rf"vve(?=\s{_UPPER})", "veuve"),
    (r"éd\.(?=\s(?:augmentée|critique|illustrée|originale|revue|corrigée)\b)", "édition"),
    (r"t\.(?=\s(?:(?-i:[IVXLC]+)|\d{1,2})(?![\w.]))", "tome"),
    (r"cuill?\.(?=\sà\s)", "cuillères"),
    (r"th\.(?=\s\d{1,2}(?:[-/]\d{1,2})?(?!\d))", "thermostat"),
    (r"qqs?\.(?=\s[^\W\d_])", "quelques"),
    (r"s\.?v\.?p\.?(?!\w)", "s'il vous plaît"),
    (r"(?<=7)\s?j(?:ours)?\s?/\s?7\b", " jours sur 7"),
    (r"max\.(?=\s\d)", "maximum"),
    (r"min\.(?=\s\d)", "minimum"),
    (r"conf\.(?=\sde\spresse\b)", "conférence"),
    (r"rép\.(?=\stél)", "répondeur"),
    (r"cons\.\s(?:mun|munic)\.", "conseil municipal"),
    (r"cons\.\sgén\.", "conseil général"),
    (r"pdte?\.(?=\s(?:de\s|du\s|des\s|d['’]))", "président"),
    (r"arr\.(?=\s(?:de\s|du\s|d['’]))", "arrondissement"),
    (r"cant\.(?=\s(?:de\s|du\s|d['’]))", "canton"),
    (r"min\.(?=\s(?:de\sl|de\sla\s|du\s|des\s))", "ministère"),
    (r"circ\.(?=\s(?:du\s\d|n°))", "circulaire"),
    (r"arch\.\sd[ée]p\.", "archives départementales"),
    (r"arch\.\s(?:mun|munic)\.", "archives municipales"),
    (r"arch\.\snat\.", "archives nationales"),
    (r"bibl\.\smun\.", "bibliothèque municipale"),
    (r"bat\.\sd['’]inf\.", "bataillon d'infanterie"),
    (r"rég\.\sd['’]inf\.", "régiment d'infanterie"),
    (r"hôp\.(?=\s(?:S|de\s|du\s))", "hôpital"),
    (r"(?:ets|éts|établ)\.(?=\s(?-i:[A-ZÀ-Þ]))", "établissements"),
    (r"(?<=\d\s)sem\.", "semaines"),
    (r"(?<=au\s)min\.", "minimum"),
    (r"(?<=au\s)max\.", "maximum"),
    (r"r\.\s?p\.(?=\s(?-i:[A-ZÀ-Þ][a-zà-ÿ]))", "révérend père"),
    (r"éduc\.\snat\.", "Éducation nationale"),
)
_START = r"(?<![\w.-])"
_ABBREVIATION = re.compile(
    "|".join(
        f"(?P<a{at}>{'' if pattern.startswith('(?<=') else _START}(?:{pattern}))"
        for at, (pattern, _) in enumerate(_FULL)
    ),
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\bNos\s\d|[^\W\d_]\.(?=\s*\S)|(?<!\w)[^\W\d_]{1,6}\.\s*\Z|\d ?p\.|\d ?j"
    r"|(?:rdv|appt|sté|vve|vds|svp)\b|càs|càc",
    re.IGNORECASE,
)
"""Signs of an abbreviation; the last word of most sentences is too long to be one."""

_SPOON = re.compile(
    rf"(?P<number>\d+|½|¼|une|deux|trois)(?P<gap>{_BLANK})(?:c\.?{_BLANK}?à{_BLANK}?(?P<what>s|c|soupe|café|thé)\b\.?|cà(?P<short>[sc])\b)",
    re.IGNORECASE,
)
_SPOONS = {"s": "soupe", "c": "café"}
_SELLS = re.compile(r"\A(?:Vds|Vd|VDS|Vends)\.?(?=\s[a-zà-ÿ0-9])")
_SEEKS = re.compile(r"\A(?:Ch|Cher|Rech)\.(?=\s[a-zà-ÿ])")
_PRINTER = re.compile(rf"\AImp\.(?=\s{_UPPER}[a-zß-ÿ]+,)")
_NUMBERS = re.compile(r"\bNos(?=\s\d+(?:(?:,|\set|\sà|-)\s?\d+){1,9}\s*(?:[:.,;]|\Z))")
_DATED = re.compile(
    rf"(?<![\w'’.-]){_DAY}\.(?=\s(?:\d{{1,2}}(?:er)?\s{_MONTHS}|et\s{_DAY}\.|{_DAY}\.))", re.IGNORECASE
)
_PAIRED = re.compile(rf"(?<=\bet\s){_DAY}\.(?=\s*(?::|,|\Z|de\b|à\b|\d))", re.IGNORECASE)


def for_model(plain: str) -> Iterator[Edit]:
    """Yield edits that write out the abbreviations in the French `plain`; they do not overlap."""
    if not _ANY.search(plain):
        return
    for match in _ABBREVIATION.finditer(plain):
        full = _cased(match[0], _FULL[int((match.lastgroup or "a0")[1:])][1])
        last = match[0][-1] == "." and match.end() == len(plain.rstrip())
        yield Edit(*match.span(), f"{full}." if last else full)
    for match in _SPOON.finditer(plain):
        what = (match["what"] or match["short"]).lower()
        one = match["number"].lower() in ("1", "½", "¼", "une")
        spoon = f"cuillère{'' if one else 's'} à {_SPOONS.get(what, what)}"
        yield Edit(match.end("gap"), match.end(), spoon)
    for pattern, start in ((_SELLS, "À vendre :"), (_SEEKS, "Nous cherchons"), (_PRINTER, "Imprimerie")):
        if first := pattern.match(plain):
            yield Edit(*first.span(), start)
    for match in _NUMBERS.finditer(plain):
        yield Edit(*match.span(), "Numéros")
    for pattern in (_DATED, _PAIRED):
        for match in pattern.finditer(plain):
            yield Edit(*match.span(), _cased(match[0], _DAYS[match[0][:-1].lower()]))


def _cased(short: str, full: str) -> str:
    return full[0].upper() + full[1:] if short[0].isupper() else full
