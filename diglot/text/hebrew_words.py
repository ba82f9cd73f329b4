"""What is known of Hebrew words: prefixes, abbreviations, endings, letters that count."""

from __future__ import annotations

import re

# Letters that are put before a word and are no part of it, alone or together.
_PREFIX = re.compile("ו?(?:כש|לכש|מש|בש|ש)?[והבכלמש]?ה?|ו?מה|ו?שב?ה?")
# Endings that an acronym takes after its last letter: מנכ"לית, דו"חות, צה"לי.
_ENDINGS = frozenset(
    ["ים", "ית", "יות", "ות", "י", "יה", "ה", "ניק", "ניקים", "ניקית", "ניקיות", "יסט", "יסטים", "יניק", "אי", "אים", "אית", "אות", "ו", "נו", "ך", "כם", "הם"]
)
# Words cut short, with the geresh that they end in.
ABBREVIATIONS = frozenset(
    ["עמ", "מס", "פרופ", "וכו", "וגו", "וכד", "גב", "שכ", "רח", "שד", "טל", "אינג", "הנ", "כנ", "בע", "נק", "דק", "שנ", "סנט", "קמ", "מח", "סי", "פי", "אפ", "ד", "ר", "מהד", "הוצ", "כר", "חוב", "אונ", "מע", "עי", "ע", "תרג", "מכ", "ס", "ג", "גר", "ק", "מ", "שע", "ס"]
)
FOREIGN_ENDS = "גזצץתדך"  # letters whose foreign sound a geresh marks at a word's end
_YEAR = re.compile("ת[א-ת]{1,3}$")
_VALUES = dict(
    zip("אבגדהוזחטיכלמנסעפצקרשת", [*range(1, 10), *range(10, 100, 10), 100, 200, 300, 400], strict=True)
)


def is_prefix(letters: str) -> bool:
    """Tell whether letters can stand before a quotation as prefixes: ב, ש, וכש."""
    return bool(letters) and _PREFIX.fullmatch(letters) is not None


def ends_like_acronym(letters: str) -> bool:
    """Tell whether letters can follow gershayim: the last letter, or it with an ending."""
    return len(letters) == 1 or letters[1:] in _ENDINGS


def is_abbreviation(word: str) -> bool:
    """Tell whether a word before a geresh is cut short, or a letter that counts."""
    if len(word) == 1:
        return True
    for start in range(min(len(word), 4)):
        if word[start:] in ABBREVIATIONS and len(word) - start > 1 and (not start or is_prefix(word[:start])):
            return True
    return False


def is_doubly_foreign(word: str) -> bool:
    """Tell whether a word with a geresh inside ends in another foreign sound: ג'ורג'."""
    return "'" in word and word[-1:] in FOREIGN_ENDS


def is_year(letters: str) -> bool:
    """Tell whether letters are a year without its thousands: תשפ of ה'תשפ"ו."""
    return _YEAR.match(letters) is not None


def numeral_value(written: str) -> int:
    """Return what a Hebrew numeral counts, or 0 for a word that is none."""
    thousands = 0
    match = re.match("(.)['׳](?=.)", written)
    if match:
        thousands, written = _VALUES.get(match[1], 0) * 1000, written[2:]
    values = [_VALUES.get(letter, 0) for letter in re.sub("[\"'״׳]", "", written)]
    is_special = values[-2:] in ([9, 6], [9, 7])
    ordered = values[:-2] if is_special else values
    is_falling = all(a > b or a == b == 400 for a, b in zip(ordered, ordered[1:], strict=False))
    if not values or 0 in values or not is_falling:
        return 0
    return thousands + sum(values)


def is_ascending(low: str, high: str) -> bool:
    """Tell whether the second number is the greater, a shortened year (1914-18) among them."""
    try:
        first, second = (float(text.replace(",", "").replace(":", ".")) for text in (low, high))
    except ValueError:
        return False
    is_short_year = re.fullmatch("1[0-9]{3}|20[0-9]{2}", low) and re.fullmatch("[0-9]{2}", high)
    if is_short_year:
        return second > first % 100
    return first < second
