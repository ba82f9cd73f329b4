"""A laid-out chapter, each row on a page of its own → how high its rows are and where they may end.

Goes in: a document of WeasyPrint. Comes out: numbers in points, from the top of a row. Nothing
here knows how rows of two languages are put on spreads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.markup_names import NOTE_OWN, NOTE_PLACE, NOTE_SERIES, ROW

_PT_PER_PX = 0.75
_SLACK_PX = 1.5
_PARTS = ("tr", "p", "li", "dt", "dd", "pre")
Place = Literal["between", "line", "table", "forced"]


class Cut(Struct, frozen=True):
    """Where a row may be cut: what is above stays, the rest begins the next page.

    at_pt: where the last line ends that stays. above_pt: how high the piece is that stays.
    slack_pt: how much lower the page has to end for it, as WeasyPrint wants some room twice.
    below_pt: how high the rest is, with what is repeated above it. place: between blocks, between
    lines, between rows of a table; or where the style sheet would keep all together, for rows that
    are higher than a page.
    """

    at_pt: float
    above_pt: float
    slack_pt: float
    below_pt: float
    place: Place


class FootNote(Struct, frozen=True):
    """A note: called_pt: where the line of its mark ends. height_pt: of the note itself.

    place: which it is of all in its chapter. is_own: whether it is the translator's, which the
    source cannot have. is_second: whether it is set below those that are not of its series.
    """

    called_pt: float
    height_pt: float
    place: int = 0
    is_own: bool = False
    is_second: bool = False


class Part(Struct, frozen=True):
    """A row of a table, or another block inside a row of the chapter. tag: of its element."""

    tag: str
    top_pt: float
    height_pt: float


class RowMeasure(Struct, frozen=True):
    """One language's side of a row, 0 high where it has nothing.

    space_pt: of its height, what is above the first line and goes at the head of a page.
    cuts: from above. notes: in order; edge_pt: how much room is lost above the first note.
    """

    height_pt: float = 0.0
    space_pt: float = 0.0
    cuts: tuple[Cut, ...] = ()
    notes: tuple[FootNote, ...] = ()
    edge_pt: float = 0.0
    parts: tuple[Part, ...] = ()

    def record(self) -> list[Any]:
        """Return what JSON can hold of it."""
        cuts = [[c.at_pt, c.above_pt, c.slack_pt, c.below_pt, c.place] for c in self.cuts]
        notes = [[n.called_pt, n.height_pt, n.place, n.is_own, n.is_second] for n in self.notes]
        parts = [[p.tag, p.top_pt, p.height_pt] for p in self.parts]
        return [self.height_pt, self.space_pt, cuts, notes, self.edge_pt, parts]

    @staticmethod
    def of_record(record: list[Any]) -> RowMeasure:
        """Return what `record` was made of."""
        height, space, cuts, notes, edge, parts = record
        return RowMeasure(
            height,
            space,
            tuple(Cut(*cut) for cut in cuts),
            tuple(FootNote(*note) for note in notes),
            edge,
            tuple(Part(*part) for part in parts),
        )


def row_measures(document: Any) -> tuple[RowMeasure, ...]:
    """Return the measures of the rows of a document, in order; each is on a page of its own."""
    found: dict[int, RowMeasure] = {}
    for page in document.pages:
        box = page._page_box  # noqa: SLF001  # boxes have no other door
        area = next((child for child in box.children if _is_note_area(child)), None)
        for row in _rows(box):
            number = int(row.element.get("id").removeprefix(ROW))
            found.setdefault(number, _measure(row, area, is_opening=number == 0))
    return tuple(measure for _, measure in sorted(found.items()))


def _rows(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        element = getattr(child, "element", None)
        if _is_block(child) and element is not None and _id(child).startswith(ROW):
            yield child
        elif _is_block(child):
            yield from _rows(child)


def _measure(row: Any, area: Any, *, is_opening: bool) -> RowMeasure:
    heights = {note.element: note.margin_height() for note in getattr(area, "children", ())}
    notes = tuple(
        _foot_note(called.element, line.position_y + line.height - _top(row), heights)
        for line in _lines(row)
        for called in _called(line)
        if called.element in heights
    )
    edge = _pt(area.margin_height() - sum(heights.values())) if notes else 0.0
    parts = tuple(_parts(row))
    cuts = {cut.at_pt: cut for cut in _Cuts(row).found}
    space = 0.0 if is_opening else _pt(max(0.0, _first_top(row) - _top(row)))
    return RowMeasure(
        _pt(row.border_height()),
        space,
        tuple(cut for _, cut in sorted(cuts.items())),
        notes,
        edge,
        parts,
    )


def _foot_note(element: Any, called_px: float, heights: Mapping[Any, float]) -> FootNote:
    return FootNote(
        _pt(called_px),
        _pt(heights[element]),
        int(element.get(NOTE_PLACE) or 0),
        is_own=element.get(NOTE_OWN) is not None,
        is_second=element.get(NOTE_SERIES) is not None,
    )


class _Edges(Struct, frozen=True):
    """What is around a cut, in px: foot, below what stays; head, above the rest.

    twice: what WeasyPrint wants room for once more than it needs.
    """

    foot: float = 0.0
    head: float = 0.0
    twice: float = 0.0

    def with_twice(self, more: float) -> _Edges:
        """Return the same, with as much wanted once more."""
        return replace(self, twice=max(self.twice, more))


_NO_EDGES = _Edges()


class _Cuts:
    """Where a row may be cut."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.found: list[Cut] = []
        self.end = _top(row) + row.border_height()
        self._look(row, "between", _NO_EDGES)

    def _look(self, box: Any, place: Place, edges: _Edges) -> None:
        """Look inside a box. place: what a cut is at best. edges: what is around a cut."""
        if box is not self.row and box.style["break_inside"] in ("avoid", "avoid-page"):
            place = "forced"
        if box.style["box_decoration_break"] == "clone":
            below = _foot(box)
            edges = _Edges(
                edges.foot + below + box.margin_bottom,
                edges.head + box.padding_top + box.border_top_width + box.margin_top,
                max(edges.twice, below),
            )
        children = [c for c in getattr(box, "children", ()) if c.is_in_normal_flow()]
        if _is_kind(box, "TableBox"):
            self._table(children, place, edges)
        elif children and _is_kind(children[0], "LineBox"):
            self._between_lines(box, children, place, edges)
        elif _is_kind(box, "BlockContainerBox", "BlockBox"):
            self._between_blocks(box, children, place, edges)

    def _between_blocks(self, box: Any, children: list[Any], place: Place, edges: _Edges) -> None:
        from weasyprint.layout.block import block_level_page_break

        for number, child in enumerate(children):
            following = children[number + 1] if number + 1 < len(children) else None
            is_table = getattr(child, "is_table_wrapper", False)
            self._look(child, place, edges.with_twice(is_table * child.margin_bottom))
            if following is not None:
                is_kept = block_level_page_break(child, following) in ("avoid", "avoid-page")
                where: Place = "forced" if is_kept else place
                end = child.border_box_y() + child.border_height()
                twice = edges.with_twice(_twice(box, child))
                self._add(end, following.border_box_y(), where, twice)

    def _between_lines(self, box: Any, lines: list[Any], place: Place, edges: _Edges) -> None:
        from diglot.writers.pdf.patches.divided_words import is_divided

        fewest = box.style["orphans"], box.style["widows"]
        for count, line in enumerate(lines[:-1], 1):
            if is_divided(line):
                continue
            is_alone = count < fewest[0] or len(lines) - count < fewest[1]
            best: Place = "forced" if is_alone or place == "forced" else "line"
            self._add(line.position_y + line.height, lines[count].position_y, best, edges)

    def _table(self, groups: list[Any], place: Place, edges: _Edges) -> None:
        """Look between the rows of a table, and inside those that are higher than a page."""
        from weasyprint.layout.block import block_level_page_break

        head = sum(group.height for group in groups if group.is_header)
        edges = replace(edges, head=edges.head + head)
        rows = [row for group in groups if not group.is_header for row in group.children]
        for number, row in enumerate(rows):
            following = rows[number + 1] if number + 1 < len(rows) else None
            for cell in row.children:
                self._look(cell, "forced", edges)
            if following is not None:
                is_kept = block_level_page_break(row, following) in ("avoid", "avoid-page")
                where: Place = "forced" if is_kept or place == "forced" else "table"
                self._add(row.position_y + row.height, following.position_y, where, edges)

    def _add(self, end: float, top: float, place: Place, edges: _Edges) -> None:
        at = end - _top(self.row)
        slack, below = edges.twice + _SLACK_PX, self.end - top + edges.head
        self.found.append(Cut(_pt(at), _pt(at + edges.foot), _pt(slack), _pt(below), place))


