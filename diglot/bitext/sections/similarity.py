"""How alike two sections of two languages are.

Goes in: the features of a chapter's sections on both sides. Comes out: a score for
any pair. The unit is a thousandth of what an equal level is worth; integers, so
that equally good alignments are exactly equal.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from math import log

from diglot.bitext.sections.features import FeatureKind, Features, Token

UNIT = 1000
# A token says the more the rarer it is, and beyond this many sections nothing.
_COMMON = 20
_WEIGHT: dict[FeatureKind, float] = {"number": 1.0, "reference": 1.5, "code": 0.6, "word": 0.5}
# What all tokens of a kind can say together: figures may be newer, links another country's.
_MOST: dict[FeatureKind, float] = {"number": 2.0, "reference": 2.0, "code": 2.0, "word": 2.5}
_NO_EVIDENCE = 0.2
_FULL_EVIDENCE = 4.0
_SECTIONS_TO_MEASURE = 20  # from so many on a book's own ratio of lengths counts more
_OFTEN_WITHIN = 1.6  # the factor by which a book's ratio differs from the usual one at most
_FEWEST_WORDS = 5  # fewer may be names that the languages share
_SHORTEST = 30  # characters: shorter texts differ in length by chance
# What it costs that ids, or headings in Latin letters, name other things: more than all else
# can make good but what both sides evidently share.
_OTHER_NAME = 7

_MISTYPED = 0.75  # how alike two names are of which one may be the other, mistyped
_LATIN_NAME = re.compile(r"(?=.*[a-z]{3})[a-z0-9 .,'’&+/_-]+")


class Similarity:
    """Scores for the pairs of two lists of sections.

    ratio: how long the translation of one character usually is.
    """

    def __init__(
        self, source: Sequence[Features], translation: Sequence[Features], ratio: float
    ) -> None:
        self.source = source
        self.translation = translation
        self._source_lengths = [log(f.length * ratio + _SHORTEST) for f in source]
        self._lengths = [log(f.length + _SHORTEST) for f in translation]
        self._shapes: dict[tuple[frozenset[str], frozenset[str]], int] = {}
        self._ratio = ratio
        self._tokens = weights = _weights(source, translation)
        self._source_weights = [sum(section.values()) for section in weights[0]]
        self._translation_weights = [sum(section.values()) for section in weights[1]]
        self._shared = _shared(*weights)
        self._marks = _equal_marks(source, translation)
        self._names = _Names(source, translation)

    def score(self, i: int, j: int) -> int:
        """Return how well a source section and a translation's section go together."""
        return self._level(i, j) + self.length(i, j) + self.shape(i, j) + self.evidence(i, j)

    def _level(self, i: int, j: int) -> int:
        apart = abs(self.source[i].level - self.translation[j].level)
        return UNIT - min(apart, 2) * 1800 * UNIT // 1000

    def length(self, i: int, j: int) -> int:
        """Return from -2 to 1 units for lengths, given the languages' usual ratio."""
        difference = abs(self._source_lengths[i] - self._lengths[j])
        return int(UNIT * max(1 - 2.5 * difference, -2))

    def evidence(self, i: int, j: int) -> int:
        """Return what tokens, headings and ids say; 0 where they say nothing."""
        marks = self._marks.get((i, j), 0)
        if self._names.are_others(i, j):
            marks -= _OTHER_NAME * UNIT
        least = min(self._source_weights[i], self._translation_weights[j])
        if least < _NO_EVIDENCE:
            most = max(self._source_weights[i], self._translation_weights[j])
            return marks - int(UNIT * min(most, 2.0) / 4)
        share = self._shared.get((i, j), 0.0) / least
        strength = UNIT * min(least, _FULL_EVIDENCE)
        if share < 0.25:
            return marks - int(2 * strength * (1 - share / 0.25))
        return marks + int(1.25 * strength * min((share - 0.25) / 0.5, 1))

    def joined(self, ours: Sequence[int], theirs: Sequence[int]) -> int:
        """Return how well some sections of the source, read as one, go with some of the other."""
        lengths = (
            log(sum(self.source[i].length for i in ours) * self._ratio + _SHORTEST),
            log(sum(self.translation[j].length for j in theirs) + _SHORTEST),
        )
        level = self._level(ours[0], theirs[0])
        length = UNIT - int(2.5 * UNIT * abs(lengths[0] - lengths[1]))
        one, other = (
            {token: weight for k in numbers for token, weight in side[k].items()}
            for numbers, side in zip((ours, theirs), self._tokens, strict=True)
        )
        both = sum(min(weight, other[token]) for token, weight in one.items() if token in other)
        most = sum(one.values()) + sum(other.values())
        share = 2 * both / most if most else 0.0
        return level + length + int(UNIT * share * min(most / 2, _FULL_EVIDENCE))

    def telling_pairs(self) -> set[tuple[int, int]]:
        """Return the pairs that share anything a translation keeps."""
        return self._shared.keys() | self._marks.keys()

    def is_copy(self, i: int, j: int) -> bool:
        """Tell whether the translation's section is still in the source language."""
        words = {token for token in self.source[i].tokens if token[0] == "word"}
        if len(words) < _FEWEST_WORDS:
            return self.source[i].heading == self.translation[j].heading != ""
        return len(words & self.translation[j].tokens) >= 0.6 * len(words)

    def shape(self, i: int, j: int) -> int:
        """Return from -1 to 1 units for the kinds of blocks."""
        key = self.source[i].shape, self.translation[j].shape
        score = self._shapes.get(key)
        if score is None:
            dice = 2 * len(key[0] & key[1]) / (len(key[0]) + len(key[1]))
            score = self._shapes[key] = int(UNIT * (2 * dice - 1))
        return score


