"""What is numbered through the whole book, where notes are printed, and what is listed."""

from __future__ import annotations

from typing import Annotated

from diglot.core.conventions import Counting, NotesPlace, Span, TranslatorsNotes
from diglot.settings.entries import Switch, whole
from diglot.settings.strict import Strict

DEEPEST_CONTENTS = 4


class NotesEntry(Strict):
    """`notes:` in content/book.yaml."""

    place: NotesPlace = "page"
    numbers: Span = "chapter"
    translators: TranslatorsNotes = "letters"


class EquationsEntry(Strict):
    """`equations:` in content/book.yaml."""

    numbers: Span = "chapter"


class ItemsEntry(Strict):
    """`figures:` and `tables:` in content/book.yaml."""

    numbers: Span = "chapter"
    list: Switch = False


class ContentsEntry(Strict):
    """`contents:` in content/book.yaml."""

    depth: Annotated[int, whole(1, DEEPEST_CONTENTS)] = 2


def counting(
    notes: NotesEntry, figures: ItemsEntry, tables: ItemsEntry, equations: EquationsEntry
) -> Counting:
    """Return how notes, figures, tables and formulas are numbered, and where notes are printed."""
    return Counting(
        notes.place,
        notes.numbers,
        figures.numbers,
        tables.numbers,
        equations.numbers,
        notes.translators,
    )
