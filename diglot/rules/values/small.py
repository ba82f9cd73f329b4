"""Rule T602: small numbers in words for which the translation has others in words.

They are read strictly: each by itself, for sums of what is side by side would explain nearly all.
Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.conversions import Conversions
from diglot.rules.numbers import counted_in
from diglot.rules.values.missing import is_compared
from diglot.text.number_words import (
    counting_words,
    is_scale,
    run_value,
    without_idle,
    word_value,
)

_Words = list[tuple[str, float]]

_WORD = re.compile(r"[^\W\d_]+")
_TEN = 10
_SMALL = frozenset(map(float, range(2, 13)))


def small_number_findings(compared: Compared) -> Iterator[Finding]:
    """Yield small numbers in words for which the translation has another one in words.

    Neither says so by itself: a number may be in a word's form, and a word may be an idiom.
    """
    for part in compared.parts:
        for pair in part.passages if part.is_pair else ():
            if not is_compared(pair):
                continue
            ours = _small_numbers(pair.source.words)
            theirs = _small_numbers(pair.translation.words) if ours else []
            if not theirs or {value for _, value in ours} == {value for _, value in theirs}:
                continue
            if two := _exchanged(pair, ours, theirs):
                lost, instead = (", ".join(map(quoted, words)) for words in two)
                verb = "does" if len(two[0]) == 1 else "do"
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"{lost} of the source {verb} not reappear; here it is {instead}",
                    "correct the number, or write it as figures or words that say the same",
                    pair.source.position,
                )


def _exchanged(
    pair: PassagePair, ours: _Words, theirs: _Words
) -> tuple[list[str], list[str]] | None:
    """Return the words that are lost, and as many that are there instead."""
    there, here = (counted_in(p.everything) for p in (pair.translation, pair.source))
    lost = {value: word for word, value in ours if value not in there}
    if lost:
        converted = Conversions(pair, there)
        lost = {value: word for value, word in lost.items() if not converted.has_word(value)}
    instead = {value: word for word, value in theirs if value not in here}
    if len(lost) == 1 and not instead:
        instead = _doubled(ours, theirs)
    if not lost or len(lost) != len(instead):
        return None
    if len(lost) > 1 and len(ours) != len(theirs):
        return None
    return list(lost.values()), list(instead.values())


def _doubled(ours: _Words, theirs: _Words) -> dict[float, str]:
    """Return the small number that only the translation has twice, if both have as many words."""
    counts, others = (Counter(value for _, value in side) for side in (ours, theirs))
    more = [value for value, count in others.items() if count > counts[value] > 0]
    if len(ours) != len(theirs) or len(more) != 1:
        return {}
    return {value: word for word, value in theirs if value == more[0]}


def _small_numbers(text: str) -> _Words:
    """Return the words of a text that count from two to twelve, with what they count."""
    if not any(word_value(word) in _SMALL for word in counting_words(text)):
        return []
    runs: list[list[str]] = [[]]
    end = 0
    text = without_idle(text)
    for match in _WORD.finditer(text):
        if word_value(match[0].lower()) is None:
            continue
        # שישים ושמונה and twenty-two are one number each, no small one.
        if not re.fullmatch(r"[\s־-]", text[end : match.start()]):
            runs.append([])
        runs[-1].append(match[0])
        end = match.end()
    found = [one for run in runs if _is_small(run) for one in _numbers_of(run)]
    return [one for one in found if one[1] in _SMALL and not is_scale(one[0].lower())]


def _numbers_of(run: list[str]) -> _Words:
    """Return the numbers of words side by side: אחד עשר is one, שתיים שלוש are two."""
    values = [word_value(word.lower()) or 0 for word in run]
    if len(run) > 1 and values[-1] == _TEN and values[0] < _TEN:
        return [(" ".join(run), sum(values))]
    return list(zip(run, values, strict=True))


def _is_small(run: list[str]) -> bool:
    return len(run) == 1 or run_value([word.lower() for word in run]) <= max(_SMALL)
