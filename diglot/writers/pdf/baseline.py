"""The baseline grid: lines of text stand at the same heights on every page.

A book's lines back one another on the two sides of a leaf, and stand side by side
on a spread. A style sheet keeps that rhythm only as far as everything between two
paragraphs is a whole number of lines high, which a picture, a table or code in
smaller type never is. CSS has a property for it (`block-step`, CSS Rhythmic Sizing)
that WeasyPrint does not know; so what the style sheet marks with `--on-grid: yes`
moves down here, by less than a line, to the next place of the grid.

The grid begins at the top of the page's text. Its step is the line height of the body.
"""

from __future__ import annotations

import functools
from typing import Any

ON_GRID = "__on_grid"
_TOLERANCE_PX = 0.02
_PULLED = 0.12  # of a line: what stands so little too low moves up, not down by a whole line


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
        if box.element_tag == "body":
            context.grid = (box.position_y, _line_height_px(box.style))
        elif skip_stack is None and _is_marked(context, box):
            adjoining = rest[3] if len(rest) > 3 else named["adjoining_margins"]
            _move(context.grid, box, adjoining or [])
        return original(context, box, bottom_space, skip_stack, *rest, **named)

    layout.without_grid = original  # type: ignore[attr-defined]
    return layout


def _line_height_px(style: Any) -> float:
    """Return the step of the grid, or 0 where the style sheet gives the body no fixed one."""
    height = style["line_height"]
    return float(height.value) if getattr(height, "unit", "") == "px" else 0.0


def _is_marked(context: Any, box: Any) -> bool:
    """Tell whether a block is of lines, and asks for the grid of the page's own text."""
    from weasyprint.formatting_structure import boxes

    if not getattr(context, "grid", (0, 0))[1] or not box.children:
        return False
    if not isinstance(box.children[0], boxes.LineBox):
        return False
    tokens = box.style[ON_GRID]
    return any(getattr(token, "value", "") == "yes" for token in tokens or ())


def _move(grid: tuple[float, float], box: Any, adjoining: list[float]) -> None:
    """Widen the space above a block so that what follows it stands on the grid.

    The height of its own lines is a multiple of the step.
    """
    from weasyprint.layout.block import collapse_margin

    first, step = grid
    margin = collapse_margin([*adjoining, box.margin_top])
    top = box.position_y + margin + box.border_top_width + box.padding_top
    over = (top + box.margin_bottom - first) % step
    if _TOLERANCE_PX < over < step - _TOLERANCE_PX:
        way = -over if over < _PULLED * step else step - over
        _widen(box, adjoining, margin + way)


def _widen(box: Any, adjoining: list[float], wanted: float) -> None:
    """Set the margin above a block so that, with those it collapses with, it is as wanted."""
    largest = max(0.0, *adjoining, 0.0)
    smallest = min(0.0, *adjoining, 0.0)
    box.margin_top = wanted - smallest if wanted - smallest > largest else wanted - largest
