"""Rules T603 and R311: sentences that are missing, and notes at another sentence.

Goes in: the sections of a chapter with their translations. Comes out: findings, all of them
notes: what a sentence is differs by language, and translators join and part them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diglot.bitext.blocks.pairs import UnitPair
from diglot.bitext.blocks.passages import HOLE
from diglot.bitext.blocks.translators_notes import without_translators_notes
from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.model import Inline, Link, Note, Paragraph, Span, Styled, Text
from diglot.rules.text_rules import length_apart
from diglot.text.sentences import sentences

_ENOUGH = 3000  # characters of a chapter that say how long its translations are
_SHORT = 0.78  # of the usual length, of three sentences or more; joined ones are longer
_VERY_SHORT = 0.7  # of two sentences
_FEWEST = 80  # characters
_LONGER = 1.15  # a passage that has taken a sentence of another one
_MARK = "\u0000"
# Code, or words of others; or what ends a verse, which is terse.
_STANDS_FOR_MORE = re.compile(f"[{HOLE}\u05c3]")


def sentence_findings(sections: Sequence[Compared], ratio: float) -> Iterator[Finding]:
    """Yield the passages that seem to lack a sentence, and notes at another one.

    ratio: how long the translation of one character usually is.
    """
    own = _own_ratio(sections, ratio)
    for compared in sections:
        pairs = [p for part in compared.parts for p in part.passages if p.source.kind in _RUNNING]
        longer = {id(pair) for pair in pairs if _share(pair, own) > _LONGER}
        for place, pair in enumerate(pairs):
            beside = pairs[max(place - 1, 0) : place + 2]
            if longer.isdisjoint(map(id, beside)):
                yield from _dropped(pair, own)
        for level in compared.levels:
            for unit in level.blocks.pairs:
                yield from _moved_note(unit)


_RUNNING = frozenset({"paragraph", "item"})


def _own_ratio(sections: Sequence[Compared], ratio: float) -> float:
    """Return how long translations are in a chapter; the usual where it says too little."""
    pairs = [pair for compared in sections for part in compared.parts for pair in part.passages]
    whole = [pair for pair in pairs if pair.source.kind in _RUNNING and not pair.loose]
    ours = sum(len(pair.source.words) for pair in whole)
    theirs = sum(len(pair.translation.words) for pair in whole)
    return theirs / ours if ours >= _ENOUGH else ratio


def _share(pair: PassagePair, ratio: float) -> float:
    """Return how long a translation is, of what is usual."""
    return len(pair.translation.words) / max(len(pair.source.words) * ratio, 1)


def _dropped(pair: PassagePair, ratio: float) -> Iterator[Finding]:
    source, translation = pair.source, pair.translation
    share = _share(pair, ratio)
    if share >= _SHORT or len(source.words) < _FEWEST or _STANDS_FOR_MORE.search(translation.words):
        return
    if pair.loose or source.foreign or translation.foreign or length_apart(pair, ratio):
        return
    ours, theirs = len(sentences(source.words)), len(sentences(translation.words))
    if theirs >= ours or (ours == 2 and share >= _VERY_SHORT):
        return
    many = f"{theirs} sentence" + ("s" if theirs > 1 else "")
    yield Finding(
        "length",
        translation.position,
        f"the source has {ours} sentences, the translation {many}, and is shorter than "
        "if sentences had been joined",
        "see whether a sentence is missing",
        source.position,
        "note",
    )


def _moved_note(pair: UnitPair) -> Iterator[Finding]:
    match pair.source.blocks[:1], pair.translation.blocks[:1]:
        case ((Paragraph() as one,), (Paragraph() as other,)) if not pair.loose:
            pass
        case _:
            return
    if not any(isinstance(inline, Note) for inline in one.inlines):
        return
    own = without_translators_notes(other.inlines)
    ours, theirs = (sentences(_marked(inlines)) for inlines in (one.inlines, own))
    before, after = (_marks(side) for side in (ours, theirs))
    if len(ours) != len(theirs) or len(before) != len(after) or before == after:
        return
    notes = [inline for inline in own if isinstance(inline, Note)]
    number = next(n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
    yield Finding(
        "note-place",
        notes[number].position if number < len(notes) else pair.translation.position,
        f"the note is at sentence {after[number] + 1} of {len(theirs)} here, in the source at "
        f"sentence {before[number] + 1}",
        "put its mark behind what it speaks of",
        pair.source.position,
        "note",
    )


def _marked(inlines: Sequence[Inline]) -> str:
    """Return a paragraph with a mark for each note."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text=text):
                parts.append(text)
            case Note():
                parts.append(_MARK)
            case Styled(children=children) | Span(children=children) | Link(children=children):
                parts.append(_marked(children))
            case _:
                parts.append(HOLE)
    return "".join(parts)


def _marks(parts: Sequence[str]) -> list[int]:
    """Return the sentence of each note, from 0."""
    return [place for place, text in enumerate(parts) for _ in range(text.count(_MARK))]
