"""Hebrew words that hold formulas, inside a formula: \\text{אם $x > 0$ אז $y < 1$}.

Such words run from right to left, and the formulas between them stand in their row. pandoc
makes one row of all that, in which nothing tells the words' own formulas from those after
them. So the words go through it between two signs, and what comes out between these becomes
a row from right to left, each formula in it one from left to right.

Source: MathML Core, 2.1.5.2, "The dir attribute".
"""

from __future__ import annotations

import re

from lxml import etree

from diglot.locales import text_direction

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_OPENS, _CLOSES = "\u2067", "\u2069"
_WORDS = re.compile(r"\\(?:text(?:rm|sf|tt|bf|it|normal|up)?|[mh]box)\s*\{")
_FORMULA = re.compile(r"(?<!\\)\$[^$]*\$|\\\(.*?\\\)", re.DOTALL)
_HEBREW = re.compile("[\u05d0-\u05ea]")


def with_marked_words(tex: str) -> str:
    """Return TeX with a sign at each end of Hebrew words that hold formulas."""
    if not _HEBREW.search(tex):
        return tex
    result, done = "", 0
    for match in _WORDS.finditer(tex):
        end = _end_of_group(tex, match.end())
        words = tex[match.end() : end]
        if match.start() < done or not _holds_formulas(words):
            continue
        result += f"{tex[done : match.end()]}{_OPENS}{words}{_CLOSES}"
        done = end
    return result + tex[done:]


def _holds_formulas(words: str) -> bool:
    without = _FORMULA.sub(" ", words)
    return without != words and text_direction(without, "ltr") == "rtl"


def _end_of_group(tex: str, start: int) -> int:
    """Return where the brace is that closes a group, or the end of the formula."""
    depth = 1
    for match in re.compile(r"(?<!\\)[{}]").finditer(tex, start):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.start()
    return len(tex)


def with_rows(mathml: str) -> str:
    """Return a <math> element in which what is between two signs is a row from right to left."""
    if f"&#{ord(_OPENS)};" not in mathml:  # as pandoc writes it
        return mathml
    root = etree.fromstring(mathml)
    for note in root.iter(f"{_MATHML}annotation"):
        note.text = _without_signs(note.text)
    while (opening := _holding(root, _OPENS)) is not None:
        closing = _holding(root, _CLOSES)
        if closing is None or not _as_row(opening, closing):
            break
    for words in list(root.iter(f"{_MATHML}mtext")):
        words.text = _without_signs(words.text)
        parent = words.getparent()
        if not words.text and parent is not None:
            parent.remove(words)
    return etree.tostring(root, encoding="unicode")


def _without_signs(words: str | None) -> str:
    return (words or "").replace(_OPENS, "").replace(_CLOSES, "")


def _holding(root: etree._Element, sign: str) -> etree._Element | None:
    return next((text for text in root.iter(f"{_MATHML}mtext") if sign in (text.text or "")), None)


def _as_row(opening: etree._Element, closing: etree._Element) -> bool:
    """Put all from one element to another into a row; tell whether they stand in one."""
    above = [opening, *opening.iterancestors()]
    last: etree._Element | None = closing
    while last is not None and last.getparent() not in above:
        last = last.getparent()
    parent = last.getparent() if last is not None else None
    if last is None or parent is None:
        return False
    first = above[above.index(parent) - 1]
    inside = list(parent)[parent.index(first) : parent.index(last) + 1]
    row = etree.Element(f"{_MATHML}mrow", {"dir": "rtl"})
    parent.insert(parent.index(first), row)
    for child in inside:
        row.append(child if _is_words(child) else _from_left(child))
    for words, sign in ((opening, _OPENS), (closing, _CLOSES)):
        words.text = (words.text or "").replace(sign, "", 1)
    return True


def _is_words(element: etree._Element) -> bool:
    """Tell whether an element holds words and spaces only, as pandoc puts them together."""
    names = {etree.QName(part).localname for part in element.iter()} - {"mrow"}
    return names <= {"mtext", "mspace"}


def _from_left(formula: etree._Element) -> etree._Element:
    """Return a formula as a row from left to right."""
    if formula.tag == f"{_MATHML}mrow":
        formula.set("dir", "ltr")
        return formula
    row = etree.Element(f"{_MATHML}mrow", {"dir": "ltr"})
    row.append(formula)
    return row
