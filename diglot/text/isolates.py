"""What is in a line in a direction of its own, whatever is around it.

Knows which inlines are isolates: code and formulas, addresses that are links, words
with a direction or in a language of the other direction. Everything else takes part
in the line. Browsers are told of isolates by `dir`, and only where it matters.

Source: Unicode Standard Annex #9, rules P2, P3 and 6.3; HTML, "The dir attribute".
"""

from __future__ import annotations

import re
from itertools import groupby

from msgspec.structs import replace

from diglot.core.model import (
    Attributes,
    Citation,
    Code,
    Direction,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Span,
    Styled,
    Text,
)
from diglot.core.walk import inline_lines, plain_text, walk_blocks, walk_inlines
from diglot.lang.locales import direction_of, text_direction

_ADDRESS = re.compile(
    r"\s*(?:(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:)\S+|[\w.+-]+@[\w-]+\.[\w.-]+)\s*"
)
_HEBREW_MARKS = "״׳"  # they run from right to left, as letters do
WORD_JOINER = "\u2060"
LEFT_TO_RIGHT = Attributes(pairs=(("dir", "ltr"),))
STRONG_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f\u202b\u202e\u2067]")


def inline_direction(inline: Inline, around: Direction) -> Direction | None:
    """Return the direction that an inline sets for what is inside it, or None for none."""
    match inline:
        case Code(attributes=attributes):
            return "rtl" if attributes.get("dir") == "rtl" else "ltr"
        case Math():
            return "ltr"
        case (
            Span(children=children, attributes=attributes)
            | Link(children=children, attributes=attributes)
        ):
            match attributes.get("dir"):
                case "ltr":
                    return "ltr"
                case "rtl":
                    return "rtl"
                case "auto":  # without a letter from left to right, as browsers have it
                    return text_direction(plain_text(children), "ltr")
            language = attributes.get("lang")
            if language and direction_of(language) != around:
                return direction_of(language)
            if isinstance(inline, Link) and _ADDRESS.fullmatch(plain_text(children)):
                return "ltr"
    return None


def in_own_direction(inlines: tuple[Inline, ...], around: Direction) -> tuple[Inline, ...]:
    """Return inlines in which a line wholly in the other script runs as that script does.

    A reference in Latin letters keeps its final period at its own end, in a Hebrew note, a
    cell, a caption or a line of an address. Lines end where the author asked for it; what
    has a direction already (code, words in a marked language) decides nothing.
    """
    other: Direction = "ltr" if around == "rtl" else "rtl"
    result: list[Inline] = []
    for is_break, group in groupby(inlines, lambda inline: isinstance(inline, LineBreak)):
        line = tuple(group)
        if is_break or _directions(line, around) != {other}:
            result += line
        else:
            result.append(Span(line, Attributes(pairs=(("dir", other),))))
    return tuple(result)


def _directions(inlines: tuple[Inline, ...], around: Direction) -> set[Direction]:
    """Return the directions of the letters that take part in a line."""
    found: set[Direction] = set()
    for inline in inlines:
        match inline:
            case Text(text=text):
                found |= {
                    text_direction(letter, around)
                    for letter in set(text)
                    if letter.isalpha() or letter in _HEBREW_MARKS
                }
            case Styled(children=children) | Citation(children=children):
                found |= _directions(children, around)
            case Span(children=children) | Link(children=children) if not inline_direction(
                inline, around
            ):
                found |= _directions(children, around)
    return found


def is_mixed(inlines: tuple[Inline, ...], direction: Direction) -> bool:
    """Tell whether the order of a line has to be worked out: not in plain left to right."""
    return (
        direction == "rtl"
        or bool(STRONG_RTL.search(plain_text(inlines)))
        or any(
            isinstance(inline, Span | Link | Code) and _turns(inline.attributes)
            for inline in walk_inlines(inlines)
        )
    )


def _turns(attributes: Attributes) -> bool:
    language = attributes.get("lang")
    return bool(attributes.get("dir")) or (bool(language) and direction_of(language) == "rtl")


def note_language(note: Note, passage: str, home: str) -> str:
    """Return the language of a note whose mark is in a passage: as a rule, the chapter's.

    A note without a letter of the chapter's direction was written in that of the passage.
    """
    own, other = direction_of(home), direction_of(passage)
    words = "".join(
        plain_text(line) for block in walk_blocks(note.blocks) for line in inline_lines(block)
    )
    is_own = own == other or any(text_direction(letter, other) == own for letter in words)
    return home if is_own else passage


def with_direction(attributes: Attributes, direction: Direction) -> Attributes:
    """Return attributes with a direction in place of the one that they may have."""
    pairs = tuple(pair for pair in attributes.pairs if pair[0] != "dir")
    return replace(attributes, pairs=(*pairs, ("dir", direction)))


def plain_label(words: str, direction: Direction) -> str:
    """Return words for a list that has no direction of its own, such as a PDF's bookmarks.

    Viewers guess the direction of a bookmark from its first letter. Where that one is of
    the other direction than the book, a mark says what the rest is.
    """
    words = words.replace(WORD_JOINER, "")
    marks: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
    other: Direction = "ltr" if direction == "rtl" else "rtl"
    begins_other = text_direction(words, direction) == other
    has_own = any(text_direction(letter, other) == direction for letter in words)
    return marks[direction] + words if begins_other and has_own else words


def mark_isolates(inlines: tuple[Inline, ...], direction: Direction) -> tuple[Inline, ...]:
    """Return a line for browsers: code and addresses in it say their direction.

    direction: that of the block. A line that runs from left to right as a whole
    stays as it is. Spans with a language or `dir` say theirs when they are rendered.
    """
    if not is_mixed(inlines, direction):
        return inlines
    return tuple(_marked(inline, direction) for inline in inlines)


def _marked(inline: Inline, around: Direction) -> Inline:
    own = inline_direction(inline, around)
    match inline:
        case Code(attributes=attributes) if own:
            return replace(inline, attributes=with_direction(attributes, own))
        case Link(children=children, attributes=attributes) if own:
            inside = mark_isolates(children, own)
            return replace(inline, children=inside, attributes=with_direction(attributes, own))
        case Span(children=children) if own:
            return replace(inline, children=mark_isolates(children, own))
        case Styled() | Span() | Link() | Citation():
            inside = tuple(_marked(child, around) for child in inline.children)
            return replace(inline, children=inside)
        case _:
            return inline
