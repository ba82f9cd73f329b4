"""The signs at the head of a list's items: bullets, numbers, letters, Hebrew letters.

Goes in: what is on a line from its first sign on. Comes out: a `Marker`, or None.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from diglot.lang.he.numerals import numeral_value

Family = Literal["bullet", "sign", "dash", "number", "letter", "roman", "hebrew", "other"]

BEFORE_BOX = r"[ \t>]*(?:[-*+]|\(?\d{1,9}[.)])[ \t]+"
"""What is on a line before the box of a task, `- [ ] leaves`."""
_BULLET = re.compile(r"[-*+](?=[ \t]|$)")
_COUNTED = re.compile(
    r"(?P<open>\(?)(?:(?P<number>\d{1,9})|(?P<roman>[ivxlcdm]{2,}|[IVXLCDM]{2,}|[ivxIVX])"
    r"|(?P<letter>[A-Za-z])|(?P<other>\#|@[\w-]*))(?P<close>[.)])(?=[ \t]|$)"
)
# pandoc wants two spaces after a capital letter with a point, which may be an initial.
_INITIAL = re.compile(r"[A-Z]\.(?:[ ]\S|[ \t]*$)")
_CAPITAL_ITEM = re.compile(r"[A-Z]\.(?:[ ]{2}|[ ]?\t|[ ]?$)")
_CAPITAL = re.compile(r"[A-Z]\.")
_HEBREW = re.compile(
    r"(?P<open>\(?)(?P<letters>[א-ת]{1,4}['׳]?|[א-ת]{1,3}[\"״][א-ת])(?P<close>[.)]?)(?=[ \t])"
)
_SIGN = re.compile("(?:[•●◦○▪■▫‣⁃](?=[ \\t]*\\S)|·(?=[ \\t]))")
_DASH = re.compile("[–—‒―−־](?=[ \\t])")
_HEBREW_INITIAL = re.compile(r"[א-ת]['׳]?\.[ ]")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_MARKS = "'׳\"״"
# Hebrew letters pass pandoc as numbers that no list has: 9, the form, and what they count.
_LETTERED, _LETTERED_STEP = 90_000_000, 1_000_000
_FORMS = ((False, True), (True, True), (True, False))  # (is pointed, has a delimiter)
_ALONE = "•●◦○▪■▫‣⁃"  # never begin a line of prose


class Marker(Struct, frozen=True):
    """The sign of an item. sign: as typed, without the spaces after it.

    value: the number it says, 0 for bullets. style: what the items of one list have in
    common. delimiter: ".", ")", "()" or "". is_pointed: whether a geresh or gershayim
    is among Hebrew letters.
    """

    sign: str
    family: Family
    style: str
    value: int = 0
    delimiter: str = ""
    is_pointed: bool = False

    @property
    def meant(self) -> str:
        """Return the sign that pandoc is given."""
        if self.family in ("sign", "dash"):
            return "-"
        if self.family != "hebrew":
            return self.sign
        form = _FORMS.index((self.is_pointed, bool(self.delimiter)))
        number = _LETTERED + form * _LETTERED_STEP + self.value
        opening = "(" if self.delimiter == "()" else ""
        return f"{opening}{number}{self.delimiter[-1:] or '.'}"

    @property
    def is_foreign(self) -> bool:
        """Tell whether pandoc takes it for text."""
        return self.family in ("sign", "dash", "hebrew")

    @property
    def may_be_initial(self) -> bool:
        """Tell whether the sign may as well be a name's first letter, or an answer's."""
        return self.family == "hebrew" or _CAPITAL.fullmatch(self.sign) is not None

    @property
    def is_common(self) -> bool:
        """Tell whether every reader of Markdown knows it, and so code far behind it."""
        return self.family == "bullet" or (self.family == "number" and self.delimiter != "()")

    @property
    def is_bullet(self) -> bool:
        """Tell whether the items are not counted."""
        return self.family in ("bullet", "sign", "dash")

    @property
    def is_unmistakable(self) -> bool:
        """Tell whether the sign never begins a line that is no item."""
        return self.sign in _ALONE

    def is_followed_by(self, other: Marker) -> bool:
        """Tell whether another marker is that of the next item."""
        if self.family in ("letter", "roman") and other.family in ("letter", "roman"):
            # "i" and "v" are letters and figures; which, the neighbours say.
            pairs = zip(_values(self), _values(other), strict=True)
            return self.delimiter == other.delimiter and any(b == a + 1 for a, b in pairs if a)
        if self.style != other.style:
            return False
        if self.is_bullet or self.family == "other":
            return True
        is_all_ones = self.family == "number" and self.value == other.value == 1
        return is_all_ones or other.value == self.value + 1


class Lettering(Struct, frozen=True):
    """What a number that passed pandoc says of a list in Hebrew letters."""

    start: int
    is_pointed: bool
    has_delimiter: bool


def read_lettering(number: int) -> Lettering | None:
    """Return what a list's first number stands for; None for one that is only a number."""
    form, value = divmod(number - _LETTERED, _LETTERED_STEP)
    return Lettering(value, *_FORMS[form]) if 0 <= form < len(_FORMS) and value else None