def _foot(box: Any) -> float:
    return float(box.padding_bottom + box.border_bottom_width)


def _twice(parent: Any, box: Any) -> float:
    """Return what WeasyPrint wants once more below a block that ends above a cut, in px."""
    has_margin = (
        box.style["box_decoration_break"] == "clone" or not parent.bottom_margin_collapses()
    )
    own = _foot(box) + (box.margin_bottom if has_margin else 0.0)
    inside = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
    if not inside or not _is_block(inside[-1]):
        return own
    return max(own, _twice(box, inside[-1]))


def _parts(row: Any) -> Iterator[Part]:
    """Yield the blocks inside a row in the order of their tags; what is in a cell is none."""
    boxes = dict(reversed([(box.element, box) for box in _blocks(row) if _is_part(box)]))
    for element in _part_elements(row.element):
        box = boxes.get(element)
        if box is None:
            yield Part(element.tag, 0.0, 0.0)
        else:
            top = box.position_y if _is_kind(box, "TableRowBox") else box.border_box_y()
            height = box.height if _is_kind(box, "TableRowBox") else box.border_height()
            yield Part(_tag(element), _pt(top - _top(row)), _pt(height))


def _part_elements(element: Any) -> Iterator[Any]:
    for child in element:
        if _tag(child) in _PARTS:
            yield child
        if _tag(child) != "tr":
            yield from _part_elements(child)


