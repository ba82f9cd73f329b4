"""Words that are not divided: the last one of a page, and the last one of a paragraph.

A reader who turns the page should not carry half a word along, and half a word is no line.
CSS has `hyphenate-limit-last` for both, which WeasyPrint does not know. Such a line is set
once more, with the word whole on the next one.
"""

from __future__ import annotations

import functools
from typing import Any

_HYPHENS = ("-", "\u2010", "\u05be")


def mend_divided_words() -> None:
    """Make WeasyPrint keep whole the word at the end of a page or a paragraph."""
    from weasyprint.layout import block, inline

    if hasattr(inline.get_next_linebox, "divides_all"):
        return
    inline.split_first_line = _with_whole_words(inline.split_first_line)
    inline.get_next_linebox = _before_the_last(inline.get_next_linebox)
    layout = _at_the_foot(block._linebox_layout)  # noqa: SLF001
    block._linebox_layout = layout  # noqa: SLF001
    block.find_earlier_page_break = _at_an_earlier_foot(block.find_earlier_page_break)


def _with_whole_words(original: Any) -> Any:
    """Return WeasyPrint's way to split a text, without hyphens where the line asks for it."""

    @functools.wraps(original)
    def split(
        text: str, style: Any, context: Any, max_width: Any, spacing: Any, **named: Any
    ) -> Any:
        if max_width is None or not getattr(context, "keeps_words", False):
            return original(text, style, context, max_width, spacing, **named)
        whole = style.copy()
        whole["hyphens"] = "none"
        found = original(text, whole, context, max_width, spacing, **named)
        layout, length, resume_index, *_ = found
        if resume_index is None or not layout.text.endswith(_HYPHENS):
            return found
        words = text.encode()[:length].decode()
        start = words.rfind(" ") + 1
        if not words[:start].strip():
            return found
        layout, length, _, *size = original(words[:start], whole, context, None, spacing, **named)
        return layout, length, len(words[:start].encode()), *size

    return split


def _before_the_last(original: Any) -> Any:
    """Return WeasyPrint's next line, which leaves no piece of a word to be the last one."""

    @functools.wraps(original)
    def next_line(
        context: Any, linebox: Any, position_y: Any, bottom_space: Any, skip_stack: Any, *rest: Any
    ) -> Any:
        _, absolute_boxes, fixed_boxes, *_ = rest
        counts = len(absolute_boxes), len(fixed_boxes)
        line, resume_at = original(context, linebox, position_y, bottom_space, skip_stack, *rest)
        if resume_at and is_divided(line) and " " not in _rest(linebox, resume_at).rstrip():
            del absolute_boxes[counts[0] :], fixed_boxes[counts[1] :]
            return _whole(original, context, linebox, position_y, bottom_space, skip_stack, *rest)
        return line, resume_at

    next_line.divides_all = original  # type: ignore[attr-defined]
    return next_line


def _at_the_foot(original: Any) -> Any:
    """Return WeasyPrint's layout of lines, the last of which on a page ends with a whole word."""

    @functools.wraps(original)
    def layout(context: Any, box: Any, index: int, linebox: Any, lines: Any, *rest: Any) -> Any:
        from weasyprint.layout import inline

        found = original(context, box, index, linebox, lines, *rest)
        abort, stop, _, *after = found
        if abort or not stop or not lines or not is_divided(lines[-1]):
            return found
        _, absolute_boxes, fixed_boxes, _, bottom_space, _, skip_stack, *_ = rest
        last = lines.pop()
        start = lines[-1].resume_at if lines else skip_stack
        place = last.position_y, bottom_space, start, box, absolute_boxes, fixed_boxes, None, None
        line, resume_at = _whole(inline.get_next_linebox, context, linebox, *place)
        line.resume_at = resume_at
        lines.append(line)
        return abort, stop, {index: resume_at}, *after

    return layout


def _at_an_earlier_foot(original: Any) -> Any:
    """Return WeasyPrint's look for an earlier end of the page, at no divided word."""

    @functools.wraps(original)
    def find(context: Any, children: Any, absolute_boxes: Any, fixed_boxes: Any) -> Any:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout import block

        if children and isinstance(children[0], boxes.LineBox):
            widows = children[0].style["widows"]
            kept = len(children) - widows
            while kept > 0 and is_divided(children[kept - 1]):
                kept -= 1
            beyond = children[max(0, kept + widows) :]
            children = children[: max(0, kept + widows)]
            found = original(context, children, absolute_boxes, fixed_boxes)
            if found:
                block.remove_placeholders(context, beyond, absolute_boxes, fixed_boxes)
            return found
        return original(context, children, absolute_boxes, fixed_boxes)

    return find


def _whole(layout: Any, context: Any, *arguments: Any) -> Any:
    """Return a line that does not end inside a word, and where the next one begins."""
    context.keeps_words = True
    try:
        return layout(context, *arguments)
    finally:
        context.keeps_words = False


def is_divided(line: Any) -> bool:
    """Tell whether a line ends with a hyphen, and the word goes on in the next one."""
    from weasyprint.formatting_structure import boxes

    box = line
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)) and box.children:
        box = box.children[-1]
    return isinstance(box, boxes.TextBox) and box.text.endswith(_HYPHENS)


def _rest(box: Any, skip_stack: Any) -> str:
    """Return the text of a line's box from where a layout is to resume."""
    if skip_stack is None:
        texts = (inner.text for inner in _leaves(box))
        return "".join(texts)
    ((index, inner),) = skip_stack.items()
    if hasattr(box, "text"):
        return str(box.text.encode()[index:].decode())
    children = box.children[index:]
    return _rest(children[0], inner) + "".join(_rest(child, None) for child in children[1:])


def _leaves(box: Any) -> Any:
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _leaves(child)
