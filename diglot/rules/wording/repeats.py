"""Rule T607: a word that stands twice in a row and never should.

Only small words of which no sentence has two: others may be meant so (לאט לאט, very very).
Goes in: the sections of a chapter with their translations. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from diglot.bitext.blocks.passages import Passage
from diglot.bitext.section_pairs import Compared
from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.core.wording import quoted
from diglot.lang.known import language


def repeated_words(compared: Compared) -> Iterator[Finding]:
    """Yield the words that stand twice, in either language."""
    for part in compared.parts:
        for pair in part.passages:
            yield from _in(pair.source, compared.source_language, None)
            yield from _in(pair.translation, compared.language, pair.source.position)


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
    words = "|".join(sorted(spoken.never_twice)) if spoken else ""
    return re.compile(rf"(?<![\w\"'״׳־-])({words}) +\1(?![\w\"'״׳־-])") if words else None
