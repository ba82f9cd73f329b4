"""Notes of a second series, the translator's, below those of the first at the foot of a page.

WeasyPrint sets all notes of a page in the order of their marks.
"""

from __future__ import annotations

import functools
from typing import Any

from diglot.core.markup_names import NOTE_SERIES


def mend_note_order() -> None:
    """Make WeasyPrint set notes of a second series below all others of their page."""
    from weasyprint import layout

    original = layout.LayoutContext._update_footnote_area  # noqa: SLF001
    if not hasattr(original, "by_call"):
        layout.LayoutContext._update_footnote_area = _ordered(original)  # noqa: SLF001


def _ordered(original: Any) -> Any:
    @functools.wraps(original)
    def update(context: Any) -> Any:
        overflows = original(context)
        # Only here: which notes go to the next page is said by the order of their marks.
        area = context.current_footnote_area
        area.children = sorted(area.children, key=_is_second)
        return overflows

    update.by_call = original  # type: ignore[attr-defined]
    return update


def _is_second(note: Any) -> bool:
    return note.element is not None and note.element.get(NOTE_SERIES) is not None
