"""Spaces that nobody sees, written all the same: where a line ends, and between two elements.

WeasyPrint takes off the space at the end of a line, and draws no text that is spaces alone. A
reader that goes by the tags puts texts together as they are written, so two words would be one,
and code that is copied would lose its indents. Source: ISO 32000-1, 14.8.2.5: words are told
apart by spaces in the text, not by where they stand.

Only tagged documents are read so. A line of code gets no space at its end, which would be one too
many for whoever copies it.
"""

from __future__ import annotations

import functools
from typing import Any

from diglot.writers.pdf.declared import declare_ours
from diglot.writers.pdf.patches.line_ends import COLLAPSING

_SPACES = (b" ", b"\n")


def mend_word_breaks() -> None:
    """Make WeasyPrint write a space wherever there is one."""
    from weasyprint.draw import text
    from weasyprint.layout import inline

    if not hasattr(text.draw_first_line, "without_breaks"):
        declare_ours()
        inline.get_next_linebox = _noting(inline.get_next_linebox)
        text.draw_first_line = _spaced(text.draw_first_line)


def _noting(original: Any) -> Any:
    """Return WeasyPrint's next line, whose last text knows how far it is to the line's end, in px.

    It does where a space is there. The end of a line from right to left is at its left.
    """

    @functools.wraps(original)
    def next_line(context: Any, linebox: Any, *rest: Any) -> Any:
        line, resume_at = original(context, linebox, *rest)
        if resume_at:
            before, after = _around(linebox, resume_at)
            last = _last_text(line)
            is_between = before.endswith(_SPACES) or after.startswith(_SPACES)
            if is_between and last is not None and last.style["white_space"] in COLLAPSING:
                is_rtl = line.style["direction"] == "rtl"
                edge = line.position_x if is_rtl else line.position_x + line.width
                last.to_end = None if last.text.endswith(" ") else edge - last.position_x
        return line, resume_at

    return next_line


def _around(box: Any, skip_stack: Any) -> tuple[bytes, bytes]:
    """Return the text before and after a place in a box, as far as each is in one piece."""
    ((index, inner),) = (skip_stack or {0: None}).items()
    if hasattr(box, "text"):
        content = box.text.encode()
        return content[:index], content[index:]
    children = getattr(box, "children", ())
    before, after = _around(children[index], inner) if index < len(children) else (b"", b"")
    earlier = (_around_end(child) for child in reversed(children[:index]))
    later = (_around(child, None)[1] for child in children[index + 1 :])
    return before or next(filter(None, earlier), b""), after or next(filter(None, later), b"")


def _around_end(box: Any) -> bytes:
    """Return the last piece of text in a box."""
    last = _last_text(box)
    return b"" if last is None else last.text.encode()


def _last_text(box: Any) -> Any:
    """Return the last box in a box that has text, or None."""
    if hasattr(box, "text"):
        return box if box.text else None
    found = (_last_text(child) for child in reversed(getattr(box, "children", ())))
    return next(filter(None, found), None)


def _spaced(original: Any) -> Any:
    """Return WeasyPrint's way to draw a text, with the spaces that it leaves out.

    Text from right to left is written as it is seen, its end first: there the space comes before.
    """

    @functools.wraps(original)
    def draw_first_line(stream: Any, textbox: Any, overflow: Any, end: Any, matrix: Any) -> Any:
        if stream._tags is None:  # noqa: SLF001
            return original(stream, textbox, overflow, end, matrix)
        x_px, y_px = matrix.values[4:]
        if not textbox.text.strip():
            _draw_spaces(stream, textbox, x_px, y_px, len(textbox.text))
            return []
        to_end = getattr(textbox, "to_end", None)
        if to_end is None:
            return original(stream, textbox, overflow, end, matrix)
        count = 1 if to_end > 0 else -1
        is_reversed = textbox.style["direction"] == "rtl"
        if is_reversed:
            _draw_spaces(stream, textbox, x_px + to_end, y_px, count)
        drawn = original(stream, textbox, overflow, end, matrix)
        if not is_reversed:
            _draw_spaces(stream, textbox, x_px + to_end, y_px, count)
        return drawn

    draw_first_line.without_breaks = original  # type: ignore[attr-defined]
    return draw_first_line


def _draw_spaces(stream: Any, textbox: Any, x_px: float, y_px: float, count: int) -> None:
    """Draw spaces in the font of a text, if it has one.

    count: how many there are from a place on; below zero, how many before it.
    """
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    line, _ = textbox.pango_layout.get_first_line()
    if line.runs == ffi.NULL:
        return
    pango_font = line.runs[0].data.item.analysis.font
    font, size = stream.add_font(pango_font)
    glyph = _space_in(font, pango_font)
    if not glyph:
        return
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = " "
    begin = x_px + min(count, 0) * font.widths[glyph] * size / 1000
    stream.set_text_matrix(1, 0, 0, -1, begin, y_px)
    stream.set_font_size(font.hash, size)
    stream.show_text(f"<{glyph:04x}>" * abs(count))


def _space_in(font: Any, pango_font: Any) -> int:
    """Return the glyph that a font has for a space, or 0."""
    from weasyprint.text.ffi import ffi, harfbuzz, pango

    if not hasattr(font, "space"):
        found = ffi.new("hb_codepoint_t *")
        hb_font = pango.pango_font_get_hb_font(pango_font)
        has = harfbuzz.hb_font_get_nominal_glyph(hb_font, ord(" "), found)
        font.space = found[0] if has else 0
    return int(font.space)
