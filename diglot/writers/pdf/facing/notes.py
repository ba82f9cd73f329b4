"""The notes of both languages on a spread → which are level, and how much room each is given.

A note and its counterpart begin at one height, and so do all notes of either page; where one
language has none, the other page is left empty beside it. Notes of the second series are below
all others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from diglot.bitext.sequence import align_sequences
from diglot.core.markup_names import FOOTNOTE, NOTE_PLACE
from diglot.writers.pdf.engine.measures import FootNote, RowMeasure

_PLACE = re.compile(rf'<span class="{FOOTNOTE}"[^<>]*? {NOTE_PLACE}="(\d+)"')
_APART_PT = 6.0  # between the two series
_WHOLE = 1000  # of a row, in steps from its top to its end


class Slot(Struct, frozen=True):
    """A note of the source and its counterpart: what begins at one height. None for what is not."""

    sides: tuple[FootNote | None, FootNote | None]

    def of(self, called: Sequence[Collection[FootNote]]) -> Slot | None:
        """Return what of it is among the notes that either side calls, if anything is."""
        one, other = (
            note if note in notes else None for note, notes in zip(self.sides, called, strict=True)
        )
        return Slot((one, other)) if one or other else None

    @property
    def is_second(self) -> bool:
        """Tell whether it is of the second series."""
        return any(note.is_second for note in self.sides if note)

    @property
    def height_pt(self) -> float:
        """Return the height of the higher note."""
        return max(note.height_pt for note in self.sides if note)


class Foot(Struct, frozen=True):
    """What the notes of a spread need on both pages: as much on either, if it has any.

    series_pt: of the notes of both series, one below the other. edges_pt: of what is above the
    first note of a page, None where that has no note.
    """

    series_pt: tuple[float, float] = (0.0, 0.0)
    edges_pt: tuple[float | None, float | None] = (None, None)

    def height_pt(self, side: int) -> float:
        """Return by how much the text of one page ends higher."""
        edge = self.edges_pt[side]
        return 0.0 if edge is None else edge + sum(self.series_pt) + _APART_PT * all(self.series_pt)

    def plus(self, slots: Sequence[Slot], sides: tuple[RowMeasure, RowMeasure]) -> Foot:
        """Return what it needs with more notes. sides: of the row that calls them."""
        if not slots:
            return self
        first, second = (
            sides[side].edge_pt
            if self.edges_pt[side] is None and any(slot.sides[side] for slot in slots)
            else self.edges_pt[side]
            for side in (0, 1)
        )
        one, other = self.series_pt
        for slot in slots:
            one += slot.height_pt * (not slot.is_second)
            other += slot.height_pt * slot.is_second
        return Foot((one, other), (first, second))


class NoteRoom(Struct, frozen=True):
    """What is left free above a note and below it. place: which note of its chapter it is."""

    place: int
    above_pt: float
    below_pt: float


def slots_of(sides: tuple[RowMeasure, RowMeasure]) -> tuple[Slot, ...]:
    """Return the notes of a row in the order of their marks, counterparts together."""
    return tuple(
        slot
        for is_second in (False, True)
        for slot in _slots(
            [note for note in sides[0].notes if note.is_second == is_second],
            [note for note in sides[1].notes if note.is_second == is_second],
            (sides[0].height_pt, sides[1].height_pt),
        )
    )


def rooms_of(
    pieces: Sequence[Sequence[Slot]], side: int
) -> tuple[tuple[tuple[NoteRoom, ...], float], ...]:
    """Return the rooms of the notes that each piece of a spread calls, and their height in all.

    pieces: what both sides of each call. The height has all that is left free in it.
    """
    slots = sorted(chain.from_iterable(pieces), key=lambda slot: slot.is_second)
    rooms = {room.place: room for room in _rooms(slots, side)}
    found = []
    for called in pieces:
        notes = [note for slot in called if (note := slot.sides[side])]
        own = tuple(rooms[note.place] for note in notes)
        free = sum(room.above_pt + room.below_pt for room in own)
        found.append((own, free + sum(note.height_pt for note in notes)))
    return tuple(found)


def with_rooms(html: str, rooms: Iterable[NoteRoom]) -> str:
    """Return markup whose notes have the rooms that they are given."""
    found = {str(room.place): room for room in rooms}
    if not found:
        return html

    def styled(match: re.Match[str]) -> str:
        room = found.get(match[1])
        if room is None:
            return match[0]
        return f'{match[0]} style="padding-block: {room.above_pt:.3f}pt {room.below_pt:.3f}pt"'

    return _PLACE.sub(styled, html)


def _rooms(slots: Sequence[Slot], side: int) -> Iterator[NoteRoom]:
    """Yield the rooms of the notes of one page, from above; the last one ends at the foot."""
    free = 0.0  # above the next note
    last: tuple[int, float] | None = None
    for number, slot in enumerate(slots):
        note = slot.sides[side]
        if number and slot.is_second != slots[number - 1].is_second:
            free += _APART_PT
        if note is None:
            free += slot.height_pt
            continue
        if last:
            yield NoteRoom(*last, 0.0)
        last = (note.place, free)
        free = slot.height_pt - note.height_pt
    if last:
        yield NoteRoom(*last, free)


def _slots(
    ours: Sequence[FootNote], theirs: Sequence[FootNote], heights_pt: tuple[float, float]
) -> Iterator[Slot]:
    """Yield the notes of one series, those between two pairs in the order of the sides."""
    first, second = 0, 0
    for one, other in _pairs(ours, theirs, heights_pt):
        yield from (Slot((note, None)) for note in ours[first:one])
        yield from (Slot((None, note)) for note in theirs[second:other])
        yield Slot((ours[one], theirs[other]))
        first, second = one + 1, other + 1
    yield from (Slot((note, None)) for note in ours[first:])
    yield from (Slot((None, note)) for note in theirs[second:])


def _pairs(
    ours: Sequence[FootNote], theirs: Sequence[FootNote], heights_pt: tuple[float, float]
) -> Iterable[tuple[int, int]]:
    """Return the numbers of counterparts.

    What a translator adds has none, unless the source has such notes itself. Others are
    counterparts one by one; where one side has more, those whose marks are at about the same place.
    """
    has_own = any(note.is_own for note in ours)
    wanted = [n for n, note in enumerate(theirs) if has_own or not note.is_own]
    if len(wanted) == len(ours):
        return enumerate(wanted)
    places = [round(_WHOLE * note.called_pt / heights_pt[0]) for note in ours]
    others = [round(_WHOLE * theirs[n].called_pt / heights_pt[1]) for n in wanted]

    def scores(number: int, low: int, high: int) -> list[int]:
        return [_WHOLE - abs(places[number] - other) for other in others[low:high]]

    pairs = align_sequences(scores, _skips(places), _skips(others))
    return [(one, wanted[other]) for one, other in pairs]


def _skips(notes: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Return that each note may be left out, at no cost."""
    return [[(end - 1, 0)] if end else [] for end in range(len(notes) + 1)]