def read_marker(rest: str) -> Marker | None:
    """Return the marker with which a line begins. rest: the line from its first sign on."""
    if match := _BULLET.match(rest):
        return Marker(match[0], "bullet", match[0])
    if (match := _COUNTED.match(rest)) and _is_closed(match) and not _INITIAL.match(rest):
        return _counted(match)
    if match := _SIGN.match(rest):
        return Marker(match[0], "sign", match[0])
    if match := _DASH.match(rest):
        return Marker(match[0], "dash", match[0])
    return _hebrew(rest)


def seems_initial(rest: str) -> bool:
    """Tell whether a line that is no item begins as one does to pandoc, with a capital."""
    return _CAPITAL_ITEM.match(rest) is not None


def is_initial(after: str) -> bool:
    """Tell whether what follows a Hebrew letter with a point is another, as of a name."""
    return _HEBREW_INITIAL.match(after.lstrip(" \t")) is not None


def _is_closed(match: re.Match[str]) -> bool:
    """Tell whether "(" has its ")"; the sign of an example has both."""
    is_example = bool(match["other"]) and match["other"][0] == "@"
    if match["open"] or is_example:
        return bool(match["open"]) and match["close"] == ")"
    return True


def _delimiter(match: re.Match[str]) -> str:
    return "()" if match["open"] else str(match["close"])


def _counted(match: re.Match[str]) -> Marker:
    delimiter = _delimiter(match)
    family: Family = "other"
    value = 0
    if match["number"]:
        family, value = "number", int(match["number"])
    elif match["roman"]:
        family, value = "roman", roman_value(match["roman"])
    elif match["letter"]:
        family, value = "letter", ord(match["letter"].lower()) - ord("a") + 1
    return Marker(match[0], family, f"{family}{delimiter}", value, delimiter)


def _hebrew(rest: str) -> Marker | None:
    match = _HEBREW.match(rest)
    if not match or bool(match["open"]) > (match["close"] == ")"):
        return None
    is_pointed = any(mark in match["letters"] for mark in _MARKS)
    value = numeral_value(match["letters"])
    if not value or not (match["close"] or is_pointed):
        return None
    delimiter = _delimiter(match)
    # One letter may have its geresh and the next none; without a point all must have it.
    style = f"hebrew{delimiter}" if delimiter else "hebrew-pointed"
    return Marker(match[0], "hebrew", style, value, delimiter, is_pointed)


def _values(marker: Marker) -> tuple[int, int]:
    """Return what a marker counts as a letter and as Roman figures, 0 for what it is not."""
    figures = marker.sign.strip("().")
    letter = ord(figures.lower()) - ord("a") + 1 if len(figures) == 1 else 0
    return letter, roman_value(figures)


def roman_value(figures: str) -> int:
    """Return what Roman figures count; 0 for letters that are none."""
    values = [_ROMAN.get(figure, 0) for figure in figures.lower()]
    if 0 in values:
        return 0
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
