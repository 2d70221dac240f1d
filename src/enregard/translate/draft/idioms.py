"""Reword French idioms in plain French for the model, which translates them word for word.

`jeter un pavé dans la mare` becomes `causer une polémique`, in the tense and person of the sentence.
`idioms.tsv` says how it is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from enregard.article.edits import Edit, Span
from enregard.system.files import packaged_text
from enregard.translate.draft.conjugation import PERSONS, analyses, conjugation, takes_etre

TABLE = Path(__file__).with_name("idioms.tsv")

_WORD = re.compile(r"[^\W\d_]+['’]|\d+|[^\W_]+")
_JOINT = re.compile(r"[\s-]{0,3}")
_CLITICS = frozenset("me m' te t' se s' nous vous le la les l' lui leur y en".split())  # noqa: SIM905
_OBJECTS = frozenset("me m' te t' nous vous le la les l'".split())  # noqa: SIM905
_DATIVES = frozenset("me m' te t' nous vous lui leur".split())  # noqa: SIM905
_REFLEXIVES = {
    **{"me": "1sg", "m'": "1sg", "te": "2sg", "t'": "2sg", "nous": "1pl", "vous": "2pl"},
    **{"se": "3", "s'": "3"},
}
_POSSESSIVES = {
    "son": ("mon", "ton", "son", "notre", "votre", "leur"),
    "sa": ("ma", "ta", "sa", "notre", "votre", "leur"),
    "ses": ("mes", "tes", "ses", "nos", "vos", "leurs"),
}
_ADVERBS = frozenset(
    """
    alors assez aussi aussitôt autant beaucoup bien bientôt certes cependant déjà depuis désormais donc
    encore enfin ensemble ensuite guère hier hélas ici jamais longtemps maintenant mieux même non parfois
    pas peu plus plutôt point pourtant presque puis quasi rien souvent surtout tantôt tard tous tout toute
    toutes toujours très trop tôt vite
    """.split()  # noqa: SIM905
)
"""Words that may be between a verb and what belongs to it; those in -ment may too."""

_ADVERBIALS = """
    à nouveau|à son tour|à leur tour|au final|bel et bien|cette année|cette fois|cette semaine|cet été
    ce matin|ce soir|d' abord|de nouveau|d' ores et déjà|du coup|du jour au lendemain|en fait|en partie
    encore une fois|hier matin|hier soir|il est vrai|par ailleurs|peu à peu|pour de bon|quand même
    sans doute|tout à fait|tout de même|tout de suite|tout simplement|un peu
    lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche
    une bonne fois pour toutes|une fois de plus|une fois encore|une nouvelle fois
"""
_ADVERBIALS_BY_END: dict[str, list[list[str]]] = {}
"""Phrases that may be between them as well, by their last word."""
for _phrase in re.split(r"[|\n]\s*", _ADVERBIALS.strip()):
    _ADVERBIALS_BY_END.setdefault(_phrase.split()[-1], []).append(_phrase.split())

_DETERMINERS = frozenset("ce cette la le les leur leurs sa ses son un une des mon ma mes ton ta tes".split())  # noqa: SIM905
_SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles t ce".split())  # noqa: SIM905
_GAP = 4  # words between a verb and what belongs to it
_OBJECT_GAP = 6
_ASIDE = 8  # words between commas
_DENIALS = frozenset({"jamais", "pas"})
_PREPOSITIONS = frozenset("à avec chez contre dans de devant en par pour sans sous sur vers".split())  # noqa: SIM905
_ELISIONS = {
    **{"je": "j'", "ne": "n'", "de": "d'", "que": "qu'", "se": "s'", "me": "m'", "te": "t'", "le": "l'"},
    **{"lorsque": "lorsqu'", "puisque": "puisqu'", "jusque": "jusqu'"},
}
_FULL = {short: full for full, short in _ELISIONS.items()}
_VOWEL = re.compile(r"[aâàeéèêëiîïoôöuùûüyœæ]|h(?:abi|abl|ard|armo|eur[eé]|ésit|érit|omm|on[no]|umi|umo|uma)")
_ARTICLES = {"du": "le", "des": "les", "au": "le", "aux": "les"}
_JOINED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}


class Token(NamedTuple):
    """A word in lower case, with straight apostrophes, and where it is."""

    word: str
    start: int
    end: int


class Rewording(NamedTuple):
    """Edits that belong together, all within `span`."""

    span: Span
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the table: words before the verb, clitics, the infinitive, the words after it.

    Without a verb, all words are in `rest`. `open` says that an object may follow the verb.
    """

    before: tuple[str, ...]
    clitics: tuple[str, ...]
    verb: str | None
    rest: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    """What must not follow, or be after the verb."""
    open: bool = False
    open_before: bool = False
    dative: bool = False

    @property
    def reflexive(self) -> bool:
        """Return whether the verb is reflexive."""
        return not {"se", "s'"}.isdisjoint(self.clitics)


