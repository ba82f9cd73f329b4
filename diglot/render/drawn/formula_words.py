"""Hebrew words inside a formula, as ziamath draws them, and signs that its own font lacks.

Importing this module teaches ziamath the element <hebrewtext>: words set in the book's
fonts, in their own direction. ziamath's own <mtext> lays letters from left to right, and its
font has none of these.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from ziafont.fonttypes import BBox
from ziamath.nodes.mnode import Mnode

from diglot.disk.template_files import builtin_templates, find_file
from diglot.lang.locales import text_direction
from diglot.render.drawn.mathml import MATHML, WORDS, UndrawableError, is_emphasized, row_direction
from diglot.render.drawn.outlines import draw, line_width
from diglot.render.drawn.shaping import Face, open_face

HEBREW_TEXT = "hebrewtext"
_FONTS = ("fonts/FrankRuhlLibre-Regular.woff2", "fonts/SourceSerif4-Regular.woff2")
_BOLD_FONTS = ("fonts/FrankRuhlLibre-Bold.woff2", "fonts/SourceSerif4-SemiBold.woff2")
_SLANTED_FONTS = ("fonts/SourceSerif4-Italic.woff2",)
_HEIGHT, _DEPTH = 0.75, 0.25  # of a line of letters, in ems


class HebrewText(Mnode, tag=HEBREW_TEXT):
    """Words of a <hebrewtext>."""

    def __init__(self, element: ET.Element, parent: Mnode, **kwargs: Any) -> None:
        super().__init__(element, parent, **kwargs)
        self.words = (element.text or "").strip()
        is_turned = element.get("dir") == "rtl"
        self.direction = "rtl" if is_turned else text_direction(self.words, "rtl")
        self.is_hidden = bool(kwargs.get("phantom"))
        self.faces = _faces(_fonts(element))
        width = line_width(self.words, self.faces, self.glyphsize)
        self.bbox = BBox(0, width, -_DEPTH * self.glyphsize, _HEIGHT * self.glyphsize)

    def draw(self, x: float, y: float, svg: ET.Element) -> tuple[float, float]:
        """Draw the words with their left end on the baseline at (x, y)."""
        if not self.is_hidden:
            path = draw(self.words, self.direction, self.faces, self.glyphsize, x, y)
            ET.SubElement(svg, "path", {"d": path, "fill": str(self.style.mathcolor)})
        return x + self.bbox.xmax, y


def in_text_fonts(root: Any, font: Any) -> None:
    """Let words with signs that a formula's font lacks be set in the fonts of the book.

    root: a <math> element, changed. Raises UndrawableError for a sign that these lack, too.
    """
    for words in list(root.iter(*(f"{{{MATHML}}}{name}" for name in WORDS))):
        text = words.text or ""
        if row_direction(words) == "rtl":  # where a bracket is the other bracket
            words.set("dir", "rtl")
            words.tag = f"{{{MATHML}}}{HEBREW_TEXT}"
        if any(_is_shown(sign) and not font.glyphindex(sign) for sign in text):
            words.tag = f"{{{MATHML}}}{HEBREW_TEXT}"
            for sign in filter(_is_shown, text):
                if not any(ord(sign) in face.characters for face in _faces(_FONTS)):
                    shown = f"\u2068{sign}\u2069"
                    raise UndrawableError(f'no font has its "{shown}" (U+{ord(sign):04X})')


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp")


def _fonts(words: ET.Element) -> tuple[str, ...]:
    """Return the files of the faces for some words; only Latin ones slant."""
    if not is_emphasized(words):
        return _FONTS
    is_slanted = words.get("mathvariant") == "italic" and (words.text or "").isascii()
    return _SLANTED_FONTS if is_slanted else _BOLD_FONTS


@cache
def _faces(names: tuple[str, ...]) -> tuple[Face, ...]:
    return tuple(open_face(find_file([builtin_templates()], name)) for name in names)
