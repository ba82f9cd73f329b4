"""Lines of a block from right to left laid out once.

WeasyPrint lays a line out, looks whether its place is free of floats, and takes it if that is
where it began. From right to left it compares the line's left end with the edge at the right, so
it lays out every such line a second time, with the same outcome.
"""

from __future__ import annotations

import functools
import math
from typing import Any


def mend_rtl_lines() -> None:
    """Make WeasyPrint take a line from right to left as it is, where no float is beside it."""
    from weasyprint.layout import inline

    if not hasattr(inline.avoid_collisions, "asked"):
        waiting: list[Any] = []
        inline.get_next_linebox = _taken_at_once(inline.get_next_linebox, waiting)
        inline.avoid_collisions = _as_high_as_may_be(inline.avoid_collisions, waiting)


def _taken_at_once(original: Any, waiting: list[Any]) -> Any:
    @functools.wraps(original)
    def next_line(
        context: Any,
        linebox: Any,
        position_y: Any,
        bottom_space: Any,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
    ) -> Any:
        *_, first_line_style = rest
        is_plain = not (context.excluded_shapes or first_line_style)
        if is_plain and containing_block.style["direction"] == "rtl":
            waiting.append(linebox)
        found = original(
            context, linebox, position_y, bottom_space, skip_stack, containing_block, *rest
        )
        if waiting and waiting[-1] is linebox:  # there was no line left
            waiting.pop()
        return found

    return next_line


def _as_high_as_may_be(original: Any, waiting: list[Any]) -> Any:
    """Return WeasyPrint's search for a place, after which a line may have any height.

    A line that is no higher than was thought is taken; only its place is asked for before that.
    """

    @functools.wraps(original)
    def place(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        found = original(context, box, containing_block, outer)
        if waiting and waiting[-1] is box:
            waiting.pop()
            box.height = math.inf
        return found

    place.asked = True  # type: ignore[attr-defined]
    return place
