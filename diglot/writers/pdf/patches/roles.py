"""Languages and notes in the structure tree, which WeasyPrint leaves out, and what it has too much.

A passage in the other language says so (ISO 14289-1, 7.2), so that it is read aloud with
the right voice; a note at the foot of the page is a note with an identifier, its mark in
the text a reference, its number a label (7.9).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from diglot.core.markup_names import FOOTNOTE, ROW

_PLAIN = {"Type", "S", "K", "Pg", "P"}
_NOTE_ROLES = {
    "span": "/Note",
    "span::footnote-call": "/Reference",
    "span::footnote-marker": "/Lbl",
}


def mend_roles() -> None:
    """Make WeasyPrint write the language and the role of what is marked with them in HTML."""
    from weasyprint.pdf import tags

    original = tags._build_box_tree  # noqa: SLF001
    if not hasattr(original, "without_roles"):
        tags._build_box_tree = _with_roles(original)  # noqa: SLF001


def _with_roles(original: Any) -> Any:
    from weasyprint.css import AnonymousStyle

    @functools.wraps(original)
    def build(
        box: Any, parent: Any, pdf: Any, page: int, numbers: Any, *rest: Any
    ) -> Iterator[Any]:
        box = getattr(box, "_box", box)  # for an absolute box, WeasyPrint has a stand-in
        for element in original(box, parent, pdf, page, numbers, *rest):
            _take_in_plain_spans(element, pdf, numbers)
            node = box.element
            is_own = not isinstance(box.style, AnonymousStyle)  # not one that WeasyPrint put in
            if is_own and node is not None and box.element_tag not in (None, "html", "body"):
                _name(element, node, box.element_tag)
            yield element

    build.without_roles = original  # type: ignore[attr-defined]
    return build


def _take_in_plain_spans(element: Any, pdf: Any, numbers: dict[int, Any]) -> None:
    """Give an element itself the text of spans that say nothing of it.

    WeasyPrint makes one for each line of text: of the objects of a book they are the half.
    numbers: by marked content of the page, the element that it belongs to; changed.
    """
    kept = []
    for kid in element["K"]:
        span: Any = pdf.objects[int(kid.split()[0])] if isinstance(kid, bytes) else {}
        content = span.get("K", ())
        if span.keys() != _PLAIN or span["S"] != "/Span" or _has_elements(content):
            kept.append(kid)
            continue
        kept += content
        numbers.update(dict.fromkeys(content, element.reference))
        span.free = "f"
    element["K"][:] = kept


def _has_elements(content: Any) -> bool:
    return not all(isinstance(piece, int) for piece in content)


def _name(element: Any, node: Any, tag: str) -> None:
    import pydyf

    if (node.get("id") or "").startswith(ROW):
        element["T"] = pydyf.String(node.get("id"))  # so that facing pages can be paired
    if language := node.get("lang"):
        element["Lang"] = pydyf.String(language)
    if tag in _NOTE_ROLES and FOOTNOTE in (node.get("class") or "").split():
        element["S"] = _NOTE_ROLES[tag]
        if tag == "span":
            # A note that goes on over a page is two elements, and each needs its own.
            element["ID"] = pydyf.String(f"note-{element.number}")
