"""Hebrew numerals, written and read.

Hebrew letters count in two ways. Numbers that are counted (chapters, notes, pages,
items of a list) change the order of letters where they would make a word that no one
wants to read (רצח, murder); names of years are fixed words and keep it, and end in
the final form of their last letter (תש״ף).
"""

from __future__ import annotations

import re
from itertools import pairwise

from diglot.lang.he.script import FINALS, WITHOUT_FINALS

GERESH, GERSHAYIM = "׳", "״"
APPENDIX_SIGN = "נ׳"
"""What stands before the letter of an appendix where chapters have letters too."""

_HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"),
    (50, "נ"), (40, "מ"), (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"),
    (6, "ו"), (5, "ה"), (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
# 15 and 16 would begin the name of God.
_HOLY = {15: "טו", 16: "טז"}
# Instead of רע (bad), רעב (hunger), רעה (evil), רצח (murder), שד (demon), שמד (destruction),
# and of the same after a ת.
_UNHAPPY = {
    270: "ער", 272: "ערב", 275: "ערה", 298: "רחצ", 304: "דש", 344: "שדמ",
    670: "עתר", 672: "תערב", 675: "תערה", 698: "תרחצ", 704: "תדש", 744: "תשדמ",
}  # fmt: skip
_VALUES = {letter: value for value, letter in _HEBREW}
_REORDERED = {letters: value for value, letters in _UNHAPPY.items()}
_MARKS = re.compile("[\"'״׳]")


def hebrew(number: int) -> str:
    """Return a number from 1 in Hebrew letters with geresh or gershayim: א׳, ט״ו."""
    thousands, rest = divmod(number, 1000)
    return _thousands(thousands) + (_pointed(_counted(rest)) if rest else "")


def hebrew_bare(number: int) -> str:
    """Return a number in Hebrew letters as pages, notes and lists carry them: א, טו."""
    thousands, rest = divmod(number, 1000)
    return _thousands(thousands) + _counted(rest)


def hebrew_year(year: int, *, is_full: bool = True) -> str:
    """Return the name of a Hebrew year: ה׳תשפ״ו, or תשפ״ו where the thousands are left out."""
    thousands, rest = divmod(year, 1000)
    if not rest:
        return f"{_thousands(thousands)} אלפים"
    letters = _letters(rest)
    if len(letters) > 1:
        letters = letters[:-1] + FINALS.get(letters[-1], letters[-1])
    return (_thousands(thousands) if is_full else "") + _pointed(letters)


def is_as_in_css(number: int) -> bool:
    """Tell whether the counter style `hebrew` of CSS writes a number as we do."""
    return number % 1000 not in _UNHAPPY and number < 10_000


def _thousands(number: int) -> str:
    return _letters(number) + GERESH if number else ""


def _counted(number: int) -> str:
    return _UNHAPPY.get(number) or _letters(number)


def _letters(number: int) -> str:
    """Return the letters of a number below 1000 that add up to it, the greatest first."""
    result = ""
    for value, letter in _HEBREW:
        if number in _HOLY:
            return result + _HOLY[number]
        count, number = divmod(number, value)
        result += letter * count
    return result


def _pointed(letters: str) -> str:
    if len(letters) == 1:
        return letters + GERESH
    return letters[:-1] + GERSHAYIM + letters[-1]


# What is written, read ---------------------------------------------------------------


def numeral_value(written: str) -> int:
    """Return what a Hebrew numeral counts, or 0 for a word that is none.

    Reads all that this module writes but round thousands, with geresh and gershayim, final
    letters or none of them: א, ט״ו, ערב, ה׳תשפ״ו.
    """
    thousands = 0
    match = re.match("(.)['׳](?=.)", written)
    if match:
        thousands, written = _VALUES.get(str(match[1]), 0) * 1000, written[2:]
    letters = _MARKS.sub("", written).translate(WITHOUT_FINALS)
    rest = _REORDERED.get(letters) or _added_up(letters)
    return thousands + rest if rest else 0


def _added_up(letters: str) -> int:
    """Return the sum of letters that come the greatest first, 0 for others."""
    values = [_VALUES.get(letter, 0) for letter in letters]
    ordered = values[:-2] if letters.endswith(tuple(_HOLY.values())) else values
    is_falling = all(a > b or a == b == 400 for a, b in pairwise(ordered))
    return sum(values) if values and 0 not in values and is_falling else 0
