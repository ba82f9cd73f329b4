"""Formulas: MathML as it is for browsers, a picture in SVG for pages laid out by WeasyPrint.

Knows MathML, and ziamath, which draws it.
"""

from __future__ import annotations

import base64
import math
import threading
import unicodedata
from functools import lru_cache

from lxml import etree
from markupsafe import Markup
from msgspec import Struct

from diglot.core.markup_names import FORMULA
from diglot.core.model import Math
from diglot.lang.he.script import SIGN
from diglot.lang.locales import text_direction
from diglot.render import markup
from diglot.render.drawn.mathml import MATHML, WORDS, UndrawableError, is_emphasized, row_direction

_TURN = threading.Lock()
_FONT_SIZE = 100.0
_MARGIN = 6.0  # large operators reach out of the box that ziamath computes
# What is longer or nested deeper takes ziamath, whose time grows with the square, many seconds.
_MOST_SIGNS, _DEEPEST = 3000, 100

# Signs of two sides, to TeX; + and its kin have their space.
_BINARY = frozenset("×·÷∗⋅∘•∙⊕⊖⊗⊙∪∩∧∨⋆†‡∖⊎⊓⊔")
_MARKS = frozenset(",.:;!?/*")
_AROUND_BINARY = "mediummathspace"
_PUNCTUATION = frozenset(",;")
_BEHIND_PUNCTUATION = "thinmathspace"
# As TeX has them: of `cases` and matrices, and of `aligned`, whose columns come in pairs.
_BETWEEN_COLUMNS, _BETWEEN_PAIRS = "0.75em", "0em 1.5em"  # its em is a third larger
_CELL = f"{{{MATHML}}}mtd"


class Picture(Struct, frozen=True):
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
        around = row_direction(words)
        if is_emphasized(words):
            words.set("class", "strong")
        words.set("dir", around if around == "rtl" else text_direction(words.text or "", "rtl"))
    return Markup(etree.tostring(root, encoding="unicode"))


def picture(formula: Math) -> Markup:
    """Return a formula as an <img> that is on the baseline of the line."""
    drawn = draw(formula.mathml)
    data = base64.b64encode(drawn.svg.encode()).decode()
    attrs = {
        "class": FORMULA,
        "alt": formula.tex.strip(),
        "src": f"data:image/svg+xml;base64,{data}",
        "style": f"height: {drawn.height_em:.3f}em; vertical-align: {-drawn.depth_em:.3f}em",
    }
    return markup.void("img", attrs)


def problem(mathml: str) -> str:
    """Return why a <math> element cannot be drawn, "" where it can."""
    try:
        draw(mathml)
    except UndrawableError as error:
        return str(error)
    return ""


def draw(mathml: str) -> Picture:
    """Return the picture of a <math> element; raise UndrawableError where there is none."""
    # ziamath's font remembers for which script it is asked, so threads take turns.
    with _TURN:
        return _drawn(mathml)


@lru_cache(maxsize=1024)
def _drawn(mathml: str) -> Picture:
    # Loaded here because ziamath reads a large font, and most chapters have no formula.
    from ziamath.config import config
    from ziamath.zmath import Math as Drawing
    from ziamath.zmath import loadedfonts

    from diglot.render.drawn.formula_words import in_text_fonts

    config.svg2 = False  # plain paths: nothing that is drawn twice by reference
    root = _presentation(_parsed(mathml))
    try:
        in_text_fonts(root, loadedfonts["default"])
        written = etree.tostring(root, encoding="unicode")
        svg = Drawing(written, size=_FONT_SIZE, margin=_MARGIN).svg()
    except UndrawableError:
        raise
    except Exception as error:  # whatever ziamath stumbles over
        raise UndrawableError(f"what draws formulas stumbles over it ({error!r})") from error
    _left, top, width, height = map(float, str(etree.fromstring(svg).get("viewBox")).split())
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise UndrawableError("it takes up no room")
    return Picture(svg, height / _FONT_SIZE, (height + top) / _FONT_SIZE)


def _parsed(mathml: str) -> etree._Element:
    """Return the tree of a <math> element that is neither too long nor too deep to be drawn."""
    try:
        root = etree.fromstring(mathml)
    except etree.XMLSyntaxError as error:
        raise UndrawableError("it is nested too deeply") from error
    signs = sum(1 for _ in root.iter(*(f"{{{MATHML}}}{name}" for name in WORDS)))
    if signs > _MOST_SIGNS:
        raise UndrawableError(f"it has {signs:,} signs, more than {_MOST_SIGNS:,}")
    if _depth(root) > _DEEPEST:
        raise UndrawableError("it is nested too deeply")
    return root


def _depth(root: etree._Element) -> int:
    level, depth = [root], 0
    while level:
        level = [child for node in level for child in node]
        depth += 1
    return depth


def _presentation(root: etree._Element) -> etree._Element:
    """Return MathML as ziamath can draw it; the element given is changed.

    It knows no direction, no <semantics> and no <annotation>. What is empty gets a space of
    no width, as it would have a height of less than nothing. A sign that belongs to its number,
    as in "= -5", is an identifier to pandoc, and so is one in braces, as in "1{:}2"; ziamath
    would set it as an operator. Words that are italic by their letters and by what is said of
    them would be no letters at all. It sets signs such as ×, and columns, nearer to one another
    than TeX and browsers do, and what follows a comma farther from it.
    """
    for semantics in list(root.iter(f"{{{MATHML}}}semantics")):
        parent = semantics.getparent()
        if parent is not None and len(semantics):
            parent.replace(semantics, semantics[0])
    for row in list(root.iter(f"{{{MATHML}}}mrow")):
        if row_direction(row) == "rtl":
            row[:] = list(row)[::-1]
    for element in list(root.iter("*")):
        if not len(element) and not (element.text or ""):
            _fill(element)
    for words in root.iter(f"{{{MATHML}}}mtext"):
        if words.get("mathvariant"):
            words.text = unicodedata.normalize("NFKC", words.text or "")
    for table in root.iter(f"{{{MATHML}}}mtable"):
        is_aligned = any("padding" in cell.get("style", "") for cell in table.iter(_CELL))
        table.set("columnspacing", _BETWEEN_PAIRS if is_aligned else _BETWEEN_COLUMNS)
    for sign in root.iter(f"{{{MATHML}}}mo"):
        is_between = sign.getprevious() is not None and sign.getnext() is not None
        if is_between and (sign.text or "") in _BINARY:
            sign.set("lspace", _AROUND_BINARY)
            sign.set("rspace", _AROUND_BINARY)
        if is_between and (sign.text or "") in _PUNCTUATION:
            sign.set("rspace", _BEHIND_PUNCTUATION)
    for sign in root.iter(f"{{{MATHML}}}mi"):
        text = sign.text or "x"
        if text in _MARKS or unicodedata.category(text[0]) == "Sm":
            sign.tag = f"{{{MATHML}}}mn"
    return root


def _fill(element: etree._Element) -> None:
    name = etree.QName(element).localname
    if name in WORDS:
        element.tag = f"{{{MATHML}}}mspace"
    elif name != "mspace":
        etree.SubElement(element, f"{{{MATHML}}}mspace")


def _hebrew_texts(root: etree._Element) -> list[etree._Element]:
    """Return the words in a formula that have Hebrew among them."""
    return [text for text in root.iter(f"{{{MATHML}}}mtext") if SIGN.search(text.text or "")]
