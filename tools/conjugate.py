"""Write the forms of the verbs in idioms.tsv, from a Hunspell dictionary that says what each form is.

Usage: `python tools/conjugate.py FOLDER`, the folder with `fr.aff` and `fr.dic` of Debian's
`hunspell-fr-comprehensive` (Dicollecte, MPL 2.0). What it writes is under the MPL too.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

from enregard.translate.draft.concessions import VERBS
from enregard.translate.draft.conjugation import FORMS, SLOTS
from enregard.translate.draft.idioms import TABLE, read_table, verbs_in

HEAD = """\
# Forms of French verbs: infinitive, then the forms in the order of `conjugation.SLOTS`, separated by `,`;
# some have two, with `/` between them.
# Written by tools/conjugate.py from the French dictionary of Dicollecte, version 7.0, copyright 2007-2018
# Dicollecte contributors. This file is subject to the terms of the Mozilla Public License, v. 2.0; you can
# obtain a copy at https://mozilla.org/MPL/2.0/.
"""

_TENSES = ("ipre", "iimp", "ipsi", "ifut", "cond", "spre", "simp", "impe")
_PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl")


def rules(aff: str) -> dict[str, list[tuple[str, str, re.Pattern[str], str]]]:
    """Return the suffix rules by flag: what to strip, what to add, on which words, what the form is."""
    found = defaultdict(list)
    for line in aff.splitlines():
        parts = line.split()
        if len(parts) > 5 and parts[0] == "SFX" and parts[2] != "Y":
            strip, add = (part if part != "0" else "" for part in (parts[2], parts[3].partition("/")[0]))
            kinds = " ".join(re.findall(r"(?:po|is):(\w+)", line))
            found[parts[1]].append((strip, add if add != "0" else "", re.compile(f"(?:{parts[4]})$"), kinds))
    return found


def slots(kinds: str) -> set[str]:
    """Return the names in `SLOTS` of a form that is `kinds`, such as `ipre spre 1sg 3sg`."""
    words = kinds.split()
    if "infi" in words or "ppre" in words:
        return {"infi" if "infi" in words else "ppre"}
    if "ppas" in words:
        genders = ["m", "f"] if "epi" in words else ["f" if "fem" in words else "m"]
        numbers = ["s", "p"] if "inv" in words else ["p" if "pl" in words else "s"]
        return {f"ppas {gender}{number}" for gender in genders for number in numbers}
    return {
        f"{tense} {person}" for tense in _TENSES if tense in words for person in _PERSONS if person in words
    }


def conjugate(folder: Path, verbs: set[str]) -> dict[str, dict[str, list[str]]]:
    """Return the forms of `verbs` by slot; some have two: `paie` and `paye`."""
    suffixes = rules((folder / "fr.aff").read_text("utf-8"))
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in (folder / "fr.dic").read_text("utf-8").splitlines():
        word, _, rest = line.partition("/")
        if word not in verbs or "po:v" not in rest:
            continue
        flags = rest.split()[0]
        for flag in (flags[at : at + 2] for at in range(0, len(flags), 2)):
            for strip, add, condition, kinds in suffixes.get(flag, ()):
                if condition.search(word) and word.endswith(strip):
                    form = word.removesuffix(strip) + add if strip else word + add
                    for slot in slots(kinds):
                        if form not in found[word][slot]:
                            found[word][slot].append(form)
    return found


def main() -> None:
    """Write the file."""
    verbs = verbs_in(read_table(TABLE.read_text("utf-8"))) | VERBS
    found = conjugate(Path(sys.argv[1]), verbs)
    if missing := sorted(verbs - set(found)):
        raise SystemExit(f"not in the dictionary: {', '.join(missing)}")
    lines = [
        f"{verb}\t{','.join('/'.join(sorted(found[verb][slot])) for slot in SLOTS)}\n"
        for verb in sorted(found)
    ]
    FORMS.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
