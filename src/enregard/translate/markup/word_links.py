"""Choose the links between words that are certain enough to show to readers.

Attention says where each English word comes from, but a word without a counterpart attends to something,
too. So two words are linked if each is the best for the other (the intersection of Och and Ney 2003, "A
Systematic Comparison of Various Statistical Alignment Models"). Then what is left over near them is added:
the second word of a phrase, and words that look the same. Function words are not linked: half of them have
no counterpart of their own.
"""

from collections import Counter

from enregard.article.edits import Span
from enregard.article.typography import without_accents
from enregard.article.word_links import MOST_WORDS, encode, words_of
from enregard.translate.markup.align import Alignment, Links, link_words

VERSION = 1
"""Changes with the rules below; links of another version are still shown until they are made again."""

LEAST_SHARE = 0.3
"""The minimum share of an English word's attention, 0 to 1, for a link."""

PHRASE_SHARE = 0.6
"""The same for the second English word of a phrase that is one word in French."""

_NEAR = 2  # words between those of a phrase
_STEM = 4  # letters that words which look the same share

_FRENCH = frozenset(
    """
    a à afin ai aie aient ainsi ait alors as au aucun aucune aura aurai auraient aurais aurait auras aurez
    aurons auront aussi autre autres aux avaient avais avait avec avez aviez avions avoir avons ayant c ce
    ceci cela celle celles celui ces cet cette ceux chez ci comme ça d dans de depuis des donc dont du elle
    elles en es est et étaient étais était étant été être eu eurent eut eût eux faire fait furent fut fût il
    ils j je jusqu jusque l la là le les leur leurs lors lorsqu lorsque lui m ma mais me même mêmes mes moi
    mon n ne ni nos notre nous on ont ou où par parce pas plus pour pourquoi puisqu puisque qu quand que quel
    quelle quelles quels qui quoi quoiqu quoique s sa sans se selon sera serai seraient serait seras serez
    serons seront ses si soi soient soit sommes son sont sous suis sur t ta te tes toi ton tous tout toute
    toutes très tu un une vers vos votre vous y
    """.split()  # noqa: SIM905
)
_ENGLISH = frozenset(
    """
    a about all also am an and another any are aren't as at be been being both but by can can't cannot could
    couldn't did didn't do does doesn't doing don't done down each every for from had hadn't has hasn't have
    haven't having he he's her hers him his how i i'm i've if in into is isn't it it's its just may me might
    more most must my no nor not of off on one one's onto or other our out over own per same shall she she's
    should shouldn't so some such than that that's the their them then there there's these they they're this
    those to too up upon us very was wasn't we we're were weren't what when where which who whom whose why
    will with won't would wouldn't you your 's s
    """.split()  # noqa: SIM905
)


def choose_links(french: str, alignment: Alignment) -> list[tuple[Span, Span]]:
    """Return the links between words of the sentence `french` and its translation, sorted."""
    found = link_words(french, alignment)
    chosen = _Choice(french, found)
    chosen.add_mutual()
    chosen.add_phrases()
    chosen.add_alike()
    return [(found.french[word], found.english[token]) for word, token in sorted(chosen.links)]


def draft_links(given: str, alignment: Alignment, french: str, english: str) -> str | None:
    """Return the links between a sentence and its draft, as `article.word_links` writes them.

    The model was given `given` in place of the sentence `french`, and its answer in `alignment` became the
    draft `english`. Returns None if more was changed than single words for others.
    """
    if not (_same_places(given, french) and _same_places(alignment.plain, english)):
        return None
    if max(len(words_of(french)), len(words_of(english))) > MOST_WORDS:
        return ""
    return encode(given, alignment.plain, choose_links(given, alignment))


def _same_places(one: str, other: str) -> bool:
    """Return whether the words of a text are those of the other, or in the place of others."""
    words = [word.casefold() for word in words_of(one)]
    others = [word.casefold() for word in words_of(other)]
    if len(words) != len(others):
        return False
    changed = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return not changed or {word for word, _ in changed}.isdisjoint(word for _, word in changed)


class _Choice:
    """The links chosen so far; words and tokens are numbers of French and English words."""

    def __init__(self, french: str, found: Links) -> None:
        self.links: set[tuple[int, int]] = set()
        self._words = [_plain(french, span) for span in found.french]
        self._tokens = [_plain(found.plain, span) for span in found.english]
        self._open = {at for at, word in enumerate(self._words) if _is_content(word, _FRENCH)}
        self._free = {at for at, token in enumerate(self._tokens) if _is_content(token, _ENGLISH)}
        self._best: dict[int, tuple[float, int]] = {}  # of each token: the share of a word
        best: dict[int, tuple[float, int]] = {}  # of each word
        for token in sorted(self._free):
            for word, share in found.shares[token]:
                if share > self._best.get(token, (0.0, 0))[0]:
                    self._best[token] = share, word
                if share > best.get(word, (0.0, 0))[0]:
                    best[word] = share, token
        self._most = {word: best[word] for word in sorted(self._open & best.keys())}

    def add_mutual(self) -> None:
        """Link words of which each is the best for the other."""
        for word, (share, token) in self._most.items():
            if share >= LEAST_SHARE and self._best[token][1] == word:
                self._link(word, token)

    def add_phrases(self) -> None:
        """Link the second word of a phrase to the word for the whole phrase."""
        partner = dict(self.links)
        for token in sorted(self._free):
            share, word = self._best.get(token, (0.0, -1))
            if (
                share >= PHRASE_SHARE
                and word in partner
                and abs(partner[word] - token) <= _NEAR
                and not self._words[word].isdecimal()
                and self._open.isdisjoint(range(word - _NEAR, word + _NEAR + 1))
            ):
                self._link(word, token)
        back = {token: word for word, token in self.links}
        for word in sorted(self._open & self._most.keys()):
            share, token = self._most[word]
            if share >= LEAST_SHARE and token in back and abs(back[token] - word) <= _NEAR:
                self._link(word, token)

    def add_alike(self) -> None:
        """Link words that look the same, if only one on each side does."""
        stems = {token: without_accents(self._tokens[token])[:_STEM] for token in self._free}
        words = {word: without_accents(self._words[word])[:_STEM] for word in sorted(self._open)}
        tokens = {stem: token for token, stem in stems.items()}
        counts, others = Counter(words.values()), Counter(stems.values())
        for word, stem in words.items():
            if len(stem) == _STEM and counts[stem] == others[stem] == 1:
                self._link(word, tokens[stem])

    def _link(self, word: int, token: int) -> None:
        self.links.add((word, token))
        self._open.discard(word)
        self._free.discard(token)


def _plain(text: str, span: Span) -> str:
    return text[slice(*span)].lower().replace("’", "'").removesuffix("'")


def _is_content(word: str, function_words: frozenset[str]) -> bool:
    """Return whether a word is none of the `function_words`, nor several of them: "a-t-il", "celui-ci"."""
    return any(map(str.isalnum, word)) and not (
        word in function_words or function_words.issuperset(word.split("-"))
    )
