"""Whether an edition keeps the passages of a source: what is lost, out of order, or too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from witness.markdown import Passage

STRONG = frozenset({"heading", "code", "table", "list", "quote"})
"""Kinds that the editions must not change in silence."""
Look = Callable[[Sequence[str], Sequence[str]], Sequence[int]]
_OF_NO_KIND = frozenset({"html", "alt", "picture", "title", "doubtful"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of an edition; kinds: what it stands in; made: the program wrote it."""

    word: str
    kinds: frozenset[str] = frozenset()
    made: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What an edition does not keep of the lines first to last.

    what: "lost" words; words in another "order"; a block of another "kind"; "extra" words.
    alike: the lines of other passages with the same words: which is lost, nobody can tell.
    """

    what: str
    first: int
    last: int
    words: tuple[str, ...]
    detail: str = ""
    alike: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        shown = " ".join(self.words[:14]) + (" …" if len(self.words) > 14 else "")
        return f"lines {self.first}–{self.last}: {self.what}: {shown}{self.detail}"


def faults(passages: Sequence[Passage], seen: Sequence[Seen], *, closely: bool) -> list[Fault]:
    """Return how an edition's words fail the passages of its source.

    Every word of a passage must be there as many times, in the passage's order, wherever
    the passage has gone to. closely: words that no passage has, and other kinds of block
    than the source's, are faults too.
    """
    result = _faults(passages, seen, closely=closely, is_loose=False)
    # Words that stand more than once can be given to passages in more than one way; what is
    # explained by one of them is kept.
    again = _faults(passages, seen, closely=closely, is_loose=True) if result else result
    return min(result, again, key=len)


def _faults(
    passages: Sequence[Passage], seen: Sequence[Seen], *, closely: bool, is_loose: bool
) -> list[Fault]:
    """Return the faults. is_loose: passages that were found scattered are looked for again."""
    ordered = [passage for passage in passages if passage.ordered]
    taken, found = _aligned(ordered, seen)
    broken = [
        number
        for number, p in enumerate(ordered)
        if len(found[number]) < len(p.words) or (is_loose and _is_scattered(found[number]))
    ]
    for number in broken:  # what they have may be by accident, and be another's
        for place in found[number]:
            taken[place] = False
        if len(found[number]) == len(ordered[number].words):
            found[number] = []
    # What stands elsewhere in one piece is found first, so that nothing else takes its words;
    # words in any order next, and last those of a passage that is scattered.
    _move(broken, ordered, found, seen, taken, _run)
    bags = [_missing(p, seen, taken, _after(p, ordered, found)) for p in passages if not p.ordered]
    _move(broken, ordered, found, seen, taken, _subsequence)
    pairs = list(zip(ordered, found, strict=True))
    short = (p for p, places in pairs if len(places) < len(p.words))
    result = [replace(_missing(p, seen, taken), alike=_alike(p, ordered)) for p in short]
    result += (fault for fault in bags if fault.what == "lost")
    if closely:
        # Of passages with the same words nobody knows which is which.
        counts = Counter(p.words for p in ordered)
        whole = (
            (p, places)
            for p, places in pairs
            if len(places) == len(p.words) and counts[p.words] == 1
        )
        owned = {place for places in found for place in places}
        kinds = (
            (p, fault)
            for p, places in whole
            if (fault := _other_kinds(p, [seen[place] for place in places]))
        )
        result += (fault for p, fault in kinds if not _stands_as_meant(p, seen, owned))
        result += _extra(passages, ordered, found, seen, taken)
    return result


def _aligned(
    ordered: Sequence[Passage], seen: Sequence[Seen]
) -> tuple[list[bool], list[list[int]]]:
    """Return which words of an edition are taken, and by passage the places of its words."""
    source = [(number, word) for number, p in enumerate(ordered) for word in p.words]
    matcher = SequenceMatcher(
        None, [word for _, word in source], [s.word for s in seen], autojunk=False
    )
    taken = [False] * len(seen)
    found: list[list[int]] = [[] for _ in ordered]
    for start, place, length in matcher.get_matching_blocks():
        for step in range(length):
            taken[place + step] = True
            found[source[start + step][0]].append(place + step)
    return taken, found


def _move(
    broken: Sequence[int],
    ordered: Sequence[Passage],
    found: list[list[int]],
    seen: Sequence[Seen],
    taken: list[bool],
    look: Look,
) -> None:
    """Look for passages that are not where they were expected."""
    for number in broken:
        if len(found[number]) < len(ordered[number].words):
            found[number] = _moved(ordered[number], seen, taken, look) or found[number]


def _moved(passage: Passage, seen: Sequence[Seen], taken: list[bool], look: Look) -> list[int]:
    """Return where a passage stands among words that no other took; nothing if nowhere."""
    free = [place for place in range(len(seen)) if not taken[place]]
    again = [free[index] for index in look(passage.words, [seen[place].word for place in free])]
    for place in again:
        taken[place] = True
    return again


def _run(words: Sequence[str], free: Sequence[str]) -> Sequence[int]:
    """Return where words stand one after another; nothing if they do not."""
    for start in range(len(free) - len(words) + 1):
        if free[start] == words[0] and tuple(free[start : start + len(words)]) == words:
            return range(start, start + len(words))
    return ()


def _subsequence(words: Sequence[str], free: Sequence[str]) -> Sequence[int]:
    """Return where words stand in their order, with others in between; nothing if not all do."""
    indices = iter(range(len(free)))
    places = [next((index for index in indices if free[index] == word), -1) for word in words]
    return () if -1 in places else places


def _is_scattered(places: Sequence[int]) -> bool:
    return bool(places) and places[-1] - places[0] >= len(places)


def _after(passage: Passage, ordered: Sequence[Passage], found: Sequence[Sequence[int]]) -> int:
    """Return the place in an edition behind what comes before a passage."""
    before = (places for p, places in zip(ordered, found, strict=True) if p.last < passage.first)
    return max((places[-1] + 1 for places in before if places), default=0)


def _missing(passage: Passage, seen: Sequence[Seen], taken: list[bool], expected: int = 0) -> Fault:
    """Return which words of a passage are gone, or that they are in another order.

    expected: the place from which on they are looked for first.
    """
    gone = Counter(passage.words)
    for place in (*range(expected, len(seen)), *range(expected)):
        one = seen[place]
        if not taken[place] and gone[one.word] > 0:
            gone[one.word] -= 1
            taken[place] = True
    lost = tuple(word for word in dict.fromkeys(passage.words) if gone[word] > 0)
    return Fault("lost" if lost else "order", passage.first, passage.last, lost or passage.words)


def _alike(passage: Passage, others: Sequence[Passage]) -> tuple[tuple[int, int], ...]:
    return tuple((p.first, p.last) for p in others if p.words == passage.words)


def _other_kinds(passage: Passage, there: Sequence[Seen]) -> Fault | None:
    """Return that words of a passage stand in another kind of block than the source's."""
    wanted = passage.kinds & STRONG
    if passage.kinds & _OF_NO_KIND:
        return None
    for one in there:
        is_code = "code" in one.kinds
        lacks = wanted - one.kinds
        if lacks or is_code != ("code" in wanted):
            detail = f" ({_names(wanted)} became {_names(one.kinds & STRONG)})"
            return Fault("kind", passage.first, passage.last, (one.word,), detail)
    return None


