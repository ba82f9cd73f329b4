"""The structure tree of a laid-out chapter, put right where WeasyPrint's differs from PDF/UA-1.

Each function mends one thing and says which rule wants it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

# What WeasyPrint says of a picture with an empty alternative text. The check has said it
# already, where it was not meant.
NO_ALTERNATIVE = "has no required alt description"


def mend_tags(document: Pdf, name: str) -> None:
    """Mend the structure tree of a document, if it has one.

    name: what makes the identifiers in it differ from those of others in the same book.
    """
    tree = document.Root.get("/StructTreeRoot")
    if tree is None:
        return
    for element in list(elements(tree)):
        _name_apart(element, name)
        match str(element.S):
            case "/Figure":
                _untag_decoration(element)
            case "/LI":
                _give_body(document, element)
            case "/THead":
                _give_scope(element, Name.Column)
            case "/TBody":
                _give_scope(element, Name.Row)


def elements(tree: Any) -> Iterator[Any]:
    """Yield every structure element, the outer ones first."""
    stack = [tree.K]
    while stack:
        node = stack.pop()
        if isinstance(node, Array):
            stack.extend(reversed(list(node)))
        elif isinstance(node, Dictionary) and "/S" in node:
            yield node
            stack.append(node.get("/K", Array()))


def _name_apart(element: Any, name: str) -> None:
    """Put a name before the identifier of a note or header cell, and where cells speak of it.

    So that of a row on facing pages is told of which chapter it is.
    """
    if "/T" in element:
        element.T = String(f"{name}{element.T}")
    if "/ID" in element:
        element.ID = String(f"{name}-{element.ID}")
    if "/A" not in element:
        return
    attributes = element.A
    for attribute in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(attribute, Dictionary) and "/Headers" in attribute:
            attribute.Headers = Array(String(f"{name}-{header}") for header in attribute.Headers)


def _untag_decoration(figure: Any) -> None:
    """Make a picture without words no figure: nobody should hear "figure", then nothing (7.3)."""
    if str(figure.get("/Alt", "")):
        return
    figure.S = Name.NonStruct
    for key in ("/A", "/Alt"):
        if key in figure:
            del figure[key]


def _give_body(document: Pdf, item: Any) -> None:
    """Put what a list item holds besides its label into its body (7.2; ISO 32000-1, table 336).

    WeasyPrint gives no body to an item of several paragraphs.
    """
    children = _kids(item)
    loose = [c for c in children if _kind(c) not in ("/Lbl", "/LBody")]
    if not loose:
        return
    content = Array(c for c in children if _kind(c) != "/Lbl")
    body = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=content))
    for child in content:
        if isinstance(child, Dictionary) and "/P" in child:
            child.P = body
    item.K = Array([*(c for c in children if _kind(c) == "/Lbl"), body])


def _give_scope(rows: Any, scope: Name) -> None:
    """Let a header cell say what it heads (7.5): in the head its column, in the body its row.

    Then the lists of headers that WeasyPrint gives to cells are not needed, and
    those that it leaves empty under a wide header are not in the way.
    """
    for cell in elements(Dictionary(K=rows.K)):
        if cell.S == Name.TH:
            attributes = cell.get("/A", Dictionary(O=Name.Table))
            attributes.Scope = scope
            cell.A = attributes
        elif cell.S == Name.TD and "/A" in cell:
            if "/Headers" in cell.A:
                del cell.A["/Headers"]
            if cell.A.keys() == {"/O"}:  # says nothing
                del cell.A


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _kind(node: Any) -> str:
    return str(node.get("/S", "")) if isinstance(node, Dictionary) else ""
