"""Hebrew words that hold formulas, inside a formula: \\text{אם $x>0$ וגם $y<0$}.

pandoc gives the pieces of such a text one after the other, and a formula runs from left to
right, so they came out in the wrong order. Goes in: TeX, and afterwards the MathML that
pandoc made of it. Comes out: TeX with marks around such a text, and MathML in which it is a
row from right to left, with each of its formulas from left to right. Bold and italic words
inside a text, which pandoc does not know there, are such a formula, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from diglot.lang.locales import text_direction

_MATHML = "http://www.w3.org/1998/Math/MathML"
# Signs that no text has; pandoc lets them through.
_OPEN, _CLOSE = "\ufdd8", "\ufdd9"
_MATH_LETTER = re.compile("[\U0001d400-\U0001d7ff]")
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}]")
_TEXT = re.compile(r"\\(?:text(?:rm|bf|it|sf|tt|normal|up|md)?|mbox|hbox)\s*\{")
_INNER = re.compile(r"\\(?P<name>emph|mbox|hbox|text(?:rm|bf|it|sf|tt|normal|up|md)?)\s*\{")
_AS_IN_TEX = {"emph": "textit", "hbox": "mbox", "textnormal": "text", "textup": "textrm"}
_COMMAND = re.compile(r"\\[A-Za-z]+")
# What a text is cut at: a formula's edge, a brace, or what a backslash protects.
_EDGE = re.compile(r"(?P<edge>\$|\\[()])|(?P<brace>[{}])|\\.", re.DOTALL)
_WORDS = (f"{{{_MATHML}}}mtext", f"{{{_MATHML}}}mspace")
_ROW = f"{{{_MATHML}}}mrow"


def with_marked_words(tex: str) -> str:
    """Return TeX with a mark at each end of a Hebrew text that holds formulas."""
    result, done = "", 0
    for match in _TEXT.finditer(tex):
        end = _closing(tex, match.end())
        if match.start() >= done and end is not None:
            result += tex[done : match.end()] + _marked(_apart(tex[match.end() : end]))
            done = end
    return result + tex[done:]


def text_spans(tex: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a formula begin and end."""
    for match in _TEXT.finditer(tex):
        end = _closing(tex, match.end())
        yield match.end(), len(tex) if end is None else end


def with_rows(mathml: str) -> str:
    """Return a <math> element in which what is between such marks runs from right to left."""
    if f"&#{ord(_OPEN)};" not in mathml and not _MATH_LETTER.search(mathml):  # as pandoc writes it
        return mathml
    root = etree.fromstring(mathml)
    for row in root.iter(_ROW):
        _narrow(row)
    opened: list[etree._Element] = []
    for words in list(root.iter(_WORDS[0])):
        for mark in _MARKS.findall(words.text or ""):
            if mark == _OPEN:
                opened.append(words)
            elif opened:
                _turn(opened.pop(), words)
    for words in list(root.iter(_WORDS[0])):
        kept = _MARKS.sub("", words.text or "")
        if text_direction(kept, "ltr") == "rtl":  # Latin letters made bold by their code
            kept = unicodedata.normalize("NFKC", kept) if _MATH_LETTER.search(kept) else kept
        if kept != words.text:
            _write(words, kept)
    return _MARKS.sub("", etree.tostring(root, encoding="unicode"))


def _marked(text: str) -> str:
    pieces = list(_pieces(text))
    if len(pieces) < 3:
        return text
    said = (p for number, p in enumerate(pieces) if number % 2 == 0 or _TEXT.match(p, 1))
    words = _COMMAND.sub("", "".join(said))
    pieces[1::2] = map(with_marked_words, pieces[1::2])
    if text_direction(words, "ltr") == "rtl":
        # A space at the edge of the text has to stay there: pandoc makes room of it.
        first, last = pieces[0], pieces[-1]
        inside = first.lstrip()
        pieces[0] = first[: len(first) - len(inside)] + _OPEN + inside
        inside = last.rstrip()
        pieces[-1] = inside + _CLOSE + last[len(inside) :]
    return "".join(pieces)


def _apart(text: str) -> str:
    """Return the inside of a text in which bold or italic words are a formula of their own."""
    pieces = list(_pieces(text))
    pieces[::2] = map(_with_inner_texts, pieces[::2])
    return "".join(pieces)


def _with_inner_texts(words: str) -> str:
    result, done = "", 0
    for match in _INNER.finditer(words):
        end = _closing(words, match.end())
        if match.start() >= done and end is not None:
            name = _AS_IN_TEX.get(match["name"], match["name"])
            inside = _apart(words[match.end() : end])
            result += f"{words[done : match.start()]}$\\{name}{{{inside}}}$"
            done = end + 1
    return result + words[done:]


def _pieces(text: str) -> Iterator[str]:
    """Yield words and formulas in turn; a formula with the signs around it."""
    start, depth, is_formula = 0, 0, False
    for match in _EDGE.finditer(text):
        depth += {"{": 1, "}": -1}.get(match["brace"], 0)
        if match["edge"] and not depth:
            cut = match.end() if is_formula else match.start()
            yield text[start:cut]
            start, is_formula = cut, not is_formula
    yield text[start:]


def _closing(tex: str, start: int) -> int | None:
    """Return where the brace is that closes what begins at a place, None without one."""
    depth = 1
    for match in _EDGE.finditer(tex, start):
        depth += {"{": 1, "}": -1}.get(match["brace"], 0)
        if not depth:
            return match.start()
    return None


def _turn(first: etree._Element, last: etree._Element) -> None:
    """Make what is from one text to another a row from right to left."""
    above = list(last.iterancestors())
    parent = next(node for node in first.iterancestors() if node in above)
    children = list(parent)
    start, stop = (
        next(index for index, child in enumerate(children) if end in list(child.iter()))
        for end in (first, last)
    )
    row = etree.Element(_ROW, {"dir": "rtl"})
    parent.insert(start, row)
    for child in children[start : stop + 1]:
        row.append(child)
        if any(node.tag not in (*_WORDS, _ROW) for node in child.iter()):
            formula = etree.SubElement(row, _ROW, {"dir": "ltr"})
            formula.append(child)


def _narrow(row: etree._Element) -> None:
    """Leave one space of the three that pandoc makes of one between two formulas in a text."""
    match list(row):
        case [first, words, last] if (first.tag, words.tag, last.tag) == (
            _WORDS[1],
            _WORDS[0],
            _WORDS[1],
        ) and not (words.text or "x").strip():
            row[:] = [first]


def _write(words: etree._Element, text: str) -> None:
    """Give words their text; without any they leave."""
    words.text = text
    parent = words.getparent()
    if not text.strip() and parent is not None and len(parent) > 1:
        parent.remove(words)
