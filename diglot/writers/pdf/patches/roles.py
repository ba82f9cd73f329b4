"""What WeasyPrint leaves out of the structure tree, and what it has too much.

A passage in the other language says so (ISO 14289-1, 7.2), so that it is read aloud with
the right voice; a note at the foot of the page is a note with an identifier, its mark in
the text a reference, its number a label (7.9). A picture of a formula is a formula (7.7). A list
says how it is counted (ISO 32000-1, 14.8.5.5).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import pydyf

from diglot.core.markup_names import FOOTNOTE, FORMULA, PAGE_NUMBER, ROW

_SAYS_NOTHING = {"/Span", "/NonStruct", "/Div"}
# What may hold text itself, and not only elements.
_HOLDS_TEXT = {
    *("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Lbl", "/LBody", "/TD", "/TH", "/Caption"),
    *("/Span", "/Div", "/NonStruct", "/Link"),
}
# What each element has, of what can be left out and what says nothing by itself.
_PLAIN = {"Type", "S", "K", "Pg", "P"}
# How the items of a list are counted (ISO 32000-1, table 347), which has no Hebrew letters.
_NUMBERING = {
    "decimal": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
}
_BRACKETS = re.compile("-parens?$")
_NOTE_ROLES = {
    "span": "/Note",
    "span::footnote-call": "/Reference",
    "span::footnote-marker": "/Lbl",
}


def mend_roles() -> None:
    """Make WeasyPrint write languages, the roles of notes and the numbering of lists."""
    from weasyprint.pdf import tags

    original = tags._build_box_tree  # noqa: SLF001
    if not hasattr(original, "without_roles"):
        tags._build_box_tree = _with_roles(original)  # noqa: SLF001


def _with_roles(original: Any) -> Any:
    from weasyprint.css import AnonymousStyle
    from weasyprint.formatting_structure.boxes import InlineLevelBox, PageBox

    @functools.wraps(original)
    def build(
        box: Any, parent: Any, pdf: Any, page: int, numbers: Any, *rest: Any
    ) -> Iterator[Any]:
        box = getattr(box, "_box", box)  # for an absolute box, WeasyPrint has a stand-in
        found = original(box, parent, pdf, page, numbers, *rest)
        if isinstance(box, PageBox) or box.element_tag in ("html", "body"):
            yield from found  # which are those of its children
            return
        for element in found:
            node = box.element
            is_in_line = isinstance(box, InlineLevelBox) or element["S"] == "/Span"
            element.is_block = not is_in_line
            element.is_room = node is not None and node.get("class") == PAGE_NUMBER
            _take_in(element, pdf, numbers)
            is_own = not isinstance(box.style, AnonymousStyle)  # not one that WeasyPrint put in
            if is_own and node is not None and box.element_tag is not None:
                _name(element, node, box.element_tag)
            if box.element_tag == "dl":
                _gather_entries(element, pdf)
            elif box.element_tag in ("ol", "ul") and element["S"] == "/L":
                _tell_numbering(element, box.element_tag, box.style["list_style_type"])
            _slim(element, pdf)
            yield element

    build.without_roles = original  # type: ignore[attr-defined]
    return build


def _take_in(element: Any, pdf: Any, numbers: dict[int, Any]) -> None:
    """Give an element itself what those hold that say nothing of it.

    WeasyPrint makes one for each line of text, each word in italics and each piece of code: of
    the objects of a book they are two thirds. What has lines of its own, such as a division, goes
    only where nothing else is beside it, so that no two lines run together; and the room for the
    number of a page stays, as it is no words of the link that it is in.
    numbers: by marked content of the page, the element that it belongs to; changed.
    """
    holds_text = element["S"] in _HOLDS_TEXT
    kids = element["K"]
    kept: list[Any] = []
    for kid in kids:
        inner: Any = _object(kid, pdf)
        is_plain = inner.keys() <= _PLAIN and inner.get("S") in _SAYS_NOTHING
        held = _kids(inner)
        has_text = any(isinstance(piece, int) for piece in held)
        is_apart = getattr(inner, "is_block", False) and len(kids) > 1 and bool(held)
        is_room = getattr(inner, "is_room", False)
        if not is_plain or is_apart or is_room or (has_text and not holds_text):
            kept.append(kid)
            continue
        kept += held
        inner.free = "f"
        for piece in held:
            if isinstance(piece, int):
                numbers[piece] = element.reference
            else:
                _object(piece, pdf)["P"] = element.reference
    element["K"][:] = kept


def _gather_entries(listing: Any, pdf: Any) -> None:
    """Let each term of a list be in one item with its definitions (ISO 32000-1, table 336).

    WeasyPrint has an item for each of them. Several terms in a row share what is said of them.
    """
    items: list[Any] = []
    entry: Any = None
    for kid in listing["K"]:
        item = _object(kid, pdf)
        held = [(piece, _object(piece, pdf)) for piece in _kids(item)]
        is_term = any(inner.get("S") == "/Lbl" for _, inner in held)
        if item.get("S") != "/LI" or entry is None or (is_term and entry.is_defined):
            items.append(kid)
            entry = item if item.get("S") == "/LI" else None
        else:
            entry["K"] = pydyf.Array([*_kids(entry), *(piece for piece, _ in held)])
            for _, inner in held:
                inner["P"] = entry.reference
            item.free = "f"
        if entry is not None:
            entry.is_defined = not is_term
    listing["K"][:] = items


def _tell_numbering(listing: Any, tag: str, style: Any) -> None:
    """Say of a list how its items are counted, or that they begin with a sign."""
    is_counted = tag == "ol" and isinstance(style, str)
    numbering = _NUMBERING.get(_BRACKETS.sub("", style)) if is_counted else "Disc"
    if numbering and style != "none":
        told = {"O": "/List", "ListNumbering": f"/{numbering}"}
        listing["A"] = pydyf.Dictionary(told)


def _object(kid: Any, pdf: Any) -> Any:
    """Return the object that a kid refers to; of content, which is a number, nothing."""
    return pdf.objects[int(kid.split()[0])] if isinstance(kid, bytes) else {}


def _slim(element: Any, pdf: Any) -> None:
    """Take out of an element what a reader knows without it.

    Its type is that of all in the tree (ISO 32000-1, table 323), its page is asked for where it
    holds content, one kid needs no list, and what refers to a link no object (14.7.4.3).
    """
    kids = element["K"]
    for place, kid in enumerate(kids):
        referring = _object(kid, pdf)
        if referring.get("Type") == "/OBJR":
            kids[place] = pydyf.Dictionary({"Type": "/OBJR", "Obj": referring["Obj"]})
            referring.free = "f"
    del element["Type"]
    if all(isinstance(kid, bytes) for kid in kids):
        del element["Pg"]
    if len(kids) == 1:
        (element["K"],) = kids


def _kids(element: Any) -> list[Any]:
    kids = element.get("K", [])
    return kids if isinstance(kids, list) else [kids]


def _name(element: Any, node: Any, tag: str) -> None:
    if tag in ("dt", "dd"):
        if element["S"] == "/LI":  # which is of the whole entry
            return
        if tag == "dt" and element["S"] == "/LBody":
            element["S"] = "/Lbl"
    if tag == "img" and FORMULA in (node.get("class") or "").split():
        element["S"] = "/Formula"
    if (node.get("id") or "").startswith(ROW):
        element["T"] = pydyf.String(node.get("id"))  # so that facing pages can be paired
    if language := node.get("lang"):
        element["Lang"] = pydyf.String(language)
    if tag in _NOTE_ROLES and FOOTNOTE in (node.get("class") or "").split():
        element["S"] = _NOTE_ROLES[tag]
        if tag == "span":
            # A note that goes on over a page is two elements, and each needs its own.
            element["ID"] = pydyf.String(f"note-{element.number}")
