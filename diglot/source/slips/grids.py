"""Rule M530: tables drawn with plus signs whose lines do not fit one another.

pandoc goes by columns: a line that is a sign too short, or that lacks its corner, makes it
leave words out. Where each row has as many cells as the table, it is drawn anew; else the
lines are read as text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.source.repairs import Repair
from diglot.source.scan import starts
from diglot.source.scan.scanned import Lines

_CORNERS = re.compile(r"\+[-=:]")
_BARS = re.compile(r"(?<!\\)\|")


def check_grids(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield a finding for each grid that is not whole; write those anew that are only uneven."""
    for number, kind in enumerate(lines.kinds):
        is_first = kind == "text" and starts.is_grid(lines.words(number))
        if is_first and not _is_in_grid(lines, number - 1):
            yield from _check(lines, _rows(lines, number), path, repair)


def _is_in_grid(lines: Lines, number: int) -> bool:
    """Tell whether a line belongs to a grid, and is no line of verse above one."""
    while number >= 0 and lines.kinds[number] == "text" and lines.words(number)[:1] in ("|", "+"):
        if starts.is_grid(lines.words(number)):
            return True
        number -= 1
    return False


def _rows(lines: Lines, number: int) -> range:
    """Return the numbers of a grid's lines. number: of its first."""
    stop = number + 1
    while stop < len(lines.texts) and lines.kinds[stop] == "text":
        words = lines.words(stop)
        following = lines.words(stop + 1) if stop + 1 < len(lines.texts) else ""
        # pandoc takes a row that is indented otherwise for no part of the table.
        is_aligned = words[:1] not in ("|", "+") or lines.indents[stop] == lines.indents[number]
        if not (is_aligned and starts.is_grid_row(words, following)):
            break
        stop += 1
    return range(number, stop)


def _row(lines: Lines, number: int) -> str:
    """Return a row with its first bar."""
    words = lines.words(number).rstrip()
    return words if words[:1] in ("|", "+") else f"| {words}"


def _check(lines: Lines, rows: range, path: str, repair: Repair) -> Iterator[Finding]:
    if len(rows) == 1:
        return
    texts = [_row(lines, row) for row in rows]
    is_open = not starts.is_grid(texts[-1])
    if is_open:
        texts.append(texts[0].replace("=", "-"))
    drawn = texts if _is_even(texts) else _drawn_anew(texts)
    if drawn is None:
        lines.literal.append(rows.start)
        yield Finding(
            "table-end",
            Position(path, rows.start + 1),
            "the lines of the table do not fit one another, so it is read as text",
            "begin and end each line with + or |, and put these below one another",
        )
        return
    if drawn is not texts or any(_row(lines, row) not in lines.texts[row] for row in rows):
        for row, text in zip(rows, drawn, strict=False):
            repair[row] = lines.meant(row, text, lines.indents[rows.start])
    if is_open:
        last = rows[-1]
        line = repair.get(last, lines.texts[last])
        repair[last] = f"{line}\n{lines.meant(last, drawn[-1], lines.indents[last])}"
        yield Finding(
            "table-end",
            Position(path, last + 1),
            "the table has no line below its last row",
            "draw the line of plus signs and hyphens there, as above the table",
        )


def _is_even(texts: list[str]) -> bool:
    """Tell whether all lines are as wide as the first, and the bars below the plus signs."""
    is_whole = all(text[-1] in "|+" and _width(text) == _width(texts[0]) for text in texts)
    borders = [text for text in texts if starts.is_grid(text)]
    if not is_whole or len({border.count("+") for border in borders}) > 1:
        return is_whole  # cells that take more than one column or row
    corners = {_places(border, "+") for border in borders}
    bars = {_places(text, "|") for text in texts if text.count("|") == borders[0].count("+")}
    return len(corners) == 1 and bars <= corners


def _places(text: str, sign: str) -> tuple[int, ...]:
    return tuple(_width(text[: match.start()]) for match in re.finditer(re.escape(sign), text))


def _drawn_anew(texts: list[str]) -> list[str] | None:
    """Return the lines of a plain grid with their columns below one another, or None."""
    rows = [_parted(text) for text in texts]
    if len({len(row) for row in rows}) > 1:
        return None
    if any(_CORNERS.search(text) and not starts.is_grid(text) for text in texts):
        return None
    widths = [max(_width(part) for part in column) for column in zip(*rows, strict=True)]
    return [_drawn(text, row, widths) for text, row in zip(texts, rows, strict=True)]


def _parted(text: str) -> list[str]:
    """Return the cells of a row, or the pieces of a line between plus signs."""
    if starts.is_grid(text):
        return text[1:-1].split("+")
    inside = text[1:-1] if text.endswith("|") and not text.endswith("\\|") else text[1:]
    return _BARS.split(inside)


def _drawn(text: str, row: list[str], widths: list[int]) -> str:
    if not starts.is_grid(text):
        pairs = zip(row, widths, strict=True)
        return f"|{'|'.join(cell + ' ' * (width - _width(cell)) for cell, width in pairs)}|"
    fill = "=" if "=" in text else "-"
    pieces = (
        piece[:1] + fill * (width - len(piece)) + piece[1:]
        for piece, width in zip(row, widths, strict=True)
    )
    return f"+{'+'.join(pieces)}+"


def _width(text: str) -> int:
    """Return how many columns a text takes on a screen, as pandoc counts them."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)
