"""Notes on the page of their marks.

Where the last line of a page does not fit, WeasyPrint makes room for it by moving notes to
the next page, whatever `footnote-policy` says, and so parts them from marks far above. It
does so in pages only, not in columns. So while lines are laid out, the context says that
they are in a column; all that is done with notes and their room is done by the page.

And it sends a note to the next page where the sum of its lines and their room differ by
a rounding.
"""

from __future__ import annotations

import functools
import math
from typing import Any


def mend_note_pages() -> None:
    """Make WeasyPrint break a page before a line rather than move notes for it."""
    from weasyprint.layout import block

    original = block._linebox_layout  # noqa: SLF001
    if not hasattr(original, "moving_notes"):
        block._linebox_layout = _keeping_notes(original)  # noqa: SLF001


def _keeping_notes(original: Any) -> Any:
    view_of = _views()

    @functools.wraps(original)
    def layout(context: Any, *arguments: Any) -> Any:
        has_notes = context.footnotes or context.current_page_footnotes
        return original(view_of(context) if has_notes else context, *arguments)

    layout.moving_notes = original  # type: ignore[attr-defined]
    return layout


def _views() -> Any:
    """Return what makes of a page's context one that says it is a column, sharing all else."""
    from weasyprint.layout import LayoutContext

    class Column(LayoutContext):  # type: ignore[misc]
        in_column = property(lambda _: True)

        def _update_footnote_area(self) -> bool:
            overflows = _same(self, LayoutContext)._update_footnote_area()  # noqa: SLF001
            # Without a height to keep to, only roundings can overflow.
            height = self.current_footnote_area.style["max_height"]
            return bool(overflows and height.value != math.inf)

    return lambda context: _same(context, Column)


def _same(context: Any, kind: type) -> Any:
    """Return the same context as an object of another class."""
    same: Any = object.__new__(kind)
    same.__dict__ = context.__dict__
    return same
