"""An entry of a translation memory: a passage and its translation, with their place in the book.

Knows no file format: what an entry is made of is decided in translation/, how it is written
down in writers/.
"""

from __future__ import annotations

from msgspec import Struct

from diglot.bitext.blocks.passages import Passage


class Entry(Struct, frozen=True):
    """A passage beside its translation.

    chapter: its name. section: its id, "" for a chapter's opening. languages: of the source
        and of the translation. is_sure: whether the two are each other's without a doubt.
    """

    chapter: str
    section: str
    source: Passage
    translation: Passage
    languages: tuple[str, str]
    is_sure: bool
