"""Rows of foreign titles in one line: “Hamlet”, “Macbeth” in Hebrew, “המלט”, “מקבת” in English.

Marks that have no direction draw such a row, and a year after a title, into one run in the
titles' own direction: the first of them comes out last. So each title in it is an isolate.
Gershayim are Hebrew letters to the order of a line, and need none of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.model import Attributes, Citation, Direction, Inline, Link, Span, Styled, Text
from diglot.core.walk import plain_text
from diglot.text.direction.edges import held_text
from diglot.text.isolates import LEFT_TO_RIGHT, STRONG_RTL, inline_direction
from diglot.text.marks.flat import is_off
from diglot.text.marks.quotations import MarkPair, is_among
from diglot.text.marks.signs import SignKind, kind_of

_MARKS = '“”„"'
_OPEN_ONLY = "“„"
# U+2066 and U+2067 open what runs from left to right, and from right to left (UAX #9, 2.4).
_OPENING: dict[Direction, str] = {"rtl": "\u2066", "ltr": "\u2067"}
_END = "\u2069"
_ISOLATES: dict[Direction, Attributes] = {
    "rtl": LEFT_TO_RIGHT,
    "ltr": Attributes(pairs=(("dir", "rtl"),)),
}


def hold_titles(inlines: tuple[Inline, ...], direction: Direction) -> tuple[Inline, ...]:
    """Return a line in which foreign titles in quotation marks keep their places in a row.

    direction: that of the line.
    """
    text = plain_text(inlines)
    pairs = list(_pairs(text))
    foreign: SignKind = "letter" if direction == "rtl" else "hebrew"
    drawn = {start for start, end in pairs if _is_drawn(foreign, text, (start, end), pairs)}
    return _Row(drawn).held(inlines, 0, direction)[0] if drawn else inlines


def held_line(words: str, direction: Direction) -> str:
    """Return words of a title or a cover, what stays together on a line between isolates."""
    pieces = []
    for inline in hold_titles((Text(words),), direction):
        text = plain_text((inline,))
        is_title = isinstance(inline, Span)
        held = held_text(text) if direction == "rtl" and not is_title else text
        pieces.append(f"{_OPENING[direction]}{text}{_END}" if is_title else held)
    return "".join(pieces)


def _pairs(text: str) -> Iterator[MarkPair]:
    opened = -1
    for match in re.finditer(f"[{_MARKS}]", text):
        if opened < 0 or match[0] in _OPEN_ONLY:
            opened = match.start()
        else:
            yield opened, match.start()
            opened = -1


def _is_drawn(foreign: SignKind, text: str, pair: MarkPair, pairs: Sequence[MarkPair]) -> bool:
    """Tell whether a quotation is foreign and would draw what is beside it to its own side."""
    kinds = {kind_of(sign) for sign in text[pair[0] : pair[1]]} & {"hebrew", "letter"}
    if kinds != {foreign} or is_among(foreign, text, pair, pairs):
        return False
    if foreign == "letter" and STRONG_RTL.search(text, *pair):  # Arabic in Hebrew, or in Arabic
        return False
    before = re.search(r"[^\W_]\W*$", text[: pair[0]])
    after = re.match(r"\W*[^\W_]", text[pair[1] + 1 :])
    beside = (before[0][0] if before else "", after[0][-1] if after else "")
    return any(sign and kind_of(sign) in (foreign, "digit") for sign in beside)


class _Row(Struct, frozen=True):
    """Puts titles into isolates. drawn: where in the line the marks are that open them."""

    drawn: set[int]

    def held(
        self, inlines: tuple[Inline, ...], start: int, direction: Direction
    ) -> tuple[tuple[Inline, ...], int]:
        """Return inlines that begin at a place of the line, and the place where they end."""
        result: list[Inline] = []
        title: list[Inline] | None = None
        place = start
        for inline in inlines:
            if not isinstance(inline, Text):
                inner, place = self._inside(inline, place, direction)
                (result if title is None else title).append(inner)
                continue
            for piece, at in _pieces(inline.text, place):
                if title is not None and piece[0] in _MARKS:
                    result += [Span(tuple(title), _ISOLATES[direction]), Text(piece)]
                    title = None
                elif title is not None:
                    title.append(Text(piece))
                else:
                    _add(result, piece)
                    title = [] if at in self.drawn else None
            place += len(inline.text)
        return (*result, *(title or ())), place

    def _inside(self, inline: Inline, place: int, around: Direction) -> tuple[Inline, int]:
        end = place + len(plain_text((inline,)))
        match inline:
            case Span() | Link() if is_off(inline.attributes):
                return inline, end
            case Span() | Link() if inline_direction(inline, around):
                return inline, end
            case Span() | Link() | Styled() | Citation():
                children, _ = self.held(inline.children, place, around)
                return replace(inline, children=children), end
            case _:
                return inline, end


def _pieces(text: str, place: int) -> Iterator[tuple[str, int]]:
    """Yield a text cut at its marks, each piece with its place in the line."""
    for match in re.finditer(f"[{_MARKS}]|[^{_MARKS}]+", text):
        yield match[0], place + match.start()


def _add(inlines: list[Inline], words: str) -> None:
    last = inlines[-1] if inlines else None
    if isinstance(last, Text):
        inlines[-1] = Text(last.text + words)
    else:
        inlines.append(Text(words))
