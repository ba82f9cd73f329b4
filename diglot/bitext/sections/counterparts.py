"""One chapter in two languages → which section is the counterpart of which, by number.

Equal ids first; then what is in the same order, by optimal alignment; then
what has been moved. Goes in: two outlines. Comes out: a mapping.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from diglot.bitext.ids import written_id
from diglot.bitext.sections.outline import ROOT, Outline, ancestors
from diglot.bitext.sections.similarity import UNIT, Similarity
from diglot.bitext.sequence import align_sequences, longest_increasing

# On the drifted chapters of tests/drift, without ids, 94 pairs of 100 are right, and 92 to 95 with
# any one of these, or of those in similarity.py, a half smaller or larger (bench/alignment.py).

# What it costs to leave a section unpaired; less for those below it that are left with
# it, since a subtree goes missing in one piece.
_GAP = 3 * UNIT // 2
_GAP_BELOW = 2 * UNIT // 3
# What it is worth that the sections around two sections are counterparts.
_AROUND = UNIT // 2
# How much must speak for two sections that are left over being one, moved.
_EVIDENT = 13 * UNIT // 10
_ALIKE = 12 * UNIT // 5
_ALIKE_BUT_FOR_LEVEL = 9 * UNIT // 5
# By how much more like a section two of the other side must be together than one of them.
_CLEARLY = UNIT // 10
# By how much more alike two pairs must be crosswise to be taken for swapped.
_SWAPPED = 2 * UNIT
# Below this, a pair is parted if its sections have their like elsewhere.
_DOUBTFUL = -UNIT // 2
_ROUNDS = 3  # the places found in one tell the next what surrounds each section
_MANY_PAIRS = 4_000_000  # from here on, what evidently belongs together is settled before


def find_counterparts(
    source: Outline, translation: Outline, similarity: Similarity
) -> dict[int, int]:
    """Return from each source section that has a counterpart to that counterpart."""
    by_id = pairs_by_id(source, translation)
    settled = by_id
    if len(source) * len(translation) > _MANY_PAIRS:
        settled = _telling_pairs(similarity, by_id) | by_id
    pairs = _pairs_in_order(source, translation, similarity, settled)
    pairs = _with_first_of_joined(pairs, by_id, similarity)
    pairs = _Moves(pairs, source, translation, similarity).found(by_id)
    return _prefer_translated(pairs, source, translation, similarity) | by_id


def pairs_by_id(source: Outline, translation: Outline) -> dict[int, int]:
    """Return the sections whose explicit id is the same, and on each side only theirs."""
    ours, theirs = _places_of_ids(source), _places_of_ids(translation)
    return {ours[name]: theirs[name] for name in ours.keys() & theirs.keys()}


def _places_of_ids(tree: Outline) -> dict[str, int]:
    names = [written_id(section) for section in tree.sections]
    counts = Counter(names)
    return {name: place for place, name in enumerate(names) if name and counts[name] == 1}


def _telling_pairs(similarity: Similarity, by_id: dict[int, int]) -> dict[int, int]:
    """Return the sections that share what nobody else does, as far as they are in order."""
    telling = similarity.telling_pairs()
    ours, theirs = Counter(i for i, _ in telling), Counter(j for _, j in telling)
    taken = set(by_id.values())
    found = sorted(
        (i, j)
        for i, j in telling
        if ours[i] == theirs[j] == 1
        and i not in by_id
        and j not in taken
        and similarity.score(i, j) > _ALIKE
    )
    kept = longest_increasing([j for _, j in found])
    return {i: j for place, (i, j) in enumerate(found) if place in kept}


# What is in the same order --------------------------------------------------


class _Run:
    """Sections of both sides between two anchors, and their likeness, computed once."""

    def __init__(self, ours: Sequence[int], theirs: Sequence[int], similarity: Similarity) -> None:
        self.ours = ours
        self.theirs = theirs
        self.similarity = similarity
        self._rows: dict[int, list[int]] = {}

    def align(
        self, source: Outline, translation: Outline, known: dict[int, int] | None
    ) -> list[tuple[int, int]]:
        """Return the best pairs, given what is known of the sections around them."""
        children = _children_that_agree(source, translation, known or {})

        def score_row(row: int, low: int, high: int) -> list[int]:
            scores = self._score_row(row, low, high)
            if known is None:
                return scores
            i = self.ours[row]
            parent = source.parents[i]
            expected = ROOT if parent == ROOT else known.get(parent)
            return [
                score
                + (_AROUND if translation.parents[j] == expected else -_AROUND)
                + children.get((i, j), 0)
                for score, j in zip(scores, self.theirs[low:high], strict=True)
            ]

        pairs = align_sequences(
            score_row, _skips(source, self.ours), _skips(translation, self.theirs)
        )
        return [(self.ours[row], self.theirs[column]) for row, column in pairs]

    def _score_row(self, row: int, low: int, high: int) -> list[int]:
        if row not in self._rows:
            i = self.ours[row]
            self._rows[row] = [self.similarity.score(i, j) for j in self.theirs[low:high]]
        return self._rows[row]


def _skips(tree: Outline, run: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Return what of a run may be left unpaired together: each section with all below it."""
    skips: list[list[tuple[int, int]]] = [[] for _ in range(len(run) + 1)]
    for place, number in enumerate(run):
        skips[place + 1].append((place, _GAP))
        size = tree.ends[number] - number
        last = place + size - 1
        if size > 1 and last < len(run) and run[last] == tree.ends[number] - 1:
            skips[last + 1].append((place, _GAP + _GAP_BELOW * (size - 1)))
    return skips


