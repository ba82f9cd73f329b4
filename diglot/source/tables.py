"""Rules M529 and M530: cells that pandoc leaves out of a table.

A row may have more cells than the line of hyphens divides, and a grid may lack the line at
its end. They are read all the same: the table gets the columns, or the line, that it lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diglot.findings import Finding
from diglot.model import Position
from diglot.source import starts
from diglot.source.repairs import Repair
from diglot.source.scanned import Lines


def check_tables(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding for each table from which cells would be lost, at the row that has them."""
    for number, kind in enumerate(lines.kinds):
        words = lines.words(number)
        if kind != "text":
            continue
        if number and starts.is_divided(lines.words(number - 1), words):
            yield from _long_rows(lines, number, path, repair)
        elif starts.is_grid(words) and not _is_in_grid(lines, number - 1):
            yield from _open_grid(lines, number, path, repair)


# Rows between bars --------------------------------------------------------------------


def _long_rows(lines: Lines, number: int, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding for a table with too long a row. number: of its line of hyphens."""
    columns = starts.cells(lines.words(number))
    head = number - 1
    rows = [head, *_following(lines, number + 1, lambda words: "|" in words)]
    counts = {row: starts.cells(lines.words(row)) for row in rows}
    widest = max(counts.values())
    if widest <= columns:
        return
    longer = next(row for row in rows if counts[row] > columns)
    _put_behind(lines, number, repair, " --- |", widest - columns)
    _put_behind(lines, head, repair, " |", widest - counts[head])
    yield Finding(
        "table-cells",
        Position(path, longer + 1),
        f"the row has {counts[longer]} cells, and the line of hyphens divides {columns}",
        r"give the line of hyphens a column more, or write \| for a bar inside a cell",
    )


def _following(lines: Lines, number: int, belongs: Callable[[str], bool]) -> Iterator[int]:
    while number < len(lines.texts) and lines.kinds[number] == "text":
        if not belongs(lines.words(number)):
            return
        yield number
        number += 1


def _put_behind(lines: Lines, number: int, repair: Repair, cell: str, more: int) -> None:
    """Put so many cells more at the end of a row."""
    line = repair.get(number, lines.texts[number])
    if line is not None and more:
        line = line.rstrip()
        is_closed = line.endswith("|") and not line.endswith("\\|")
        repair[number] = line + ("" if is_closed else "|") + cell * more


# Grids ----------------------------------------------------------------------------------


def _is_in_grid(lines: Lines, number: int) -> bool:
    return number >= 0 and lines.kinds[number] == "text" and lines.words(number)[:1] in ("|", "+")


def _open_grid(lines: Lines, number: int, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding for a grid without its last line. number: of its first."""
    *_, last = number, *_following(lines, number + 1, lambda words: words[:1] in ("|", "+"))
    # pandoc takes a row that is indented otherwise for no part of the table.
    indent = lines.indents[number]
    last = next((n - 1 for n in range(number + 1, last + 1) if lines.indents[n] != indent), last)
    if last > number and not starts.is_grid(lines.words(last)):
        line = repair.get(last, lines.texts[last])
        border = lines.words(number).replace("=", "-")
        repair[last] = f"{line}\n{lines.meant(last, border, lines.indents[last])}"
        yield Finding(
            "table-end",
            Position(path, last + 1),
            "the table has no line below its last row",
            "draw the line of plus signs and hyphens there, as above the table",
        )
