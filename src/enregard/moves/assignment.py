"""Decide which record belongs to which article, by the sentences that they share.

All articles and records are matched together, because names swap and move up: the total share is what counts.
An article stays with the record of its name if that fits.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from posixpath import basename

from enregard.translate.record.outline import Outline

_FITS = 0.5
"""The record of an article's name fits if it shares at least this much with the article."""
_BELONGS = 0.4
"""A record of another name belongs to an article only if they share at least this much."""
_OBSOLETE = 0.5  # weight of a sentence that was gone already
_OWN = 0.25
"""How much more another record must share than the one of the article's name."""

_COMMON = 32  # records: a sentence in more of them does not point to any
_CANDIDATES = 8  # records for an article
_SEARCHED = 100  # articles that may change their record for another one's sake
_UNIT = 1_000_000

Ids = frozenset[int]


def assign(articles: Mapping[str, Ids], records: Mapping[str, Outline]) -> dict[str, str]:
    """Map articles to the records that belong to them.

    Both are given by the path of the record; that of an article is where its record should be.
    """
    weights = _weights(records.values())
    found = {
        path: path
        for path, ids in articles.items()
        if path in records and _fit(ids, records[path], weights) >= _FITS
    }
    free = _Pool(
        {path: ids for path, ids in articles.items() if path not in found},
        {path: outline for path, outline in records.items() if path not in found},
    )
    found |= _equal(free)
    return found | _Matching(free, weights).found


class _Pool:
    """The articles and records that are not assigned yet."""

    def __init__(self, articles: dict[str, Ids], records: dict[str, Outline]) -> None:
        self.articles = articles
        self.records = records

    def take(self, article: str, record: str) -> tuple[str, str]:
        """Remove an article and its record."""
        del self.articles[article], self.records[record]
        return article, record


class _Weights(dict[int, float]):
    """How much each sentence counts."""

    def __missing__(self, _: int) -> float:
        return 1.0


def _weights(records: Iterable[Outline]) -> _Weights:
    """Weigh sentences: one that several records have says little about which of them it belongs to."""
    counts = Counter(sentence for record in records for sentence in record.active)
    return _Weights((sentence, 1 / number**2) for sentence, number in counts.items() if number > 1)


def _common(ids: Ids, record: Outline, weights: _Weights) -> float:
    return sum(weights[one] for one in ids & record.active) + _OBSOLETE * sum(
        weights[one] for one in ids & record.obsolete
    )


def _fit(ids: Ids, own: Outline, weights: _Weights) -> float:
    """Return how well the record of its name fits an article, which may have grown or been cut."""
    least = min(sum(weights[one] for one in side) for side in (ids, own.active))
    return _common(ids, own, weights) / least if least else float(not ids)


def _share(ids: Ids, record: Outline, weights: _Weights) -> float:
    """Return how much an article and a record share, from 0 to 1 (Dice's coefficient)."""
    both = sum(weights[one] for side in (ids, record.active) for one in side)
    return 2 * _common(ids, record, weights) / both if both else 0.0


def _equal(free: _Pool) -> dict[str, str]:
    """Assign records with exactly the sentences of an article, preferably those with the same file name."""
    found = {}
    for key in (lambda path, ids: (ids, basename(path)), lambda _, ids: (ids, "")):
        groups: dict[tuple[Ids, str], deque[str]] = defaultdict(deque)
        for path in sorted(free.records):
            groups[key(path, free.records[path].active)].append(path)
        for path in sorted(free.articles):
            ids = free.articles[path]
            if ids and (group := groups.get(key(path, ids))):
                article, record = free.take(path, group.popleft())
                found[article] = record
    return found


class _Matching:
    """The assignment `found` with the largest total share, grown by one article after the other."""

    def __init__(self, free: _Pool, weights: _Weights) -> None:
        self.found: dict[str, str] = {}
        self._owners: dict[str, str] = {}
        self._shares = _candidates(free, weights)
        for article in self._shares:
            self._insert(article)

    def _insert(self, article: str) -> None:
        """Find the way to give `article` a record that gains most; others may change or lose theirs."""
        gains = {article: 0}
        reached: dict[str, int] = {}
        came: dict[str, str] = {}
        best, end = 0, ""
        queue = deque([article])
        while queue and len(gains) <= _SEARCHED:
            one = queue.popleft()
            for record, share in self._shares[one].items():
                gain = gains[one] + share
                if self.found.get(one) == record or gain <= reached.get(record, 0):
                    continue
                reached[record], came[record] = gain, one
                owner = self._owners.get(record)
                if owner is None:
                    left = gain
                else:
                    left = gain - self._shares[owner][record]
                    if owner not in gains or left > gains[owner]:
                        gains[owner] = left
                        queue.append(owner)
                if left > best:
                    best, end = left, record
        if end:
            self._take(article, end, came)

    def _take(self, article: str, record: str, came: Mapping[str, str]) -> None:
        """Give `record` to the article that it was reached from, and so on back to `article`."""
        path: dict[str, str] = {}
        while record and record not in path:
            path[record] = came[record]
            record = self.found.get(came[record], "") if came[record] != article else ""
        if record:
            return  # in a circle, which a search that was cut short may leave
        if loser := self._owners.get(next(iter(path))):
            del self.found[loser]
        for taken, one in path.items():
            self.found[one], self._owners[taken] = taken, one


def _candidates(free: _Pool, weights: _Weights) -> dict[str, dict[str, int]]:
    """Return the few records that each article shares most with, and how much."""
    index: dict[int, list[str]] = defaultdict(list)
    for path in sorted(free.records):
        outline = free.records[path]
        for sentence in outline.active | outline.obsolete:
            index[sentence].append(path)
    found = {}
    for path in sorted(free.articles):
        ids = free.articles[path]
        votes = Counter(record for one in ids for record in _few(index.get(one, ())))
        near = sorted(votes, key=lambda record: (-votes[record], record))[: 2 * _CANDIDATES]
        near += [path] if path in free.records and path not in near else []
        shares = {record: _value(path, record, _share(ids, free.records[record], weights)) for record in near}
        best = sorted(((share, record) for record, share in shares.items() if share), key=_by_share)
        found[path] = {record: share for share, record in best[:_CANDIDATES]}
    return found


def _few(records: Sequence[str]) -> Sequence[str]:
    return records if len(records) <= _COMMON else ()


def _value(article: str, record: str, share: float) -> int:
    """Return what it is worth to give `record` to `article`; 0 if it is not theirs."""
    if article == record:
        return round((share + _OWN) * _UNIT) if share else 0
    if share < _BELONGS:
        return 0
    return round(share * _UNIT) + (basename(article) == basename(record))


def _by_share(pair: tuple[int, str]) -> tuple[int, str]:
    return -pair[0], pair[1]