def _stands_as_meant(passage: Passage, seen: Sequence[Seen], owned: Container[int]) -> bool:
    """Tell whether a passage's words stand, as what they are, where no passage in order has any.

    So they may where a passage without an order has the same words.
    """
    count = len(passage.words)
    for start in range(len(seen) - count + 1):
        there = seen[start : start + count]
        if tuple(one.word for one in there) == passage.words and not (
            any(place in owned for place in range(start, start + count))
            or _other_kinds(passage, there)
        ):
            return True
    return False


def _names(kinds: frozenset[str]) -> str:
    return "+".join(sorted(kinds)) or "text"


def _extra(
    passages: Sequence[Passage],
    ordered: Sequence[Passage],
    found: Sequence[Sequence[int]],
    seen: Sequence[Seen],
    taken: Sequence[bool],
) -> list[Fault]:
    """Return words of an edition that the source does not have: markup that was printed."""
    owner = {place: number for number, places in enumerate(found) for place in places}
    notes = {word for passage in passages if "note" in passage.kinds for word in passage.words}
    result: list[Fault] = []
    before: int | None = None
    for place, one in enumerate(seen):
        before = owner.get(place, before)
        if taken[place] or one.made or ("note" in one.kinds and one.word in notes):
            continue  # (a note that is marked twice is printed twice)
        # (notes are at the end here, wherever they are written)
        is_note = "note" in one.kinds
        rest = (p for p in range(place, len(seen)) if ("note" in seen[p].kinds) == is_note)
        after = next((owner[p] for p in rest if p in owner), None)
        result.append(Fault("extra", *_between(ordered, before, after), (one.word,)))
    return list(_joined(_without_perhaps(result, passages)))


def _without_perhaps(extra: list[Fault], passages: Sequence[Passage]) -> list[Fault]:
    """Return extra words without those that may be shown: first where they were written."""
    perhaps = [(p, Counter(p.perhaps)) for p in passages if p.perhaps]
    for is_near in (True, False):
        left = []
        for fault in extra:
            able = (
                counts
                for p, counts in perhaps
                if counts[fault.words[0]] > 0
                and (not is_near or (p.first <= fault.last and fault.first <= p.last))
            )
            if counts := next(able, None):
                counts[fault.words[0]] -= 1
            else:
                left.append(fault)
        extra = left
    return extra


def _joined(extra: Iterable[Fault]) -> Iterator[Fault]:
    """Yield extra words, those between the same passages as one fault."""
    for _, group in groupby(extra, key=lambda fault: fault.last):
        faults_ = list(group)
        words = tuple(word for fault in faults_ for word in fault.words)
        yield replace(faults_[0], words=words)


def _between(ordered: Sequence[Passage], before: int | None, after: int | None) -> tuple[int, int]:
    """Return the lines from one passage to another, both included; None for an end of the text."""
    first = 1 if before is None else ordered[before].first
    if before is not None and before == after:
        after = before + 1 if before + 1 < len(ordered) else None
        return first, _END if after is None else max(ordered[after].first - 1, ordered[before].last)
    return first, _END if after is None else ordered[after].last


_END = 10**6
