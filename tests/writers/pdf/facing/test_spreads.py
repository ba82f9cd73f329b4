"""Which rows each spread of facing pages holds, and where rows are cut."""

from __future__ import annotations

import random

import pytest

from diglot.settings.forms.bilingual import Align
from diglot.writers.pdf.engine.measures import Cut, FootNote, RowMeasure
from diglot.writers.pdf.facing.spreads import Room, Spread, spreads_of
from diglot.writers.pdf.facing.stops import END, START, Row, height_pt

LINE = 15.0
ROOM = Room(20 * LINE, LINE)
Notes = tuple[tuple[FootNote, ...], tuple[FootNote, ...]]


def side(lines: float, notes: tuple[FootNote, ...] = ()) -> RowMeasure:
    """Return a paragraph of so many lines, which may be cut where two are on either side."""
    cuts = tuple(
        Cut(n * LINE, n * LINE, 1.0, (lines - n) * LINE, "line") for n in range(2, int(lines) - 1)
    )
    return RowMeasure(lines * LINE, cuts=cuts, notes=notes)


def row(
    source: float, translation: float, notes: Notes = ((), ()), *, is_heading: bool = False
) -> Row:
    """Return a row, given its heights in lines; one of half lines is in one piece."""
    sides = (side(source, notes[0]), side(translation, notes[1]))
    if is_heading:
        sides = (RowMeasure(source * LINE), RowMeasure(translation * LINE))
    return Row(sides, is_heading)


def whole(lines: float) -> Row:
    """Return a row that cannot be cut."""
    return Row((RowMeasure(lines * LINE), RowMeasure(lines * LINE)))


def firsts(rows: list[Row], *begins: int) -> list[int]:
    """Return the first row of each spread."""
    return [spread.pieces[0].row for spread in spreads_of(rows, ROOM, begins)]


def test_a_row_is_as_high_as_its_higher_side_in_whole_lines() -> None:
    """What is below a row begins at the same height on both pages."""
    (spread,) = spreads_of([row(3, 5), row(2.2, 0), row(1, 1)], ROOM)
    assert [piece.tops_pt for piece in spread.pieces] == [
        (0, 0),
        (5 * LINE, 5 * LINE),
        (8 * LINE, 8 * LINE),
    ]


def test_a_row_that_does_not_fit_runs_on_on_both_sides() -> None:
    """Its lines fill the page, and its counterpart is cut where it says as much."""
    first, second = spreads_of([whole(14), row(12, 10), whole(4)], ROOM)
    cut, rest = first.pieces[-1], second.pieces[0]
    assert cut.row == rest.row == 1
    assert cut.lines_pt == (6 * LINE, 5 * LINE)
    assert rest.lines_pt == (6 * LINE, 5 * LINE)
    assert first.white_pt == 0


def test_what_is_too_short_to_be_cut_stays_where_it_begins() -> None:
    """Three lines beside nine that run on are not torn apart, and the rest faces nothing."""
    first, second = spreads_of([whole(14), row(9, 3), whole(16)], ROOM)
    assert first.pieces[-1].ends[1] == END
    assert second.pieces[0].lines_pt == (3 * LINE, 0)


def test_a_heading_goes_with_what_is_below_it() -> None:
    """Headings at the foot of a page begin the next, all that follow one another."""
    rows = [
        whole(17),
        row(1, 1, is_heading=True),
        row(1, 1, is_heading=True),
        whole(4),
        whole(3),
    ]
    assert firsts(rows) == [0, 1]


def test_what_is_higher_than_a_page_has_as_many_as_it_needs() -> None:
    """It begins below what is above it, and what is below it follows at once."""
    spreads = spreads_of([row(2, 2), row(50, 20), row(2, 2)], ROOM)
    assert [[piece.row for piece in spread.pieces] for spread in spreads] == [
        [0, 1],
        [1],
        [1, 2],
    ]
    assert sum(piece.lines_pt[0] for s in spreads for piece in s.pieces if piece.row == 1) == (
        50 * LINE
    )


