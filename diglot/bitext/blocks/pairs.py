"""The blocks of two sections → which is the counterpart of which.

Goes in: the units of a section and of its translation. Comes out: pairs, and what
is on one side only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from math import log

from msgspec import Struct

from diglot.bitext.blocks.moves import is_crossed, with_moves
from diglot.bitext.blocks.translators_notes import is_translators
from diglot.bitext.blocks.units import Unit, UnitKind
from diglot.bitext.sequence import align_sequences
from diglot.core.model import (
    Code,
    CodeBlock,
    Image,
    Inline,
    Link,
    Styled,
    Text,
)
from diglot.core.walk import inline_lines, walk_blocks, walk_inlines

UNIT = 1000
# On the drifted sections of tests/drift, 92 pairs of 100 are right, and 91 or 92 with any one that
# bench/alignment.py varies made a half smaller or larger.
_GAP = 550  # what leaving out a block costs, in thousandths of what a like length is worth
_SHORTEST = 25  # characters: shorter texts differ in length by chance
_FAR = 0.75  # how far apart, as a logarithm, two lengths are that ask for a closer look
_OTHER = 0.5  # how far apart lengths are of which one cannot be the other's translation
_CLOSE, _CLOSER = 0.12, 0.08  # how far apart halves of a block are, and how much nearer the whole
_TELLING_LENGTH = 60  # characters: of what may be known again at another place by its length
_MOST_CELLS = 600_000  # of the table of alignment; what is larger is paired from its ends
_OTHER_MARKS = 150  # what it costs that only one is a question, or speech
_OPENERS, _CLOSERS, _ENDS = '"“״«„‘', " \"”״»’'", ("?", "!", ":", ",")
_TOKEN = re.compile(r"[\dA-Za-z](?:(?<=\d)\d*(?:[.,]\d+)*|(?<=[A-Za-z])[A-Za-z0-9_]{2,})")


class UnitPair(Struct, frozen=True):
    """A unit and its counterpart.

    parts: how many units one of them has been split into, so that the two differ in length.
    moved: whether it is before or after another one than in the source.
    """

    source: Unit
    translation: Unit
    parts: int = 1
    moved: bool = False

    @property
    def loose(self) -> bool:
        """Tell whether one of the two has been split."""
        return self.parts > 1


class Blocks(Struct, frozen=True):
    """Two sequences of units, aligned.

    missing: source units without a counterpart, each with how many of the pairs are
        before it. extra: units that only the translation has, likewise. far: how many pairs are
        of quite other lengths. odd_marks: how many marks only one of a pair has.
    """

    pairs: tuple[UnitPair, ...]
    missing: tuple[tuple[int, Unit], ...] = ()
    extra: tuple[tuple[int, Unit], ...] = ()
    own: tuple[tuple[int, Unit], ...] = ()
    far: int = 0
    odd_marks: int = 0

    @property
    def unlike(self) -> int:
        """Return how many units have no counterpart, or one of quite another length."""
        return len(self.missing) + len(self.extra) + self.far

    @property
    def discord(self) -> int:
        """Return how much speaks against the two being each other's translation."""
        return self.unlike + self.odd_marks


