"""Whole numbers as a book shows them: figures, Roman figures, Latin letters, or Hebrew ones."""

from __future__ import annotations

from diglot.core.conventions import NumeralSystem
from diglot.lang.he.numerals import hebrew, hebrew_bare

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a number from 1 as lower-case Roman figures."""
    result = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        result += figure * count
    return result


def latin(number: int) -> str:
    """Return a number from 1 as capital letters: A, B … Z, AA, AB."""
    result = ""
    while number:
        number, letter = divmod(number - 1, 26)
        result = chr(ord("A") + letter) + result
    return result


def numeral(number: int, system: NumeralSystem) -> str:
    """Return a number as it is in a sentence: 3, ג׳."""
    return hebrew(number) if system == "hebrew" else str(number)


def bare_numeral(number: int, system: NumeralSystem) -> str:
    """Return a number as it is by itself, as a folio or a mark: 3, ג."""
    return hebrew_bare(number) if system == "hebrew" else str(number)
