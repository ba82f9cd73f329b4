"""Rule M529: cells that pandoc leaves out of a table drawn with bars.

A row may have more cells than the line of hyphens divides: the table gets the columns that
it lacks. One that begins right behind the sign of an item is given a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.source.repairs import NOTHING, Repair
from diglot.source.scan import starts
from diglot.source.scan.containers import shown_before
from diglot.source.scan.scanned import Lines


def check_tables(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding for each table from which cells would be lost, at the row that has them."""
    for number, kind in enumerate(lines.kinds):
        words = lines.words(number)
        if kind != "text":
            continue
        if number and starts.is_divided(lines.words(number - 1), words):
            _part_from_sign(lines, number - 1, repair)
            yield from _long_rows(lines, number, path, repair)


# Rows between bars --------------------------------------------------------------------


def _part_from_sign(lines: Lines, number: int, repair: Repair) -> None:
    """Put the head of a table on a line of its own, below the sign of the item it stands in.

    To pandoc the sign would belong to the first cell.
    """
    stack = lines.stacks[number]
    if number in lines.tables and any(c.kind == "item" and c.first == number for c in stack):
        sign = shown_before(stack, number).rstrip()
        repair[number] = f"{sign} {NOTHING}\n{shown_before(stack)}{lines.words(number)}"


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
