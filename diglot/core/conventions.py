"""How one edition writes what languages write in more than one way: numbers and dates."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

NumeralSystem = Literal["arabic", "hebrew"]
Calendar = Literal["gregorian", "hebrew", "both"]
Emphasis = Literal["bold", "spaced"]
QuoteStyle = Literal["gershayim", "curly", "low", "off"]
Span = Literal["chapter", "book"]
NotesPlace = Literal["page", "chapter"]
TranslatorsNotes = Literal["letters", "numbers"]
# Which works come first in a list of those cited: in the edition's own script, in another, or
# as the citation style sorts all of them.
WorksOrder = Literal["own", "other", "style"]


class Numerals(Struct, frozen=True):
    """What is counted in figures, and what in Hebrew letters."""

    chapters: NumeralSystem = "arabic"
    pages: NumeralSystem = "arabic"
    notes: NumeralSystem = "arabic"
    lists: NumeralSystem = "arabic"


FIGURES = Numerals()


class Counting(Struct, frozen=True):
    """What begins again at 1 in each chapter, and what runs on through the book.

    notes_place: of a printed book: at the foot of the page, or at the chapter's end.
    translators: whether notes of the translator are counted by letters of their own, or with the
    others by numbers.
    """

    notes_place: NotesPlace = "page"
    notes: Span = "chapter"
    figures: Span = "chapter"
    tables: Span = "chapter"
    equations: Span = "chapter"
    translators: TranslatorsNotes = "letters"


BY_CHAPTER = Counting()


class Conventions(Struct, frozen=True):
    """An edition's choices. calendar: in which dates are written. emphasis: of Hebrew words.

    signs: whether those at the edge of a number or a name in Hebrew stay with it.
    spaces: whether no line of a page ends between a number and its unit, and the like.
    """

    numerals: Numerals = FIGURES
    calendar: Calendar = "gregorian"
    emphasis: Emphasis = "bold"
    counting: Counting = BY_CHAPTER
    signs: bool = True
    spaces: bool = True


USUAL = Conventions()


class Typography(Struct, frozen=True):
    """Which marks typed plainly are set properly.

    quotes: the style of Hebrew quotation marks; English ones are always “curly”.
        "off" leaves them as typed. geresh: marks inside words, inches and minutes.
        spaces: none ends a line after an abbreviation, before a unit or a dash. signs: those at
        the edge of a number or a name in Hebrew stay with it.
    """

    quotes: QuoteStyle = "gershayim"
    geresh: bool = True
    maqaf: bool = True
    dashes: bool = True
    ellipsis: bool = True
    spaces: bool = True
    signs: bool = True


TYPOGRAPHY_OFF = Typography(
    "off", geresh=False, maqaf=False, dashes=False, ellipsis=False, spaces=False, signs=False
)
