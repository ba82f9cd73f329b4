"""Numbers written as words in English and Hebrew, and what they count.

Goes in: words in lower case, Hebrew ones without points. Comes out: values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from diglot.text.hebrew_words import is_prefix

_KEPT = 50_000  # words whose values are kept: a book says most of its words again and again

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_UNITS += " sixteen seventeen eighteen nineteen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS += " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH: dict[str, float] = {
    **{word: value for value, word in enumerate(_UNITS.split(), 1)},
    **{word: value for value, word in enumerate(_ORDINALS.split(), 1)},
    **{word: value * 10 for value, word in enumerate(_TENS, 2)},
    **{word[:-1] + "ies": value * 10 for value, word in enumerate(_TENS, 2)},
    **{word[:-1] + "ieth": value * 10 for value, word in enumerate(_TENS, 2)},
    **{word + "s": value for value, word in enumerate(_UNITS.split()[:10], 1)},
    "zero": 0, "once": 1, "twice": 2, "thrice": 3, "both": 2, "pair": 2, "couple": 2,
    "half": 0.5, "halves": 0.5, "quarter": 0.25, "quarters": 0.25, "double": 2, "triple": 3,
    "dozen": 12, "decade": 10, "century": 100, "score": 20, "single": 1, "noon": 12, "midnight": 12,
}  # fmt: skip
_HEBREW: dict[str, float] = {
    word: float(value)
    for value, words in {
        0: "אפס", 0.5: "חצי מחצית", 1: "אחד אחת ראשון ראשונה ראשונים ראשונות יחיד יחידה",
        2: "שניים שתיים שנים שתים שני שתי שנייה שניה שניהם שתיהן שנינו פעמיים שנתיים יומיים שבועיים"
        " חודשיים שעתיים דקתיים מאתיים אלפיים כפול כפולה זוג צמד",
        3: "שלוש שלושה שלושת שלישי שלישית שליש שלישים שלושתם שלושתן",
        4: "ארבע ארבעה ארבעת רביעי רביעית רבע רבעים ארבעתם ארבעתן",
        5: "חמש חמישה חמשת חמשה חמישי חמישית חמישיות חמשתם",
        6: "שש שישה ששת ששה שישי שישית שישיות",
        7: "שבע שבעה שבעת שביעי שביעית שביעיות",
        8: "שמונה שמונת שמיני שמינית שמיניות",
        9: "תשע תשעה תשעת תשיעי תשיעית תשיעיות",
        10: "עשר עשרה עשרת עשירי עשירית עשיריות עשור עשורים",
        11: "אחדעשר", 12: "תריסר צהריים חצות", 20: "עשרים", 30: "שלושים שלשים", 40: "ארבעים",
        50: "חמישים חמשים יובל", 60: "שישים ששים", 70: "שבעים", 80: "שמונים", 90: "תשעים",
    }.items()
    for word in words.split()
}  # fmt: skip
_EXTRA: dict[str, tuple[float, ...]] = {
    "חצי": (0.5, 50), "מחצית": (0.5, 50), "וחצי": (0.5, 50), "half": (0.5, 50),
    "רבע": (0.25, 25), "ורבע": (0.25, 25), "quarter": (0.25, 25),
    "חצות": (0, 12, 24), "midnight": (0, 12, 24),
    "שליש": (1 / 3, 33), "רבעים": (0.75, 75), "שלישים": (2 / 3,), "רביעית": (1 / 4,),
    "חמישית": (0.2, 20),
    "שישית": (1 / 6,), "שביעית": (1 / 7,), "שמינית": (1 / 8,), "תשיעית": (1 / 9,),
    "עשירית": (0.1, 10),
    # One of a unit that English may count in smaller ones: 24 hours, 7 days, 60 minutes.
    "יממה": (1, 24), "שבוע": (1, 7), "שעה": (1, 60), "דקה": (1, 60), "חודש": (1, 30),
    "שנה": (1, 12),
}  # fmt: skip
_SCALES: dict[str, float] = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 10**6,
    "millions": 10**6, "billion": 10**9, "billions": 10**9, "trillion": 10**12,
    "bn": 10**9, "mn": 10**6, "hundredth": 100, "thousandth": 1000, "dozen": 12,
    "מאה": 100, "מאות": 100, "מאת": 100, "אלף": 1000, "אלפים": 1000, "אלפי": 1000,
    "מיליון": 10**6, "מיליונים": 10**6, "מיליוני": 10**6, "מליון": 10**6,
    "מיליארד": 10**9, "מיליארדים": 10**9, "מיליארדי": 10**9, "טריליון": 10**12,
}  # fmt: skip
_FIXED: dict[str, float] = {"מאתיים": 200, "אלפיים": 2000}
_MONTHS = (
    ("january", "jan", "ינואר"), ("february", "feb", "פברואר"),
    ("march", "mar", "מרץ", "מרס", "מארס"), ("april", "apr", "אפריל"), ("may", "מאי"),
    ("june", "jun", "יוני"), ("july", "jul", "יולי"), ("august", "aug", "אוגוסט"),
    ("september", "sep", "sept", "ספטמבר"), ("october", "oct", "אוקטובר"),
    ("november", "nov", "נובמבר"), ("december", "dec", "דצמבר"),
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_LETTERS = re.compile("[א-ת]+")
_JOINERS = frozenset(["and", "a", "of", "the"])
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def stems(word: str) -> Iterator[str]:
    """Yield a Hebrew word as it is, and without what may be prefixes."""
    yield word
    for length in range(1, min(5, len(word) - 1)):
        if is_prefix(word[:length]):
            yield word[length:]


@lru_cache(_KEPT)
def word_value(word: str) -> float | None:
    """Return what a word counts, a scale ("million") among them; None for other words."""
    for stem in stems(word) if _LETTERS.fullmatch(word) else (word,):
        for table in (_FIXED, _SCALES, _ENGLISH, _HEBREW):
            if stem in table:
                return table[stem]
    return None


@lru_cache(_KEPT)
def is_scale(word: str) -> bool:
    """Tell whether a word multiplies the number before it."""
    return any(stem in _SCALES for stem in (stems(word) if _LETTERS.fullmatch(word) else (word,)))


def month_number(word: str) -> int | None:
    """Return the number of the month that a word names."""
    for stem in stems(word) if _LETTERS.fullmatch(word) else (word,):
        if stem in _MONTH:
            return _MONTH[stem]
    return None


@lru_cache(_KEPT)
def further_values(word: str) -> tuple[float, ...]:
    """Return what else a word may stand for: shares, months, twos of Hebrew's dual."""
    return tuple(_further_values(word))


