"""References to pages ("see page 41"): where chapters leave room for a number, and what goes there.

A chapter is laid out without knowing on which page another one is. It leaves room
as wide as the number, and tells by two anchors where that is; the number is laid over.
So a chapter is laid out again only where a number gets more figures than it had.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct

from diglot.core.markup_names import PAGE_ANCHOR, PAGE_RAISED, RAISED_EM
from diglot.render.apparatus.index import Destination
from diglot.render.beside.sides import own_id, own_place
from diglot.settings.page import Page
from diglot.writers.pdf.book.plan import PageRun
from diglot.writers.pdf.engine.layout import Pages
from diglot.writers.pdf.units import PT_PER_MM

# On pages of both languages an id begins with its language: "he-page-of:12.5:02-press/screw".
_ROOM = re.compile(
    rf"(?:(?P<language>[A-Za-z-]+)-)?(?P<room>{PAGE_ANCHOR}[^:]*:(?P<chapter>[^/]*)/(?P<id>.*))",
    re.DOTALL,
)

PageOf = Callable[..., str]
Rooms = Mapping[Destination, str]


class Reference(Struct, frozen=True):
    """The number of a page in the text of another. left, top: from the corner of the text."""

    number: str
    left_mm: float
    top_mm: float
    size_pt: float


def places_referred_to(pages: Pages) -> frozenset[Destination]:
    """Return the places of which the pages want to know the number."""
    return frozenset(_place(room) for room in map(_ROOM.fullmatch, pages.anchors) if room)


def rooms_for(pages: Pages, page_of: PageOf) -> Rooms:
    """Return how wide the numbers are that some pages refer to.

    Figures are all of one width; letters are not.
    """
    numbers = {p: page_of(p.chapter, p.id) for p in places_referred_to(pages)}
    return {p: "0" * len(n) if n.isascii() and n.isdigit() else n for p, n in numbers.items()}


def references(
    parts: Sequence[PageRun], page_of: PageOf, page: Page, *, is_rtl: bool
) -> Iterator[tuple[int, Reference]]:
    """Yield the page on which each reference is, counted from 0, and the reference."""
    height_pt = page.trim.height_mm * PT_PER_MM
    for part in parts:
        for name, room in part.pages.anchors.items():
            if not (found := _ROOM.fullmatch(name)):
                continue
            raised = part.pages.anchors[_raised(found)]
            size_pt = (raised.y_pt - room.y_pt) / RAISED_EM
            # The run was laid out as if it opened on a recto.
            is_left_page = (room.page % 2 == 0) == is_rtl
            left_mm = page.outer_mm if is_left_page else page.inner_mm
            place = _place(found)
            yield (
                part.first + room.page,
                Reference(
                    page_of(place.chapter, place.id),
                    round(room.x_pt / PT_PER_MM - left_mm, 3),
                    round((height_pt - room.y_pt) / PT_PER_MM - page.top_mm, 3),
                    round(size_pt, 3),
                ),
            )


def _place(room: re.Match[str]) -> Destination:
    """Return the place whose number goes into a room, as it is named in the pages."""
    place = Destination(unquote(room["chapter"]), room["id"])
    return own_place(room["language"], place) if room["language"] else place


def _raised(room: re.Match[str]) -> str:
    """Return the name of the second place of a room, a little higher up."""
    name = f"{PAGE_RAISED}{room['room']}"
    return own_id(room["language"], name) if room["language"] else name
