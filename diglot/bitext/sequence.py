"""Optimal alignment of two sequences, and the longest part of one that is in order.

Knows numbers only: scores go in, pairs of indices come out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import Struct

# How far from the diagonal a pair may lie, besides what the lengths' difference asks for.
# It bounds the work on very long chapters; what lies further is found as moved.
BAND = 90
# So many pairs are weighed at most; of longer sequences only those near the line from the
# first pair to the last.
_MOST_PAIRS = 20_000_000
_NEVER = -(10**9)

# From (i, low, high) to the scores of i with low, low + 1 … high - 1.
ScoreRow = Callable[[int, int, int], Sequence[int]]
# At each end, from 0 on, the (start, cost) of what may be left out together: start … end - 1.
Skips = Sequence[Sequence[tuple[int, int]]]


class _Row(Struct, frozen=True):
    """One row of the table, from column `low` on.

    totals: the best that can be reached. steps: how it was reached: 0 by a pair,
        n by leaving out n items of the source, -n by leaving out n of the translation.
    """

    low: int
    totals: list[int]
    steps: list[int]


def align_sequences(
    score_row: ScoreRow, source_skips: Skips, translation_skips: Skips
) -> list[tuple[int, int]]:
    """Return the pairs of indices, both increasing, whose scores less the skips are greatest.

    Of equally good alignments it is one that pairs as early as it can.
    Source: Needleman and Wunsch, J. Mol. Biol. 48 (1970), in a band, with skips of
    several items at once.
    """
    rows, columns = len(source_skips) - 1, len(translation_skips) - 1
    band = band_of(rows, columns)
    table: list[_Row] = []
    for i in range(rows + 1):
        low, high = band(i)
        first = max(low - 1, 0)
        scores = score_row(i - 1, first, high) if i else ()
        skipped = _after_skips(table, source_skips[i], low, high)
        row = _Row(low, *skipped)
        _fill(row, table[-1] if table else None, scores, first, translation_skips)
        table.append(row)
    return _trace(table, rows, columns)


def band_of(rows: int, columns: int) -> Callable[[int], tuple[int, int]]:
    """Return a function from a row to the first and last column that are looked at in it."""
    below = max(0, rows - columns) + BAND
    above = max(0, columns - rows) + BAND
    if rows * (below + above) <= _MOST_PAIRS:
        return lambda i: (max(0, i - below), min(columns, i + above))
    around = max(BAND, _MOST_PAIRS // rows // 2)
    slope = columns / rows
    return lambda i: (max(0, int(i * slope) - around), min(columns, int(i * slope) + around))


def _after_skips(
    table: list[_Row], skips: Sequence[tuple[int, int]], low: int, high: int
) -> tuple[list[int], list[int]]:
    """Return the best totals of a row, and steps to it, by leaving out items of the source."""
    if not table:
        return [0] + [_NEVER] * (high - low), [0] * (high - low + 1)
    totals, steps = [_NEVER] * (high - low + 1), [0] * (high - low + 1)
    end = len(table)
    for start, cost in skips:
        row = table[start]
        for place in range(max(row.low, low), min(row.low + len(row.totals), high + 1)):
            total = row.totals[place - row.low] - cost
            if total > totals[place - low]:
                totals[place - low], steps[place - low] = total, end - start
    return totals, steps


def _fill(row: _Row, above: _Row | None, scores: Sequence[int], first: int, skips: Skips) -> None:
    """Complete a row with what is reached by pairs and by leaving out the translation's items.

    first: the column that the first of the scores is for.
    """
    low, totals, steps = row.low, row.totals, row.steps
    for place in range(len(totals)):
        column = place + low
        best, step = totals[place], steps[place]
        for start, cost in skips[column]:
            if start >= low and totals[start - low] - cost > best:
                best, step = totals[start - low] - cost, start - column
        paired = _NEVER
        if above and column:
            paired = above.totals[column - 1 - above.low] + scores[column - 1 - first]
        if paired > best:
            best, step = paired, 0
        totals[place], steps[place] = best, step


def _trace(table: list[_Row], rows: int, columns: int) -> list[tuple[int, int]]:
    """Return the pairs on the best way back from the last cell."""
    pairs: list[tuple[int, int]] = []
    i, j = rows, columns
    while i or j:
        step = table[i].steps[j - table[i].low]
        if step:
            i, j = i - max(step, 0), j + min(step, 0)
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
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
