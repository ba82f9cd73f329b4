"""The words of MathML that the makers of formulas share."""

from __future__ import annotations

MATHML = "http://www.w3.org/1998/Math/MathML"
# The elements that hold signs.
WORDS = ("mi", "mn", "mo", "mtext", "ms")


class UndrawableError(Exception):
    """A formula that cannot be drawn; its text says why."""
