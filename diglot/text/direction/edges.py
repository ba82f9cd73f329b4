"""Signs at the edge of a number or a name in Hebrew text: −5, +972-3-555, C++, .NET.

A sign between a number or a Latin word and a space belongs to neither for the
bidirectional algorithm, so in a Hebrew line it goes to the other side. Where it is certain
what the sign belongs to, both get a direction of their own, in every edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.model import Attributes, Citation, Direction, Inline, Link, Span, Styled, Text
from diglot.core.walk import plain_text
from diglot.lang.he.script import SIGNS
from diglot.lang.known import any_of, languages
from diglot.lang.language import Language
from diglot.text.isolates import LEFT_TO_RIGHT, STRONG_RTL, inline_direction
from diglot.text.marks.flat import is_off

_NUMBER = r"\d+(?:[.,:/]\d+)*"
_BEFORE = r"(?<![^\s(\[{\"“”„״'‘’׳–—־])"
_AFTER = r"(?![^\W_])"
_NUMBERS = re.compile(
    "|".join(
        (
            # telephone numbers: +972-3-555-0123, +972 3 555 0123, (03) 555-0123, 03 555 0123
            rf"{_BEFORE}\+(?=(?:[\s()-]?\d){{7}})\d+(?:[\s-]?\(\d+\)|[\s-]?\d+)+{_AFTER}",
            rf"{_BEFORE}\+\d+(?:-\d+)+{_AFTER}",
            rf"{_BEFORE}\(\+?\d{{1,4}}\)[\s-]?\d{{2,4}}(?:[\s-]?\d{{2,4}})+{_AFTER}",
            rf"{_BEFORE}0\d{{1,2}}(?:[\s-]\d{{3,4}}){{2}}{_AFTER}",
            # of other things, in groups: a browser may break a line behind a hyphen
            rf"{_BEFORE}\d{{4}}(?:\s\d{{4}}){{3}}{_AFTER}",
            rf"{_BEFORE}(?=(?:-?\d){{7}})\d{{1,9}}(?:-\d{{1,9}})+{_AFTER}",
            rf"{_BEFORE}\d+[¼½¾⅐-⅞]{_AFTER}",
            rf"{_BEFORE}(?<!\d\s)[-+−±~≈<>≤≥]\s?{_NUMBER}%?{_AFTER}",
            rf"{_BEFORE}{_NUMBER}\s[°%‰]{_AFTER}",
            rf"{_BEFORE}\*\d{{3,5}}{_AFTER}",  # a short telephone number: *2700
            rf"{_BEFORE}{_NUMBER}(?:\s?[-+−×÷*/]\s?{_NUMBER})+\s?=\s?[-−]?{_NUMBER}{_AFTER}",
        )
    )
)
_LATIN = "[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]"
# From the first foreign letter to the last letter or figure before Hebrew: for UAX #9 (W7) that
# is one run, and what is inside it keeps its order.
_RUN = re.compile(rf"{_LATIN}(?:[^{SIGNS}\n]*(?:{_LATIN}|\d))?")
_NAME = re.compile(rf"{_LATIN}[^{SIGNS}]*")
_BRACKETS = re.compile(r"[(){}\[\]]")
_OPENING = "([{"
_LEADING = re.compile(
    rf"{_BEFORE}(?:[.#@$]|(?:~|\.{{1,2}})?/|\*\.|(?<!\d\s)[-+−±~≈<>≤≥]{_NUMBER}°?"
    rf"|[-+−±~≈<>≤≥]?{_NUMBER}\s°)$"  # 20 °C
)
_LONGEST_LEAD = 16
_BASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,]*\)?$")
_SIGNED = re.compile(r"[-+−±]")
_SLASH = re.compile(r"/(?![\w/])")
# A title that begins with a number: “2001: A Space Odyssey”, “101 Dalmatians”.
_NUMBERED = re.compile(r"(?<=[״”“„׳’‘‚\"'])\d[\d.,]*:?\s$")
_TRAILING = re.compile(r"(?:\+\+?|#)(?![\w+#])|\(\)")
_MORE = re.compile(r"\.(?=[^\S\n]+\S|[,;:)\]״”’\"'–—])")
_MAY_HAVE = re.compile(rf"[-+−±~≈<>≤≥*#@.(?!/$¼½¾⅐-⅞]|\d\s[\d°%‰]|\d:?\s{_LATIN}")
_LONGEST_WHOLE = 20  # characters that a line may not break
# A title that asks or calls out: “Who’s Afraid of Virginia Woolf?”.
_ASKING = re.compile(r"[?!]+(?=[״”’׳\"'])")
_SAYING = re.compile(r"(?:\.{1,3}|…)(?=[״”’׳\"'])")  # the end of a sentence that is quoted whole
_TITLE = re.compile(rf"{_RUN.pattern}[?!]+")
_OPENING_MARKS = tuple("״”“„׳’‘‚\"'")
_ISOLATE, _END = "\u2066", "\u2069"
_UNBROKEN = Attributes(classes=("whole",), pairs=(("dir", "ltr"),))
_GROUPED = re.compile(r"[+\d()\s-]*\d[\s-]\d[\d\s-]*")


class _Periods(Struct, frozen=True):
    """Where a period belongs to the word before it.

    cut_short: the end of a text, without its period. named: the same behind a name, where the
    period stays even at a sentence's end; after_name: such a word with its period.
    """

    cut_short: re.Pattern[str]
    named: re.Pattern[str]
    after_name: re.Pattern[str]


@cache
def _periods(known: tuple[Language, ...]) -> _Periods:
    after = any_of(language.after_names for language in known)
    short = any_of(language.cut_short for language in known)
    return _Periods(
        cut_short=re.compile(rf"(?:[A-Z]\.[A-Z]|\b{short})$"),
        named=re.compile(rf"\w[.,]* {after}$"),
        after_name=re.compile(rf",? {after}\.(?!\w)"),
    )


def hold_edges(inlines: tuple[Inline, ...], direction: Direction) -> tuple[Inline, ...]:
    """Return inlines in which numbers and names have the signs at their edges to themselves.

    direction: that of the line; one that runs from left to right needs nothing.
    """
    if direction == "ltr":
        return inlines
    whole = _with_suffixes(tuple(_with_raised(inlines)))
    return tuple(new for inline in whole for new in _held(inline, direction))


def _with_raised(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield inlines, a number or a formula with its raised signs as one: 10⁻³, Ca²⁺, SO₄²⁻.

    Only where one of them has a sign: plain figures keep their places by themselves.
    """
    runs = [(is_raised, tuple(group)) for is_raised, group in groupby(inlines, _is_raised)]
    is_taken = False
    for (is_raised, run), (_, raised) in zip(runs, (*runs[1:], (False, ())), strict=False):
        last = run[-1]
        if is_raised:
            yield from () if is_taken else run
            is_taken = False
        elif (
            isinstance(last, Text)
            and (base := _BASE.search(last.text))
            and _SIGNED.search(plain_text(raised))
        ):
            is_taken = True
            yield from (*run[:-1], Text(last.text[: base.start()]))
            yield Span((Text(base[0]), *raised), LEFT_TO_RIGHT)
        else:
            yield from run


