"""Drawings in SVG: parsed within bounds, and with a size that WeasyPrint understands.

A drawing without a size of its own in absolute units makes WeasyPrint stop in a line from
right to left (a replaced box is placed before it has a position), or come out empty. So each
is handed over with the size that its `viewBox` implies, until WeasyPrint does it itself:
`test_mending.py::test_weasyprint_still_stops_at_a_drawing_without_a_size`.
Source: SVG 2, 8.2; the default of 300 by 150 is that of CSS 2.2, 10.3.2.
"""

from __future__ import annotations

import math
import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_DEFAULT = (300.0, 150.0)
# What a drawing has when all that it uses again and again is drawn; a detailed map has 20,000.
MOST_ELEMENTS = 50_000
_LENGTH = re.compile(
    r"\+?(\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?\s*(?:px|pt|pc|mm|cm|in|em|ex|rem|q)?",
    re.IGNORECASE,
)
_MM = 96 / 25.4
_PX = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": _MM, "cm": 10 * _MM, "in": 96, "q": _MM / 4}
# What makes an SVG reach outside itself or run: no edition may do either.
_OUTSIDE = re.compile(
    rb"""<script|<foreignObject|\son\w+\s*=|@import|(?:href|src)\s*=\s*["']\s*(?!#|data:image/)[^"'\s]|url\(\s*["']?\s*(?!["']?(?:#|data:image/))[^)\s]""",
    re.IGNORECASE,
)


def read_drawing(content: bytes) -> etree._Element:
    """Return the root of a drawing, its own entities put in.

    Raises XMLSyntaxError for what is no XML, is nested hundreds deep, whose entities grow
    without measure, or that asks for other files.
    """
    parser = etree.XMLParser(no_network=True, remove_comments=True)  # its own entities only
    return etree.fromstring(content, parser)


def drawing_problem(content: bytes) -> tuple[str, str] | None:
    """Return what is wrong with a drawing, and the way out."""
    again = "save it again from the program that drew it"
    try:
        root = read_drawing(content)
    except etree.XMLSyntaxError as error:
        return f"is not an SVG drawing that can be read: {error.msg or error}", again
    if root.tag == "svg":
        return (
            "does not say that it is SVG, so browsers do not show it",
            f'write <svg xmlns="{_SVG}"',
        )
    if root.tag != f"{{{_SVG}}}svg":
        return f"is not an SVG drawing, but holds <{etree.QName(root).localname}>", again
    around = [*root.itersiblings(preceding=True)]
    whole = b"".join(etree.tostring(node, with_tail=False) for node in (*around, root))
    if match := _OUTSIDE.search(whole):
        shown = match[0].decode("utf-8", "replace").strip()[:30]
        return (
            f'reaches outside itself or holds a script ("{shown}…")',
            "embed what it shows and take the script out",
        )
    try:
        count = _Uses(root).count(root)
    except RecursionError:
        return "uses itself, or is nested without end", again
    if count > MOST_ELEMENTS:
        return (
            f"draws {count:,} elements, more than can be laid out ({MOST_ELEMENTS:,})",
            "save it as a bitmap, PNG",
        )
    return None


class _Uses:
    """How many elements a drawing has once all its <use> are drawn."""

    def __init__(self, root: etree._Element) -> None:
        self._by_id = {node.get("id"): node for node in root.iter("*") if node.get("id")}
        self._known: dict[etree._Element, int] = {}
        self._open: set[etree._Element] = set()

    def count(self, node: etree._Element) -> int:
        """Return how many elements are drawn for one.

        Raises RecursionError where it holds itself.
        """
        if node in self._open:
            raise RecursionError
        if node not in self._known:
            self._open.add(node)
            total = 1 + sum(map(self.count, node.iterchildren("*")))
            if etree.QName(node).localname == "use":
                target = next((name for key in _HREFS if (name := node.get(key))), "#")
                used = self._by_id.get(target[1:])
                total += self.count(used) if used is not None else 0
            self._open.remove(node)
            self._known[node] = total
        return self._known[node]


def drawing_for_pages(content: bytes) -> bytes:
    """Return a drawing whose root element has a width and a height in absolute units."""
    root = read_drawing(content)
    box = _box(root.get("viewBox") or "")
    if box is None:
        root.attrib.pop("viewBox", "")
    sizes = [_absolute(root.get(name)) for name in ("width", "height")]
    if not all(sizes):
        for name, length in zip(("width", "height"), _implied(sizes, box), strict=True):
            root.set(name, length)
    return etree.tostring(root)


def drawing_size(content: bytes) -> tuple[float, float] | None:
    """Return the width and height of a sound drawing in px; None where letters decide them."""
    root = read_drawing(drawing_for_pages(content))
    sizes = []
    for name in ("width", "height"):
        number, unit = _parted(root.get(name, ""))
        if unit not in _PX:
            return None
        sizes.append(number * _PX[unit])
    return sizes[0], sizes[1]


def _box(written: str) -> tuple[float, float] | None:
    """Return the width and height of a viewBox, or None for one that is none."""
    try:
        _left, _top, width, height = map(float, written.replace(",", " ").split())
    except ValueError:
        return None
    return (width, height) if 0 < width < math.inf and 0 < height < math.inf else None


def _absolute(written: str | None) -> str:
    """Return a length that says how long it is by itself; "" for any other."""
    length = (written or "").strip()
    match = _LENGTH.fullmatch(length)
    return length if match and float(match[1]) > 0 else ""


def _implied(sizes: list[str], box: tuple[float, float] | None) -> tuple[str, str]:
    """Return width and height where one or both are missing. sizes: what there is of them."""
    width, height = sizes
    across, down = box or _DEFAULT
    if width and box:
        return width, _scaled(width, down / across)
    if height and box:
        return _scaled(height, across / down), height
    return width or f"{across:g}", height or f"{down:g}"


def _scaled(length: str, factor: float) -> str:
    number, unit = _parted(length)
    return f"{number * factor:g}{unit}"


def _parted(length: str) -> tuple[float, str]:
    """Return the number of a length, and its unit in small letters."""
    number = re.match(r"[\d.e+-]*[\d.]", length.strip(), re.IGNORECASE)
    digits = number[0] if number else length
    return float(digits), length.strip()[len(digits) :].strip().lower()
