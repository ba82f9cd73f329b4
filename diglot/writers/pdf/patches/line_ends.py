"""The space at the end of a line, taken off on the side where it is.

WeasyPrint lays out each line with the space that follows its last word, then takes
the space off and moves the other boxes by its width. It moves all of them or none,
by the direction of the last text alone, and keeps a layout that still holds the
space: wherever directions nest, and in every justified line from right to left that
ends at the border of an element, the line then stands out of the column by a space.
Here each box of the line moves, or stays, by the direction of the box that it is in.

And where a text fits into the rest of a line but for the space after it, WeasyPrint ends
the line after its first word, of which justification then makes a line of holes.

And a line may end at any space before an element. WeasyPrint asks Pango, which keeps a mark
such as ":" or "/" with the word before it even after a space: right for a text, not for code
that begins with one. The word then went to the next line with the code.

Between a full stop and a figure in another element no line ends: that is the mark of a note,
which Pango, asked of these two signs alone, would let begin the next line.

In code spaces are kept, and to WeasyPrint the one at the end of a line takes room: a line
that does not fit with it ends before the element that the text is in.
"""

from __future__ import annotations

import functools
from typing import Any

_AROUND_BORDER = 2  # characters: the last one before an element, and its first
_STOPS = ".,;:!?\N{HORIZONTAL ELLIPSIS}"
COLLAPSING = ("normal", "nowrap", "pre-line")


def mend_line_ends() -> None:
    """Make WeasyPrint treat the space at the end of a line as browsers do."""
    from weasyprint.layout import inline

    inline.remove_last_whitespace = _remove_last_whitespace
    original = inline.split_first_line
    if not hasattr(original, "without_hanging"):
        inline.split_first_line = _with_hanging(original)
        inline.can_break_text = _at_spaces(inline.can_break_text)
        inline.trailing_whitespace_size = _with_kept_spaces(inline.trailing_whitespace_size)


def _with_hanging(original: Any) -> Any:
    """Return WeasyPrint's way to split a text, with the space after it hanging in the margin."""

    @functools.wraps(original)
    def split(
        text: str, style: Any, context: Any, max_width: Any, spacing: Any, **named: Any
    ) -> Any:
        found = original(text, style, context, max_width, spacing, **named)
        _, _, resume_index, width, *_ = found
        # Only where the line is far from full: all others end where they should.
        if resume_index is None or max_width is None or width > max_width / 2:
            return found
        if not text.endswith(" ") or style["white_space"] not in COLLAPSING:
            return found
        stripped = original(text.rstrip(" "), style, context, max_width, spacing, **named)
        if stripped[2] is not None or stripped[3] > max_width:
            return found
        return original(text, style, context, None, spacing, **named)

    split.without_hanging = original  # type: ignore[attr-defined]
    return split


def _at_spaces(original: Any) -> Any:
    """Return WeasyPrint's answer whether a line may end in a text.

    Where a text is what two elements meet in, it is yes after a space, and no before a note's mark.
    """

    @functools.wraps(original)
    def can_break(text: str, lang: Any) -> Any:
        if len(text) == _AROUND_BORDER:
            if text[0] == " ":
                return True
            if text[0] in _STOPS and text[1].isdigit():
                return False
        return original(text, lang)

    return can_break


def _with_kept_spaces(original: Any) -> Any:
    """Return WeasyPrint's measure of the space at the end of a line, of kept spaces too."""

    @functools.wraps(original)
    def size(context: Any, box: Any) -> Any:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.inline import split_text_box

        last = _ancestors_of_last(box)[-1]
        if not isinstance(last, boxes.TextBox) or last.style["white_space"] != "pre-wrap":
            return original(context, box)
        words = last.text.rstrip(" ")
        if words == last.text:
            return 0
        if not words:
            return last.width
        stripped, _, _ = split_text_box(context, last.copy_with_text(words), None, 0)
        return last.width - stripped.width

    return size


def _remove_last_whitespace(context: Any, line: Any) -> None:
    """Remove in place the spaces at the end of a line, and close the gap they leave."""
    ancestors = _ancestors_of_last(line)
    last = ancestors.pop()
    if not _ends_in_space(last):
        return
    removed = _strip(context, last)
    inner = last
    for parent in reversed(ancestors):
        if parent.style["direction"] == "rtl":
            # The line's end is at the left: what is to the right closes up.
            for child in parent.children:
                if child is not inner:
                    child.translate(dx=-removed, ignore_floats=True)
        parent.width -= removed
        inner = parent


def _ancestors_of_last(line: Any) -> list[Any]:
    """Return the line, then each last box inside the one before, down to one with none."""
    from weasyprint.formatting_structure import boxes

    found = [line]
    while isinstance(found[-1], (boxes.LineBox, boxes.InlineBox)) and found[-1].children:
        found.append(found[-1].children[-1])
    return found


def _ends_in_space(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    is_text = isinstance(box, boxes.TextBox) and box.style["white_space"] in COLLAPSING
    return is_text and box.text.endswith(" ")


def _strip(context: Any, box: Any) -> float:
    """Take the spaces off the end of a text and return how much narrower it is, in px."""
    from weasyprint.layout.inline import split_text_box

    width = box.width
    box.text = box.text.rstrip(" ")
    if box.text:
        stripped, _, _ = split_text_box(context, box, None, 0)
        box.width, box.pango_layout = stripped.width, stripped.pango_layout
    else:
        box.width = 0
    return float(width - box.width)
