"""Formulas: MathML as it is for browsers, a picture in SVG for pages laid out by WeasyPrint.

Knows MathML, and ziamath, which draws it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from markupsafe import Markup

from diglot.model import Math
from diglot.render import markup

_MATHML = "http://www.w3.org/1998/Math/MathML"
_FONT_SIZE = 100.0
_MARGIN = 6.0  # large operators reach out of the box that ziamath computes


@dataclass(frozen=True, slots=True)
class Picture:
    """A formula drawn in SVG, measured in ems. depth_em: how far it goes below the baseline."""

    svg: str
    height_em: float
    depth_em: float


def element(formula: Math) -> Markup:
    """Return a formula's <math> element, with the TeX as its alternative text."""
    root = etree.fromstring(formula.mathml)
    root.set("alttext", formula.tex)
    return Markup(etree.tostring(root, encoding="unicode"))


def picture(formula: Math) -> Markup:
    """Return a formula as an <img> that stands on the baseline of the line."""
    drawn = draw(formula.mathml)
    data = base64.b64encode(drawn.svg.encode()).decode()
    attrs = {
        "class": "math",
        "alt": formula.tex,
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

    config.svg2 = False  # plain paths: nothing that is drawn twice by reference
    svg = Drawing(_presentation(mathml), size=_FONT_SIZE, margin=_MARGIN).svg()
    _left, top, _width, height = map(float, str(etree.fromstring(svg).get("viewBox")).split())
    return Picture(svg, height / _FONT_SIZE, (height + top) / _FONT_SIZE)


def _presentation(mathml: str) -> str:
    """Return MathML without <semantics> and <annotation>, which ziamath does not know."""
    root = etree.fromstring(mathml)
    for semantics in list(root.iter(f"{{{_MATHML}}}semantics")):
        parent = semantics.getparent()
        if parent is not None and len(semantics):
            parent.replace(semantics, semantics[0])
    return etree.tostring(root, encoding="unicode")
