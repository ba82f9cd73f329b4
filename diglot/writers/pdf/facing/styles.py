"""What each spread holds → how the rows of one language are set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from diglot.core.markup_names import ROW
from diglot.writers.pdf.facing.notes import NoteRoom, rooms_of
from diglot.writers.pdf.facing.parts import Heights, are_even
from diglot.writers.pdf.facing.spreads import Piece, Spread
from diglot.writers.pdf.facing.stops import END, Row


class RowStyle(Struct, frozen=True):
    """How a row is set. is_first: whether it begins a page.

    page: the number of that on which it begins, from 1. cuts: how far down it goes on that page
    and on those that follow, but for its last one, and how high the notes are that it calls there.
    height_pt: of its last piece, at least. rests: how much is left free on further pages, where
    the other language goes on. parts_pt: the least heights of the blocks in it.
    notes: the rooms of the notes in it that have more than they need.
    is_measured: whether it is only measured, as if it began a page. is_apart: whether it does.
    is_even: whether both languages have the same in it, so that space may be above as below.
    """

    height_pt: float = 0.0
    is_first: bool = False
    page: int = 0
    cuts: tuple[tuple[float, float], ...] = ()
    rests: tuple[float, ...] = ()
    parts_pt: Heights = ()
    notes: tuple[NoteRoom, ...] = ()
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
    found: defaultdict[int, list[_Set]] = defaultdict(list)
    for page, spread in enumerate(spreads, 1):
        for piece, notes, raised_pt in _with_notes(spread, rows, side):
            found[piece.row].append(_Set(page, piece, notes, raised_pt))
    firsts = {spread.pieces[0].row for spread in spreads[1:] if _begins(spread.pieces[0])}
    return tuple(
        _style(found[number], rows[number], parts[number], side, is_first=number in firsts)
        for number in range(len(rows))
    )


class _Set(Struct, frozen=True):
    """A piece as it is set on its page. raised_pt: by how much its notes raise the foot."""

    page: int
    piece: Piece
    notes: tuple[NoteRoom, ...]
    raised_pt: float


def _begins(piece: Piece) -> bool:
    return all(start < 0 for start in piece.starts)


def _with_notes(
    spread: Spread, rows: Sequence[Row], side: int
) -> Iterator[tuple[Piece, tuple[NoteRoom, ...], float]]:
    """Yield the pieces of a spread, the notes that each calls, and how high these are."""
    called = [rows[piece.row].slots(piece.starts, piece.ends) for piece in spread.pieces]
    is_first = True
    for piece, (notes, height_pt) in zip(spread.pieces, rooms_of(called, side), strict=True):
        edge_pt = rows[piece.row].sides[side].edge_pt if notes and is_first else 0.0
        is_first = is_first and not notes
        yield piece, notes, height_pt + edge_pt


def _style(
    pieces: Sequence[_Set], row: Row, parts: Heights, side: int, *, is_first: bool
) -> RowStyle:
    own = [one for one in pieces if one.piece.starts[side] != END] or [pieces[0]]
    stops = [row.sides[side].cuts[one.piece.ends[side]] for one in own[:-1]]
    cuts = tuple(
        (one.piece.lines_pt[side] + stop.slack_pt, one.raised_pt)
        for one, stop in zip(own, stops, strict=False)
    )
    rests = tuple(one.piece.heights_pt[side] for one in pieces[len(own) :])
    notes = tuple(room for one in own for room in one.notes if room.above_pt or room.below_pt)
    return RowStyle(
        own[-1].piece.heights_pt[side],
        is_first,
        pieces[0].page,
        cuts,
        rests,
        parts,
        notes,
        is_even=are_even(*row.sides),
    )
