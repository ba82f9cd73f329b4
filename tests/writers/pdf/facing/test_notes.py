"""Which notes are counterparts, how much room those of a spread need, and where each begins."""

from __future__ import annotations

from diglot.writers.pdf.engine.measures import Cut, FootNote, RowMeasure
from diglot.writers.pdf.facing.notes import Foot, NoteRoom, Slot, rooms_of, slots_of, with_rooms
from diglot.writers.pdf.facing.spreads import Room, spreads_of
from diglot.writers.pdf.facing.stops import START, Row

LINE = 15.0
ROOM = Room(20 * LINE, LINE)
EDGE = 5.0


def side(*notes: FootNote, lines: float = 10) -> RowMeasure:
    """Return a paragraph that calls some notes and may be cut below each of its lines."""
    cuts = tuple(
        Cut(n * LINE, n * LINE, 1.0, (lines - n) * LINE, "line") for n in range(2, int(lines) - 1)
    )
    return RowMeasure(lines * LINE, cuts=cuts, notes=notes, edge_pt=EDGE)


def note(place: int, line: int, height: float = 12.0, **kind: bool) -> FootNote:
    """Return a note whose mark is in a line, counted from 1."""
    return FootNote(line * LINE, height, place, **kind)


def places(slots: tuple[Slot, ...]) -> list[tuple[int, int]]:
    """Return which notes are level, 0 for none."""
    both = [slot.sides for slot in slots]
    return [(one.place if one else 0, other.place if other else 0) for one, other in both]


def test_notes_are_counterparts_one_by_one() -> None:
    """The translator's is alone, at its place among the others."""
    ours = side(note(1, 1), note(2, 3))
    theirs = side(note(1, 1), note(2, 2, is_own=True), note(3, 3))
    assert places(slots_of((ours, theirs))) == [(1, 1), (0, 2), (2, 3)]


def test_the_second_series_comes_last() -> None:
    """So it stands at the foot of the page."""
    theirs = side(note(1, 1, is_own=True, is_second=True), note(2, 3))
    assert places(slots_of((side(note(1, 3)), theirs))) == [(1, 2), (0, 1)]


def test_an_editors_note_of_the_source_has_a_counterpart() -> None:
    """What both languages have is no translator's own."""
    both = side(note(1, 2, is_own=True, is_second=True))
    assert places(slots_of((both, both))) == [(1, 1)]


def test_a_note_that_was_lost_leaves_its_place_empty() -> None:
    """Which one it was is told by where the others are called."""
    ours = side(note(1, 1), note(2, 5), note(3, 9))
    theirs = side(note(1, 1), note(2, 8))
    assert places(slots_of((ours, theirs))) == [(1, 1), (2, 0), (3, 2)]
    assert places(slots_of((theirs, ours))) == [(1, 1), (0, 2), (2, 3)]


def test_both_pages_have_as_much_room_for_notes() -> None:
    """Of each pair the higher one counts, and a page without notes gives up nothing."""
    sides = (side(note(1, 1, 12), note(2, 3, 36)), side(note(1, 1, 24), note(2, 3, 12)))
    foot = Foot().plus(slots_of(sides), sides)
    assert foot.height_pt(0) == foot.height_pt(1) == EDGE + 24 + 36
    alone = (side(), side(note(1, 1)))
    foot = Foot().plus(slots_of(alone), alone)
    assert (foot.height_pt(0), foot.height_pt(1)) == (0, EDGE + 12)


def test_rooms_begin_at_one_height() -> None:
    """What a note is lower than its counterpart is free above the next one, or below the last."""
    ours = side(note(1, 1, 12), note(2, 3, 36))
    theirs = side(note(1, 1, 24), note(2, 2, 12, is_own=True), note(3, 3, 12))
    slots = slots_of((ours, theirs))
    ((first, height),) = rooms_of([slots], 0)
    ((second, other),) = rooms_of([slots], 1)
    assert first == (NoteRoom(1, 0, 0), NoteRoom(2, 24, 0))
    assert second == (NoteRoom(1, 0, 0), NoteRoom(2, 0, 0), NoteRoom(3, 0, 24))
    assert height == other == 24 + 12 + 36


def test_what_is_free_counts_where_the_note_is_called() -> None:
    """A row is cut where its own notes leave it room, with all that is free around them."""
    ours = (side(note(1, 1, 12)), side(note(2, 1, 12)))
    theirs = (side(note(1, 1, 36)), side(note(2, 1, 24)))
    called = [slots_of(pair) for pair in zip(ours, theirs, strict=True)]
    assert [height for _, height in rooms_of(called, 0)] == [12, 24 + 12 + 12]
    assert [height for _, height in rooms_of(called, 1)] == [36, 24]


def test_a_row_has_room_for_the_notes_of_both_languages() -> None:
    """It goes on to the next spread where the notes of the other language leave it none."""
    pair = (side(note(1, 2, 10.0), lines=2), side(note(1, 2, 60.0), lines=2))
    above = RowMeasure(14 * LINE)
    assert [len(s.pieces) for s in spreads_of([Row((above, above)), Row(pair)], ROOM)] == [1, 1]
    pair = (side(note(1, 2, 10.0), lines=2), side(note(1, 2, 50.0), lines=2))
    assert [len(s.pieces) for s in spreads_of([Row((above, above)), Row(pair)], ROOM)] == [2]


def test_a_cut_parts_no_note_from_its_counterpart() -> None:
    """A row is rather cut where one side has a line or two more than the other."""
    row = Row((side(note(1, 8), lines=16), side(note(1, 9), lines=16)))
    ends = {one: other for (one, other), _ in row.joints}
    assert ends[_cut(8)] == _cut(9)
    assert ends[_cut(5)] == _cut(5)
    row = Row((side(note(1, 2), lines=16), side(note(1, 14), lines=16)))
    ends = {one: other for (one, other), _ in row.joints}
    assert ends[_cut(8)] == _cut(8)  # so far apart they have to be
    slots = row.slots((START, START), (_cut(8), _cut(8)))
    assert places(slots) == [(1, 0)]


def _cut(line: int) -> int:
    return line - 2


def test_rooms_are_given_in_markup() -> None:
    """A note gets its room as a style, another stays as it is, and words stay words."""
    html = (
        '<p>data-place="1" <span class="footnote" data-number="a" data-place="1">x</span>'
        '<span class="footnote" data-number="b" data-place="11">y</span></p>'
    )
    found = with_rooms(html, [NoteRoom(1, 2.5, 0)])
    assert found == html.replace(
        'data-place="1">', 'data-place="1" style="padding-block: 2.500pt 0.000pt">'
    )
