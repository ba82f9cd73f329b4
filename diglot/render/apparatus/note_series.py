"""A chapter's notes → which of them are in the second series, the translator's, and which of it.

The notes that a translator adds are counted apart, so that all others have the numbers of their
counterparts.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from diglot.bitext.blocks.translators_notes import is_translators
from diglot.core.conventions import TranslatorsNotes
from diglot.core.model import Chapter, Note
from diglot.core.walk import (
    OncePer,
    chapter_inlines,
)


class NoteSeries(Struct, frozen=True):
    """Where a note is in its series, from 1. is_lettered: whether that is the second one.

    is_own: whether it is a translator's, or an editor's.
    """

    value: int
    is_lettered: bool = False
    is_own: bool = False


def note_series(chapter: Chapter, translators: TranslatorsNotes) -> Mapping[int, NoteSeries]:
    """Return where each note of a chapter is, by its number among all."""
    found: dict[int, NoteSeries] = {}
    lettered = 0
    for number, is_own in _notes(chapter):
        is_lettered = translators == "letters" and is_own
        lettered += is_lettered
        value = lettered if is_lettered else number - lettered
        found[number] = NoteSeries(value, is_lettered, is_own)
    return found


@OncePer
def _notes(chapter: Chapter) -> tuple[tuple[int, bool], ...]:
    """Return the notes of a chapter by number, each with whether the translator added it."""
    notes = (inline for inline in chapter_inlines(chapter) if isinstance(inline, Note))
    return tuple(sorted((note.number, is_translators(note.blocks)) for note in notes))
