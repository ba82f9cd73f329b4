"""What is known of Hebrew words: prefixes, abbreviations, endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAQAF = "־"
AND, ARTICLE, IN = "ו", "ה", "ב"
"""What is joined to the front of a word for "and", "the" and "in"."""
OR = "או"
# Letters that are put before a word and are no part of it, alone or together.
PREFIXES = "ו?(?:לכש|כש|מש|בש|ש)?[בכלמ]?ה?"
"""What finds them, in the notation of `re`; the empty string too."""
PREFIX_LETTERS = "ובהלמשכ"
"""Those of one letter."""
_PREFIX = re.compile(PREFIXES)
# Endings that an acronym takes after its last letter: מנכ"לית, דו"חות, צה"לי.
_ENDING_LIST = """
    ים ית יות ות י יה ה ניק ניקים ניקית ניקיות יסט יסטים יסטית אי אים אית אות ו נו ך כם הם
"""
_ENDINGS = frozenset(_ENDING_LIST.split())
# Words cut short, with the geresh that they end in.
_ABBREVIATION_LIST = """
    אונ אינג אפ בע גב גר דק הוצ הנ וגו וכד וכו חוב טל כנ כר מהד מח מכ מס מע נק סי סנט עמ פי פרופ
    קמ רח שד שכ שנ שע תרג
"""
ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_SMALL_WORDS = """
    של את על עם אל כי או אם אבל גם אך אז אשר אצל בין לבין בתוך בלי בגלל בעד בידי בשביל דרך הוא היא
    הם הן הרי זה זו זאת אלה אלו הזה הזו האלה יש אין כך כן כמו כמה כל לא לפי לפני אחרי אחר מה מי מן
    מתוך מפני נגד עד עוד על ידי לידי כדי פי רק שוב תחת אני אנו אנחנו אתה אתם אותו אותה אותם אותן לו
    לה להם להן לי לנו לכם בו בה בהם בהן בי בנו שלו שלה שלהם שלהן שלי שלנו שלכם איך כיצד מדוע למה
    איפה היכן מתי איזה איזו אילו היה הייתה היו יהיה תהיה יהיו כאן שם ממנו ממנה מהם עליו עליה עליהם
"""
SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that only join others."""
_NEVER_TWICE = """
    של את על כי או אבל אשר לבין בתוך בגלל בידי כדי לפי לפני אחרי מתוך אצל בשביל ואת ועל ושל שאת שעל
    אינו אינה אם גם
"""
NEVER_TWICE = frozenset(_NEVER_TWICE.split())
_CLINGING = "של את על אל עם כי לא או גם אם מן בין עד כל"
CLINGING = frozenset(_CLINGING.split())
"""Words after which no line of a title should end."""
FINAL_INSIDE = frozenset({"לםרבה"})  # Isaiah 9:6
"""Words with the final form of a letter inside, not at the end."""
FOREIGN_ENDS = "גזצץתדך"  # letters whose foreign sound a geresh marks at a word's end
_YEAR = re.compile("ת[א-ת]{1,3}$")


def is_prefix(letters: str) -> bool:
    """Tell whether letters can come before a quotation as prefixes: ב, ש, וכש."""
    return bool(letters) and _PREFIX.fullmatch(letters) is not None


def ends_like_acronym(letters: str) -> bool:
    """Tell whether letters can follow gershayim: the last letter, or it with an ending."""
    return len(letters) == 1 or is_ending(letters[1:])


def is_ending(letters: str) -> bool:
    """Tell whether letters are an ending that foreign words and acronyms take: ים, ניקים."""
    return letters in _ENDINGS


def is_abbreviation(word: str) -> bool:
    """Tell whether a word before a geresh is cut short, or a letter that counts."""
    if len(word) == 1:
        return True
    return any(
        word[start:] in ABBREVIATIONS and (start == 0 or is_prefix(word[:start]))
        for start in range(min(len(word) - 1, 4))
    )


def is_doubly_foreign(word: str) -> bool:
    """Tell whether a word with a geresh inside ends in another foreign sound: ג'ורג'."""
    return "'" in word and word[-1:] in FOREIGN_ENDS


def is_year(letters: str) -> bool:
    """Tell whether letters are a year without its thousands: תשפ of ה'תשפ"ו."""
    return _YEAR.match(letters) is not None


def is_ascending(low: str, high: str) -> bool:
    """Tell whether the second number is the greater, a shortened year (1914-18) among them."""
    try:
        first, second = (float(text.replace(",", "").replace(":", ".")) for text in (low, high))
    except ValueError:
        return False
    is_short_year = re.fullmatch("1[0-9]{3}|20[0-9]{2}", low) and re.fullmatch("[0-9]{2}", high)
    return second > first % 100 if is_short_year else first < second


def takes_a_prefix(words: str) -> bool:
    """Tell whether a Hebrew prefix letter joins words directly: ודנה, וצה״ל, ו״הארץ״, וג׳.

    It does not before other scripts, figures, and a letter that is all by itself.
    """
    first = words.split(maxsplit=1)[0] if words.split() else ""
    signs = [sign for sign in first if unicodedata.category(sign) != "Mn"]
    while signs and unicodedata.category(signs[0])[0] == "P":
        del signs[0]
    while signs and unicodedata.category(signs[-1])[0] == "P" and signs[-1] not in "׳'":
        del signs[-1]
    return len(signs) > 1 and "א" <= signs[0] <= "ת"


def as_last(item: str) -> str:
    """Return the last item of a list behind its ו: with a maqaf where the letter cannot join it."""
    return item if takes_a_prefix(item) else MAQAF + item


def stems(word: str) -> Iterator[str]:
    """Yield a Hebrew word as it is, and without what may be prefixes."""
    yield word
    for length in range(1, min(5, len(word) - 1)):
        if is_prefix(word[:length]):
            yield word[length:]
