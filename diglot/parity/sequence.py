"""Optimal alignment of two sequences, and the longest part of one that is in order.

Knows numbers only: scores go in, pairs of indices come out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

# How far from the diagonal a pair may lie, besides what the lengths' difference asks for.
# It bounds the work on very long chapters; what lies further is found as moved.
BAND = 90
_NEVER = -(10**9)

ScoreRow = Callable[[int, int, int], Sequence[int]]


def align_sequences(
    score_row: ScoreRow, source_gaps: Sequence[int], translation_gaps: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs of indices, both increasing, whose scores less the gaps are greatest.

    score_row: from (i, low, high) to the scores of i with low, low + 1 … high - 1.
    source_gaps, translation_gaps: what it costs to leave each item unpaired.
    Of equally good alignments it is the one that pairs as early as it can.
    Source: Needleman and Wunsch, J. Mol. Biol. 48 (1970), in a band.
    """
    rows, columns = len(source_gaps), len(translation_gaps)
    below = max(0, rows - columns) + BAND
    above = max(0, columns - rows) + BAND
    best = [0]
    for gap in translation_gaps[:above]:
        best.append(best[-1] - gap)
    moves: list[bytearray] = []
    low = 0
    for i in range(rows):
        next_low, high = max(0, i + 1 - below), min(columns, i + 1 + above)
        first = max(next_low, 1)
        scores = score_row(i, first - 1, high)
        best, marks = _next_row(best, low, next_low, high, scores, source_gaps[i], translation_gaps)
        moves.append(marks)
        low = next_low
    return _trace(moves, rows, columns, below)


_PAIR, _SKIP_SOURCE, _SKIP_TRANSLATION = 0, 1, 2


def _next_row(
    above: list[int],
    above_low: int,
    low: int,
    high: int,
    scores: Sequence[int],
    gap: int,
    column_gaps: Sequence[int],
) -> tuple[list[int], bytearray]:
    """Return one more row of best totals, for columns low to high, and how each was reached."""
    row: list[int] = []
    marks = bytearray()
    above_count = len(above)
    left = _NEVER
    score_index = 0
    for j in range(low, high + 1):
        index = j - above_low
        total, mark = left - column_gaps[j - 1] if j else _NEVER, _SKIP_TRANSLATION
        if index < above_count and above[index] - gap >= total:
            total, mark = above[index] - gap, _SKIP_SOURCE
        if j:
            paired = above[index - 1] + scores[score_index] if index else _NEVER
            score_index += 1
            if paired > total:
                total, mark = paired, _PAIR
        row.append(total)
        marks.append(mark)
        left = total
    return row, marks


def _trace(moves: list[bytearray], rows: int, columns: int, below: int) -> list[tuple[int, int]]:
    """Return the pairs on the best way back from the last cell."""
    pairs: list[tuple[int, int]] = []
    i, j = rows, columns
    while i and j:
        mark = moves[i - 1][j - max(0, i - below)]
        if mark == _PAIR:
            pairs.append((i - 1, j - 1))
        i -= mark != _SKIP_TRANSLATION
        j -= mark != _SKIP_SOURCE
    return pairs[::-1]


def longest_increasing(values: Sequence[int]) -> set[int]:
    """Return the indices of a longest strictly increasing subsequence."""
    tails: list[int] = []  # the smallest last value of a subsequence of each length
    ends: list[int] = []  # and its index
    before: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [index]
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
