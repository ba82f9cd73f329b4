"""Where a row of two languages may end on a spread: pairs of places, one in either language.

A row runs on to the next spread on both sides at places that say about the same. Heights of what is
between two of them come from the measures of one layout; nothing here knows PDF or HTML.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from diglot.writers.pdf.engine.measures import Cut, FootNote, RowMeasure
from diglot.writers.pdf.facing.notes import Slot, slots_of

START, END = -1, 1_000_000  # of a row's side: before its first line, and after its last
Stops = tuple[int, int]
_SLACK_PT = 1.0
_LINE_PT = 15.6  # more or less
# How many lines may rather face nothing than a note be parted from its counterpart, and what else
# that costs.
_PARTED_LINES, _PARTED_COST = 2.5, 14.0

# What a cut costs, beside the square of the lines that are white at the foot of a spread.
_COSTS = {"between": 2.0, "line": 6.0, "table": 30.0, "forced": 50_000.0}


class Row(Struct, frozen=True, dict=True):
    """A row as it was measured, the source's side first.

    is_heading: whether it has to have a row below it on the same spread. is_lead: whether it
    would rather have one. is_item: whether it is an item of a list, which need not begin on the
    grid of lines.
    """

    sides: tuple[RowMeasure, RowMeasure]
    is_heading: bool = False
    is_lead: bool = False
    is_item: bool = False

    @cached_property
    def joints(self) -> tuple[tuple[Stops, float], ...]:
        """Return where both sides may be cut together, from above, and what each costs."""
        leads = 0 if self.sides[0].height_pt >= self.sides[1].height_pt else 1
        return tuple(_joints(self.sides, leads, _both_called(self._slots, leads)))

    @cached_property
    def _slots(self) -> tuple[Slot, ...]:
        return slots_of(self.sides)

    def slots(self, starts: Stops, ends: Stops) -> tuple[Slot, ...]:
        """Return the notes that either side calls between two of its stops."""
        if not self._slots:
            return ()
        called = [_called(*bounds) for bounds in zip(self.sides, starts, ends, strict=True)]
        return tuple(filter(None, (slot.of(called) for slot in self._slots)))


def height_pt(side: RowMeasure, start: int, end: int) -> float:
    """Return how high a row's side is from one stop to another."""
    if start == end:
        return 0.0
    if start == START:
        return side.height_pt if end == END else side.cuts[end].above_pt
    below = side.cuts[start].below_pt
    return below if end == END else below - side.height_pt + side.cuts[end].above_pt


def _called(side: RowMeasure, start: int, end: int) -> set[FootNote]:
    """Return the notes that are called from one stop to another."""
    if start in (end, END) or not side.notes:
        return set()
    first = -1.0 if start == START else side.cuts[start].at_pt + _SLACK_PT
    last = math.inf if end == END else side.cuts[end].at_pt + _SLACK_PT
    return {note for note in side.notes if first < note.called_pt <= last}


_Marks = Sequence[tuple[float, float]]  # where a note is called, and its counterpart


def _both_called(slots: Sequence[Slot], leads: int) -> _Marks:
    """Return the marks of counterparts, those of the side that leads first."""
    return [
        (one.called_pt, other.called_pt)
        for slot in slots
        if (one := slot.sides[leads]) and (other := slot.sides[1 - leads])
    ]


def _joints(
    sides: tuple[RowMeasure, RowMeasure], leads: int, marks: _Marks
) -> Iterator[tuple[Stops, float]]:
    leader, partner = sides[leads], sides[1 - leads]
    for number, cut in enumerate(leader.cuts):
        above = [(one <= cut.at_pt + _SLACK_PT, other) for one, other in marks]
        stop, cost = _partner(cut.above_pt / leader.height_pt, cut, partner, above)
        yield (number, stop) if leads == 0 else (stop, number), cost + _COSTS[cut.place]


def _partner(
    part: float, cut: Cut, partner: RowMeasure, marks: Sequence[tuple[bool, float]]
) -> tuple[int, float]:
    """Return the stop of the shorter side that fits a cut of the other, and what it costs.

    part: how much of the other is above the cut. What faces less than it should costs the more,
    and so does what parts notes. marks: of each, whether it is above the cut, and where its
    counterpart is called.
    """
    if not partner.height_pt:
        return END, 0.0
    wanted = part * partner.height_pt

    def lines(number: int) -> float:
        return abs(aboves[number] - wanted) / _LINE_PT

    def parted(number: int) -> int:
        at = math.inf if number == END else partner.cuts[number].at_pt + _SLACK_PT
        return sum(is_above != (called <= at) for is_above, called in marks)

    aboves = {
        number: own.above_pt
        for number, own in enumerate(partner.cuts)
        if cut.place == "forced" or own.place != "forced"
    }
    aboves[END] = partner.height_pt
    best = min(aboves, key=lambda number: lines(number) + _PARTED_LINES * parted(number))
    return best, math.pow(lines(best), 1.5) + _PARTED_COST * parted(best)


def flowing(row: Row, start: Stops, rooms_pt: Sequence[float]) -> Stops:
    """Return how far either side of a row gets by itself in its room."""
    first, second = (
        _furthest(side, place, room)
        for side, place, room in zip(row.sides, start, rooms_pt, strict=True)
    )
    return first, second


def _furthest(side: RowMeasure, start: int, room_pt: float) -> int:
    if start == END:
        return END
    for end in (END, *reversed(range(start + 1, len(side.cuts)))):
        is_forced = end != END and side.cuts[end].place == "forced"
        if not is_forced and height_pt(side, start, end) <= room_pt:
            return end
    return start
