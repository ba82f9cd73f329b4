"""How far a book's translations are → a badge: a small picture in SVG.

Its words are outlines, as who shows a badge has no fonts for it, and none may be fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from diglot.core.model import Direction
from diglot.disk.template_files import find_file
from diglot.lang.locales import Locale
from diglot.render.drawn.outlines import draw, line_width
from diglot.render.drawn.shaping import Face, open_face
from diglot.render.markup import element, void

_FONTS = ("fonts/Assistant-SemiBold.woff2", "fonts/SourceSerif4-SemiBold.woff2")
_HEIGHT, _SIZE, _PADDING, _ROUND = 24.0, 13.0, 9.0, 4.0  # px
_BASELINE = 16.5
_INK, _ON_INK = "#33383f", "#ffffff"
# How much is done at least, and the colour that says so; white words can be read on each.
_TONES = ((90, "#2c6e3f"), (50, "#855300"), (0, "#a3231a"))


class Share(Struct, frozen=True):
    """A translation on the badge. percent: how much of it is done, 0 to 100."""

    locale: Locale
    percent: int


def badge(source: Locale, words: int, shares: Sequence[Share], templates: Sequence[Path]) -> str:
    """Return the badge of a book as SVG: the source first, from the edge where it starts to read.

    words: how many the source has.
    """
    count = source.ngettext("%(number)s word", "%(number)s words", words)
    parts = [(source, f"{source.native_name} {count}", _INK)]
    parts += [
        (share.locale, f"{share.locale.native_name} {share.locale.percent(share.percent / 100)}",
         _tone(share.percent))
        for share in shares
    ]  # fmt: skip
    faces = tuple(open_face(find_file(templates, name)) for name in _FONTS)
    label = ", ".join(text for _, text, _ in parts)
    return _drawn(parts if source.direction == "ltr" else parts[::-1], faces, label)


def _tone(percent: int) -> str:
    return next(color for least, color in _TONES if percent >= least)


def _drawn(parts: Sequence[tuple[Locale, str, str]], faces: tuple[Face, ...], label: str) -> str:
    x = 0.0
    boxes, words = [], []
    for locale, text, color in parts:
        width = line_width(text, faces, _SIZE) + 2 * _PADDING
        boxes.append(
            void("rect", {"x": f"{x:.1f}", "width": f"{width:.1f}", "height": f"{_HEIGHT:g}",
                          "fill": color})
        )  # fmt: skip
        words.append(_words(text, locale.direction, faces, x + _PADDING))
        x += width
    frame = {"width": f"{x:.1f}", "height": f"{_HEIGHT:g}", "rx": f"{_ROUND:g}"}
    clip = element("clipPath", {"id": "frame"}, void("rect", frame))
    return str(
        element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "role": "img",
                "aria-label": label,
                "width": f"{x:.1f}",
                "height": f"{_HEIGHT:g}",
                "viewBox": f"0 0 {x:.1f} {_HEIGHT:g}",
            },
            element("title", {}, label),
            clip,
            element("g", {"clip-path": "url(#frame)"}, *boxes),
            element("g", {"fill": _ON_INK}, *words),
        )
    )


def _words(text: str, direction: Direction, faces: tuple[Face, ...], x: float) -> str:
    return void("path", {"d": draw(text, direction, faces, _SIZE, x, _BASELINE, 2)})