def _children_that_agree(
    source: Outline, translation: Outline, known: dict[int, int]
) -> dict[tuple[int, int], int]:
    """Return what it is worth for two sections that the sections below them are paired."""
    agreeing = Counter((source.parents[i], translation.parents[j]) for i, j in known.items())
    ours, theirs = Counter(source.parents), Counter(translation.parents)
    return {
        (i, j): 2 * _AROUND * count // max(ours[i], theirs[j]) for (i, j), count in agreeing.items()
    }


def _pairs_in_order(
    source: Outline, translation: Outline, similarity: Similarity, by_id: dict[int, int]
) -> dict[int, int]:
    """Return the pairs by id with all that lie in order between them."""
    runs = [_Run(*run, similarity) for run in _runs(source, translation, by_id)]
    known: dict[int, int] | None = None
    for _ in range(_ROUNDS):
        found = [pair for run in runs for pair in run.align(source, translation, known)]
        pairs = by_id | dict(found)
        if pairs == known:
            break
        known = pairs
    return pairs


def _with_first_of_joined(
    pairs: dict[int, int], by_id: dict[int, int], similarity: Similarity
) -> dict[int, int]:
    """Return the pairs, where a heading was lost or put in, with the first part's heading.

    A section that goes on with the next one's text, whose heading is lost, may be more
    like that one; but it is its own heading that it has.
    """
    result = dict(pairs)
    for i, j in pairs.items():
        if i in by_id:
            continue
        taken = set(result.values())
        apart = similarity.joined((i,), (j,)) + _CLEARLY
        if i and i - 1 not in result and similarity.joined((i - 1, i), (j,)) > apart:
            del result[i]
            result[i - 1] = j
        elif j and j - 1 not in taken and similarity.joined((i,), (j - 1, j)) > apart:
            result[i] = j - 1
    return result


