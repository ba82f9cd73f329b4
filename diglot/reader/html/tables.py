"""An HTML table → pandoc's node for tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from diglot.reader.html.attributes import Around, attributes_of, divided
from diglot.reader.html.tree import Element
from diglot.reader.pandoc.nodes import Node
from diglot.source.scan.tags import alignment

Parts = Callable[[Sequence[Node | Element], Around], list[Node]]
_ALIGNMENTS = {"start": "AlignLeft", "center": "AlignCenter", "end": "AlignRight"}
_MOST_SPANNED = 1000  # as HTML has it
_PLAIN: list[Any] = ["", [], []]


def table(element: Element, raw: Any, around: Around, read: Parts) -> list[Node]:
    """Return a table. read: makes blocks of what is in a cell.

    What is in the table and in no cell comes after it, so that no word is lost.
    """
    made = _Table(around, read)
    made.add(element.children, "body")
    if not made.rows:
        return [*made.captions, *made.strays]
    name, classes, pairs = raw
    kept = [n for n in classes if n in element.tag.get("class").split()]
    caption = [{**block, "t": "Plain"} for block in made.captions[:1]]
    head, body, foot = made.parts()
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * _width([*head, *body, *foot])
    content = [
        [name, kept, pairs],
        [None, caption],
        columns,
        [_PLAIN, [[_PLAIN, [cell for cell, _ in row]] for row in head]],
        [[_PLAIN, _row_headers(body), [], [[_PLAIN, [cell for cell, _ in row]] for row in body]]],
        [_PLAIN, [[_PLAIN, [cell for cell, _ in row]] for row in foot]],
    ]
    return [{"t": "Table", "c": content}, *made.captions[1:], *made.strays]


Cell = tuple[list[Any], bool]  # pandoc's cell, and whether it is a header


class _Table:
    """A table that is being read."""

    def __init__(self, around: Around, read: Parts) -> None:
        self.around = around
        self.read = read
        self.rows: list[tuple[str, list[Cell]]] = []
        self.captions: list[Node] = []
        self.strays: list[Node] = []

    def add(self, parts: Sequence[Node | Element], part: str) -> None:
        """Add what is in a table, or in a part of it: "head", "body", "foot"."""
        is_row_open = False
        for child in parts:
            name = child.tag.name if isinstance(child, Element) else ""
            if not isinstance(child, Element):
                self.strays.append(child)
                continue
            match name:
                case "thead" | "tbody" | "tfoot":
                    self.add(child.children, name[1:])
                case "tr":
                    self._row(child, part)
                case "td" | "th":
                    if not is_row_open:
                        self.rows.append((part, []))
                    self.rows[-1][1].append(self._cell(child, self.around, ""))
                case "caption":
                    self.captions += self.read(child.children, self.around)
                case "col" | "colgroup":
                    pass
                case _:
                    self.strays += self.read([child], self.around)
            is_row_open = name in ("td", "th")

    def _row(self, row: Element, part: str) -> None:
        raw = attributes_of(row.tag, self.around)
        inner = self.around.inside(raw)
        cells = []
        for child in row.children:
            if isinstance(child, Element) and child.tag.name in ("td", "th"):
                cells.append(self._cell(child, inner, alignment(row.tag.pairs, inner.direction)))
            else:
                self.strays += self.read([child], inner)
        if cells:
            self.rows.append((part, cells))

    def _cell(self, cell: Element, around: Around, side: str) -> Cell:
        tag = cell.tag
        raw = attributes_of(tag, around)
        inner = around.inside(raw)
        blocks = divided(self.read(cell.children, inner), [raw[0], [], raw[2]])
        align = _ALIGNMENTS.get(alignment(tag.pairs, inner.direction) or side, "AlignDefault")
        spans = [_number(tag.get("rowspan")), _number(tag.get("colspan"))]
        return [_PLAIN, {"t": align}, *spans, blocks], tag.name == "th"

    def parts(self) -> tuple[list[list[Cell]], list[list[Cell]], list[list[Cell]]]:
        """Return the rows of head, body and foot; a first row of headers is a head."""
        head, body, foot = (
            [cells for part, cells in self.rows if part == wanted]
            for wanted in ("head", "body", "foot")
        )
        if not head and len(body) > 1 and all(is_header for _, is_header in body[0]):
            is_whole = all(cell[2] == 1 for cell, _ in body[0])
            head, body = (body[:1], body[1:]) if is_whole else (head, body)
        return head, body, foot


def _number(written: str) -> int:
    return min(max(int(written), 1), _MOST_SPANNED) if written.strip().isdecimal() else 1


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many columns rows have, cells that reach down from above counted."""
    widest, above = 1, list[int]()
    for row in rows:
        column, left = 0, [count for count in above if count]
        for cell, _ in row:
            column += cell[3]
        widest = max(widest, column + len(left))
        above = [count - 1 for count in left] + [
            cell[2] - 1 for cell, _ in row for _ in range(cell[3])
        ]
    return widest


def _row_headers(rows: Sequence[Sequence[Cell]]) -> int:
    """Return with how many headers every row begins."""
    counts = []
    for row in rows:
        places = [place for place, (_, is_header) in enumerate(row) if not is_header]
        counts.append(places[0] if places else len(row))
    return min(counts, default=0)
