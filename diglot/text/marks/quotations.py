"""To which sentence the marks of a quotation belong where two languages meet.

The sentence that quotes has the marks. Where Latin words are on both sides of a quotation,
it is a Latin sentence inside the Hebrew one. Other quotations beside it, and a year in
parentheses after a title, say nothing of that: in a row of titles, what is around the row
does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from diglot.core.model import (
    Block,
    Citation,
    Direction,
    Inline,
    Link,
    Paragraph,
    Span,
    Styled,
    Text,
)
from diglot.core.walk import plain_text
from diglot.lang.he.words import AND
from diglot.lang.locales import direction_of, text_direction
from diglot.text.marks.flat import is_off
from diglot.text.marks.signs import DOUBLE, Line, SignKind, kind_of

MarkPair = tuple[int, int]
_LETTERS = ("hebrew", "letter")
# What may be between a title's remark in parentheses and the next title of the row.
_TO_NEXT = re.compile(rf"\)[\s,;]*(?:{AND}[־-]?)?$")
_YEAR = re.compile(r"\s*\(\d[\d\s,–-]*\)$")
_QUOTED = re.compile('["״][^"״]+["״]')
# A sentence ends inside its marks, as Americans have it; a title may ask, but not at length.
_SENTENCE = re.compile(r"(?:[.…]|(?:\S+\s+){6,}\S+[!?])[\"״]$")
_OTHER: dict[Direction, Direction] = {"ltr": "rtl", "rtl": "ltr"}


def is_among(kind: SignKind, text: str, pair: MarkPair, pairs: Sequence[MarkPair]) -> bool:
    """Tell whether a quotation and the words on both sides of it are in one script.

    kind: "letter" for Latin words in a Hebrew line, which keep their own marks. pair: where
        the marks are. pairs: those of all quotations of the line.
    """
    inside = (_neighbor(text, pair[0], 1, ()), _neighbor(text, pair[1], -1, ()))
    beside = [other for other in pairs if other[1] < pair[0] or other[0] > pair[1]]
    outside = (_neighbor(text, pair[0], -1, beside), _neighbor(text, pair[1], 1, beside))
    return {*inside, *outside} == {kind}


def _neighbor(text: str, index: int, step: int, beside: Sequence[MarkPair]) -> str:
    """Return the kind of the next letter on a side, quotations of the same row passed over."""
    far = {(end if step < 0 else start): (start if step < 0 else end) for start, end in beside}
    place = index + step
    while 0 <= place < len(text):
        if place in far:
            place = far[place] + step
        elif step < 0 and text[place] == ")":
            place = _before_remark(text, place, far) + step
        elif step > 0 and text[place] == "(":
            place = _after_remark(text, index, place, far) + step
        elif kind_of(text[place]) in _LETTERS:
            return kind_of(text[place])
        else:
            place += step
    return "space"


def _before_remark(text: str, end: int, far: dict[int, int]) -> int:
    """Return where a remark in parentheses after another title begins, else its end."""
    start = text.rfind("(", 0, end)
    is_after_title = start > 0 and len(text[:start].rstrip()) - 1 in far
    return start if is_after_title else end


def _after_remark(text: str, closing: int, start: int, far: dict[int, int]) -> int:
    """Return where a remark right after a title ends, if another title follows, else its start."""
    end = text.find(")", start)
    if end < 0 or text[closing + 1 : start].strip():
        return start
    following = next((place for place in sorted(far) if place > end), -1)
    return end if following > 0 and _TO_NEXT.match(text[end:following]) else start


# Passages in another language ---------------------------------------------------------


def with_own_marks(inlines: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    """Return a line in which titles in another language leave their marks to the sentence.

    language: that of the line. What is quoted whole as a sentence keeps its marks, and so
    does what is on its own, with no word of the line's language beside it.
    """
    if not any(mark in plain_text(inlines) for mark in DOUBLE):
        return inlines
    own = direction_of(language)
    words = _words_of(inlines, language)
    if not any(text_direction(sign, _OTHER[own]) == own for sign in words if sign.isalpha()):
        return inlines
    return tuple(_freed(inline, language) for inline in inlines)


def _words_of(inlines: tuple[Inline, ...], language: str) -> str:
    """Return the words of a line that are not marked as another language's."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                words.append(text)
            case Span(attributes=attributes) | Link(attributes=attributes) if (
                attributes.get("lang") or language
            ) != language:
                continue
            case Styled() | Span() | Link() | Citation():
                words.append(_words_of(inline.children, language))
    return "".join(words)


def _freed(inline: Inline, language: str) -> Inline:
    match inline:
        case Span() if is_off(inline.attributes):
            return inline
        case Span():
            title, year = _without_year(inline)
            if not _is_title(title, language):
                return inline
            opening, inside, closing = _unmarked(title.children)
            freed = replace(title, children=inside)
            return Span((Text(opening), freed, Text(closing + year)))
        case Styled(children=children):
            return replace(inline, children=tuple(_freed(child, language) for child in children))
        case _:
            return inline


def _without_year(span: Span) -> tuple[Span, str]:
    """Return a span without the year in parentheses that ends it, and that."""
    *before, last = span.children or (Text(""),)
    match = _YEAR.search(last.text) if isinstance(last, Text) else None
    if not match or not isinstance(last, Text):
        return span, ""
    rest = (Text(last.text[: match.start()]),) if match.start() else ()
    return replace(span, children=(*before, *rest)), match[0]


def _is_title(span: Span, language: str) -> bool:
    """Tell whether a span is in the other script, in marks, and no sentence of its own."""
    tag = span.attributes.get("lang") or language
    words = plain_text(span.children)
    return (
        direction_of(tag) != direction_of(language)
        and _QUOTED.fullmatch(words) is not None
        and not _SENTENCE.search(words)
        and _is_text(span.children[0])
        and _is_text(span.children[-1])
    )


def _is_text(inline: Inline) -> bool:
    return isinstance(inline, Text) or (
        isinstance(inline, Styled)
        and len(inline.children) > 0
        and _is_text(inline.children[0])
        and _is_text(inline.children[-1])
    )


def _unmarked(inlines: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...], str]:
    """Return the mark that opens inlines, what is inside, and the mark that closes them."""
    words = plain_text(inlines)
    return words[0], _without(_without(inlines, 0), -1), words[-1]


def _without(inlines: tuple[Inline, ...], place: int) -> tuple[Inline, ...]:
    """Return inlines without their first (0) or last (-1) sign."""
    edge = inlines[place]
    if isinstance(edge, Text):
        edge = Text(edge.text[:-1] if place else edge.text[1:])
    elif isinstance(edge, Styled):
        edge = replace(edge, children=_without(edge.children, place))
    rest = list(inlines)
    rest[place] = edge
    return tuple(rest)


def onward_from(line: Line) -> int | None:
    """Return where the last quotation opens that nothing closes, or None."""
    last = max(line.undecided, default=-1)
    is_opening = line.kind(line.before(last)) == "space" and line.kind(line.after(last)) != "space"
    return last if last >= 0 and is_opening else None


def opens_again(block: Block | None) -> bool:
    """Tell whether a paragraph begins with a mark, as each does in a long quotation."""
    return isinstance(block, Paragraph) and plain_text(block.inlines)[:1] in tuple('"״“„')
