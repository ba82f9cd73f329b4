"""Lists of contents, figures and works whose last page would have a few lines → a page with more.

A page that holds nothing but the last lines of such a list looks forgotten. Its last rows
are then kept together with as many before them as make it worth the page, and the document
is laid out again. WeasyPrint has `widows` for the lines of a paragraph, but not for rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from diglot.core.markup_names import CONTENTS, KEPT, LIST_TITLE, PART_TITLE, REFERENCES, UNCUT
from diglot.writers.pdf.engine.wide_tables import Render, add_class

_FEWEST = 6  # lines that are worth a page
_LISTS = (CONTENTS, REFERENCES)
_TITLES = (PART_TITLE, LIST_TITLE)


def hold_ends(document: Any, render: Render, tree: Element) -> Any:
    """Return a document (`weasyprint.Document`) without a page of a list's last five lines.

    render: lays out the tree, which is changed where the document has such a page.
    """
    row_of = _rows(tree)
    if not row_of or len(document.pages) == 1:
        return document
    *_, before, last = ([row_of.get(e) for e in _lines(page)] for page in document.pages)
    if None in last or len(last) >= _FEWEST:
        return document
    rows = [row for row in (*before, *last)[len(before) + len(last) - _FEWEST :] if row is not None]
    first, *kept = dict.fromkeys(rows)
    for row in kept:
        add_class(row, KEPT)
    add_class(first, UNCUT)
    return render()


def _rows(tree: Element) -> dict[Element, Element]:
    """Return to which row, entry or title of a list each of the elements inside one belongs."""
    return dict(_inside(tree, None, in_list=False))


def _inside(
    element: Element, row: Element | None, *, in_list: bool
) -> Iterator[tuple[Element, Element]]:
    classes = element.get("class", "").split()
    in_list = in_list or any(name in classes for name in _LISTS)
    is_title = in_list and element.tag.rpartition("}")[2] in ("h2", "h3", "h4", "h5", "h6")
    if is_title or any(name in classes for name in _TITLES) or (in_list and _is_row(element)):
        row = element
    if row is not None:
        yield element, row
    for child in element:
        yield from _inside(child, row, in_list=in_list)


def _is_row(element: Element) -> bool:
    return element.tag.rpartition("}")[2] == "li"


def _lines(page: Any) -> list[Element]:
    """Return of each line on a page the element that it is in."""
    return list(_lines_in(page._page_box))  # noqa: SLF001  # boxes have no other door


def _lines_in(box: Any) -> Iterator[Element]:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child.element
        elif child.is_in_normal_flow() and not isinstance(child, boxes.MarginBox):
            yield from _lines_in(child)