class _Seen(Struct, frozen=True, dict=True):
    """What is compared: the kind, the length of the text, all inlines in it, its blocks of code.

    Of most units nobody asks what a translation keeps of them, as kinds and lengths agree.
    """

    kind: UnitKind
    length: int
    inlines: Sequence[Inline]
    code: Sequence[str]

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Return what a translation keeps."""
        tokens = {token for text in self.code for token in _TOKEN.findall(text)}
        for inline in self.inlines:
            match inline:
                case Text(text=text):
                    tokens.update(_TOKEN.findall(text.replace(",", "")))
                case Code(text=text):
                    tokens.add(f"`{text}`")
                case Link(target=target):
                    tokens.add(target)
                case Image(source=target):
                    tokens.add(target)
        return frozenset(tokens)

    @cached_property
    def marks(self) -> frozenset[str]:
        """Return how a paragraph begins and ends, and whether words of it are set apart."""
        return _marks(self.inlines) if self.kind == "paragraph" else frozenset()


def align_blocks(source: Sequence[Unit], translation: Sequence[Unit], ratio: float) -> Blocks:
    """Return the best alignment of two sequences of units.

    ratio: how long the translation of one character usually is.
    """
    ours, theirs = [_seen(unit) for unit in source], [_seen(unit) for unit in translation]
    if _is_plain(ours, theirs, ratio):
        pairs = [(place, place) for place in range(len(ours))]
    elif len(ours) * min(len(theirs), 2 * abs(len(ours) - len(theirs)) + 180) > _MOST_CELLS:
        pairs = _from_the_ends(ours, theirs)
    else:
        pairs = _optimal(ours, theirs, ratio)
    pairs, moved = with_moves(pairs, _Likeness(ours, theirs, ratio))
    loose = _split(ours, theirs, pairs, ratio)
    apart = (_apart(ours[i].length, theirs[j].length, ratio) for i, j in pairs)
    odd_marks = sum(_unlike_marks(ours[i], theirs[j]) for i, j in pairs)
    far = sum(one > _OTHER for one in apart)
    return _blocks(source, translation, pairs, loose, moved, (far, odd_marks))


def swapped_neighbors(
    source: Sequence[Unit], translation: Sequence[Unit], ratio: float
) -> Iterator[int]:
    """Yield where a unit and the next are evidently each other's counterparts.

    Both sequences have one length.
    """
    likeness = _Likeness([_seen(u) for u in source], [_seen(u) for u in translation], ratio)
    last = -2
    for place in range(len(source) - 1):
        pairs = (place, place), (place + 1, place + 1)
        if place > last + 1 and is_crossed(*pairs, likeness):
            last = place
            yield place


def _seen(unit: Unit) -> _Seen:
    code: list[str] = []
    inlines = list(walk_inlines(unit.term))
    for block in walk_blocks(unit.blocks):
        if isinstance(block, CodeBlock):
            code.append(block.text)
        for line in inline_lines(block):
            inlines.extend(walk_inlines(line))
    length = sum(len(inline.text) for inline in inlines if isinstance(inline, Text))
    return _Seen(unit.kind, length + sum(map(len, code)), inlines, code)


def _marks(inlines: Sequence[Inline]) -> frozenset[str]:
    """Return what both languages mark alike: speech, a question, a list to come, emphasis."""
    texts = [inline.text for inline in inlines if isinstance(inline, Text) and inline.text.strip()]
    if not texts:
        return frozenset()
    first, last = texts[0].lstrip(), texts[-1].rstrip(_CLOSERS)
    found = {"speech"} if first[0] in _OPENERS else set[str]()
    found |= {last[-1]} if last.endswith(_ENDS) else set()
    return frozenset(found | {i.style for i in inlines if isinstance(i, Styled)})


def _unlike_marks(ours: _Seen, theirs: _Seen) -> int:
    return len(ours.marks ^ theirs.marks)


def _apart(ours: int, theirs: int, ratio: float) -> float:
    """Return how far apart two lengths are, as a logarithm; 0 for what is usual."""
    return abs(log((ours * ratio + _SHORTEST) / (theirs + _SHORTEST)))


def _is_plain(ours: list[_Seen], theirs: list[_Seen], ratio: float) -> bool:
    """Tell whether two sequences go together one by one, without a doubt."""
    return len(ours) == len(theirs) and all(
        a.kind == b.kind and (a.kind != "paragraph" or _apart(a.length, b.length, ratio) < _FAR)
        for a, b in zip(ours, theirs, strict=True)
    )


def _score(ours: _Seen, theirs: _Seen, ratio: float) -> int:
    if ours.kind != theirs.kind:
        return -4 * UNIT
    score = 0 if ours.kind in ("paragraph", "item", "entry") else UNIT
    score += int(UNIT * max(1 - 1.5 * _apart(ours.length, theirs.length, ratio), -1.4))
    score -= _OTHER_MARKS * _unlike_marks(ours, theirs)
    least = min(len(ours.tokens), len(theirs.tokens))
    if least:
        share = len(ours.tokens & theirs.tokens) / least
        score += int(UNIT * min(least, 3) * (share - 0.25) / 1.5)
    return score


class _Likeness(Struct, frozen=True):
    """How alike the units of two sequences are, for finding what has changed places."""

    ours: list[_Seen]
    theirs: list[_Seen]
    ratio: float

    @property
    def sizes(self) -> tuple[int, int]:
        """Return how many units there are on each side."""
        return len(self.ours), len(self.theirs)

    def may_move(self, i: int, j: int) -> bool:
        """Tell whether two units may be counterparts out of order at all."""
        return self.ours[i].kind == self.theirs[j].kind == "paragraph"

    def is_long(self, i: int) -> bool:
        """Tell whether a unit's length says anything."""
        return self.ours[i].length >= _TELLING_LENGTH

    def apart(self, i: int, j: int) -> float:
        """Return how far apart two lengths are."""
        return _apart(self.ours[i].length, self.theirs[j].length, self.ratio)

    def tokens(self, i: int, j: int) -> tuple[int, int]:
        """Return how many tokens two units share, and how many of the fewer they do not."""
        ours, theirs = self.ours[i].tokens, self.theirs[j].tokens
        both = len(ours & theirs)
        return both, min(len(ours), len(theirs)) - both

    def unlike_marks(self, i: int, j: int) -> int:
        """Return how many of the marks of two units only one of them has."""
        return _unlike_marks(self.ours[i], self.theirs[j])


