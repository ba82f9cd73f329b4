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

# From thirteen; not where words before them make a longer number of them.
_SPELLED = (
    r"\b(?<!hundred\s)(?<!thousand\s)(?<!million\s)(?<!and\s)"
    r"(?:(?:thir|four|fif|six|seven|eigh|nine)teen\b"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty\b"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?)"
)

NUMBERS = NumberWords(
    values=_VALUES,
    further=_FURTHER,
    scales=_SCALES,
    months=months(_MONTHS),
    joiners=frozenset(["and", "a", "of", "the"]),
    suffixes={"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "bn": 1e9, "mn": 1e6},
    halves={"half": 0.5, "quarter": 0.25},
    idle=r"\b(?:a|any|every|last|per|split|this) second\b",
    spelled=_SPELLED,
    before_halves=r"[a-z]+ and (?:a |one )?",
    shares="percent|per cent|pct|half|third|quarter",
    decade=r"['’]?s\b",
    between=r"(?:to|and|or|by|x)\s",
    counted="vv?|verses?|ch|chap|chapters?|psalms?|books?|parts?|vols?|folios?|fol",
)
