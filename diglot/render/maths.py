"""Formulas: MathML as it is for browsers, a picture in SVG for pages laid out by WeasyPrint.

Knows MathML, and ziamath, which draws it.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from markupsafe import Markup

from diglot.locales import text_direction
from diglot.model import Math
from diglot.render import markup

_MATHML = "http://www.w3.org/1998/Math/MathML"
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_FONT_SIZE = 100.0
_MARGIN = 6.0  # large operators reach out of the box that ziamath computes


@dataclass(frozen=True, slots=True)
class Picture:
    """A formula drawn in SVG, measured in ems. depth_em: how far it goes below the baseline."""

    svg: str
    height_em: float
    depth_em: float


def element(formula: Math) -> Markup:
    """Return a formula's <math> element, with the TeX as its alternative text.

    It runs from left to right in any text; Hebrew words in it have their own direction.
    """
    root = etree.fromstring(formula.mathml)
    root.set("alttext", formula.tex.strip())
    root.set("dir", "ltr")
    for words in _hebrew_texts(root):
        words.set("dir", text_direction(words.text or "", "rtl"))
    return Markup(etree.tostring(root, encoding="unicode"))


def picture(formula: Math) -> Markup:
    """Return a formula as an <img> that stands on the baseline of the line."""
    drawn = draw(formula.mathml)
    data = base64.b64encode(drawn.svg.encode()).decode()
    attrs = {
        "class": "math",
        "alt": formula.tex.strip(),
        "src": f"data:image/svg+xml;base64,{data}",
        "style": f"height: {drawn.height_em:.3f}em; vertical-align: {-drawn.depth_em:.3f}em",
    }
    image = markup.void("img", attrs)
    return markup.element("span", {"class": "math-display"}, image) if formula.display else image


@lru_cache(maxsize=1024)
def draw(mathml: str) -> Picture:
    """Return the picture of a <math> element."""
    # Loaded here because ziamath reads a large font, and most chapters have no formula.
    from ziamath.config import config
    from ziamath.zmath import Math as Drawing

    from diglot.render.formula_words import HEBREW_TEXT

    config.svg2 = False  # plain paths: nothing that is drawn twice by reference
    svg = Drawing(_presentation(mathml, HEBREW_TEXT), size=_FONT_SIZE, margin=_MARGIN).svg()
    _left, top, _width, height = map(float, str(etree.fromstring(svg).get("viewBox")).split())
    return Picture(svg, height / _FONT_SIZE, (height + top) / _FONT_SIZE)


def _presentation(mathml: str, hebrew_tag: str) -> str:
    """Return MathML without <semantics> and <annotation>, which ziamath does not know.

    Hebrew words become elements that `formula_words` has taught it. A sign that belongs to
    its number, as in "= -5", is an identifier to pandoc; ziamath would set it as a minus.
    """
    root = etree.fromstring(mathml)
    for semantics in list(root.iter(f"{{{_MATHML}}}semantics")):
        parent = semantics.getparent()
        if parent is not None and len(semantics):
            parent.replace(semantics, semantics[0])
    for words in _hebrew_texts(root):
        words.tag = f"{{{_MATHML}}}{hebrew_tag}"
    for sign in root.iter(f"{{{_MATHML}}}mi"):
        if unicodedata.category((sign.text or "x")[0]) == "Sm":
            sign.tag = f"{{{_MATHML}}}mn"
    return etree.tostring(root, encoding="unicode")


def _hebrew_texts(root: etree._Element) -> list[etree._Element]:
    """Return the words in a formula that have Hebrew among them."""
    return [text for text in root.iter(f"{{{_MATHML}}}mtext") if _HEBREW.search(text.text or "")]
