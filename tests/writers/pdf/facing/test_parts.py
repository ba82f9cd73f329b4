"""Rows of tables and other blocks inside a row, level in both languages."""

from __future__ import annotations

from markupsafe import Markup

from diglot.writers.pdf.engine.measures import Cut, Part, RowMeasure
from diglot.writers.pdf.facing.parts import level_parts, with_heights


def table(*heights: float) -> RowMeasure:
    """Return a table whose rows are so high, which may be cut below each but the last."""
    ends = [sum(heights[:number]) for number in range(1, len(heights) + 1)]
    total = ends[-1]
    cuts = tuple(Cut(end, end, 1.0, total - end, "table") for end in ends[:-1])
    parts = tuple(Part("tr", end - high, high) for end, high in zip(ends, heights, strict=True))
    return RowMeasure(total, cuts=cuts, parts=parts)


def test_rows_of_tables_are_as_high_as_their_counterparts() -> None:
    """Each is as high as the higher one, and cuts and heights know of it."""
    sides, heights = level_parts((table(10, 30, 10), table(20, 10, 10)))
    assert heights == ((20.0, 0.0, 0.0), (0.0, 30.0, 0.0))
    assert [side.height_pt for side in sides] == [60, 60]
    assert [[cut.at_pt for cut in side.cuts] for side in sides] == [[20, 50], [20, 50]]
    assert [[cut.below_pt for cut in side.cuts] for side in sides] == [[40, 10], [40, 10]]


def test_tables_of_other_rows_stay_as_they_are() -> None:
    """Where a row has no counterpart nobody knows what is level with what."""
    sides = (table(10, 30), table(20, 10, 10))
    assert level_parts(sides) == (sides, ((), ()))


def test_heights_go_to_the_right_tags() -> None:
    """Paragraphs in the cells of a table are not counted, those outside are."""
    markup = Markup(
        "<p>x</p><table><tr><td><p>y</p></td></tr><tr class='z'><td>y</td></tr></table>"
    )
    assert with_heights(markup, (0.0, 12.0, 20.5)) == (
        '<p>x</p><table><tr style="height: 12.00pt"><td><p>y</p></td></tr>'
        "<tr style=\"height: 20.50pt\" class='z'><td>y</td></tr></table>"
    )
