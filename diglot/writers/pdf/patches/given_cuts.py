"""Rows that end on a page where they are told to, though there is room for more of them.

Two languages on facing pages run on to the next spread together: the one that is shorter ends
above the foot of its page. No property of CSS says so. So an element names the page on which it
is cut, and how far below its top: `data-cut-at="3 120.5 0 250 12"`, in points, means that on the
third page it ends 120.5 pt from its top, and on the fourth 250 pt, where notes 12 pt high are
called in it.
"""

from __future__ import annotations

import functools
from typing import Any

from diglot.core.markup_names import CUT_AT

_PX_PER_PT = 1 / 0.75


def mend_cuts() -> None:
    """Make WeasyPrint end the blocks that say so where they say."""
    from weasyprint.layout import block

    original = block.block_container_layout
    if not hasattr(original, "cutting_nothing"):
        block.block_container_layout = _cutting(original)


def _cutting(original: Any) -> Any:
    @functools.wraps(original)
    def layout(
        context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **named: Any
    ) -> Any:
        given = _given(context, box)
        if given:
            limit, notes = given
            # Notes that are called inside raise the foot of the page while it is laid out.
            end = box.position_y + limit + notes
            bottom_space = max(bottom_space, context.page_bottom - end)
        return original(context, box, bottom_space, skip_stack, *rest, **named)

    layout.cutting_nothing = original  # type: ignore[attr-defined]
    return layout


def _given(context: Any, box: Any) -> tuple[float, float] | None:
    """Return how far down a block ends on this page, and how high its notes are there, in px."""
    said = box.element.get(CUT_AT) if box.element is not None else None
    if not said:
        return None
    first, *numbers = said.split()
    place = 2 * (context.current_page - int(first))
    if 0 <= place < len(numbers):
        return float(numbers[place]) * _PX_PER_PT, float(numbers[place + 1]) * _PX_PER_PT
    return None