def _runs(
    source: Outline, translation: Outline, by_id: dict[int, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what lies between the pairs by id that are in order, all pairs by id left out."""
    firsts = sorted(by_id)
    kept = longest_increasing([by_id[i] for i in firsts])
    anchors = [(firsts[k], by_id[firsts[k]]) for k in sorted(kept)]
    taken = set(by_id.values())
    i = j = 0
    for next_i, next_j in [*anchors, (len(source), len(translation))]:
        ours = [k for k in range(i, next_i) if k not in by_id]
        theirs = [k for k in range(j, next_j) if k not in taken]
        if ours and theirs:
            yield ours, theirs
        i, j = next_i + 1, next_j + 1


def _prefer_translated(
    pairs: dict[int, int], source: Outline, translation: Outline, similarity: Similarity
) -> dict[int, int]:
    """Return the pairs with translations instead of copies of the source beside them.

    A section that stands twice, translated and still in the source language, is
    paired with what is translated; the copy is what is too much.
    """
    result = dict(pairs)
    for i, j in sorted(pairs.items()):
        if result[i] != j or not similarity.is_copy(i, j):
            continue
        size = translation.ends[j] - j
        taken = set(result.values())
        for other in _places_for(i, j, source, translation, result):
            if (
                0 <= other < len(translation)
                and translation.ends[other] == other + size
                and taken.isdisjoint(range(other, other + size))
                and not similarity.is_copy(i, other)
                and similarity.score(i, other) > UNIT
            ):
                moves = dict(zip(range(j, j + size), range(other, other + size), strict=True))
                result = {a: moves.get(b, b) for a, b in result.items()}
                break
    return result


def _places_for(
    i: int, j: int, source: Outline, translation: Outline, pairs: dict[int, int]
) -> list[int]:
    """Return where the translation of a section may be that is paired with a copy.

    Beside the copy, or below the counterpart of what the section is below.
    """
    size = translation.ends[j] - j
    parent = pairs.get(source.parents[i], ROOT)
    if parent in (ROOT, translation.parents[j]):
        return [
            k
            for k in (j - size, j + size)
            if k < len(translation) and translation.parents[k] == translation.parents[j]
        ]
    return [k for k in range(len(translation)) if translation.parents[k] == parent]


# What has been moved ------------------------------------------------------------


class _Moves:
    """Pairs what is left over, and what sits badly together, with its like elsewhere."""

    def __init__(
        self,
        pairs: dict[int, int],
        source: Outline,
        translation: Outline,
        similarity: Similarity,
    ) -> None:
        self.pairs = dict(pairs)
        self.source = source
        self.translation = translation
        self.similarity = similarity

    def found(self, by_id: dict[int, int]) -> dict[int, int]:
        """Return the pairs with those added that are evidently one section at two places."""
        settled = self._swap(by_id) & self.pairs.keys()
        settled |= {i for i, j in self.pairs.items() if self.similarity.evidence(i, j) >= _DOUBTFUL}
        settled |= by_id.keys()
        taken = {self.pairs[i] for i in settled}
        likeness = {
            (i, j): self._likeness(i, j)
            for i, j in self._candidates()
            if i not in settled and j not in taken
        }
        for i, j in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
            if likeness[i, j] < _EVIDENT:
                break
            if i not in settled and j not in taken:
                self._pair(i, j)
                settled.add(i)
                taken.add(j)
        for i, j in sorted(by_id.items()):
            self._pair_below(i, j)
        self._pair_last_ones()
        return _with_parents(self.pairs, self.source, self.translation)

    def _swap(self, by_id: Container[int]) -> set[int]:
        """Pair crosswise the sections that are evidently the counterparts of each other's.

        Return them, with all below them.
        """
        done: set[int] = set()
        sources = {j: i for i, j in self.pairs.items()}
        for i, m in sorted(self.similarity.telling_pairs()):
            j, k = self.pairs.get(i), sources.get(m)
            if j is None or k is None or k == i or i in by_id or k in by_id:
                continue
            if done.isdisjoint((i, k)) and self._is_crossed((i, j), (k, m)):
                both = {*range(i, self.source.ends[i]), *range(k, self.source.ends[k])}
                self.pairs = {a: b for a, b in self.pairs.items() if a not in both or a in by_id}
                self._pair(i, m)
                self._pair(k, j)
                done |= both
                sources = {j: i for i, j in self.pairs.items()}
        return done

    def _is_crossed(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        (i, j), (k, m) = one, other
        if self.source.parents[i] != self.source.parents[k]:
            return False
        if max(self._likeness(i, m), self._likeness(k, j)) < _EVIDENT:
            return False
        gains = self._score(i, m) - self._score(i, j), self._score(k, j) - self._score(k, m)
        return min(gains) > 0 and sum(gains) > _SWAPPED

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs for which something speaks, in themselves or below them."""
        for i, j in self.similarity.telling_pairs():
            yield i, j
            yield from zip(ancestors(self.source, i), ancestors(self.translation, j), strict=False)

    def _pair(self, i: int, j: int) -> None:
        """Make a pair, part what it was paired with, and pair what is below."""
        self.pairs = {a: b for a, b in self.pairs.items() if a != i and b != j}
        self.pairs[i] = j
        self._pair_below(i, j)

    def _pair_below(self, i: int, j: int) -> None:
        """Pair, in order, what is left over below two sections."""
        below = [k for k in self._left_over(self.source, self.pairs) if i < k < self.source.ends[i]]
        free = self._left_over(self.translation, set(self.pairs.values()))
        beneath = [k for k in free if j < k < self.translation.ends[j]]
        if below and beneath:
            run = _Run(below, beneath, self.similarity)
            self.pairs |= dict(run.align(self.source, self.translation, self.pairs))

    def _pair_last_ones(self) -> None:
        """Pair what is left over if that is one section on each side, and they are alike."""
        ours = self._left_over(self.source, self.pairs)
        theirs = self._left_over(self.translation, set(self.pairs.values()))
        both = (self.source, ours), (self.translation, theirs)
        if all(left and left[-1] < tree.ends[left[0]] for tree, left in both):
            i, j = ours[0], theirs[0]
            is_alike = self.similarity.score(i, j) > _ALIKE
            if (is_alike and self._likeness(i, j) >= 0) or self._is_elsewhere(i, j):
                self._pair(i, j)

    def _is_elsewhere(self, i: int, j: int) -> bool:
        """Tell whether two sections share something, and are alike but for their levels."""
        evidence = self.similarity.evidence(i, j)
        shape = self.similarity.length(i, j) + self.similarity.shape(i, j)
        return evidence > 0 and evidence + shape > _ALIKE_BUT_FOR_LEVEL

    @staticmethod
    def _left_over(tree: Outline, paired: Container[int]) -> list[int]:
        return [k for k in range(len(tree)) if k not in paired]

    def _likeness(self, i: int, j: int) -> int:
        """Return what speaks for two sections being one, with all below if that is alike."""
        evidence = sum(map(self.similarity.evidence, *self._subtrees(i, j)))
        return evidence + (max(self.similarity.length(i, j), 0) // 2 if evidence > 0 else 0)

    def _score(self, i: int, j: int) -> int:
        """Return how well two sections go together, with all below if that is alike."""
        return sum(map(self.similarity.score, *self._subtrees(i, j)))

    def _subtrees(self, i: int, j: int) -> tuple[range, range]:
        """Return two sections with all below them if that has the same levels, or alone."""
        ours, theirs = range(i, self.source.ends[i]), range(j, self.translation.ends[j])
        if _levels(self.source, ours) != _levels(self.translation, theirs):
            return ours[:1], theirs[:1]
        return ours, theirs


def _levels(tree: Outline, numbers: range) -> list[int]:
    """Return the levels of a subtree, counted from its top."""
    return [tree.sections[k].level - tree.sections[numbers[0]].level for k in numbers]


def _with_parents(pairs: dict[int, int], source: Outline, translation: Outline) -> dict[int, int]:
    """Return the pairs with the sections around moved ones, where all below them agree."""
    result = dict(pairs)
    taken = set(pairs.values())
    for i in reversed(range(len(source))):
        children = [k for k in range(i + 1, source.ends[i]) if source.parents[k] == i]
        if i in result or not children:
            continue
        parents = {translation.parents[result[k]] if k in result else ROOT for k in children}
        parent = parents.pop()
        if not parents and parent != ROOT and parent not in taken:
            result[i] = parent
            taken.add(parent)
    return result
