"""Rules M529 and M530: cells that pandoc leaves out of a table.

A row may have more cells than the line of hyphens divides, and a grid may lack the line at
its end. They are read all the same: the table gets the columns, or the line, that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.findings import Finding
from diglot.model import Position
from diglot.source.lines import Lines
from diglot.source.repairs import Repair

_DIVIDING = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# Bars in these divide no cells.
_WHOLE = re.compile(
    r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|\$[^\s$](?:[^$\n]*[^\s$])?\$|<[a-z/][^<>]*>"
)
_BORDER = re.compile(r"(?P<lead>[ \t>]*)\+(?:[-=:]+\+)+[ \t]*")
_BEFORE = re.compile(r"[ \t>]*(?:(?:[-*+]|\(?\w{1,3}[.)])[ \t]+)?\|?")


def check_tables(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding for each table from which cells would be lost, at the row that has them.

    repair: gets the lines of the table as they are to be read.
    """
    yield from _long_rows(lines, path, repair)
    yield from _open_grids(lines, path, repair)


def _open_grids(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    texts, number = lines.texts, 0
    while number < len(texts):
        border = _BORDER.fullmatch(texts[number]) if lines.kinds[number] == "text" else None
        if not border:
            number += 1
            continue
        first, rows = number, (border["lead"] + "|", border["lead"] + "+")
        while number < len(texts) and texts[number].startswith(rows):
            number += 1
        if number > first + 1 and not _BORDER.fullmatch(texts[number - 1]):
            repair[number - 1] = f"{texts[number - 1]}\n{texts[first].replace('=', '-')}"
            yield Finding(
                "table-end",
                Position(path, number),
                "the table has no line below its last row",
                "draw the line of plus signs and hyphens there, as above the table",
            )


def _long_rows(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    for number, text in enumerate(lines.texts):
        if lines.kinds[number] != "text" or not _is_dividing(lines, number):
            continue
        columns = _cells(text)
        rows = [number - 1, *_body(lines, number)]
        counts = {row: _cells(lines.texts[row]) for row in rows}
        widest = max(counts.values())
        if widest > columns:
            longer = next(row for row in rows if counts[row] > columns)
            yield _too_long(path, longer, counts[longer], columns)
            repair[number] = _widened(text, widest - columns, "---")
            repair[number - 1] = _widened(lines.texts[number - 1], widest - counts[number - 1], "")


def _is_dividing(lines: Lines, number: int) -> bool:
    """Tell whether a line divides the head of a table from its rows."""
    text = lines.texts[number]
    if number == 0 or "-" not in text or not _DIVIDING.fullmatch(text):
        return False
    head = lines.texts[number - 1]
    return lines.kinds[number - 1] == "text" and "|" in head and "|" in text


def _body(lines: Lines, number: int) -> Iterator[int]:
    number += 1
    while number < len(lines.texts) and lines.kinds[number] == "text":
        if "|" in lines.texts[number]:
            yield number
        number += 1


def _cells(text: str) -> int:
    """Return how many cells a row has."""
    bare = _WHOLE.sub("x", text).rstrip()
    before = _BEFORE.match(bare)
    bare = bare[before.end() :] if before else bare
    return bare.removesuffix("|").count("|") + 1


def _widened(text: str, more: int, filling: str) -> str:
    """Return a row with so many cells more at its end."""
    if not more:
        return text
    text = text.rstrip()
    end = "" if text.endswith("|") and not text.endswith("\\|") else "|"
    return text + end + f" {filling} |" * more


def _too_long(path: str, number: int, cells: int, columns: int) -> Finding:
    return Finding(
        "table-cells",
        Position(path, number + 1),
        f"the row has {cells} cells, and the line of hyphens divides {columns}",
        r"give the line of hyphens a column more, or write \| for a bar inside a cell",
    )