def _is_raised(inline: Inline) -> bool:
    """Tell whether something is above or below the line, and no Hebrew."""
    is_off_line = isinstance(inline, Styled) and inline.style in ("superscript", "subscript")
    return is_off_line and not STRONG_RTL.search(plain_text((inline,)))


def _with_suffixes(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield inlines, a Latin name in markup as one with the Jr. or Inc. behind it."""
    pending, periods = list(inlines), _periods(languages())
    for index, inline in enumerate(pending):
        following = pending[index + 1] if index + 1 < len(pending) else None
        match = (
            periods.after_name.match(following.text)
            if isinstance(following, Text) and _is_name(inline)
            else None
        )
        if match and isinstance(following, Text):
            pending[index + 1] = Text(following.text[match.end() :])
            yield Span((inline, Text(match[0])), LEFT_TO_RIGHT)
        elif inline != Text(""):
            yield inline


def _is_name(inline: Inline) -> bool:
    """Tell whether an element has Latin words, and nothing else."""
    is_element = isinstance(inline, Styled | Span | Link)
    return is_element and _NAME.fullmatch(plain_text((inline,))) is not None


def held_text(words: str) -> str:
    """Return words of a line from right to left, such names and numbers between isolates."""
    return "".join(
        f"{_ISOLATE}{part}{_END}" if is_held else part for part, is_held in _parts(words)
    )


def _held(inline: Inline, around: Direction) -> Iterator[Inline]:
    match inline:
        case Text(text=text) if _MAY_HAVE.search(text):
            for part, is_held in _parts(text):
                yield Span((Text(part),), _attributes(part)) if is_held else Text(part)
        case Span() | Link() if is_off(inline.attributes):
            yield inline
        case Span(children=children) | Link(children=children):
            own = inline_direction(inline, around) or around
            yield replace(inline, children=hold_edges(children, own))
        case Styled(children=(Text(text=text) as title,)) if _TITLE.fullmatch(text):
            yield replace(inline, children=(Span((title,), LEFT_TO_RIGHT),))
        case Styled() | Citation():
            yield replace(inline, children=hold_edges(inline.children, around))
        case _:
            yield inline


def _attributes(part: str) -> Attributes:
    """Return what a name or a number is to be; one in groups stays on its line."""
    is_whole = len(part) <= _LONGEST_WHOLE and _GROUPED.fullmatch(part)
    return _UNBROKEN if is_whole else LEFT_TO_RIGHT


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is a name or a number with its signs."""
    end = 0
    for start, stop in _edged(text):
        if start > end:
            yield text[end:start], False
        yield text[start:stop], True
        end = stop
    if end < len(text):
        yield text[end:], False


def _edged(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names and numbers with signs at their edges begin and end, in order."""
    done = 0
    while run := _RUN.search(text, done):
        start, end = _start_of_name(text, run.start()), _before_bracket(run)
        yield from (match.span() for match in _NUMBERS.finditer(text, done, start))
        stop = _end_of_name(text, end)
        if "/" in text[start:stop] and _SLASH.match(text, stop):  # a path ends in a folder
            stop += 1
        if text[:start].endswith(_OPENING_MARKS) and (
            ending := _quoted_end(text, run.start(), end)
        ):
            stop = ending.end()
        if (start, stop) != (run.start(), end):
            stop += _closing(text[start:stop], text[stop:])
            yield start, stop
        done = stop
    yield from (match.span() for match in _NUMBERS.finditer(text, done))


def _before_bracket(run: re.Match[str]) -> int:
    """Return where a run ends: before a bracket that closes what was opened outside it.

    That bracket belongs to the Hebrew around, and what follows it begins anew (UAX #9, N0).
    """
    depth = 0
    for sign in _BRACKETS.finditer(run[0]):
        depth += 1 if sign[0] in _OPENING else -1
        if depth < 0 and (within := _RUN.match(run[0][: sign.start()])):
            return run.start() + within.end()
    return run.end()


def _closing(words: str, following: str) -> int:
    """Return how many brackets right behind words close what was opened in them."""
    opened = sum(1 if sign in _OPENING else -1 for sign in _BRACKETS.findall(words))
    right_behind = len(following) - len(following.lstrip(")]}"))
    return max(0, min(opened, right_behind))


def _start_of_name(text: str, start: int) -> int:
    """Return where what belongs to a name right before it begins: a dot, a path, a number."""
    first = max(start - _LONGEST_LEAD, 0)
    match = _LEADING.search(text, first, start) or _NUMBERED.search(text, first, start)
    return match.start() if match else start


def _quoted_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the signs that end a quoted title or sentence; a period only that of several words."""
    asking = _ASKING.match(text, end)
    return asking or (_SAYING.match(text, end) if " " in text[start:end] else None)


def _end_of_name(text: str, end: int) -> int:
    """Return where the signs end that belong to a name that ends there."""
    if match := _TRAILING.match(text, end):
        return match.end()
    before, periods = text[max(end - 9, 0) : end], _periods(languages())
    if periods.named.search(before) and text[end : end + 1] == ".":
        return end + 1
    return end + 1 if periods.cut_short.search(before) and _MORE.match(text, end) else end
