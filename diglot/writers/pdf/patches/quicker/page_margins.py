"""The sixteen boxes in the margins of a page, made only where the style sheet has something there.

WeasyPrint makes a box for each place in the margin of every page, works out its style and its
size, and throws away those that have no content. Where no rule names any of them, as folios
and running heads are laid over, none is made; what comes out is the same.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

_SIDES = {
    "top": ("left-corner", "left", "center", "right", "right-corner"),
    "bottom": ("left-corner", "left", "center", "right", "right-corner"),
    "left": ("top", "middle", "bottom"),
    "right": ("top", "middle", "bottom"),
}
_PLACES = tuple(f"@{side}-{place}" for side, places in _SIDES.items() for place in places)
_NOTHING = ("normal", "inhibit", "none")


def mend_page_margins() -> None:
    """Make WeasyPrint look first whether anything is in the margins of a page."""
    from weasyprint import layout

    original = layout.make_margin_boxes
    if not hasattr(original, "always"):
        layout.make_margin_boxes = _where_asked(original)


def _where_asked(original: Any) -> Any:
    @functools.wraps(original)
    def make(context: Any, page: Any, state: Any) -> Iterator[Any]:
        styles = (context.style_for(page.page_type, place) for place in _PLACES)
        if any(style is not None and style["content"] not in _NOTHING for style in styles):
            yield from original(context, page, state)

    make.always = original  # type: ignore[attr-defined]
    return make
