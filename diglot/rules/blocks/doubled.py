"""Rule B215: a passage in whose place another one was pasted, so that the text has that one twice.

Goes in: the sections of a chapter with their translations. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding, cut_short
from diglot.core.wording import quoted
from diglot.rules.numbers import values_in, wanted

_KINDS = ("paragraph", "item")
_SHORTEST = 40  # characters: shorter ones may well be said twice
_ALIKE = 0.5  # of the words of two sources that a translator may say alike, so many are the same
_WORD = re.compile(r"[^\W_]+")


def doubled_passages(sections: Sequence[Compared], ratio: float) -> Iterator[Finding]:
    """Yield the passages that are word for word another one's translation.

    ratio: how long the translation of one character usually is.
    """
    known: dict[str, list[PassagePair]] = {}
    for pair in (p for compared in sections for part in compared.parts for p in part.passages):
        if pair.translation.kind in _KINDS and len(pair.translation.everything) >= _SHORTEST:
            known.setdefault(pair.translation.everything, []).append(pair)
    for alike in known.values():
        for one, other in combinations(alike, 2):
            if one.source.foreign or _are_alike(one.source.words, other.source.words):
                continue
            right, wrong = sorted((one, other), key=lambda pair: _unlike(pair, ratio))
            yield Finding(
                "block-doubled",
                wrong.translation.position,
                f"{quoted(cut_short(wrong.translation.words))} is the text of line "
                f"{right.translation.position.line}, too; its source says something else here",
                "put the translation of this source in its place",
                wrong.source.position,
            )
            break


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two sources say nearly the same."""
    ours, theirs = (set(_WORD.findall(text.casefold())) for text in (one, other))
    return len(ours & theirs) >= _ALIKE * max(len(ours | theirs), 1)


def _unlike(pair: PassagePair, ratio: float) -> tuple[int, float]:
    """Return how many numbers a passage lacks, and how far its length is from what is usual."""
    has = values_in(pair.translation.everything)
    lost = sum(number.values.isdisjoint(has) for number in wanted(pair.source.words))
    sizes = len(pair.source.words) * ratio + 1, len(pair.translation.words) + 1
    return lost, abs(log(sizes[0] / sizes[1]))
