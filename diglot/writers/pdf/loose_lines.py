"""Lines without holes, and words that are not torn where it hurts.

WeasyPrint makes every line of a justified text as wide as the column, however wide the
spaces between its words become. Here a line whose spaces would be more than twice as wide
as they are keeps them as they are, and ends where it ends.

And it hyphenates wherever it can. Here the last line of a paragraph is no piece of a word,
and no page ends with a hyphen: that line begins the next page.
"""

from __future__ import annotations

import functools
from typing import Any

_WIDEST = 1.0  # of a space: how much wider it may become


def mend_loose_lines() -> None:
    """Make WeasyPrint leave lines with too few words ragged, and tear no word at an end."""
    from weasyprint.layout import block, inline

    if not hasattr(inline.justify_line, "filling_all"):
        inline.justify_line = _without_holes(inline.justify_line)
        inline.split_first_line = _ending_in_words(inline.split_first_line)
        block._break_line = _between_words(block._break_line)  # noqa: SLF001


def _without_holes(original: Any) -> Any:
    from weasyprint.layout.inline import count_expandable_spaces

    @functools.wraps(original)
    def justify(context: Any, line: Any, extra_width: float) -> None:
        spaces = count_expandable_spaces(line)
        if spaces and extra_width / spaces <= _WIDEST * _space(context, line.style):
            original(context, line, extra_width)

    justify.filling_all = original  # type: ignore[attr-defined]
    return justify


def _space(context: Any, style: Any) -> float:
    """Return how wide a space is in a style, in px."""
    from weasyprint.text.line_break import split_first_line

    letter = "א" if style["direction"] == "rtl" else "n"
    known = context.__dict__.setdefault("widths_of_spaces", {})
    key = (letter, style["font_family"], style["font_size"], style["font_weight"])
    if key not in known:
        apart, together = (
            split_first_line(words, style, context, None, 0)[3]
            for words in (f"{letter} {letter}", letter * 2)
        )
        known[key] = apart - together
    return float(known[key])


def _ending_in_words(original: Any) -> Any:
    @functools.wraps(original)
    def split(text: str, style: Any, context: Any, *rest: Any, **named: Any) -> Any:
        found = original(text, style, context, *rest, **named)
        layout, _, resume_index, *_ = found
        if resume_index is None or style["hyphens"] != "auto":
            return found
        left = text.encode()[resume_index:].decode()
        if " " in left.strip() or not layout.text.endswith(style["hyphenate_character"]):
            return found
        whole = style.copy()
        whole["hyphens"] = "manual"
        return original(text, whole, context, *rest, **named)

    return split


def _between_words(original: Any) -> Any:
    @functools.wraps(original)
    def break_line(context: Any, box: Any, line: Any, new_children: Any, *rest: Any) -> Any:
        done = original(context, box, line, new_children, *rest)
        is_aborted, *_ = done
        if is_aborted or not new_children or not _is_torn(new_children[-1]):
            return done
        _needed, page_is_empty, index, _skip_stack, resume_at, *_ = rest
        if len(new_children) > max(1, box.style["orphans"]) and not _has_note(new_children[-1]):
            del new_children[-1]
            return False, True, {index: new_children[-1].resume_at}
        # Too few would be left: all of the paragraph begins the next page.
        return done if page_is_empty else (True, False, resume_at)

    return break_line


def _is_torn(line: Any) -> bool:
    """Tell whether a line ends with a hyphen that is not in the text."""
    from weasyprint.formatting_structure import boxes

    last = line
    while isinstance(last, (boxes.LineBox, boxes.InlineBox)) and last.children:
        last = last.children[-1]
    if not isinstance(last, boxes.TextBox) or last.style["hyphens"] != "auto":
        return False
    return bool(last.text.endswith(last.style["hyphenate_character"]))


def _has_note(line: Any) -> bool:
    return any(getattr(box, "footnote", None) for box in line.descendants())
