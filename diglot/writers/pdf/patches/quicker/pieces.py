"""Pieces of text that fit where they are, measured once, and fonts described once.

A line of mixed text is many pieces, and WeasyPrint goes back to the earlier ones for each that
does not fit: half of what it measures it has measured before. It also describes the font of each
piece anew, and writes the values of a style into a string to find how high an empty line is.
"""

from __future__ import annotations

import functools
from typing import Any

_DESCRIBED = (
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
)
_FONT = (
    "font_style",
    "font_stretch",
    "font_weight",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
)
_STRUT = (*_FONT, "font_size", "line_height")
_PIECE = (
    *_FONT,
    "font_size",
    "font_kerning",
    "letter_spacing",
    "word_spacing",
    "white_space",
    "direction",
    "overflow_wrap",
    "tab_size",
)
_NAMES = {"described": _DESCRIBED, "font": _FONT, "strut": _STRUT, "piece": _PIECE}
_numbers: dict[tuple[Any, ...], int] = {}


def mend_pieces() -> None:
    """Make WeasyPrint measure a piece of text once that fits, and describe a font once."""
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    if not hasattr(inline.split_first_line, "each_time"):
        inline.split_first_line = _once(inline.split_first_line)
        line_break.get_font_description = _described_once(line_break.get_font_description)
        line_break.font_features = functools.lru_cache(maxsize=64)(line_break.font_features)
        line_break._font_style_cache_key = _font_key  # noqa: SLF001


def _once(original: Any) -> Any:
    """Return WeasyPrint's way to split a text, which knows again what fits as a whole."""

    @functools.wraps(original)
    def split(
        text: str, style: Any, context: Any, max_width: Any, spacing: Any, **named: Any
    ) -> Any:
        if context is None or style["text_decoration_line"] != "none":
            return original(text, style, context, max_width, spacing, **named)
        known = context.__dict__.setdefault("known_pieces", {})
        key = (text, spacing, _number(style, "piece"))
        found = known.get(key)
        if found is None or (max_width is not None and found[3] > max_width):
            found = original(text, style, context, max_width, spacing, **named)
            is_whole = found[2] is None and found[0].text == text  # with the space at its end
            if not is_whole or (max_width is not None and found[3] > max_width):
                return found
            known[key] = found
        layout, *rest = found
        # Whoever gets it justifies it; it holds nothing of Pango's until it is drawn.
        own = object.__new__(type(layout))
        own.__dict__.update(layout.__dict__, max_width=max_width)
        return own, *rest

    split.each_time = original  # type: ignore[attr-defined]
    return split


def _described_once(original: Any) -> Any:
    described: dict[int, Any] = {}

    def describe(style: Any) -> Any:
        number = _number(style, "described")
        if number not in described:
            described[number] = original(style)
        return described[number]

    return describe


def _font_key(style: Any, include_size: bool = False) -> int:
    return _number(style, "strut" if include_size else "font")


def _number(style: Any, kind: str) -> int:
    """Return a number that stands for the families and other values of a style.

    A style is not changed any more once something was measured by it: whoever wants another,
    such as for first lines and letters, changes a copy, which knows nothing of this.
    """
    known = style.__dict__.get("known_values")
    if known is None:
        known = style.__dict__["known_values"] = {}
    if kind not in known:
        values = (kind, tuple(style["font_family"]), *[style[name] for name in _NAMES[kind]])
        known[kind] = _numbers.setdefault(values, len(_numbers))
    return known[kind]  # type: ignore[no-any-return]
