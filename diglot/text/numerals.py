"""Whole numbers as a page or a list may show them: Roman figures, Hebrew letters."""

from __future__ import annotations

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


def hebrew(number: int) -> str:
    """Return a number from 1 in Hebrew letters, with geresh or gershayim: א׳, ט״ו."""
    from pyluach.hebrewcal import to_hebrew_numeral

    return str(to_hebrew_numeral(number))


def hebrew_page(number: int) -> str:
    """Return a page number in Hebrew letters, bare as pages carry them: א, טו."""
    return hebrew(number).replace("׳", "").replace("״", "")
