"""What both languages have, but in another chapter or under another name.

Goes in: chapters that are left over on either side, or whose namesake says something else, and
sections that are left over. Comes out: which of them are evidently each other's counterparts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain

from diglot.bitext.sections.features import Features, Token, features
from diglot.bitext.sections.similarity import UNIT, Similarity
from diglot.core.model import Chapter, Section
from diglot.core.walk import walk_sections

# What must speak for two texts being one; how much more than for the next best.
_EVIDENT = 2 * UNIT
_CLEARLY = UNIT // 2
# What it is worth that files differ in numbers only, and that headings are nested alike.
_SAME_NAME = 3 * UNIT
_SAME_OUTLINE = UNIT
# A chapter may be another than its namesake if they share less than this of what is kept, and
# each has at least so many things that a translation keeps.
_STRANGE = 0.2
_TELLING = 5
_DIGITS = re.compile(r"\d+")

Scored = Callable[[int, int], int]


def _similarity(
    ours: Sequence[Chapter | Section], theirs: Sequence[Chapter | Section], ratio: float
) -> Similarity:
    return Similarity(list(map(_whole, ours)), list(map(_whole, theirs)), ratio)


def _whole(part: Chapter | Section) -> Features:
    """Return the features of a part with all sections below it, as those of one."""
    each = [features(part), *map(features, walk_sections(part))]
    return Features(
        level=each[0].level,
        length=sum(one.length for one in each),
        shape=each[0].shape if len(each) == 1 else frozenset(),
        form="",
        tokens=frozenset(chain.from_iterable(one.tokens for one in each)),
        heading=each[0].heading,
        written_id=each[0].written_id,
    )


def are_strange(ours: Sequence[Features], theirs: Sequence[Features]) -> bool:
    """Tell whether two chapters of one name share next to nothing that a translation keeps."""
    one, other = _kept(ours), _kept(theirs)
    least = min(len(one), len(other))
    return least >= _TELLING and len(one & other) < _STRANGE * least


def _kept(sections: Sequence[Features]) -> set[Token]:
    return {
        token
        for section in sections
        for token in section.tokens
        if token[0] in ("reference", "code") or (token[0] == "number" and len(token[1]) > 1)
    }


def renamed_chapters(
    ours: Sequence[Chapter], theirs: Sequence[Chapter], ratio: float, taken: bool = False
) -> list[tuple[Chapter, Chapter]]:
    """Return the chapters that are evidently one under two names, in the source's order.

    ratio: how long the translation of one character usually is. taken: whether their names do
        not count, as each has a namesake on the other side.
    """
    if not ours or not theirs:
        return []
    similarity = _similarity(ours, theirs, ratio)

    def score(i: int, j: int) -> int:
        evidence = similarity.evidence(i, j) + similarity.length(i, j)
        one, other = ours[i], theirs[j]
        levels = [[s.level for s in walk_sections(c)] for c in (one, other)]
        if levels[0] == levels[1] and len(levels[0]) > 1:
            evidence += _SAME_OUTLINE
        if not taken and _DIGITS.sub("", one.name) == _DIGITS.sub("", other.name) != "":
            evidence += _SAME_NAME
        return evidence

    return [(ours[i], theirs[j]) for i, j in _matched(len(ours), len(theirs), score)]


def moved_sections(
    ours: Sequence[Section], theirs: Sequence[Section], ratio: float
) -> list[tuple[Section, Section]]:
    """Return the sections, each with all below it, that are evidently one in two chapters."""
    if not ours or not theirs:
        return []
    similarity = _similarity(ours, theirs, ratio)

    def score(i: int, j: int) -> int:
        if (i, j) not in similarity.telling_pairs():
            return 0
        return similarity.evidence(i, j) + min(similarity.length(i, j), UNIT)

    return [(ours[i], theirs[j]) for i, j in _matched(len(ours), len(theirs), score)]


def _matched(rows: int, columns: int, score: Scored) -> list[tuple[int, int]]:
    """Return the pairs that are evident, and clearly better than any other of their own."""
    scores = {(i, j): score(i, j) for i in range(rows) for j in range(columns)}
    found = []
    for (i, j), value in scores.items():
        others = [s for (a, b), s in scores.items() if (a == i) != (b == j)]
        if value >= _EVIDENT and value >= max(others, default=0) + _CLEARLY:
            found.append((i, j))
    return sorted(found)
