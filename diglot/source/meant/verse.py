"""Verse that pandoc would not take for it: indented, or going on after an empty line of it."""

from __future__ import annotations

from diglot.source.repairs import Repair
from diglot.source.scan.scanned import Lines

_SIGN = "|"


def repair_verse(lines: Lines, repair: Repair) -> None:
    """Put into `repair` the lines of verse as pandoc knows them, each with its sign in front."""
    for number in lines.verse:
        if lines.indents[number]:
            repair[number] = lines.meant(number, lines.words(number))
    for number in range(1, len(lines.texts)):
        above = number - 1
        is_more = lines.kinds[number] == "text" and lines.goes_on[number]
        if is_more and not lines.goes_on[above] and lines.words(above).rstrip() == _SIGN:
            words = lines.words(number)
            is_marked = words.startswith(_SIGN)
            repair[number] = lines.meant(number, words if is_marked else f"{_SIGN} {words}")
