"""Verbs of saying, in the third person, and what the model gets for those that it does not know.

The model takes `lança Paul` for a launch, and makes up English for `ronchonna` and `jubile`.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

_REGULAR = """
    aboyer accuser affirmer ajouter alerter annoncer appeler approuver argumenter articuler assurer
    avouer balayer balbutier bougonner bredouiller bégayer chanter chantonner chuchoter cingler clamer
    commander commencer commenter confier confirmer constater conseiller coasser couper crier croasser
    décider déclarer déplorer demander détailler éluder enchaîner entonner s'emporter s'enthousiasmer
    s'étonner s'écrier s'exclamer s'indigner s'inquiéter s'agacer s'alarmer s'amuser s'esclaffer
    s'étrangler s'excuser s'interroger s'offusquer s'insurger se_désoler se_justifier se_lamenter
    se_rappeler se_féliciter se_moquer se_vanter expliquer exiger estimer fanfaronner fulminer gazouiller
    glisser glousser grimacer grincer grogner grommeler gronder haleter hasarder hurler implorer indiquer
    insister interroger intimer inviter ironiser jeter jubiler jurer juger lâcher lancer marmonner
    marteler maugréer miauler minauder murmurer noter nuancer objecter observer opiner ordonner persifler
    pester piailler plaider plaisanter pleurer pleurnicher préciser prier proclamer proposer protester
    questionner raconter râler rappeler rassurer rectifier refuser regretter relativiser remarquer
    réclamer répéter répliquer résumer révéler riposter rétorquer ricaner ronchonner ronronner rouspéter
    sangloter scander siffler signaler soupirer souligner souffler suggérer supplier susurrer tacler
    tempérer tempêter témoigner tonner trancher trépigner triompher vociférer zozoter acquiescer
    continuer encourager énumérer
