"""Justified pieces of a line left to whoever draws them.

Once a line is justified, WeasyPrint has Pango lay out each of its pieces again, with wider spaces,
lets go of that at once and keeps the text alone: it is laid out when it is drawn.
"""

from __future__ import annotations

import functools
from typing import Any


def mend_spaced_texts() -> None:
    """Make WeasyPrint keep the text of a justified piece without laying it out."""
    from weasyprint.layout import inline

    if not hasattr(inline.create_layout, "each_time"):
        inline.create_layout = _text_alone(inline.create_layout)


def _text_alone(original: Any) -> Any:
    from weasyprint.text.line_break import Layout

    @functools.wraps(original)
    def create(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any
    ) -> Any:
        # A line below or through a text is drawn by what Pango says of it; a space alone and
        # the end of a line change the text.
        if style["text_decoration_line"] != "none" or text == " " or "\n" in text:
            return original(text, style, context, max_width, justification_spacing)
        kept = object.__new__(Layout)
        kept.text, kept.justification_spacing = text, justification_spacing
        kept.max_width = max_width
        kept.first_line_direction = 0
        kept.__dict__.update(layout=None, language=None, style=None)  # let go of at once
        return kept

    create.each_time = original  # type: ignore[attr-defined]
    return create
