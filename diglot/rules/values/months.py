"""Rule T602: months that are others in the translation, in a date and by name alone.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.values.missing import is_compared
from diglot.text.number_forms import time_forms
from diglot.text.number_words import counting_words, month_number

_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_MAY_BE_DATE = re.compile(r"[./]\d\d?[./]\d")  # in each of the next
_NUMERIC_DATE = re.compile(r"(\d(?<!\w.)\d?)[./](\d{1,2})[./]\d{2,4}\b")


def month_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the dates whose month is another one in the translation."""
    for part in compared.parts:
        for pair in part.passages:
            ours = _dated_months(pair.source.words) if is_compared(pair) else {}
            theirs = _dated_months(pair.translation.everything) if ours else {}
            lost = [name for month, name in ours.items() if month not in theirs]
            instead = [name for month, name in theirs.items() if month not in ours]
            if not (lost and instead) and is_compared(pair):
                lost, instead = _other_named_months(pair)
            elif _names(pair.translation.everything, ours):
                continue
            if lost and instead:
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"{quoted(lost[0])} of the source does not reappear; "
                    f"here it is {quoted(instead[0])}",
                    "correct the month",
                    pair.source.position,
                )


def _dated_months(text: str) -> dict[int, str]:
    """Return the months that are in a date, by number, each as it is written."""
    found: dict[int, str] = {}
    if not _DIGIT.search(text):
        return found
    has_month = any(map(month_number, counting_words(text)))
    for match in time_forms().dated.finditer(text) if has_month else ():
        name = match["before"] or match["after"]
        if number := month_number(name.lower()):
            found.setdefault(number, name)
    for match in _NUMERIC_DATE.finditer(text) if _MAY_BE_DATE.search(text) else ():
        found.setdefault(int(match[1]), match[0])
        found.setdefault(int(match[2]), match[0])
    return found


def _other_named_months(pair: PassagePair) -> tuple[list[str], list[str]]:
    """Return the month that the source names more often, and the one that the translation does.

    Names of months are other words too: they tell nothing unless each side has one the other lacks.
    """
    ours = _named_months(pair.source.words)
    theirs = _named_months(pair.translation.words) if ours else []
    if not ours or len(ours) != len(theirs):
        return [], []
    lost, instead = (
        list((Counter(n for n, _ in one) - Counter(n for n, _ in other)).elements())
        for one, other in ((ours, theirs), (theirs, ours))
    )
    if len(lost) != 1 or _dated_months(pair.translation.everything).keys() & {*lost}:
        return [], []
    return [dict(ours)[lost[0]]], [dict(theirs)[instead[0]]]


def _named_months(text: str) -> list[tuple[int, str]]:
    if not any(map(month_number, counting_words(text))):
        return []
    words = time_forms().month.findall(text)
    return [(number, word) for word in words if (number := month_number(word.lower()))]


def _names(text: str, months: dict[int, str]) -> bool:
    """Tell whether a text names each of the months, in a date or outside."""
    words = (month_number(word.lower()) for word in _WORD.findall(text))
    return months.keys() <= set(words)