def _is_part(box: Any) -> bool:
    return getattr(box, "element", None) is not None and box.element_tag in _PARTS


def _blocks(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if not _is_kind(child, "LineBox"):
            yield child
            yield from _blocks(child)


def _lines(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if _is_kind(child, "LineBox"):
            yield child
        else:
            yield from _lines(child)


def _called(line: Any) -> Iterator[Any]:
    """Yield the notes whose marks are in a line."""
    for box in line.descendants():
        if box.footnote is not None:
            yield box.footnote


def _first_top(box: Any) -> float:
    """Return where the first thing inside a box is drawn."""
    for child in getattr(box, "children", ()):
        if not child.is_in_normal_flow():
            continue
        if _is_kind(child, "LineBox"):
            return float(child.position_y)
        is_drawn = child.padding_top or child.border_top_width or not _is_kind(child, "BlockBox")
        return float(child.border_box_y()) if is_drawn else _first_top(child)
    return float(box.border_box_y())


def _is_block(box: Any) -> bool:
    return _is_kind(box, "BlockBox", "BlockLevelBox", "BlockContainerBox")


def _is_note_area(box: Any) -> bool:
    return _is_kind(box, "FootnoteAreaBox")


def _is_kind(box: Any, *names: str) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, tuple(getattr(boxes, name) for name in names))


def _id(box: Any) -> str:
    return str(box.element.get("id") or "")


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _top(row: Any) -> float:
    return float(row.border_box_y())


def _pt(px: float) -> float:
    return round(px * _PT_PER_PX, 3)
