"""The words of MathML that the makers of formulas share."""

from __future__ import annotations

from typing import Any

from diglot.core.model import Direction

MATHML = "http://www.w3.org/1998/Math/MathML"
# The elements that hold signs.
WORDS = ("mi", "mn", "mo", "mtext", "ms")


class UndrawableError(Exception):
    """A formula that cannot be drawn; its text says why."""


def row_direction(element: Any) -> Direction:
    """Return the direction of an element of MathML: that of the nearest one that says it."""
    while element is not None:
        if said := element.get("dir"):
            return "rtl" if said == "rtl" else "ltr"
        element = element.getparent()
    return "ltr"


def is_emphasized(words: Any) -> bool:
    """Tell whether words are bold or italic. Hebrew has no italics, so both make it bold."""
    variant = words.get("mathvariant", "")
    return "bold" in variant or "italic" in variant
