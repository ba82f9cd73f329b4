"""What pandoc is given instead of a line, and where in a file a line's words begin."""

from __future__ import annotations

from diglot.model import Position
from diglot.source.scanned import Lines

# From a line's number to what is read in its place; None where the line goes.
Repair = dict[int, str | None]


def put_before(lines: Lines, number: int, repair: Repair) -> None:
    """Put an empty line before a line, in all that the line's beginning is in."""
    line = repair.get(number, lines.texts[number])
    if line is not None:
        repair[number] = f"{lines.empty_before(number)}\n{line}"


def start_of(lines: Lines, number: int, path: str) -> Position:
    """Return where a line's own words begin."""
    return Position(path, number + 1, lines.starts[number] + 1)
