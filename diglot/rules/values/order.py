"""Rule T602: times of day that are other ones, ranges that run backwards, numbers in other order.

Languages order their sentences differently, but seldom the numbers of a passage: where nothing
else tells, that is a note.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.measures import measured
from diglot.rules.numbers import values_in
from diglot.rules.values.missing import is_compared
from diglot.rules.values.places import (
    are_in_a_clause,
    exchanged,
    figures_in,
    has_two_figures,
    plain,
)
from diglot.text.number_forms import time_forms
from diglot.text.number_words import is_scale, word_value

# A colon may also part a chapter from its verse, or what two sides scored: then both have it so.
_CLOCK = re.compile(r"(?<![\w:.,/])([01]?\d|2[0-3]):([0-5]\d)(?![\w:/]|[.,]\d)")
_HALF = 12
_SCALED = re.compile(r"(\d[\d.,]*)[\s-]([^\W\d_]+)")
_YEAR = re.compile(r"1\d{3}|20\d\d")
# Two figures with a dash or one short word between them: 4 to 6, 4–6, 4 עד 6.
_RANGE = re.compile(
    r"(\d(?<![\w.,:/+\-–−]\d)\d*)(?: ?[-–] ?| [^\W\d_]{2,5} )(\d+)(?![\w:/]|[.,]\d|[-–־]\d)"
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
            elif (swapped := _in_other_order(pair)) and not exchanged(pair):
                one, other = map(quoted, swapped)
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"the numbers {one} and {other} come in the other order here",
                    "make sure that each is where it belongs; if so, write "
                    "<!-- parity: ignore T602 why --> at the end of the passage",
                    pair.source.position,
                    "note",
                )


def _other_time(pair: PassagePair) -> tuple[str, str] | None:
    """Return the one time of the source that the translation has not, and the one it has instead.

    Silent where either counts the hours twice a day, or there are more or fewer times.
    """
    source, translation = pair.source.words, pair.translation.words
    if ":" not in source or ":" not in translation or time_forms().half_day.search(source):
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


def _in_other_order(pair: PassagePair) -> tuple[str, str] | None:
    """Return the only two figures of a passage that have changed places, if nothing else tells.

    Those that the other language writes as words, or has twice, are not looked at.
    """
    source, translation = pair.source.words, pair.translation.words
    sides = [figures_in(text) for text in (source, translation)]
    counts = [Counter(side) for side in sides]
    both = {n for n, count in counts[0].items() if count == 1 == counts[1][n]}
    ours, theirs = ([n for n in side if n in both] for side in sides)
    other = [one for one, two in zip(ours, theirs, strict=True) if one != two]
    if len(other) != 2:
        return None
    one, two = other
    if bool(_YEAR.fullmatch(one)) != bool(_YEAR.fullmatch(two)) and are_in_a_clause(source, *other):
        return None  # "168 liters in 2015": what was when, and when what was
    units = _units(source), _units(translation)
    kept = [units[0][n] & units[1][n] for n in other]
    if any(kept) and units[0][one] != units[0][two]:
        return None  # each is of what it is in the source
    has_others = units[0][one] & units[1][two] and units[0][two] & units[1][one]
    if has_others and units[0][one] != units[0][two]:
        return None  # said of the units
    return one, two


def _units(text: str) -> dict[str, frozenset[str]]:
    """Return what each figure of a text is of; a thousand or a million after it is like a unit."""
    found = {figure: frozenset[str]() for figure in figures_in(text)}
    for number in measured(text):
        names = frozenset(measure.name for measure in number.measures)
        found[plain(number.figure)] = found.get(plain(number.figure), frozenset()) | names
    for match in _SCALED.finditer(text):
        if is_scale(match[2].lower()) and plain(match[1]) in found:
            found[plain(match[1])] |= {str(word_value(match[2].lower()))}
    return found
