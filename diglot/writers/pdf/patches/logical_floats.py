"""What floats to the beginning or the end of its lines.

WeasyPrint knows `float: inline-start` and `inline-end`, but stops with KeyError at one among
words. So each is made the side that it means before anything is laid out.
"""

from __future__ import annotations

import functools
from typing import Any

_SIDES = {
    ("inline-start", "ltr"): "left",
    ("inline-start", "rtl"): "right",
    ("inline-end", "ltr"): "right",
    ("inline-end", "rtl"): "left",
}


def mend_logical_floats() -> None:
    """Make WeasyPrint compute the side to which a float goes."""
    from weasyprint.css import computed_values

    original = computed_values.COMPUTER_FUNCTIONS["float"]
    if not hasattr(original, "__wrapped__"):
        computed_values.COMPUTER_FUNCTIONS["float"] = _with_sides(original)


def _with_sides(original: Any) -> Any:
    @functools.wraps(original)
    def compute_float(style: Any, name: str, value: Any) -> Any:
        value = original(style, name, value)
        if value not in ("inline-start", "inline-end"):
            return value
        return _SIDES[value, _block(style)["direction"]]

    return compute_float


def _block(style: Any) -> Any:
    """Return the style of the block that something is in, whose direction its lines have.

    Source: CSS Logical Properties and Values 1, 3.1 (flow-relative values for float and clear).
    """
    block = style.parent_style or style
    while block.parent_style and block["display"][0] in ("inline", "contents"):
        block = block.parent_style
    return block
