"""Citations and entries of works that hold both scripts, in reading order.

A number after a name of the other script goes to that name's far side, and two such names
draw what is between them into one run: in English the year of a Hebrew name came out left of
it, and the items of one bracket changed places. So names of the other script are isolates
here, and what is between them runs with the text. A Latin work in Hebrew text is one isolate:
there year and page read on from the name as in its own books.

Source: Unicode Standard Annex #9, rules W2 to W7 and N1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from diglot.core.model import (
    Attributes,
    Block,
    Citation,
    Direction,
    Division,
    Inline,
    Link,
    Paragraph,
    Span,
    Styled,
    Text,
)
from diglot.core.walk import plain_text
from diglot.lang.he.script import SIGNS
from diglot.lang.locales import text_direction
from diglot.text.isolates import LEFT_TO_RIGHT, inline_direction, with_direction

_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
_APART = r"\d;()\[\]"  # what never belongs to a name, nor to what is around it
_RUNS: dict[Direction, re.Pattern[str]] = {
    # A Hebrew prefix takes the Latin name after its maqaf along: רון ו־Ross.
    "ltr": re.compile(
        rf"[{SIGNS}](?:[^{_LATIN}{_APART}]*[{SIGNS}])?(?:(?<=־)[{_LATIN}](?:[\w\s]*[{_LATIN}])?)?"
    ),
    # The letter of "2015b" keeps its year, and an initial and "Jr." their period.
    "rtl": re.compile(
        rf"(?:\d+(?=[{_LATIN}]))?[{_LATIN}](?:[^{SIGNS}{_APART}]*[{_LATIN}])?(?:(?:(?<=\b[A-Z])|(?<=\b[JS]r)|(?<=\bInc|\bLtd))\.)?"
    ),
}
# Latin words before a Latin work and after it, as far as the next work or bracket.
_BEFORE = re.compile(rf"[{_LATIN}][^{SIGNS};()\[\]]*$")
_AFTER = re.compile(rf"(?=[^{SIGNS};()\[\]]*[{_LATIN}])[^{SIGNS};()\[\]]*[{_LATIN}\d]")
_OTHER: dict[Direction, Direction] = {"ltr": "rtl", "rtl": "ltr"}


def in_reading_order(inlines: tuple[Inline, ...], direction: Direction) -> tuple[Inline, ...]:
    """Return a line in which the parts of each citation are in reading order.

    direction: that of the line.
    """
    return tuple(_ordered(inline, direction) for inline in inlines)


def entry_in_reading_order(blocks: tuple[Block, ...], direction: Direction) -> tuple[Block, ...]:
    """Return the blocks of an entry in a list of works with its parts in reading order."""
    return tuple(
        replace(block, inlines=_parted(block.inlines, direction))
        if isinstance(block, Paragraph)
        else replace(block, blocks=entry_in_reading_order(block.blocks, direction))
        if isinstance(block, Division)
        else block
        for block in blocks
    )


def _ordered(inline: Inline, around: Direction) -> Inline:
    match inline:
        case Citation(children=children):
            if around == "rtl" and _is_latin(children) and plain_text(children)[0].isalpha():
                return replace(inline, children=(Span(children, LEFT_TO_RIGHT),))
            pieces = _with_words_around(children) if around == "rtl" else children
            return replace(inline, children=_parted(pieces, around))
        case Span(children=children) | Link(children=children):
            own = inline_direction(inline, around) or around
            return replace(inline, children=in_reading_order(children, own))
        case Styled(children=children):
            return replace(inline, children=in_reading_order(children, around))
        case _:
            return inline


def _parted(inlines: tuple[Inline, ...], direction: Direction) -> tuple[Inline, ...]:
    """Return inlines with each name of the other script as an isolate."""
    return tuple(new for inline in inlines for new in _one(inline, direction))


def _with_words_around(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a Hebrew citation with each Latin work and its Latin words as one isolate.

    In "(cf. Harris 2019, 231 n. 44)" the work is a link and the words are around it.
    """
    found: list[Inline] = []
    for inline in inlines:
        match inline, found[-1] if found else None:
            case Link(children=children), before if _is_latin(children):
                words: tuple[Inline, ...] = ()
                if isinstance(before, Text) and (start := _BEFORE.search(before.text)):
                    found[-1] = Text(before.text[: start.start()])
                    words = (Text(start[0]),)
                found.append(Span((*words, inline), LEFT_TO_RIGHT) if words else inline)
            case Text(text=text), Span() | Link() as work if _is_latin((work,)) and (
                end := _AFTER.match(text)
            ):
                is_ours = isinstance(work, Span) and work.attributes is LEFT_TO_RIGHT
                found[-1] = Span(
                    (*(work.children if is_ours else (work,)), Text(end[0])), LEFT_TO_RIGHT
                )
                found.append(Text(text[end.end() :]))
            case _:
                found.append(inline)
    return tuple(found)


def _one(inline: Inline, direction: Direction) -> Iterator[Inline]:
    match inline:
        case Text(text=text):
            yield from _names(text, direction)
        case Span() | Link() if inline.attributes.get("dir") or _is_whole(inline, direction):
            yield inline
        case Link(children=children, attributes=attributes) if direction == "rtl" and _is_latin(
            children
        ):
            yield replace(inline, attributes=with_direction(attributes, "ltr"))
        case (
            Span(children=children, attributes=attributes)
            | Link(children=children, attributes=attributes)
        ):
            if inline_direction(inline, direction):
                attributes = with_direction(attributes, direction)
            yield replace(inline, children=_parted(children, direction), attributes=attributes)
        case Styled() | Citation():
            yield replace(inline, children=_parted(inline.children, direction))
        case _:
            yield inline


def _is_whole(inline: Span | Link, direction: Direction) -> bool:
    """Tell whether an element keeps its own direction: an address, a Latin work in Hebrew."""
    return inline_direction(inline, direction) == "ltr"


def _is_latin(inlines: tuple[Inline, ...]) -> bool:
    """Tell whether words have letters, and none that is Hebrew."""
    letters = [sign for sign in plain_text(inlines) if sign.isalpha()]
    return bool(letters) and all(text_direction(sign, "rtl") == "ltr" for sign in letters)


def _names(text: str, direction: Direction) -> Iterator[Inline]:
    end = 0
    for match in _RUNS[direction].finditer(text):
        if match.start() > end:
            yield Text(text[end : match.start()])
        yield Span((Text(match[0]),), Attributes(pairs=(("dir", _OTHER[direction]),)))
        end = match.end()
    if end < len(text):
        yield Text(text[end:])
