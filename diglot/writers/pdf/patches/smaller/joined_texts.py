"""Pieces of text that belong to one tag and follow one another, marked as one.

WeasyPrint marks each line of a paragraph, and each piece of a line, as content of its own: a
number in the tag, a place in the tree of parents and two operators for each. Where nothing is
drawn between two pieces of one tag, they say no more than one.
Source: ISO 32000-1, 14.6 (marked content), 14.7.4 (structure content).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pydyf

_TEXT = "/Span"


def join_texts(pdf: Any) -> None:
    """Join the pieces of text in a document of pydyf's that WeasyPrint has drawn and tagged."""
    if "StructTreeRoot" not in pdf.catalog:
        return
    root = _object(pdf.catalog["StructTreeRoot"], pdf)
    numbers = _object(root["ParentTree"], pdf)["Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        drawing = _object(page["Contents"], pdf).stream
        pieces = [item for item in drawing if _is_numbered(item)]
        of_page = owners[page["StructParents"]]
        if len(pieces) == len(of_page):  # or else some are in forms that the page draws
            _join_page(drawing, of_page, pdf)


def _join_page(drawing: list[Any], owners: list[bytes], pdf: Any) -> None:
    """Join the pieces of one page. owners: by the number of a piece, its tag; changed."""
    tags = {owner: _object(owner, pdf) for owner in owners}
    held = {owner: _kids(tag) for owner, tag in tags.items()}
    joined: list[Any] = []
    kept: list[int] = []
    opened: list[int | None] = []  # the numbers of what is open; an artifact has none
    ended: int | None = None  # the number of what the last operator closed, if it did
    for item in drawing:
        joined.append(item)
        if item == b"EMC":
            ended = opened.pop()
        elif item == b"BMC":
            opened.append(None)
        elif item == b"BDC":
            number = joined[-2]["MCID"]
            kids = held[owners[number]]
            if joined[-3] == _TEXT and joined[-4] == b"EMC" and _follow(ended, number, kids):
                del joined[-4:]
                kids.remove(number)
                opened.append(ended)
            else:
                kept.append(number)
                opened.append(number)
    drawing[:] = joined
    renumbered = {old: new for new, old in enumerate(kept)}
    for mark in filter(_is_numbered, joined):
        mark["MCID"] = renumbered[mark["MCID"]]
    owners[:] = [owners[number] for number in kept]
    for owner, tag in tags.items():
        kids = [renumbered[kid] if isinstance(kid, int) else kid for kid in held[owner]]
        tag["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)


def _follow(first: int | None, second: int, kids: Sequence[Any]) -> bool:
    """Tell whether two pieces are kids of one tag, with nothing between them."""
    return (first, second) in pairwise(kids)


def _kids(tag: Any) -> list[Any]:
    kids = tag["K"]
    return list(kids) if isinstance(kids, list) else [kids]


def _is_numbered(item: Any) -> bool:
    return isinstance(item, dict) and "MCID" in item


def _object(reference: bytes, pdf: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]
