"""Lines whose spaces would be too wide, left ragged.

WeasyPrint widens the spaces of a justified line until it fills the column, however wide they
grow: between a long address and a short word a reader sees a hole. Here a line whose spaces
would be more than twice as wide as its face has them ends where its words do.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

_WIDEST = 2.0  # times the width that the face gives its space
_TOLERANCE_PX = 0.01
_SPACES = " \u00a0"


def mend_wide_spaces() -> None:
    """Make WeasyPrint leave a line ragged rather than full of holes."""
    from weasyprint.layout import inline

    original = inline.justify_line
    if not hasattr(original, "without_limit"):
        inline.justify_line = _within_limit(original)


def _within_limit(original: Any) -> Any:
    @functools.wraps(original)
    def justify(context: Any, line: Any, extra_width: float) -> None:
        texts = list(_spaced_texts(line))
        spaces = sum(text.text.count(space) for text in texts for space in _SPACES)
        if not spaces:
            return
        narrowest = min(_space_px(context, text.style) for text in texts)
        if extra_width / spaces <= narrowest * (_WIDEST - 1) + _TOLERANCE_PX:
            original(context, line, extra_width)

    justify.without_limit = original  # type: ignore[attr-defined]
    return justify


def _spaced_texts(box: Any) -> Iterator[Any]:
    """Yield the texts of a line that have spaces in them."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        if any(space in box.text for space in _SPACES):
            yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            yield from _spaced_texts(child)


def _space_px(context: Any, style: Any) -> float:
    """Return how wide a face has its space, in px."""
    from weasyprint.text.line_break import _font_style_cache_key, split_first_line

    if not hasattr(context, "space_widths"):
        context.space_widths = {}
    key = (_font_style_cache_key(style, include_size=True), style["word_spacing"])
    if key not in context.space_widths:
        _, _, _, width, _, _ = split_first_line("\u00a0", style, context, None, 0)
        context.space_widths[key] = float(width)
    return float(context.space_widths[key])
