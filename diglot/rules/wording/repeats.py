"""Rule T607: a word or a sentence that is there twice in a row and should not be.

Of words only small ones that no sentence has twice: others may be meant so (לאט לאט, very very).
A sentence may be repeated where its counterpart repeats one, too.
Goes in: the sections of a chapter with their translations. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from operator import itemgetter

from diglot.bitext.blocks.passages import Passage
from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.core.wording import quoted
from diglot.lang.known import language
from diglot.text.sentences import sentences

_SENTENCE = 20  # characters: what is shorter may be said twice for effect


def repeated_words(compared: Compared) -> Iterator[Finding]:
    """Yield the words that stand twice, in either language."""
    for part in compared.parts:
        for pair in part.passages:
            yield from _in(pair.source, compared.source_language, None)
            yield from _in(pair.translation, compared.language, pair.source.position)
            yield from _sentence(pair)


def _sentence(pair: PassagePair) -> Iterator[Finding]:
    ours, theirs = _doubled(pair.source), _doubled(pair.translation)
    if bool(ours) == bool(theirs) or pair.source.foreign or pair.translation.foreign:
        return
    passage, other = (pair.source, None) if ours else (pair.translation, pair.source.position)
    yield Finding(
        "repeated-word",
        passage.position,
        f"{quoted(cut_short(ours or theirs))}: the sentence is there twice in a row",
        "take one of the two out",
        other,
    )


def _doubled(passage: Passage) -> str:
    """Return the first sentence of a passage that is the same as the one before it, or ""."""
    if passage.kind == "verse" or len(passage.words) < 2 * _SENTENCE:
        return ""
    parts = sentences(passage.words)
    return next((one for one, two in pairwise(parts) if one == two and len(one) >= _SENTENCE), "")


def _in(passage: Passage, tag: str, counterpart: Position | None) -> Iterator[Finding]:
    pattern = _pattern(tag)
    match = pattern.search(passage.words) if pattern and not passage.foreign else None
    if match:
        yield Finding(
            "repeated-word",
            passage.position,
            f"{quoted(match[0])}: the word stands twice",
            "take one of the two out",
            counterpart,
        )


@cache
def _pattern(tag: str) -> re.Pattern[str] | None:
    spoken = language(tag)
    words = sorted(spoken.never_twice) if spoken else []
    found = [
        rf"{first}(?<![\w\"'״׳־-].)(?:{'|'.join(word[1:] for word in group)})"
        for first, group in groupby(words, key=itemgetter(0))
    ]
    return re.compile(rf"({'|'.join(found)}) +\1(?![\w\"'״׳־-])") if found else None
