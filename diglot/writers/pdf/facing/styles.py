"""What each spread holds → how the rows of one language are set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from diglot.core.markup_names import ROW
from diglot.writers.pdf.facing.parts import Heights, are_even
from diglot.writers.pdf.facing.spreads import Piece, Spread
from diglot.writers.pdf.facing.stops import END, Row


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How a row is set. is_first: whether it begins a page.

    page: the number of that on which it begins, from 1. cuts: how far down it goes on that page
    and on those that follow, but for its last one, and how high the notes are that it calls there.
    height_pt: of its last piece, at least. rests: how much is left free on further pages, where
    the other language goes on. parts_pt: the least heights of the blocks in it.
    is_measured: whether it is only measured, as if it began a page. is_apart: whether it does.
    is_even: whether both languages have the same in it, so that space may be above as below.
    """

    height_pt: float = 0.0
    is_first: bool = False
    page: int = 0
    cuts: tuple[tuple[float, float], ...] = ()
    rests: tuple[float, ...] = ()
    parts_pt: Heights = ()
    is_measured: bool = False
    is_apart: bool = False
    is_even: bool = False


def row_id(number: int) -> str:
    """Return the id of a row, from 0, the chapter's title; the last one is empty."""
    return f"{ROW}{number}"


def styles_of(
    spreads: Sequence[Spread], rows: Sequence[Row], parts: Sequence[Heights], side: int
) -> tuple[RowStyle, ...]:
    """Return the style of each row of one side. parts: the least heights of what is in each."""
    found: defaultdict[int, list[tuple[int, Piece]]] = defaultdict(list)
    for page, spread in enumerate(spreads, 1):
        for piece in spread.pieces:
            found[piece.row].append((page, piece))
    firsts = {spread.pieces[0].row for spread in spreads[1:] if _begins(spread.pieces[0])}
    return tuple(
        _style(found[number], rows[number], parts[number], side, is_first=number in firsts)
        for number in range(len(rows))
    )


def _begins(piece: Piece) -> bool:
    return all(start < 0 for start in piece.starts)


def _style(
    pieces: Sequence[tuple[int, Piece]], row: Row, parts: Heights, side: int, *, is_first: bool
) -> RowStyle:
    own = [piece for _, piece in pieces if piece.starts[side] != END] or [pieces[0][1]]
    stops = [row.sides[side].cuts[piece.ends[side]] for piece in own[:-1]]
    cuts = tuple(
        (piece.lines_pt[side] + stop.slack_pt, piece.notes_pt[side])
        for piece, stop in zip(own, stops, strict=False)
    )
    rests = tuple(piece.heights_pt[side] for _, piece in pieces[len(own) :])
    height = own[-1].heights_pt[side]
    is_even = are_even(*row.sides)
    return RowStyle(height, is_first, pieces[0][0], cuts, rests, parts, is_even=is_even)
