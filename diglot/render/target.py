"""What the readers of a format can do with markup, as data that the renderer asks.

Knows what can be different, and knows no format: markup depends on single abilities, never on
a name. How each format is packed is the writers' business.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from diglot.core.model import Asset, Chapter, Direction, Inline, Section
from diglot.render.apparatus.index import Destination
from diglot.render.markup import NOTHING
from diglot.text.isolates import mark_isolates

Prepare = Callable[[tuple[Inline, ...], Direction], tuple[Inline, ...]]


def no_tools(_chapter: Chapter, _section: Section) -> Markup:
    """Return nothing beside a heading."""
    return NOTHING


def usual_room(_place: Destination) -> str:
    """Return the room of a number of two figures."""
    return "00"


class Abilities(Struct, frozen=True):
    """What markup may count on where it is read.

    is_xml: languages are named as XML does, too.
    has_mathml: formulas are MathML; otherwise they are pictures.
    has_bdi: words are isolated where they are, without knowing their direction.
    ignores_joiners: U+034F between two vowels is not drawn.
    explains_abbreviations: a reader is shown what an abbreviation stands for.
    folds: what can be folded is folded until a reader asks for it.
    scrolls: what is too wide is in a box that a reader moves, from the keyboard as well.
    sets_crowded_tables: tables that are too crowded for a phone are set in a way of their own.
    pops_up_notes: a note is shown over the text, at its mark.
    leads_back: a reader who followed a mark to its note can go back.
    has_page_feet: notes can be at the foot of the page that their mark is on.
    numbers_pages: places have a page to refer to, those of the index, figures and tables too.
    has_bookmarks: headings are listed beside the pages, in plain words.
    holds_spaces: no line ends at certain spaces, whatever becomes of a search for them.
    keeps_lead_ins: a paragraph that announces something stays on its page.
    reports_tables: what is wrong with a table's width is told by its line in the source.
    is_joined: chapters become one document later, so that an address always names its chapter.
    """

    is_xml: bool = False
    has_mathml: bool = False
    has_bdi: bool = False
    ignores_joiners: bool = False
    explains_abbreviations: bool = False
    folds: bool = False
    scrolls: bool = False
    sets_crowded_tables: bool = False
    pops_up_notes: bool = False
    leads_back: bool = False
    has_page_feet: bool = False
    numbers_pages: bool = False
    has_bookmarks: bool = False
    holds_spaces: bool = False
    keeps_lead_ins: bool = False
    reports_tables: bool = False
    is_joined: bool = False


# What those have who read on a screen that is as long as the text.
_SCREEN = Abilities(
    has_mathml=True,
    has_bdi=True,
    ignores_joiners=True,
    explains_abbreviations=True,
    leads_back=True,
)
BROWSER = replace(_SCREEN, folds=True, scrolls=True)
READING_SYSTEM = replace(_SCREEN, is_xml=True, sets_crowded_tables=True, pops_up_notes=True)
PAPER = Abilities(
    has_page_feet=True,
    numbers_pages=True,
    has_bookmarks=True,
    holds_spaces=True,
    keeps_lead_ins=True,
    reports_tables=True,
    is_joined=True,
)


class Target(Struct, frozen=True):
    """Where markup will be, as far as it depends on that.

    href: from a place in the book and the name of the chapter where the link is.
    image_url: where a chapter's page finds a picture.
    prepare: rewrites each complete run of inlines, given the direction of its block.
        Browsers know the bidirectional algorithm, and need to be told of isolates only.
    heading_tools: small links beside a section's heading.
    page_room: what is as wide as the number of a place's page; pages are numbered later.
    key: all that these functions depend on, as text; "" for markup that nobody keeps.
    """

    able: Abilities
    href: Callable[[Destination, str], str]
    image_url: Callable[[Asset], str]
    prepare: Prepare = mark_isolates
    heading_tools: Callable[[Chapter, Section], Markup] = no_tools
    page_room: Callable[[Destination], str] = usual_room
    key: str = ""

    @property
    def place(self) -> str:
        """Return all that markup depends on of where it will be; "" if nobody keeps it."""
        return f"{self.able} {self.key}" if self.key else ""

    def here(self, place: str, chapter: str) -> str:
        """Return the address of a place on the page of its own chapter."""
        return (
            self.href(Destination(chapter, place), chapter) if self.able.is_joined else f"#{place}"
        )