"""
_FINISHING = "avertir gémir rugir renchérir"
_IRREGULAR = {
    "dire": "dit disent disait disaient dit dirent dit",
    "redire": "redit redisent redisait redisaient redit redirent redit",
    "faire": "fait font faisait faisaient fit firent fait",
    "répondre": "répond répondent répondait répondaient répondit répondirent répondu",
    "reprendre": "reprend reprennent reprenait reprenaient reprit reprirent repris",
    "conclure": "conclut concluent concluait concluaient conclut conclurent conclu",
    "prévenir": "prévient préviennent prévenait prévenaient prévint prévinrent prévenu",
    "soutenir": "soutient soutiennent soutenait soutenaient soutint soutinrent soutenu",
    "intervenir": "intervient interviennent intervenait intervenaient intervint intervinrent intervenu",
    "promettre": "promet promettent promettait promettaient promit promirent promis",
    "admettre": "admet admettent admettait admettaient admit admirent admis",
    "interrompre": "interrompt interrompent interrompait interrompaient interrompit interrompirent"
    " interrompu",
    "poursuivre": "poursuit poursuivent poursuivait poursuivaient poursuivit poursuivirent poursuivi",
    "reconnaître": "reconnaît reconnaissent reconnaissait reconnaissaient reconnut reconnurent reconnu",
    "écrire": "écrit écrivent écrivait écrivaient écrivit écrivirent écrit",
    "se plaindre": "plaint plaignent plaignait plaignaient plaignit plaignirent plaint",
    "se souvenir": "souvient souviennent souvenait souvenaient souvint souvinrent souvenu",
    "se défendre": "défend défendent défendait défendaient défendit défendirent défendu",
    "se réjouir": "réjouit réjouissent réjouissait réjouissaient réjouit réjouirent réjoui",
    "s'enquérir": "enquiert enquièrent enquérait enquéraient enquit enquirent enquis",
    "rire": "rit rient riait riaient rit rirent ri",
    "sourire": "sourit sourient souriait souriaient sourit sourirent souri",
}
"""Forms in the order of `Form`."""

_PLAINER = {
    "articuler": "dire", "balayer": "répondre", "balbutier": "bégayer", "bougonner": "se plaindre",
    "bredouiller": "bégayer", "cingler": "s'exclamer", "coasser": "crier", "commander": "ordonner",
    "couper": "interrompre", "croasser": "crier", "éluder": "répondre", "énumérer": "dire",
    "enchaîner": "poursuivre",
    "entonner": "chanter", "faire": "dire", "fulminer": "s'exclamer", "gazouiller": "chanter",
    "glisser": "confier", "glousser": "plaisanter", "grimacer": "dire", "grincer": "dire",
    "grogner": "se plaindre", "grommeler": "se plaindre", "haleter": "dire", "hasarder": "suggérer",
    "implorer": "supplier", "intimer": "ordonner", "jeter": "dire", "jubiler": "s'exclamer",
    "lâcher": "dire", "lancer": "dire", "marmonner": "murmurer", "marteler": "répéter",
    "maugréer": "se plaindre", "miauler": "dire", "minauder": "dire", "nuancer": "préciser",
    "opiner": "approuver", "persifler": "plaisanter", "pester": "s'exclamer", "piailler": "crier",
    "plaider": "argumenter", "prévenir": "avertir", "râler": "se plaindre", "rassurer": "dire",
    "réclamer": "demander", "relativiser": "préciser", "ricaner": "plaisanter",
    "ronchonner": "se plaindre", "ronronner": "murmurer", "rouspéter": "se plaindre", "scander": "crier",
    "s'agacer": "s'exclamer", "s'amuser": "plaisanter", "s'emporter": "s'exclamer",
    "s'enquérir": "demander", "s'indigner": "s'exclamer", "rire": "dire",
    "s'enthousiasmer": "s'exclamer", "s'esclaffer": "plaisanter",
    "s'étrangler": "s'exclamer", "se désoler": "se lamenter", "se féliciter": "dire",
    "se justifier": "expliquer", "souffler": "murmurer", "sourire": "dire", "tacler": "dire",
    "tempérer": "préciser", "tempêter": "s'exclamer", "tonner": "s'exclamer", "trancher": "déclarer",
    "trépigner": "crier", "vociférer": "crier", "zozoter": "dire",
}  # fmt: skip
"""Verbs that the model takes literally, or does not know, and what it gets in the same tense and person."""

_OPEN = re.compile(r"(?P<start>.*)[eé](?P<end>[^aeiouyéèêâîô]{1,2})")
_DOUBLING = frozenset({"appel", "grommel", "jet", "rappel"})


Form = tuple[str, ...]
"""Present, imperfect and past of a verb, each singular and plural, and its participle; no pronoun."""


class Verb(NamedTuple):
    """A form of a verb of saying: the infinitive, with its pronoun, and which forms it may be, by index."""

    infinitive: str
    slots: tuple[int, ...]


PRESENT, PRESENT_PLURAL, PAST, PARTICIPLE = 0, 1, 4, 6
"""Indices in `Form`."""


@cache
def _conjugated() -> Mapping[str, Form]:
    """Return the forms of each verb."""
    found = {verb: tuple(forms.split()) for verb, forms in _IRREGULAR.items()}
    for verb in _REGULAR.split():
        found[verb.replace("_", " ")] = _first_group(verb.removeprefix("se_").removeprefix("s'")[:-2])
    for verb in _FINISHING.split():
        stem = verb[:-1]
        found[verb] = (
            f"{stem}t",
            f"{stem}ssent",
            f"{stem}ssait",
            f"{stem}ssaient",
            f"{stem}t",
            f"{stem}rent",
            stem,
        )
    return found


def _first_group(stem: str) -> Form:
    soft = f"{stem[:-1]}ç" if stem[-1] == "c" else f"{stem}e" if stem[-1] == "g" else stem
    strong = stem
    if stem in _DOUBLING:
        strong = stem + stem[-1]
    elif stem[-2:] in ("ay", "oy"):
        strong = f"{stem[:-1]}i"
    elif (match := _OPEN.fullmatch(stem)) and (len(match["end"]) == 1 or match["end"][1] in "lr"):
        double = len(set(match["end"])) < len(match["end"])
        strong = stem if double else f"{match['start']}è{match['end']}"
    return (
        f"{strong}e",
        f"{strong}ent",
        f"{soft}ait",
        f"{soft}aient",
        f"{soft}a",
        f"{stem}èrent",
        f"{stem}é",
    )


@cache
def verbs() -> Mapping[str, Verb]:
    """Map the forms of verbs of saying, each with its pronoun, to their verbs: `dit`, `s'écria`."""
    found: dict[str, Verb] = {}
    for infinitive, forms in _conjugated().items():
        for slot, form in enumerate(forms):
            known = found.get(word := _with_pronoun(infinitive, form))
            found[word] = Verb(infinitive, (*(known.slots if known else ()), slot))
    return found


def _with_pronoun(infinitive: str, form: str) -> str:
    if not infinitive.startswith(("s'", "se ")):
        return form
    return f"s'{form}" if form[0] in "aeiouéèêh" else f"se {form}"


def plainer(form: str, *, compound: bool = False) -> str | None:
    """Return what the model gets for a form of a verb of saying, in the same tense and person.

    A `compound` form is a participle after an auxiliary. Return None if the form stays.
    """
    verb = verbs().get(form)
    plain = verb and _PLAINER.get(verb.infinitive)
    if verb is None or plain is None or (compound and plain.startswith("s")):
        return None
    slots = [slot for slot in verb.slots if (slot == PARTICIPLE) == compound]
    return _with_pronoun(plain, _conjugated()[plain][slots[-1]]) if slots else None
