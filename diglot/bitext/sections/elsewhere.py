"""What both languages have, but in another chapter or under another name.

Goes in: chapters that are left over on either side, or whose namesake says something else, and
sections that are left over. Comes out: which of them are evidently each other's counterparts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import chain, product

from diglot.bitext.sections.features import Features, Token, features, kinds_of
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
# Or if less than this of the kinds of their blocks is the same.
_SAME_KINDS = 0.8
# Or if they share neither, though each has so many of both, paragraphs and headings aside.
_FEWEST_STRANGE = 2
_PLAIN = re.compile(r"p$|#|heading")
_DIGITS = re.compile(r"\d+")

# Of so many blocks of a chapter the kinds are compared, which takes their square.
_MOST_KINDS = 1_000

# Of so many pairs at most each is weighed; of more only those that share something.
_MOST_WEIGHED = 10_000

Scored = Callable[[int, int], int]
Pairs = Iterable[tuple[int, int]]


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


def are_strange(
    chapters: tuple[Chapter, Chapter], ours: Sequence[Features], theirs: Sequence[Features]
) -> bool:
    """Tell whether two chapters of one name may each be the translation of another one.

    They share next to nothing that a translation keeps, or are made of other blocks; where there
    is little of either, they share nothing at all. ours, theirs: their sections.
    """
    one, other = (
        _kept([features(chapter), *sections])
        for chapter, sections in zip(chapters, (ours, theirs), strict=True)
    )
    least = min(len(one), len(other))
    if least >= _TELLING and len(one & other) < _STRANGE * least:
        return True
    kinds = [Counter(kinds_of(chapter)) for chapter in chapters]
    special = [{kind for kind in count if not _PLAIN.match(kind)} for count in kinds]
    few = [len(tokens) + len(blocks) for tokens, blocks in zip((one, other), special, strict=True)]
    if min(few) >= _FEWEST_STRANGE and one.isdisjoint(other) and special[0].isdisjoint(special[1]):
        return True
    sizes = [count.total() for count in kinds]
    alike = 2 * (kinds[0] & kinds[1]).total()
    return min(sizes) >= _TELLING and alike < _SAME_KINDS * sum(sizes)


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
    levels = [[[s.level for s in walk_sections(c)] for c in side] for side in (ours, theirs)]
    kinds = [[kinds_of(c)[:_MOST_KINDS] if taken else [] for c in side] for side in (ours, theirs)]
    names = [[_DIGITS.sub("", c.name) for c in side] for side in (ours, theirs)]

    def score(i: int, j: int) -> int:
        evidence = similarity.evidence(i, j) + similarity.length(i, j)
        if levels[0][i] == levels[1][j] and len(levels[0][i]) > 1:
            evidence += _SAME_OUTLINE
        if taken:
            blocks = SequenceMatcher(None, kinds[0][i], kinds[1][j], autojunk=False)
            evidence += int(_SAME_NAME * max(2 * blocks.ratio() - 1, 0))
        elif names[0][i] == names[1][j] != "":
            evidence += _SAME_NAME
        return evidence

    weighed: set[tuple[int, int]] = set(product(range(len(ours)), range(len(theirs))))
    if len(weighed) > _MOST_WEIGHED:
        named: dict[str, list[int]] = {}
        for j, name in enumerate(names[1]):
            named.setdefault(name, []).append(j)
        alike = {(i, j) for i, name in enumerate(names[0]) for j in named.get(name, ())}
        weighed = similarity.telling_pairs() | (set() if taken else alike)
    return [(ours[i], theirs[j]) for i, j in _matched(weighed, score)]


def moved_sections(
    ours: Sequence[Section], theirs: Sequence[Section], ratio: float
) -> list[tuple[Section, Section]]:
    """Return the sections, each with all below it, that are evidently one in two chapters."""
    if not ours or not theirs:
        return []
    similarity = _similarity(ours, theirs, ratio)

    def score(i: int, j: int) -> int:
        if similarity.is_copy(i, j):
            return 0
        return similarity.evidence(i, j) + min(similarity.length(i, j), UNIT)

    weighed = _matched(similarity.telling_pairs(), score)
    return [(ours[i], theirs[j]) for i, j in weighed]


def _matched(pairs: Pairs, score: Scored) -> list[tuple[int, int]]:
    """Return the pairs that are evident, and clearly better than any other of their own."""
    scores = {pair: score(*pair) for pair in pairs}
    best: dict[tuple[str, int], list[int]] = {}
    for (i, j), value in scores.items():
        for key in (("ours", i), ("theirs", j)):
            best[key] = sorted((*best.get(key, ()), value), reverse=True)[:2]
    return sorted(
        (i, j)
        for (i, j), value in scores.items()
        if value >= _EVIDENT
        and all(_is_clear(value, best[key]) for key in (("ours", i), ("theirs", j)))
    )


def _is_clear(value: int, best: Sequence[int]) -> bool:
    """Tell whether a score is the best of some, and the next best far behind. best: two of them."""
    return value == best[0] and (len(best) < 2 or value >= max(best[1], 0) + _CLEARLY)