def _further_values(word: str) -> Iterator[float]:
    for stem in stems(word) if _LETTERS.fullmatch(word) else (word,):
        yield from _EXTRA.get(stem, ())
        if stem in _MONTH:
            yield _MONTH[stem]
    if word.endswith(("יים", "תים")):
        yield 2


def run_value(run: Sequence[float | str]) -> float:
    """Return what a run of words and figures counts together: "two", "hundred", "fifty" → 250."""
    total = current = 0.0
    for item in run:
        value = item if isinstance(item, float | int) else word_value(item) or 0
        if isinstance(item, str) and is_scale(item):
            scaled = (current or 1) * value
            if value == 100:
                current = scaled
            else:
                total, current = total + scaled, 0.0
        elif value == 0.5 and total:
            # מיליון וחצי: half of the scale that was just named
            total += 0.5 * _last_scale(run)
        else:
            current += value
    return total + current


def _last_scale(run: Sequence[float | str]) -> float:
    scales = [word_value(item) or 0 for item in run if isinstance(item, str) and is_scale(item)]
    return scales[-1] if scales else 1


def is_joiner(word: str) -> bool:
    """Tell whether a word may stand inside a number: two hundred and fifty."""
    return word in _JOINERS


def roman_value(word: str) -> int:
    """Return what Roman figures count; 0 for a word that is none."""
    if not word or not _ROMAN.fullmatch(word):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
