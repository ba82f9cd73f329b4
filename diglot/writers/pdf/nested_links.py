"""One link, one annotation.

WeasyPrint gives every inline element inside a link an annotation of its own,
tagged inside that element rather than inside the link: PDF/UA-1 (7.18.5) wants
each under a Link. The link's own annotation covers them all, so they go.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Pdf

from diglot.writers.pdf.tags import elements


def drop_nested_links(document: Pdf) -> None:
    """Remove the link annotations that do not stand directly under a Link element."""
    tree = document.Root.get("/StructTreeRoot")
    if tree is None:
        return
    dropped: set[tuple[int, int]] = set()
    parents = NumberTree(tree.ParentTree)
    for element in elements(tree):
        if Name.Link == element.S or not isinstance(element.get("/K"), Array):
            continue
        kept = []
        for child in element.K:
            if _is_link_reference(child):
                dropped.add(child.Obj.objgen)
                del parents[int(child.Obj.StructParent)]
            else:
                kept.append(child)
        if len(kept) < len(element.K):
            element.K = Array(kept)
    if dropped:
        _drop_annotations(document, dropped)


def _is_link_reference(node: Any) -> bool:
    is_reference = isinstance(node, Dictionary) and node.get("/Type") == Name.OBJR
    return is_reference and node.Obj.get("/Subtype") == Name.Link


def _drop_annotations(document: Pdf, dropped: set[tuple[int, int]]) -> None:
    for page in document.pages:
        annotations = page.obj.get("/Annots")
        if annotations is not None:
            page.obj.Annots = Array(a for a in annotations if a.objgen not in dropped)
