"""The heights of rows on both sides → which rows each spread holds, and how high each row is.

Knows nothing of PDF or HTML. A row is one passage in both languages; it is as high on both pages
as it is on the one where it is higher, so all rows below begin at the same height. A spread ends
between two rows, never after a heading; a row higher than a page runs on to as many spreads as it
needs.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_TOLERANCE = 0.01  # of a line


@dataclass(frozen=True, slots=True)
class Measured:
    """A row as it was measured. heights_pt: on either side, 0 where that has nothing.

    is_heading: whether it has to have a row below it on the same spread.
    """

    heights_pt: tuple[float, float]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Rows on one pair of pages: from the number `first` on, with the height of each in points."""

    first: int
    heights_pt: tuple[float, ...]

    @property
    def end(self) -> int:
        """Return the number of the row after its last."""
        return self.first + len(self.heights_pt)


def spreads_of(
    rows: Sequence[Measured], room_pt: float, line_pt: float, begins: Collection[int] = ()
) -> tuple[Spread, ...]:
    """Return the spreads that hold rows in order.

    room_pt: the height of a page's text. line_pt: what every row's height is a multiple of.
    begins: rows that have to begin a spread, as notes leave no room for them on the one before.
    """
    heights = [line_pt * _lines(max(row.heights_pt), line_pt) for row in rows]
    cuts = [0] if rows else []
    for number in range(1, len(rows)):
        filled = sum(heights[cuts[-1] : number])
        needed = heights[number]
        last = number
        while rows[last].is_heading and last + 1 < len(rows):
            last += 1
            needed += heights[last]
        is_full = filled + min(needed, room_pt) > room_pt + _TOLERANCE
        follows_heading = rows[number - 1].is_heading
        if (is_full and not follows_heading) or number in begins:
            cuts.append(_with_headings(rows, cuts[-1], number))
    ends = [*cuts[1:], len(rows)]
    return tuple(
        Spread(first, tuple(heights[first:end])) for first, end in zip(cuts, ends, strict=False)
    )


def _with_headings(rows: Sequence[Measured], start: int, number: int) -> int:
    """Return where a spread begins so that headings above a row come with it."""
    first = number
    while first - 1 > start and rows[first - 1].is_heading:
        first -= 1
    return first if first - 1 >= start and not rows[first - 1].is_heading else number


def _lines(height_pt: float, line_pt: float) -> int:
    return max(0, math.ceil(height_pt / line_pt - _TOLERANCE))
