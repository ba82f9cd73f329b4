"""One link, one annotation.

WeasyPrint gives every inline element inside a link an annotation of its own,
tagged inside that element rather than inside the link: PDF/UA-1 (7.18.5) wants
each under a Link. The link's own annotation covers them all, so they go.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Pdf


def drop_nested_links(document: Pdf) -> None:
    """Remove the link annotations that are not directly under a Link element."""
    tree = document.Root.get("/StructTreeRoot")
    if tree is None:
        return
    parents = NumberTree(tree.ParentTree)
    for page in document.pages:
        annotations = list(page.obj.get("/Annots", Array()))
        kept = []
        for annotation in annotations:
            key = int(annotation.get("/StructParent", -1))
            element = parents.get(key)
            is_link = annotation.get("/Subtype") == Name.Link
            if is_link and element is not None and str(element.S) != "/Link":
                _forget(element, annotation)
                del parents[key]
            else:
                kept.append(annotation)
        if len(kept) < len(annotations):
            page.obj.Annots = Array(kept)


def _forget(element: Any, annotation: Any) -> None:
    """Take an annotation out of what an element holds."""
    children = element.K if isinstance(element.K, Array) else [element.K]
    element.K = Array(child for child in children if not _refers_to(child, annotation))


def _refers_to(node: Any, annotation: Any) -> bool:
    is_reference = isinstance(node, Dictionary) and node.get("/Type") == Name.OBJR
    return is_reference and bool(node.Obj.objgen == annotation.objgen)
