"""Which rows each spread of facing pages holds."""

from __future__ import annotations

import random

from diglot.writers.pdf.facing.spreads import Measured, spreads_of

LINE = 15.0
ROOM = 20 * LINE


def row(source: float, translation: float, *, is_heading: bool = False) -> Measured:
    """Return a row, given its heights in lines."""
    return Measured((source * LINE, translation * LINE), is_heading)


def firsts(rows: list[Measured], *begins: int) -> list[int]:
    """Return the first row of each spread."""
    return [spread.first for spread in spreads_of(rows, ROOM, LINE, begins)]


def test_a_row_is_as_high_as_its_higher_side_in_whole_lines() -> None:
    """What is below a row begins at the same height on both pages."""
    (spread,) = spreads_of([row(3, 5), row(2.2, 0)], ROOM, LINE)
    assert spread.heights_pt == (5 * LINE, 3 * LINE)


def test_a_spread_ends_where_the_next_row_has_no_room() -> None:
    """A page is filled to its last line, and no further."""
    assert firsts([row(10, 8), row(8, 10), row(1, 1)]) == [0, 2]


def test_a_heading_goes_with_what_is_below_it() -> None:
    """Headings at the foot of a page begin the next, all that follow one another."""
    rows = [row(17, 2), row(1, 1, is_heading=True), row(1, 1, is_heading=True), row(4, 4)]
    assert firsts(rows) == [0, 1]
    assert firsts([row(9, 9), *rows[1:]], 3) == [0, 1]


def test_what_is_higher_than_a_page_has_spreads_of_its_own() -> None:
    """The row above it and the row below it are on others."""
    assert firsts([row(2, 2), row(50, 20), row(2, 2)]) == [0, 1, 2]


def test_a_row_may_be_told_to_begin_a_spread() -> None:
    """So it is where notes leave no room."""
    assert firsts([row(2, 2)] * 4, 2) == [0, 2]


def test_nothing_has_no_spreads() -> None:
    """A chapter without rows is no error."""
    assert firsts([]) == []


def test_every_row_is_on_one_spread_in_order() -> None:
    """Whatever the heights: nothing is lost, nothing is twice, and no page is too full."""
    chance = random.Random(7)
    for _ in range(300):
        rows = [
            row(1, 2, is_heading=True)
            if chance.random() < 0.3
            else row(chance.randint(0, 25), chance.randint(0, 25))
            for _ in range(chance.randint(1, 30))
        ]
        spreads = spreads_of(rows, ROOM, LINE)
        assert [n for s in spreads for n in range(s.first, s.end)] == list(range(len(rows)))
        for spread in spreads:
            plain = [n for n in range(spread.first, spread.end) if not rows[n].is_heading]
            if len(plain) > 1:
                assert sum(spread.heights_pt) <= ROOM + 0.01
