"""The baseline grid: lines of text are at the same heights on every page.

A book's lines back one another on the two sides of a leaf, and are side by side
on a spread. A style sheet keeps that rhythm only as far as everything between two
paragraphs is a whole number of lines high, which a picture, a table or code in
smaller type never is. CSS has a property for it (`block-step`, CSS Rhythmic Sizing)
that WeasyPrint does not know. So what the style sheet marks with `--on-grid: yes`, lines
of text, moves down here, by less than a line, to the next place of the grid. And what it
marks with `--on-grid: step`, a block with a rhythm of its own, gets as much more space as
makes it a whole number of lines high, half of it above and half below. On facing pages all of it
is below (`--on-grid: below`), as the first lines of both languages are level.

The grid begins at the top of the page's text, and anew where an element says so (`NEW_GRID`). Its
step is the line height of the body.
"""

from __future__ import annotations

import functools
from typing import Any

from diglot.core.markup_names import NEW_GRID

ON_GRID = "__on_grid"
_TOLERANCE_PX = 0.02
_PULLED = 0.12  # of a line: what is so little too low moves up, not down by a whole line
# In lines: what has so much space above it moves up by as much as half a line.
_WIDE, _PULLED_FROM_WIDE = 1.5, 0.5


def mend_baselines() -> None:
    """Make WeasyPrint put the blocks that are marked for it on the grid."""
    from weasyprint.layout import block

    original = block.block_container_layout
    if not hasattr(original, "without_grid"):
        block.block_container_layout = _on_grid(original)


def _on_grid(original: Any) -> Any:
    @functools.wraps(original)
    def layout(
        context: Any, box: Any, bottom_space: Any, skip_stack: Any, *rest: Any, **named: Any
    ) -> Any:
        if box.element_tag == "body" or _begins_grid(box):
            context.grid = (box.position_y, _line_height_px(box.style))
            context.is_in_step = False
        asked = _asked(context, box)
        if asked in ("step", "below"):
            context.is_in_step = True
            try:
                done = original(context, box, bottom_space, skip_stack, *rest, **named)
            finally:
                context.is_in_step = False
            is_centered = asked == "step" and skip_stack is None
            return _stepped(context, done, bottom_space, is_centered=is_centered)
        if asked == "yes" and skip_stack is None and _has_lines(box):
            adjoining = rest[3] if len(rest) > 3 else named["adjoining_margins"]
            _move(context.grid, box, adjoining or [])
        return original(context, box, bottom_space, skip_stack, *rest, **named)

    layout.without_grid = original  # type: ignore[attr-defined]
    return layout


def _begins_grid(box: Any) -> bool:
    return box.element is not None and box.element.get(NEW_GRID) is not None


def _line_height_px(style: Any) -> float:
    """Return the step of the grid, or 0 where the style sheet gives the body no fixed one."""
    height = style["line_height"]
    return float(height.value) if getattr(height, "unit", "") == "px" else 0.0


def _asked(context: Any, box: Any) -> str:
    """Return what a block asks of the grid; nothing inside one that steps, or without a grid."""
    if not getattr(context, "grid", (0, 0))[1] or context.is_in_step:
        return ""
    tokens = box.style[ON_GRID] or ()
    return next((token.value for token in tokens if getattr(token, "value", "").strip()), "")


def _has_lines(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return bool(box.children) and isinstance(box.children[0], boxes.LineBox)


def _stepped(context: Any, done: Any, bottom_space: float, *, is_centered: bool) -> Any:
    """Return a finished block in the room that ends on the grid, in its middle if that is asked.

    At the head of a page, and where it was cut, all the space is on its other side.
    """
    from weasyprint.layout.block import collapse_margin

    box, resume_at, next_page, margins, is_collapsing, *rest = done
    if box is None or resume_at is not None or is_collapsing:
        return done
    first, step = context.grid
    bottom = box.border_box_y() + box.border_height()
    margin = collapse_margin([*margins, box.margin_bottom])
    over = (bottom + margin - first) % step
    if not _TOLERANCE_PX < over < step - _TOLERANCE_PX:
        return done
    space = step - over
    # WeasyPrint wants room for what is below the lines once more.
    room = context.page_bottom - bottom_space - bottom - box.padding_bottom - box.margin_bottom
    is_at_head = box.border_box_y() - first < _TOLERANCE_PX
    above = max(0.0, min(space / 2, room)) if is_centered and not is_at_head else 0.0
    box.translate(dy=above, ignore_floats=True)
    return (box, resume_at, next_page, [*margins, margin + space - above], is_collapsing, *rest)


def _move(grid: tuple[float, float], box: Any, adjoining: list[float]) -> None:
    """Widen the space above a block so that what follows it is on the grid.

    The height of its own lines is a multiple of the step.
    """
    from weasyprint.layout.block import collapse_margin

    first, step = grid
    margin = collapse_margin([*adjoining, box.margin_top])
    top = box.position_y + margin + box.border_top_width + box.padding_top
    over = (top + box.margin_bottom - first) % step
    if _TOLERANCE_PX < over < step - _TOLERANCE_PX:
        pulled = _PULLED_FROM_WIDE if margin >= _WIDE * step else _PULLED
        way = -over if over < pulled * step else step - over
        _widen(box, adjoining, margin + way)


def _widen(box: Any, adjoining: list[float], wanted: float) -> None:
    """Set the margin above a block so that, with those it collapses with, it is as wanted."""
    largest = max(0.0, *adjoining, 0.0)
    smallest = min(0.0, *adjoining, 0.0)
    box.margin_top = wanted - smallest if wanted - smallest > largest else wanted - largest