class _Names:
    """Tells headings that name different things, whatever is written below them.

    Ids count where the languages share some: a translator may have ids of her own.
    """

    def __init__(self, source: Sequence[Features], translation: Sequence[Features]) -> None:
        ours, theirs = ({f.written_id for f in side} - {""} for side in (source, translation))
        is_shared = bool(ours & theirs)
        self._ids = [[f.written_id if is_shared else "" for f in s] for s in (source, translation)]
        self._names = [
            [f.heading if _LATIN_NAME.fullmatch(f.heading) else "" for f in side]
            for side in (source, translation)
        ]

    def are_others(self, i: int, j: int) -> bool:
        """Tell whether two sections are named differently in what a translation keeps."""
        ids = self._ids[0][i], self._ids[1][j]
        if all(ids) and ids[0] != ids[1]:
            return not _is_slip(*ids)
        one, other = self._names[0][i], self._names[1][j]
        if not (one and other) or one == other:
            return False
        return set(one.split()).isdisjoint(other.split()) and not _is_slip(one, other)


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two names may be one, mistyped."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _MISTYPED


def length_ratio(source: Sequence[int], translation: Sequence[int], usual: float) -> float:
    """Return how long the translation of one character is in this book.

    source, translation: how long each section is. usual: how long it is in other books; the
        less text there is, the more this counts. The mean section is compared, so that one
        more on a side weighs little.
    """
    ours = sum(source) * len(translation)
    theirs = sum(translation) * len(source)
    if not ours or not theirs:
        return usual
    count = min(len(source), len(translation))
    measured = min(max(theirs / ours / usual, 1 / _OFTEN_WITHIN), _OFTEN_WITHIN)
    return float(usual * measured ** (count / (count + _SECTIONS_TO_MEASURE)))


def _counts(sections: Sequence[Features]) -> Counter[Token]:
    return Counter(token for section in sections for token in section.tokens)


def _weights(
    source: Sequence[Features], translation: Sequence[Features]
) -> tuple[list[dict[Token, float]], list[dict[Token, float]]]:
    """Return each section's tokens with what they weigh.

    A word counts only if it is on both sides, as names in Latin letters do.
    """
    ours, theirs = _counts(source), _counts(translation)
    shared = ours.keys() & theirs.keys()

    def weigh(section: Features) -> dict[Token, float]:
        weighed: dict[Token, float] = {}
        sums: dict[FeatureKind, float] = defaultdict(float)
        for token in section.tokens:
            if token[0] == "word" and token not in shared:
                continue
            count = max(ours[token], theirs[token])
            if count > _COMMON:
                continue
            weighed[token] = _token_weight(token) / count
            sums[token[0]] += weighed[token]
        scale = {kind: min(1.0, _MOST[kind] / total) for kind, total in sums.items()}
        return {token: weight * scale[token[0]] for token, weight in weighed.items()}

    return [weigh(section) for section in source], [weigh(section) for section in translation]


def _token_weight(token: Token) -> float:
    kind, text = token
    if kind == "number" and len(text) < 3:
        return 0.2 if len(text) == 1 else 0.6
    return _WEIGHT[kind]


def _shared(
    source: list[dict[Token, float]], translation: list[dict[Token, float]]
) -> dict[tuple[int, int], float]:
    """Return, for the pairs that share tokens, what those weigh."""
    holders: dict[Token, list[int]] = defaultdict(list)
    for i, section in enumerate(source):
        for token in section:
            holders[token].append(i)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for j, section in enumerate(translation):
        for token, weight in section.items():
            for i in holders.get(token, ()):
                shared[i, j] += min(weight, source[i][token])
    return dict(shared)


def _equal_marks(
    source: Sequence[Features], translation: Sequence[Features]
) -> dict[tuple[int, int], int]:
    """Return what equal headings, ids and unusual forms add, shared out where repeated."""
    marks: dict[tuple[int, int], int] = defaultdict(int)
    for worth, attribute in ((4, "heading"), (4, "written_id"), (1, "form")):
        holders: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, sections in enumerate((source, translation)):
            for number, section in enumerate(sections):
                if mark := getattr(section, attribute):
                    holders[mark][side].append(number)
        for ours, theirs in holders.values():
            count = max(len(ours), len(theirs))
            for i in ours if count <= _COMMON else ():
                for j in theirs:
                    marks[i, j] += worth * UNIT // count
    return dict(marks)
