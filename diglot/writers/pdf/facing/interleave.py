"""Two finished PDFs, a page each in turn → one, with the tags, links and bookmarks of both.

The shorter one gets blank pages at its end. Before them comes a title page of both; a blank page
at the end makes the number even.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from pikepdf import Array, Name, Page

from diglot.writers.pdf.book.uniting import Place, Volume, united
from diglot.writers.pdf.facing.pairing import pair_rows
from diglot.writers.pdf.identity import Identity, Standard


class Bound(Struct, frozen=True):
    """How the two languages are bound: of each pair, the one that comes first on a spread.

    is_rtl: whether the book is read from right to left. to_binding_pt: how far each page's text
    moves away from the binding.
    """

    is_rtl: bool
    to_binding_pt: float
    languages: tuple[str, str]
    titles: tuple[str, str]


def interleaved(
    opening: bytes,
    contents: tuple[bytes, bytes],
    bound: Bound,
    identity: Identity,
    archive: Standard | None = None,
) -> tuple[bytes, int]:
    """Return the PDF of both, and how many pages it has.

    opening: a page that goes before all others. contents: the PDF of the language that comes first
    on each spread, and that of the other.
    """
    sides = zip(contents, bound.languages, bound.titles, strict=True)
    volumes = [*(Volume(*side) for side in sides), Volume(opening, bound.languages[0])]
    with united(volumes, _in_turn) as union:
        pair_rows(union.parts[0], union.parts[1], bound.languages[1])
        book = union.book
        first_is_left = not bound.is_rtl
        for number, page in enumerate(book.pages):
            is_left = (number % 2 == 1) == first_is_left
            _move(page, -bound.to_binding_pt if is_left else bound.to_binding_pt)
        book.Root.ViewerPreferences.Direction = Name.R2L if bound.is_rtl else Name.L2R
        book.Root.PageLayout = Name.TwoPageRight
        return union.saved(identity, archive), len(book.pages)


def in_the_file(place: int, pages: range) -> range:
    """Return which pages of the file, from 0, some pages of one language are.

    place: 0 for the language that comes first on each spread, 1 for the other.
    """
    return range(1 + 2 * pages.start + place, 1 + 2 * pages.stop + place, 2)


def _in_turn(counts: Sequence[int]) -> list[Place]:
    """Return the title page, a page of each in turn, and a blank one."""
    spreads = range(max(counts[:2]))  # the last chapter may be in one language only
    return [(2, 0), *((side, number) for number in spreads for side in (0, 1)), None]


def _move(page: Page, by_pt: float) -> None:
    """Move what a page shows to the right: it is the paper that moves to the left."""
    left, bottom, right, top = (float(number) for number in page.mediabox)
    moved = (left - by_pt, bottom, right - by_pt, top)
    page.obj.MediaBox = Array(round(number, 3) for number in moved)
