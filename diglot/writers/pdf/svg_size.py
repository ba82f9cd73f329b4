"""A drawing that says how large it is.

A drawing with a `viewBox` and no size of its own makes WeasyPrint stop in a line
from right to left (a replaced box is placed before it has a position). So each
drawing is handed over with the size that its `viewBox` implies.
Source: SVG 2, 8.2; the default of 300 by 150 is that of CSS 2.2, 10.3.2.
"""

from __future__ import annotations

from lxml import etree

_DEFAULT = ("300", "150")


def with_size(svg: bytes) -> bytes:
    """Return an SVG drawing whose root element has a width and a height."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(svg, parser)
    if root.get("width") and root.get("height"):
        return svg
    box = (root.get("viewBox") or "").replace(",", " ").split()
    width, height = (box[2], box[3]) if len(box) == 4 else _DEFAULT
    root.set("width", width)
    root.set("height", height)
    return etree.tostring(root)
