"""The measures of rows in two languages → which rows each spread holds, and how high each is.

Knows nothing of PDF or HTML. Spreads are filled as lines of a paragraph are: all at once, so that
the squares of what is left white at their feet are least, with a price for each row that is cut.
A spread never ends after a heading.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from diglot.settings.forms.bilingual import Align
from diglot.writers.pdf.engine.measures import RowMeasure
from diglot.writers.pdf.facing.notes import Foot
from diglot.writers.pdf.facing.stops import END, START, Row, Stops, flowing, height_pt

_TOLERANCE_PT = 0.2
_FEWEST_LINES = 5  # that are worth the last spread of a chapter
_LEAD_COST, _HEADING_COST, _OVERFULL_COST = 45.0, 100_000.0, 10_000_000.0
_PAGE_CUT_COST = 10_000.0
_FULL = 0.35  # of a page: what is less full is looked at only where nothing else is to be had
_WHOLE: Stops = (START, START)
_DONE: Stops = (END, END)


class Piece(Struct, frozen=True):
    """A row, or a part of one, on a spread.

    row: its number. starts, ends: the stops of both sides between which it is. tops_pt: where it
    begins, from the head of the text; heights_pt: of the room that it has; lines_pt: of what is
    in it. foot: the notes of the spread so far, those that it calls among them.
    """

    row: int
    starts: Stops
    ends: Stops
    tops_pt: tuple[float, float]
    heights_pt: tuple[float, float]
    lines_pt: tuple[float, float]
    foot: Foot


class Spread(Struct, frozen=True):
    """The pieces on a pair of pages, from above. white_pt: what is left below the longer side."""

    pieces: tuple[Piece, ...]
    white_pt: float


class Room(Struct, frozen=True):
    """The text of a page: how high it is, and one line. align: what begins at one height."""

    height_pt: float
    line_pt: float
    align: Align = "block"


def spreads_of(rows: Sequence[Row], room: Room, begins: Collection[int] = ()) -> tuple[Spread, ...]:
    """Return the spreads that hold rows in order.

    begins: rows that have to begin a spread, as pages showed that they have no room on the last.
    """
    if not rows:
        return ()
    finish = (len(rows), _WHOLE)
    best: dict[_Place, tuple[float, _Place | None, _End | None]] = {(0, _WHOLE): (0.0, None, None)}
    waiting = [(0, _WHOLE)]
    while waiting:
        place = heapq.heappop(waiting)
        so_far = best[place][0]
        for end in _likely(list(_ends(rows, room, place, begins)), room):
            total = so_far + end.cost
            if end.place not in best or total < best[end.place][0]:
                if end.place not in best and end.place != finish:
                    heapq.heappush(waiting, end.place)
                best[end.place] = (total, place, end)
    spreads: list[Spread] = []
    at: _Place | None = finish
    while at is not None:
        _, at, end_ = best[at]
        spreads += [end_.spread()] if end_ else []
    return tuple(reversed(spreads))


_Place = tuple[int, Stops]


class _End(Struct, frozen=True):
    """Where a spread may end, and what that costs.

    before: the pieces that are above the last one, and others that were put there instead of it.
    """

    place: _Place
    cost: float
    white_pt: float
    before: Sequence[Piece]
    count: int
    last: Piece

    def spread(self) -> Spread:
        """Return the spread that ends there."""
        return Spread((*self.before[: self.count], self.last), self.white_pt)


def _likely(ends: list[_End], room: Room) -> list[_End]:
    """Return the ends of a spread that are worth a look: those that leave it full enough."""
    full = [end for end in ends if end.white_pt < (1 - _FULL) * room.height_pt]
    return full or ends


def _ends(
    rows: Sequence[Row], room: Room, place: _Place, begins: Collection[int]
) -> Iterator[_End]:
    """Yield where a spread may end that begins at a place."""
    filling = _Filling(rows, room)
    number, stops = place
    first = number
    while number < len(rows):
        if number > first and number in begins:
            return
        row = rows[number]
        for ends, cost in _cuts(number, stops, filling, room):
            piece = filling.piece(number, stops, ends)
            if not filling.has_room(piece):
                break
            if not filling.is_worth_it(piece):
                continue
            filling.add(piece)
            yield filling.end((number, ends), cost + filling.cost(False))
            filling.undo()
        piece = filling.piece(number, stops, _DONE)
        if not filling.has_room(piece):
            if number == first:
                filling.add(piece)
                yield filling.end((number + 1, _WHOLE), _OVERFULL_COST)
            return
        filling.add(piece)
        cost = filling.cost(number + 1 == len(rows))
        if number + 1 < len(rows):
            cost += _HEADING_COST * row.is_heading + _LEAD_COST * row.is_lead
        yield filling.end((number + 1, _WHOLE), cost)
        number, stops = number + 1, _WHOLE


def _cuts(
    number: int, stops: Stops, filling: _Filling, room: Room
) -> Iterator[tuple[Stops, float]]:
    """Yield where a row may be cut below some stops, from above, and what that costs."""
    if room.align == "section":
        ends = filling.flow(number, stops)
        if ends not in (stops, _DONE) and START not in ends:
            yield ends, 2.0
        if ends != stops:
            return
    dearer = _PAGE_CUT_COST if room.align == "page" else 0.0
    for ends, cost in filling.rows[number].joints:
        if ends != stops and all(e > s or e == s == END for e, s in zip(ends, stops, strict=True)):
            yield ends, cost + dearer


class _Filling:
    """A spread that is being filled."""

    def __init__(self, rows: Sequence[Row], room: Room) -> None:
        self.rows = rows
        self.room = room
        self.pieces: list[Piece] = []
        self.bottom_pt = 0.0

    def undo(self) -> None:
        """Take the last piece off."""
        self.pieces.pop()

    def flow(self, number: int, starts: Stops) -> Stops:
        """Return how far either side of a row gets by itself in the room that is left."""
        row = self.rows[number]
        rooms = [self.room.height_pt - top for top in self._tops(row)]
        while True:
            ends = flowing(row, starts, rooms)
            bottoms = self._bottoms(self.piece(number, starts, ends))
            low = [
                side
                for side in (0, 1)
                if bottoms[side] > self.room.height_pt + _TOLERANCE_PT
                and ends[side] != starts[side]
            ]
            if not low:
                return ends
            for side in low:  # has no room for its notes
                rooms[side] = height_pt(row.sides[side], starts[side], ends[side]) - _TOLERANCE_PT

    def piece(self, number: int, starts: Stops, ends: Stops) -> Piece:
        """Return a piece of a row as it is below what is there."""
        row = self.rows[number]
        (one, other), (from_one, from_other), (to_one, to_other) = row.sides, starts, ends
        has_space = bool(self.pieces) or number == 0
        lines = (
            _lines(one, from_one, to_one, has_space=has_space),
            _lines(other, from_other, to_other, has_space=has_space),
        )
        before = self.pieces[-1].foot if self.pieces else Foot()
        foot = before.plus(row.slots(starts, ends), row.sides)
        heights = (self._height(row, lines, 0), self._height(row, lines, 1))
        return Piece(number, starts, ends, self._tops(row), heights, lines, foot)

    def has_room(self, piece: Piece) -> bool:
        """Tell whether a piece fits below what is there."""
        return max(self._bottoms(piece)) <= self.room.height_pt + _TOLERANCE_PT

    def end(self, place: _Place, cost: float) -> _End:
        """Return the end of a spread that has what is there."""
        white = max(0.0, self.room.height_pt - self.bottom_pt)
        return _End(place, cost, white, self.pieces, len(self.pieces) - 1, self.pieces[-1])

    def is_worth_it(self, piece: Piece) -> bool:
        """Tell whether a spread that ends with a piece is full enough to cut a row for it."""
        return max(self._bottoms(piece)) > _FULL * self.room.height_pt

    def add(self, piece: Piece) -> None:
        """Add a piece below what is there."""
        self.bottom_pt = max(self._bottoms(piece))
        if self.pieces:
            self._stretch(piece.tops_pt)
        self.pieces.append(piece)

    def _bottoms(self, piece: Piece) -> tuple[float, float]:
        """Return how far down either side would go with a piece, notes included."""
        tops, lines, foot = piece.tops_pt, piece.lines_pt, piece.foot
        first, second = (tops[s] + lines[s] + foot.height_pt(s) for s in (0, 1))
        return first, second

    def cost(self, is_last: bool) -> float:
        """Return what the spread costs as it is. is_last: whether the chapter ends with it."""
        line = self.room.line_pt
        if is_last:
            return 8.0 * max(0.0, _FEWEST_LINES - self.bottom_pt / line)
        return ((self.room.height_pt - self.bottom_pt) / line) ** 2

    def _stretch(self, tops: tuple[float, float]) -> None:
        """Let the last piece reach to where the next begins."""
        last = self.pieces[-1]
        heights = (tops[0] - last.tops_pt[0], tops[1] - last.tops_pt[1])
        self.pieces[-1] = Piece(
            last.row, last.starts, last.ends, last.tops_pt, heights, last.lines_pt, last.foot
        )

    def _tops(self, row: Row) -> tuple[float, float]:
        if not self.pieces:
            return (0.0, 0.0)
        last = self.pieces[-1]
        line = self.room.line_pt / (2 if row.is_item else 1)
        first, second = (
            _whole(top + height, line)
            for top, height in zip(last.tops_pt, last.heights_pt, strict=True)
        )
        return first, second

    def _height(self, row: Row, lines: tuple[float, float], side: int) -> float:
        height = lines[side] if self.room.align == "page" else max(lines)
        return _whole(height, self.room.line_pt / (2 if row.is_item else 1))


def _lines(side: RowMeasure, start: int, end: int, *, has_space: bool) -> float:
    """Return how high lines are from a stop to another. has_space: whether some are above."""
    space = side.space_pt if start == START and not has_space else 0.0
    return max(0.0, height_pt(side, start, end) - space)


def _whole(height_pt_: float, line_pt: float) -> float:
    """Return a height in whole lines that has room for another."""
    return line_pt * max(0, math.ceil((height_pt_ - _TOLERANCE_PT) / line_pt))
