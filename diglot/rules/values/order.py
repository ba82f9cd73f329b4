"""Rule T602: times of day that are other ones, and ranges that run backwards.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.number_rules import is_compared
from diglot.rules.numbers import values_in
from diglot.rules.values.places import has_two_figures

# A colon may also part a chapter from its verse, or what two sides scored: then both have it so.
_CLOCK = re.compile(r"(?<![\w:.,/])([01]?\d|2[0-3]):([0-5]\d)(?![\w:/]|[.,]\d)")
_HALF_DAY = re.compile(r"(?i)\d\s?[ap]\.?m\b|noon|midnight")
_HALF = 12
# Two figures with a dash or one short word between them: 4 to 6, 4–6, 4 עד 6.
_RANGE = re.compile(
    r"(?<![\w.,:/+\-–−])(\d+)(?: ?[-–] ?| [^\W\d_]{2,5} )(\d+)(?![\w:/]|[.,]\d|[-–־]\d)"
)


def order_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the times of day that differ, and the ranges whose ends are exchanged."""
    for part in compared.parts:
        for pair in part.passages if part.is_pair else ():
            if pair.loose or not is_compared(pair) or not has_two_figures(pair.source.words):
                continue
            if two := _other_time(pair) or _turned(pair):
                one, other = map(quoted, two)
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"{one} of the source is {other} here",
                    "write it as the source has it",
                    pair.source.position,
                )


def _other_time(pair: PassagePair) -> tuple[str, str] | None:
    """Return the one time of the source that the translation has not, and the one it has instead.

    Silent where either counts the hours twice a day, or there are more or fewer times.
    """
    source, translation = pair.source.words, pair.translation.words
    if ":" not in source or ":" not in translation or _HALF_DAY.search(source):
        return None
    ours, theirs = (_times(text) for text in (source, translation))
    lost, instead = (
        list((one - other).elements()) for one, other in ((ours, theirs), (theirs, ours))
    )
    if len(lost) != 1 or len(instead) != 1:
        return None
    (hour, minutes), (other, others) = lost[0], instead[0]
    if minutes == others and (other - hour) % _HALF == 0:
        return None
    if not {hour, int(minutes)} - {0} <= values_in(translation):
        return None  # a number that is missing is found as such
    return f"{hour}:{minutes}", f"{other}:{others}"


def _times(text: str) -> Counter[tuple[int, str]]:
    return Counter((int(hour), minutes) for hour, minutes in _CLOCK.findall(text))


def _turned(pair: PassagePair) -> tuple[str, str] | None:
    """Return a range of the source and the one that begins with its end in the translation."""
    here = {(match[1], match[2]): match[0] for match in _RANGE.finditer(pair.translation.words)}
    for match in _RANGE.finditer(pair.source.words) if here else ():
        low, high = match[1], match[2]
        if int(low) < int(high) and (high, low) in here and (low, high) not in here:
            return match[0], here[high, low]
    return None
