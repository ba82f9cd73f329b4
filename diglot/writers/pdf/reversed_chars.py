"""Hebrew in the pages' content streams, marked as the reversed text that it is.

A PDF shows Hebrew as it is drawn: from left to right, the last letter first. The
specification has a mark for such strings, /ReversedChars, and a reader that knows
nothing else of Hebrew turns them round by it; WeasyPrint does not write it. Source:
ISO 32000-1, 14.8.2.3.3. What runs from left to right, numbers too, stays unmarked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pikepdf import Pdf

from diglot.writers.pdf.text_objects import Fonts, Item, rewrite_text

_OPENED, _CLOSED = Item("operator", b"/ReversedChars BMC\n"), Item("operator", b"EMC\n")


def mark_reversed(document: Pdf) -> None:
    """Put each Hebrew string of a document between /ReversedChars BMC and EMC."""
    rewrite_text(document, _marked)


def _marked(items: Sequence[Item], _: Fonts) -> Sequence[Item]:
    """Return what stands between BT and ET, with its Hebrew marked."""
    result: list[Item] = []
    done = 0
    for begin, end in _hebrew_ranges(items):
        result += [*items[done:begin], _OPENED, *items[begin:end], _CLOSED]
        done = end
    return [*result, *items[done:]] if done else items


def _hebrew_ranges(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield from where to where each Hebrew string goes.

    Punctuation at the end of a text object belongs to the Hebrew beside it; between
    Hebrew and a word or number of the other direction it is left alone.
    """
    glyphs = [i for i, item in enumerate(items) if item.kind not in ("operator", "number")]
    for is_ltr, group in groupby(glyphs, lambda i: items[i].kind == "ltr"):
        stretch = list(group)
        hebrew = [i for i in stretch if items[i].kind in ("rtl", "mark")]
        if is_ltr or not hebrew:
            continue
        begin = stretch[0] if stretch[0] == glyphs[0] else hebrew[0]
        end = stretch[-1] if stretch[-1] == glyphs[-1] else hebrew[-1]
        yield begin, end + 1
