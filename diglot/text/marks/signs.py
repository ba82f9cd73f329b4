"""A line of text as typography sees it: one sign after another, each with its language.

Knows kinds of characters, what is beside a sign, and addresses; knows no
rules of setting. Points and accents are looked through, so a pointed word is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from msgspec import Struct, field

from diglot.core.links import EMAIL, WEB
from diglot.lang.he.script import LETTER, POINTS

SignKind = Literal["hebrew", "letter", "digit", "space", "mark", "other"]

OBJECT = "\ufffc"  # stands for what is no text: code, a formula, a picture
# A mark that the author escaped (\\") is read as one of these and printed as typed.
ESCAPED = {"\ufdd0": '"', "\ufdd1": "'", "\ufdd2": "-", "\ufdd3": "."}
DOUBLE = '"״'
# Where <q> begins and ends: its marks are not typed, and are set with those that are.
QUOTED, QUOTED_END = "\ufdd4", "\ufdd5"
OPENERS = "([{<„“‘«-–—־/"
POINT = f"[{POINTS}]"
_POINTS = re.compile(POINT)

# A name between colons that other programs show as an emoji: :star:.
EMOJI_NAME = r":(?<![\w:/\\.]:)[a-z][a-z0-9_+-]*[a-z0-9]:"

# What is typed for machines is left alone: addresses, paths, names of files.
ADDRESS = re.compile(
    rf"""(?<![\w@/.])(?<![\w.]-)(?:
      {WEB}
    | {EMAIL}
"""
    r"""
    | (?:[a-z]:\\|~/|\.{1,2}/|/)[a-z0-9_.~+%\-]+(?:[/\\][a-z0-9_.~+%\-]+)*[/\\]?
    | (?:[a-z0-9_.][a-z0-9_.\-]*/){2,}[a-z0-9_.\-]*
    | (?:[a-z0-9_][a-z0-9_\-]*/)?[a-z0-9_][a-z0-9_\-]*(?:\.[a-z0-9_\-]+)*\.
      (?:md|html?|ya?ml|json|css|js|py|svg|png|jpe?g|gif|pdf|epub|txt|bib|csl|xml|csv|docx?|com|org|net|il)
    )(?![\w@])""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# A word that may be, or hold, an address: in most there is no sign of one.
_HAS_SIGN = re.compile(r"(?<!\S)\S*?(?:[/\\@]|[:.]\S)\S*", re.ASCII)


_SIGN = re.compile(r"[/\\@:.](?:(?<=[/\\@])|(?=\S))", re.ASCII)


def addresses(text: str) -> Iterator[re.Match[str]]:
    """Yield the addresses of a text."""
    for word in _HAS_SIGN.finditer(text) if _SIGN.search(text) else ():
        yield from ADDRESS.finditer(text, *word.span())


class Line(Struct):
    """The signs of one run of text.

    text: what is judged. scopes: for each sign the number of the passage in one
        language that it belongs to. fixed: signs that nothing may change.
    out: what each sign becomes. undecided: quotation marks without their partner.
    quotations: where each <q> begins and ends, the inner ones first.
    """

    text: str
    scopes: list[int]
    fixed: list[bool]
    out: list[str] = field(default_factory=list)
    undecided: list[int] = field(default_factory=list)
    quotations: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.out = self.out or list(self.text)
        for match in addresses(self.text):
            self.fixed[match.start() : match.end()] = [True] * (match.end() - match.start())

    def kind(self, index: int) -> SignKind:
        """Return what a place holds; both ends of the line count as space."""
        if not 0 <= index < len(self.text):
            return "space"
        return kind_of(self.text[index])

    def before(self, index: int) -> int:
        """Return the place before a sign, points passed over."""
        index -= 1
        while index >= 0 and _POINTS.match(self.text[index]):
            index -= 1
        return index

    def after(self, index: int) -> int:
        """Return the place after a sign, points passed over."""
        index += 1
        while index < len(self.text) and _POINTS.match(self.text[index]):
            index += 1
        return index

    def outer_before(self, index: int) -> int:
        """Return the place before a quotation mark, other such marks passed over."""
        index = self.before(index)
        while self.kind(index) == "mark":
            index = self.before(index)
        return index

    def outer_after(self, index: int) -> int:
        """Return the place after a quotation mark, other such marks passed over."""
        index = self.after(index)
        while self.kind(index) == "mark":
            index = self.after(index)
        return index

    def letters_before(self, index: int) -> str:
        """Return the Hebrew letters that end right before a place."""
        letters = []
        index = self.before(index)
        while self.kind(index) == "hebrew":
            letters.append(self.text[index])
            index = self.before(index)
        return "".join(reversed(letters))

    def letters_after(self, index: int) -> str:
        """Return the Hebrew letters that begin right after a place."""
        letters = []
        index = self.after(index)
        while self.kind(index) == "hebrew":
            letters.append(self.text[index])
            index = self.after(index)
        return "".join(letters)

    def places(self, scope: int, signs: str) -> list[int]:
        """Return where some signs are in a scope and may be changed."""
        if not any(sign in self.text for sign in signs):
            return []
        return [
            index
            for index, sign in enumerate(self.text)
            if sign in signs and self.scopes[index] == scope and not self.fixed[index]
        ]

    def quotations_of(self, scope: int) -> list[tuple[int, int]]:
        """Return where each <q> of a scope begins and ends."""
        return [pair for pair in self.quotations if self.scopes[pair[0]] == scope]

    def is_open_before(self, index: int) -> bool:
        """Tell whether what is before a quotation mark lets a quotation begin there."""
        place = self.outer_before(index)
        return self.kind(place) == "space" or self.text[place] in OPENERS

    def put(self, index: int, sign: str) -> None:
        """Set a sign; one that was typed right is left."""
        if self.text[index] in ("'", '"', QUOTED, QUOTED_END):
            self.out[index] = sign


def set_straight(
    line: Line, quoted: Iterable[tuple[int, int]], typed: Iterable[tuple[int, int]]
) -> None:
    """Set the marks of <q> as a keyboard has them, where typed ones stay as they are."""
    pairs = list(quoted)
    around = [*pairs, *typed]
    for pair in pairs:
        depth = sum(start < pair[0] and pair[1] < end for start, end in around)
        for index in pair:
            line.put(index, "'" if depth % 2 else '"')


@cache
def kind_of(sign: str) -> SignKind:
    """Return what a character is to typography."""
    if LETTER.match(sign):
        return "hebrew"
    if sign in ("'", '"', "״", "׳", QUOTED, QUOTED_END):
        return "mark"
    if sign.isspace():
        return "space"
    if sign.isdigit():
        return "digit"
    if sign.isalpha() or sign in (OBJECT, "_"):
        return "letter"
    return "other"


def without_points(words: str) -> str:
    """Return Hebrew without points and accents."""
    return _POINTS.sub("", words)
