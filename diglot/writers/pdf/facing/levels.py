"""Two languages of a book → how their rows are set so that both are level on every spread.

Each row of a chapter is laid out on a high page of its own, which tells how high it is, where it
may be cut and what notes it has; `spreads` then says what each spread holds. The pages are held
against that plan: where one differs, what it shows is taken up and the rest planned anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.core.errors import DiglotError
from diglot.settings.forms.bilingual import Align
from diglot.writers.pdf.book.order import CONTENTS
from diglot.writers.pdf.engine.layout import Pages
from diglot.writers.pdf.engine.layouts import Begin, Wait
from diglot.writers.pdf.engine.measures import RowMeasure
from diglot.writers.pdf.facing.documents import FacingDocuments
from diglot.writers.pdf.facing.parts import Heights, level_parts
from diglot.writers.pdf.facing.rows import is_prose
from diglot.writers.pdf.facing.spreads import Piece, Room, Spread, spreads_of
from diglot.writers.pdf.facing.stops import START, Row
from diglot.writers.pdf.facing.styles import row_id, styles_of

_MOST_ROUNDS = 24  # one is usual
_TOLERANCE_PT = 0.4
_SAMPLE = 60  # rows
_MORE_PT = 15.6  # of which nobody knows how much it is

Sides = tuple[FacingDocuments, FacingDocuments]
Names = tuple[str, str]


class _Level(Struct):
    """A chapter in both languages, or the contents of both, on the way to level rows.

    names: of either run. room: of their pages.
    """

    names: Names
    room: Room
    rows: list[Row]
    parts: list[tuple[Heights, Heights]]
    begins: set[int] = field(default_factory=set)
    spreads: tuple[Spread, ...] = ()


def level(sides: Sides, chapters: Sequence[Names], begin: Begin) -> None:
    """Set the styles of both sides so that all rows of these chapters, and the contents, are level.

    chapters: the names of counterparts.
    Raises DiglotError for a chapter whose pages never agree with the plan.
    """
    runs = [*chapters, (CONTENTS, CONTENTS)]
    waits = [
        [begin(side.measuring(name)) for side, name in zip(sides, both, strict=True)]
        for both in runs
    ]
    *waiting, contents = (
        _measured(sides, names, tuple(wait() for wait in both))
        for names, both in zip(runs, waits, strict=True)
    )
    _set_styles(sides, contents)  # that have neither cuts nor notes, and are as they were measured
    for _ in range(_MOST_ROUNDS):
        for one in waiting:
            _set_styles(sides, one)
        begun = [
            [begin(side.run(name)) for side, name in zip(sides, one.names, strict=True)]
            for one in waiting
        ]
        waiting = [
            one
            for one, both in zip(waiting, begun, strict=True)
            if not all(_agrees(one, s, wait(), sides[s]) for s, wait in enumerate(both))
        ]
        if not waiting:
            return
    raise DiglotError(
        f"{sides[0].called(waiting[0].names[0])} and its counterpart could not be set level "
        "on facing pages.\n  hint: part its longest tables or blocks of code, "
        "or make the page larger"
    )


def sample(
    sides: Sides, chapters: Sequence[Names], begin: Begin
) -> list[tuple[RowMeasure, RowMeasure]]:
    """Return the measures of a book's first prose, enough to tell how long each language is."""
    waits: list[list[Wait]] = []
    left = _SAMPLE
    for names in chapters:
        rows = [n for n, row in enumerate(sides[0].rows(names[0])) if is_prose(row)][:left]
        left -= len(rows)
        if rows:
            jobs = [side.measuring(name, rows) for side, name in zip(sides, names, strict=True)]
            waits.append([begin(job) for job in jobs])
        if not left:
            break
    found = []
    for ours, theirs in waits:
        found += list(zip(ours().rows[1:-1], theirs().rows[1:-1], strict=True))
    return found


def _measured(sides: Sides, names: Names, pages: Sequence[Pages]) -> _Level:
    kinds = sides[0].rows(names[0])
    align: Align = "block" if names[0] == CONTENTS else sides[0].setting.align
    room = Room(sides[0].room_pt, sides[0].line_pt(names[0]), align)
    rows, parts = [], []
    for number in range(len(kinds) + 1):
        ours, theirs = pages[0].rows[number], pages[1].rows[number]
        is_level = align == "block"
        both, heights = level_parts((ours, theirs)) if is_level else ((ours, theirs), ((), ()))
        kind = kinds[number - 1] if number else None
        rows.append(
            Row(
                both,
                is_heading=kind is None or kind.is_heading,
                is_lead=kind is not None and kind.is_lead,
                is_item=kind is not None and kind.is_item,
            )
        )
        parts.append(heights)
    return _Level(names, room, rows, parts)


def _set_styles(sides: Sides, one: _Level) -> None:
    one.spreads = spreads_of(one.rows, one.room, one.begins)
    for number, (side, name) in enumerate(zip(sides, one.names, strict=True)):
        heights = [both[number] for both in one.parts]
        side.styles[name] = styles_of(one.spreads, one.rows, heights, number)


def _agrees(one: _Level, side: int, pages: Pages, documents: FacingDocuments) -> bool:
    """Tell whether pages agree with the plan; else take up where they do not."""
    head_pt = documents.head_pt
    before: Piece | None = None
    for number, spread in enumerate(one.spreads):
        for piece in spread.pieces:
            if piece.starts[side] == START and (before is None or before.row != piece.row):
                place = pages.anchors[row_id(piece.row)]
                low = head_pt - place.y_pt - piece.tops_pt[side]
                if place.page != number or low > _TOLERANCE_PT:
                    _take_up(one, side, before, piece, max(low, 1.0) if place.page == number else 0)
                    return False
            before = piece
    end = pages.anchors[row_id(len(one.rows))]
    last = one.spreads[-1].pieces[-1]
    if end.page != len(one.spreads) - 1 and last.lines_pt[side]:
        _take_up(one, side, last, None, 0)
        return False
    return True


def _take_up(
    one: _Level, side: int, before: Piece | None, piece: Piece | None, low_pt: float
) -> None:
    """Plan otherwise from here on: a row is higher than was thought, or has no room.

    before, piece: the row above the place, and the one there, which is on another page if
    `low_pt` is 0 and lower by that otherwise.
    """
    if before is None:
        return
    is_first = piece is None or not piece.tops_pt[side]
    if not low_pt and piece is not None and not is_first:
        one.begins.add(piece.row)
        return
    old = one.rows[before.row]
    more = low_pt or _MORE_PT
    measure = old.sides[side]
    if before.starts[side] == START:
        measure = replace(measure, height_pt=measure.height_pt + more)
    measure = _lower(measure, more)
    both = (measure, old.sides[1]) if side == 0 else (old.sides[0], measure)
    one.rows[before.row] = Row(both, old.is_heading, old.is_lead, old.is_item)


def _lower(measure: RowMeasure, more_pt: float) -> RowMeasure:
    cuts = tuple(replace(cut, below_pt=cut.below_pt + more_pt) for cut in measure.cuts)
    return replace(measure, cuts=cuts)
