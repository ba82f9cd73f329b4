"""What belongs together, as long as no page ends too early for it.

A paragraph that announces code, a list or a table is on the page where that begins,
and a heading above it, too. Where the code begins on the next page, WeasyPrint takes all
of them there, however empty the page is left. So what the style sheet marks with
`--kept: loosely` stays where it is, apart from what it announces, if the page would
otherwise end more than a seventh of its height too early.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

KEPT = "__kept"
_MOST_EMPTY = 1 / 7  # of the height of a page's text


def mend_keeping() -> None:
    """Make WeasyPrint part what is kept loosely rather than end a page far too early."""
    from weasyprint.layout import block

    original = block.find_earlier_page_break
    if not hasattr(original, "keeping_all"):
        block.find_earlier_page_break = _keeping_loosely(original)


def _keeping_loosely(original: Any) -> Any:
    from weasyprint.layout import block

    @functools.wraps(original)
    def find(context: Any, children: Any, absolute_boxes: Any, fixed_boxes: Any) -> Any:
        # WeasyPrint asks for the children of children, too, where this break is no matter.
        with _set(block, "find_earlier_page_break", original):
            index = _last_loose(children)
            if index is not None:
                with _set(block, "remove_placeholders", lambda *_: None):
                    found = original(context, children, [], [])
                end = _end(found[0]) if found else children[0].position_y
                too_early = context.page_bottom - _MOST_EMPTY * _height(context)
                if end < too_early <= _end([children[index]]):
                    rest = children[index + 1 :]
                    block.remove_placeholders(context, rest, absolute_boxes, fixed_boxes)
                    return children[: index + 1], {children[index].index + 1: None}
            return original(context, children, absolute_boxes, fixed_boxes)

    find.keeping_all = original  # type: ignore[attr-defined]
    return find


@contextmanager
def _set(module: Any, name: str, value: Any) -> Iterator[None]:
    """Let something of a module be another while this lasts."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


def _last_loose(children: Any) -> int | None:
    """Return where the last block is that is kept loosely to the one after it."""
    for index in range(len(children) - 1, -1, -1):
        child = children[index]
        tokens = () if _is_line(child) else child.style[KEPT] or ()
        if any(getattr(token, "value", "") == "loosely" for token in tokens):
            return index
    return None


def _end(children: Any) -> float:
    """Return where boxes end that are one below the other, in px."""
    last = children[-1]
    inner = [child for child in getattr(last, "children", ()) if child.is_in_normal_flow()]
    # A box that was cut keeps the height that it had.
    return _end(inner) if inner and not _is_line(last) else float(last.position_y + last.height)


def _is_line(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.LineBox)


def _height(context: Any) -> float:
    """Return how high the text of a page is, in px."""
    return float(context.page_bottom - context.grid[0])