def _optimal(ours: list[_Seen], theirs: list[_Seen], ratio: float) -> list[tuple[int, int]]:
    def row(i: int, low: int, high: int) -> list[int]:
        return [_score(ours[i], other, ratio) for other in theirs[low:high]]

    aligned = align_sequences(row, _skips(len(ours)), _skips(len(theirs)))
    pairs = [(i, j) for i, j in aligned if ours[i].kind == theirs[j].kind]
    return list(_with_equal_gaps(ours, theirs, pairs))


def _with_equal_gaps(
    ours: list[_Seen], theirs: list[_Seen], pairs: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs, and those between them where the same kinds are left over on both sides.

    Such blocks are at the same place and unlike: to be compared, not to be translated anew.
    """
    last_i = last_j = -1
    for i, j in [*pairs, (len(ours), len(theirs))]:
        kinds = [seen.kind for seen in ours[last_i + 1 : i]]
        if kinds == [seen.kind for seen in theirs[last_j + 1 : j]]:
            yield from ((last_i + 1 + k, last_j + 1 + k) for k in range(len(kinds)))
        if i < len(ours):
            yield i, j
        last_i, last_j = i, j


def _skips(count: int) -> list[list[tuple[int, int]]]:
    return [[], *([(place, _GAP)] for place in range(count))]


def _from_the_ends(ours: list[_Seen], theirs: list[_Seen]) -> list[tuple[int, int]]:
    """Return the pairs of equal kinds from the beginning, then those from the end."""
    shorter = min(len(ours), len(theirs))
    first = 0
    while first < shorter and ours[first].kind == theirs[first].kind:
        first += 1
    last = 0
    while last < shorter - first and ours[-1 - last].kind == theirs[-1 - last].kind:
        last += 1
    ends = ((len(ours) - place, len(theirs) - place) for place in range(last, 0, -1))
    return [*((place, place) for place in range(first)), *ends]


def _split(
    ours: list[_Seen], theirs: list[_Seen], pairs: list[tuple[int, int]], ratio: float
) -> dict[tuple[int, int], int]:
    """Return the pairs of which one side goes on in units beside it without a counterpart.

    Returns: from a pair to the number of units that its longer side has been split into.
    """
    paired_ours, paired_theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    found: dict[tuple[int, int], int] = {}
    for i, j in pairs:
        nearest = _apart(ours[i].length, theirs[j].length, ratio)
        if nearest < _CLOSE:
            continue
        nearest -= _CLOSER
        for places in _beside(ours, i, paired_ours):
            apart = _apart(sum(ours[k].length for k in places), theirs[j].length, ratio)
            if apart < nearest:
                nearest, found[i, j] = apart, len(places)
        for places in _beside(theirs, j, paired_theirs):
            apart = _apart(ours[i].length, sum(theirs[k].length for k in places), ratio)
            if apart < nearest:
                nearest, found[i, j] = apart, len(places)
    return found


def _beside(seen: list[_Seen], place: int, paired: set[int]) -> Iterator[range]:
    """Yield a unit with one, two and more of those before or after it that have no counterpart."""
    first = last = place
    while first and first - 1 not in paired and seen[first - 1].kind == seen[place].kind:
        first -= 1
        yield range(first, place + 1)
    while (
        last + 1 < len(seen) and last + 1 not in paired and seen[last + 1].kind == seen[place].kind
    ):
        last += 1
        yield range(place, last + 1)
    if first < place < last:
        yield range(first, last + 1)


def _blocks(
    source: Sequence[Unit],
    translation: Sequence[Unit],
    pairs: list[tuple[int, int]],
    loose: dict[tuple[int, int], int],
    moved: set[tuple[int, int]],
    unlike: tuple[int, int],
) -> Blocks:
    """Return an alignment. unlike: how many are far apart in length, and how many marks differ."""
    made = tuple(
        UnitPair(source[i], translation[j], loose.get((i, j), 1), (i, j) in moved) for i, j in pairs
    )
    alone = tuple(_alone(translation, sorted(j for _, j in pairs)))
    own = tuple(unit for unit in alone if is_translators(unit[1].blocks))
    extra = tuple(unit for unit in alone if unit not in own)
    missing = tuple(_alone(source, [i for i, _ in pairs]))
    return Blocks(made, missing, extra, own, *unlike)


def _alone(sequence: Sequence[Unit], paired: list[int]) -> Iterator[tuple[int, Unit]]:
    before = 0
    for place, unit in enumerate(sequence):
        if before < len(paired) and paired[before] == place:
            before += 1
        else:
            yield before, unit