@dataclass(frozen=True, slots=True)
class Entry:
    """An idiom, its plain form, and sentences to try them with."""

    idiom: Phrase
    plain: Phrase
    samples: tuple[str, ...]
    line: str


def words(plain: str) -> list[Token]:
    """Return the words of `plain`; what is elided is a word."""
    return [
        Token(match[0].lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(plain)
    ]


def read_table(table: str) -> list[Entry]:
    """Read the table: idiom, plain form and samples between tabs, the samples between bars."""
    entries = []
    for line in table.splitlines():
        if line and not line.startswith("#"):
            idiom, plain, samples = line.split("\t")
            entries.append(
                Entry(
                    read_phrase(idiom.replace("-", " ")),
                    read_phrase(plain),
                    tuple(sample.strip() for sample in samples.split("|")),
                    idiom,
                )
            )
    return entries


def read_phrase(phrase: str) -> Phrase:
    """Read an idiom or its plain form."""
    parts = re.findall(r"[^\s']+'?", phrase)
    forbidden = tuple(part[1:] for part in parts if part[0] == "!")
    parts = [part for part in parts if part[0] != "!"]
    dative = "(lui)" in parts
    marked = next((at for at, part in enumerate(parts) if part.startswith("*")), None)
    if marked is None:
        return Phrase((), (), None, tuple(parts), forbidden)
    start = marked
    while start > 0 and (parts[start - 1] in _CLITICS or parts[start - 1] == "(lui)"):
        start -= 1
    before, rest = parts[:start], parts[marked + 1 :]
    return Phrase(
        tuple(part for part in before if part != "…"),
        tuple(part for part in parts[start:marked] if part != "(lui)"),
        parts[marked].removeprefix("*"),
        tuple(part for part in rest if part != "…"),
        forbidden,
        open="…" in rest,
        open_before="…" in before,
        dative=dative,
    )


def verbs_in(entries: Iterable[Entry]) -> set[str]:
    """Return the infinitives in `entries`, and the auxiliaries."""
    found = {"avoir", "être"}
    for entry in entries:
        found |= {verb for verb in (entry.idiom.verb, entry.plain.verb) if verb}
    return found


@dataclass(frozen=True, slots=True)
class _Index:
    """Entries by the rarest word of their idiom, with its place; by their verb if there is no other."""

    by_word: Mapping[str, Sequence[tuple["_Matcher", int]]]
    by_form: Mapping[str, Sequence["_Matcher"]]


@cache
def entries() -> Sequence[Entry]:
    """Return the entries of `idioms.tsv`."""
    return read_table(packaged_text(__package__, TABLE.name))


@cache
def _index() -> _Index:
    by_word: dict[str, list[tuple[_Matcher, int]]] = {}
    by_form: dict[str, list[_Matcher]] = {}
    # the longest idiom first: it says most
    for entry in sorted(entries(), key=lambda one: -len(one.idiom.rest) - len(one.idiom.before)):
        matcher = _Matcher(entry)
        at = matcher.key()
        if at is None:
            for form in analyses(entry.idiom.verb or ""):
                by_form.setdefault(form, []).append(matcher)
        else:
            for word in matcher.rest[at]:
                by_word.setdefault(word, []).append((matcher, at))
    return _Index(by_word, by_form)


def for_model(plain: str) -> Iterator[Rewording]:
    """Yield the rewordings of the idioms in the French `plain`; they do not overlap."""
    tokens = words(plain)
    index = _index()
    found: list[Rewording] = []
    for at, token in enumerate(tokens):
        for matcher, place in index.by_word.get(token.word, ()):
            if rewording := matcher.match(plain, tokens, at - place):
                found.append(rewording)
        for matcher in index.by_form.get(token.word, ()):
            if rewording := matcher.match(plain, tokens, at + 1):
                found.append(rewording)
    end = 0
    for one in sorted(found, key=lambda one: (one.span[0], -one.span[1])):
        if one.span[0] >= end:
            yield one
            end = one.span[1]


def _choices(word: str) -> frozenset[str]:
    """Return the words that an idiom's `word` stands for."""
    found: set[str] = set()
    for one in word.split("/"):
        if one in _POSSESSIVES:
            found.update(_POSSESSIVES[one])
        elif one.endswith("(s)"):
            found.update((one[:-3], one[:-3] + "s"))
        elif one.endswith("(es)"):
            found.update(one[:-4] + ending for ending in ("", "e", "s", "es"))
        else:
            found.add(one)
    return frozenset(word.lower() for word in found)


class _Matcher:
    """Matches one idiom against sentences, and rewords it."""

    def __init__(self, entry: Entry) -> None:
        self.idiom, self.plain = entry.idiom, entry.plain
        self.preposition = None
        rest = list(self.idiom.rest)
        if len(rest) > 1 and rest[-1] in ("de", "à"):
            self.preposition = rest.pop()
        self.rest = [_choices(word) for word in rest]
        if self.preposition:
            self.rest.append(
                frozenset({"de", "d'", "du", "des"} if self.preposition == "de" else {"à", "au", "aux"})
            )
        self.before = [_choices(word) for word in self.idiom.before]
        self.capitals = [at for at, word in enumerate(self.idiom.rest) if word[0].isupper()]
        self.after = list(self.plain.rest)
        self.new_preposition = None
        if self.preposition and self.after and self.after[-1] in _PREPOSITIONS:
            self.new_preposition = self.after.pop()

    def key(self) -> int | None:
        """Return the index in `rest` of the idiom's rarest word; None if there is only the verb."""
        count = len(self.rest) - bool(self.preposition)
        lengths = [min(map(len, self.rest[at])) for at in range(count)]
        return max(range(count), key=lengths.__getitem__) if count else None

    def match(self, plain: str, tokens: Sequence[Token], start: int) -> Rewording | None:
        """Return the rewording of the idiom whose `rest` begins at token `start`, if it is there."""
        stop = start + len(self.rest)
        if start < 0 or stop > len(tokens):
            return None
        for at, choices in enumerate(self.rest, start):
            if tokens[at].word not in choices or (at > start and not _adjacent(plain, tokens, at)):
                return None
        if stop < len(tokens) and tokens[stop].word in self.idiom.forbidden:
            return None
        if any(not plain[tokens[start + at].start].isupper() for at in self.capitals):
            return None
        if self.idiom.verb is None:
            return self._noun(plain, tokens, start, stop)
        verb = self._verb(plain, tokens, start)
        if verb is None or any(token.word in self.idiom.forbidden for token in tokens[verb:start]):
            return None
        if _DENIALS.intersection(
            self.idiom.forbidden, (token.word for token in tokens[max(verb - 2, 0) : verb])
        ):
            return None
        return _Clause(self, plain, tokens, verb, start, stop).rewording()

    def _noun(self, plain: str, tokens: Sequence[Token], start: int, stop: int) -> Rewording | None:
        many = any(
            tokens[at].word != word.removesuffix("(s)")
            for at, word in enumerate(self.idiom.rest, start)
            if word.endswith("(s)")
        )
        new, end = contract(plain, tokens, *self.ending(tokens, stop, "3sg", many=many))
        edit = replace(plain, tokens, start, end, new)
        return Rewording((edit.start, edit.end), (edit,))

    def ending(
        self, tokens: Sequence[Token], stop: int, person: str, *, many: bool = False, hers: bool = False
    ) -> tuple[str, int]:
        """Return the plain words after the verb, and the offset up to which they replace the idiom's."""
        owner = PERSONS.index(person)
        new = [_POSSESSIVES[word][owner] if word in _POSSESSIVES else word for word in self.after]
        new = [word.replace("(e)", "e" if hers else "").replace("(s)", "s" if many else "") for word in new]
        end = tokens[stop - 1].end
        if self.preposition:
            last = tokens[stop - 1].word
            if self.new_preposition == self.preposition and stop - 2 >= 0:
                end = tokens[stop - 2].end
            else:
                article = _ARTICLES.get(last, "")
                pair = (self.new_preposition or "", article)
                new += [word for word in (_JOINED.get(pair) or " ".join(pair).strip(),) if word]
                if last == "d'" and new:
                    return _join(new) + " ", end
                if last == "d'":
                    return "", end
        return _join(new), end

    def _verb(self, plain: str, tokens: Sequence[Token], start: int) -> int | None:
        """Return the index of the form of the verb before token `start`."""
        forms = analyses(self.idiom.verb or "")
        most = _OBJECT_GAP if self.idiom.open else _GAP
        at = start - 1
        for _ in range(most + 1):
            if at < 0:
                return None
            if (at + 1 < start or self.rest) and not _adjacent(plain, tokens, at + 1):
                return None
            if tokens[at].word in forms:
                return at
            gap = 1 if self.idiom.open else _gap(plain, tokens, at)
            if not gap:
                return None
            at -= gap
        return None


def _adjacent(plain: str, tokens: Sequence[Token], at: int) -> bool:
    """Return whether only blanks or a hyphen are between the token at `at` and the one before it."""
    return at > 0 and _JOINT.fullmatch(plain, tokens[at - 1].end, tokens[at].start) is not None


def _gap(plain: str, tokens: Sequence[Token], at: int) -> int:
    """Return how many tokens that end with this one may be between a verb and what belongs to it."""
    word = tokens[at].word
    for phrase in _ADVERBIALS_BY_END.get(word, ()):
        if [token.word for token in tokens[max(0, at + 1 - len(phrase)) : at + 1]] == phrase:
            return len(phrase)
    if word in _SUBJECTS:
        return tokens[at].start > 0 and plain[tokens[at].start - 1] == "-"
    return word in _ADVERBS or (word.endswith("ment") and len(word) > len("moment"))


def _aside(plain: str, tokens: Sequence[Token], at: int) -> int:
    """Return the index of the last token before the words between commas that end before token `at`.

    It is -1 if there are no such words.
    """
    if plain[tokens[at - 1].end : tokens[at].start].strip() != ",":
        return -1
    for before in range(at - 2, max(-1, at - 3 - _ASIDE), -1):
        gap = plain[tokens[before].end : tokens[before + 1].start].strip()
        if gap:
            return before if gap == "," else -1
    return -1


def _join(parts: Iterable[str]) -> str:
    return re.sub(r"' ", "'", " ".join(parts))


def _elided(word: str, following: str) -> str:
    """Return `word`, elided or not as what follows requires, with the blank after it."""
    word = _ELISIONS.get(word, word) if _VOWEL.match(following) else _FULL.get(word, word)
    return word if word.endswith("'") else word + " "


def contract(plain: str, tokens: Sequence[Token], new: str, end: int) -> tuple[str, int]:
    """Join a last `à` or `de` in `new` with the article after the offset `end`: `au`, `des`."""
    head, _, last = new.rpartition(" ")
    following = next((token for token in tokens if token.start >= end), None)
    if (
        following
        and (joined := _JOINED.get((last, following.word)))
        and plain[end : following.start].isspace()
    ):
        return f"{head} {joined}".strip(), following.end
    return new, end


def replace(plain: str, tokens: Sequence[Token], start: int, end: int, new: str) -> Edit:
    """Return the edit that puts `new` from token `start` up to the offset `end`.

    The word before it is elided or written in full; a first capital stays.
    """
    first = tokens[start]
    begin = first.start
    if (
        new
        and plain[begin].isupper()
        and not (plain[begin : begin + 2].isupper() and plain[begin + 1 : begin + 2].isalpha())
    ):
        new = new[0].upper() + new[1:]
    if start > 0 and new:
        before = tokens[start - 1]
        head, _, tail = new.partition(" ")
        joined = {**_JOINED, ("de", "aux"): "des", ("de", "au"): "du", ("de", "en"): "de"}
        pair = (_FULL.get(before.word, before.word), head.lower())
        if pair in joined and _adjacent(plain, tokens, start):
            return Edit(before.start, end, f"{joined[pair]} {tail}")
        short = before.word in _FULL
        if (short or before.word in _ELISIONS) and _adjacent(plain, tokens, start):
            changed = _elided(before.word, new.lower())
            if changed.strip() != before.word:
                if plain[before.start].isupper():
                    changed = changed[0].upper() + changed[1:]
                return Edit(before.start, end, changed + new)
    if not new and start > 0:
        begin = tokens[start - 1].end
        if end < len(plain) and plain[end - 1] in "'’":  # `d'une`: the blank before stays
            begin = first.start
    return Edit(begin, end, new)


class _Clause:
    """The verb of an idiom in a sentence: its form, auxiliary and clitics."""

    def __init__(
        self, matcher: _Matcher, plain: str, tokens: Sequence[Token], verb: int, start: int, stop: int
    ) -> None:
        self.matcher, self.plain, self.tokens = matcher, plain, tokens
        self.verb, self.start, self.stop = verb, start, stop
        self.idiom, self.new = matcher.idiom, matcher.plain
        self.auxiliary: int | None = None

    def rewording(self) -> Rewording | None:
        """Return the rewording, or None if this is not the idiom or its grammar is unclear."""
        if self.new.verb is None:
            return self._whole()
        slots = analyses(self.idiom.verb or "")[self.tokens[self.verb].word]
        participles = [slot for slot in slots if slot.startswith("ppas")]
        if participles:
            self.auxiliary = self._find_auxiliary()
        before = self.tokens[self.verb - 1].word if self.verb else ""
        if participles and self.auxiliary is None and before in _DETERMINERS:
            return None  # a noun: `la montée en puissance`
        if before in _DETERMINERS - _CLITICS - _SUBJECTS and not self._is_pronoun(self.verb - 1):
            return None  # `un vote blanc`
        if participles and (self.auxiliary is not None or len(participles) == len(slots)):
            return self._compound(participles[0])
        finite = [slot for slot in slots if not slot.startswith("ppas")]
        if participles and self._subject() not in ("je", "j'", "tu"):
            finite = [slot for slot in finite if not slot.endswith(("1sg", "2sg"))]
            if not finite:
                return self._compound(participles[0])
        return self._simple(self._choose(finite))

    def _whole(self) -> Rewording | None:
        """Return the rewording of a clause by a noun."""
        begin = self._find_before(
            self.verb if self._find_auxiliary() is None else self._find_auxiliary() or 0
        )
        if begin is None:
            return None
        edit = replace(self.plain, self.tokens, begin, self.tokens[self.stop - 1].end, _join(self.new.rest))
        return Rewording((edit.start, edit.end), (edit,))

    def _find_auxiliary(self) -> int | None:
        at = self.verb - 1
        for _ in range(_GAP + 1):
            if at < 0:
                return None
            if not _adjacent(self.plain, self.tokens, at + 1):
                at = _aside(self.plain, self.tokens, at + 1)
                return at if at >= 0 and self._is_auxiliary(at) else None
            if self._is_auxiliary(at):
                return at
            gap = _gap(self.plain, self.tokens, at)
            if not gap:
                return None
            at -= gap
        return None

    def _is_pronoun(self, at: int) -> bool:
        """Return whether `un` or `une` is a pronoun: `l'un vote blanc`."""
        return at > 0 and self.tokens[at - 1].word in ("l'", "quelqu'")

    def _is_auxiliary(self, at: int) -> bool:
        word = self.tokens[at].word
        return word in analyses("être") or word in analyses("avoir")

    def _subject(self) -> str:
        """Return the word before the verb and its clitics."""
        at = self.verb - 1
        while at >= 0 and self.tokens[at].word in {*_CLITICS, "ne", "n'"} - {"nous", "vous"}:
            at -= 1
        return self.tokens[at].word if at >= 0 else ""

    def _choose(self, slots: Sequence[str]) -> str:
        """Return the likeliest of `slots`, by the subject pronoun before the verb."""
        if len(slots) == 1:
            return slots[0]
        subject = self._subject()
        person = {"je": "1sg", "j'": "1sg", "tu": "2sg"}.get(subject)
        for slot in slots:
            if person is not None and slot.endswith(person):
                return slot
        tense = [slot for slot in slots if slot.split()[0] == slots[0].split()[0]]
        likeliest = next((slot for slot in tense if slot.endswith(("3sg", "3pl"))), tense[0])
        commanded = f"impe {likeliest.split()[-1]}"
        return commanded if commanded in slots and subject not in ("nous", "vous", "tu") else likeliest

    def _clitics(self, head: int, slot: str) -> tuple[int, str] | None:
        """Return the index of the first clitic before `head` and the new clitics; None if they do not fit.

        The clitics that the idiom has are replaced by those of the plain form.
        """
        at = head
        found: list[str] = []
        while at > 0 and self.tokens[at - 1].word in _CLITICS and _adjacent(self.plain, self.tokens, at):
            at -= 1
            found.insert(0, self.tokens[at].word)
        person = slot.split()[-1] if slot.split()[-1] in PERSONS else ""
        subject = {"1pl": "nous", "2pl": "vous"}.get(person)
        wanted = [one for one in self.idiom.clitics if one not in ("se", "s'")]
        kept: list[str] = []
        if subject and found[:1] == [subject] and (not self.idiom.reflexive or found[1:2] == [subject]):
            found.pop(0)
            at += 1
        if slot == "ppre" and found[:1] == ["en"] and "en" not in wanted:
            found.pop(0)
            at += 1
        self.person = person
        if self.idiom.reflexive:
            if not found or found[0] not in _REFLEXIVES:
                return None
            whose = _REFLEXIVES[found[0]]
            if person and not (person == whose or (whose == "3" and person.startswith("3"))):
                return None
            self.person = person or (whose if whose != "3" else "")
            found.pop(0)
        for one in list(found):
            if one in wanted or {"l'": "le"}.get(one) in wanted:
                wanted = [other for other in wanted if other not in (one, {"l'": "le"}.get(one))]
            elif (self.idiom.dative and one in _DATIVES) or (self.idiom.open and one in _OBJECTS):
                kept.append(one)
            else:
                return None
        if wanted:
            return None
        new = [self._reflexive() if one in ("se", "s'") else one for one in self.new.clitics]
        return at, " ".join([*new, *kept])

    def _reflexive(self) -> str:
        return {"1sg": "me", "2sg": "te", "1pl": "nous", "2pl": "vous"}.get(self.person, "se")

    def _with_clitics(self, clitics: str, head: str) -> str:
        parts = clitics.split()
        if not parts:
            return head
        last = {"l'": "le"}.get(parts[-1], parts[-1])
        return "".join(f"{one} " for one in parts[:-1]) + _elided(last, head) + head

    def _simple(self, slot: str) -> Rewording | None:
        form = conjugation(self.new.verb or "").get(slot)
        place = self._clitics(self.verb, slot)
        if form is None or place is None:
            return None
        old = self.tokens[self.verb].word
        if self._is_inverted() and ((old[-1] in "td") != (form[-1] in "td")):
            return None
        first, clitics = place
        return self._edits(
            first,
            [
                replace(
                    self.plain,
                    self.tokens,
                    first,
                    self.tokens[self.verb].end,
                    self._with_clitics(clitics, form),
                )
            ],
        )

    def _is_inverted(self) -> bool:
        end = self.tokens[self.verb].end
        return self.plain[end : end + 1] == "-" and self.start > self.verb + 1

    def _compound(self, participle: str) -> Rewording | None:
        forms = conjugation(self.new.verb or "")
        had = takes_etre(self.idiom.verb or "", transitive=self.idiom.open) or self.idiom.reflexive
        has = takes_etre(self.new.verb or "", transitive=False) or self.new.reflexive
        edits: list[Edit] = []
        first = self.verb
        if self.auxiliary is None:
            if had is not has or self.idiom.reflexive or self.idiom.clitics or self.new.clitics:
                return None
            self.person = "3sg"
        else:
            word = self.tokens[self.auxiliary].word
            with_etre = word in analyses("être") and word != "a"
            slot = self._auxiliary_slot(word, "être" if with_etre else "avoir")
            place = self._clitics(self.auxiliary, slot)
            if place is None:
                return None
            if with_etre and not had:  # passive
                if has or self.idiom.clitics or self.new.clitics:
                    return None
                has = True
            elif (
                not with_etre
                and had
                and takes_etre(self.idiom.verb or "", transitive=False)
                and self.idiom.verb not in ("descendre", "monter", "passer", "rentrer", "retourner", "sortir")
            ):
                return None
            first, clitics = place
            verb = "être" if has else "avoir"
            new_auxiliary = conjugation(verb).get(slot) if has is not with_etre else word
            if new_auxiliary is None:
                return None
            if self._auxiliary_is_inverted() and new_auxiliary != word:
                return None
            old = " ".join(self.tokens[at].word for at in range(first, self.auxiliary + 1)).replace("' ", "'")
            new = self._with_clitics(clitics, new_auxiliary)
            if new != old:
                edits.append(replace(self.plain, self.tokens, first, self.tokens[self.auxiliary].end, new))
            if has is not with_etre:
                participle = "ppas mp" if has and slot.endswith("pl") else "ppas ms"
        form = forms.get(participle) or forms.get("ppas ms")
        if form is None:
            return None
        edits.append(replace(self.plain, self.tokens, self.verb, self.tokens[self.verb].end, form))
        return self._edits(min(first, self.verb), edits)

    def _auxiliary_is_inverted(self) -> bool:
        end = self.tokens[self.auxiliary or 0].end
        return self.plain[end : end + 1] == "-"

    def _auxiliary_slot(self, word: str, verb: str) -> str:
        slots = analyses(verb)[word]
        return next((slot for slot in slots if slot.endswith(("3sg", "3pl"))), slots[0])

    def _edits(self, first: int, edits: list[Edit]) -> Rewording | None:
        """Return the rewording of the verb by `edits`, and of the words around it."""
        if self.idiom.before:
            begin = self._find_before(first)
            if begin is None:
                return None
            if self.new.before != self.idiom.before:
                stop = begin + len(self.idiom.before)
                edits.insert(
                    0,
                    replace(
                        self.plain, self.tokens, begin, self.tokens[stop - 1].end, _join(self.new.before)
                    ),
                )
        if self.matcher.rest:
            person = self.person or "3sg"
            many, hers = person.endswith("pl"), self._is_hers(first)
            new, end = self.matcher.ending(self.tokens, self.stop, person, many=many, hers=hers)
            new, end = contract(self.plain, self.tokens, new, end)
            if end > self.tokens[self.start].start:
                edits.append(replace(self.plain, self.tokens, self.start, end, new))
            elif new:
                edits.append(Edit(end, end, " " + new))
        elif self.new.rest:
            end = self.tokens[self.verb].end
            last = edits.pop()
            edits.append(Edit(last.start, end, f"{last.new} {_join(self.new.rest)}"))
        edits.sort()
        for one, other in pairwise(edits):
            if other.start < one.end:
                return None
        span = (edits[0].start, max(self.tokens[self.stop - 1].end, edits[-1].end))
        return Rewording((min(span[0], self.tokens[first].start), span[1]), tuple(edits))

    def _is_hers(self, first: int) -> bool:
        """Return whether the subject is `elle` or `elles`."""
        at = first - 1
        if at >= 0 and self.tokens[at].word in ("ne", "n'"):
            at -= 1
        return at >= 0 and self.tokens[at].word in ("elle", "elles")

    def _find_before(self, first: int) -> int | None:
        """Return the index of the words that the idiom has before its verb."""
        count = len(self.idiom.before)
        at = first
        if at > 0 and self.tokens[at - 1].word in ("ne", "n'"):
            at -= 1
        for begin in range(
            at - count, max(-1, at - count - (_OBJECT_GAP if self.idiom.open_before else 0) - 1), -1
        ):
            if begin < 0 or not _adjacent(self.plain, self.tokens, begin + count):
                return None
            if all(
                self.tokens[begin + k].word in choices
                and (k == 0 or _adjacent(self.plain, self.tokens, begin + k))
                for k, choices in enumerate(self.matcher.before)
            ):
                return begin
        return None
