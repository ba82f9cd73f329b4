"""Tables → markup: caption, column widths, header cells with their scope, columns of numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from markupsafe import Markup
from msgspec import Struct

from diglot.core.markup_names import LONG_WORDS, TABLE_LINE
from diglot.core.model import Block, Cell, Direction, Row, Table
from diglot.core.walk import inline_lines, plain_text, walk_blocks
from diglot.lang.locales import Locale
from diglot.render.apparatus.index import Index, item_id
from diglot.render.hanging import has_hanging_sign, with_hanging_signs
from diglot.render.markup import NOTHING, Attrs, element, join, void
from diglot.render.scope import Scope, common_attributes, with_class
from diglot.render.target import Target

# A table of more rows may break across pages: kept whole, it would leave a page half empty.
_SHORT_ROWS = 6
_LONG_WORD = 24  # characters; the style sheets leave room for about so many
# What fits beside one another on a phone, in characters, and what a column takes besides.
_PHONE_LINE, _BETWEEN = 34, 1
# The class of a column in which some numbers have a sign on their right.
_HANGING = " hanging"
# A number with its sign, its currency or a short word before it, and its unit: "כ־12 ק״ג".
_QUANTITY = re.compile(r"[^\w\n]*(?:[^\W\d_]{1,3}[^\w\n]{0,2})?\d[^\n]{0,24}")


class Filler(Protocol):
    """Who renders what is in a table: its caption, and the blocks of its cells."""

    index: Index
    locale: Locale
    target: Target

    def caption(self, item: Table, scope: Scope, /) -> Markup:
        """Return a table's caption with its number; nothing where it has neither."""

    def contents(self, blocks: Sequence[Block], scope: Scope, /) -> Markup:
        """Return blocks; a single paragraph without its element."""


class TableRenderer(Struct, frozen=True):
    """Renders tables; their cells are filled by another."""

    blocks: Filler

    def table(self, table: Table, scope: Scope) -> Markup:
        """Return a table; where a reader can move it, inside a box that scrolls."""
        target = self.blocks.target
        inner = scope.inside(table.attributes)
        attrs = common_attributes(table.attributes, scope, inner, target)
        if target.able.numbers_pages:
            attrs["id"] = item_id(table)
        if target.able.reports_tables:
            attrs[TABLE_LINE] = table.position.line  # for what only its layout shows
        if len(table.body) > _SHORT_ROWS:
            attrs = with_class(attrs, "long")
        if target.able.sets_crowded_tables and _is_crowded(table):
            attrs = with_class(attrs, "crowded")
        caption = self.blocks.caption(table, inner)
        markup = element(
            "table",
            attrs,
            element("caption", {}, caption) if caption else NOTHING,
            _columns(table),
            self._rows("thead", table, table.head, inner),
            self._rows("tbody", table, table.body, inner),
            self._rows("tfoot", table, table.foot, inner),
        )
        if not target.able.scrolls:
            return markup
        label = self.blocks.index.label(table, scope.chapter)
        name = label or self.blocks.locale.gettext("Table")
        box: Attrs = {"class": "table-box", "role": "group", "tabindex": 0, "aria-label": name}
        return element("div", box, markup)

    def _rows(self, name: str, table: Table, rows: Iterable[Row], scope: Scope) -> Markup:
        is_head = name == "thead"
        alignments = _alignments(table, scope.direction)
        lines = [
            element("tr", {}, *(self._cells(table, row, is_head, alignments, scope)))
            for row in _placed(rows)
        ]
        return element(name, {}, *lines) if lines else NOTHING

    def _cells(
        self,
        table: Table,
        row: Iterable[tuple[int, Cell]],
        is_head: bool,
        alignments: Sequence[str],
        scope: Scope,
    ) -> Iterable[Markup]:
        for column, cell in row:
            is_header = is_head or column < table.row_headers
            align = cell.align or (alignments[column] if column < len(alignments) else "")
            kinds = (align, LONG_WORDS if _has_long_word(cell) else "")
            attrs: dict[str, str | int | None] = {
                "class": " ".join(filter(None, kinds)),
                "scope": ("col" if is_head else "row") if is_header else None,
                "rowspan": cell.rowspan if cell.rowspan > 1 else None,
                "colspan": cell.colspan if cell.colspan > 1 else None,
            }
            blocks = with_hanging_signs(cell.blocks) if _HANGING in align else cell.blocks
            content = self.blocks.contents(blocks, scope)
            # An empty corner is no header of anything.
            is_named = is_header and content != NOTHING
            attrs["scope"] = attrs["scope"] if is_named else None
            yield element("th" if is_named else "td", attrs, content)


def _alignments(table: Table, direction: Direction) -> list[str]:
    """Return the classes that align the cells of each column.

    Figures run from left to right in every script, so those of one place value are below one
    another only at the right: in Hebrew a column of numbers aligned with the end of the line
    keeps to its start.
    """
    numbers: Counter[int] = Counter()
    words: Counter[int] = Counter()
    signs: Counter[int] = Counter()
    for rows in (table.body, table.foot):
        for column, cell in (placed for row in _placed(rows) for placed in row):
            text = _cell_text(cell)
            if any(character.isalnum() for character in text):
                (numbers if _QUANTITY.fullmatch(text) else words)[column] += 1
                signs[column] += has_hanging_sign(text)
    return [
        f"start figures{_HANGING if 0 < signs[index] < numbers[index] else ''}"
        if direction == "rtl" and column.align == "end" and numbers[index] > words[index]
        else column.align
        for index, column in enumerate(table.columns)
    ]


def _placed(rows: Iterable[Row]) -> Iterable[list[tuple[int, Cell]]]:
    """Yield rows with the column that each cell starts in, cells from above counted."""
    above: dict[int, int] = {}
    for row in rows:
        placed, column = [], 0
        for cell in row:
            while above.get(column, 0):
                column += 1
            placed.append((column, cell))
            for spanned in range(column, column + cell.colspan):
                above[spanned] = cell.rowspan
            column += cell.colspan
        above = {column: left - 1 for column, left in above.items() if left > 1}
        yield placed


def _has_long_word(cell: Cell) -> bool:
    """Tell whether a cell has a word, an address for instance, that must break somewhere."""
    return _longest_word(cell) > _LONG_WORD


def _longest_word(cell: Cell) -> int:
    """Return of how many characters the longest word of a cell is."""
    return max(map(len, _cell_text(cell).split()), default=0)


def _is_crowded(table: Table) -> bool:
    """Tell whether a table has more columns than a phone shows with their words whole."""
    widths: dict[int, int] = {}
    for part in (table.head, table.body, table.foot):
        for row in _placed(part):
            for column, cell in row:
                width = min(_longest_word(cell), _LONG_WORD) // cell.colspan
                widths[column] = max(widths.get(column, 0), width)
    return sum(width + _BETWEEN for width in widths.values()) > _PHONE_LINE


def _cell_text(cell: Cell) -> str:
    """Return the words of a cell, those of each line on a line."""
    lines = (line for block in walk_blocks(cell.blocks) for line in inline_lines(block))
    return "\n".join(plain_text(line).strip() for line in lines)


def _columns(table: Table) -> Markup:
    """Return the widths of the columns, where the source gives any."""
    if not any(column.width for column in table.columns):
        return NOTHING
    columns = (
        void("col", {"style": f"width: {column.width:.1%}" if column.width else None})
        for column in table.columns
    )
    return element("colgroup", {}, join(columns))
