"""Languages and notes in the structure tree, which WeasyPrint leaves out.

A passage in the other language says so (ISO 14289-1, 7.2), so that it is read aloud with
the right voice; a note at the foot of the page is a note with an identifier, its mark in
the text a reference, its number a label (7.9).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

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
    def build(box: Any, parent: Any, pdf: Any, page: int, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)  # where an absolute box stands, WeasyPrint has a stand-in
        for element in original(box, parent, pdf, page, *rest):
            node = box.element
            is_own = not isinstance(box.style, AnonymousStyle)  # not one that WeasyPrint put in
            if is_own and node is not None and box.element_tag not in (None, "html", "body"):
                _name(element, node, box.element_tag, page)
            yield element

    build.without_roles = original  # type: ignore[attr-defined]
    return build


def _name(element: Any, node: Any, tag: str, page: int) -> None:
    import pydyf

    if language := node.get("lang"):
        element["Lang"] = pydyf.String(language)
    if tag in _NOTE_ROLES and "footnote" in (node.get("class") or "").split():
        element["S"] = _NOTE_ROLES[tag]
        if tag == "span":
            # A note that goes on over a page is two elements, and each needs its own.
            element["ID"] = pydyf.String(f"note-{node.get('data-number')}-{page}")
