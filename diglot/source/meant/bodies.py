"""The bodies of three directives of MyST, each line written as pandoc reads it.

Knows the rows of `{list-table}`, which are items of items, those of `{csv-table}`, and the terms of
`{glossary}`, whose meanings are indented below them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping

from diglot.source.meant.inline import as_meant
from diglot.source.meant.remarks import Remarks

_ROW = re.compile(r"(?P<lead>[ ]*[*][ ]+-(?:[ ]+|$))(?P<words>.*)")
_CELL = re.compile(r"(?P<lead>[ ]*-(?:[ ]+|$))(?P<words>.*)")
# Below a term: another that has the same meaning.
_TERM = re.compile(r"(?:[\w\[$\"'“״]|[*_]{1,2}\w)(?!\d*[.)][ ])")
_INDENT = re.compile(r"[ ]*")

Cell = list[int]
"""The numbers of the lines of a cell."""


def begins_with_row(texts: list[str]) -> bool:
    """Tell whether the first words of some lines are those of a row."""
    first = next((text for text in texts if text.strip()), "")
    return bool(_ROW.fullmatch(first.strip("\t")))


def write_rows(remarks: Remarks, body: range, heads: int, home: str) -> None:
    """Write rows of cells as those of a table of HTML.

    heads: how many rows are the head. home: the indent at which the table is.
    """
    for place, row in enumerate(_rows(remarks, body)):
        tag = "th" if place < heads else "td"
        for cell in row:
            is_long = sum(bool(remarks.texts[number]) for number in cell) > 1
            gap = f"\n\n{home}" if is_long else ""
            before = f"{home}{'<tr>' if cell is row[0] else ''}<{tag}>{gap}"
            after = f"{gap}</{tag}>{'</tr>' if cell is row[-1] else ''}"
            _write(remarks, cell, before, after, home)


def _rows(remarks: Remarks, body: range) -> list[list[Cell]]:
    """Return the rows of a table, and leave nothing of their lines but words."""
    rows: list[list[Cell]] = []
    dash = width = 0
    for number in body:
        text = remarks.texts[number]
        row = _ROW.fullmatch(text)
        match = row or (_CELL.fullmatch(text) if rows and text.find("-") == dash else None)
        if match:
            dash, width = text.index("-"), max(match.end("lead"), text.index("-") + 2)
            rows += [[]] if row else []
            rows[-1].append([number])
        elif rows:
            rows[-1][-1].append(number)
        _shorten(remarks, number, width if not match else match.end("lead"))
    return rows


def _write(remarks: Remarks, cell: Cell, before: str, after: str, home: str) -> None:
    while len(cell) > 1 and not remarks.texts[cell[-1]]:
        cell.pop()
    for number in cell:
        lead = before if number == cell[0] else home
        end = after if number == cell[-1] else ""
        remarks.repair[number] = f"{lead}{as_meant(remarks.texts[number])}{end}"


def write_cells(
    remarks: Remarks, body: range, heads: int, given: Mapping[str, str], home: str
) -> str:
    """Write rows of cells between commas as those of a table of HTML; return the first head's row.

    heads: how many rows are the head. given: the options, of which `header` is a row by itself
    and `delim` what is between the cells. home: the indent at which the table is.
    """
    between = {"tab": "\t", "space": " "}.get(given.get("delim", ","), given.get("delim", ","))
    head = "".join(_row(row, "th", home) for _, row in _parted([given.get("header", "")], between))
    texts = [remarks.texts[number].removeprefix(home) for number in body]
    start = count = 0
    for end, row in _parted(texts, between):
        first = next((n for n in range(start, end) if texts[n].strip()), start)
        for number in range(first, end):
            remarks.repair[body[number]] = None
        if row:
            written = _row(row, "th" if count < heads else "td", home)
            remarks.repair[body[first]] = written.removeprefix("\n")
            count += 1
        start = end
    return head


def _parted(lines: list[str], between: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row, and how many lines there are up to its end.

    What cannot be parted, such as a cell that never ends, is a row for each line.
    """
    ended = (f"{line}\n" for line in lines)
    reader = csv.reader(ended, delimiter=between[:1] or ",", skipinitialspace=True)
    try:
        yield from [(reader.line_num, row) for row in reader]
    except csv.Error:
        yield from ((number + 1, [line]) for number, line in enumerate(lines))


def _row(cells: list[str], tag: str, home: str) -> str:
    """Return a row on a line of its own; line ends in a cell are spaces."""
    words = (as_meant(" ".join(cell.split())) for cell in cells)
    inside = "".join(f"<{tag}>{cell}</{tag}>" for cell in words)
    return f"\n{home}<tr>{inside}</tr>" if cells else ""


def write_glossary(remarks: Remarks, body: range, home: str) -> None:
    """Write indented lines below a term as its meaning, and several terms as one."""
    terms: list[str] = []
    width = 0
    for number in body:
        text = remarks.texts[number].removeprefix(home)
        indent = len(text) - len(text.lstrip(" "))
        if not text.strip():
            continue
        if not indent and not text.startswith(":"):
            following = remarks.texts[number + 1] if number + 1 < body.stop else ""
            is_joined = bool(_TERM.match(following.removeprefix(home)))
            terms = [*terms, text]
            remarks.repair[number] = None if is_joined else f"\n{home}{', '.join(terms)}"
            terms, width = terms if is_joined else [], 0
        elif indent:
            before = "    " if width else ":   "
            width = width or indent
            _shorten(remarks, number, len(home) + min(indent, width))
            remarks.repair[number] = f"{home}{before}{remarks.texts[number]}"


def _shorten(remarks: Remarks, number: int, columns: int) -> None:
    """Take spaces, and the signs of rows, from the beginning of a line."""
    text = remarks.texts[number]
    match = _INDENT.match(text)
    if not text[:columns].strip(" *-"):
        columns = min(columns, len(text))
    else:
        columns = match.end() if match else 0
    remarks.texts[number] = text[columns:]
    remarks.removed[number] = remarks.removed.get(number, 0) + columns