def test_a_row_may_be_told_to_begin_a_spread() -> None:
    """So it is where pages showed that it has no room."""
    assert firsts([row(2, 2)] * 4, 2) == [0, 2]


def test_notes_need_room_at_the_foot() -> None:
    """A row whose note has no room on one of the pages goes on to the next spread."""
    noted = Row((side(2, (FootNote(2 * LINE, 5 * LINE),)), side(2)))
    assert firsts([whole(14), noted]) == [0, 1]
    assert firsts([whole(13), noted]) == [0]


def test_no_side_of_a_section_begins_a_spread_before_the_other() -> None:
    """Where one language has no room for its first lines, both begin on the next spread."""
    rows = [whole(14), Row((side(4), RowMeasure(9 * LINE)))]
    first, second = spreads_of(rows, Room(ROOM.height_pt, LINE, "section"))
    assert [piece.row for piece in first.pieces] == [0]
    assert second.pieces[0].starts == (START, START)


def test_nothing_has_no_spreads() -> None:
    """A chapter without rows is no error."""
    assert firsts([]) == []


def _rows(chance: random.Random) -> list[Row]:
    return [
        row(1, 2, is_heading=True) if chance.random() < 0.2 else _noted_row(chance)
        for _ in range(chance.randint(1, 30))
    ]


def _noted_row(chance: random.Random) -> Row:
    """Return a row with notes in half of its sides."""
    lines = chance.randint(0, 45), chance.randint(0, 45)
    first, second = (
        tuple(
            FootNote(LINE * place, chance.choice([12.0, 30.0]), place)
            for place in range(chance.choice([1, 2, 5]), count + 1, 8)
            if chance.random() < 0.5
        )
        for count in lines
    )
    return row(*lines, (first, second))


@pytest.mark.parametrize("align", ["block", "section", "page"])
def test_every_row_is_there_in_order(align: Align) -> None:
    """Whatever the heights: nothing is lost, nothing is twice, and no page is too full."""
    chance = random.Random(7)
    room = Room(ROOM.height_pt, LINE, align)
    for _ in range(25):
        rows = _rows(chance)
        spreads = spreads_of(rows, room)
        for side_number in (0, 1):
            at = dict.fromkeys(range(len(rows)), START)
            for spread in spreads:
                for piece in spread.pieces:
                    assert piece.starts[side_number] == at[piece.row]
                    at[piece.row] = piece.ends[side_number]
                assert _bottom(spread, side_number) <= room.height_pt + 0.5
            assert set(at.values()) == {END}
        order = [piece.row for spread in spreads for piece in spread.pieces]
        assert order == sorted(order)


def _bottom(spread: Spread, side_number: int) -> float:
    last = spread.pieces[-1]
    foot = last.foot.height_pt(side_number)
    return last.tops_pt[side_number] + last.lines_pt[side_number] + foot


def test_pages_with_the_same_passages_are_not_level() -> None:
    """Each side has its own heights, and both end with the same row."""
    room = Room(ROOM.height_pt, LINE, "page")
    rows = [row(8, 6), row(9, 7), row(9, 7), row(10, 8)]
    first, second = spreads_of(rows, room)
    assert [piece.row for piece in first.pieces] == [0, 1]
    assert first.pieces[1].tops_pt == (8 * LINE, 6 * LINE)
    assert [piece.row for piece in second.pieces] == [2, 3]


def test_the_lines_of_sections_flow() -> None:
    """Either side fills its page, wherever the other is."""
    room = Room(ROOM.height_pt, LINE, "section")
    first, second = spreads_of([row(1, 1, is_heading=True), row(30, 24)], room)
    assert first.pieces[-1].lines_pt == (19 * LINE, 19 * LINE)
    assert second.pieces[0].lines_pt == (11 * LINE, 5 * LINE)


def test_heights_between_cuts_add_up() -> None:
    """The pieces of a row are as high as the row."""
    measure = side(12)
    between = height_pt(measure, START, 2) + height_pt(measure, 2, 5) + height_pt(measure, 5, END)
    assert between == measure.height_pt
