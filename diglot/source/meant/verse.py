"""Verse that goes on in an indented line after an empty one, which pandoc would take for code."""

from __future__ import annotations

from diglot.source.repairs import Repair
from diglot.source.scan.scanned import Lines

_SIGN = "|"


def repair_verse(lines: Lines, repair: Repair) -> None:
    """Put into `repair` the lines of verse that go on with an empty one, as lines of their own."""
    for number in range(1, len(lines.texts)):
        above = number - 1
        is_more = lines.kinds[number] == "text" and lines.goes_on[number]
        if is_more and not lines.goes_on[above] and lines.words(above).rstrip() == _SIGN:
            words = lines.words(number)
            is_marked = words.startswith(_SIGN)
            repair[number] = lines.meant(number, words if is_marked else f"{_SIGN} {words}")
