"""Rule M529: tables drawn with bars that lack cells, or the line of hyphens.

A row may have more cells than the line of hyphens divides: the table gets the columns that
it lacks. Rows between bars without that line are a table without a head. A table that begins
right after the sign of an item is given a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.source.repairs import NOTHING, Repair, put_before
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
    verse = set(lines.verse)
    for number in lines.verse:
        is_named = number + 1 in lines.joints  # what is below it was said to be no table
        if number - 1 not in verse and not is_named and _is_row(lines.words(number)):
            yield from _rows_alone(lines, number, path, repair)
    for paragraph in lines.paragraphs():
        yield from _lines_with_bars(lines, paragraph, path)


# Rows without a line of hyphens -------------------------------------------------------


def adopt_captions(lines: Lines) -> None:
    """Let captions belong to rows that will be a table, though they lack the line of hyphens."""
    verse = set(lines.verse)
    for number in lines.verse:
        if number - 1 in verse:
            continue
        rows = _rows_from(lines, number, verse)
        below = rows.stop
        while below < len(lines.texts) and not lines.words(below).strip():
            below += 1
        if _are_table(lines, rows) and below in lines.literal and lines.words(below)[:1] == ":":
            lines.literal.remove(below)
            lines.joints.pop(below, None)


def _rows_from(lines: Lines, number: int, verse: Collection[int]) -> range:
    """Return the rows between bars from a line on. verse: the lines that would be verse."""
    stop = number
    while stop in verse and _is_row(lines.words(stop)):
        stop += 1
    return range(number, stop)


def _are_table(lines: Lines, rows: range) -> bool:
    """Tell whether rows have as many cells each, and are more than one."""
    return len(rows) > 1 and len({starts.cells(lines.words(row)) for row in rows}) == 1


def _is_row(words: str) -> bool:
    """Tell whether a line is a row of cells between bars, and no line of verse."""
    words = words.rstrip()
    is_closed = words.startswith("|") and words.endswith("|") and not words.endswith("\\|")
    return is_closed and starts.cells(words) > 1


def _rows_alone(lines: Lines, number: int, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding for rows that pandoc takes for verse; make a table of them.

    number: of the first row. A break may part it from its line of hyphens.
    """
    here, rows = starts.cells(lines.words(number)), _rows_from(lines, number, set(lines.verse))
    stop = rows.stop
    if stop + 1 < len(lines.texts) and stop in lines.rules and len(rows) == 1:
        if starts.is_divided(lines.words(number), lines.words(stop + 1)):
            repair[stop] = None
            yield _finding(
                path,
                stop,
                "the line is between the header of a table and the line of hyphens below it",
                "take it out",
            )
    elif _are_table(lines, rows):
        stack = lines.stacks[number]
        around, sign = shown_before(stack), shown_before(stack, number)
        if sign != around:
            sign = f"{sign.rstrip()} {NOTHING}\n{around}"
        head = "\n".join((f"{sign}|{'  |' * here}", f"{around}|{'---|' * here}"))
        repair[number] = f"{head}\n{around}{lines.words(number)}"
        if number in lines.joints:
            put_before(lines, number, repair)
        yield _finding(
            path,
            number,
            "the rows have no line of hyphens, so they are read as a table without a header",
            "write |---|---| below the header row",
        )
    else:
        yield _finding(
            path,
            number,
            "the line begins and ends with a bar, as a row of a table does, but is read as verse",
            "write |---|---| below the header row, or take the last bar away",
        )


def _lines_with_bars(lines: Lines, paragraph: range, path: str) -> Iterator[Finding]:
    """Yield a finding for lines of text that seem to be the rows of a table."""
    if not lines.joints.keys().isdisjoint(paragraph):
        return  # a finding says so already
    words = [lines.words(number) for number in paragraph]
    counts = {starts.cells(line) if " | " in line else 1 for line in words}
    # In two lines of prose there may be a bar each.
    if len(words) < 2 or len(counts) > 1:
        return
    if (columns := counts.pop()) > 1 and len(words) + columns > 4:
        yield _finding(
            path,
            paragraph.start,
            "bars divide the lines as the cells of a table, but they are read as text",
            r"write --- | --- below the first of them; if it is no table, write \|",
        )


# Rows between bars --------------------------------------------------------------------


def _part_from_sign(lines: Lines, number: int, repair: Repair) -> None:
    """Put the head of a table on a line of its own, below the sign of the item it is in.

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
    yield _finding(
        path,
        longer,
        f"the row has {counts[longer]} cells, but the line of hyphens has {columns}",
        r"add a column to the line of hyphens, or write \| for a bar inside a cell",
    )


def _finding(path: str, number: int, message: str, hint: str) -> Finding:
    return Finding("table-cells", Position(path, number + 1), message, hint)


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
