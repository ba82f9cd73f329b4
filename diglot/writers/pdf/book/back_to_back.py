"""Two finished PDFs → one that is opened from either cover, and meets in the middle.

The pages are those of one book, bound at one spine: first those of the language that is read from
the left, then a blank leaf, then the others from their last to their first. Nothing is turned, and
no margin moves: where the number of pages is even, the first page of either language is the outer
side of a leaf, and so the binding is at the same edge of each page as in a book of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import lcm

from pikepdf import Name

from diglot.writers.pdf.book.uniting import Place, Volume, united
from diglot.writers.pdf.identity import Identity, Standard

PAGES_A_LEAF = 2


def back_to_back(
    halves: tuple[Volume, Volume],
    multiple: int,
    identity: Identity,
    archive: Standard | None = None,
) -> bytes:
    """Return the PDF of both.

    halves: the one that is read from the left, and the one that is read from the right.
    multiple: of which the number of pages is; what is missing is blank, in the middle.
    """
    with united(halves, partial(meeting, multiple=multiple)) as union:
        union.book.Root.ViewerPreferences.Direction = Name.L2R
        union.book.Root.PageLayout = Name.TwoPageRight
        return union.saved(identity, archive)


def meeting(counts: Sequence[int], multiple: int) -> list[Place]:
    """Return the pages of such a book. counts: how many pages each language has."""
    left, right = (_whole(count, PAGES_A_LEAF) for count in counts)
    total = _whole(left + PAGES_A_LEAF + right, lcm(PAGES_A_LEAF, multiple))
    blank: list[Place] = [None] * (total - left - right)
    return [
        *((0, number) for number in range(left)),
        *blank,
        *((1, number) for number in reversed(range(right))),
    ]


def _whole(count: int, multiple: int) -> int:
    """Return the least multiple that is no less than a count."""
    return -(-count // multiple) * multiple
