"""What translators add in their own name, and the source cannot have.

Goes in: blocks and inlines of a translation. Comes out: which of them are a translator's
or an editor's note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from diglot.core.model import Block, Inline, Note
from diglot.core.walk import inline_lines, plain_text, walk_blocks, walk_inlines
from diglot.lang.known import any_of, languages
from diglot.lang.language import Language


def is_translators(blocks: tuple[Block, ...]) -> bool:
    """Tell whether blocks say that they are the translator's, or the editor's."""
    lines = (line for block in walk_blocks(blocks) for line in inline_lines(block))
    return _said(languages()).match(" ".join(map(plain_text, lines))) is not None


def without_translators_notes(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return all inlines of a block but a translator's notes and what is in them."""
    notes = [i for i in inlines if isinstance(i, Note) and is_translators(i.blocks)]
    if not notes:
        return inlines
    left_out = {id(inline) for note in notes for inline in (note, *_inside(note))}
    return tuple(inline for inline in inlines if id(inline) not in left_out)


def _inside(note: Note) -> Iterator[Inline]:
    for block in walk_blocks(note.blocks):
        for line in inline_lines(block):
            yield from walk_inlines(line)


@cache
def _said(known: tuple[Language, ...]) -> re.Pattern[str]:
    """Return what finds such a note in any language."""
    ways = any_of(language.translators_note for language in known)
    return re.compile(ways, re.IGNORECASE | re.DOTALL)
