"""Hebrew in the pages' content streams, marked as the reversed text that it is.

A PDF shows Hebrew as it is drawn: from left to right, the last letter first. The
specification has a mark for such strings, /ReversedChars, and a reader that knows
nothing else of Hebrew turns them round by it; WeasyPrint does not write it. Source:
ISO 32000-1, 14.8.2.3.3. What runs from left to right, numbers too, stays unmarked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from diglot.writers.pdf.glyphs.text_objects import GlyphKind, Item, TextObject

_OPENED, _CLOSED = b"/ReversedChars BMC\n", b"EMC\n"
_HEBREW: frozenset[GlyphKind] = frozenset({"rtl", "pointed", "mark"})
_PLAIN: frozenset[GlyphKind] = _HEBREW | {"neutral"}
_SHOWN = b"] TJ\n"


def marked(text: TextObject) -> TextObject:
    """Return a text object with each of its Hebrew strings between /ReversedChars BMC and EMC."""
    if text.kinds.isdisjoint(_HEBREW):
        return text
    if text.kinds <= _PLAIN:
        return _marked_whole(text)
    result: list[Item] = []
    done = 0
    for begin, end in _hebrew_ranges(text.items):
        hebrew = text.items[begin:end]
        result += text.items[done:begin]
        result += [Item("operator", _OPENED), *hebrew, Item("operator", _CLOSED)]
        done = end
    return text.with_items([*result, *text.items[done:]])


def _marked_whole(text: TextObject) -> TextObject:
    content = text.content
    begin, end = content.index(b"["), content.rindex(_SHOWN) + len(_SHOWN)
    pieces = (content[:begin], _OPENED, content[begin:end], _CLOSED, content[end:])
    return text.with_content(b"".join(pieces))


def _hebrew_ranges(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield from where to where each Hebrew string goes.

    Punctuation at the end of a text object belongs to the Hebrew beside it; between
    Hebrew and a word or number of the other direction it is left alone.
    """
    glyphs = [i for i, item in enumerate(items) if item.kind not in ("operator", "number")]
    for is_ltr, group in groupby(glyphs, lambda i: items[i].kind == "ltr"):
        stretch = list(group)
        hebrew = [i for i in stretch if items[i].kind in _HEBREW]
        if is_ltr or not hebrew:
            continue
        begin = stretch[0] if stretch[0] == glyphs[0] else hebrew[0]
        end = stretch[-1] if stretch[-1] == glyphs[-1] else hebrew[-1]
        yield begin, end + 1
