"""Hebrew letters that count: what they may be read as, with a mark and without.

Goes in: words and texts without niqqud. Comes out: values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.lang.he.numerals import numeral_value
from diglot.lang.he.words import PREFIX_LETTERS
from diglot.text.number_words import stems

_SMALL_NUMERAL = re.compile(rf"[{PREFIX_LETTERS}]?([א-י]['׳]|י[\"״][אב])")
_BARE = re.compile(r"(?<![א-ת\"״])[א-ת]{1,4}(?![א-ת\"״'׳])")


def lettered_values(token: str) -> Iterator[float]:
    """Yield what Hebrew letters with a mark may count, a year among it: כ״ט, ה׳תשפ״ו."""
    for stem in stems(token.replace("'", "׳").replace('"', "״")) if token else ():
        yield from _letters(stem)
    for cut in range(1, min(4, len(token) - 1)):
        yield from _letters(token[cut:].replace("'", "׳").replace('"', "״"))


def _letters(token: str) -> Iterator[float]:
    value = numeral_value(token)
    if not value and len(token) > 2:
        thousands, rest = numeral_value(token[0]), numeral_value(token[1:])
        value = thousands * 1000 + rest if thousands < 10 and rest > 100 else 0  # אתרנ״ו
    if not value:
        return
    yield float(value)
    if value > 5000 or 500 <= value < 1000:
        year = value if value > 5000 else value + 5000
        yield from (float(year), float(year - 3760), float(year - 3761))


def small_numeral(token: str) -> Iterator[float]:
    """Yield what letters with a mark count up to twelve, and nothing else: כיתה ג׳."""
    if numeral := _SMALL_NUMERAL.fullmatch(token):
        yield float(numeral_value(numeral[1].replace("'", "׳").replace('"', "״")))


def bare_letters(text: str) -> set[float]:
    """Return what words of up to four Hebrew letters count, where letters count without a mark."""
    return {
        float(value)
        for match in _BARE.finditer(text)
        for stem in stems(match[0])
        if (value := numeral_value(stem))
    }
