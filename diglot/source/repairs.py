"""What pandoc is given instead of a line, and where in a file a line's words begin."""

from __future__ import annotations

import re

from diglot.core.model import Position
from diglot.source.scan.scanned import Lines

# From a line's number to what is read in its place; None where the line goes.
Repair = dict[int, str | None]
# What pandoc is given behind the sign of an item that is alone on its line; it would take
# the lines below for indented by a column more than they are.
NOTHING = "<!-- -->"
_SIGNS = re.compile(r"([A-Z](?=\.)|)(`+|~+|:|\+|\||\.)")


def put_before(lines: Lines, number: int, repair: Repair) -> None:
    """Put an empty line before a line, in all that the line's beginning is in."""
    line = repair.get(number, lines.texts[number])
    if line is not None:
        repair[number] = f"{lines.empty_before(number)}\n{line}"


def write_literals(lines: Lines, repair: Repair) -> None:
    """Put backslashes before the signs with which lines of text begin that open nothing."""
    for number in lines.literal:
        words = lines.words(number)
        if match := _SIGNS.match(words):
            words = match[1] + re.sub("(.)", r"\\\1", match[2]) + words[match.end() :]
        repair[number] = lines.meant(number, words, lines.indents[number])


def start_of(lines: Lines, number: int, path: str) -> Position:
    """Return where a line's own words begin."""
    return Position(path, number + 1, lines.starts[number] + 1)
