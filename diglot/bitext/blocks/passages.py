"""Runs of text that a translator reads as one: a paragraph, a cell, a caption, a heading.

Goes in: inlines of the model. Comes out: their words as the text rules look at them.
What is not the language's own (code, formulas, words marked as another language,
addresses, citations) is one sign, `HOLE`, so that it neither counts nor joins.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from diglot.core.links import is_outside
from diglot.core.model import (
    Citation,
    Code,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Position,
    Span,
    Styled,
    Text,
)
from diglot.text.marks.signs import without_points

HOLE = "\ufffc"
PassageKind = Literal["paragraph", "item", "heading", "cell", "caption", "verse", "alt"]
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\b[\w.+-]+@[\w-]+\.\w[\w.-]*")


class Passage(Struct, frozen=True):
    """One run of text.

    words: the language's own text. unlinked: the same without the words of links
        inside the book, which may be named anew. everything: all that is read,
        code and other languages too.
    foreign: whether it is in a passage marked as another language.
    context: the words over a cell's column. bold: characters set in bold.
    inlines: what it was made of; none for a picture's description.
    """

    kind: PassageKind
    position: Position
    words: str
    unlinked: str
    everything: str
    foreign: bool = False
    context: str = ""
    bold: int = 0
    inlines: tuple[Inline, ...] = ()


def passage(
    kind: PassageKind,
    inlines: tuple[Inline, ...],
    position: Position,
    language: str,
    *,
    foreign: bool = False,
    context: str = "",
) -> Passage:
    """Return a run of inlines as the text rules see it."""
    words = _clean(_text(inlines, language, links=True))
    has_link = any(isinstance(inline, Link | Styled | Span) for inline in inlines)
    unlinked = _clean(_text(inlines, language, links=False)) if has_link else words
    everything = _all(inlines) if HOLE in words else words
    bold = _bold(inlines)
    return Passage(kind, position, words, unlinked, everything, foreign, context, bold, inlines)


def _bold(inlines: tuple[Inline, ...]) -> int:
    found = 0
    for inline in inlines:
        match inline:
            case Styled(style="strong", children=children):
                found += len(_all(children).strip())
            case Styled(children=children) | Span(children=children) | Link(children=children):
                found += _bold(children)
    return found


def is_foreign(language: str, edition: str) -> bool:
    """Tell whether `lang` names another language than the edition's."""
    return bool(language) and _primary(language) != _primary(edition)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _clean(text: str) -> str:
    return without_points(_ADDRESS.sub(HOLE, text) if ":" in text or "@" in text else text)


def _text(inlines: tuple[Inline, ...], language: str, *, links: bool) -> str:
    return "".join(_one(inline, language, links) for inline in inlines)


def _one(inline: Inline, language: str, links: bool) -> str:
    match inline:
        case Text(text=text):
            return text
        case LineBreak():
            return " "
        case Note():
            return ""
        case Code() | Math() | Citation() | Image():
            return HOLE
        case Styled(style="keyboard"):
            return HOLE
        case Styled(children=children):
            return _text(children, language, links=links)
        case Span(children=children, attributes=attributes):
            if is_foreign(attributes.get("lang"), language):
                return HOLE
            return _text(children, language, links=links)
        case Link(target=target, children=children, attributes=attributes):
            is_left_out = not links and not is_outside(target)
            # Without words it stands for a name that the program knows.
            if is_left_out or not children or is_foreign(attributes.get("lang"), language):
                return HOLE
            return _text(children, language, links=links)


def _all(inlines: tuple[Inline, ...]) -> str:
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case LineBreak():
                parts.append(" ")
            case Math(tex=tex):
                parts.append(f" {tex} ")
            case Styled(children=children) | Span(children=children) | Link(children=children):
                parts.append(_all(children))
            case Citation() | Image() | Note():
                parts.append(" ")
    return without_points("".join(parts))
