"""Rule S113: two sections of a level that have each other's headings, or each other's text.

Told by words that a heading shares with the text below it, each language by itself; and by texts
that evidently fit each other's sources in blocks, lengths and marks, and their own not at all.
Goes in: the sections of a chapter with their translations. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from math import ceil

from msgspec import Struct

from diglot.bitext.blocks.pairs import align_blocks
from diglot.bitext.blocks.units import units
from diglot.bitext.section_pairs import Compared
from diglot.core.findings import Finding
from diglot.core.model import Section
from diglot.core.walk import plain_text
from diglot.core.wording import quoted
from diglot.lang.known import language
from diglot.lang.language import Language

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 3
_ROOT = 0.7  # of a word's letters: what is behind them may be an ending
_FEWEST_UNLIKE = 3  # things that speak against a text; so many times fewer against the other
_KEPT = 50_000  # words whose stems are kept: a book says most of its words again and again
_MOST = 60  # candidates of one chapter: so many that share nothing tell nothing


class _Headed(Struct, frozen=True, dict=True):
    """A heading and the text below it, in one language. heading, text: in lower case."""

    spoken: Language
    heading: str
    text: str

    @cached_property
    def roots(self) -> frozenset[str]:
        """Return how the words of the heading begin that say what it is about."""
        words = (word for word in _WORD.findall(self.heading) if word not in self.spoken.small)
        bare = (min(_stems(self.spoken, word), key=len) for word in words)
        return frozenset(
            word[: max(_FEWEST_LETTERS, ceil(len(word) * _ROOT))]
            for word in bare
            if len(word) >= _FEWEST_LETTERS
        )

    @cached_property
    def _words(self) -> str:
        """Return the words of the text, each with a space before it."""
        return "".join(
            f" {s}" for w in set(_WORD.findall(self.text)) for s in _stems(self.spoken, w)
        )

    @property
    def is_in_own_text(self) -> bool:
        """Tell whether any word of the heading may be in the text."""
        return any(root in self.text for root in self.roots)

    def is_about(self, other: _Headed) -> bool:
        """Tell whether a word of the heading is in the text of another, perhaps inflected."""
        return any(f" {root}" in other._words for root in self.roots)


@lru_cache(_KEPT)
def _stems(spoken: Language, word: str) -> tuple[str, ...]:
    """Return a word with and without what is joined to its front, short ones not among them."""
    return tuple(s for s in spoken.stems(word) if len(s) >= _FEWEST_LETTERS) or (word,)


class _Section(Struct, frozen=True):
    """A section and its translation, each with what it is about."""

    source: Section
    translation: Section
    ours: _Headed
    theirs: _Headed
    compared: Compared


class Exchanged(Struct, frozen=True):
    """Two sections of which one has the heading of the other, or, if are_texts, its text."""

    one: _Section
    other: _Section
    are_texts: bool = False

    @property
    def compared(self) -> tuple[Compared, Compared]:
        """Return both as they were compared."""
        return self.one.compared, self.other.compared


def exchanged_headings(sections: Sequence[Compared], ratio: float) -> Iterator[Exchanged]:
    """Yield each two sections of which one has the heading, or the text, of the other.

    ratio: how long the translation of one character usually is.
    """
    found = [made for compared in sections if (made := _section(compared))]
    strange = [one for one in found if one.theirs.roots and not one.theirs.is_in_own_text][:_MOST]
    told: set[int] = set()
    for one, other in combinations(strange, 2):
        if one.source.level != other.source.level or told & {id(one), id(other)}:
            continue
        if _are_exchanged(one, other):
            told |= {id(one), id(other)}
            yield Exchanged(one, other)
    unlike = [(one, n) for one in found if (n := one.compared.levels[0].blocks.discord)]
    for (one, here), (other, there) in combinations(unlike[:_MOST], 2):
        if one.source.level != other.source.level or told & {id(one), id(other)}:
            continue
        straight = here + there
        if straight >= _FEWEST_UNLIKE and _crossed(one, other, ratio) * _FEWEST_UNLIKE <= straight:
            told |= {id(one), id(other)}
            yield Exchanged(one, other, are_texts=True)


def _crossed(one: _Section, other: _Section, ratio: float) -> int:
    """Return what speaks against each of two texts being the other one's translation."""
    found = 0
    for ours, theirs in ((one, other), (other, one)):
        source = units(ours.source.blocks, ours.compared.source_language)
        translation = units(theirs.translation.blocks, theirs.compared.language)
        found += align_blocks(source, translation, ratio).discord
    return found


def _are_exchanged(one: _Section, other: _Section) -> bool:
    if not (one.theirs.is_about(other.theirs) and other.theirs.is_about(one.theirs)):
        return False
    is_own = one.ours.is_about(one.ours) or other.ours.is_about(other.ours)
    return is_own and not (one.ours.is_about(other.ours) or other.ours.is_about(one.ours))


def _section(compared: Compared) -> _Section | None:
    ours, theirs = compared.source, compared.translation
    spoken, other = language(compared.source_language), language(compared.language)
    if not (isinstance(ours, Section) and isinstance(theirs, Section) and spoken and other):
        return None
    pairs = [pair for part in compared.parts[1:] for pair in part.passages]
    sides = (
        (spoken, ours, " ".join(pair.source.words for pair in pairs)),
        (other, theirs, " ".join(pair.translation.words for pair in pairs)),
    )
    made = [_Headed(s, plain_text(t.title).casefold(), x.casefold()) for s, t, x in sides]
    return _Section(ours, theirs, made[0], made[1], compared)


def exchanged_finding(two: Exchanged) -> Finding:
    """Return what is said of two sections that have each other's headings."""
    one, other = two.one, two.other
    title, wanted = (quoted(found.translation.title) for found in (one, other))
    return Finding(
        "heading-exchanged",
        one.translation.position,
        f"the headings {title} and {wanted} (line {other.translation.position.line}), or the "
        "texts below them, seem to be exchanged",
        "put each heading above its own text",
        one.source.position,
    )
