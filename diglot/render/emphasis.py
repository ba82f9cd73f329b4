"""Emphasis for two scripts: Latin letters slant, Hebrew letters never do.

No Hebrew font has italics, and a browser that finds none slants the upright letters
itself. So words are told apart before they become markup, and the style sheets set
Hebrew in bold or spaced, Latin in real italics.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from diglot.core.model import (
    Attributes,
    Citation,
    Direction,
    Inline,
    Link,
    Span,
    Styled,
    Text,
)
from diglot.core.walk import plain_text
from diglot.lang.he.script import SIGN, SIGNS

SPACED, LATIN, UPRIGHT = "spaced", "latin", "upright"
_HEBREW_WORDS = re.compile(f"((?:[{SIGNS}]+[ \u00a0]?)*[{SIGNS}])")
_LETTER = re.compile(r"[^\W\d_]")


def emphasized(children: tuple[Inline, ...], around: Direction) -> tuple[Inline, ...]:
    """Return words emphasized in text of one direction.

    Among Hebrew, words in another script only are in a span of the class "latin", to
    be slanted as they are elsewhere. Among Latin, the Hebrew words are in spans of
    the class "upright".
    """
    words = plain_text(children)
    has_hebrew = bool(SIGN.search(words))
    if around == "rtl" and not has_hebrew and _LETTER.search(words):
        return (Span((Styled("emphasis", children),), Attributes(classes=(LATIN,))),)
    if around == "ltr" and has_hebrew:
        children = _with_upright_hebrew(children)
    return (Styled("emphasis", children),)


def _with_upright_hebrew(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                result += _split(text)
            case Span(attributes=attributes) if attributes.get("lang"):
                result.append(inline)  # the style sheets know what to do with a language
            case Styled() | Span() | Link() | Citation():
                result.append(replace(inline, children=_with_upright_hebrew(inline.children)))
            case _:
                result.append(inline)
    return tuple(result)


def _split(text: str) -> list[Inline]:
    pieces = enumerate(_HEBREW_WORDS.split(text))
    return [
        Span((Text(piece),), Attributes(classes=(UPRIGHT,))) if i % 2 else Text(piece)
        for i, piece in pieces
        if piece
    ]
