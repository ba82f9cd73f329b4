"""Two languages of a book → how their rows are set so that both are level on every spread.

Each row of a chapter is laid out on a high page of its own, which tells how high it is; `spreads`
then says which rows a spread holds. Where notes leave no room for a row, it begins the next
spread: that shows in the pages themselves, so they are laid out and looked at until all agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from diglot.core.errors import DiglotError
from diglot.core.model import Chapter
from diglot.writers.pdf.engine.layout import Pages
from diglot.writers.pdf.engine.layouts import Begin
from diglot.writers.pdf.facing.documents import LINE_PT, FacingDocuments, RowStyle, end_id, row_id
from diglot.writers.pdf.facing.spreads import Measured, Spread, spreads_of

_MOST_ROUNDS = 24  # four are usual; each moves at least one row to where it has room
_TOLERANCE_PT = 0.3

Sides = tuple[FacingDocuments, FacingDocuments]


@dataclass
class _Level:
    """A chapter in both languages on its way to level rows."""

    chapters: tuple[Chapter, Chapter]
    rows: list[Measured]
    begins: set[int] = field(default_factory=set)
    spreads: tuple[Spread, ...] = ()
    blanks: tuple[dict[int, int], dict[int, int]] = field(default_factory=lambda: ({}, {}))


def level(sides: Sides, chapters: Sequence[tuple[Chapter, Chapter]], begin: Begin) -> None:
    """Set the styles of both sides so that all rows of these pairs of chapters are level.

    Raises DiglotError for a chapter whose pages never agree with the plan.
    """
    waits = [
        [begin(side.measuring(chapter)) for side, chapter in zip(sides, pair, strict=True)]
        for pair in chapters
    ]
    levels = [
        _measured(sides, pair, tuple(wait() for wait in both))
        for pair, both in zip(chapters, waits, strict=True)
    ]
    waiting = levels
    for _ in range(_MOST_ROUNDS):
        for one in waiting:
            _set_styles(sides, one)
        begun = [
            [begin(side.chapter(c, {})) for side, c in zip(sides, one.chapters, strict=True)]
            for one in waiting
        ]
        waiting = [
            one
            for one, both in zip(waiting, begun, strict=True)
            if not _is_level(one, [wait() for wait in both])
        ]
        if not waiting:
            return
    chapter = waiting[0].chapters[0]
    raise DiglotError(
        f"{chapter.position.path}: the two languages of this chapter could not be set level "
        "on facing pages.\n  hint: part its longest tables or blocks of code, "
        "or make the page larger"
    )


def _measured(sides: Sides, pair: tuple[Chapter, Chapter], pages: Sequence[Pages]) -> _Level:
    headings = sides[0].headings(pair[0])
    rows = [
        Measured((_height(pages[0], number), _height(pages[1], number)), is_heading)
        for number, is_heading in enumerate(headings)
    ]
    return _Level(pair, rows)


def _height(pages: Pages, row: int) -> float:
    """Return how high a row is in points, or 0 if it ends on another page than it begins."""
    here, below = pages.anchors[row_id(row)], pages.anchors[end_id(row)]
    return here.y_pt - below.y_pt if here.page == below.page else 0.0


def _set_styles(sides: Sides, one: _Level) -> None:
    one.spreads = spreads_of(one.rows, sides[0].room_pt, LINE_PT, one.begins)
    firsts = {spread.first for spread in one.spreads[1:]}
    heights = [height for spread in one.spreads for height in spread.heights_pt]
    for side, chapter, blanks in zip(sides, one.chapters, one.blanks, strict=True):
        styles = [
            RowStyle(
                0.0 if height > side.room_pt else height,
                number in firsts,
                blanks.get(number, 0),
                height > side.room_pt,
            )
            for number, height in enumerate(heights)
        ]
        end = RowStyle(blanks=blanks.get(len(heights), 0))
        side.styles[chapter.name] = (*styles, end)


def _is_level(one: _Level, sides: Sequence[Pages]) -> bool:
    """Tell whether pages agree with the plan; else change it where they do not."""
    begins, taller = set(one.begins), False
    for spread in one.spreads:
        is_long = len(spread.heights_pt) == 1
        for pages in sides:
            first = pages.anchors[row_id(spread.first)].page
            for number in range(spread.first + 1, spread.end):
                if pages.anchors[row_id(number)].page != first:
                    begins.add(number)
                    break
            for number in range(spread.first, spread.end - 1):
                height = _height(pages, number)
                old = one.rows[number]
                if (
                    not is_long
                    and height > spread.heights_pt[number - spread.first] + _TOLERANCE_PT
                ):
                    one.rows[number] = Measured((height, height), old.is_heading)
                    taller = True
    if begins != one.begins or taller:
        one.begins = begins
        for blanks in one.blanks:
            blanks.clear()
        return False
    return _is_even(one, sides)


def _is_even(one: _Level, sides: Sequence[Pages]) -> bool:
    """Tell whether each spread begins on the same page of both sides; else leave pages free."""
    moved, behind = False, 0
    for number in [*(spread.first for spread in one.spreads[1:]), len(one.rows)]:
        at = [pages.anchors[row_id(number)].page for pages in sides]
        more = at[0] - at[1] - behind
        if more:
            side = 1 if more > 0 else 0
            one.blanks[side][number] = one.blanks[side].get(number, 0) + abs(more)
            behind += more
            moved = True
    return not moved
