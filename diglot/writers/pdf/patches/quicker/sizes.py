"""Margins, padding and sizes of pieces in a line worked out once for each style and room.

WeasyPrint works out twenty-two lengths for each piece of text that it tries to put into a line,
although a piece has no margins, and was tried before.
"""

from __future__ import annotations

import functools
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_USED = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{least}{size}" for least in ("", "min_", "max_") for size in ("width", "height")),
)


def mend_sizes() -> None:
    """Make WeasyPrint work out the sizes of a style once, for what is in lines."""
    from weasyprint.layout import inline

    if not hasattr(inline.resolve_percentages, "each_time"):
        inline.resolve_percentages = _once(inline.resolve_percentages)


def _once(original: Any) -> Any:
    from weasyprint.formatting_structure import boxes

    @functools.wraps(original)
    def resolve(box: Any, containing_block: Any) -> None:
        style = box.style
        if style["border_collapse"] == "collapse":  # borders depend on the cells around
            original(box, containing_block)
            return
        room = containing_block
        if isinstance(room, boxes.Box):
            room = (room.width, room.height)
        # With the style itself: whoever wants another copies it first.
        known = style.__dict__.setdefault("known_sizes", {})
        if room in known:
            box.__dict__.update(known[room])
        else:
            original(box, containing_block)
            known[room] = {name: getattr(box, name) for name in _USED}

    resolve.each_time = original  # type: ignore[attr-defined]
    return resolve
