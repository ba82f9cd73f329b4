"""Rule T602: fractions in words that are other ones, and a minus that is lost.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.number_rules import is_compared
from diglot.rules.numbers import values_in
from diglot.text.number_words import further_values

_WORD = re.compile(r"[^\W\d_]+")
_MAY_HALVE = re.compile("half|halves|quarter|חצי|מחצית|רבע")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_PARTS = (0.25, 0.5)  # a third and less are called like ordinals: a fifth, the fifth
_MINUTES = 60
_SIGNED = re.compile(r"[-−–](\d[\d.,]*)\s?%?")
_SIGNLESS = re.compile(r"(\d[\d.,]*)\s?%?")


def part_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the halves and quarters that are others, and the cells that lost their minus."""
    for part in compared.parts:
        for pair in part.passages:
            if not is_compared(pair):
                continue
            if part.is_pair and (message := _other_fraction(pair)):
                yield _finding(pair, message, "correct the fraction")
            elif pair.source.kind == "cell" and (message := _lost_minus(pair)):
                yield _finding(pair, message, "put the minus before the number, or correct it")


def _finding(pair: PassagePair, message: str, hint: str) -> Finding:
    return Finding("number-missing", pair.translation.position, message, hint, pair.source.position)


def _other_fraction(pair: PassagePair) -> str:
    """Return what is said of the one fraction of a passage that is another one here."""
    if not _MAY_HALVE.search(pair.source.words):
        return ""
    lost = _unknown_fractions(pair.source.words, pair.translation.everything)
    instead = _unknown_fractions(pair.translation.words, pair.source.everything)
    if len(lost) != 1 or len(instead) != 1:
        return ""
    return f"{quoted(lost[0])} of the source does not reappear; here it is {quoted(instead[0])}"


def _unknown_fractions(text: str, other: str) -> list[str]:
    """Return the words of a text that are fractions which another text does not count in."""
    there = values_in(_CLOCK.sub("", other))
    there |= {value % 1 for value in there}
    found: list[str] = []
    for match in _WORD.finditer(text):
        further = further_values(match[0].lower())
        parts = [v for v in further if v in _PARTS and v * 100 in further]
        # Half an hour is thirty minutes, too.
        ways = {*further, *(part * _MINUTES for part in parts)}
        if parts and ways.isdisjoint(there):
            found.append(match[0])
    return found


def _lost_minus(pair: PassagePair) -> str:
    ours = _SIGNED.fullmatch(pair.source.words.strip())
    theirs = _SIGNLESS.fullmatch(pair.translation.words.strip()) if ours else None
    if ours and theirs and ours[1] == theirs[1]:
        return f"{quoted(ours[0])} of the source has lost its minus here"
    return ""
