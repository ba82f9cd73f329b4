"""Tables that are wider than their room → tables that fit it, and what it cost.

WeasyPrint gives a column at least the width of its longest word, so one long word, or a
dozen columns, push a table over the edge of the page, where it is cut off. Were words
free to break in every table, years and names would break in tables that have room enough.
So only a table that was too wide is laid out again, as often as it takes: with its long words
broken, in small type, with all words broken but the short ones, and at last with those.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from msgspec import Struct

from diglot.core.markup_names import CRUSHED, LONG_WORDS, SQUEEZED, TABLE_LINE, TIGHT, WIDE

_LONG_WORD = 14  # characters; templates/styles/pdf.css leaves room for about so many
_SHORT_WORD = 6  # characters: a year, a price, a small word
_TOLERANCE_PX = 0.5
Render = Callable[[], Any]


class Squeezed(Struct, frozen=True):
    """A table whose columns are narrower than their words.

    line: where it is in the source. is_cut: whether it is wider than its room even so.
    """

    line: int
    is_cut: bool


def fit_tables(render: Render, tree: Element) -> tuple[Any, tuple[Squeezed, ...]]:
    """Return a laid-out document (`weasyprint.Document`), and its tables that are squeezed.

    render: lays out the tree, which is changed where a table is too wide.
    """
    document = render()
    if tree.find(".//table") is None:
        return document, ()
    wide = list(_too_wide(document))
    squeezed: dict[Element, None] = {}
    for mend in (_break_long_words, _tighten, _break_words, _break_all_words):
        if not wide:
            break
        for table in wide:
            mend(table)
        squeezed |= dict.fromkeys(wide if mend in (_break_words, _break_all_words) else ())
        document = render()
        wide = list(_too_wide(document))
    lines = {table: int(table.get(TABLE_LINE, 0)) for table in squeezed}
    found = [Squeezed(line, table in wide) for table, line in lines.items() if line]
    return document, tuple(sorted(found, key=lambda table: table.line))


def _break_long_words(table: Element) -> None:
    add_class(table, WIDE)
    _break_longer(table, _LONG_WORD)


def _tighten(table: Element) -> None:
    add_class(table, TIGHT)
    for column in table.iter("col"):
        column.attrib.pop("style", None)  # widths that leave no room for words


def _break_words(table: Element) -> None:
    add_class(table, SQUEEZED)
    _break_longer(table, _SHORT_WORD)


def _break_all_words(table: Element) -> None:
    add_class(table, CRUSHED)
    _break_longer(table, 1)


def _break_longer(table: Element, length: int) -> None:
    for cell in _cells(table):
        if any(len(word) > length for word in "".join(cell.itertext()).split()):
            add_class(cell, LONG_WORDS)


def _cells(table: Element) -> Iterator[Element]:
    yield from table.iter("th")
    yield from table.iter("td")


def add_class(element: Element, name: str) -> None:
    """Give an element one more class."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _too_wide(document: Any) -> Iterator[Element]:
    """Yield the tables of a document that are wider than their room, outermost ones only."""
    found: dict[Element, None] = {}
    for page in document.pages:
        for table in _wide_tables(page._page_box):  # noqa: SLF001  # boxes have no other door
            found[table] = None
    yield from found


def _is_table(element: Element) -> bool:
    return element.tag.rpartition("}")[2] == "table"


def _wide_tables(box: Any) -> Iterator[Element]:
    for child in getattr(box, "children", ()):
        # Two languages in columns are laid out as tables, and are none.
        if not getattr(child, "is_table_wrapper", False) or not _is_table(child.element):
            yield from _wide_tables(child)
            continue
        room = box.width - child.margin_left - child.margin_right
        if child.get_wrapped_table().border_width() > room + _TOLERANCE_PX:
            yield child.element
        else:
            yield from _wide_tables(child)
