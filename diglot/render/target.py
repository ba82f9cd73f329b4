"""What differs between website, e-book and PDF, as data that the renderer asks.

Knows that there are three formats; how each is packed is the writers' business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from diglot.model import Asset, Chapter, Direction, Inline, Section
from diglot.render.index import Place
from diglot.render.markup import NOTHING
from diglot.text.isolates import mark_isolates

Prepare = Callable[[tuple[Inline, ...], Direction], tuple[Inline, ...]]


def no_tools(_chapter: Chapter, _section: Section) -> Markup:
    """Return nothing to stand beside a heading."""
    return NOTHING


def usual_room(_place: Place) -> str:
    """Return the room of a number of two figures."""
    return "00"


@dataclass(frozen=True, slots=True)
class Target:
    """One format, as far as markup depends on it.

    href: from a place in the book and the name of the chapter where the link stands.
    image_url: where a chapter's page finds a picture.
    prepare: rewrites each complete run of inlines, given the direction of its block.
        Browsers know the bidirectional algorithm, and need to be told of isolates only.
    heading_tools: small links beside a section's heading.
    page_room: what is as wide as the number of a place's page; pages are numbered later.
    folds: whether what can be folded is folded until a reader asks for it.
    """

    name: Literal["site", "epub", "pdf"]
    href: Callable[[Place, str], str]
    image_url: Callable[[Asset], str]
    prepare: Prepare = mark_isolates
    heading_tools: Callable[[Chapter, Section], Markup] = no_tools
    page_room: Callable[[Place], str] = usual_room
    folds: bool = False

    @property
    def is_paged(self) -> bool:
        """Tell whether there are pages, which notes may stand at the foot of."""
        return self.name == "pdf"

    def here(self, place: str, chapter: str) -> str:
        """Return the address of a place on the page of its own chapter."""
        return self.href(Place(chapter, place), chapter) if self.is_paged else f"#{place}"
