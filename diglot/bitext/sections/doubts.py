"""Pairs of sections that may as well be others, by number.

Beside a section without counterpart the alignment has a choice: its neighbour's counterpart may
be its own, and the neighbour the one that is left over. Where the other choice is nearly as good
as the one made, the pair is a guess, which nothing may be built upon that lasts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from diglot.bitext.sections.similarity import UNIT, Similarity

# By how much, at most, the other choice may be worse; see `bench/alignment.py`.
_NEARLY = 3 * UNIT // 5
# From here on the other choice is so bad that no pair further away can make up for it.
_HOPELESS = 4 * UNIT
# So many sections beside one that is left over are looked at.
_MOST_SHIFTED = 40


def doubtful_pairs(
    counterparts: dict[int, int],
    sizes: tuple[int, int],
    similarity: Similarity,
    settled: Collection[int] = (),
) -> dict[int, tuple[int, int]]:
    """Return the pairs that are guesses, each with the pair that may be meant instead.

    counterparts: from source sections to the translation's. sizes: how many there are of each.
    settled: source sections whose pair is known by an explicit id.
    Returns: from the source section of a pair (i, j) to (i, k) or (k, j), where section k has
        no counterpart, or would have none.
    """
    sources = {j: i for i, j in counterparts.items()}
    found: dict[int, tuple[int, int]] = {}
    for i in range(sizes[0]):
        if i not in counterparts:
            for step in (1, -1):
                found |= dict(_shifted(i, step, counterparts, similarity, settled))
    turned = _Turned(similarity)
    held = {counterparts[i] for i in settled}
    for j in range(sizes[1]):
        if j not in sources and not _is_copy(j, sources, similarity):
            for step in (1, -1):
                for other, (b, a) in _shifted(j, step, sources, turned, held):
                    found[sources[other]] = a, b
    return found


def _is_copy(j: int, sources: dict[int, int], similarity: Similarity) -> bool:
    """Tell whether a section left over is what one beside it was translated from."""
    beside = (sources.get(j - 1), sources.get(j + 1))
    return any(i is not None and similarity.is_copy(i, j) for i in beside)


def with_originals(
    counterparts: dict[int, int],
    doubts: dict[int, tuple[int, int]],
    headings: tuple[Sequence[str], Sequence[str]],
) -> dict[int, int]:
    """Return the pairs, where a guess chose a copied heading, with the section that has its own.

    headings: of each side's sections, in order.
    """
    ours, theirs = (Counter(side) for side in headings)
    result = dict(counterparts)
    for i, (a, b) in doubts.items():
        if a == i and b not in result.values() and ours[headings[0][i]] == 1:
            chosen, other = headings[1][result[i]], headings[1][b]
            if theirs[chosen] > 1 and theirs[other] == 1:
                result[i] = b
    return result


class _Turned:
    """A similarity with its sides exchanged."""

    def __init__(self, similarity: Similarity) -> None:
        self._similarity = similarity

    def score(self, i: int, j: int) -> int:
        """Return how well a translation's section and a source section go together."""
        return self._similarity.score(j, i)


def _shifted(
    alone: int,
    step: int,
    counterparts: dict[int, int],
    similarity: Similarity | _Turned,
    settled: Collection[int],
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield what is in doubt beside a section that is left over, going one way.

    With each section that is passed, the one before it takes its counterpart.
    """
    gain, before = 0, alone
    waiting: list[tuple[int, tuple[int, int]]] = []
    while True:
        here = before + step
        j = counterparts.get(here)
        is_far = gain < -_HOPELESS or len(waiting) >= _MOST_SHIFTED
        if j is None or here in settled or is_far:
            return
        if waiting and j != counterparts[before] + step:
            return  # another gap lies between
        gain += similarity.score(before, j) - similarity.score(here, j)
        waiting.append((here, (before, j)))
        if gain >= -_NEARLY:
            yield from waiting
        before = here
