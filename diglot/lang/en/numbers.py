"""Numbers written as words in English, and what they count."""

from __future__ import annotations

from diglot.lang.language import NumberWords, months

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_UNITS += " sixteen seventeen eighteen nineteen"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS += " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES: dict[str, float] = {
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
_FURTHER: dict[str, tuple[float, ...]] = {
    "half": (0.5, 50), "quarter": (0.25, 25), "midnight": (0, 12, 24),
}  # fmt: skip
_SCALES: dict[str, float] = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 10**6,
    "millions": 10**6, "billion": 10**9, "billions": 10**9, "trillion": 10**12,
    "bn": 10**9, "mn": 10**6, "hundredth": 100, "thousandth": 1000, "dozen": 12,
}  # fmt: skip
_MONTHS = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sep sept", "october oct", "november nov", "december dec",
)  # fmt: skip

NUMBERS = NumberWords(
    values=_VALUES,
    further=_FURTHER,
    scales=_SCALES,
    months=months(_MONTHS),
    joiners=frozenset(["and", "a", "of", "the"]),
    idle=r"\b(?:a|any|every|last|per|split|this) second\b",
)
